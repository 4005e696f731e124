// The scanner, by job: scanner.cc goes through the text, scan_figures.cc reads figures, dates and numbered things,
// scan_words.cc words and units, scan_signs.cc signs, quotes and labels.
#pragma once

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "engine/base/utf8.h"
#include "engine/parse/scanner.h"

namespace bursar::parse {

inline bool is_digit(char32_t c) { return (c >= '0' && c <= '9') || (c >= 0xFF10 && c <= 0xFF19); }
inline bool is_ascii_name_char(char c) {
  return (c >= 'a' && c <= 'z') || c == '_' || (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z');
}
inline bool is_blank(char32_t c) {
  return c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == 0x3000 || c == 0xA0;
}
inline constexpr std::u32string_view kCounters = U"个项次套台人段";

class Scanner {
 public:
  Scanner(std::string_view text, uint32_t file, const Limits& limits, diag::Issues& issues);
  std::vector<Lexeme> run();

 private:
  using Kind = diag::Kind;
  struct Piece {
    uint16_t token;
    size_t length;
  };

  char32_t peek(size_t at) const { return utf8::peek(text_, at); }
  char32_t peek_half(size_t at) const {
    const char32_t c = peek(at);
    return c < 0x80 ? c : half_width(c);
  }
  size_t behind(size_t at) const {
    utf8::next(text_, at);
    return at;
  }
  std::string_view slice(size_t begin, size_t end) const { return text_.substr(begin, end - begin); }
  void issue(Kind kind, size_t begin, size_t end, std::vector<diag::Arg> args = {},
             std::optional<std::string> replacement = {}) {
    const source::Span span{file_, static_cast<uint32_t>(begin), static_cast<uint32_t>(end)};
    issues_.push_back({kind, span, std::move(args), {}, {}, {}, {}, {}});
    if (replacement) issues_.back().fix = diag::Fix{span, *replacement};
  }
  uint16_t previous() const { return out_.empty() ? 0 : out_.back().type; }
  bool behind_figure() const { return previous() == t::NUMBER || previous() == t::SCALE; }
  void push(uint16_t type, size_t end) {
    out_.push_back({type, new_line_, !out_.empty() && out_.back().end == at_, static_cast<uint32_t>(at_),
                    static_cast<uint32_t>(end)});
    new_line_ = false;
    at_ = end;
  }
  static bool is_counter(char32_t c) { return kCounters.find(c) != kCounters.npos; }

  // --- scanner.cc ---
  void skip_blank();
  void token();
  void drop_semicolons();
  void free_words();
  void split_period_from();
  bool ends_something(size_t next) const;
  static bool starts_statement(uint16_t type);

  // --- scan_figures.cc ---
  size_t digits(size_t at) const;
  bool date(size_t first_end);
  bool month(size_t end);
  bool time(size_t hours);
  bool day_month(size_t first_end);
  void figure();
  bool grouped(size_t end);
  bool exponent(size_t end);
  size_t numerals(size_t at) const;
  bool ordinal_or_article();
  size_t article_parts(size_t at) const;
  bool annex();
  size_t article_parts_from(size_t at) const;
  bool first_few();
  void paragraph_sign();
  size_t western_article(size_t at) const;

  // --- scan_words.cc ---
  size_t run_end(size_t at) const;
  size_t skip_inner_blank(size_t at) const;
  bool unit_of_type() const;
  void word();
  static bool goes_on(uint16_t token, std::string_view next);
  std::string_view word_at(size_t at) const;
  bool figure_before() const;
  static bool abbreviation(std::string_view run);
  size_t phrase_end(const std::vector<std::string_view>& rest, size_t at) const;
  size_t unit_end(size_t at) const;
  size_t unit_and_words(size_t at, bool price) const;
  size_t with_unit_price(size_t end) const;
  bool unit_or_scale(std::string_view run, size_t end);
  bool split_run(std::string_view run);
  bool split_rest(std::string_view rest, uint16_t before, std::vector<Piece>& pieces) const;
  static bool closed(uint16_t token);

  // --- scan_signs.cc ---
  void sign(char32_t c, char32_t written);
  void dot(size_t end);
  void comparison_sign();
  void quoted(size_t begin, char32_t close, uint16_t token);
  void open_bracket(size_t inside);
  size_t label_end(size_t at) const;
  void unknown_character();

  std::string_view text_;
  uint32_t file_;
  const Limits& limits_;
  diag::Issues& issues_;
  std::vector<Lexeme> out_;
  size_t at_ = 0;
  bool new_line_ = true;
};

}  // namespace bursar::parse
