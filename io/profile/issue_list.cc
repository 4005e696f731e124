#include "io/profile/issue_list.h"

#include <algorithm>
#include <cstdio>
#include <limits>

#include "engine/base/utf8.h"

namespace bursar::profile {

using diag::Kind;

void IssueList::add(Kind kind, source::Span span, size_t ordinal, std::vector<diag::Arg> args,
                    std::vector<diag::Label> labels) {
  if (issues_.size() >= limit_) {
    if (!overflow_) overflow_span_ = span;
    overflow_ = true;
    return;
  }
  diag::Issue issue{kind, span, std::move(args), std::move(labels), {}, {}, {}, {}};
  if (ordinal != 0) issue.record = "#" + std::to_string(ordinal);
  issues_.push_back(std::move(issue));
}

diag::Issues IssueList::finish(bool several) && {
  std::stable_sort(issues_.begin(), issues_.end(),
                   [](const diag::Issue& a, const diag::Issue& b) { return a.span.begin < b.span.begin; });
  if (!several)
    for (diag::Issue& issue : issues_) issue.record.clear();
  if (overflow_)
    issues_.push_back({Kind::TooManyIssues, overflow_span_, {diag::plain(limit_)}, {}, {}, {}, {}, {}});
  return std::move(issues_);
}

namespace {

Kind kind_of(source::BadText what) {
  switch (what) {
    case source::BadText::Utf16: return Kind::Utf16Text;
    case source::BadText::Control: return Kind::ControlCharacter;
    case source::BadText::BidiControl: return Kind::BidiControl;
    case source::BadText::ZeroWidth: return Kind::ZeroWidthCharacter;
    default: return Kind::InvalidUtf8;
  }
}

std::vector<diag::Arg> args_of(const source::BadTextFound& found) {
  if (found.what == source::BadText::InvalidUtf8 || found.what == source::BadText::Utf16) return {};
  char name[16];
  std::snprintf(name, sizeof name, "U+%04X", static_cast<unsigned>(found.code_point));
  return {diag::plain(name)};
}

}  // namespace

std::pair<Kind, std::vector<diag::Arg>> bad_text_issue(const source::BadTextFound& found) {
  return {kind_of(found.what), args_of(found)};
}

bool check_file(const source::File& file, uint32_t file_index, const Limits& limits, IssueList& issues) {
  const std::string_view text = file.text();
  const size_t max = std::min<size_t>(limits.max_bytes, std::numeric_limits<uint32_t>::max());
  if (text.size() > max) {
    issues.add(Kind::DataTooLarge, {file_index, 0, 0}, 0, {diag::term("data_limit.bytes"), diag::plain(max)});
    return false;
  }
  const source::BadTextFound found = source::find_bad_text(text);
  if (found.what == source::BadText::None) return true;
  size_t end = found.offset;
  if (found.what == source::BadText::InvalidUtf8)
    ++end;
  else if (found.what == source::BadText::Utf16)
    end += 2;
  else
    utf8::next(text, end);
  issues.add(kind_of(found.what), {file_index, found.offset, static_cast<uint32_t>(end)}, 0, args_of(found));
  return false;
}

bool check_resolved(std::string_view text, source::Span span, size_t ordinal, IssueList& issues) {
  source::BadTextFound found = source::find_bad_text(text);
  // A byte order mark is fine at the start of a file only.
  if (found.what == source::BadText::None && text.starts_with("\xEF\xBB\xBF"))
    found = {source::BadText::ZeroWidth, 0, 0xFEFF};
  if (found.what == source::BadText::None) return true;
  issues.add(kind_of(found.what), span, ordinal, args_of(found));
  return false;
}

diag::Arg excerpt(std::string_view text) {
  constexpr size_t kMaxCharacters = 60;
  size_t at = 0;
  for (size_t count = 0; at < text.size(); ++count) {
    if (count == kMaxCharacters) return diag::written(std::string(text.substr(0, at)) + "…");
    utf8::next(text, at);
  }
  return diag::written(text);
}

void check_duplicates(std::vector<KeyPlace>& keys, size_t ordinal, IssueList& issues) {
  // Sorting keeps this n log n whatever the keys are; a hash table could be attacked with chosen keys.
  std::sort(keys.begin(), keys.end(), [](const KeyPlace& a, const KeyPlace& b) {
    return a.key != b.key ? a.key < b.key : a.span.begin < b.span.begin;
  });
  const KeyPlace* first = nullptr;
  for (const KeyPlace& place : keys) {
    if (first && first->key == place.key)
      issues.add(Kind::DuplicateKey, place.span, ordinal, {excerpt(place.key)},
                 {{first->span, "label.first_given", {}}});
    else
      first = &place;
  }
}

void check_key_length(const KeyPlace& key, size_t ordinal, const Limits& limits, IssueList& issues) {
  if (key.key.size() <= limits.max_key || utf8::count(key.key) <= limits.max_key) return;
  issues.add(Kind::DataTooLarge, key.span, ordinal,
             {diag::term("data_limit.key"), diag::plain(limits.max_key)});
}

}  // namespace bursar::profile
