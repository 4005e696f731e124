// Reading a profile file strictly: whatever is doubtful is refused with its place, nothing is guessed.
#pragma once

#include <cstdint>

#include "engine/source/source.h"
#include "io/profile/document.h"

namespace bursar::profile {

/// YAML 1.2 without anchors, aliases, tags, merge keys, and directives except `%YAML 1.2`. Documents after
/// the first begin with `---`. Keys are scalars, not null, and unique. Two independent readers (libfyaml,
/// yaml-cpp) must both accept the text and agree on every value. `file_index` is the file's index in
/// source::Files and goes into every span.
Read read_yaml(const source::File& file, uint32_t file_index, const Limits& limits = {});

/// JSON (RFC 8259): one object is one profile, an array of objects several, and NDJSON several. A text is
/// NDJSON if its name ends in .ndjson or .jsonl, or if its first line is a whole object and another line
/// follows. Keys are unique.
Read read_json(const source::File& file, uint32_t file_index, const Limits& limits = {});

/// By the name: .json, .ndjson, .jsonl are JSON, all else is YAML. Standard input (named `-`) is JSON if its
/// first character that is no white space is `{` or `[`.
Read read_profile(const source::File& file, uint32_t file_index, const Limits& limits = {});

}  // namespace bursar::profile
