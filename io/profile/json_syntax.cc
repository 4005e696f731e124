#include "io/profile/json_syntax.h"

#include <algorithm>
#include <vector>

namespace bursar::profile {

size_t skip_json_space(std::string_view text, size_t at) {
  while (at < text.size() && (text[at] == ' ' || text[at] == '\t' || text[at] == '\n' || text[at] == '\r'))
    ++at;
  return at;
}

namespace {

constexpr size_t kNowhere = std::string_view::npos;

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// A character that belongs to one word or figure as people write them, so that a fault covers it whole.
bool is_word(char c) {
  return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '.' ||
         c == '+' || c == '-' || static_cast<unsigned char>(c) >= 0x80;
}

class Scanner {
 public:
  Scanner(std::string_view text, size_t at, size_t max_depth) : text_(text), at_(at), max_depth_(max_depth) {}

  JsonScan run() {
    bool going = value();
    while (going && !open_.empty()) going = after_value();
    scan_.end = at_;
    return scan_;
  }

 private:
  struct Open {
    char closer;
    size_t place;
  };

  char peek() const { return at_ < text_.size() ? text_[at_] : '\0'; }
  void skip() { at_ = skip_json_space(text_, at_); }

  bool fail(std::string_view reason, size_t begin, size_t end, size_t opened = kNowhere) {
    scan_.fault = {reason, begin, end, opened};
    return false;
  }
  /// Something else stands where `reason` says what should: the text's end is a matter of its own.
  bool fail_here(std::string_view reason) {
    if (at_ >= text_.size() && !open_.empty())
      return fail("json_syntax.unclosed", at_, at_, open_.back().place);
    if (at_ >= text_.size()) return fail(reason, at_, at_);
    if (peek() == '#' ||
        (peek() == '/' && at_ + 1 < text_.size() && (text_[at_ + 1] == '/' || text_[at_ + 1] == '*')))
      return fail("json_syntax.comment", at_, at_ + 1);
    if (peek() == '\'') return fail("json_syntax.single_quote", at_, at_ + 1);
    size_t end = at_ + 1;
    if (is_word(peek()))
      while (end < text_.size() && is_word(text_[end])) ++end;
    return fail(reason, at_, end);
  }

  /// Reads a scalar whole, of a collection the start up to its first value's place.
  bool value() {
    skip();
    ++scan_.values;
    const char c = peek();
    if (c == '"') return string();
    if (c == '{' || c == '[') return open(c);
    if (c == '-' || is_digit(c)) return number();
    for (std::string_view word : {"true", "false", "null"})
      if (text_.substr(at_).starts_with(word) &&
          !(at_ + word.size() < text_.size() && is_word(text_[at_ + word.size()]))) {
        at_ += word.size();
        return true;
      }
    return fail_here(is_word(c) ? "json_syntax.unknown_word" : "json_syntax.value_expected");
  }

  bool open(char bracket) {
    if (open_.size() >= max_depth_) {
      scan_.too_deep = at_;
      return false;
    }
    open_.push_back({bracket == '{' ? '}' : ']', at_++});
    skip();
    if (peek() == open_.back().closer && at_ < text_.size()) return close();
    return bracket == '{' ? key() && value() : value();
  }

  bool close() {
    ++at_;
    open_.pop_back();
    return true;
  }

  bool after_value() {
    skip();
    const char closer = open_.back().closer;
    if (at_ < text_.size() && peek() == closer) return close();
    if (peek() != ',') return fail_here("json_syntax.comma_expected");
    const size_t comma = at_++;
    skip();
    if (at_ < text_.size() && peek() == closer) return fail("json_syntax.trailing_comma", comma, comma + 1);
    return closer == '}' ? key() && value() : value();
  }

  bool key() {
    skip();
    if (peek() != '"') return fail_here("json_syntax.key_expected");
    if (!string()) return false;
    skip();
    if (peek() != ':') return fail_here("json_syntax.colon_expected");
    ++at_;
    return true;
  }

  bool string() {
    const size_t start = at_++;
    for (;;) {
      if (at_ >= text_.size()) return fail("json_syntax.unclosed_quote", start, start + 1);
      const char c = text_[at_];
      if (c == '"') break;
      if (c == '\n' || c == '\r') return fail("json_syntax.unclosed_quote", start, at_);
      if (static_cast<unsigned char>(c) < 0x20) return fail("json_syntax.raw_control", at_, at_ + 1);
      if (c != '\\')
        ++at_;
      else if (!escape())
        return false;
    }
    ++at_;
    return true;
  }

  /// The value of four hexadecimal digits at `at`, or -1.
  int hex4(size_t at) const {
    if (at + 4 > text_.size()) return -1;
    int value = 0;
    for (size_t i = at; i < at + 4; ++i) {
      const char c = text_[i];
      const int digit = is_digit(c)            ? c - '0'
                        : c >= 'a' && c <= 'f' ? c - 'a' + 10
                        : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                               : -1;
      if (digit < 0) return -1;
      value = value * 16 + digit;
    }
    return value;
  }

  bool escape() {
    const size_t start = at_;
    const char c = at_ + 1 < text_.size() ? text_[at_ + 1] : '\0';
    if (c != 'u') {
      if (c == '\0' || std::string_view("\"\\/bfnrt").find(c) == kNowhere) {
        size_t end = std::min(start + 2, text_.size());
        while (end < text_.size() && (static_cast<unsigned char>(text_[end]) & 0xC0) == 0x80) ++end;
        return fail("json_syntax.bad_escape", start, end);
      }
      at_ += 2;
      return true;
    }
    const int first = hex4(at_ + 2);
    if (first < 0) return fail("json_syntax.bad_escape", start, start + 2);
    at_ += 6;
    if (first < 0xD800 || first > 0xDFFF) return true;
    const bool pair = first < 0xDC00 && text_.substr(at_).starts_with("\\u");
    const int second = pair ? hex4(at_ + 2) : -1;
    if (second < 0xDC00 || second > 0xDFFF) return fail("json_syntax.lone_surrogate", start, start + 6);
    at_ += 6;
    return true;
  }

  bool digits() {
    const size_t start = at_;
    while (is_digit(peek())) ++at_;
    return at_ > start;
  }

  bool number() {
    const size_t start = at_;
    if (peek() == '-') ++at_;
    bool good = peek() == '0' ? (++at_, true) : digits();
    if (good && peek() == '.') good = (++at_, digits());
    if (good && (peek() == 'e' || peek() == 'E')) {
      ++at_;
      if (peek() == '+' || peek() == '-') ++at_;
      good = digits();
    }
    if (good && !is_word(peek())) return true;
    while (at_ < text_.size() && is_word(text_[at_])) ++at_;
    return fail("json_syntax.bad_number", start, at_);
  }

  std::string_view text_;
  size_t at_, max_depth_;
  std::vector<Open> open_;
  JsonScan scan_;
};

}  // namespace

JsonScan scan_json(std::string_view text, size_t at, size_t max_depth) {
  return Scanner(text, at, max_depth).run();
}

}  // namespace bursar::profile
