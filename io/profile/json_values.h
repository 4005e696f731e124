// The values of a JSON text, read by simdjson, each with its place, and checked.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "io/profile/document.h"
#include "io/profile/issue_list.h"

namespace bursar::profile {

/// Reads documents out of one file. Keeps a copy of its text, as simdjson wants bytes behind the end.
class JsonValues {
 public:
  JsonValues(std::string_view file_text, uint32_t file_index, const Limits& limits, IssueList& issues);

  /// Reads the bytes [begin, end) of the file, one value that scan_json has found good. Its documents are
  /// numbered from `ordinal`: the items of an array if `spread`, else the value itself. Those without an
  /// issue are appended to `out`. Returns how many there were.
  size_t read(size_t begin, size_t end, size_t ordinal, bool spread, std::vector<Document>& out);

 private:
  void document(Node root, std::vector<Document>& out);
  void check(const Node& node);
  void check_text(std::string_view text, source::Span place);

  std::string text_;  ///< with padding behind its `size_` bytes
  size_t size_;
  uint32_t file_;
  size_t ordinal_ = 1;
  const Limits& limits_;
  IssueList& issues_;
};

}  // namespace bursar::profile
