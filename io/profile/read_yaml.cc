#include "io/profile/issue_list.h"
#include "io/profile/read.h"
#include "io/profile/yaml_events.h"
#include "io/profile/yaml_lines.h"
#include "io/profile/yaml_subset.h"
#include "io/profile/yaml_values.h"

namespace bursar::profile {

namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

/// Where the text of a document ends: at the next one's `---`. yaml-cpp gets one document at a time.
size_t end_of(const YamlEvents& events, size_t ordinal, std::string_view file_text) {
  if (ordinal < events.documents.size()) return events.documents[ordinal].start.begin;
  return events.broken ? events.broken_from : file_text.size();
}

}  // namespace

Read read_yaml(const source::File& file, uint32_t file_index, const Limits& limits) {
  Read read;
  IssueList issues(limits.max_issues);
  const uint32_t offset = file.text().starts_with(kByteOrderMark) ? kByteOrderMark.size() : 0;
  const std::string_view text = file.text().substr(offset);
  size_t seen = 0;
  if (check_file(file, file_index, limits, issues) &&
      scan_yaml_lines(text, offset, file_index, limits, issues)) {
    const YamlEvents events = read_yaml_events(text, offset, file_index, limits, issues);
    seen = events.documents.size() + (events.broken ? 1 : 0);
    if (seen == 0) issues.add(diag::Kind::EmptyProfile, {file_index, offset, offset}, 0);
    for (size_t ordinal = 1; ordinal <= events.documents.size() && !issues.full(); ++ordinal) {
      const size_t before = issues.size();
      check_yaml_subset(events, ordinal, file.text(), limits, issues);
      if (issues.size() != before || issues.full()) continue;
      const size_t begin = ordinal == 1 ? offset : events.documents[ordinal - 1].start.begin;
      const size_t end = end_of(events, ordinal, file.text());
      std::optional<Node> root = read_yaml_values(events, ordinal, file.text(), begin, end, issues);
      if (root) read.documents.push_back({std::move(*root), ordinal});
    }
  }
  read.issues = std::move(issues).finish(seen > 1);
  return read;
}

}  // namespace bursar::profile
