// Words, names, quotes and figures in either language.
#include <set>
#include <unordered_map>

#include "engine/base/utf8.h"
#include "engine/num/currency.h"
#include "engine/syntax/printer.h"

namespace bursar::syntax {
namespace {

const Word* keyword_row(std::string_view text) {
  static const auto table = [] {
    std::unordered_map<std::string_view, const Word*> map;
    for (const Word& word : words()) {
      if (!word.key.empty()) continue;
      for (auto s : word.en) map.emplace(s, &word);
      for (auto s : word.zh) map.emplace(s, &word);
    }
    return map;
  }();
  const auto found = table.find(text);
  return found == table.end() ? nullptr : found->second;
}

bool is_plain_name(std::string_view name) {
  bool han = false, first = true;
  for (size_t at = 0; at < name.size();) {
    const char32_t c = utf8::next(name, at);
    const bool digit = c >= '0' && c <= '9';
    const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || utf8::is_han(c) ||
                        (c >= 0xC0 && c <= 0x24F && c != 0xD7 && c != 0xF7);
    if (!letter && (!digit || first || han)) return false;
    if (first && (c == U'第' || c == U'附' || c == U'前')) return false;  // may be read as an article or an ordinal
    han = utf8::is_han(c);
    first = false;
  }
  return !first;
}

std::string grouped(std::string digits) {
  const size_t whole = std::min(digits.find('.'), digits.size());
  if (whole < 5) return digits;
  for (size_t at = whole; at > 3;) digits.insert(at -= 3, "_");
  return digits;
}

// Two English spellings are one and many only when the second is the first with an s.
bool has_plural(const Word& word) {
  return word.en.size() > 1 && word.en[1].size() == word.en[0].size() + 1 && word.en[1].starts_with(word.en[0]) &&
         word.en[1].back() == 's';
}

std::string unit_part(std::string_view key, Language language, bool plural) {
  for (const Word& word : words()) {
    if (word.word_class != WordClass::Unit || word.key != key) continue;
    if (language == Language::Zh && !word.zh.empty()) return std::string(word.zh[0]);
    if (word.en.empty()) continue;
    return std::string(plural && has_plural(word) ? word.en[1] : word.en[0]);
  }
  return std::string(key);
}

// Behind a stroke: 元/月, not 元/个月.
std::string price_part(std::string_view key, Language language) {
  if (language == Language::Zh && key == "months") return "月";
  return unit_part(key, language, false);
}

// Every English word of a keyword of several words.
const std::set<std::string_view>& phrase_words() {
  static const auto all = [] {
    std::set<std::string_view> set;
    for (const Word& word : words())
      for (auto s : word.en)
        if (word.key.empty() && s.find(' ') != s.npos)
          for (size_t at = 0, end = 0; end < s.size(); at = end + 1) {
            end = std::min(s.find(' ', at), s.size());
            set.insert(s.substr(at, end - at));
          }
    return set;
  }();
  return all;
}

// A run of letters, of white space, a name in marks, or one other character.
struct Piece {
  std::string_view text;
  bool name = false, blank = false;
};

std::vector<Piece> pieces_of(std::string_view text) {
  const auto letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || (c & 0x80) || (c >= '0' && c <= '9'); };
  const auto blank = [](char c) { return c == ' ' || c == '\n'; };
  std::vector<Piece> pieces;
  for (size_t at = 0; at < text.size();) {
    size_t end = at + 1;
    if (text[at] == '\x01') {
      end = text.find('\x02', at);
      pieces.push_back({text.substr(at + 1, end - at - 1), true, false});
      at = end + 1;
      continue;
    }
    if (letter(text[at])) while (end < text.size() && letter(text[end])) ++end;
    else if (blank(text[at])) while (end < text.size() && blank(text[end])) ++end;
    pieces.push_back({text.substr(at, end - at), false, blank(text[at])});
    at = end;
  }
  return pieces;
}

// Whether words around piece `at`, with it, are a keyword.
bool in_phrase(const std::vector<Piece>& pieces, size_t at) {
  size_t first = at;
  for (int n = 0; n < 4 && first >= 2 && pieces[first - 1].blank && !pieces[first - 2].blank; ++n) first -= 2;
  for (;; first += 2) {
    std::string phrase(pieces[first].text);
    for (size_t last = first; last + 2 < pieces.size() && last < first + 10 && pieces[last + 1].blank;) {
      last += 2;
      phrase += ' ';
      phrase += pieces[last].text;
      if (last >= at && keyword_row(phrase) != nullptr) return true;
    }
    if (first == at) return false;
  }
}

// `5(1)(ii)`, `355-100`, `14A`, whole: as the scanner reads an article behind `art.`
bool is_western_article(std::string_view text) {
  const auto digit = [&](size_t at) { return at < text.size() && text[at] >= '0' && text[at] <= '9'; };
  const auto name = [&](size_t at) { return at < text.size() && (digit(at) || (text[at] >= 'a' && text[at] <= 'z') || (text[at] >= 'A' && text[at] <= 'Z') || text[at] == '_'); };
  if (!digit(0)) return false;
  size_t at = 0;
  while (digit(at)) ++at;
  while (at < text.size()) {
    if (name(at) && !digit(at) && text[at] != '_' && !name(at + 1)) {
      ++at;
    } else if ((text[at] == '.' || text[at] == '-') && digit(at + 1)) {
      for (++at; digit(at);) ++at;
    } else if (text[at] == '(') {
      size_t close = at + 1;
      while (name(close) || (close < text.size() && text[close] == '.')) ++close;
      if (close == at + 1 || close >= text.size() || text[close] != ')') return false;
      at = close + 1;
    } else {
      return false;
    }
  }
  return true;
}

// 第五条第一款第（二）项, 附件2: as the scanner reads it.
bool is_han_article(std::string_view text) {
  size_t at = 0;
  const auto take = [&](std::string_view one) {
    if (!text.substr(at).starts_with(one)) return false;
    at += one.size();
    return true;
  };
  const auto numeral = [&] {
    const size_t begin = at;
    while (at < text.size()) {
      size_t end = at;
      const char32_t c = utf8::next(text, end);
      if (std::u32string_view(U"〇零一二三四五六七八九十百两0123456789").find(c) == std::u32string_view::npos) break;
      at = end;
    }
    return at > begin;
  };
  if (take("附件") || take("附则") || take("附录") || take("附表")) numeral();
  while (take("第")) {
    const bool wide = take("（"), bracket = wide || take("(");
    if (!numeral() || (bracket && !take("）") && !take(")"))) return false;
    if (take("条")) {
      if (take("之") && !numeral()) return false;
      continue;
    }
    bool unit = false;
    for (std::string_view one : {"款", "项", "目", "章", "节", "编", "部分", "方向"}) unit = unit || take(one);
    if (!unit) return false;
  }
  return at > 0 && at == text.size();
}

}  // namespace

