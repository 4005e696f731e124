// The policy as a whole: which clauses are reported, their total, and what has no operation.
#include <algorithm>

#include "engine/batch/compiler.h"

namespace bursar::batch {

using num::Exact;

void Compiler::run() {
  if (!program_.exclusives.empty()) throw NoOperation{"exclusive clauses"};
  if (!program_.limits.empty()) throw NoOperation{"a limit over clauses"};
  const Exact unit = program_.currency.smallest_unit();
  size_t column = 0;
  for (uint32_t i = 0; i < module_.clauses.size(); ++i) {
    if (tree_.part(tree_.clauses[i].span) != 0 || program_.clauses[i].version_of) continue;
    plan_.counts.push_back(checked::counts_in_total(module_.clauses[i].verb));
    for (uint32_t version : program_.clauses[i].versions)
      if (checked::counts_in_total(module_.clauses[version].verb) != checked::counts_in_total(module_.clauses[i].verb))
        throw NoOperation{"versions of which not all count in the total"};
    answer(i, column++);
  }
  plan_.clauses = column;
  if (const auto& rule = module_.policies[0].round_total) {
    const auto multiple = constant_of(rule->multiple);
    if (!multiple) throw NoOperation{"a total rounded to what is not constant"};
    const auto units = Exact::divide(*multiple, unit)->to_int64();
    if (!units || *units <= 0) throw NoOperation{"a total rounded to parts of the smallest unit"};
    plan_.round_total = {rule->mode, *units};
  }
  to_.finish();
}

Plan compile(const lowered::Module& module, const std::vector<columns::Shape>& shapes, columns::Dictionary& dictionary) {
  Plan plan;
  try {
    Compiler(module, shapes, plan, dictionary).run();
  } catch (const NoOperation& without) {
    plan = {};
    plan.why_not = without.what;
  }
  dictionary.keep();
  return plan;
}

}  // namespace bursar::batch
