// The JSON document as YAML: the same keys and values, every text a text in YAML 1.1 and 1.2.
#pragma once

#include <string>
#include <vector>

#include "engine/award/award.h"
#include "io/report/node.h"

namespace bursar::report {

std::string to_yaml(const award::Award& award);
/// A list in the awards' order, or, unless `array`, the mapping of the only award.
std::string to_yaml(const std::vector<award::Award>& awards, bool array);

std::string yaml_text(const Node& node);

}  // namespace bursar::report
