#include "io/text/wrap.h"

#include <algorithm>
#include <cassert>

#include "engine/base/utf8.h"
#include "io/text/width.h"

namespace bursar::text {

namespace {

constexpr std::u32string_view kClosing = U"，。、；：！？）》〉」』】〕…—·％’”,.;:!?)]}%";
constexpr std::u32string_view kOpening = U"（《〈「『【〔‘“￥¥([{";

bool is_digit(char32_t c) { return c >= U'0' && c <= U'9'; }

/// Whether a line may end between two characters that have no space between them.
bool may_break(char32_t before, char32_t after) {
  if (display_width(before) != 2 && display_width(after) != 2) return false;
  if (display_width(after) == 0) return false;
  if (kOpening.find(before) != kOpening.npos || kClosing.find(after) != kClosing.npos) return false;
  return !(is_digit(before) && utf8::is_han(after));
}

/// What is never broken unless it must be, and the spaces in front of it.
struct Piece {
  std::string spaces;
  std::string text;
};

std::vector<Piece> pieces(std::string_view line) {
  std::vector<Piece> out;
  char32_t before = U' ';
  for (size_t at = 0; at < line.size();) {
    const size_t start = at;
    const char32_t c = utf8::next(line, at);
    const bool space = c == U' ' || c == U'\t';
    if (out.empty() || (space ? before != U' ' : before != U' ' && may_break(before, c))) out.emplace_back();
    if (space)
      out.back().spaces += ' ';
    else
      out.back().text += line.substr(start, at - start);
    before = space ? U' ' : c;
  }
  return out;
}

/// Breaks one line, without line feeds, and appends the lines it becomes to `out`.
void wrap_line(std::string_view line, int width, int hang, std::vector<std::string>& out) {
  bool bare = true;  // nothing but the indent stands in the last line
  const auto new_line = [&] {
    out.emplace_back(out.empty() ? 0 : static_cast<size_t>(hang), ' ');
    bare = true;
  };
  const auto fits = [&](int columns) {
    return bare || width <= 0 || display_width(out.back()) + columns <= width;
  };

  new_line();
  for (const Piece& piece : pieces(line)) {
    if (piece.text.empty()) continue;  // spaces at the end
    std::string rest = piece.spaces + piece.text;
    if (!fits(display_width(rest))) {
      new_line();
      rest = piece.text;
    }
    for (size_t at = 0; at < rest.size(); bare = false) {
      const size_t start = at;
      if (!fits(display_width(utf8::next(rest, at)))) new_line();
      out.back().append(rest, start, at - start);
    }
  }
}

}  // namespace

std::vector<std::string> wrap(std::string_view text, int width, int hang) {
  assert(width <= 0 || hang < width);
  std::vector<std::string> out;
  for (size_t begin = 0; begin <= text.size();) {
    const size_t end = std::min(text.find('\n', begin), text.size());
    const std::string_view line = text.substr(begin, end - begin);
    wrap_line(line, width, hang, out);
    begin = end + 1;
  }
  for (std::string& line : out) line.erase(line.find_last_not_of(' ') + 1);
  return out;
}

}  // namespace bursar::text
