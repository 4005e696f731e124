// UTF-8 stepping. All functions expect valid UTF-8 (see source::find_bad_text).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace bursar::utf8 {

/// The code point that starts at `at`; advances `at` behind it. `at < text.size()`.
inline char32_t next(std::string_view text, size_t& at) {
  const auto byte = [&](size_t i) { return static_cast<unsigned char>(text[i]); };
  const unsigned char b = byte(at);
  if (b < 0x80) {
    ++at;
    return b;
  }
  const int length = b >= 0xF0 ? 4 : b >= 0xE0 ? 3 : 2;
  if (at + length > text.size()) {  // only in text nobody checked
    at = text.size();
    return 0xFFFD;
  }
  char32_t c = b & (0xFF >> (length + 1));
  for (int i = 1; i < length; ++i) c = (c << 6) | (byte(at + i) & 0x3F);
  at += length;
  return c;
}

inline char32_t peek(std::string_view text, size_t at) {
  return at < text.size() ? next(text, at) : 0;
}

inline void append(std::string& out, char32_t c) {
  if (c < 0x80) {
    out += static_cast<char>(c);
  } else if (c < 0x800) {
    out += static_cast<char>(0xC0 | (c >> 6));
    out += static_cast<char>(0x80 | (c & 0x3F));
  } else if (c < 0x10000) {
    out += static_cast<char>(0xE0 | (c >> 12));
    out += static_cast<char>(0x80 | ((c >> 6) & 0x3F));
    out += static_cast<char>(0x80 | (c & 0x3F));
  } else {
    out += static_cast<char>(0xF0 | (c >> 18));
    out += static_cast<char>(0x80 | ((c >> 12) & 0x3F));
    out += static_cast<char>(0x80 | ((c >> 6) & 0x3F));
    out += static_cast<char>(0x80 | (c & 0x3F));
  }
}

inline size_t count(std::string_view text) {
  size_t n = 0;
  for (unsigned char b : text) n += (b & 0xC0) != 0x80;
  return n;
}

/// Han ideographs and the ideographic zero: characters that Chinese words are made of.
inline bool is_han(char32_t c) {
  return (c >= 0x4E00 && c <= 0x9FFF) || (c >= 0x3400 && c <= 0x4DBF) || (c >= 0x20000 && c <= 0x3FFFF) ||
         (c >= 0xF900 && c <= 0xFAFF) || c == 0x3007;
}

inline bool has_han(std::string_view text) {
  for (size_t at = 0; at < text.size();)
    if (is_han(next(text, at))) return true;
  return false;
}

}  // namespace bursar::utf8
