// Awards as a table for spreadsheets: one row an enterprise, one column a clause.
#pragma once

#include <string>
#include <vector>

#include "engine/award/award.h"

namespace bursar::report {

/// RFC 4180, with a header. Columns: id, name (when any award has one), the clauses in the policy's order,
/// total, currency, outcome, missing. A clause that is open or faulty has an empty cell.
std::string to_csv(const std::vector<award::Award>& awards);

}  // namespace bursar::report
