// For tests: a parse that also counts where the grammar was not decided by two tokens.
#pragma once

#include "engine/parse/from_text.h"

namespace bursar::parse {

struct Profile {
  size_t ambiguous = 0;     ///< two readings of one sentence
  size_t full_context = 0;  ///< decisions that the simple prediction (SLL) could not make
};

/// Parses as from_text does, with exact detection of ambiguities; slower. Adds to the counts.
Parsed from_text(const source::Files& files, const std::vector<uint32_t>& file_indices, const Limits& limits,
                 Profile& profile);

}  // namespace bursar::parse
