// The values at which a policy's rules change what they say.
#pragma once

#include <string>
#include <vector>

#include "engine/api/bursar.h"

namespace bursar::api {

/// What the rules hold one fact against: the other side of a comparison, where a step of a ladder or a band begins, the
/// keys of a table. Numbers are as a record states them: money in whole units, percent as a ratio. Each value once,
/// rising.
struct Thresholds {
  std::vector<num::Exact> numbers;
  std::vector<num::Date> dates;
  std::vector<std::string> texts;
  std::vector<Thresholds> fields;  ///< of a list's record
};

/// By fact, in the order of `facts`.
std::vector<Thresholds> thresholds(const Program& program);

/// What the rules name at all.
struct Named {
  std::vector<num::Exact> amounts;  ///< of money
  std::vector<num::Exact> shares;   ///< percentages, as ratios
  std::vector<num::Date> days;      ///< first and last days in force, of policies, clauses and values; dates
};
Named named(const Program& program);

}  // namespace bursar::api
