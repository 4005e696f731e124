#include <algorithm>

#include "engine/base/utf8.h"
#include "io/profile/issue_list.h"
#include "io/profile/json_syntax.h"
#include "io/profile/json_values.h"
#include "io/profile/read.h"

namespace bursar::profile {

using diag::Kind;

namespace {

class JsonFile {
 public:
  JsonFile(const source::File& file, uint32_t file_index, const Limits& limits, IssueList& issues)
      : name_(file.name()), text_(file.text()), file_(file_index), limits_(limits), issues_(issues) {}

  /// Returns how many documents the file holds.
  size_t run(std::vector<Document>& out) {
    const size_t mark = text_.starts_with("\xEF\xBB\xBF") ? 3 : 0;
    const size_t begin = skip_json_space(text_, mark);
    if (begin == text_.size()) {
      issues_.add(Kind::EmptyProfile, span(mark, mark), 0);
      return 0;
    }
    JsonValues values(text_, file_, limits_, issues_);
    if (is_lines(begin)) return read_lines(begin, values, out);
    const bool spread = text_[begin] == '[';
    if (!check(begin, text_.size(), 1, spread ? limits_.max_depth + 1 : limits_.max_depth)) return 1;
    const size_t count = values.read(begin, text_.size(), 1, spread, out);
    if (count == 0 && !issues_.full()) issues_.add(Kind::EmptyProfile, span(begin, begin + 1), 0);
    return count;
  }

 private:
  source::Span span(size_t begin, size_t end) const {
    return {file_, static_cast<uint32_t>(begin), static_cast<uint32_t>(end)};
  }
  size_t line_end(size_t at) const { return std::min(text_.find('\n', at), text_.size()); }

  bool is_lines(size_t begin) const {
    if (name_.ends_with(".ndjson") || name_.ends_with(".jsonl")) return true;
    const size_t end = line_end(begin);
    if (text_[begin] != '{' || skip_json_space(text_, end) == text_.size()) return false;
    const std::string_view line = text_.substr(0, end);
    const JsonScan scan = scan_json(line, begin, limits_.max_depth);
    return scan.good() && skip_json_space(line, scan.end) == line.size();
  }

  size_t read_lines(size_t begin, JsonValues& values, std::vector<Document>& out) {
    size_t ordinal = 0;
    for (size_t at = begin; at < text_.size() && !issues_.full(); at = skip_json_space(text_, at)) {
      const size_t end = line_end(at);
      ++ordinal;
      if (check(at, end, ordinal, limits_.max_depth)) values.read(at, end, ordinal, false, out);
      if (nodes_ > limits_.max_nodes) break;
      at = end;
    }
    return ordinal;
  }

  /// Whether [begin, end) is one whole value within the limits.
  bool check(size_t begin, size_t end, size_t ordinal, size_t max_depth) {
    const std::string_view text = text_.substr(0, end);
    const JsonScan scan = scan_json(text, begin, max_depth);
    nodes_ += scan.values;
    if (scan.too_deep != std::string_view::npos) {
      issues_.add(Kind::DataTooDeep, span(scan.too_deep, scan.too_deep + 1), ordinal,
                  {diag::plain(limits_.max_depth)});
      return false;
    }
    if (!scan.good()) {
      fault(scan.fault, ordinal);
      return false;
    }
    if (const size_t rest = skip_json_space(text, scan.end); rest < end) {
      size_t behind = rest;
      utf8::next(text, behind);
      fault({"json_syntax.trailing_text", rest, behind}, ordinal);
      return false;
    }
    if (nodes_ > limits_.max_nodes) {
      issues_.add(Kind::DataTooLarge, span(begin, begin + 1), ordinal,
                  {diag::term("data_limit.nodes"), diag::plain(limits_.max_nodes)});
      return false;
    }
    return true;
  }

  void fault(const JsonFault& fault, size_t ordinal) {
    std::vector<diag::Label> labels;
    if (fault.opened != std::string_view::npos)
      labels.push_back({span(fault.opened, fault.opened + 1), "label.opened_here", {}});
    issues_.add(Kind::JsonSyntax, span(fault.begin, fault.end), ordinal,
                {diag::term(fault.reason), excerpt(text_.substr(fault.begin, fault.end - fault.begin))},
                std::move(labels));
  }

  std::string_view name_, text_;
  uint32_t file_;
  const Limits& limits_;
  IssueList& issues_;
  size_t nodes_ = 0;
};

}  // namespace

Read read_json(const source::File& file, uint32_t file_index, const Limits& limits) {
  Read read;
  IssueList issues(limits.max_issues);
  size_t seen = 0;
  if (check_file(file, file_index, limits, issues))
    seen = JsonFile(file, file_index, limits, issues).run(read.documents);
  read.issues = std::move(issues).finish(seen > 1);
  return read;
}

}  // namespace bursar::profile
