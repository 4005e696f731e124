#include "io/profile/yaml_fault.h"

#include <algorithm>

#include "engine/base/utf8.h"
#include "io/profile/issue_list.h"

namespace bursar::profile {

using diag::Kind;

namespace {

/// A piece of a message and the reason it stands for. The first that fits counts.
struct Reason {
  std::string_view piece;
  std::string_view term;
};

constexpr std::string_view kFullwidthColon = "：";
constexpr std::string_view kUnclosedBracket = "yaml_syntax.unclosed_bracket";

constexpr Reason kReasons[] = {
    {"without closing quote", "yaml_syntax.unclosed_quote"},
    {"without a closing bracket", kUnclosedBracket},
    {"invalid extra closing", "yaml_syntax.extra_bracket"},
    {"extra comma", "yaml_syntax.empty_entry"},
    {"comma in the beginning", "yaml_syntax.empty_entry"},
    {"missing comma", "yaml_syntax.missing_comma"},
    {"invalid value after mapping", "yaml_syntax.no_colon"},
    {"could not find expected ':'", "yaml_syntax.no_colon"},
    {"invalid scalar at the end of block sequence", "yaml_syntax.no_dash"},
    {"did not find expected '-'", "yaml_syntax.no_dash"},
    {"invalid nested block mapping", "yaml_syntax.second_colon"},
    {"invalid mapping in plain multiline", "yaml_syntax.indentation"},
    {"invalid multiline plain key", "yaml_syntax.indentation"},
    {"used as key", "yaml_syntax.multiline_key"},
    {"invalid trailing content", "yaml_syntax.after_quote"},
    {"invalid escape", "yaml_syntax.bad_escape"},
    {"hex escape", "yaml_syntax.bad_escape"},
    {"UTF8 escape", "yaml_syntax.bad_escape"},
    {"surrogate", "yaml_syntax.bad_escape"},
    {"plain scalar cannot start", "yaml_syntax.reserved_character"},
    {"on the same line as a mapping key", "yaml_syntax.dash_on_key_line"},
    {"missing document start", "yaml_syntax.after_document"},
    {"after document end", "yaml_syntax.after_document"},
    {"marker in", "yaml_syntax.marker_in_value"},
    {"start indicator in a flow", "yaml_syntax.marker_in_value"},
    {"did not find expected node content", "yaml_syntax.value_expected"},
    {"did not find expected key", "yaml_syntax.key_expected"},
    {"invalid comment", "yaml_syntax.comment"},
    {"indent", "yaml_syntax.indentation"},
    {"indendation", "yaml_syntax.indentation"},
};

bool has(std::string_view message, std::string_view piece) {
  return message.find(piece) != std::string_view::npos;
}

size_t line_start(std::string_view text, size_t at) {
  while (at > 0 && text[at - 1] != '\n' && text[at - 1] != '\r') --at;
  return at;
}

/// The first tab among the blanks that start a line or follow its dashes, on the lines of [begin, end];
/// text.size() if there is none.
size_t indenting_tab(std::string_view text, size_t begin, size_t end) {
  for (size_t line = line_start(text, begin); line <= end && line < text.size();) {
    size_t i = line;
    while (i < text.size() && (text[i] == ' ' || text[i] == '-' || text[i] == '?' || text[i] == ':')) ++i;
    if (i < text.size() && text[i] == '\t') {
      const size_t word = text.find_first_not_of(" \t", i);
      if (word != std::string_view::npos && text[word] != '\n' && text[word] != '\r') return i;
    }
    const size_t next = text.find_first_of("\r\n", line);
    if (next == std::string_view::npos) break;
    line = next + 1;
  }
  return text.size();
}

/// The last line of [begin, end) without its indentation, as far as it lies in the range.
size_t last_line(std::string_view text, size_t begin, size_t end) {
  const size_t start = std::max(begin, line_start(text, end));
  const size_t word = text.find_first_not_of(" \t", start);
  return word < end ? word : begin;
}

}  // namespace

size_t fullwidth_colon(std::string_view text, size_t begin, size_t end) {
  for (size_t line = line_start(text, begin); line < text.size() && line <= end;) {
    const size_t stop = std::min(text.find_first_of("\r\n", line), text.size());
    const std::string_view words = text.substr(line, stop - line);
    const size_t colon = words.find(kFullwidthColon);
    if (colon != std::string_view::npos && words.find(": ") == std::string_view::npos &&
        !words.ends_with(':'))
      return line + colon;
    line = stop + 1;
  }
  return std::string_view::npos;
}

YamlFault explain_yaml_fault(std::string_view text, size_t begin, size_t end, std::string_view message) {
  // libfyaml marks the inside of a quoted text; the reader looks for the quote.
  if (has(message, "quoted") && begin > 0 && (text[begin - 1] == '"' || text[begin - 1] == '\'')) --begin;
  const auto feature = [&](std::string_view term) {
    return YamlFault{
        Kind::YamlFeature, begin, end, {diag::term(term), excerpt(text.substr(begin, end - begin))}};
  };
  std::string_view term = "yaml_syntax.other";
  for (const Reason& reason : kReasons) {
    if (!has(message, reason.piece)) continue;
    term = reason.term;
    break;
  }
  const bool wants_more = term == "yaml_syntax.missing_comma" || term == "yaml_syntax.value_expected";
  if (wants_more && text.find_first_not_of(" \t\r\n", begin) == std::string_view::npos)
    term = kUnclosedBracket;
  const bool about_layout = term == "yaml_syntax.other" || term == "yaml_syntax.indentation" ||
                            term == "yaml_syntax.no_colon" || has(message, "tab");
  if (about_layout) {
    const size_t tab = indenting_tab(text, begin, end);
    if (tab < text.size()) return {Kind::TabIndentation, tab, tab + 1, {}};
  }
  if (term == "yaml_syntax.no_colon" || term == "yaml_syntax.indentation") {
    const size_t colon = fullwidth_colon(text, begin, end);
    if (colon != std::string_view::npos)
      return {Kind::YamlSyntax,
              colon,
              colon + kFullwidthColon.size(),
              {diag::term("yaml_syntax.fullwidth_colon"), diag::plain(message)}};
  }
  if (term == "yaml_syntax.other") {
    if (has(message, "alias")) return feature("yaml_feature.alias");
    if (has(message, "anchor")) return feature("yaml_feature.anchor");
    if (has(message, "tag ")) return feature("yaml_feature.tag");
    if (has(message, "directive")) return feature("yaml_feature.directive");
  }
  // A scalar that runs over several lines went wrong at its last one.
  if (has(message, "invalid multiline plain key")) begin = last_line(text, begin, end);
  if (begin == end && end < text.size() && text[end] != '\n' && text[end] != '\r') utf8::next(text, end);
  return {Kind::YamlSyntax, begin, end, {diag::term(term), diag::plain(message)}, term == kUnclosedBracket};
}

}  // namespace bursar::profile
