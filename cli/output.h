// Where an answer goes: standard output, or a file that appears under its name only when it is complete.
#pragma once

#include <string>
#include <string_view>

namespace bursar::cli {

/// Written piece by piece; what was written to a file is gone again unless `finish` was called.
class Output {
 public:
  /// `-` or nothing is standard output. Opened at once, so that a name that cannot be written to is known before the
  /// work begins; see `error`.
  explicit Output(std::string name);
  ~Output();
  Output(const Output&) = delete;
  Output& operator=(const Output&) = delete;

  /// False after an error; further pieces are then dropped.
  bool write(std::string_view text);
  /// False when anything could not be written. A reader of standard output that has seen enough is no error.
  bool finish();

  /// errno of what stopped the writing; 0 while all is well.
  int error() const { return error_; }
  const std::string& name() const { return name_; }
  bool to_file() const { return fd_ > 2; }

 private:
  std::string name_, target_, temporary_;
  int fd_ = 1;
  int error_ = 0;
  unsigned mode_ = 0;
  bool reader_left_ = false;
};

}  // namespace bursar::cli
