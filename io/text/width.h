// How many columns a text takes on a terminal, and padding to a number of columns.
//
// Widths are those of UAX #11 (Unicode 14): Wide and Fullwidth 2, everything else 1, Ambiguous too. Combining
// marks, invisible format characters, controls and the inner letters of a Hangul syllable take no column.
// Texts are measured code point by code point: an emoji made of several is measured as its parts. Expects
// valid UTF-8.
#pragma once

#include <string>
#include <string_view>

namespace bursar::text {

/// 0, 1 or 2.
int display_width(char32_t c);
int display_width(std::string_view text);

/// `text` with spaces behind it, at least `width` columns wide; longer texts stay whole.
std::string pad_right(std::string_view text, int width);
/// The same with the spaces before it.
std::string pad_left(std::string_view text, int width);

}  // namespace bursar::text
