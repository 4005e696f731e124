// Figures, dates, times, ordinals and articles.
#include "engine/parse/scan.h"

namespace bursar::parse {
namespace {

bool is_han_numeral(char32_t c) {
  return std::u32string_view(U"〇零一二三四五六七八九十百两").find(c) != std::u32string_view::npos;
}
bool is_article_unit(char32_t c) { return std::u32string_view(U"条款项目章节编部方").find(c) != std::u32string_view::npos; }

}  // namespace

size_t Scanner::digits(size_t at) const {
  while (at < text_.size() && is_digit(peek(at))) at = behind(at);
  return at;
}

bool Scanner::date(size_t first_end) {
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
bool Scanner::month(size_t end) {
  if (!read_month(slice(at_, end))) issue(Kind::ImpossibleDate, at_, end, {diag::written(slice(at_, end))});
  push(t::MONTH, end);
  return true;
}

// `20:00`; behind `matched` the colon is a ratio's.
bool Scanner::time(size_t hours) {
  if (hours - at_ > 2 || previous() == t::MATCHED || peek_half(hours) != ':') return false;
  const size_t minutes = behind(hours), end = digits(minutes);
  if (utf8::count(slice(minutes, end)) != 2 || text_.substr(end).starts_with("配套")) return false;
  if (!read_time(slice(at_, end))) issue(Kind::ImpossibleDate, at_, end, {diag::written(slice(at_, end))});
  push(t::TIME, end);
  return true;
}

// `1 April`, 4月1日
bool Scanner::day_month(size_t first_end) {
  if (utf8::count(slice(at_, first_end)) > 2) return false;
  size_t end = first_end;
  if (peek(first_end) == U'月') {
    const size_t day = behind(first_end);
    end = digits(day);
    if (end == day || peek(end) != U'日') return false;
    end = behind(end);
  } else {
    const size_t month = skip_inner_blank(first_end);
    if (month == first_end) return false;
    end = run_end(month);
    if (month_word(slice(month, end)) == nullptr) return false;
  }
  if (!read_day_month(slice(at_, end))) issue(Kind::ImpossibleDate, at_, end, {diag::written(slice(at_, end))});
  push(t::DAY_MONTH, end);
  return true;
}

void Scanner::figure() {
  size_t end = digits(at_);
  if (date(end) || time(end) || day_month(end)) return;
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
bool Scanner::grouped(size_t end) {
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

bool Scanner::exponent(size_t end) {
  const char32_t e = peek_half(end);
  if (e != 'e' && e != 'E') return false;
  size_t at = behind(end);
  if (peek_half(at) == '-' || peek_half(at) == '+') at = behind(at);
  if (digits(at) == at) return false;
  issue(Kind::ExponentFigure, at_, digits(at), {diag::written(slice(at_, digits(at)))});
  push(t::BAD, digits(at));
  return true;
}

size_t Scanner::numerals(size_t at) const {
  const size_t plain = digits(at);
  if (plain != at) return plain;
  while (at < text_.size() && is_han_numeral(peek(at))) at = behind(at);
  return at;
}

// 第五条第一款第（二）项, 第（三）部分; 第1至3次, 第一次
bool Scanner::ordinal_or_article() {
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
size_t Scanner::article_parts(size_t at) const {
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

bool Scanner::annex() {
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

size_t Scanner::article_parts_from(size_t at) const { return peek(at) == U'第' ? article_parts(at) : at; }

// 前3台, 前三次
bool Scanner::first_few() {
  const size_t number = behind(at_), end = numerals(number);
  if (end == number || !is_counter(peek(end)) || is_name_start(peek(behind(end)))) return false;
  push(t::ORDINAL_RANGE, behind(end));
  return true;
}

void Scanner::paragraph_sign() {
  size_t at = behind(at_);
  while (peek(at) == ' ') ++at;
  const size_t end = western_article(at);
  if (end == at) return unknown_character();
  push(t::ARTICLE, end);
}

// `5(1)(ii)`, `355-100`, `127(10.1)`, `14A`, `6a`
size_t Scanner::western_article(size_t at) const {
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

}  // namespace bursar::parse