std::string_view spelling(uint16_t token, Language language) {
  const Word* word = word_of(token);
  if (word == nullptr) return "";
  const auto& own = language == Language::Zh ? word->zh : word->en;
  const auto& other = language == Language::Zh ? word->en : word->zh;
  return !own.empty() ? own[0] : other.empty() ? "" : other[0];
}

// `order` and `force` are names, but `in order of` and `in force` are keywords. A name that is a word of such a
// phrase is marked while it is printed; when the words around it are known, settle_names() quotes it or not.
constexpr char kNameBegin = '\x01', kNameEnd = '\x02';

std::string name_text(std::string_view name, Language language) {
  const Word* word = keyword_row(name);
  const bool freed = word != nullptr && (word->token == t::COMPLETED || word->token == t::STARTED || word->token == t::FIRST);
  const bool soft = word == nullptr || freed || word->word_class == WordClass::Soft ||
                    word->word_class == WordClass::Declaration || word->word_class == WordClass::Verb ||
                    word->word_class == WordClass::Type;
  if (soft && is_plain_name(name))
    return phrase_words().count(name) != 0 ? kNameBegin + std::string(name) + kNameEnd : std::string(name);
  const bool corner = language == Language::Zh ? name.find("」") == name.npos : name.find('`') != name.npos;
  return corner ? "「" + std::string(name) + "」" : "`" + std::string(name) + "`";
}

std::string settle_names(std::string text) {
  if (text.find(kNameBegin) == text.npos) return text;
  const std::vector<Piece> pieces = pieces_of(text);
  std::string out;
  out.reserve(text.size());
  for (size_t i = 0; i < pieces.size(); ++i) {
    const bool quoted = pieces[i].name && in_phrase(pieces, i);
    if (quoted) out += '`';
    out += pieces[i].text;
    if (quoted) out += '`';
  }
  return out;
}

std::string string_text(std::string_view text) {
  if (text.find('"') == text.npos) return '"' + std::string(text) + '"';
  if (text.find("”") == text.npos) return "“" + std::string(text) + "”";
  return "＂" + std::string(text) + "＂";
}

