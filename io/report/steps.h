// The steps of an amount in words.
#pragma once

#include <string>

#include "io/report/phrases.h"

namespace bursar::report {

/// "capped at 3,000,000.00 (from 4,000,000.00)", with the values on both sides. Not for the opening step.
std::string step_text(const Phrases& phrases, const award::Step& step);

/// How a line's amount came about, for one table cell: its opening, then one line for every step that changed
/// it and for caps that stayed out of reach, a line feed between them.
std::string how_text(const Phrases& phrases, const std::vector<award::Step>& steps);

}  // namespace bursar::report
