#include "io/tables/csv_index.h"

#include <algorithm>
#include <array>
#include <bit>

#ifdef __SSE2__
#include <immintrin.h>
#endif

namespace bursar::tables {

namespace {

constexpr size_t kBlock = 64;   // bytes: a bit each in a word
constexpr size_t kBlocks = 256; // at once

/// Of each block which bytes are commas, and which are quotes or controls.
struct Masks {
  std::array<uint64_t, kBlocks> commas, breaks;
  uint64_t high = 0;  ///< not 0: some byte is not ASCII
};

/// From masks to places.
[[gnu::always_inline]] inline Indexed flatten(const Masks& masks, size_t blocks, uint32_t base, uint32_t first,
                                              uint32_t* places, uint32_t* breaks) {
  uint32_t* out = places;
  uint32_t* out_breaks = breaks;
  for (size_t block = 0; block < blocks; ++block, base += kBlock) {
    uint64_t bits = masks.commas[block] | masks.breaks[block];
    const uint32_t index = first + static_cast<uint32_t>(out - places);
    for (uint64_t left = masks.breaks[block]; left != 0; left &= left - 1)
      *out_breaks++ = index + static_cast<uint32_t>(std::popcount(bits & ((left & -left) - 1)));
    uint32_t* const end = out + std::popcount(bits);
    // Four at a time, beyond the end if need be: cheaper than a branch for each.
    for (; out < end; out += 4)
      for (unsigned i = 0; i < 4; ++i) {
        out[i] = base + static_cast<uint32_t>(std::countr_zero(bits));
        bits &= bits - 1;
      }
    out = end;
  }
  return {static_cast<size_t>(out - places), static_cast<size_t>(out_breaks - breaks), masks.high != 0};
}

#ifdef __SSE2__

void find(const char* text, size_t blocks, Masks& masks) {
  const __m128i comma = _mm_set1_epi8(','), quote = _mm_set1_epi8('"'), tab = _mm_set1_epi8('\t');
  const __m128i last_control = _mm_set1_epi8(0x1F), del = _mm_set1_epi8(0x7F);
  __m128i high = _mm_setzero_si128();
  for (size_t block = 0; block < blocks; ++block) {
    uint64_t commas = 0, breaks = 0;
    for (unsigned at = 0; at < kBlock; at += 16, text += 16) {
      const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(text));
      const __m128i control = _mm_or_si128(_mm_cmpeq_epi8(_mm_min_epu8(bytes, last_control), bytes), _mm_cmpeq_epi8(bytes, del));
      const __m128i stop = _mm_or_si128(_mm_cmpeq_epi8(bytes, quote), _mm_andnot_si128(_mm_cmpeq_epi8(bytes, tab), control));
      commas |= uint64_t{static_cast<uint16_t>(_mm_movemask_epi8(_mm_cmpeq_epi8(bytes, comma)))} << at;
      breaks |= uint64_t{static_cast<uint16_t>(_mm_movemask_epi8(stop))} << at;
      high = _mm_or_si128(high, bytes);
    }
    masks.commas[block] = commas;
    masks.breaks[block] = breaks;
  }
  masks.high = static_cast<uint64_t>(_mm_movemask_epi8(high));
}

/// The same for processors of the last ten years, which take twice as much and count bits in one step.
[[gnu::target("avx2")]] void find_quickly(const char* text, size_t blocks, Masks& masks) {
  const __m256i comma = _mm256_set1_epi8(','), quote = _mm256_set1_epi8('"'), tab = _mm256_set1_epi8('\t');
  const __m256i last_control = _mm256_set1_epi8(0x1F), del = _mm256_set1_epi8(0x7F);
  __m256i high = _mm256_setzero_si256();
  for (size_t block = 0; block < blocks; ++block) {
    uint64_t commas = 0, breaks = 0;
    for (unsigned at = 0; at < kBlock; at += 32, text += 32) {
      const __m256i bytes = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(text));
      const __m256i control =
          _mm256_or_si256(_mm256_cmpeq_epi8(_mm256_min_epu8(bytes, last_control), bytes), _mm256_cmpeq_epi8(bytes, del));
      const __m256i stop =
          _mm256_or_si256(_mm256_cmpeq_epi8(bytes, quote), _mm256_andnot_si256(_mm256_cmpeq_epi8(bytes, tab), control));
      commas |= uint64_t{static_cast<uint32_t>(_mm256_movemask_epi8(_mm256_cmpeq_epi8(bytes, comma)))} << at;
      breaks |= uint64_t{static_cast<uint32_t>(_mm256_movemask_epi8(stop))} << at;
      high = _mm256_or_si256(high, bytes);
    }
    masks.commas[block] = commas;
    masks.breaks[block] = breaks;
  }
  masks.high = static_cast<uint32_t>(_mm256_movemask_epi8(high));
}

[[gnu::target("bmi,bmi2,popcnt")]] Indexed flatten_quickly(const Masks& masks, size_t blocks, uint32_t base, uint32_t first,
                                                           uint32_t* places, uint32_t* breaks) {
  return flatten(masks, blocks, base, first, places, breaks);
}

bool is_quick() {
  static const bool quick = __builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi") && __builtin_cpu_supports("bmi2") &&
                            __builtin_cpu_supports("popcnt");
  return quick;
}

#else

void find(const char* text, size_t blocks, Masks& masks) {
  for (size_t block = 0; block < blocks; ++block) {
    masks.commas[block] = masks.breaks[block] = 0;
    for (unsigned i = 0; i < kBlock; ++i, ++text) {
      const auto c = static_cast<unsigned char>(*text);
      masks.commas[block] |= uint64_t{c == ','} << i;
      masks.breaks[block] |= uint64_t{c == '"' || (c < 0x20 && c != '\t') || c == 0x7F} << i;
      masks.high |= c & 0x80;
    }
  }
}

#endif

}  // namespace

Indexed index_csv(const char* text, size_t size, uint32_t base, uint32_t first, uint32_t* places, uint32_t* breaks) {
#ifdef __SSE2__
  const bool quick = is_quick();
#endif
  Indexed all;
  Masks masks;
  for (size_t at = 0; at < size; at += kBlocks * kBlock) {
    const size_t blocks = std::min((size - at + kBlock - 1) / kBlock, kBlocks);
    const auto here = base + static_cast<uint32_t>(at), next = first + static_cast<uint32_t>(all.places);
    masks.high = 0;
#ifdef __SSE2__
    if (quick) find_quickly(text + at, blocks, masks);
    else find(text + at, blocks, masks);
#else
    find(text + at, blocks, masks);
#endif
    if (const size_t inside = size - at; inside < blocks * kBlock) {  // the last block is cut
      const uint64_t mask = (uint64_t{1} << (inside % kBlock)) - 1;
      masks.commas[blocks - 1] &= mask;
      masks.breaks[blocks - 1] &= mask;
    }
#ifdef __SSE2__
    const Indexed found = quick ? flatten_quickly(masks, blocks, here, next, places + all.places, breaks + all.breaks)
                                : flatten(masks, blocks, here, next, places + all.places, breaks + all.breaks);
#else
    const Indexed found = flatten(masks, blocks, here, next, places + all.places, breaks + all.breaks);
#endif
    all = {all.places + found.places, all.breaks + found.breaks, all.high || found.high};
  }
  return all;
}

}  // namespace bursar::tables
