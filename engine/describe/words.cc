#include "engine/describe/words.h"

#include <utility>

#include "engine/base/utf8.h"
#include "engine/syntax/print.h"

namespace bursar::describe {

using checked::TypeKind;

award::Text text_of(std::string_view first, std::string_view second) {
  if (second.empty()) {
    if (first.empty()) return {};
    return utf8::has_han(first) ? award::Text{"", std::string(first)} : award::Text{std::string(first), ""};
  }
  if (utf8::has_han(first) && !utf8::has_han(second)) std::swap(first, second);
  return {std::string(first), std::string(second)};
}

award::Text title_of(const checked::Fact& fact) {
  award::Text title = text_of(fact.title.first, fact.title.second);
  if (fact.choice_of) {
    if (!title.en.empty()) title.en = "chosen: " + title.en;
    if (!title.zh.empty()) title.zh = "选择：" + title.zh;
  }
  if (!fact.decided_by) return title;
  if (!title.en.empty()) title.en = "as decided: " + title.en;
  if (!title.zh.empty()) title.zh = "酌定：" + title.zh;
  return title;
}

award::Unit unit_of(const checked::Type& type) {
  switch (type.kind) {
    case TypeKind::YesNo: return award::Unit::YesNo;
    case TypeKind::Number: return award::Unit::Number;
    case TypeKind::Count: return award::Unit::Count;
    case TypeKind::Percent: return award::Unit::Percent;
    case TypeKind::Money: return award::Unit::Money;
    case TypeKind::Date: return award::Unit::Date;
    case TypeKind::Year: return award::Unit::Year;
    case TypeKind::Month: return award::Unit::Month;
    case TypeKind::Text:
    case TypeKind::OneOf: return award::Unit::Text;
    case TypeKind::List:
    case TypeKind::Sequence:
    case TypeKind::Series: return award::Unit::List;
    case TypeKind::Time: return award::Unit::Time;
    case TypeKind::Moment: return award::Unit::Moment;
    case TypeKind::Period: return award::Unit::Period;
    case TypeKind::None: break;
  }
  return award::Unit::None;
}

std::vector<award::Citation> citations_of(const checked::Program& program, const std::vector<syntax::Cite>& cites) {
  std::vector<award::Citation> out;
  for (const auto& c : cites) {
    award::Citation one;
    one.source = std::string(c.source);
    for (const auto& s : program.tree->sources)
      if (s.name.second == c.source) one.source = std::string(s.name.first);
    for (std::string_view a : c.articles) {
      one.articles.push_back(checked::canonical_article(a));
      one.written.emplace_back(a);
    }
    out.push_back(std::move(one));
  }
  return out;
}

award::Text measure_of(const checked::Program& program, const checked::Type& type) {
  if (type.unit == 0) return {};
  const std::string& key = program.units[type.unit].key;
  return {syntax::unit_text(key, syntax::Language::En), syntax::unit_text(key, syntax::Language::Zh)};
}

}  // namespace bursar::describe
