// `bursar check` as text: each clause's verdict, condition by condition.
#pragma once

#include <string>

#include "engine/award/award.h"
#include "io/report/language.h"

namespace bursar::report {

std::string check_text(const award::Award& award, Language language, Style style = {});

}  // namespace bursar::report
