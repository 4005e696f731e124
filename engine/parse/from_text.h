// Text to syntax tree: the one door to ANTLR. Nothing else in the engine knows that it exists.
#pragma once

#include <cstddef>
#include <vector>

#include "engine/diag/issue.h"
#include "engine/source/source.h"
#include "engine/syntax/tree.h"

namespace bursar::parse {

/// Published limits; each is an issue when passed, found before the parser runs.
struct Limits {
  size_t max_bytes = 16u << 20;   ///< of one file
  size_t max_depth = 250;         ///< of brackets, and of runs of `not`, `-` and `if`
  size_t max_operators = 2'000;   ///< in one declaration
  size_t max_issues = 20;         ///< reported for one program
  size_t max_digits = 400;        ///< in one figure
};

struct Parsed {
  syntax::Tree tree;      ///< whole only when there is no error among the issues
  diag::Issues issues;
};

/// Parses the given files as one program. Never throws; never crashes on any bytes.
Parsed from_text(const source::Files& files, const std::vector<uint32_t>& file_indices, const Limits& limits = {});

/// What `use "…"` lines of one file name, without parsing the rest: their files must be read before the program is whole.
std::vector<syntax::Use> uses_of(const source::File& file, uint32_t index);

}  // namespace bursar::parse
