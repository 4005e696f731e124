// The issues of one file while it is read: bounded in number, each tied to its document.
#pragma once

#include <cstdint>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/diag/issue.h"
#include "engine/source/source.h"
#include "io/profile/document.h"

namespace bursar::profile {

/// Collects issues up to a limit. Once `full`, the reader stops: more would only be dropped.
class IssueList {
 public:
  explicit IssueList(size_t limit) : limit_(limit) {}
  /// `ordinal` is the document's number, 0 for an issue of the file as a whole.
  void add(diag::Kind kind, source::Span span, size_t ordinal, std::vector<diag::Arg> args = {},
           std::vector<diag::Label> labels = {});
  bool full() const { return overflow_; }
  size_t size() const { return issues_.size(); }
  /// All issues in the order of their places. Documents are named only if the file holds `several`.
  diag::Issues finish(bool several) &&;

 private:
  size_t limit_;
  bool overflow_ = false;
  source::Span overflow_span_;
  diag::Issues issues_;
};

/// Adds an issue and returns false if the file is too large or holds text that may not be read.
bool check_file(const source::File& file, uint32_t file_index, const Limits& limits, IssueList& issues);

/// What is said of a character that no text may hold.
std::pair<diag::Kind, std::vector<diag::Arg>> bad_text_issue(const source::BadTextFound& found);

/// Adds an issue and returns false if a text that came out of escapes holds what no file may hold.
bool check_resolved(std::string_view text, source::Span span, size_t ordinal, IssueList& issues);

/// What somebody wrote as the argument of an issue, cut to a length that can be printed.
diag::Arg excerpt(std::string_view text);

/// One key of a mapping under examination.
struct KeyPlace {
  std::string_view key;
  source::Span span;
};

/// Adds a DuplicateKey for every key that stands again after its first place. Reorders `keys`.
void check_duplicates(std::vector<KeyPlace>& keys, size_t ordinal, IssueList& issues);

/// Adds an issue if the key has too many characters.
void check_key_length(const KeyPlace& key, size_t ordinal, const Limits& limits, IssueList& issues);

}  // namespace bursar::profile
