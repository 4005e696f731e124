// Budgets: a pass over all applicants of a run, after each was evaluated on its own.
#pragma once

#include "engine/eval/evaluate.h"

namespace bursar::eval {

struct Applicant {
  const facts::Record* record;
  std::optional<num::Date> as_of;
  award::Award* award;  ///< evaluated; its lines are cut to the shares
};

/// Shares each budget among the applicants whose deciding date lies in one year of it (or among all). The shares sum to
/// the budget exactly when the claims pass it. While a claim is undetermined and could matter, so are all shares.
void share_budgets(const lowered::Module& module, std::vector<Applicant>& applicants);

}  // namespace bursar::eval
