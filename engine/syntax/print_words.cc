// Words, names, quotes and figures in either language.
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

std::string unit_part(std::string_view key, Language language, bool plural) {
  for (const Word& word : words()) {
    if (word.word_class != WordClass::Unit || word.key != key) continue;
    if (language == Language::Zh && !word.zh.empty()) return std::string(word.zh[0]);
    if (word.en.empty()) continue;
    return std::string(plural && word.en.size() > 1 && key != "%" ? word.en[1] : word.en[0]);
  }
  return std::string(key);
}

}  // namespace

std::string_view spelling(uint16_t token, Language language) {
  const Word* word = word_of(token);
  if (word == nullptr) return "";
  const auto& own = language == Language::Zh ? word->zh : word->en;
  const auto& other = language == Language::Zh ? word->en : word->zh;
  return !own.empty() ? own[0] : other.empty() ? "" : other[0];
}

std::string name_text(std::string_view name, Language language, bool before_of) {
  const Word* word = keyword_row(name);
  const bool soft = word == nullptr || word->word_class == WordClass::Soft ||
                    word->word_class == WordClass::Declaration || word->word_class == WordClass::Verb ||
                    word->word_class == WordClass::Type;
  const bool starts_phrase = before_of && keyword_row(std::string(name) + " of") != nullptr;
  if (soft && !starts_phrase && is_plain_name(name) && name != "yes" && name != "capped") return std::string(name);
  const bool corner = language == Language::Zh ? name.find("」") == name.npos : name.find('`') != name.npos;
  return corner ? "「" + std::string(name) + "」" : "`" + std::string(name) + "`";
}

std::string string_text(std::string_view text) {
  if (text.find('"') == text.npos) return '"' + std::string(text) + '"';
  return "“" + std::string(text) + "”";
}

std::string article_text(std::string_view article) {
  size_t at = 0;
  for (std::string_view head : {"arts.", "art.", "ss.", "sec.", "sch.", "s.", "para.", "reg.", "ch.", "§"}) {
    if (!article.starts_with(head)) continue;
    at = head.size();
    while (at < article.size() && article[at] == ' ') ++at;
    if (at < article.size() && article[at] >= '0' && article[at] <= '9' &&
        article.find_first_not_of("0123456789().-abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_", at) == article.npos)
      return std::string(article);
    return string_text(article);
  }
  if (!article.starts_with("第") && !article.starts_with("附")) return string_text(article);
  while (at < article.size()) {
    const char32_t c = utf8::next(article, at);
    if (std::u32string_view(U"第附件则录表条款项目章节编部分方向之（）()〇零一二三四五六七八九十百两0123456789").find(c) ==
        std::u32string_view::npos)
      return string_text(article);
  }
  return std::string(article);
}

std::string print_quantity(const num::Exact& value, std::string_view unit, Language language) {
  if (unit == "money") return print_quantity(value * 100, "", language) + (value == num::Exact::ratio(1, 100) ? " cent" : " cents");
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
  for (size_t at = 0; at < unit.size();) {
    const size_t end = std::min(unit.find('/', at), unit.size());
    const std::string_view key = unit.substr(at, end - at);
    const std::string part = unit_part(key, language, first && value != num::Exact(1));
    if (first) {
      const bool glue = key == "%" || (language == Language::Zh && utf8::has_han(part));
      text += (glue ? "" : " ") + part;
    } else {
      text += "/" + part;
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
