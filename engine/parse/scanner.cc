// Goes through the text token by token, and then through the tokens.
#include "engine/parse/scan.h"

namespace bursar::parse {
namespace {

using syntax::Word;
using syntax::WordClass;

}  // namespace

Scanner::Scanner(std::string_view text, uint32_t file, const Limits& limits, diag::Issues& issues)
    : text_(text), file_(file), limits_(limits), issues_(issues) {
  out_.reserve(text.size() / 5 + 16);
}

std::vector<Lexeme> Scanner::run() {
  if (text_.starts_with("\xEF\xBB\xBF")) at_ = 3;
  while (true) {
    skip_blank();
    if (at_ >= text_.size()) break;
    token();
  }
  push(kEndOfFile, at_);
  drop_semicolons();
  free_words();
  split_period_from();
  return std::move(out_);
}

void Scanner::skip_blank() {
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

void Scanner::token() {
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

// `;` and `。` end nothing: they go where a statement, an item or a declaration follows. Elsewhere they stay
// and are errors of the sentence.
void Scanner::drop_semicolons() {
  size_t kept = 0;
  for (size_t i = 0; i < out_.size(); ++i) {
    if (out_[i].type == t::SEMI && i > 0 && ends_something(i + 1)) continue;
    out_[kept++] = out_[i];
  }
  out_.resize(kept);
}

// Words only where they are needed, elsewhere names: `started 30 minutes of x`, `first 31 March after x` and `cut a
// first`, `starts 1 July`, `case "A"`.
void Scanner::free_words() {
  for (size_t i = 0; i < out_.size(); ++i) {
    const uint16_t follows = i + 1 < out_.size() ? out_[i + 1].type : kEndOfFile;
    if (out_[i].type == t::STARTS && follows != t::DAY_MONTH) out_[i].type = t::NAME;
    if (out_[i].type == t::CASE && follows != t::STRING) out_[i].type = t::NAME;
    if (out_[i].type == t::FIRST && follows != t::DAY_MONTH && (i < 2 || out_[i - 2].type != t::CUT)) out_[i].type = t::NAME;
    if (out_[i].type != t::COMPLETED && out_[i].type != t::STARTED) continue;
    size_t next = i + 1;
    if (out_[next].type == t::PER_UNIT) ++next;
    const bool figure = out_[next].type == t::NUMBER;
    if (figure) ++next;
    while (out_[next].type == t::SCALE || out_[next].type == t::UNIT) ++next;
    if (!figure || out_[next].type != t::OF) out_[i].type = t::NAME;
  }
}

// `parameter p : period` and then `from 2024-01-01 : …`: the expression would go on with `to`.
void Scanner::split_period_from() {
  const auto splits = [&](size_t i) {
    if (i + 2 >= out_.size() || out_[i].type != t::PERIOD_FROM || out_[i + 1].type != t::DATE) return false;
    const uint16_t next = out_[i + 2].type;
    return text_[out_[i].begin] == 'p' && (next == t::COLON || next == t::FOR || next == t::OTHERWISE);
  };
  size_t first = 0;
  while (first < out_.size() && !splits(first)) ++first;
  if (first == out_.size()) return;
  std::vector<Lexeme> split(out_.begin(), out_.begin() + static_cast<ptrdiff_t>(first));
  for (size_t i = first; i < out_.size(); ++i) {
    split.push_back(out_[i]);
    if (!splits(i)) continue;
    const size_t end = run_end(out_[i].begin), from = skip_inner_blank(end);
    const bool new_line = slice(end, from).find('\n') != std::string_view::npos;
    split.back().type = t::TYPE_PERIOD;
    split.back().end = static_cast<uint32_t>(end);
    split.push_back({t::FROM, new_line, false, static_cast<uint32_t>(from), out_[i].end});
  }
  out_ = std::move(split);
}

bool Scanner::ends_something(size_t next) const {
  while (next < out_.size() && out_[next].type == t::SEMI) ++next;
  if (next >= out_.size()) return true;
  const Lexeme& l = out_[next];
  return l.type == kEndOfFile || l.type == t::LABEL || l.first_on_line || starts_statement(l.type);
}

bool Scanner::starts_statement(uint16_t type) {
  const Word* word = syntax::word_of(type);
  if (word == nullptr) return false;
  if (word->word_class == WordClass::Declaration || word->word_class == WordClass::Verb) return true;
  static constexpr std::array kStarts = {
      t::CITES, t::IN_FORCE, t::DECIDED_BY, t::WHEN, t::EXCEPT_WHEN, t::REFER_WHEN, t::REQUIRE, t::LET, t::BASE,
      t::TOTAL, t::FOR_EACH, t::DUI, t::WHERE, t::BY, t::IN_ORDER_OF, t::AN, t::TAKE, t::OF_THESE, t::COUNT_ONLY,
      t::ONCE_PER, t::SAME, t::UNBROKEN_BY, t::SUBJECT_TO, t::OVERRIDES, t::CUMULATIVELY_CAPPED_AT,
      t::CAPPED_AT, t::NOT_BELOW, t::PLUS, t::LESS, t::MULTIPLIED_BY, t::DIVIDED_BY, t::STARTS, t::WORKS, t::CLOSED_ON,
      t::OPEN_ON, t::RAISED_BY, t::LOWERED_BY, t::ROUNDED, t::HALF_UP, t::GIVEN, t::EXPECT, t::QUOTE, t::AT_LEAST,
      t::MORE_THAN, t::LESS_THAN, t::AT_MOST, t::FROM, t::VERSION, t::PAYS, t::REVIEW_BY, t::ROUNDS_LINE,
      t::ROUNDS_TOTAL, t::FISCAL_YEAR_STARTS, t::WORKING_DAYS_BY, t::FOR, t::OTHERWISE, t::UP_TO, t::ABOVE,
      t::EARLIER_AWARD, t::CASE, t::ISSUED, t::ISSUER, t::NUMBERED};
  return std::find(kStarts.begin(), kStarts.end(), type) != kStarts.end();
}

std::vector<Lexeme> scan(std::string_view text, uint32_t file, const Limits& limits, diag::Issues& issues) {
  return Scanner(text, file, limits, issues).run();
}

}  // namespace bursar::parse
