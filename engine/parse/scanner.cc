#include "engine/parse/scanner.h"

#include <algorithm>
#include <array>
#include <unordered_map>

#include "engine/base/utf8.h"
#include "engine/num/currency.h"

namespace bursar::parse {
namespace {

using diag::Kind;
using source::Span;
using syntax::Word;
using syntax::WordClass;

bool is_digit(char32_t c) { return (c >= '0' && c <= '9') || (c >= 0xFF10 && c <= 0xFF19); }
bool is_ascii_name_char(char c) {
  return (c >= 'a' && c <= 'z') || c == '_' || (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z');
}
bool is_blank(char32_t c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == 0x3000 || c == 0xA0; }
bool is_han_numeral(char32_t c) {
  return std::u32string_view(U"〇零一二三四五六七八九十百两").find(c) != std::u32string_view::npos;
}
bool is_article_unit(char32_t c) { return std::u32string_view(U"条款项目章节编部方").find(c) != std::u32string_view::npos; }

struct Phrase {
  std::vector<std::string_view> rest;  // words behind the first
  uint16_t token;
};

// English keywords of several words, by their first word, longest first.
const std::unordered_map<std::string_view, std::vector<Phrase>>& phrases() {
  static const auto all = [] {
    std::unordered_map<std::string_view, std::vector<Phrase>> map;
    for (const Word& word : syntax::words()) {
      if (word.word_class == WordClass::Unit) continue;
      for (auto spelling : word.en) {
        if (spelling.find(' ') == std::string_view::npos) continue;
        std::vector<std::string_view> parts;
        for (size_t at = 0; at <= spelling.size();) {
          const size_t end = std::min(spelling.find(' ', at), spelling.size());
          parts.push_back(spelling.substr(at, end - at));
          at = end + 1;
        }
        map[parts[0]].push_back({{parts.begin() + 1, parts.end()}, word.token});
      }
    }
    for (auto& [first, list] : map)
      std::sort(list.begin(), list.end(), [](auto& a, auto& b) { return a.rest.size() > b.rest.size(); });
    return map;
  }();
  return all;
}

class Scanner {
 public:
  Scanner(std::string_view text, uint32_t file, const Limits& limits, diag::Issues& issues)
      : text_(text), file_(file), limits_(limits), issues_(issues) {
    out_.reserve(text.size() / 5 + 16);
  }

  std::vector<Lexeme> run() {
    if (text_.starts_with("\xEF\xBB\xBF")) at_ = 3;
    while (true) {
      skip_blank();
      if (at_ >= text_.size()) break;
      token();
    }
    push(kEndOfFile, at_);
    drop_semicolons();
    return std::move(out_);
  }

 private:
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
    const Span span{file_, static_cast<uint32_t>(begin), static_cast<uint32_t>(end)};
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

  void skip_blank() {
    while (at_ < text_.size()) {
      if (text_[at_] == ' ') {
        ++at_;
        continue;
      }
      const char32_t c = peek(at_);
      if (c == '\n') new_line_ = true;
      if (c == '#') {
        while (at_ < text_.size() && text_[at_] != '\n') ++at_;
      } else if (is_blank(c)) {
        at_ = behind(at_);
      } else {
        return;
      }
    }
  }

  void token() {
    const char32_t c = peek(at_);
    if (is_digit(c)) return figure();
    if (c == U'第' && ordinal_or_article()) return;
    if (c == U'附' && annex()) return;
    if (c == U'前' && first_few()) return;
    if (is_name_start(c)) return word();
    if (c == U'§') return paragraph_sign();
    if (c >= 0x2460 && c <= 0x2473) return push(t::LABEL, behind(at_));
    sign(half_width(c), c);
  }

  // --- figures, dates, ordinals, labels such as `1.` ---

  size_t digits(size_t at) const {
    while (at < text_.size() && is_digit(peek(at))) at = behind(at);
    return at;
  }

  bool date(size_t first_end) {
    if (utf8::count(slice(at_, first_end)) != 4) return false;
    const char32_t mark = peek_half(first_end);
    if (mark != '-' && mark != U'年') return false;
    const size_t month = behind(first_end), month_end = digits(month);
    if (month_end == month || utf8::count(slice(month, month_end)) > 2) return false;
    const bool signs = mark == '-';
    const bool more = peek_half(month_end) == (signs ? U'-' : U'月');
    if (!signs && !more) return false;
    const size_t day = more ? behind(month_end) : month_end;
    size_t end = digits(day);
    if (end == day || !more) return this->month(signs ? month_end : day);
    if (utf8::count(slice(day, end)) > 2) return false;
    if (!signs) {
      if (peek(end) != U'日') return false;
      end = behind(end);
    }
    if (!read_date(slice(at_, end)))
      issue(Kind::ImpossibleDate, at_, end, {diag::written(slice(at_, end))});
    push(t::DATE, end);
    return true;
  }

  // `2021-12`, 2021年12月: with no space it is a month, never a subtraction.
  bool month(size_t end) {
    if (!read_month(slice(at_, end))) issue(Kind::ImpossibleDate, at_, end, {diag::written(slice(at_, end))});
    push(t::MONTH, end);
    return true;
  }

  void figure() {
    size_t end = digits(at_);
    if (date(end)) return;
    const bool label_place = new_line_ || out_.empty() || previous() == t::SEMI || previous() == t::COLON ||
                             (previous() >= t::ALL_OF && previous() <= t::NONE_OF);
    if (peek_half(end) == '.' && label_place && !is_digit(peek(behind(end))) && end - at_ <= 2)
      return push(t::LABEL, behind(end));
    for (std::string_view suffix : {"st", "nd", "rd", "th"})
      if (text_.substr(end).starts_with(suffix) && !is_name_char(peek(end + 2))) return push(t::ORDINAL, end + 2);
    while (peek(end) == '_' && is_digit(peek(end + 1))) end = digits(end + 1);
    if (grouped(end)) return;
    if (peek_half(end) == '.' && is_digit(peek(behind(end)))) end = digits(behind(end));
    if (exponent(end)) return;
    if (end - at_ > limits_.max_digits) {
      issue(Kind::LongFigure, at_, end, {diag::plain(end - at_), diag::plain(limits_.max_digits)});
      return push(t::BAD, end);
    }
    const size_t colon = end;
    if (peek_half(colon) == ':' && is_digit(peek(behind(colon)))) {  // 1:1配套
      const size_t ratio = digits(behind(colon));
      if (text_.substr(ratio).starts_with("配套")) return push(t::RATIO, ratio);
    }
    push(t::NUMBER, end);
  }

  // 1,000,000 with no space: a figure with grouping commas, or two figures; never guessed.
  bool grouped(size_t end) {
    if (text_.substr(end, 1) != "," || end - at_ > 3) return false;
    size_t at = end;
    std::string joined(slice(at_, end));
    while (text_.substr(at, 1) == "," && digits(at + 1) == at + 4) {
      joined += '_';
      joined += slice(at + 1, at + 4);
      at += 4;
    }
    if (at == end) return false;
    issue(Kind::GroupedFigure, at_, at, {diag::written(slice(at_, at)), diag::written(joined)}, joined);
    push(t::NUMBER, at);
    return true;
  }

  bool exponent(size_t end) {
    const char32_t e = peek_half(end);
    if (e != 'e' && e != 'E') return false;
    size_t at = behind(end);
    if (peek_half(at) == '-' || peek_half(at) == '+') at = behind(at);
    if (digits(at) == at) return false;
    issue(Kind::ExponentFigure, at_, digits(at), {diag::written(slice(at_, digits(at)))});
    push(t::BAD, digits(at));
    return true;
  }

  bool is_counter(char32_t c) const { return std::u32string_view(U"个项次套台人段").find(c) != std::u32string_view::npos; }

  size_t numerals(size_t at) const {
    const size_t plain = digits(at);
    if (plain != at) return plain;
    while (at < text_.size() && is_han_numeral(peek(at))) at = behind(at);
    return at;
  }

  // 第五条第一款第（二）项, 第（三）部分; 第1至3次, 第一次
  bool ordinal_or_article() {
    size_t at = article_parts(at_);
    if (at != at_) {
      push(t::ARTICLE, at);
      return true;
    }
    const size_t number = behind(at_);
    size_t end = numerals(number);
    if (end == number) return false;
    if (is_counter(peek(end))) end = behind(end);
    const char32_t to = peek(end);
    if (to == U'至' || to == U'到') {
      size_t second = behind(end);
      if (peek(second) == U'第') second = behind(second);
      size_t last = numerals(second);
      if (last != second && is_counter(peek(last))) {
        push(t::ORDINAL_RANGE, behind(last));
        return true;
      }
      return false;
    }
    if (!is_counter(peek(numerals(number))) || is_name_start(peek(end))) return false;
    push(t::ORDINAL_RANGE, end);
    return true;
  }

  // Behind every 第…条款项目… that follows `at`; `at` itself when there is none.
  size_t article_parts(size_t at) const {
    size_t good = at;
    while (peek(at) == U'第') {
      size_t end = behind(at);
      const bool bracket = peek_half(end) == '(';
      if (bracket) end = behind(end);
      const size_t number = end;
      end = numerals(end);
      if (end == number) break;
      if (bracket) {
        if (peek_half(end) != ')') break;
        end = behind(end);
      }
      const char32_t unit = peek(end);
      if (!is_article_unit(unit)) break;
      end = behind(end);
      if (unit == U'部' || unit == U'方') {  // 部分, 方向
        if (peek(end) != (unit == U'部' ? U'分' : U'向')) break;
        end = behind(end);
      }
      if (unit == U'条' && peek(end) == U'之' && numerals(behind(end)) != behind(end)) end = numerals(behind(end));
      good = at = end;
    }
    if (good != at_ && is_name_char(peek(good)) && peek(good) != U'第') return at_ == at ? at_ : good;
    return good;
  }

  bool annex() {
    for (std::string_view head : {"附件", "附则", "附录", "附表"}) {
      if (!text_.substr(at_).starts_with(head)) continue;
      size_t end = numerals(at_ + head.size());
      end = std::max(end, article_parts_from(end));
      if (end == at_ + head.size() || is_name_start(peek(end))) return false;
      push(t::ARTICLE, end);
      return true;
    }
    return false;
  }
  size_t article_parts_from(size_t at) const { return peek(at) == U'第' ? article_parts(at) : at; }

  // 前3台, 前三次
  bool first_few() {
    const size_t number = behind(at_), end = numerals(number);
    if (end == number || !is_counter(peek(end)) || is_name_start(peek(behind(end)))) return false;
    push(t::ORDINAL_RANGE, behind(end));
    return true;
  }

  void paragraph_sign() {
    size_t at = behind(at_);
    while (peek(at) == ' ') ++at;
    const size_t end = western_article(at);
    if (end == at) return unknown_character();
    push(t::ARTICLE, end);
  }

  // `5(1)(ii)`, `355-100`, `127(10.1)`, `14A`, `6a`
  size_t western_article(size_t at) const {
    if (!is_digit(peek(at))) return at;
    size_t end = digits(at);
    while (true) {
      const char32_t c = peek(end);
      if (((c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z')) && !is_name_char(peek(end + 1))) {
        ++end;
      } else if ((c == '.' || c == '-') && is_digit(peek(end + 1))) {
        end = digits(end + 1);
      } else if (c == '(') {
        size_t close = end + 1;
        while (is_name_char(peek(close)) || peek(close) == '.') close = behind(close);
        if (close == end + 1 || peek(close) != ')') return end;
        end = close + 1;
      } else {
        return end;
      }
    }
  }

  // --- words ---

  size_t run_end(size_t at) const {
    bool han = false;
    while (at < text_.size()) {
      if (!han && is_ascii_name_char(text_[at])) {
        ++at;
        continue;
      }
      const char32_t c = peek(at);
      if (!is_name_char(c) || (han && c >= '0' && c <= '9')) return at;
      han = utf8::is_han(c);
      at = behind(at);
    }
    return at;
  }

  size_t skip_inner_blank(size_t at) const {
    while (at < text_.size() && is_blank(peek(at))) at = behind(at);
    return at;
  }

  void word() {
    const size_t end = run_end(at_);
    const std::string_view run = slice(at_, end);
    if (behind_figure() && unit_or_scale(run, end)) return;
    if (behind_figure() && keyword(run) == 0 && utf8::is_han(peek(at_)) && split_run(run)) return;  // 100 万元
    if (!out_.empty() && out_.back().end == at_ && figure_before() && utf8::is_han(peek(at_)) && split_run(run)) return;
    if (text_.substr(end, 1) == "." && abbreviation(run)) {
      size_t at = end + 1;
      while (peek(at) == ' ') ++at;
      const size_t behind_article = western_article(at);
      if (behind_article != at) return push(t::ARTICLE, behind_article);
    }
    if (run == "yes" && text_.substr(end, 3) == "/no" && run_end(end + 1) == end + 3) return push(t::TYPE_YES_NO, end + 3);
    const auto found = phrases().find(run);
    if (found != phrases().end())
      for (const Phrase& phrase : found->second)
        if (const size_t last = phrase_end(phrase.rest, end)) return push(phrase.token, last);
    const uint16_t token = keyword(run);
    push(token != 0 ? token : static_cast<uint16_t>(t::NAME), end);
  }

  bool figure_before() const {
    const uint16_t p = previous();
    return p == t::NUMBER || p == t::SCALE || p == t::UNIT || p == t::DATE || p == t::MONTH || p == t::RATIO || p == t::COUNTER ||
           p == t::INCLUDED || p == t::NOT_INCLUDED || p == t::RPAREN;
  }

  static bool abbreviation(std::string_view run) {
    for (std::string_view word : {"art", "arts", "s", "ss", "sec", "para", "reg", "ch", "sch"})
      if (run == word) return true;
    return false;
  }

  // Behind the last of the words, each behind white space and ending there; 0 when they do not follow.
  size_t phrase_end(const std::vector<std::string_view>& rest, size_t at) const {
    for (std::string_view word : rest) {
      const size_t begin = skip_inner_blank(at);
      if (begin == at || run_end(begin) != begin + word.size() || slice(begin, begin + word.size()) != word) return 0;
      at = begin + word.size();
    }
    return at;
  }

  // A unit's word at `at`: `m²`, `working days`, 平方米. The end, or 0.
  size_t unit_end(size_t at) const {
    if (peek_half(at) == '%') return behind(at);
    size_t end = run_end(at);
    if (end == at) return 0;
    if (peek(end) == U'²' || peek(end) == U'³') end = behind(end);
    const std::string_view run = slice(at, end);
    for (std::string_view first : {"working", "fiscal"}) {
      if (run != first) continue;
      const size_t second = skip_inner_blank(end);
      const std::string both = std::string(run) + ' ' + std::string(slice(second, run_end(second)));
      if (unit_word(both)) return run_end(second);
    }
    if (unit_word(run)) return end;
    return run.size() == 3 && num::currency_of(run) ? end : 0;
  }

  size_t with_unit_price(size_t end) const {
    while (peek_half(end) == '/') {
      const size_t next = unit_end(behind(end));
      if (next == 0) return end;
      end = next;
    }
    return end;
  }

  bool unit_or_scale(std::string_view run, size_t end) {
    if (scale_word(run)) {
      push(t::SCALE, end);
      return true;
    }
    const size_t unit = unit_end(at_);
    if (unit == 0) {
      if (run.size() <= 3 && std::u32string_view(U"个项次套台人段").find(peek(at_)) != std::u32string_view::npos) {
        push(t::COUNTER, end);
        return true;
      }
      return false;
    }
    push(t::UNIT, with_unit_price(unit));
    return true;
  }

  struct Piece {
    uint16_t token;
    size_t length;
  };

  // Words of the closed classes right behind a figure: 亿元以上不满, 个月内, 元的.
  bool split_run(std::string_view run) {
    if (run.size() > 60) return false;
    std::vector<Piece> pieces;
    if (!split_rest(run, previous(), pieces)) return false;
    for (const Piece& piece : pieces) {
      const size_t end = at_ + piece.length;
      push(piece.token, piece.token == t::UNIT ? std::max(end, end == at_ ? end : unit_price_behind(end)) : end);
    }
    return true;
  }
  size_t unit_price_behind(size_t end) const { return with_unit_price(end); }

  bool split_rest(std::string_view rest, uint16_t before, std::vector<Piece>& pieces) const {
    if (rest.empty()) return true;
    std::vector<size_t> ends;
    for (size_t at = 0; at < rest.size();) {
      utf8::next(rest, at);
      ends.push_back(at);
    }
    const bool figure = before == t::NUMBER || before == t::SCALE;
    for (size_t i = ends.size(); i-- > 0;) {
      const std::string_view word = rest.substr(0, ends[i]);
      uint16_t token = 0;
      if (figure && scale_word(word)) token = t::SCALE;
      else if (figure && unit_word(word)) token = t::UNIT;
      else if (figure && i == 0 && std::string_view("个项次套台人段").find(word) != std::string_view::npos) token = t::COUNTER;
      else if (const uint16_t k = keyword(word); k != 0 && (closed(k) || ends[i] == rest.size())) token = k;
      if (token == 0) continue;
      pieces.push_back({token, ends[i]});
      if (split_rest(rest.substr(ends[i]), token, pieces)) return true;
      pieces.pop_back();
    }
    return false;
  }
  static bool closed(uint16_t token) {
    const Word* word = syntax::word_of(token);
    return word != nullptr && word->word_class == WordClass::Closed;
  }

  // --- signs, quotes, labels ---

  void sign(char32_t c, char32_t written) {
    const size_t end = behind(at_);
    switch (c) {
      case '+': return push(t::ADD, end);
      case '-': return push(t::SUBTRACT, end);
      case '*': case U'×': return push(t::TIMES, end);
      case '/': case U'÷': return push(t::SLASH, end);
      case '^': return push(t::CARET, end);
      case ':': return push(t::COLON, end);
      case ',': return push(t::COMMA, end);
      case ')': return push(t::RPAREN, end);
      case ';': return push(t::SEMI, end);
      case '(': return open_bracket(end);
      case '%': return behind_figure() ? push(t::UNIT, end) : unknown_character();
      case '.': return dot(end);
      case '"': return quoted(end, written == '"' ? U'"' : U'＂', t::STRING);
      case U'“': return quoted(end, U'”', t::STRING);
      case '`': return quoted(end, U'`', t::QNAME);
      case U'「': return quoted(end, U'」', t::QNAME);
      case '=': case '<': case '>': case '!': case U'≥': case U'≤': case U'≠': return comparison_sign();
      default: return unknown_character();
    }
  }

  void dot(size_t end) {
    if (!out_.empty() && out_.back().end == at_ && is_name_char(peek(end))) return push(t::DOT, end);
    const char32_t next = peek(end);
    if (end >= text_.size() || is_blank(next)) {
      issue(Kind::TrailingFullStop, at_, end, {}, "");
      at_ = end;
      return;
    }
    if (next == U'`' || next == U'「') return push(t::DOT, end);
    unknown_character();
  }

  void comparison_sign() {
    struct Sign { std::string_view sign, en, zh; };
    static constexpr Sign kSigns[] = {
        {">=", "at least", "不低于"}, {"=>", "at least", "不低于"}, {"≥", "at least", "不低于"},
        {"<=", "at most", "不超过"}, {"=<", "at most", "不超过"}, {"≤", "at most", "不超过"},
        {"!=", "is not", "不为"}, {"<>", "is not", "不为"}, {"≠", "is not", "不为"}, {"==", "is", "为"},
        {">", "more than", "超过"}, {"<", "less than", "不满"}, {"＞", "more than", "超过"}, {"＜", "less than", "不满"}};
    for (const Sign& s : kSigns) {
      if (!text_.substr(at_).starts_with(s.sign)) continue;
      const bool chinese = utf8::has_han(text_);
      const std::string_view word = chinese ? s.zh : s.en;
      issue(Kind::ComparisonSign, at_, at_ + s.sign.size(), {diag::written(s.sign), diag::written(word)}, std::string(word));
      return push(t::BAD, at_ + s.sign.size());
    }
    if (peek_half(at_) == '=') return push(t::EQ, behind(at_));
    unknown_character();
  }

  void quoted(size_t begin, char32_t close, uint16_t token) {
    for (size_t at = begin; at < text_.size();) {
      const char32_t c = peek(at);
      if (c == '\n') break;
      if (c == close) {
        if (token == t::QNAME && at == begin) break;
        return push(token, behind(at));
      }
      at = behind(at);
    }
    size_t end = begin;
    while (end < text_.size() && text_[end] != '\n') ++end;
    issue(Kind::UnterminatedQuote, at_, begin, {diag::written(slice(at_, begin))});
    push(t::BAD, end);
  }

  void open_bracket(size_t inside) {
    for (const auto& [word, token] : {std::pair{std::string_view("含"), t::INCLUDED}, {"不含", t::NOT_INCLUDED},
                                      {"included", t::INCLUDED}, {"not included", t::NOT_INCLUDED}})
      if (text_.substr(inside).starts_with(word) && peek_half(inside + word.size()) == ')')
        return push(token, behind(inside + word.size()));
    if (const size_t end = label_end(inside)) return push(t::LABEL, end);
    push(t::LPAREN, inside);
  }

  // Behind `1)`, `一)`, `a)`, `iv)`; 0 when that does not follow.
  size_t label_end(size_t at) const {
    size_t end = digits(at);
    if (end != at) {
      if (utf8::count(slice(at, end)) > 3) return 0;
    } else if (end = numerals(at); end == at) {
      while (end < text_.size() && std::u32string_view(U"ivx").find(peek(end)) != std::u32string_view::npos) ++end;
      if (end == at && peek(at) >= 'a' && peek(at) <= 'z') ++end;
      if (end == at) return 0;
    }
    return peek_half(end) == ')' ? behind(end) : 0;
  }

  void unknown_character() {
    const size_t end = behind(at_);
    issue(Kind::UnknownCharacter, at_, end, {diag::written(slice(at_, end))});
    push(t::BAD, end);
  }

  // `;` and `。` end nothing: they go where a statement, an item or a declaration follows. Elsewhere they stay
  // and are errors of the sentence.
  void drop_semicolons() {
    size_t kept = 0;
    for (size_t i = 0; i < out_.size(); ++i) {
      if (out_[i].type == t::SEMI && i > 0 && ends_something(i + 1)) continue;
      out_[kept++] = out_[i];
    }
    out_.resize(kept);
  }

  bool ends_something(size_t next) const {
    while (next < out_.size() && out_[next].type == t::SEMI) ++next;
    if (next >= out_.size()) return true;
    const Lexeme& l = out_[next];
    return l.type == kEndOfFile || l.type == t::LABEL || l.first_on_line || starts_statement(l.type);
  }

  static bool starts_statement(uint16_t type) {
    const Word* word = syntax::word_of(type);
    if (word == nullptr) return false;
    if (word->word_class == WordClass::Declaration || word->word_class == WordClass::Verb) return true;
    static constexpr std::array kStarts = {
        t::CITES, t::IN_FORCE, t::DECIDED_BY, t::WHEN, t::EXCEPT_WHEN, t::REFER_WHEN, t::REQUIRE, t::LET, t::BASE,
        t::TOTAL, t::FOR_EACH, t::DUI, t::WHERE, t::BY, t::IN_ORDER_OF, t::AN, t::TAKE, t::OF_THESE, t::COUNT_ONLY,
        t::ONCE_PER, t::SAME, t::CAPPED_AT, t::NOT_BELOW, t::PLUS, t::LESS, t::MULTIPLIED_BY, t::DIVIDED_BY,
        t::RAISED_BY, t::LOWERED_BY, t::ROUNDED, t::HALF_UP, t::GIVEN, t::EXPECT, t::QUOTE, t::AT_LEAST,
        t::MORE_THAN, t::LESS_THAN, t::AT_MOST, t::FROM, t::VERSION, t::PAYS, t::REVIEW_BY, t::ROUNDS_LINE,
        t::ROUNDS_TOTAL, t::ISSUED, t::ISSUER, t::NUMBERED};
    return std::find(kStarts.begin(), kStarts.end(), type) != kStarts.end();
  }

  std::string_view text_;
  uint32_t file_;
  const Limits& limits_;
  diag::Issues& issues_;
  std::vector<Lexeme> out_;
  size_t at_ = 0;
  bool new_line_ = true;
};

}  // namespace

std::vector<Lexeme> scan(std::string_view text, uint32_t file, const Limits& limits, diag::Issues& issues) {
  return Scanner(text, file, limits, issues).run();
}

}  // namespace bursar::parse
