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
      clauses_(module.clauses.size()) {}

std::optional<award::Shown> Evaluator::definition(uint32_t index) {
  try {
    const auto& d = module_.definitions[index];
    return shown(stepped(eval(d.value), d.steps), program_.definition_types[index]);
  } catch (const FaultSignal&) {
    return std::nullopt;
  }
}

Evaluated Evaluator::run() {
  Evaluated out;
  award::Award& a = out.award;
  a.as_of = as_of_;
  a.subject_id = record_.id;
  a.subject_name = record_.name;
  Value total = ops::known(Exact(0));
  std::map<std::string, std::vector<std::string>> needed_by;
  bool fault = false, conflict = false, undetermined = false, eligible = false;
  for (uint32_t i = 0; i < module_.clauses.size(); ++i) {
    ClauseState& c = clause(i);
    switch (c.result.outcome) {
      case Outcome::Fault: fault = true; break;
      case Outcome::Conflict: conflict = true; break;
      case Outcome::Undetermined: undetermined = true; break;
      case Outcome::Eligible: eligible = true; break;
      case Outcome::Ineligible: break;
    }
    const bool counts =
        module_.clauses[i].verb != syntax::Verb::Deduct && module_.clauses[i].verb != syntax::Verb::Answer;
    if (counts) total = ops::add(total, c.amount);
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
  if (module_.round_total && total.known())
    total = ops::round(total, module_.round_total->mode, module_[module_.round_total->multiple].value);
  if (a.outcome == Outcome::Eligible || a.outcome == Outcome::Ineligible) {
    a.total = total.number;
  } else if (a.outcome == Outcome::Undetermined) {
    a.lowest = ops::lowest(total);
    a.highest = ops::highest(total);
  }
  for (uint32_t f = 0; f < program_.facts.size(); ++f) {
    const auto at = needed_by.find(program_.facts[f].first);
    if (at == needed_by.end()) continue;
    a.missing.push_back({at->first, title_of(program_.facts[f]), unit_of(program_.facts[f].type), at->second});
  }
  for (uint32_t f = 0; f < program_.facts.size(); ++f) {
    if (!module_.assumptions[f].has() || record_.values[f].form != facts::Value::Form::Unknown) continue;
    const auto& s = tree_.assumptions[*program_.assumed[f]];
    a.assumptions.push_back(
        {program_.facts[f].first, shown(eval(module_.assumptions[f]), program_.facts[f].type), std::string(s.text)});
  }
  return out;
}

Evaluated evaluate(const lowered::Module& module, const facts::Record& record, std::optional<num::Date> as_of) {
  return Evaluator(module, record, as_of).run();
}

std::optional<award::Shown> definition_value(const lowered::Module& module, const facts::Record& record,
                              std::optional<num::Date> as_of, uint32_t definition) {
  return Evaluator(module, record, as_of).definition(definition);
}

}  // namespace bursar::eval
