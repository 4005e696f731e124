#include "io/profile/yaml_lines.h"

#include <algorithm>

namespace bursar::profile {

namespace {

constexpr std::string_view kBlanks = " \t";

/// `%YAML 1.2`, perhaps with blanks and a comment behind it.
bool is_version_directive(std::string_view line) {
  constexpr std::string_view kVersion = "%YAML 1.2";
  if (!line.starts_with(kVersion)) return false;
  line.remove_prefix(kVersion.size());
  const size_t rest = line.find_first_not_of(kBlanks);
  return rest == std::string_view::npos || (rest > 0 && line[rest] == '#');
}

bool is_document_end(std::string_view line) {
  return line.starts_with("...") && (line.size() == 3 || line[3] == ' ' || line[3] == '\t');
}

bool is_blank_at(std::string_view text, size_t at) {
  return at >= text.size() || text[at] == ' ' || text[at] == '\t' || text[at] == '\r' || text[at] == '\n';
}

bool may_hold_explicit_key(std::string_view text) {
  for (size_t at = text.find('?'); at != std::string_view::npos; at = text.find('?', at + 1))
    if (is_blank_at(text, at + 1)) return true;
  return false;
}

/// The first tab that stands, among blanks, between a `:` and a block indicator; npos if there is none.
size_t tab_before_indicator(std::string_view text) {
  for (size_t colon = text.find(':'); colon != std::string_view::npos; colon = text.find(':', colon + 1)) {
    const size_t word = text.find_first_not_of(kBlanks, colon + 1);
    if (word == std::string_view::npos) break;
    const size_t tab = text.substr(0, word).find('\t', colon + 1);
    if (tab == std::string_view::npos) continue;
    const char c = text[word];
    if (c == '?' || c == ':' || c == '|' || c == '>' || (c == '-' && is_blank_at(text, word + 1))) return tab;
  }
  return std::string_view::npos;
}

}  // namespace

bool scan_yaml_lines(std::string_view text, uint32_t offset, uint32_t file_index, const Limits& limits,
                     IssueList& issues) {
  size_t blank_lines = 0;
  bool between_documents = true, directive_allowed = true;
  for (size_t at = 0; at < text.size();) {
    const size_t end = std::min(text.find_first_of("\r\n", at), text.size());
    const std::string_view line = text.substr(at, end - at);
    const auto span = [&] {
      return source::Span{file_index, static_cast<uint32_t>(offset + at),
                          static_cast<uint32_t>(offset + end)};
    };
    const size_t first = line.find_first_not_of(kBlanks);
    const bool blank = first == std::string_view::npos;
    blank_lines = blank ? blank_lines + 1 : 0;
    if (blank_lines > limits.max_blank_lines) {
      issues.add(diag::Kind::DataTooLarge, span(), 0,
                 {diag::term("data_limit.blank_lines"), diag::plain(limits.max_blank_lines)});
      return false;
    }
    if (between_documents) {
      if (line.starts_with("%")) {
        if (!directive_allowed || !is_version_directive(line)) {
          issues.add(
              diag::Kind::YamlFeature, span(), 0,
              {diag::term("yaml_feature.directive"), excerpt(line.substr(0, line.find_first_of(kBlanks)))});
          return false;
        }
        directive_allowed = false;
      } else if (!blank && line[first] != '#' && !is_document_end(line)) {
        between_documents = directive_allowed = false;
      }
    } else if (is_document_end(line)) {
      between_documents = true;
    }
    at = end + (text.substr(end).starts_with("\r\n") ? 2 : 1);
  }
  const size_t tab = may_hold_explicit_key(text) ? tab_before_indicator(text) : std::string_view::npos;
  if (tab == std::string_view::npos) return true;
  const auto begin = static_cast<uint32_t>(offset + tab);
  issues.add(diag::Kind::TabIndentation, {file_index, begin, begin + 1}, 0);
  return false;
}

}  // namespace bursar::profile
