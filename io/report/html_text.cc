#include "io/report/html_text.h"

#include <fmt/format.h>

#include "engine/base/utf8.h"

namespace bursar::report {

namespace {

/// Controls but the line feed and tab, marks that change the direction of text, and characters without any width.
bool is_hidden(char32_t c) {
  return (c < 0x20 && c != '\n' && c != '\t') || (c >= 0x7F && c < 0xA0) || c == 0x061C || (c >= 0x200B && c <= 0x200F) ||
         (c >= 0x2028 && c <= 0x202E) || (c >= 0x2060 && c <= 0x206F) || c == 0xFEFF;
}

/// Whether the text has a word that no column should be as wide as: such may be broken anywhere.
bool is_wide(const ReportCell& cell) {
  constexpr size_t kWidest = 24;
  size_t run = 0;
  for (const char c : cell.text) {
    run = c == ' ' || c == '\n' || static_cast<unsigned char>(c) >= 0x80 ? 0 : run + 1;
    if (run > kWidest) return true;
  }
  return false;
}

}  // namespace

std::string html_text(std::string_view text) {
  std::string out;
  for (size_t at = 0; at < text.size();) {
    const size_t begin = at;
    const char32_t c = utf8::next(text, at);
    switch (c) {
      case '&': out += "&amp;"; break;
      case '<': out += "&lt;"; break;
      case '>': out += "&gt;"; break;
      case '"': out += "&quot;"; break;
      case '\'': out += "&#39;"; break;
      default:
        if (is_hidden(c)) out += fmt::format("&lt;U+{:04X}&gt;", static_cast<unsigned>(c));
        else out += text.substr(begin, at - begin);
    }
  }
  return out;
}

std::string html_cell(const ReportCell& cell, const AuditWords& words) {
  switch (cell.kind) {
    case ReportCell::Kind::Empty: return "";
    case ReportCell::Kind::Text: return html_text(cell.text);
    case ReportCell::Kind::Count: return words.count(static_cast<uint64_t>(cell.number.to_int64().value_or(0)));
    case ReportCell::Kind::Money: return words.money(cell.number);
    case ReportCell::Kind::Difference: return words.difference(cell.number);
  }
  return "";
}

std::string html_table(const ReportTable& table, const AuditWords& words, std::string_view css_class) {
  std::string out = css_class.empty() ? "<table>" : fmt::format("<table class=\"{}\">", css_class);
  out += "\n<thead><tr>";
  for (const ReportColumn& column : table.columns)
    out += fmt::format("<th scope=\"col\"{}>{}</th>", column.figures ? " class=\"n\"" : "", html_text(column.title));
  out += "</tr></thead>\n<tbody>\n";
  for (size_t r = 0; r < table.rows.size(); ++r) {
    const bool total = r + table.totals >= table.rows.size();
    out += total ? "<tr class=\"total\">" : "<tr>";
    for (size_t c = 0; c < table.columns.size(); ++c)
      out += fmt::format("<td{}>{}</td>",
                         table.columns[c].figures     ? " class=\"n\""
                         : is_wide(table.rows[r][c]) ? " class=\"w\""
                                                     : "",
                         html_cell(table.rows[r][c], words));
    out += "</tr>\n";
  }
  return out += "</tbody>\n</table>\n";
}

}  // namespace bursar::report
