// What to say about a sentence that cannot be read: own words, never ANTLR's.
#pragma once

#include <vector>

#include "engine/parse/scanner.h"

namespace bursar::parse {

/// The declaration that starts at lexeme `first` cannot be read beyond lexeme `wrong`.
diag::Issue explain(std::string_view text, uint32_t file, const std::vector<Lexeme>& lexemes, size_t first,
                    size_t wrong);

}  // namespace bursar::parse
