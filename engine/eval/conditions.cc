// Conditions with their reasons: needed, given, met or not, and what is short.
#include "engine/eval/operands.h"
#include "engine/eval/short_by.h"

namespace bursar::eval {

using award::Met;
using checked::TypeKind;
using lowered::Op;
using num::Exact;

namespace {

Met met(const Value& v) {
  if (v.state == Value::State::Unknown) return Met::Unknown;
  return v.is_yes() ? Met::Met : Met::NotMet;
}

bool is_group(const syntax::Tree& tree, const Node& n) {
  switch (n.op) {
    case Op::AllOf:
    case Op::AnyOf:
    case Op::NoneOf:
    case Op::AtLeastOf:
    case Op::And:
    case Op::Or: return true;
    case Op::Not: return tree[n.origin].kind == syntax::ExprKind::Not;
    default: return false;
  }
}

}  // namespace

uint32_t Evaluator::new_condition(Trace::Condition::Kind kind, NodeId node) {
  Trace::Condition& c = trace_->conditions.emplace_back();
  c.kind = kind;
  c.node = node;
  return static_cast<uint32_t>(trace_->conditions.size() - 1);
}

/// A condition with its parts, written down at `at` as it is evaluated.
Value Evaluator::ask(NodeId id, uint32_t at) {
  const Node& n = module_[id];
  trace_->conditions[at].asked = true;
  const bool group = is_group(tree_, n);
  Value v;
  if (group) {
    const auto first = static_cast<uint32_t>(trace_->conditions.size());
    Trace::Chain parts;
    for (NodeId k : n.kids) {
      const uint32_t part = new_condition(Trace::Condition::Kind::Part, k);
      trace_->conditions[part].asked = false;
      Trace::link(trace_->conditions, parts, part);
    }
    trace_->conditions[at].parts = parts;
    v = grouped(n, [&](size_t i) { return ask(n.kids[i], first + static_cast<uint32_t>(i)); });
  } else if (n.op == Op::Compare) {
    v = compare(n, at);
  } else {
    v = eval(id);
  }
  Trace::Condition& out = trace_->conditions[at];
  out.outcome = met(v);
  if (out.outcome == Met::Unknown) out.value = v;
  if (n.op == Op::Compare) {
    // What is or is not equal is no distance away.
    const bool equality = n.comparison == syntax::Comparison::Is || n.comparison == syntax::Comparison::IsNot;
    if (out.outcome == Met::NotMet && here_.items.empty() && !equality) {
      if (const auto gap = short_by(*this, module_, *record_, id)) {
        trace_->conditions[at].short_by = static_cast<uint32_t>(trace_->short_by.size());
        trace_->short_by.push_back(*gap);
      }
    }
  } else if (!group) {
    out.have = v;
  }
  return v;
}

Value Evaluator::compare(const Node& n, uint32_t at) {
  const Value have = eval(n.kids[0]), need = eval(n.kids[1]);
  const Value v = comparison(n, have, need, n.comparison);
  trace_->conditions[at].have = have;
  trace_->conditions[at].need = need;
  return v;
}

/// The parts that the answer did not need.
void Evaluator::ask_the_rest(uint32_t at) {
  for (uint32_t part = trace_->conditions[at].parts.first; part != Trace::kNone; part = trace_->conditions[part].next) {
    if (!trace_->conditions[part].asked) ask(trace_->conditions[part].node, part);
    ask_the_rest(part);
  }
}

Value Evaluator::in_force(uint32_t index, const syntax::InForce& period, Trace::Condition::Kind kind) {
  const Value date = deciding_date();
  const uint32_t at = new_condition(kind, {});
  Trace::Condition& c = trace_->conditions[at];
  c.have = date;
  c.passed = date.known() && period.from <= date.date && period.to && *period.to < date.date;
  c.need = ops::of_date(c.passed ? *period.to : period.from);
  const Value v = !date.known() ? ops::unknown(date.deps(), Exact(0), Exact(1))
                                : ops::yes_no(period.from <= date.date && !c.passed);
  c.outcome = met(v);
  if (!date.known()) c.value = v;
  add_condition(index, at);
  return v;
}

/// The condition that a ladder is: the lowest row that could still be reached. `amount` is what the ladder comes to.
void Evaluator::ladder_condition(uint32_t index, NodeId id, const Value& amount) {
  const Node& n = module_[id];
  const Value subject = eval(n.kids[0]);
  const checked::Type& type = module_[n.kids[0]].type;
  size_t at = 0;
  if (n.kids.size() > 1) {
    at = n.rows.size() - 1;
    const Value before = eval(n.kids[1]);
    for (size_t i = 0; i < n.rows.size(); ++i)
      if (!comparison(n, before, eval(n.rows[i].bound), n.rows[i].comparison).is_yes()) {
        at = i;
        break;
      }
  }
  const lowered::Row& row = n.rows[at];
  const Value bound = eval(row.bound);
  const Value reached = comparison(n, subject, bound, row.comparison);
  const uint32_t condition = new_condition(Trace::Condition::Kind::Steps, id);
  Trace::Condition& c = trace_->conditions[condition];
  c.row = static_cast<uint32_t>(at);
  c.have = subject;
  c.need = bound;
  // Reached now, and before as well: nothing is newly reached.
  c.passed = met(reached) == Met::Met;
  c.outcome = c.passed ? Met::NotMet : met(reached);
  if (amount.state == Value::State::Unknown) {
    c.outcome = Met::Unknown;
    c.value = amount;
  } else if (module_[n.kids[0]].op == Op::Fact && c.outcome == Met::NotMet && subject.known() && bound.known() &&
             type.kind == TypeKind::Money) {
    const bool strict = row.comparison == syntax::Comparison::MoreThan;
    const Exact target = strict ? bound.number + type.currency.smallest_unit() : bound.number;
    if (target > subject.number) {
      c.short_by = static_cast<uint32_t>(trace_->short_by.size());
      trace_->short_by.push_back({module_[n.kids[0]].index, false, target - subject.number, target});
    }
  }
  add_condition(index, condition);
}

}  // namespace bursar::eval
