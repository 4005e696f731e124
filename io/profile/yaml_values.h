// The values of one YAML document, read by yaml-cpp and held against what libfyaml read.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "io/profile/document.h"
#include "io/profile/issue_list.h"
#include "io/profile/yaml_events.h"

namespace bursar::profile {

/// The root of document `ordinal`, whose text is the bytes [begin, end) of the file. The document has passed
/// check_yaml_subset. Adds an issue and returns nothing if yaml-cpp refuses the text or reads anything in it
/// in another way than libfyaml.
std::optional<Node> read_yaml_values(const YamlEvents& events, size_t ordinal, std::string_view file_text,
                                     size_t begin, size_t end, IssueList& issues);

}  // namespace bursar::profile
