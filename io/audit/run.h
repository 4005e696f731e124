// An audit from its files to its result: payouts read, facts read, every payout recomputed, leads and causes found.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "engine/api/bursar.h"
#include "engine/audit/audit.h"
#include "engine/diag/issue.h"
#include "engine/source/source.h"

namespace bursar::audit {

/// What is held against what. A path `-` is standard input, once.
struct Request {
  std::string payouts;
  std::vector<std::string> profiles;  ///< none: the facts stand in the payouts' own rows
  std::vector<std::string> lists;     ///< `LIST=FILE`: items of a list, joined on the id
  std::string approved, bank;         ///< tables of payouts as approved, as received; empty: not checked
  std::string mapping;                ///< which column is which; empty: columns are called as the policy calls them
  std::string encoding;               ///< empty: recognised
  std::optional<num::Date> as_of;
  num::Exact tolerance = num::Exact::ratio(1, 100);
  uint32_t late_after = 60;           ///< working days from approval to payment
  std::optional<num::Exact> fund;     ///< what may be paid in all
  bool whole_register = false;        ///< the profiles are all who may claim: who is entitled and unpaid is a lead
  unsigned jobs = 1;                  ///< changes nothing in the result
};

/// Called now and then with the records done so far; for a progress line.
using Progress = std::function<void(uint64_t records)>;

/// Rows of the inputs that cannot be read are in Audit::refused, the first of them also as issues. An audit that cannot
/// be made at all (a file that cannot be opened, a column that is needed) has no rows and an error among the issues.
Audit run(const api::Program& program, source::Files& files, const Request& request, diag::Issues& issues,
          const Progress& progress = {});

}  // namespace bursar::audit
