// Where the bytes stand that matter to CSV.
#pragma once

#include <cstddef>
#include <cstdint>

namespace bursar::tables {

/// What may be read behind the text given to `index_csv`, and what room each result needs beyond one entry a byte.
inline constexpr size_t kIndexSlack = 64;

struct Indexed {
  size_t places = 0, breaks = 0;
  bool high = false;  ///< some byte is not ASCII; may be one behind the text
};

/// Writes the places, plus `base`, of every comma, quote and control character except the tab (line ends are controls).
/// Of those that are no comma it also writes which place they are, counted from `first`.
Indexed index_csv(const char* text, size_t size, uint32_t base, uint32_t first, uint32_t* places, uint32_t* breaks);

}  // namespace bursar::tables
