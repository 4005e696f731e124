// One clause: conditions, the running amount step by step, its line.
#include <algorithm>

#include "engine/eval/evaluator.h"
#include "engine/num/rounding.h"

namespace bursar::eval {

using award::Outcome;
using checked::TypeKind;
using lowered::Op;
using num::Exact;
using State = Value::State;

namespace {

constexpr std::string_view kVerbs[] = {"award", "subsidise", "exempt", "reduce", "charge", "deduct", "answer",
                                       "defer", "reclaim", "due"};

}  // namespace

ClauseState& Evaluator::clause(uint32_t index) {
  ClauseState& state = clauses_[index];
  if (state.done) return state;
  state.done = true;  // cycles are refused when checking
  const auto items = std::exchange(items_, {});
  const auto lets = std::exchange(lets_, std::vector<std::optional<Value>>(module_.clauses[index].lets.size()));
  const auto outer = std::exchange(clause_, index);
  const auto base = std::exchange(base_, std::nullopt);
  const auto used = std::exchange(used_definitions_, {});
  const auto parameters = std::exchange(used_parameters_, {});
  evaluate_clause(index, state);
  items_ = items;
  lets_ = lets;
  clause_ = outer;
  base_ = base;
  used_definitions_ = used;
  used_parameters_ = parameters;
  return state;
}

award::Line Evaluator::new_line(uint32_t index, std::string id) const {
  const syntax::Clause& from = tree_.clauses[index];
  award::Line line;
  line.id = std::move(id);
  line.clause = std::string(from.name.first);
  line.title = text_of(from.title.first, from.title.second);
  line.cites = citations_of(program_, from.cites);
  line.verb = kVerbs[static_cast<size_t>(module_.clauses[index].verb)];
  line.counts_in_total = checked::counts_in_total(module_.clauses[index].verb);
  line.currency = std::string(program_.currency.code());
  return line;
}

void Evaluator::add_fault(ClauseState& state, const FaultSignal& signal) {
  award::Fault fault;
  fault.kind = signal.kind;
  fault.clause = state.result.id;
  if (!signal.words.empty())
    fault.text = text_of(signal.words, signal.words_second);
  else if (signal.node.has())
    fault.text = printed(module_[signal.node].origin);
  source::Span span{};
  if (signal.node.has()) {
    span = tree_[module_[signal.node].origin].span;
    std::vector<NodeId> open{signal.node};
    while (!open.empty()) {
      const Node& n = module_[open.back()];
      open.pop_back();
      const auto named = [&](const auto& v) { return v.first == program_.facts[n.index].first; };
      if (n.op == Op::Fact && std::none_of(fault.values.begin(), fault.values.end(), named))
        fault.values.emplace_back(program_.facts[n.index].first, shown_fact(record_.values[n.index], n.type));
      open.insert(open.end(), n.kids.begin(), n.kids.end());
    }
  }
  state.faults.push_back(std::move(fault));
  state.fault_spans.push_back(span);
  state.result.outcome = Outcome::Fault;
}

/// The conditions before the loop, all of them, in written order. Nothing: the clause is faulty.
std::optional<Value> Evaluator::conditions_hold(uint32_t index, ClauseState& state) {
  const lowered::Clause& c = module_.clauses[index];
  Value all = ops::yes_no(true);
  auto& out = state.result.conditions;
  const auto take = [&](award::Condition condition, Value v) {
    all = ops::conjunction(all, v);
    out.push_back(std::move(condition));
  };
  const auto force = [&](const syntax::InForce& period, std::string id) {
    award::Condition k = in_force(period, std::move(id));
    const Value v = k.outcome == award::Met::Unknown ? ops::unknown(deciding_date().deps, Exact(0), Exact(1))
                                                     : ops::yes_no(k.outcome == award::Met::Met);
    take(std::move(k), v);
  };
  if (policy().in_force) force(*policy().in_force, "policy_in_force");
  if (c.in_force) force(*c.in_force, "in_force");
  const size_t whens = std::count_if(c.conditions.begin(), c.conditions.end(), [](const auto& k) {
    return k.kind == lowered::Condition::Kind::When || k.kind == lowered::Condition::Kind::ExceptWhen;
  });
  size_t number = 0;
  for (const lowered::Condition& k : c.conditions) {
    try {
      const Value v = eval(k.node);
      const Node& n = module_[k.node];
      switch (k.kind) {
        case lowered::Condition::Kind::When:
        case lowered::Condition::Kind::ExceptWhen: {
          ++number;
          award::Condition condition = this->condition(k.node, n.origin, std::to_string(number));
          if (k.kind == lowered::Condition::Kind::ExceptWhen) {
            award::Condition negated;
            negated.id = condition.id;
            negated.text = condition.text;
            negated.title = condition.title;
            negated.op = "not";
            negated.missing = condition.missing;
            negated.outcome = condition.outcome == award::Met::Unknown ? award::Met::Unknown
                              : condition.outcome == award::Met::Met   ? award::Met::NotMet
                                                                       : award::Met::Met;
            condition.id += ".1";
            negated.parts.push_back(std::move(condition));
            take(std::move(negated), ops::negation(v));
          } else if (whens == 1 && condition.op == "all of") {
            // One list of conditions is the clause's own list.
            all = ops::conjunction(all, v);
            for (award::Condition& part : condition.parts) {
              part.id = part.id.substr(2);
              out.push_back(std::move(part));
            }
          } else {
            take(std::move(condition), v);
          }
          break;
        }
        case lowered::Condition::Kind::Require:
          if (v.is_no()) throw FaultSignal{"required", k.node, k.text, k.text_second};
          if (!v.known()) all = ops::conjunction(all, v);
          break;
        case lowered::Condition::Kind::ReferWhen:
          if (v.is_no()) break;
          {
            award::Condition refer = this->condition(k.node, n.origin, "refer");
            refer.outcome = award::Met::Unknown;
            refer.op.clear();
            refer.need = {};
            refer.have = shown(v, n.type);
            if (!k.text.empty()) refer.title = text_of(k.text, k.text_second);
            all = ops::conjunction(all, ops::unknown(v.deps, Exact(0), Exact(1)));
            out.push_back(std::move(refer));
          }
          break;
      }
    } catch (const FaultSignal& signal) {
      if (all.is_no()) continue;  // decided already: what follows is not asked
      add_fault(state, signal);
      return std::nullopt;
    }
  }
  return all;
}

award::Step Evaluator::start_step(NodeId id, const Value& v) const {
  auto* self = const_cast<Evaluator*>(this);
  const Node* n = &module_[id];
  award::Step s;
  s.kind = award::Step::Kind::Start;
  s.after = shown(v, n->type);
  s.formula = printed(n->origin);
  // A name alone says less than its title.
  const syntax::Title* title = n->op == Op::Fact && n->index < tree_.facts.size() ? &tree_.facts[n->index].title
                               : n->op == Op::Definition                         ? &tree_.definitions[n->index].title
                                                                                 : nullptr;
  if (title != nullptr && !title->first.empty()) s.formula = text_of(title->first, title->second);
  const auto figures = [&](const std::vector<NodeId>& kids) {
    for (NodeId k : kids) s.figures.push_back(shown(self->eval(k), module_[k].type));
  };
  switch (n->op) {
    case Op::Multiply:
      s.figures_op = tree_[n->origin].kind == syntax::ExprKind::Of ? "of" : "*";
      figures(n->kids);
      break;
    case Op::Add:
    case Op::Subtract:
    case Op::Divide:
      s.figures_op = n->op == Op::Add ? "+" : n->op == Op::Subtract ? "-" : "/";
      figures(n->kids);
      break;
    case Op::Lower:
    case Op::Higher:
      s.figures_op = n->op == Op::Lower ? "lower of" : "higher of";
      figures(n->kids);
      for (size_t i = 0; i < s.figures.size() && s.chosen < 0; ++i)
        if (v.known() && s.figures[i].state == award::Shown::State::Known && s.figures[i].number == v.number)
          s.chosen = static_cast<int>(i);
      break;
    case Op::Ladder: {
      s.figures_op = "step";
      for (const lowered::Row& row : n->rows) {
        s.figures.push_back(shown(self->eval(row.value), module_[row.value].type));
        s.bounds.push_back(row_text(row));
      }
      self->ladder(*n, &s.chosen);
      break;
    }
    case Op::Decided:
      s.figures_op = "decided";
      break;
    default: break;
  }
  return s;
}

void Evaluator::run_step(award::Line& line, Value& running, const lowered::Step& step, const checked::Type& type) {
  using Kind = award::Step::Kind;
  constexpr Kind kKinds[] = {Kind::Plus,     Kind::Less, Kind::MultipliedBy, Kind::DividedBy, Kind::RaisedBy,
                             Kind::LoweredBy, Kind::Cap,  Kind::Floor,        Kind::CumulativeCap, Kind::Round};
  award::Step s;
  s.kind = kKinds[static_cast<size_t>(step.kind)];
  s.mode = step.mode;
  s.before = shown(running, type);
  base_ = base_ ? base_ : std::optional(running);
  const Value operand = eval(step.operand);
  s.operand = shown(operand, module_[step.operand].type);
  s.formula = printed(module_[step.operand].origin);
  const Value before = running;
  running = apply(std::move(running), step);
  bound_size(running, step.operand);
  s.after = shown(running, type);
  s.applied = !(before.known() && running.known() && before.number == running.number);
  line.steps.push_back(std::move(s));
}

/// Opens the running amount, applies the steps and the policy's rounding; every step is recorded.
Value Evaluator::pay(uint32_t index, award::Line& line) {
  const lowered::Clause& c = module_.clauses[index];
  base_.reset();
  if (c.base.has()) {
    Value base = eval(c.base);
    line.steps.push_back(start_step(c.base, base));
    for (const auto& s : c.base_steps) run_step(line, base, s, module_[c.base].type);
    base_ = base;
  }
  Value running = eval(c.pay);
  const checked::Type type = module_[c.pay].type;
  line.steps.push_back(start_step(c.pay, running));
  // Steps written in brackets (`(a rounded …)`) are steps too.
  if (module_[c.pay].op == Op::Stepped) {
    line.steps.pop_back();
    Value inner = eval(module_[c.pay].kids[0]);
    line.steps.push_back(start_step(module_[c.pay].kids[0], inner));
    for (const auto& s : module_[c.pay].steps) run_step(line, inner, s, type);
    running = inner;
  }
  const auto base = base_;
  for (const auto& s : c.pay_steps) {
    run_step(line, running, s, type);
    base_ = base;
  }
  if (policy().round_line && type.kind == TypeKind::Money) {
    lowered::Step s{syntax::StepKind::Rounded, policy().round_line->multiple, policy().round_line->mode};
    run_step(line, running, s, type);
    base_ = base;
  }
  base_.reset();
  if (c.verb == syntax::Verb::Reclaim && running.state != State::NoRow) {
    award::Step s;
    s.kind = award::Step::Kind::Reclaimed;
    s.before = shown(running, type);
    running = ops::negate(running);
    s.after = shown(running, type);
    line.steps.push_back(std::move(s));
  }
  if (c.until.has()) line.result = shown(eval(c.until), {TypeKind::Date});
  return running;
}

void Evaluator::intermediates(uint32_t index, ClauseState& state) {
  for (const auto& [p, v] : used_parameters_) {
    const syntax::Parameter& from = tree_.parameters[p];
    const syntax::DatedValue& dated = from.values[v];
    if (!dated.from && dated.cites.empty()) continue;
    const auto& values = module_.parameters[p][v].values;
    for (size_t c = 0; c < values.size(); ++c) {
      award::Intermediate one;
      one.name = std::string(from.name.first);
      if (!from.columns.empty()) one.name += "." + std::string(from.columns[c].name.first);
      one.title = text_of(from.title.first, from.title.second);
      one.value = shown(eval(values[c]), program_.parameter_types[p][c]);
      one.from = dated.from;
      one.cites = citations_of(program_, dated.cites);
      state.result.intermediates.push_back(std::move(one));
    }
  }
  for (uint32_t d : used_definitions_) {
    const auto& from = tree_.definitions[d];
    if (!definitions_[d]) continue;
    award::Intermediate one;
    one.name = std::string(from.name.first);
    one.title = text_of(from.title.first, from.title.second);
    one.value = shown(*definitions_[d], program_.definition_types[d]);
    if (!definitions_[d]->known()) one.value.state = award::Shown::State::Unknown;
    one.steps.push_back(start_step(module_.definitions[d].value, *definitions_[d]));
    state.result.intermediates.push_back(std::move(one));
  }
  if (module_.clauses[index].loop) return;
  for (size_t i = 0; i < lets_.size(); ++i) {
    if (!lets_[i]) continue;
    const auto& from = tree_.clauses[index].body[program_.clauses[index].lets[i]].definition;
    award::Intermediate one;
    one.name = state.result.id + "." + std::string(from.name.first);
    one.title = text_of(from.title.first, from.title.second);
    one.value = shown(*lets_[i], program_.let_types[index][i]);
    state.result.intermediates.push_back(std::move(one));
  }
}

/// Outcome, amount and bounds from whether the conditions hold and what the lines come to.
void Evaluator::finish(uint32_t, ClauseState& state, const Value& conditions, const Value& amount) {
  award::ClauseResult& r = state.result;
  if (conditions.is_no() || amount.state == State::NoRow) {
    r.outcome = Outcome::Ineligible;
    r.amount = Exact(0);
    state.lines.clear();
    state.amount = ops::known(Exact(0));
    return;
  }
  if (conditions.is_yes() && amount.known()) {
    r.outcome = Outcome::Eligible;
    r.amount = amount.number;
    state.amount = amount;
    return;
  }
  r.outcome = Outcome::Undetermined;
  state.lines.clear();
  Value v = amount;
  if (!conditions.is_yes()) {
    v = ops::hull(amount, ops::known(Exact(0)));
    if (!v.known()) ops::merge(v.deps, conditions.deps);
  }
  ops::Deps deps = conditions.deps;
  if (amount.state == State::Unknown) ops::merge(deps, amount.deps);
  r.missing = fact_names(deps);
  r.lowest = ops::lowest(v);
  r.highest = ops::highest(v);
  state.amount = v.known() ? v : ops::unknown(deps, r.lowest, r.highest);
}

void Evaluator::single_line(uint32_t index, ClauseState& state, const Value& conditions) {
  award::Line line = new_line(index, state.result.id);
  Value amount = pay(index, line);
  if (amount.state == State::DoesNotApply) amount.state = State::NoRow;
  NodeId pay_node = module_.clauses[index].pay;
  if (module_[pay_node].op == Op::Stepped) pay_node = module_[pay_node].kids[0];
  if (module_[pay_node].op == Op::Ladder && (amount.state == State::NoRow || amount.state == State::Unknown)) {
    award::Condition c = ladder_condition(module_[pay_node]);
    if (amount.state == State::Unknown) {
      c.outcome = award::Met::Unknown;
      c.missing = fact_names(amount.deps);
      c.short_by.reset();
    }
    state.result.conditions.push_back(std::move(c));
  }
  if (amount.known()) {
    const checked::Type type = module_[module_.clauses[index].pay].type;
    if (type.kind != TypeKind::Money) line.result = shown(amount, type);
    line.amount = amount.number;
    state.lines.push_back(std::move(line));
    apply_total_steps(index, state, amount);
  }
  finish(index, state, conditions, amount);
}

void Evaluator::evaluate_clause(uint32_t index, ClauseState& state) {
  const syntax::Clause& from = tree_.clauses[index];
  award::ClauseResult& r = state.result;
  r.id = std::string(from.name.first);
  r.name = {std::string(from.name.first), std::string(from.name.second)};
  r.title = text_of(from.title.first, from.title.second);
  r.cites = citations_of(program_, from.cites);
  for (const auto& s : from.body)
    if (s.kind == syntax::StatementKind::Quote) r.quote = std::string(s.text);
  r.verb = kVerbs[static_cast<size_t>(module_.clauses[index].verb)];
  r.currency = std::string(program_.currency.code());
  auto conditions = conditions_hold(index, state);
  if (!conditions) {
    state.amount = ops::unknown({});
    return;
  }
  if (!program_.clauses[index].set_aside_by.empty() && !conditions->is_no()) {
    const Value aside = set_aside(index, state);
    if (!aside.is_no()) {
      award::Condition k;
      k.id = "set_aside";
      k.op = "set aside";
      k.outcome = aside.is_yes() ? award::Met::NotMet : award::Met::Unknown;
      k.text = text_of(state.result.set_aside_by, {});
      if (!aside.known()) k.missing = fact_names(aside.deps);
      for (uint32_t other : program_.clauses[index].set_aside_by) {
        if (tree_.clauses[other].name.first != state.result.set_aside_by && aside.is_yes()) continue;
        k.title = text_of(tree_.clauses[other].title.first, tree_.clauses[other].title.second);
        k.cites = citations_of(program_, tree_.clauses[other].cites);
      }
      state.result.conditions.push_back(std::move(k));
      conditions = ops::conjunction(*conditions, ops::negation(aside));
    }
  }
  state.conditions = *conditions;
  if (conditions->is_no()) {
    finish(index, state, *conditions, ops::known(Exact(0)));
    return;
  }
  try {
    if (module_.clauses[index].loop)
      looped_lines(index, state, *conditions);
    else
      single_line(index, state, *conditions);
    intermediates(index, state);
  } catch (const FaultSignal& signal) {
    items_.clear();
    state.lines.clear();
    if (conditions->is_yes()) {
      add_fault(state, signal);
      state.amount = ops::unknown({});
    } else {
      // Whether the clause applies at all is open; so is its amount.
      finish(index, state, *conditions, ops::unknown(conditions->deps));
    }
  }
}

}  // namespace bursar::eval
