// What is wrong in an input that is too large to keep: the first issues with the lines they stand in, the rest counted.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/diag/issue.h"
#include "engine/source/source.h"

namespace bursar::input {

/// A stretch of an input, from the start of a line.
struct Stretch {
  std::string_view file;     ///< name
  std::string_view text;
  uint32_t first_line = 1;   ///< of `text`
};

/// Issues are tied to files that hold only the lines around them, so that they print like any other.
class IssueLog {
 public:
  /// `files` gets the stretches that are kept.
  explicit IssueLog(source::Files& files, size_t most = 100) : files_(files), most_(most) {}

  /// An issue at [begin, end) of the stretch. `record` and `field` as in diag::Issue.
  void add(diag::Kind kind, const Stretch& stretch, size_t begin, size_t end, std::vector<diag::Arg> args = {},
           std::string record = {}, std::string field = {}, std::optional<size_t> label_at = {},
           std::string_view label = {});
  /// The same for an issue that has its spans in `stretch` already, counted from its first byte.
  void add(diag::Issue issue, const Stretch& stretch);

  const diag::Issues& issues() const { return issues_; }
  diag::Issues take() { return std::move(issues_); }
  /// All, kept or not.
  uint64_t count() const { return count_; }
  /// Nobody needs the text of a further one.
  bool full() const { return issues_.size() >= most_; }

 private:
  source::Files& files_;
  size_t most_;
  uint64_t count_ = 0;
  diag::Issues issues_;
  std::string last_text_;  ///< several issues of one record share its stretch
  uint32_t last_file_ = 0, last_line_ = 0;
};

}  // namespace bursar::input
