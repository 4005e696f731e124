// What must be known of the lines of a YAML text before a parser may see it.
#pragma once

#include <cstdint>
#include <string_view>

#include "io/profile/document.h"
#include "io/profile/issue_list.h"

namespace bursar::profile {

/// Adds an issue and returns false for
///   - directives other than one `%YAML 1.2` in front of the first document: libfyaml 0.7.12 may hang on
///   unknown ones;
///   - more blank lines in a row than the limit: libfyaml takes quadratic time in their number;
///   - a tab between `:` and a block indicator in a text that may hold explicit keys (`? `): libfyaml 0.7.12
///   frees
///     memory twice there (its issue 57). The rare innocent text that is hit hears of its tab.
bool scan_yaml_lines(std::string_view text, uint32_t offset, uint32_t file_index, const Limits& limits,
                     IssueList& issues);

}  // namespace bursar::profile
