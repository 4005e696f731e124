// What a policy needs to know, for profiles, `bursar facts` and the binder.
#include "engine/api/program.h"
#include "engine/eval/evaluate.h"

namespace bursar::api {

namespace {

using checked::TypeKind;

std::string type_name(const Program& program, const checked::Type& type) {
  constexpr std::string_view kNames[] = {"",     "yes/no", "number", "count",  "percent",  "money",
                                         "date", "year",   "month",  "text",   "one of",   "duration", "list of"};
  std::string name(kNames[static_cast<size_t>(type.kind)]);
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

void fill(const Program& program, FactInfo& info, const checked::Type& type) {
  info.unit = eval::unit_of(type);
  info.type = type_name(program, type);
  info.whole = type.kind == TypeKind::Count;
  if (type.kind == TypeKind::Money) info.currency = std::string(type.currency.code());
  if (type.kind == TypeKind::OneOf)
    for (std::string_view v : program.checked.one_ofs[type.index].names) info.values.emplace_back(v);
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
    info.title = eval::title_of(fact);
    fill(program, info, fact.type);
    for (uint32_t c : fact.asked_by) {
      info.needed_by.emplace_back(program.tree.clauses[c].name.first);
      for (auto& cite : eval::citations_of(checked, program.tree.clauses[c].cites)) info.cites.push_back(std::move(cite));
    }
    info.assumed = f < checked.assumed.size() && checked.assumed[f].has_value();
    if (fact.type.kind == TypeKind::List) {
      const auto& record = program.tree.records[fact.type.index];
      for (size_t i = 0; i < record.fields.size(); ++i) {
        FactInfo field;
        field.name = std::string(record.fields[i].name.first);
        field.second_name = std::string(record.fields[i].name.second);
        field.title = eval::text_of(record.fields[i].title.first, record.fields[i].title.second);
        fill(program, field, checked.fields[fact.type.index][i]);
        info.fields.push_back(std::move(field));
      }
    }
    out.push_back(std::move(info));
  }
  return out;
}

}  // namespace bursar::api
