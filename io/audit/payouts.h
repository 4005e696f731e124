// A table of payouts, read strictly: amounts and dates as profiles write them, every row a payout or an issue.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "engine/audit/audit.h"
#include "engine/audit/payout_columns.h"
#include "io/tables/table.h"

namespace bursar::audit {

/// Which column of a table is which, by the table's own headers: `column,fact` pairs of a mapping file.
using ColumnNames = std::map<std::string, std::string, std::less<>>;

struct Payouts {
  std::vector<Payout> rows;
  std::vector<Refused> refused;
  std::vector<std::string> other_columns;  ///< that are no payout's: facts, or remarks
  bool has(PayoutColumn column) const { return given[static_cast<size_t>(column)]; }
  std::vector<bool> given = std::vector<bool>(kPayoutColumns.size());
};

/// Reads to the end. Nothing when the table is none of payouts: an issue says which column is missing. `currency`
/// is the policy's.
std::optional<Payouts> read_payouts(tables::TableReader& table, const std::string& currency, const ColumnNames& names,
                                    input::IssueLog& log);

}  // namespace bursar::audit
