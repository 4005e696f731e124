// One clause: its conditions, its amount, the lines of `for each`.
#include <algorithm>

#include "engine/batch/compiler.h"

namespace bursar::batch {

using checked::TypeKind;
using lowered::Op;
using num::Exact;

Register Compiler::conditions(uint32_t index, Clause& out) {
  const lowered::Clause& c = module_.clauses[index];
  using Kind = lowered::Condition::Kind;
  Register all = kNone;
  // What stands behind a condition that does not hold is not asked.
  const auto take = [&](Register r) { all = all == kNone ? r : to_.logic(Code::AndThen, all, r); };
  const auto force = [&](const syntax::InForce& period) {
    const Number date = deciding_date();
    Register in = to_.compare(Relation::AtLeast, date, to_.constant(Exact(period.from.days)));
    if (period.to) in = to_.logic(Code::And, in, to_.compare(Relation::AtMost, date, to_.constant(Exact(period.to->days))));
    take(in);
    return in;
  };
  if (policy().in_force) force(*policy().in_force);
  if (c.in_force) out.in_force = force(*c.in_force);
  for (const lowered::Condition& k : c.conditions) {
    const Register v = flag(k.node);
    switch (k.kind) {
      case Kind::When: take(v); break;
      case Kind::ExceptWhen: take(to_.negation(v)); break;
      case Kind::Require:
        throw NoOperation{"a requirement whose no is a fault"};
      case Kind::ReferWhen:
        // Unless it is no, somebody has to look.
        take(to_.select_flag(v, to_.open_flag(Unknown), to_.flag(true)));
        break;
    }
  }
  return all;
}

/// Whether a clause that overrides this one applies. Two of them that do not override one another are in conflict.
Register Compiler::set_aside(uint32_t index) {
  const auto& rivals = program_.clauses[index].set_aside_by;
  const auto overrides = [&](uint32_t a, uint32_t b) {
    const auto& list = program_.clauses[b].set_aside_by;
    return std::find(list.begin(), list.end(), a) != list.end();
  };
  Register aside = kNone;
  for (uint32_t a : rivals) {
    Register holds = clause(a).conditions;
    if (holds == kNone) holds = to_.flag(true);
    aside = aside == kNone ? holds : to_.logic(Code::Or, aside, holds);
  }
  for (size_t i = 0; i < rivals.size(); ++i)
    for (size_t j = i + 1; j < rivals.size(); ++j)
      if (!overrides(rivals[i], rivals[j]) && !overrides(rivals[j], rivals[i])) {
        const auto applies = [&](uint32_t c) {
          const Register r = clause(c).conditions;
          return r == kNone ? to_.flag(true) : r;
        };
        const Register conflict = to_.logic(Code::And, applies(rivals[i]), applies(rivals[j]));
        aside = to_.select_flag(conflict, to_.open_flag(Left), aside);
      }
  return aside;
}

Number Compiler::run_step(Number running, const lowered::Step& s, const std::optional<Number>& base) {
  place_.base = base ? base : std::optional(running);
  return step(running, s);
}

Number Compiler::pay(uint32_t index) {
  const lowered::Clause& c = module_.clauses[index];
  place_.base.reset();
  if (c.base.has()) {
    Number base = number(c.base);
    const Number first = base;
    for (const auto& s : c.base_steps) base = run_step(base, s, first);
    place_.base = base;
  }
  const Node& n = module_[c.pay];
  const checked::Type type = n.type;
  Number running;
  if (n.op == Op::Stepped) {
    // Steps in brackets see the base that the clause opened, else what they start from.
    running = number(n.kids[0]);
    const auto base = place_.base ? place_.base : std::optional(running);
    for (const auto& s : n.steps) running = run_step(running, s, base);
    if (!n.steps.empty()) place_.base = base;
  } else {
    running = number(c.pay);
  }
  const auto base = place_.base;
  for (const auto& s : c.pay_steps) running = run_step(running, s, base);
  if (policy().round_line && type.kind == TypeKind::Money) {
    const auto multiple = constant_of(policy().round_line->multiple);
    if (!multiple) throw NoOperation{"a line rounded to what is not constant"};
    running = to_.round(running, policy().round_line->mode, *multiple);
  }
  place_.base.reset();
  if (c.verb == syntax::Verb::Reclaim) running = to_.negate(running);
  return running;
}

Number Compiler::total_steps(uint32_t index, Number total) {
  for (const auto& s : module_.clauses[index].total_steps) {
    place_.total = total;
    place_.base.reset();
    total = step(total, s);
  }
  place_.total.reset();
  return total;
}

Number Compiler::looped(uint32_t index) {
  const lowered::Clause& c = module_.clauses[index];
  const lowered::Loop& loop = *c.loop;
  if (loop.once_per.has() || loop.unbroken_by.has()) throw NoOperation{"a loop that counts once, or unbroken"};
  const uint32_t fact = list_fact(loop.list);
  const auto list = static_cast<int32_t>(fact);
  place_.list = list;
  place_.choosing = true;
  const auto all = [&](const std::vector<NodeId>& which) {
    Register v = kNone;
    for (NodeId w : which) v = both(v, flag(w));
    return to_.to_items(v, list, true);
  };
  Register selected = all(loop.where);
  // A group or an order that is the same for all items is none.
  const auto key = [&](NodeId id, bool ordered) {
    if (!id.has()) return Register{kNone};
    if (ordered && is_text(module_[id].type)) throw NoOperation{"an order of texts"};
    const Number n = number(id);
    if (n.constant) return Register{kNone};
    if (n.over != kNone) throw NoOperation{"a loop in the order of quotients"};
    return to_.to_items(n.top, list, false);
  };
  const Register group = key(loop.by, false), order = key(loop.order, true);
  const auto every_item = [&] {
    // Chosen by its ordinal alone.
    return to_.to_items(to_.flag(true), list, true);
  };
  // Without ordinals the keys decide nothing; that they can be computed is certain of fields only.
  const auto certain = [&](NodeId id) { return !id.has() || module_[id].op == Op::Field; };
  if (!loop.takes && !(certain(loop.by) && certain(loop.order))) throw NoOperation{"a loop in a computed order"};
  Register taken = selected;
  if (loop.takes)
    taken = to_.among(list, selected == kNone ? every_item() : selected, group, order, loop.descending, loop.first, loop.last);
  const Number place = to_.rank(list, taken == kNone ? every_item() : taken, group, order, loop.descending);
  Register counted = taken;
  if (const Register paid = all(loop.of_these); paid != kNone)
    counted = counted == kNone ? paid : to_.logic(Code::AndThen, counted, paid);
  place_.choosing = false;
  place_.position = place;
  Register kept = kNone;
  for (const auto& condition : c.item_conditions) {
    Register v = flag(condition.node);
    if (condition.kind == lowered::Condition::Kind::ExceptWhen) v = to_.negation(v);
    kept = both(kept, v);
  }
  Number amount = to_.absent_as_zero(pay(index));
  if (kept != kNone) amount = to_.select(kept, amount, to_.constant(Exact(0)));
  place_.list = kNone;
  place_.position.reset();
  const Number sum = to_.sum(list, counted, amount);
  const Register any = to_.compare(Relation::MoreThan, to_.count(list, counted), to_.constant(Exact(0)));
  return total_steps(index, to_.mark(sum, any, NoRow));
}

Compiler::Clause& Compiler::clause(uint32_t index) {
  Clause& c = clauses_[index];
  if (c.done) return c;
  if (!open_.insert(index).second) throw NoOperation{"clauses in a circle"};
  Place outer = std::exchange(place_, Place{});
  place_.clause = index;
  const syntax::Verb verb = module_.clauses[index].verb;
  if (verb == syntax::Verb::Answer || verb == syntax::Verb::Due || verb == syntax::Verb::Defer)
    throw NoOperation{"a clause that gives no amount"};
  c.conditions = conditions(index, c);
  if (!program_.clauses[index].set_aside_by.empty()) {
    const Register keeps = to_.negation(set_aside(index));
    c.conditions = c.conditions == kNone ? keeps : to_.logic(Code::AndThen, c.conditions, keeps);
  }
  if (!module_.clauses[index].pay.has()) throw NoOperation{"a clause that gives no amount"};
  if (module_[module_.clauses[index].pay].type.kind != TypeKind::Money) throw NoOperation{"a clause that gives no amount"};
  c.amount = module_.clauses[index].loop ? looped(index) : total_steps(index, pay(index));
  place_ = std::move(outer);
  open_.erase(index);
  c.done = true;
  return c;
}

const Number& Compiler::seen(uint32_t index) {
  Clause& c = clause(index);
  if (!c.seen) {
    const Number amount = to_.absent_as_zero(c.amount);
    c.seen = c.conditions == kNone ? amount : to_.select(c.conditions, amount, to_.constant(Exact(0)));
  }
  return *c.seen;
}

Number Compiler::of_versions(uint32_t index) {
  const uint32_t first = program_.clauses[index].version_of.value_or(index);
  Number all = seen(first);
  for (uint32_t version : program_.clauses[first].versions) all = to_.add(all, seen(version));
  return all;
}

void Compiler::answer(uint32_t index, size_t column) {
  // Which of several versions is in force may be open while what they come to is not.
  if (!program_.clauses[index].versions.empty()) throw NoOperation{"versions of a clause"};
  const Clause& own = clause(index);
  if (to_.list_of(own.amount) >= 0 || (own.conditions != kNone && to_.list_of(own.conditions) >= 0))
    throw NoOperation{"an amount an item"};
  to_.clause(column, own.conditions, to_.whole(own.amount, *Exact::divide(Exact(1), program_.currency.smallest_unit())));
}

}  // namespace bursar::batch
