#include "io/tables/csv_index.h"

#include <bit>
#include <cstring>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

namespace bursar::tables {

namespace {

constexpr size_t kBlock = 64;

struct Masks {
  uint64_t matters = 0, high = 0;  ///< a bit a byte
};

#ifdef __SSE2__

[[gnu::always_inline]] inline Masks masks_of(const char* block) {
  const __m128i comma = _mm_set1_epi8(','), quote = _mm_set1_epi8('"'), tab = _mm_set1_epi8('\t');
  const __m128i last_control = _mm_set1_epi8(0x1F), del = _mm_set1_epi8(0x7F);
  Masks masks;
  for (unsigned part = 0; part < kBlock / 16; ++part) {
    const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(block + 16 * part));
    const __m128i control = _mm_or_si128(_mm_cmpeq_epi8(_mm_min_epu8(bytes, last_control), bytes), _mm_cmpeq_epi8(bytes, del));
    const __m128i sign = _mm_or_si128(_mm_cmpeq_epi8(bytes, comma), _mm_cmpeq_epi8(bytes, quote));
    const __m128i all = _mm_or_si128(sign, _mm_andnot_si128(_mm_cmpeq_epi8(bytes, tab), control));
    masks.matters |= uint64_t{static_cast<uint16_t>(_mm_movemask_epi8(all))} << (16 * part);
    masks.high |= uint64_t{static_cast<uint16_t>(_mm_movemask_epi8(bytes))} << (16 * part);
  }
  return masks;
}

#else

inline Masks masks_of(const char* block) {
  Masks masks;
  for (unsigned i = 0; i < kBlock; ++i) {
    const auto c = static_cast<unsigned char>(block[i]);
    const bool matters = c == ',' || c == '"' || (c < 0x20 && c != '\t') || c == 0x7F;
    masks.matters |= uint64_t{matters} << i;
    masks.high |= uint64_t{c >= 0x80} << i;
  }
  return masks;
}

#endif

[[gnu::always_inline]] inline size_t index_blocks(const char* text, size_t size, uint32_t base, uint32_t* places, bool& high) {
  uint32_t* out = places;
  uint64_t any_high = 0;
  for (size_t at = 0; at < size; at += kBlock) {
    Masks masks = masks_of(text + at);
    if (size - at < kBlock) {
      const uint64_t inside = (uint64_t{1} << (size - at)) - 1;
      masks.matters &= inside;
      masks.high &= inside;
    }
    any_high |= masks.high;
    const uint32_t here = base + static_cast<uint32_t>(at);
    uint64_t bits = masks.matters;
    uint32_t* const end = out + std::popcount(bits);
    // Four at a time, beyond the end if need be: cheaper than a branch for each.
    for (; out < end; out += 4)
      for (unsigned i = 0; i < 4; ++i) {
        out[i] = here + static_cast<uint32_t>(std::countr_zero(bits));
        bits &= bits - 1;
      }
    out = end;
  }
  high |= any_high != 0;
  return static_cast<size_t>(out - places);
}

#ifdef __SSE2__

/// The same code for processors of the last ten years, which count and find bits in one step.
[[gnu::target("avx2,bmi,bmi2,popcnt")]] size_t index_quickly(const char* text, size_t size, uint32_t base, uint32_t* places,
                                                             bool& high) {
  return index_blocks(text, size, base, places, high);
}

bool is_quick() {
  static const bool quick = __builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi") && __builtin_cpu_supports("bmi2") &&
                            __builtin_cpu_supports("popcnt");
  return quick;
}

#endif

}  // namespace

size_t index_csv(const char* text, size_t size, uint32_t base, uint32_t* places, bool& high) {
#ifdef __SSE2__
  if (is_quick()) return index_quickly(text, size, base, places, high);
#endif
  return index_blocks(text, size, base, places, high);
}

}  // namespace bursar::tables
