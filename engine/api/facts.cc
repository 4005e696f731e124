// What a policy needs to know, for profiles, `bursar facts` and the binder.
#include "engine/api/program.h"
#include "engine/describe/words.h"
#include "engine/syntax/print.h"
#include "engine/syntax/words.h"

namespace bursar::api {

namespace {

using checked::TypeKind;

std::string type_name(const Program& program, const checked::Type& type) {
  constexpr std::string_view kNames[] = {"",     "yes/no", "number", "count",   "percent", "money",    "date",  "year",
                                         "month", "text",  "one of", "list of", "time",    "moment", "period", "", ""};
  const bool series = type.kind == TypeKind::Series;
  std::string name(kNames[static_cast<size_t>(series ? type.element : type.kind)]);
  if (type.kind == TypeKind::Year && type.index != 0)
    name = std::string(program.tree.calendars[type.index - 1].name.first);
  if (type.unit != 0) {
    const std::string unit = syntax::unit_text(program.checked.units[type.unit].key, syntax::Language::En);
    name = type.kind == TypeKind::Money || type.element == TypeKind::Money ? name + unit : "number of " + unit;
  }
  if (series) name += " by month";
  if (type.kind == TypeKind::List) name += " " + std::string(program.tree.records[type.index].name.first);
  if (type.kind == TypeKind::OneOf) {
    std::string_view separator = " ";
    for (std::string_view v : program.checked.one_ofs[type.index].names) {
      name += separator;
      name += v;
      separator = ", ";
    }
  }
  return name;
}

/// In the first Chinese spellings of the keyword table.
std::string chinese_type(const Program& program, const checked::Type& type) {
  namespace t = syntax::t;
  constexpr uint16_t kTokens[] = {0,
                                  t::TYPE_YES_NO,
                                  t::TYPE_NUMBER,
                                  t::TYPE_COUNT,
                                  t::TYPE_PERCENT,
                                  t::TYPE_MONEY,
                                  t::TYPE_DATE,
                                  t::TYPE_YEAR,
                                  t::TYPE_MONTH,
                                  t::TYPE_TEXT,
                                  t::ONE_OF,
                                  t::LIST_OF,
                                  t::TYPE_TIME,
                                  t::TYPE_MOMENT,
                                  t::TYPE_PERIOD,
                                  0,
                                  0};
  const bool series = type.kind == TypeKind::Series;
  const syntax::Word* word = syntax::word_of(kTokens[static_cast<size_t>(series ? type.element : type.kind)]);
  if (word == nullptr) return {};
  std::string name(word->zh[0]);
  if (type.kind == TypeKind::Year && type.index != 0) {
    const syntax::Name& calendar = program.tree.calendars[type.index - 1].name;
    name = std::string(calendar.second.empty() ? calendar.first : calendar.second);
  }
  if (type.unit != 0) {
    const std::string unit = syntax::unit_text(program.checked.units[type.unit].key, syntax::Language::Zh);
    const bool price = type.kind == TypeKind::Money || type.element == TypeKind::Money;
    name += price ? unit : "，以" + unit + "计";
  }
  if (series) name += " " + std::string(syntax::word_of(t::BY_MONTH)->zh[0]);
  if (type.kind == TypeKind::List) {
    const syntax::Name& record = program.tree.records[type.index].name;
    name += ' ' + std::string(record.second.empty() ? record.first : record.second);
  }
  if (type.kind == TypeKind::OneOf) {
    std::string_view separator = " ";
    const checked::OneOfValues& values = program.checked.one_ofs[type.index];
    for (size_t i = 0; i < values.names.size(); ++i) {
      name += separator;
      name += values.second_names[i].empty() ? values.names[i] : values.second_names[i];
      separator = "、";
    }
  }
  return name;
}

void fill(const Program& program, FactInfo& info, const checked::Type& type) {
  info.unit = describe::unit_of(type);
  info.type = type_name(program, type);
  info.type_zh = chinese_type(program, type);
  info.whole = type.kind == TypeKind::Count;
  info.measure = describe::measure_of(program.checked, type);
  if (type.unit != 0 && type.kind == TypeKind::Number)
    for (const syntax::Word& word : syntax::words()) {
      if (word.word_class != syntax::WordClass::Unit) continue;
      const checked::Unit& own = program.checked.units[type.unit];
      if (own.measures != std::map<std::string, int>{{std::string(word.measure), 1}}) continue;
      const auto size = num::Exact::parse_fraction(word.size).value_or(1);
      for (const auto* list : {&word.en, &word.zh})
        for (std::string_view spelling : *list)
          info.unit_words.emplace_back(std::string(spelling), *num::Exact::divide(size, own.factor));
    }
  if (type.kind == TypeKind::Series) {
    checked::Type one = type;
    one.kind = std::exchange(one.element, TypeKind::None);
    info.series = true;
    info.fields.resize(2);
    info.fields[0].name = "month";
    info.fields[0].second_name = "月份";
    fill(program, info.fields[0], {TypeKind::Month});
    info.fields[1].name = "value";
    info.fields[1].second_name = "数值";
    fill(program, info.fields[1], one);
  }
  if (type.kind == TypeKind::Money) info.currency = std::string(type.currency.code());
  if (type.kind == TypeKind::OneOf)
    for (size_t i = 0; i < program.checked.one_ofs[type.index].names.size(); ++i) {
      info.values.emplace_back(program.checked.one_ofs[type.index].names[i]);
      info.second_values.emplace_back(program.checked.one_ofs[type.index].second_names[i]);
    }
}

}  // namespace

std::vector<FactInfo> describe_facts(const Program& program) {
  std::vector<FactInfo> out;
  const checked::Program& checked = program.checked;
  for (size_t f = 0; f < checked.facts.size(); ++f) {
    const checked::Fact& fact = checked.facts[f];
    FactInfo info;
    info.name = fact.first;
    info.second_name = fact.second;
    info.title = describe::title_of(fact);
    fill(program, info, fact.type);
    info.scale = fact.scale;
    info.chosen = fact.chosen;
    info.history = checked.earlier_awards == f;
    for (uint32_t c : fact.asked_by) {
      const syntax::Clause& clause = program.tree.clauses[c];
      info.needed_by.emplace_back(clause.name.first);
      info.needed_by_titles.push_back(describe::text_of(clause.title.first, clause.title.second));
      for (auto& cite : describe::citations_of(checked, program.tree.clauses[c].cites)) info.cites.push_back(std::move(cite));
    }
    info.assumed = f < checked.assumed.size() && checked.assumed[f].has_value();
    if (fact.type.kind == TypeKind::List) {
      const auto& record = program.tree.records[fact.type.index];
      for (size_t i = 0; i < record.fields.size(); ++i) {
        FactInfo field;
        field.name = std::string(record.fields[i].name.first);
        field.second_name = std::string(record.fields[i].name.second);
        field.title = describe::text_of(record.fields[i].title.first, record.fields[i].title.second);
        fill(program, field, checked.fields[fact.type.index][i]);
        info.fields.push_back(std::move(field));
      }
    }
    out.push_back(std::move(info));
  }
  return out;
}

}  // namespace bursar::api
