// What was read: for the record of a run.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace bursar::input {

enum class Encoding : uint8_t { Utf8, Gb18030 };

/// `UTF-8`, `GB18030`.
std::string_view name_of(Encoding encoding);

struct Origin {
  std::string name;              ///< as the user gave it, `-` for standard input
  Encoding encoding = Encoding::Utf8;
  bool byte_order_mark = false;
  uint64_t bytes = 0;            ///< read so far
  std::string sha256;            ///< of the bytes, in hexadecimal; empty before the end, and when nobody asked for it
};

}  // namespace bursar::input
