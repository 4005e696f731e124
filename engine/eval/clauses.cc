// One clause: conditions, the running amount step by step, its line.
#include <algorithm>

#include "engine/eval/operands.h"

namespace bursar::eval {

using award::Outcome;
using checked::TypeKind;
using lowered::Op;
using num::Exact;
using State = Value::State;

ClauseState& Evaluator::clause(uint32_t index) {
  ClauseState& state = clauses_[index];
  if (state.done) return state;
  state = {};
  state.done = true;  // cycles are refused when checking
  if (here_.clause || !here_.items.empty() || here_.base) {  // what names it goes on afterwards
    Context outer = std::exchange(here_, {});
    enter(index, state);
    here_ = std::move(outer);
  } else {
    enter(index, state);
    here_.clear();
  }
  return state;
}

void Evaluator::enter(uint32_t index, ClauseState& state) {
  here_.clear();
  here_.clause = index;
  here_.lets.resize(module_.clauses[index].lets.size());
  evaluate_clause(index, state);
}

void Evaluator::add_fault(uint32_t clause, const FaultSignal& signal) {
  Trace::Clause& out = traced(clause);
  Trace::append(trace_->faults, out.faults, {signal.kind, signal.node, signal.words, signal.words_second});
  out.outcome = Outcome::Fault;
}

/// The conditions before the loop, all of them, in written order. Nothing: the clause is faulty.
std::optional<Value> Evaluator::conditions_hold(uint32_t index) {
  using Kind = Trace::Condition::Kind;
  const lowered::Clause& c = module_.clauses[index];
  Value all = ops::yes_no(true);
  try {
    if (policy().in_force) all = ops::conjunction(all, in_force(index, *policy().in_force, Kind::PolicyInForce));
    if (c.in_force) all = ops::conjunction(all, in_force(index, *c.in_force, Kind::InForce));
  } catch (const FaultSignal& signal) {
    add_fault(index, signal);
    return std::nullopt;
  }
  for (const lowered::Condition& k : c.conditions) {
    try {
      switch (k.kind) {
        case lowered::Condition::Kind::When:
        case lowered::Condition::Kind::ExceptWhen: {
          const bool except = k.kind == lowered::Condition::Kind::ExceptWhen;
          const uint32_t at = new_condition(except ? Kind::ExceptWhen : Kind::When, k.node);
          const Value v = ask(k.node, at);
          ask_the_rest(at);
          all = ops::conjunction(all, except ? ops::negation(v) : v);
          add_condition(index, at);
          break;
        }
        case lowered::Condition::Kind::Require: {
          const Value v = eval(k.node);
          if (v.is_no()) throw FaultSignal{"required", k.node, k.text, k.text_second};
          if (!v.known()) all = ops::conjunction(all, v);
          break;
        }
        case lowered::Condition::Kind::ReferWhen: {
          if (eval(k.node).is_no()) break;
          const uint32_t at = new_condition(Kind::ReferWhen, k.node);
          const Value v = ask(k.node, at);
          ask_the_rest(at);
          trace_->conditions[at].have = v;
          all = ops::conjunction(all, ops::unknown(v.deps(), Exact(0), Exact(1)));
          add_condition(index, at);
          break;
        }
      }
    } catch (const FaultSignal& signal) {
      here_.items.clear();
      if (all.is_no()) continue;  // decided already: what follows is not asked
      add_fault(index, signal);
      return std::nullopt;
    }
  }
  return all;
}

/// Opens an amount: its value, with the figures that it is made of.
/// `given` is its value where that is known already.
Value Evaluator::start(NodeId id, Trace::Step& step, const Value* given) {
  const Node& n = module_[id];
  step.kind = award::Step::Kind::Start;
  step.node = id;
  const auto figures = [&](size_t count) {
    step.figures = {static_cast<uint32_t>(trace_->figures.size()), static_cast<uint32_t>(count)};
    trace_->figures.resize(trace_->figures.size() + count);
  };
  Value v;
  switch (n.op) {
    case Op::Add:
    case Op::Subtract:
    case Op::Multiply:
    case Op::Divide:
    case Op::Lower:
    case Op::Higher:
      figures(n.kids.size());
      v = arithmetic(n, id, [&](size_t i) {
        Value figure = eval(n.kids[i]);
        trace_->figures[step.figures.first + i] = figure;
        return figure;
      });
      bound_size(v, id);
      break;
    case Op::Ladder: {
      v = ladder(n, &step.chosen);
      bound_size(v, id);
      const auto varies = [&](const lowered::Row& row) { return module_[row.value].op != Op::Constant; };
      figures(static_cast<size_t>(std::count_if(n.rows.begin(), n.rows.end(), varies)));
      uint32_t at = step.figures.first;
      for (const lowered::Row& row : n.rows) {
        if (!varies(row)) continue;
        Value figure = eval(row.value);
        trace_->figures[at++] = std::move(figure);
      }
      break;
    }
    default:
      if (given == nullptr) v = eval(id);
  }
  if (given != nullptr) v = *given;
  step.after = v;
  if (n.op == Op::Lower || n.op == Op::Higher) {  // which of them it is
    for (uint32_t i = 0; i < step.figures.size && step.chosen < 0; ++i) {
      const Value& figure = trace_->figures[step.figures.first + i];
      if (v.known() && figure.known() && figure.number == v.number) step.chosen = static_cast<int32_t>(i);
    }
  }
  return v;
}

/// The first step of a line.
Value Evaluator::opened(NodeId id, Trace::Line& line) {
  Trace::Step step;
  Value v = start(id, step);
  Trace::append(trace_->steps, line.steps, std::move(step));
  return v;
}

void Evaluator::run_step(Trace::Line& line, Value& running, const lowered::Step& step) {
  using Kind = award::Step::Kind;
  constexpr Kind kKinds[] = {Kind::Plus,     Kind::Less, Kind::MultipliedBy, Kind::DividedBy, Kind::RaisedBy,
                             Kind::LoweredBy, Kind::Cap,  Kind::Floor,        Kind::CumulativeCap, Kind::Round};
  if (!here_.base) here_.base = running;
  Trace::Step s;
  s.kind = kKinds[static_cast<size_t>(step.kind)];
  s.mode = step.mode;
  s.node = step.operand;
  s.operand = eval(step.operand);
  s.after = apply(running, step, s.operand);
  s.before = std::move(running);
  bound_size(s.after, step.operand);
  s.applied = !(s.before.known() && s.after.known() && s.before.number == s.after.number);
  running = s.after;
  Trace::append(trace_->steps, line.steps, std::move(s));
}

/// Opens the running amount, applies the steps and the policy's rounding; every step is recorded.
Value Evaluator::pay(uint32_t index, Trace::Line& line) {
  const lowered::Clause& c = module_.clauses[index];
  here_.base.reset();
  if (c.base.has()) {
    Value base = opened(c.base, line);
    for (const auto& s : c.base_steps) run_step(line, base, s);
    here_.base = base;
  }
  // Steps written in brackets (`(a rounded …)`) are steps too.
  const Node& n = module_[c.pay];
  const bool bracketed = n.op == Op::Stepped;
  Value running = opened(bracketed ? n.kids[0] : c.pay, line);
  if (bracketed)
    for (const auto& s : n.steps) run_step(line, running, s);
  const auto base = here_.base;
  for (const auto& s : c.pay_steps) {
    run_step(line, running, s);
    here_.base = base;
  }
  const auto& round = policy().round_line;
  if (round && n.type.kind == TypeKind::Money) {
    run_step(line, running, {syntax::StepKind::Rounded, round->multiple, round->mode});
    here_.base = base;
  }
  here_.base.reset();
  if (c.verb == syntax::Verb::Reclaim && running.state != State::NoRow) {
    Trace::Step s;
    s.kind = award::Step::Kind::Reclaimed;
    s.before = running;
    running = ops::negate(running);
    s.after = running;
    Trace::append(trace_->steps, line.steps, std::move(s));
  }
  if (c.until.has()) line.until = eval(c.until);
  return running;
}

/// Named values that took part; `used_…` grow no more by what is evaluated here.
void Evaluator::intermediates(uint32_t index) {
  using Kind = Trace::Intermediate::Kind;
  const auto add = [&](Trace::Intermediate one) {
    Trace::append(trace_->intermediates, traced(index).intermediates, std::move(one));
  };
  for (size_t i = 0, n = here_.used_parameters.size(); i < n; ++i) {
    const auto [p, v] = here_.used_parameters[i];
    const syntax::DatedValue& dated = tree_.parameters[p].values[v];
    if (!dated.from && dated.cites.empty()) continue;
    const auto& values = module_.parameters[p][v].values;
    for (uint32_t column = 0; column < values.size(); ++column) add({Kind::Parameter, p, v, column, eval(values[column])});
  }
  for (size_t i = 0, n = here_.used_definitions.size(); i < n; ++i) {
    const uint32_t d = here_.used_definitions[i];
    if (!definitions_[d]) continue;
    Trace::Step step;
    start(module_.definitions[d].value, step, &*definitions_[d]);
    const auto at = static_cast<uint32_t>(trace_->steps.size());
    trace_->steps.push_back(std::move(step));
    add({Kind::Definition, d, 0, 0, *definitions_[d], at});
  }
  if (module_.clauses[index].loop) return;
  for (uint32_t i = 0; i < here_.lets.size(); ++i)
    if (here_.lets[i]) add({Kind::Let, i, 0, 0, *here_.lets[i]});
}

/// Outcome, amount and bounds from whether the conditions hold and what the lines come to.
void Evaluator::finish(uint32_t index, ClauseState& state, const Value& conditions, const Value& amount) {
  Trace::Clause& out = traced(index);
  if (conditions.is_no() || amount.state == State::NoRow) {
    out.outcome = Outcome::Ineligible;
    out.amount = Exact(0);
    out.lines = {};
    state.amount = ops::known(Exact(0));
    return;
  }
  if (conditions.is_yes() && amount.known()) {
    out.outcome = Outcome::Eligible;
    out.amount = amount.number;
    state.amount = amount;
    return;
  }
  out.outcome = Outcome::Undetermined;
  out.lines = {};
  Value v = amount;
  if (!conditions.is_yes()) {
    v = ops::hull(amount, ops::known(Exact(0)));
    if (!v.known()) v.depend_on(conditions.deps());
  }
  ops::Deps deps = conditions.deps();
  if (amount.state == State::Unknown) ops::merge(deps, amount.deps());
  out.lowest = ops::lowest(v);
  out.highest = ops::highest(v);
  state.amount = v.known() ? v : ops::unknown(deps, out.lowest, out.highest);
  out.missing = std::move(deps);
}

void Evaluator::single_line(uint32_t index, ClauseState& state, const Value& conditions) {
  Trace::Line line;
  line.clause = index;
  Value amount = pay(index, line);
  if (amount.state == State::DoesNotApply) amount.state = State::NoRow;
  const NodeId pay_id = module_.clauses[index].pay;
  const Node& pay_node = module_[pay_id];
  const NodeId opened = pay_node.op == Op::Stepped ? pay_node.kids[0] : pay_id;
  if (module_[opened].op == Op::Ladder && (amount.state == State::NoRow || amount.state == State::Unknown))
    ladder_condition(index, opened, amount);
  if (amount.known()) {
    if (pay_node.type.kind != TypeKind::Money) line.result = amount;
    line.amount = amount.number;
    Trace::append(trace_->lines, traced(index).lines, std::move(line));
    apply_total_steps(index, amount);
  }
  finish(index, state, conditions, amount);
}

void Evaluator::evaluate_clause(uint32_t index, ClauseState& state) {
  auto conditions = conditions_hold(index);
  if (!conditions) {
    state.amount = ops::unknown({});
    return;
  }
  if (!program_.clauses[index].set_aside_by.empty() && !conditions->is_no()) {
    const Value aside = set_aside(index);
    if (!aside.is_no()) {
      const uint32_t at = new_condition(Trace::Condition::Kind::SetAside, {});
      Trace::Condition& c = trace_->conditions[at];
      c.outcome = aside.is_yes() ? award::Met::NotMet : award::Met::Unknown;
      c.clause = traced(index).set_aside_by;
      if (!aside.known()) c.value = aside;
      add_condition(index, at);
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
    intermediates(index);
  } catch (const FaultSignal& signal) {
    here_.items.clear();
    traced(index).lines = {};
    if (conditions->is_yes()) {
      add_fault(index, signal);
      state.amount = ops::unknown({});
    } else {
      // Whether the clause applies at all is open; so is its amount.
      finish(index, state, *conditions, ops::unknown(conditions->deps()));
    }
  }
}

}  // namespace bursar::eval
