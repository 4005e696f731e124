// The columns of a table of payouts, by their names in either language.
#pragma once

#include <array>
#include <string_view>

namespace bursar::audit {

enum class PayoutColumn {
#define PAYOUT_COLUMN(key, name, second_name, needed) key,
#include "engine/audit/payout_columns.def"
#undef PAYOUT_COLUMN
};

struct PayoutColumnName {
  PayoutColumn column;
  std::string_view name, second_name;
  bool needed;  ///< without it the table cannot be read
};

inline constexpr std::array kPayoutColumns{
#define PAYOUT_COLUMN(key, name, second_name, needed) \
  PayoutColumnName{PayoutColumn::key, name, second_name, needed},
#include "engine/audit/payout_columns.def"
#undef PAYOUT_COLUMN
};

}  // namespace bursar::audit
