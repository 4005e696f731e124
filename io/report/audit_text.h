// `bursar audit` as text: leads, causes, what was not checked.
#pragma once

#include <string>

#include "engine/audit/audit.h"
#include "io/report/language.h"

namespace bursar::report {

std::string audit_text(const audit::Audit& audit, Language language, Style style = {});

}  // namespace bursar::report
