// Look-ups over the keyword table, and the reading of small literals.
#include <unordered_map>

#include "engine/base/utf8.h"
#include "engine/parse/scanner.h"

namespace bursar::parse {
namespace {

using syntax::Word;
using syntax::WordClass;
using Table = std::unordered_map<std::string_view, const Word*>;

struct Tables {
  Table units, scales, months, keywords;
  Tables() {
    for (const Word& word : syntax::words()) {
      if (word.word_class == WordClass::Counter) continue;  // a word only behind a figure: the scanner's own
      Table& table = word.word_class == WordClass::Unit      ? units
                     : word.word_class == WordClass::Scale   ? scales
                     : word.word_class == WordClass::Month   ? months
                                                             : keywords;
      for (auto spelling : word.en) table.emplace(spelling, &word);
      for (auto spelling : word.zh) table.emplace(spelling, &word);
    }
  }
};

const Tables& tables() {
  static const Tables all;
  return all;
}

const Word* find(const Table& table, std::string_view spelling) {
  const auto found = table.find(spelling);
  return found == table.end() ? nullptr : found->second;
}

int digit_of(char32_t c) {
  c = half_width(c);
  if (c >= '0' && c <= '9') return static_cast<int>(c - '0');
  static constexpr char32_t kHan[] = U"〇一二三四五六七八九";
  for (int i = 0; i < 10; ++i)
    if (kHan[i] == c) return i;
  if (c == U'零') return 0;
  return c == U'两' ? 2 : -1;
}

}  // namespace

const Word* unit_word(std::string_view spelling) { return find(tables().units, spelling); }
const Word* scale_word(std::string_view spelling) { return find(tables().scales, spelling); }
const Word* month_word(std::string_view spelling) { return find(tables().months, spelling); }

std::vector<std::string_view> per_units(std::string_view text) {
  constexpr std::string_view kEach = "每";
  std::vector<std::string_view> keys;
  while (text.starts_with(kEach)) {
    const size_t next = std::min(text.find(kEach, kEach.size()), text.size());
    const std::string_view unit = text.substr(kEach.size(), next - kEach.size());
    const Word* word = unit == "月" ? unit_word("months") : unit_word(unit);  // 3月 is March, 每月 a month
    if (word == nullptr) return {};
    keys.push_back(word->key);
    text.remove_prefix(next);
  }
  return text.empty() ? keys : std::vector<std::string_view>{};
}

std::optional<int> read_time(std::string_view text) {
  int part[2] = {0, 0};
  int n = 0;
  for (size_t at = 0; at < text.size();) {
    const char32_t c = half_width(utf8::next(text, at));
    if (c == ':') ++n;
    else part[n] = part[n] * 10 + static_cast<int>(c - '0');
  }
  if (part[1] > 59 || part[0] * 60 + part[1] > 24 * 60) return {};
  return part[0] * 60 + part[1];
}

std::optional<DayMonth> read_day_month(std::string_view text) {
  uint32_t part[2] = {0, 0};
  size_t n = 0;
  bool in_digits = false;
  std::string word;
  for (size_t at = 0; at < text.size();) {
    const char32_t c = half_width(utf8::next(text, at));
    if (c >= '0' && c <= '9') {
      if (!in_digits && ++n > 2) return {};
      in_digits = true;
      part[n - 1] = part[n - 1] * 10 + static_cast<uint32_t>(c - '0');
    } else {
      in_digits = false;
      if (c < 0x80 && c != ' ' && c != '\t' && c != '\n' && c != '\r') word += static_cast<char>(c);
    }
  }
  DayMonth out{part[0], part[1]};  // 4月1日
  if (const Word* month = month_word(word)) out = {read_ordinal(month->key), part[0]};
  if (!num::Date::of(2024, out.month, out.day)) return {};
  return out;
}

uint16_t keyword(std::string_view spelling) {
  const Word* word = find(tables().keywords, spelling);
  return word != nullptr ? word->token : 0;
}

char32_t half_width(char32_t c) {
  if (c >= 0xFF01 && c <= 0xFF5E) return c - 0xFEE0;
  switch (c) {
    case 0x3000: case 0xA0: return ' ';
    case U'、': return ',';
    case U'【': return '(';
    case U'】': return ')';
    case U'。': return ';';
    case U'−': return '-';
    default: return c;
  }
}

std::string half_width(std::string_view text) {
  std::string out;
  for (size_t at = 0; at < text.size();) utf8::append(out, half_width(utf8::next(text, at)));
  return out;
}

std::optional<num::Date> read_date(std::string_view text) {
  int part[3] = {0, 0, 0};
  int n = 0;
  bool in_digits = false;
  for (size_t at = 0; at < text.size();) {
    const char32_t c = half_width(utf8::next(text, at));
    if (c >= '0' && c <= '9') {
      if (!in_digits && ++n > 3) return {};
      in_digits = true;
      part[n - 1] = part[n - 1] * 10 + static_cast<int>(c - '0');
      if (part[n - 1] > 9999) return {};
    } else {
      in_digits = false;
    }
  }
  if (n != 3) return {};
  return num::Date::of(part[0], static_cast<unsigned>(part[1]), static_cast<unsigned>(part[2]));
}

std::optional<num::Date> read_month(std::string_view text) { return read_date(std::string(text) + "-1"); }

uint32_t read_ordinal(std::string_view text) {
  uint32_t value = 0, digit = 0;
  bool any = false;
  for (size_t at = 0; at < text.size();) {
    const char32_t c = utf8::next(text, at);
    if (c == U'十') {
      value += (digit == 0 ? 1 : digit) * 10;
      digit = 0;
    } else if (c == U'百') {
      value += (digit == 0 ? 1 : digit) * 100;
      digit = 0;
    } else {
      const int d = digit_of(c);
      if (d < 0) return 0;
      digit = digit * 10 + static_cast<uint32_t>(d);
    }
    any = true;
    if (value + digit > 9999) return 0;
  }
  return any ? value + digit : 0;
}

bool is_name_start(char32_t c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || utf8::is_han(c) ||
         (c >= 0xC0 && c <= 0x24F && c != 0xD7 && c != 0xF7);
}

bool is_name_char(char32_t c) { return is_name_start(c) || (c >= '0' && c <= '9'); }

}  // namespace bursar::parse
