// What an audit is asked for, and how that is kept with its result so that it can be made again.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "engine/audit/audit.h"

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
};

/// The options that change results, by name: they are part of the run.
std::vector<std::pair<std::string, std::string>> options_of(const Request& request);

/// The request that a run was made by: from its options, and where its inputs are now (in the order of the run's
/// inputs). Nothing when a path is missing or an option is none of ours.
std::optional<Request> request_of(const std::vector<std::pair<std::string, std::string>>& options,
                                  const std::vector<Input>& inputs, const std::vector<std::string>& paths);

}  // namespace bursar::audit
