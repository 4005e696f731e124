// Texts that need no second look.
#pragma once

#include <bit>
#include <cstdint>
#include <cstring>
#include <string_view>

#include "engine/source/source.h"

#ifdef __SSE2__
#include <emmintrin.h>
#endif

namespace bursar::batch {

/// The first quote, backslash or control character from `text` on. There must be one; 16 bytes behind it may be read.
inline const char* plain_end(const char* text) {
#ifdef __SSE2__
  const __m128i quote = _mm_set1_epi8('"'), slash = _mm_set1_epi8('\\'), last_control = _mm_set1_epi8(0x1F);
  for (;; text += 16) {
    const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(text));
    const __m128i ends = _mm_or_si128(_mm_or_si128(_mm_cmpeq_epi8(bytes, quote), _mm_cmpeq_epi8(bytes, slash)),
                                      _mm_cmpeq_epi8(_mm_min_epu8(bytes, last_control), bytes));
    if (const auto mask = static_cast<unsigned>(_mm_movemask_epi8(ends)); mask != 0) return text + std::countr_zero(mask);
  }
#else
  while (*text != '"' && *text != '\\' && static_cast<unsigned char>(*text) >= 0x20) ++text;
  return text;
#endif
}

/// Whether the text holds nothing that no text may hold; control characters below the space are not looked for in ASCII.
inline bool is_clean(std::string_view text) {
  constexpr uint64_t kHigh = 0x8080808080808080, kOnes = 0x0101010101010101;
  const auto odd = [&](uint64_t bytes) { return (bytes | (bytes + kOnes)) & kHigh; };  // of a byte from 0x7F on
  uint64_t found = 0;
  size_t at = 0;
  for (; at + 8 <= text.size(); at += 8) {
    uint64_t bytes;
    std::memcpy(&bytes, text.data() + at, 8);
    found |= odd(bytes);
  }
  for (; at < text.size(); ++at) found |= odd(static_cast<unsigned char>(text[at]));
  return found == 0 || source::find_bad_text(text).what == source::BadText::None;
}

}  // namespace bursar::batch
