// `bursar award` as text: what one enterprise gets, line by line.
#pragma once

#include <string>

#include "engine/award/award.h"
#include "io/report/language.h"

namespace bursar::report {

std::string award_text(const award::Award& award, Language language, Style style = {});

}  // namespace bursar::report
