// The whole record: every clause, the policy's outcome, its total.
#include "engine/eval/evaluate.h"

#include <algorithm>

#include "engine/eval/evaluator.h"

namespace bursar::eval {

using award::Outcome;
using num::Exact;

Evaluator::Evaluator(const lowered::Module& module)
    : module_(module),
      program_(*module.program),
      tree_(*module.program->tree),
      definitions_(module.definitions.size()),
      clauses_(module.clauses.size()) {
  for (uint32_t i = 0; i < module.clauses.size(); ++i) {
    part_.push_back(tree_.part(tree_.clauses[i].span));
    if (part_[i] == 0) own_clauses_.push_back(i);
  }
  for (uint32_t f = 0; f < program_.facts.size(); ++f)
    if (module.assumptions[f].has()) assumed_.push_back(f);
}

Evaluator::~Evaluator() = default;

void Evaluator::begin(const facts::Record& record, std::optional<num::Date> as_of, Trace& trace) {
  record_ = &record;
  trace_ = &trace;
  as_of_ = as_of;
  trace.clear(clauses_.size());
  trace.as_of = as_of;
  for (auto& d : definitions_) d.reset();
  for (ClauseState& c : clauses_) c.done = false;
  here_.clear();
  programme_done_.assign(module_.clauses.size(), false);
  conflicts_.clear();
  open_conflicts_.clear();
}

std::optional<Value> Evaluator::definition(uint32_t index) {
  try {
    const auto& d = module_.definitions[index];
    return stepped(eval(d.value), d.steps);
  } catch (const FaultSignal&) {
    return std::nullopt;
  }
}

std::optional<Exact> Evaluator::amount(uint32_t index) {
  std::vector<uint32_t> versions = program_.clauses[index].versions;
  versions.push_back(index);
  try {
    for (uint32_t version : versions) paid(version);
    mark_conflicts();
    for (uint32_t version : versions) {
      clause(version);
      const Outcome outcome = traced(version).outcome;
      if (outcome != Outcome::Eligible && outcome != Outcome::Ineligible) return std::nullopt;
    }
    const Value sum = of_versions(index, &ClauseState::paid);
    return sum.known() ? std::optional(sum.number) : std::nullopt;
  } catch (const FaultSignal&) {
    return std::nullopt;
  }
}

/// Clauses of which two would apply in the place of one another.
void Evaluator::mark_conflicts() {
  for (const auto& [c, deps] : open_conflicts_)
    open_amount(c, ops::hull(clause(c).paid, ops::known(Exact(0))), deps);
  for (uint32_t c : conflicts_) {
    ClauseState& state = clause(c);
    Trace::Clause& out = traced(c);
    out.outcome = Outcome::Conflict;
    out.amount.reset();
    out.lines = {};
    state.paid = ops::unknown({});
    for (uint32_t other : conflicts_) {
      const auto same_name = [&](uint32_t with) { return tree_.clauses[with].name.first == tree_.clauses[other].name.first; };
      if (other != c && std::none_of(out.conflicts_with.begin(), out.conflicts_with.end(), same_name))
        out.conflicts_with.push_back(other);
    }
  }
}

/// Of several versions of a clause the one in force is shown; when none is, the last.
bool Evaluator::other_version_in_force(uint32_t index) {
  const uint32_t first = program_.clauses[index].version_of.value_or(index);
  const auto& later = program_.clauses[first].versions;
  if (later.empty()) return false;
  const auto out_of_force = [&](uint32_t c) {
    clause(c);
    for (const Trace::Condition& k : Entries(trace_->conditions, traced(c).conditions))
      if (k.kind == Trace::Condition::Kind::InForce) return k.outcome == award::Met::NotMet;
    return false;
  };
  std::vector<uint32_t> all{first};
  all.insert(all.end(), later.begin(), later.end());
  std::sort(all.begin(), all.end());
  const bool any = !std::all_of(all.begin(), all.end(), out_of_force);
  return any ? out_of_force(index) : index != all.back();
}

/// A clause's amount with that of its other versions, of which one at most is in force.
Value Evaluator::of_versions(uint32_t index, Value ClauseState::*what) {
  const uint32_t first = program_.clauses[index].version_of.value_or(index);
  Value all = clause(first).*what;
  for (uint32_t version : program_.clauses[first].versions) {
    const Value& other = clause(version).*what;
    all = all.known() && other.known() ? ops::add(all, other) : ops::hull(all, other);
  }
  return all;
}

void Evaluator::run() {
  Trace& out = *trace_;
  if (module_.policies[0].decided_by.has()) {
    try {
      if (const Value date = eval(module_.policies[0].decided_by); date.known()) out.decided_on = date.date;
    } catch (const FaultSignal&) {  // told by each clause that asks for the date
    }
  }
  Value total = ops::known(Exact(0));
  bool fault = false, conflict = false, undetermined = false, eligible = false;
  // Clauses of used programs are evaluated when they are named.
  for (uint32_t i : own_clauses_) clause(i);
  for (uint32_t i : own_clauses_) run_programme(module_.component[i]);
  mark_conflicts();
  for (uint32_t i : own_clauses_) {
    if (other_version_in_force(i)) {
      // At most one version is in force: which one may be open.
      if (traced(i).outcome == Outcome::Undetermined) undetermined = true;
      continue;
    }
    switch (traced(i).outcome) {
      case Outcome::Fault: fault = true; break;
      case Outcome::Conflict: conflict = true; break;
      case Outcome::Undetermined: undetermined = true; break;
      case Outcome::Eligible: eligible = true; break;
      case Outcome::Ineligible: break;
    }
    if (checked::counts_in_total(module_.clauses[i].verb)) total = ops::add(total, of_versions(i, &ClauseState::paid));
    traced(i).reported = true;
  }
  out.outcome = fault ? Outcome::Fault
                : conflict ? Outcome::Conflict
                : undetermined ? Outcome::Undetermined
                : eligible ? Outcome::Eligible
                           : Outcome::Ineligible;
  if (module_.policies[0].round_total && total.known())
    total = ops::round(total, module_.policies[0].round_total->mode, module_[module_.policies[0].round_total->multiple].value);
  if (out.outcome == Outcome::Eligible || out.outcome == Outcome::Ineligible) {
    out.total = total.number;
  } else if (out.outcome == Outcome::Undetermined) {
    out.lowest = ops::lowest(total);
    out.highest = ops::highest(total);
  }
  payments();
  for (uint32_t f : assumed_)
    if (record_->values[f].form == facts::Value::Form::Unknown)
      out.assumptions.push_back({f, eval(module_.assumptions[f])});
}

Explainer::Explainer(const lowered::Module& module) : evaluator_(std::make_unique<Evaluator>(module)) {}
Explainer::~Explainer() = default;

const Trace& Explainer::explain(const facts::Record& record, std::optional<num::Date> as_of) {
  evaluator_->begin(record, as_of, trace_);
  evaluator_->run();
  return trace_;
}

std::optional<Exact> Explainer::clause_amount(const facts::Record& record, std::optional<num::Date> as_of,
                                              uint32_t clause) {
  evaluator_->begin(record, as_of, trace_);
  return evaluator_->amount(clause);
}

std::optional<Value> Explainer::definition_value(const facts::Record& record, std::optional<num::Date> as_of,
                                                 uint32_t definition) {
  evaluator_->begin(record, as_of, trace_);
  return evaluator_->definition(definition);
}

}  // namespace bursar::eval
