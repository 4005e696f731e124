// Signs, quotes, brackets and labels.
#include "engine/parse/scan.h"

namespace bursar::parse {

void Scanner::sign(char32_t c, char32_t written) {
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

void Scanner::dot(size_t end) {
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

void Scanner::comparison_sign() {
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

void Scanner::quoted(size_t begin, char32_t close, uint16_t token) {
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

void Scanner::open_bracket(size_t inside) {
  for (const auto& [word, token] : {std::pair{std::string_view("含"), t::INCLUDED}, {"不含", t::NOT_INCLUDED},
                                    {"included", t::INCLUDED}, {"not included", t::NOT_INCLUDED}})
    if (text_.substr(inside).starts_with(word) && peek_half(inside + word.size()) == ')')
      return push(token, behind(inside + word.size()));
  if (const size_t end = label_end(inside)) return push(t::LABEL, end);
  push(t::LPAREN, inside);
}

// Behind `1)`, `一)`, `a)`, `iv)`; 0 when that does not follow.
size_t Scanner::label_end(size_t at) const {
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

void Scanner::unknown_character() {
  const size_t end = behind(at_);
  issue(Kind::UnknownCharacter, at_, end, {diag::written(slice(at_, end))});
  push(t::BAD, end);
}

}  // namespace bursar::parse
