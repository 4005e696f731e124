// What of YAML a profile may use: the refusals that need no second reader.
#pragma once

#include <cstdint>
#include <string_view>

#include "io/profile/document.h"
#include "io/profile/issue_list.h"
#include "io/profile/yaml_events.h"

namespace bursar::profile {

/// Plain text that YAML 1.2 (core schema) reads as "nothing given".
bool is_null_text(std::string_view text);

/// Adds an issue for everything in one document that a profile may not hold: anchors, aliases, tags, merge
/// keys, keys that are no scalars, null or twice there, thousands commas that YAML takes for the end of a
/// value, escaped control characters, a root that is no mapping. `file_text` is the whole file.
void check_yaml_subset(const YamlEvents& events, size_t ordinal, std::string_view file_text,
                       const Limits& limits, IssueList& issues);

}  // namespace bursar::profile
