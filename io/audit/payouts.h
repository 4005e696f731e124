// A table of payouts, read strictly: amounts and dates as profiles write them, every row a payout or an issue.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/audit/audit.h"
#include "engine/audit/payout_columns.h"
#include "io/batch/reader.h"
#include "io/tables/table.h"

namespace bursar::audit {

struct Payouts {
  std::vector<Payout> rows;
  std::vector<Refused> refused;
  std::vector<std::string> other_columns;  ///< that are no payout's: facts, or remarks
  bool has(PayoutColumn column) const { return given[static_cast<size_t>(column)]; }
  std::vector<bool> given = std::vector<bool>(kPayoutColumns.size());
};

enum class PayoutTable : uint8_t {
  Paid,      ///< what is audited
  Compared,  ///< the same payouts in another list, by their numbers
};

/// Reads to the end. Nothing when the table is none of payouts: an issue says which column is missing. `currency`
/// is the policy's; `mapping` says by the table's own headers which column is which.
std::optional<Payouts> read_payouts(tables::TableReader& table, PayoutTable kind, const std::string& currency,
                                    const batch::Mapping& mapping, input::IssueLog& log);

}  // namespace bursar::audit
