// The bytes of a file or of standard input, block by block, as UTF-8.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "io/input/origin.h"

namespace bursar::input {

struct BytesOptions {
  /// Nothing: UTF-8, or GB18030 where it is recognised: the first block with characters outside ASCII is no UTF-8 and
  /// is whole GB18030 with at least two such characters. A few bad bytes in UTF-8 never make a text GB18030.
  std::optional<Encoding> encoding;
  bool digest = false;  ///< SHA-256 of the bytes
};

class Bytes {
 public:
  /// `-` is standard input.
  Bytes(std::string name, BytesOptions options);
  ~Bytes();
  Bytes(const Bytes&) = delete;
  Bytes& operator=(const Bytes&) = delete;

  /// The first bytes as they are, without reading past them. Empty for an empty or unreadable file.
  std::string_view peek();

  /// Puts up to `room` (at least 4096) bytes of text at `to`, without a byte order mark; 0 at the end, and after a
  /// failure. UTF-8 comes unchecked; a byte that is no GB18030 comes as 0xFF, which is no UTF-8 either.
  size_t read(char* to, size_t room);

  /// Why the file cannot be read, as a term (`read_fault.missing`); empty when nothing went wrong.
  std::string_view failure() const { return failure_; }
  /// The text starts with the byte order mark of UTF-16. Known after the first `read`, which then gives nothing.
  bool utf16() const { return utf16_; }
  /// `sha256` is there once `read` has returned 0.
  const Origin& origin() const { return origin_; }
  /// Whether bytes that are no UTF-8 may well be GB18030: for a hint.
  static bool looks_like_gb18030(std::string_view text);

 private:
  struct Digest;
  void open();
  size_t fill(char* to, size_t room);
  size_t fetch(char* to, size_t room);
  size_t convert(char* to, size_t room);
  void fail(int error);
  void end();

  BytesOptions options_;
  Origin origin_;
  std::string_view failure_;
  int file_ = -1;
  bool opened_ = false, started_ = false, ended_ = false, utf16_ = false, decided_ = false;
  std::string peeked_;    ///< read, and not yet given
  std::vector<char> raw_; ///< GB18030 that waits for conversion
  void* converter_ = nullptr;
  Digest* digest_ = nullptr;
};

}  // namespace bursar::input
