// Breaking a text into lines of a given display width, English and Chinese alike.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace bursar::text {

/// The lines of `text`, at most `width` columns wide, the second and further ones indented by `hang` columns.
/// Precondition: hang < width, or no `width` (0).
///
/// Lines are broken at spaces, which then disappear, and beside Han and other wide characters, but not before
/// a closing mark (，。）」), behind an opening one or between a figure and its unit (500万): the part of UAX #14
/// that grant clauses need. Only a piece too long for a whole line is broken inside. Line feeds always break;
/// without a `width` nothing else does. Tabs become spaces; no line ends in a space.
std::vector<std::string> wrap(std::string_view text, int width, int hang = 0);

}  // namespace bursar::text
