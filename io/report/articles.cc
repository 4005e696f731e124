#include "io/report/articles.h"

#include <optional>
#include <string_view>
#include <vector>

#include "io/report/sentences.h"

namespace bursar::report {

namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

std::optional<int> arabic(std::string_view text) {
  if (text.empty() || text.size() > 3) return {};
  int value = 0;
  for (const char c : text) {
    if (!is_digit(c)) return {};
    value = value * 10 + (c - '0');
  }
  return value > 0 ? std::optional(value) : std::nullopt;
}

std::optional<int> roman(std::string_view text) {
  static constexpr std::pair<std::string_view, int> kSigns[] = {{"xl", 40}, {"l", 50}, {"x", 10}, {"ix", 9},
                                                                {"v", 5},   {"iv", 4}, {"i", 1}};
  int value = 0;
  while (!text.empty()) {
    // The longer signs first: "ix" is not "i" and "x".
    int found = 0;
    for (const auto& [sign, worth] : kSigns) {
      if (sign.size() == 2 && text.starts_with(sign)) found = worth, text.remove_prefix(2);
      if (found) break;
    }
    for (const auto& [sign, worth] : kSigns) {
      if (found) break;
      if (sign.size() == 1 && text.starts_with(sign)) found = worth, text.remove_prefix(1);
    }
    if (!found) return {};
    value += found;
  }
  return value > 0 ? std::optional(value) : std::nullopt;
}

/// 1 to 999 in Han numerals, as articles are counted: 十二, 一百零五.
std::string han(int value) {
  static constexpr std::string_view kDigits[] = {"零", "一", "二", "三", "四", "五", "六", "七", "八", "九"};
  std::string out;
  if (value >= 100) {
    out.append(kDigits[value / 100]).append("百");
    value %= 100;
    if (value > 0 && value < 10) out += kDigits[0];
    if (value >= 10 && value < 20) out += kDigits[1];
  }
  if (value >= 20) out += kDigits[value / 10];
  if (value >= 10) out += "十";
  if (value % 10 > 0) out += kDigits[value % 10];
  return out;
}

/// `5(1)(ii)` as "5", "1", "ii"; nothing for any other shape.
std::optional<std::vector<std::string>> levels(std::string_view path) {
  std::vector<std::string> out;
  size_t at = 0;
  while (at < path.size() && is_digit(path[at])) ++at;
  if (at == 0) return {};
  out.emplace_back(path.substr(0, at));
  while (at < path.size()) {
    const size_t close = path.find(')', at);
    if (path[at] != '(' || close == path.npos || close == at + 1) return {};
    out.emplace_back(path.substr(at + 1, close - at - 1));
    at = close + 1;
  }
  return out;
}

std::optional<std::string> chinese(const std::vector<std::string>& levels) {
  const std::optional<int> article = arabic(levels[0]);
  if (!article) return {};
  std::string out = say(Key::Article, Language::Zh, han(*article));
  for (size_t i = 1; i < levels.size(); ++i) {
    if (const std::optional<int> paragraph = arabic(levels[i])) {
      out += i == 1 ? "第" + han(*paragraph) + "款" : "第" + std::to_string(*paragraph) + "目";
    } else if (const std::optional<int> item = roman(levels[i])) {
      out += "第（" + han(*item) + "）项";
    } else {
      return {};
    }
  }
  return out;
}

bool has_han(std::string_view text) { return text.find("第") != text.npos; }

}  // namespace

std::string article_text(const std::string& canonical, const std::string& written, Language language) {
  const std::string as_quoted = written.empty() ? canonical : written;
  if (language == Language::Zh && has_han(written)) return written;
  const std::optional<std::vector<std::string>> path = levels(canonical);
  if (!path) return as_quoted;
  // English law cites sections, French and EU texts articles: what is no article keeps its word.
  const bool article = written.empty() || has_han(written) || written.starts_with("art");
  if (!article) return as_quoted;
  if (language == Language::En) return say(Key::Article, language, canonical);
  return chinese(*path).value_or(as_quoted);
}

}  // namespace bursar::report
