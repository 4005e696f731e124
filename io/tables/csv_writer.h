// Cells and rows of CSV (RFC 4180), safe to open in a spreadsheet.
#pragma once

#include <string>
#include <string_view>

namespace bursar::tables {

inline constexpr std::string_view kLineEnd = "\r\n";

/// A text that a spreadsheet would run as a formula gets a ' in front; so does one that already starts with ' before
/// such a sign, so that `original` can take it back. Figures are no texts: a negative amount stays as it is.
std::string neutral(std::string_view text);
/// What `neutral` was given.
std::string_view original(std::string_view cell);

/// Adds a cell with a text, neutral, in quotes where it needs them.
void add_text_cell(std::string& out, std::string_view text);
std::string text_cell(std::string_view text);

}  // namespace bursar::tables
