#include "io/input/issue_log.h"

#include <algorithm>

namespace bursar::input {

namespace {

/// Cut where a character ends.
std::string_view cut(std::string_view text) {
  if (text.size() <= IssueLog::kMostText) return text;
  size_t end = IssueLog::kMostText;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
  return text.substr(0, end);
}

}  // namespace

uint32_t IssueLog::file_of(const Stretch& stretch) {
  const std::string_view text = cut(stretch.text);
  // Several issues of one record share its text.
  if (!issues_.empty()) {
    const uint32_t last = issues_.back().span.file;
    const source::File& file = files_[last];
    if (file.position(0).line == stretch.first_line && file.name() == stretch.file && file.text() == text) return last;
  }
  return files_.add(std::string(stretch.file), std::string(text), stretch.first_line);
}

void IssueLog::add(diag::Issue issue, const Stretch& stretch) {
  ++count_;
  if (full()) return;
  const uint32_t file = file_of(stretch);
  const auto size = static_cast<uint32_t>(files_[file].text().size());
  const auto place = [&](source::Span& span) {
    span = {file, std::min(span.begin, size), std::min(span.end, size)};
  };
  place(issue.span);
  for (diag::Label& label : issue.labels) place(label.span);
  issues_.push_back(std::move(issue));
}

void IssueLog::add(diag::Kind kind, const Stretch& stretch, size_t begin, size_t end, std::vector<diag::Arg> args,
                   std::string record, std::string field) {
  const source::Span span{0, static_cast<uint32_t>(begin), static_cast<uint32_t>(end)};
  add({kind, span, std::move(args), {}, {}, std::move(record), std::move(field), {}}, stretch);
}

}  // namespace bursar::input
