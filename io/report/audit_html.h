// An audit as one page that stands alone: no script, nothing loaded, prints as an A4 document.
#pragma once

#include <string>

#include "engine/audit/audit.h"
#include "io/report/language.h"

namespace bursar::report {

/// At most so many payouts are listed, those with the largest differences; the page says how many are left out.
inline constexpr size_t kMostRowsOfPage = 1000;

std::string audit_html(const audit::Audit& audit, Language language);

}  // namespace bursar::report
