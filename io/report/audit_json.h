// An audit as the document `bursar.audit/1` (docs/schema): keys and bytes the same in every language.
#pragma once

#include <string>
#include <string_view>

#include "engine/audit/audit.h"
#include "io/report/node.h"

namespace bursar::report {

inline constexpr std::string_view kAuditSchema = "bursar.audit/1";

/// One object; its rows come last, a line each.
std::string audit_json(const audit::Audit& audit);

}  // namespace bursar::report
