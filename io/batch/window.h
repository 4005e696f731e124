// The part of an input that is in memory while records are cut out of it.
#pragma once

#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

#include "io/input/bytes.h"

namespace bursar::batch {

class Window {
 public:
  static constexpr size_t kSlack = 64;  ///< bytes around the text; those behind it are zero: a scan for its end stops there

  explicit Window(std::unique_ptr<input::Bytes> bytes) : bytes_(std::move(bytes)), buffer_(2 * kSlack, '\0') {}

  /// What is here and not yet taken.
  std::string_view text() const { return {data() + at_, size_ - at_}; }
  /// Reads on; views are void. False: there is no more.
  bool fill();
  /// Lets go of the first bytes.
  void take(size_t count) { at_ += count; }
  /// Behind the LF of the first line; the end of the text when it has none, or none within `most` bytes.
  size_t line_end(size_t most);
  bool ended() const { return ended_; }
  const input::Bytes& bytes() const { return *bytes_; }

 private:
  char* data() { return buffer_.data() + kSlack; }
  const char* data() const { return buffer_.data() + kSlack; }

  std::unique_ptr<input::Bytes> bytes_;
  std::vector<char> buffer_;
  size_t at_ = 0, size_ = 0;
  bool ended_ = false;
};

}  // namespace bursar::batch
