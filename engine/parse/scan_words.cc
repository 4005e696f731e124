// Words, keywords of several words, units, and closed words glued to a figure.
#include <unordered_map>

#include "engine/num/currency.h"
#include "engine/parse/scan.h"

namespace bursar::parse {
namespace {

using syntax::Word;
using syntax::WordClass;

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

}  // namespace

size_t Scanner::run_end(size_t at) const {
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

size_t Scanner::skip_inner_blank(size_t at) const {
  while (at < text_.size() && is_blank(peek(at))) at = behind(at);
  return at;
}

// A unit stands behind a figure, and where a type says its unit: `number of m²`, 数 以 平方米 计, and with no
// space `: money/m²`.
bool Scanner::unit_of_type() const {
  const uint16_t p = previous();
  if (p == t::NUMBER_OF || p == t::YI) return true;
  const size_t n = out_.size();
  return p == t::SLASH && n > 2 && out_[n - 2].type == t::TYPE_MONEY && out_[n - 3].type == t::COLON &&
         out_[n - 1].glued && out_[n - 1].end == at_;
}

void Scanner::word() {
  const size_t end = run_end(at_);
  const std::string_view run = slice(at_, end);
  if (unit_of_type())
    if (const size_t unit = unit_and_words(at_, previous() == t::SLASH)) return push(t::UNIT, with_unit_price(unit));
  if (is_digit(peek(end)) && !per_units(run).empty()) return push(t::PER_UNIT, end);  // 每平方米每月20元
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
    for (const Phrase& phrase : found->second) {
      const size_t last = phrase_end(phrase.rest, end);
      if (last != 0 && !goes_on(phrase.token, word_at(skip_inner_blank(last)))) return push(phrase.token, last);
    }
  const uint16_t token = keyword(run);
  push(token != 0 ? token : static_cast<uint16_t>(t::NAME), end);
}

// `by month of x` is `by` and `month of`, `is not stated` is `is` and `not stated`.
bool Scanner::goes_on(uint16_t token, std::string_view next) {
  return (token == t::BY_MONTH && next == "of") || (token == t::IS_NOT && next == "stated");
}

std::string_view Scanner::word_at(size_t at) const { return slice(at, run_end(at)); }

bool Scanner::figure_before() const {
  const uint16_t p = previous();
  return p == t::NUMBER || p == t::SCALE || p == t::UNIT || p == t::DATE || p == t::MONTH || p == t::RATIO || p == t::COUNTER ||
         p == t::INCLUDED || p == t::NOT_INCLUDED || p == t::RPAREN;
}

bool Scanner::abbreviation(std::string_view run) {
  for (std::string_view word : {"art", "arts", "s", "ss", "sec", "para", "reg", "ch", "sch"})
    if (run == word) return true;
  return false;
}

// Behind the last of the words, each behind white space and ending there; 0 when they do not follow.
size_t Scanner::phrase_end(const std::vector<std::string_view>& rest, size_t at) const {
  for (std::string_view word : rest) {
    const size_t begin = skip_inner_blank(at);
    if (begin == at || run_end(begin) != begin + word.size() || slice(begin, begin + word.size()) != word) return 0;
    at = begin + word.size();
  }
  return at;
}

// A unit's word at `at`: `m²`, `working days`, 平方米. The end, or 0.
size_t Scanner::unit_end(size_t at) const {
  if (peek_half(at) == '%') return behind(at);
  size_t end = run_end(at);
  if (end == at) return 0;
  if (peek(end) == U'²' || peek(end) == U'³') end = behind(end);
  const std::string_view run = slice(at, end);
  for (std::string_view first : {"working", "fiscal"}) {
    if (run != first) continue;
    const size_t second = skip_inner_blank(end);
    const std::string both = std::string(run) + ' ' + std::string(slice(second, run_end(second)));
    // behind a figure `fiscal year starts` is still the policy's
    if (unit_word(both)) return word_at(skip_inner_blank(run_end(second))) == "starts" ? 0 : run_end(second);
  }
  if (unit_word(run)) return end;
  return run.size() == 3 && num::currency_of(run) ? end : 0;
}

// A unit with words behind it: 平方米计; behind a stroke also 月.
size_t Scanner::unit_and_words(size_t at, bool price) const {
  if (const size_t end = unit_end(at)) return end;
  const size_t end = run_end(at);
  if (!utf8::is_han(peek(at)) || end - at > 60) return 0;
  size_t best = 0;
  std::vector<Piece> pieces;
  for (size_t unit = behind(at);; unit = behind(unit)) {
    const std::string_view word = slice(at, unit);
    if (((price && word == "月") || unit_word(word) != nullptr) && split_rest(slice(unit, end), t::UNIT, pieces)) best = unit;
    pieces.clear();
    if (unit >= end) return best;
  }
}

size_t Scanner::with_unit_price(size_t end) const {
  while (peek_half(end) == '/') {
    const size_t next = unit_and_words(behind(end), true);
    if (next == 0) return end;
    end = next;
  }
  return end;
}

bool Scanner::unit_or_scale(std::string_view run, size_t end) {
  if (scale_word(run)) {
    push(t::SCALE, end);
    return true;
  }
  const size_t unit = unit_end(at_);
  if (unit == 0) {
    if (run.size() <= 3 && is_counter(peek(at_))) {
      push(t::COUNTER, end);
      return true;
    }
    return false;
  }
  push(t::UNIT, with_unit_price(unit));
  return true;
}

// Words of the closed classes right behind a figure: 亿元以上不满, 个月内, 元的.
bool Scanner::split_run(std::string_view run) {
  if (run.size() > 60) return false;
  std::vector<Piece> pieces;
  if (!split_rest(run, previous(), pieces)) return false;
  for (const Piece& piece : pieces) {
    const size_t end = at_ + piece.length;
    push(piece.token, piece.token == t::UNIT ? with_unit_price(end) : end);
  }
  return true;
}

bool Scanner::split_rest(std::string_view rest, uint16_t before, std::vector<Piece>& pieces) const {
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
    else if (figure && i == 0 && is_counter(utf8::peek(word, 0))) token = t::COUNTER;
    else if (const uint16_t k = keyword(word); k != 0 && (closed(k) || ends[i] == rest.size())) token = k;
    if (token == 0) continue;
    pieces.push_back({token, ends[i]});
    if (split_rest(rest.substr(ends[i]), token, pieces)) return true;
    pieces.pop_back();
  }
  return false;
}

bool Scanner::closed(uint16_t token) {
  const Word* word = syntax::word_of(token);
  return word != nullptr && word->word_class == WordClass::Closed;
}

}  // namespace bursar::parse
