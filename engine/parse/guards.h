// The front door: what is refused before the parser runs, so that it never sees what could exhaust it.
#pragma once

#include <vector>

#include "engine/parse/scanner.h"

namespace bursar::parse {

/// Size and forbidden characters. False when the text may not be scanned.
bool check_text(const source::File& file, uint32_t index, const Limits& limits, diag::Issues& issues);

/// Brackets, runs of prefix words, operators of one declaration. False when the parser may not run.
bool check_shape(std::string_view text, const std::vector<Lexeme>& lexemes, uint32_t index, const Limits& limits,
                 diag::Issues& issues);

/// A word that starts a declaration at the start of a line.
bool starts_declaration(const Lexeme& lexeme);
bool is_declaration_word(uint16_t type);

}  // namespace bursar::parse