std::string article_text(std::string_view article) {
  size_t at = 0;
  for (std::string_view head : {"arts.", "art.", "ss.", "sec.", "sch.", "s.", "para.", "reg.", "ch.", "§"}) {
    if (!article.starts_with(head)) continue;
    at = head.size();
    while (at < article.size() && article[at] == ' ') ++at;
    return is_western_article(article.substr(at)) ? std::string(article) : string_text(article);
  }
  return is_han_article(article) ? std::string(article) : string_text(article);
}

std::string unit_text(std::string_view key, Language language) {
  std::string text;
  for (size_t at = 0; at <= key.size();) {
    const size_t end = std::min(key.find('/', at), key.size());
    text += at > 0 ? "/" + price_part(key.substr(at, end - at), language) : unit_part(key.substr(at, end - at), language, true);
    at = end + 1;
  }
  return text;
}

std::string label_text(size_t number, size_t level, Language language) {
  const std::string digits = std::to_string(number);
  if (language == Language::Zh) {
    if (level == 1) return digits + ".";
    if (level > 1) return "（" + digits + "）";
    static constexpr std::string_view kHan[] = {"", "一", "二", "三", "四", "五", "六", "七", "八", "九"};
    if (number > 99) return "（" + digits + "）";
    std::string han(number >= 20 ? kHan[number / 10] : "");
    if (number >= 10) han += "十";
    return "（" + han + std::string(kHan[number % 10]) + "）";
  }
  if (level == 0 || number > 26) return "(" + digits + ")";
  return std::string("(") + static_cast<char>('a' + number - 1) + ")";
}

std::string time_text(const num::Exact& minutes) {
  const int64_t all = minutes.to_int64().value_or(0);
  const auto two = [](int64_t n) { return (n < 10 ? "0" : "") + std::to_string(n); };
  return two(all / 60) + ":" + two(all % 60);
}

std::string day_month_text(uint32_t month, uint32_t day, Language language) {
  if (language == Language::Zh) return std::to_string(month) + "月" + std::to_string(day) + "日";
  for (const Word& word : words())
    if (word.word_class == WordClass::Month && word.key == std::to_string(month))
      return std::to_string(day) + " " + std::string(word.en[0]);
  return "";
}

std::string print_quantity(const num::Exact& value, std::string_view unit, Language language) {
  if (unit == "money" || unit.starts_with("money/")) {  // written in cents
    std::string text = print_quantity(value * 100, "", language) + (value == num::Exact::ratio(1, 100) ? " cent" : " cents");
    if (unit != "money") text += unit_text(unit.substr(5), language);
    return text;
  }
  struct Scale {
    int64_t factor;
    const char *en, *zh;
  };
  static constexpr Scale kScales[] = {
      {1'000'000'000, " billion", nullptr}, {100'000'000, nullptr, "亿"}, {1'000'000, " million", nullptr}, {10'000, nullptr, "万"}};
  std::string text;
  if (unit != "%") {
    for (const Scale& s : kScales) {
      const char* name = language == Language::Zh ? s.zh : s.en;
      if (name == nullptr || value.abs() < num::Exact(s.factor)) continue;
      const num::Exact scaled = value * num::Exact::ratio(1, s.factor);
      const auto decimals = scaled.decimals();
      if (!decimals || *decimals > 2) continue;
      text = grouped(scaled.to_text()) + name;
      break;
    }
  }
  if (text.empty()) text = value.decimals() ? grouped(value.to_text()) : value.to_text();
  bool first = true;
  if (unit == "years" && text.size() == 4 && text.find('.') == text.npos) return text + " years";  // 2021年 is a year
  for (size_t at = 0; at < unit.size();) {
    const size_t end = std::min(unit.find('/', at), unit.size());
    const std::string_view key = unit.substr(at, end - at);
    const std::string part = unit_part(key, language, first && value != num::Exact(1));
    if (first) {
      const bool glue = key == "%" || (language == Language::Zh && utf8::has_han(part));
      text += (glue ? "" : " ") + part;
    } else {
      text += "/" + price_part(key, language);
    }
    first = false;
    at = end + 1;
  }
  return text;
}

std::string_view word(Comparison comparison, bool date_words, Language language) {
  switch (comparison) {
    case Comparison::Is: return spelling(t::IS, language);
    case Comparison::IsNot: return spelling(t::IS_NOT, language);
    case Comparison::AtLeast: return spelling(date_words ? t::ON_OR_AFTER : t::AT_LEAST, language);
    case Comparison::MoreThan: return spelling(date_words ? t::AFTER : t::MORE_THAN, language);
    case Comparison::LessThan: return spelling(date_words ? t::BEFORE : t::LESS_THAN, language);
    case Comparison::AtMost: return spelling(date_words ? t::ON_OR_BEFORE : t::AT_MOST, language);
  }
  return "";
}

}  // namespace bursar::syntax
