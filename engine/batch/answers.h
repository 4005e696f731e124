// What a chunk of records gets under a policy, as figures: a column a clause.
#pragma once

#include <cstdint>
#include <vector>

#include "engine/award/award.h"

namespace bursar::batch {

/// The result of one clause for every record of a chunk. An amount counts only where the outcome is Eligible or
/// Ineligible (then 0); it is in the currency's smallest unit.
struct ClauseColumn {
  std::vector<int64_t> amounts;
  std::vector<award::Outcome> outcomes;
};

struct Answers {
  std::vector<ClauseColumn> clauses;      ///< by reported clause, see Plan::reported
  std::vector<award::Outcome> outcomes;   ///< of the policy
  std::vector<int64_t> totals;            ///< where the outcome is Eligible or Ineligible
  /// Not 0: nothing of this row is decided here. Something in it is unknown where that matters, does not fit, or has a
  /// fault: the explaining evaluator answers for it.
  std::vector<uint8_t> left;
  size_t size() const { return left.size(); }
};

}  // namespace bursar::batch
