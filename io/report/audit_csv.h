// An audit as a table for spreadsheets: one row a payout, in the order of the audit.
#pragma once

#include <string>

#include "engine/audit/audit.h"

namespace bursar::report {

/// RFC 4180, with a header; the same bytes in every language. Columns: payout, id, clause, outcome, paid, due,
/// difference, currency, leads (`A3 B5`), reasons and causes (ids). `due` and `difference` are empty where a row is not
/// decided.
std::string audit_csv(const audit::Audit& audit);

}  // namespace bursar::report
