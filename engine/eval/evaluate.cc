// The whole record: every clause, the policy's outcome, its total, what is missing.
#include <algorithm>
#include <map>

#include "engine/eval/evaluator.h"
#include "engine/num/rounding.h"

namespace bursar::eval {

using award::Outcome;
using num::Exact;

Evaluator::Evaluator(const lowered::Module& module, const facts::Record& record, std::optional<num::Date> as_of)
    : module_(module),
      program_(*module.program),
      tree_(*module.program->tree),
      record_(record),
      as_of_(as_of),
      definitions_(module.definitions.size()),
      clauses_(module.clauses.size()),
      programme_done_(module.clauses.size()) {}

std::optional<award::Shown> Evaluator::definition(uint32_t index) {
  try {
    const auto& d = module_.definitions[index];
    return shown(stepped(eval(d.value), d.steps), program_.definition_types[index]);
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
      const Outcome outcome = clause(version).result.outcome;
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
    state.result.outcome = Outcome::Conflict;
    state.result.amount.reset();
    state.lines.clear();
    state.paid = ops::unknown({});
    for (uint32_t other : conflicts_) {
      const std::string name(tree_.clauses[other].name.first);
      auto& with = state.result.conflicts_with;
      if (other != c && std::find(with.begin(), with.end(), name) == with.end()) with.push_back(name);
    }
  }
}

/// Of several versions of a clause the one in force is shown; when none is, the last.
bool Evaluator::other_version_in_force(uint32_t index) {
  const uint32_t first = program_.clauses[index].version_of.value_or(index);
  const auto& later = program_.clauses[first].versions;
  if (later.empty()) return false;
  const auto out_of_force = [&](uint32_t c) {
    for (const award::Condition& k : clause(c).result.conditions)
      if (k.id == "in_force") return k.outcome == award::Met::NotMet;
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

Evaluated Evaluator::run() {
  Evaluated out;
  award::Award& a = out.award;
  a.as_of = as_of_;
  if (module_.policies[0].decided_by.has()) {
    try {
      if (const Value date = eval(module_.policies[0].decided_by); date.known()) a.decided_on = date.date;
    } catch (const FaultSignal&) {  // told by each clause that asks for the date
    }
  }
  a.subject_id = record_.id;
  a.subject_name = record_.name;
  Value total = ops::known(Exact(0));
  std::map<std::string, std::vector<std::string>> needed_by;
  bool fault = false, conflict = false, undetermined = false, eligible = false;
  // Clauses of used programs are evaluated when they are named.
  for (uint32_t i = 0; i < module_.clauses.size(); ++i)
    if (tree_.part(tree_.clauses[i].span) == 0) clause(i);
  for (uint32_t i = 0; i < module_.clauses.size(); ++i)
    if (tree_.part(tree_.clauses[i].span) == 0) run_programme(module_.component[i]);
  mark_conflicts();
  for (uint32_t i = 0; i < module_.clauses.size(); ++i) {
    ClauseState& c = clause(i);
    if (tree_.part(tree_.clauses[i].span) != 0) continue;
    if (other_version_in_force(i)) {
      // At most one version is in force: which one may be open.
      if (c.result.outcome == Outcome::Undetermined) undetermined = true;
      continue;
    }
    switch (c.result.outcome) {
      case Outcome::Fault: fault = true; break;
      case Outcome::Conflict: conflict = true; break;
      case Outcome::Undetermined: undetermined = true; break;
      case Outcome::Eligible: eligible = true; break;
      case Outcome::Ineligible: break;
    }
    if (checked::counts_in_total(module_.clauses[i].verb)) total = ops::add(total, of_versions(i, &ClauseState::paid));
    for (const auto& m : c.result.missing) needed_by[m].push_back(c.result.id);
    for (auto& f : c.faults) a.faults.push_back(f);
    out.fault_spans.insert(out.fault_spans.end(), c.fault_spans.begin(), c.fault_spans.end());
    a.lines.insert(a.lines.end(), c.lines.begin(), c.lines.end());
    a.clauses.push_back(c.result);
  }
  a.outcome = fault ? Outcome::Fault
              : conflict ? Outcome::Conflict
              : undetermined ? Outcome::Undetermined
              : eligible ? Outcome::Eligible
                         : Outcome::Ineligible;
  if (module_.policies[0].round_total && total.known())
    total = ops::round(total, module_.policies[0].round_total->mode, module_[module_.policies[0].round_total->multiple].value);
  if (a.outcome == Outcome::Eligible || a.outcome == Outcome::Ineligible) {
    a.total = total.number;
  } else if (a.outcome == Outcome::Undetermined) {
    a.lowest = ops::lowest(total);
    a.highest = ops::highest(total);
  }
  a.payments = payments();
  for (uint32_t c : program_.instalments)
    split_payments(a, std::string(tree_.clauses[c].name.first), program_.currency.smallest_unit());
  for (uint32_t f = 0; f < program_.facts.size(); ++f) {
    if (const auto at = needed_by.find(program_.facts[f].first); at != needed_by.end())
      a.missing.push_back(
          {at->first, title_of(program_.facts[f]), unit_of(program_.facts[f].type), at->second});
    std::vector<OpenField> open;
    for (const OpenField& field : open_fields_)
      if (field.fact == f) open.push_back(field);
    std::sort(open.begin(), open.end(), [](const OpenField& x, const OpenField& y) {
      return std::pair(x.position, x.field) < std::pair(y.position, y.field);
    });
    for (const OpenField& field : open) {
      const auto at = needed_by.find(field_name(field));
      if (at == needed_by.end()) continue;
      const syntax::Title& title = tree_.records[field.record].fields[field.field].title;
      a.missing.push_back({at->first, text_of(title.first, title.second),
                           unit_of(program_.fields[field.record][field.field]), at->second});
    }
  }
  for (uint32_t f = 0; f < program_.facts.size(); ++f) {
    if (!module_.assumptions[f].has() || record_.values[f].form != facts::Value::Form::Unknown) continue;
    const auto& s = tree_.assumptions[*program_.assumed[f]];
    a.assumptions.push_back(
        {program_.facts[f].first, shown(eval(module_.assumptions[f]), program_.facts[f].type), text_of(s.text, s.text_second)});
  }
  return out;
}

Evaluated evaluate(const lowered::Module& module, const facts::Record& record, std::optional<num::Date> as_of) {
  return Evaluator(module, record, as_of).run();
}

std::optional<Exact> clause_amount(const lowered::Module& module, const facts::Record& record,
                                   std::optional<num::Date> as_of, uint32_t clause) {
  return Evaluator(module, record, as_of).amount(clause);
}

std::optional<award::Shown> definition_value(const lowered::Module& module, const facts::Record& record,
                              std::optional<num::Date> as_of, uint32_t definition) {
  return Evaluator(module, record, as_of).definition(definition);
}

}  // namespace bursar::eval
