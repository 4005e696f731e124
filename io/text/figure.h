// Figures as people read them: grouped by thousands with commas, never rounded unless said so here.
#pragma once

#include <optional>
#include <string>

#include "engine/num/exact.h"

namespace bursar::text {

/// "1,234.50": at least `minor_digits` decimals, all of them when the value has more ("71,095.238"). A value
/// that is no finite decimal is shown as its fraction ("2,311/48,000").
std::string money_text(const num::Exact& amount, int minor_digits);

/// "1,234.5" or "2,311/48,000": exact, with the decimals the value needs.
std::string number_text(const num::Exact& value);

/// What stands between a percentage and its sign: English and Chinese differ.
enum class PercentStyle { Spaced, Tight };

/// A ratio as a percentage: 1/20 is "5 %", or "5%" if tight.
///
/// Percentages of at most four decimals are shown in full, others rounded to two, half up (ties away from
/// zero). Given another ratio to be told apart from, an unequal one gets as many decimals as make the two
/// shown values stand in the order of the true ones: 4.99601 % is not "5.00 %" beside 5 %. When that takes
/// more than twelve, the ratio is shown as a fraction instead. Both must be shown this way, each beside the
/// other; only a percentage of at most four decimals looks the same alone.
std::string percent_text(const num::Exact& ratio, const std::optional<num::Exact>& tell_apart_from = {},
                         PercentStyle style = PercentStyle::Spaced);

/// `20:00` of minutes since midnight.
std::string time_text(const num::Exact& minutes);
/// `2025-05-01 10:30` of minutes since 1970-01-01 00:00.
std::string moment_text(const num::Exact& minutes);

}  // namespace bursar::text
