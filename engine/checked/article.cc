#include "engine/base/utf8.h"
#include "engine/checked/program.h"

namespace bursar::checked {

namespace {

/// 十二 → 12; Arabic and full-width digits too. Nothing when it is no numeral.
std::optional<unsigned> numeral(std::string_view text) {
  constexpr std::string_view kDigits = "零一二三四五六七八九";
  unsigned total = 0, digit = 0;
  bool any = false;
  for (size_t at = 0; at < text.size();) {
    const size_t start = at;
    const char32_t c = utf8::next(text, at);
    any = true;
    if (c >= '0' && c <= '9') {
      digit = digit * 10 + (c - '0');
    } else if (c >= 0xFF10 && c <= 0xFF19) {
      digit = digit * 10 + (c - 0xFF10);
    } else if (c == U'十') {
      total += (digit == 0 ? 1 : digit) * 10;
      digit = 0;
    } else if (c == U'百') {
      total += (digit == 0 ? 1 : digit) * 100;
      digit = 0;
    } else if (const size_t found = kDigits.find(text.substr(start, at - start)); found != std::string_view::npos) {
      digit = static_cast<unsigned>(found / 3);
    } else {
      return std::nullopt;
    }
  }
  return any ? std::optional(total + digit) : std::nullopt;
}

std::string roman(unsigned n) {
  constexpr std::string_view kUnits[] = {"", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix"};
  std::string out;
  for (; n >= 10; n -= 10) out += 'x';
  out += kUnits[n];
  return out;
}

std::string chinese(std::string_view text) {
  std::string out;
  int level = 0;
  while (!text.empty()) {
    if (!text.starts_with("第")) return {};
    text.remove_prefix(std::string_view("第").size());
    for (std::string_view open : {"（", "("})
      if (text.starts_with(open)) text.remove_prefix(open.size());
    constexpr std::string_view kEnds[] = {"条", "款", "项", "目", "部分", "方向", "章", "节"};
    size_t end = std::string_view::npos;
    std::string_view kind;
    for (std::string_view e : kEnds)
      if (const size_t at = text.find(e); at < end) {
        end = at;
        kind = e;
      }
    if (end == std::string_view::npos) return {};
    std::string_view digits = text.substr(0, end);
    for (std::string_view close : {"）", ")"})
      if (digits.ends_with(close)) digits.remove_suffix(close.size());
    const auto n = numeral(digits);
    if (!n) return {};
    if (level == 0 && kind == "条") {
      out = std::to_string(*n);
    } else if (kind == "款") {
      out += "(" + std::to_string(*n) + ")";
    } else if (kind == "项") {
      out += "(" + roman(*n) + ")";
    } else if (kind == "目") {
      out += "(" + std::string(1, static_cast<char>('a' + (*n - 1) % 26)) + ")";
    } else {
      return {};
    }
    text.remove_prefix(end + kind.size());
    ++level;
  }
  return out;
}

}  // namespace

std::string canonical_article(std::string_view written) {
  for (std::string_view head : {"art.", "s.", "sec.", "para.", "reg.", "§"})
    if (written.starts_with(head)) {
      written.remove_prefix(head.size());
      while (written.starts_with(' ')) written.remove_prefix(1);
      return std::string(written);
    }
  if (written.starts_with("第"))
    if (std::string c = chinese(written); !c.empty()) return c;
  return std::string(written);
}

}  // namespace bursar::checked
