// Budgets: a pass over all applicants of a run, after each was evaluated on its own.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/award/award.h"
#include "engine/facts/record.h"
#include "engine/lowered/module.h"

namespace bursar::eval {

struct Applicant {
  const facts::Record* record;
  std::optional<num::Date> as_of;
  award::Award* award;  ///< evaluated; its lines are cut to the shares
};

/// Shares each budget among the applicants whose deciding date lies in one year of it (or among all). The shares sum to
/// the budget exactly when the claims pass it. While a claim is undetermined and could matter, so are all shares.
void share_budgets(const lowered::Module& module, std::vector<Applicant>& applicants);

/// Payments of one clause's award anew, by their shares: whole units each, the last one takes the remainder.
void split_payments(award::Award& award, const std::string& clause, const num::Exact& unit);

}  // namespace bursar::eval
