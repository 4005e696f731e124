// Where the bytes stand that matter to CSV.
#pragma once

#include <cstddef>
#include <cstdint>

namespace bursar::tables {

/// What may be read behind the text given to `index_csv`, and what room its result needs beyond one place a byte.
inline constexpr size_t kIndexSlack = 64;

/// The places, plus `base`, of every comma, quote and control character except the tab (line ends are controls).
/// Returns how many there are; sets `high` when some byte is not ASCII and leaves it alone otherwise.
size_t index_csv(const char* text, size_t size, uint32_t base, uint32_t* places, bool& high);

}  // namespace bursar::tables
