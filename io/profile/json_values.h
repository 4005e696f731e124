// The values of a JSON text, read by simdjson, each with its place.
#pragma once

#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

#include "io/profile/document.h"
#include "io/profile/issue_list.h"

namespace bursar::profile {

/// Reads documents out of one file. Keeps a copy of its text, as simdjson wants bytes behind the end.
class JsonValues {
 public:
  JsonValues(std::string_view file_text, uint32_t file_index, const Limits& limits, IssueList& issues);
  ~JsonValues();

  /// Reads the bytes [begin, end) of the file, one value that scan_json has found good. Its documents are
  /// numbered from `ordinal`: the items of an array if `spread`, else the value itself. Those without an
  /// issue are appended to `out`. Returns how many there were.
  size_t read(size_t begin, size_t end, size_t ordinal, bool spread, std::vector<Document>& out);

 private:
  class Reader;
  std::unique_ptr<Reader> reader_;
};

}  // namespace bursar::profile
