#include "io/profile/read.h"

namespace bursar::profile {

namespace {

bool looks_like_json(std::string_view text) {
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  const size_t first = text.find_first_not_of(" \t\r\n");
  return first != std::string_view::npos && (text[first] == '{' || text[first] == '[');
}

}  // namespace

Read read_profile(const source::File& file, uint32_t file_index, const Limits& limits) {
  const std::string_view name = file.name();
  const bool json = name == "-"
                        ? looks_like_json(file.text())
                        : name.ends_with(".json") || name.ends_with(".ndjson") || name.ends_with(".jsonl");
  return json ? read_json(file, file_index, limits) : read_yaml(file, file_index, limits);
}

}  // namespace bursar::profile
