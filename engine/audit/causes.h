// The kinds that a cause can have, and what each means.
#pragma once

#include <optional>
#include <span>
#include <string_view>

#include "engine/audit/audit.h"

namespace bursar::audit {

/// Every kind, in the order of causes.def.
std::span<const std::string_view> cause_kinds();

/// The lead that a payout with this cause gets: A4 where what does not count was counted, A9 where a version that is not
/// in force was applied. Nothing: the lead follows from the amounts.
std::optional<Code> lead_of(std::string_view cause_kind);

}  // namespace bursar::audit
