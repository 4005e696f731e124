#include "io/tables/csv_writer.h"

#include <algorithm>
#include <iterator>

namespace bursar::tables {

namespace {

/// Whether a spreadsheet takes the text for a formula. Some take the full-width signs too.
bool is_formula(std::string_view text) {
  static constexpr std::string_view kWide[] = {"＝", "＋", "－", "＠"};
  if (text.empty()) return false;
  const auto first = static_cast<unsigned char>(text[0]);
  if (first < 0x80) return std::string_view("=+-@\t\r\n").find(text[0]) != std::string_view::npos;
  return std::any_of(std::begin(kWide), std::end(kWide), [&](std::string_view sign) { return text.starts_with(sign); });
}

bool is_marked(std::string_view text) {
  if (!text.starts_with('\'')) return is_formula(text);
  return is_formula(text.substr(std::min(text.find_first_not_of('\''), text.size())));
}

constexpr bool needs_quotes(char c) { return c == ',' || c == '"' || c == '\r' || c == '\n'; }

}  // namespace

std::string neutral(std::string_view text) { return (is_marked(text) ? "'" : "") + std::string(text); }

std::string_view original(std::string_view cell) {
  return cell.starts_with('\'') && is_marked(cell) ? cell.substr(1) : cell;
}

void add_text_cell(std::string& out, std::string_view text) {
  const bool marked = is_marked(text);
  if (std::none_of(text.begin(), text.end(), needs_quotes)) {
    if (marked) out += '\'';
    out += text;
    return;
  }
  out += '"';
  if (marked) out += '\'';
  for (const char c : text) {
    if (c == '"') out += '"';
    out += c;
  }
  out += '"';
}

std::string text_cell(std::string_view text) {
  std::string out;
  add_text_cell(out, text);
  return out;
}

}  // namespace bursar::tables
