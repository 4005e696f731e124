// "Did you mean": the one known name that a wrong name was probably meant to be.
//
// Nearness is the Damerau-Levenshtein distance over code points in its restricted form (optimal string
// alignment: insert, delete, replace, swap two neighbours, no part edited twice). ASCII letters are equal in
// either case.
#pragma once

#include <optional>
#include <span>
#include <string_view>

namespace bursar {

/// The candidate nearest to `wrong`, as the view that was given. Nothing when none is near enough or when two
/// different candidates are equally near.
///
/// Near enough is a distance of 1 for a wrong name of up to 4 code points, 2 up to 8, 3 beyond, and one code
/// point at least must be kept. Where either name has Han characters, which are words rather than letters,
/// the distance is also at most half of the longer name.
std::optional<std::string_view> nearest(std::string_view wrong,
                                        std::span<const std::string_view> candidates);

}  // namespace bursar
