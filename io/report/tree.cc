#include "io/report/tree.h"

#include <algorithm>

#include "io/report/paint.h"
#include "io/report/sentences.h"
#include "io/text/width.h"
#include "io/text/wrap.h"

namespace bursar::report {

namespace {

constexpr int kTextWidth = 90;       // of a branch with what is drawn before it
constexpr int kLeastTextWidth = 30;  // however deep the branch is

struct Row {
  std::string drawn;
  std::string text;
  std::string cites;
  bool root = false;
};

void collect(const Branch& branch, const std::string& first, const std::string& further,
             std::vector<Row>& rows) {
  const int room = std::max(kTextWidth - text::display_width(first), kLeastTextWidth);
  // Lines of a branch that go on stand clear of the line down to its parts.
  const std::string under = further + (branch.parts.empty() ? "  " : "│ ");
  bool is_first = true;
  for (const std::string& line : text::wrap(branch.text, room)) {
    rows.push_back({is_first ? first : under, line, is_first ? branch.cites : "", first.empty() && is_first});
    is_first = false;
  }
  for (size_t i = 0; i < branch.parts.size(); ++i) {
    const bool last = i + 1 == branch.parts.size();
    collect(branch.parts[i], further + (last ? "└─ " : "├─ "), further + (last ? "   " : "│  "), rows);
  }
}

void write(const Branch& branch, const std::string& number, Language language, std::string& out) {
  const std::string text = as_sentence(branch.text, language);
  out += number.empty() ? text : say(Key::Numbered, language, number, text);
  if (!branch.cites.empty()) {
    if (language == Language::En) out += ' ';
    out += as_sentence(branch.cites, language);
  }
  out += '\n';
  for (size_t i = 0; i < branch.parts.size(); ++i) {
    const std::string place = std::to_string(i + 1);
    write(branch.parts[i], number.empty() ? place : number + '.' + place, language, out);
  }
}

}  // namespace

std::string draw(const Branch& root, const Style& style) {
  std::vector<Row> rows;
  collect(root, "", "", rows);
  int column = 0;
  for (const Row& row : rows) {
    if (!row.cites.empty()) column = std::max(column, text::display_width(row.drawn + row.text));
  }
  std::string out;
  for (const Row& row : rows) {
    const int used = text::display_width(row.drawn + row.text);
    out += paint(row.drawn, Hue::Faint, style) + (row.root ? paint(row.text, Hue::Strong, style) : row.text);
    if (!row.cites.empty()) {
      out.append(static_cast<size_t>(std::max(column - used, 0)) + 2, ' ');
      out += paint(row.cites, Hue::Faint, style);
    }
    out += '\n';
  }
  return out;
}

std::string outline(const Branch& root, Language language) {
  std::string out;
  write(root, "", language, out);
  return out;
}

}  // namespace bursar::report
