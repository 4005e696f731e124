// Awards as JSON: the same bytes in every language and locale.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/award/award.h"
#include "io/report/node.h"

namespace bursar::report {

/// One object over several lines, ended by a line feed.
std::string to_json(const award::Award& award);
/// An array in the awards' order, or, unless `array`, the object of the only award.
std::string to_json(const std::vector<award::Award>& awards, bool array);
/// One object on one line, ended by a line feed: a record of JSON Lines.
std::string to_json_line(const award::Award& award);

std::string json_text(const Node& node);
/// On one line, without an end of it.
std::string json_line(const Node& node);
std::string quoted_json(std::string_view text);

}  // namespace bursar::report
