// The charts of an audit's page, as SVG.
#pragma once

#include <string>

#include "io/report/audit_tables.h"

namespace bursar::report {

/// A bar a class of leads: what was overpaid, what was underpaid. Empty when nothing differs.
std::string leads_chart(const audit::Audit& audit, const AuditTables& tables);
/// A column a power of ten of the difference: rows overpaid above the line, underpaid below it. Empty when nothing
/// differs.
std::string differences_chart(const AuditTables& tables);
/// Two bars a threshold: rows just below it and rows at or just above it. Empty without thresholds.
std::string bunching_chart(const audit::Audit& audit, const AuditTables& tables);

}  // namespace bursar::report
