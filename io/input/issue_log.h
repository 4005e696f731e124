// What is wrong in an input that is too large to keep: the first issues with the lines they stand in, the rest counted.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "engine/diag/issue.h"
#include "engine/source/source.h"

namespace bursar::input {

/// A stretch of an input, from the start of a line.
struct Stretch {
  std::string_view file;    ///< name
  std::string_view text;
  uint32_t first_line = 1;  ///< of `text`
};

/// Issues are tied to files that hold only the lines around them, so that they print like any other.
class IssueLog {
 public:
  static constexpr size_t kMostText = 16 << 10;  ///< bytes kept of a stretch

  /// `files` gets the stretches that are kept.
  explicit IssueLog(source::Files& files, size_t most = 100) : files_(files), most_(most) {}

  /// Spans and labels of the issue count from the first byte of the stretch; `file` in them means nothing yet.
  void add(diag::Issue issue, const Stretch& stretch);
  /// An issue at [begin, end) of the stretch.
  void add(diag::Kind kind, const Stretch& stretch, size_t begin, size_t end, std::vector<diag::Arg> args = {},
           std::string record = {}, std::string field = {});

  /// The first ones, in the order they were found.
  const diag::Issues& issues() const { return issues_; }
  /// All, kept or not.
  uint64_t count() const { return count_; }
  /// The text of a further one is not kept.
  bool full() const { return issues_.size() >= most_; }

 private:
  uint32_t file_of(const Stretch& stretch);

  source::Files& files_;
  size_t most_;
  uint64_t count_ = 0;
  diag::Issues issues_;
};

}  // namespace bursar::input
