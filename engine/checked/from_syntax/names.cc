// Declarations to symbols: one name space for facts, definitions, parameters, records and clauses.
#include <utility>

#include "engine/base/nearest.h"
#include "engine/checked/from_syntax/checker.h"

namespace bursar::checked {

using diag::Kind;
using diag::plain;
using diag::term;
using diag::written;

Checker::Checker(const syntax::Tree& tree) : tree_(tree) { program_.tree = &tree; }

void Checker::issue(Kind kind, source::Span span, std::vector<diag::Arg> args, std::vector<diag::Label> labels) {
  if (issues_.size() > 200) return;
  diag::Issue i{kind, span, std::move(args), std::move(labels), {}, {}, {}, {}};
  if (!article_.empty()) i.article = std::string(article_);
  issues_.push_back(std::move(i));
}

void Checker::declare(const syntax::Name& name, Ref::Kind kind, uint32_t index) {
  const auto put = [&](std::string_view text, source::Span span) {
    if (text.empty()) return;
    const auto [at, fresh] = symbols_.try_emplace(text, Symbol{kind, index, span});
    if (!fresh && !(at->second.kind == kind && at->second.index == index))
      issue(Kind::DuplicateName, span, {written(text)}, {{at->second.span, "label.first_declared", {}}});
  };
  put(name.first, name.span);
  put(name.second, name.second_span);
}

void Checker::declare_all() {
  // Records come first so that lists can name them; `None` marks a record: it is a type, not a value.
  for (uint32_t i = 0; i < tree_.records.size(); ++i) declare(tree_.records[i].name, Ref::Kind::None, i);
  for (const syntax::Record& record : tree_.records) {
    std::vector<Type> types;
    std::unordered_map<std::string_view, source::Span> seen;
    for (const syntax::Field& field : record.fields) {
      for (const auto& [text, span] : {std::pair{field.name.first, field.name.span},
                                       std::pair{field.name.second, field.name.second_span}}) {
        if (text.empty() || text == (span == field.name.span ? std::string_view{} : field.name.first)) continue;
        const auto [at, fresh] = seen.try_emplace(text, span);
        if (!fresh) issue(Kind::DuplicateName, span, {written(text)}, {{at->second, "label.first_declared", {}}});
      }
      Type type = type_of(field.type);
      if (type.kind == TypeKind::List) issue(Kind::NotAValue, field.type.span, {written(field.type.name)});
      types.push_back(type);
    }
    program_.fields.push_back(std::move(types));
  }
  for (uint32_t i = 0; i < tree_.facts.size(); ++i) {
    const syntax::Fact& f = tree_.facts[i];
    declare(f.name, Ref::Kind::Fact, i);
    Fact fact;
    fact.first = std::string(f.name.first);
    fact.second = std::string(f.name.second);
    fact.title = f.title;
    fact.type = type_of(f.type);
    fact.whole = fact.type.kind == TypeKind::Count;
    fact.chosen = f.type.chosen;
    fact.scale = f.type.scale;
    if (f.implicit) program_.earlier_awards = i;
    program_.facts.push_back(std::move(fact));
  }
  for (uint32_t i = 0; i < tree_.parameters.size(); ++i) declare(tree_.parameters[i].name, Ref::Kind::Parameter, i);
  for (uint32_t i = 0; i < tree_.definitions.size(); ++i) declare(tree_.definitions[i].name, Ref::Kind::Definition, i);
  for (uint32_t i = 0; i < tree_.clauses.size(); ++i)
    if (!is_version(i)) declare(tree_.clauses[i].name, Ref::Kind::Clause, i);
}

/// A clause of the name of an earlier one, in force when that one is not, is another version of it.
bool Checker::is_version(uint32_t index) {
  const auto force = [](const syntax::Clause& c) -> const syntax::InForce* {
    for (const syntax::Statement& s : c.body)
      if (s.kind == syntax::StatementKind::InForce) return &s.in_force;
    return nullptr;
  };
  const syntax::Clause& own = tree_.clauses[index];
  const auto at = symbols_.find(own.name.first);
  if (at == symbols_.end() || at->second.kind != Ref::Kind::Clause) return false;
  const uint32_t first = at->second.index;
  std::vector<uint32_t> versions = program_.clauses[first].versions;
  versions.push_back(first);
  const syntax::InForce* mine = force(own);
  for (uint32_t other : versions) {
    const syntax::InForce* theirs = force(tree_.clauses[other]);
    if (mine == nullptr || theirs == nullptr) return false;
    const bool before = mine->to && *mine->to < theirs->from, after = theirs->to && *theirs->to < mine->from;
    if (!before && !after) {
      issue(Kind::VersionsOverlap, mine->span, {written(own.name.first)}, {{theirs->span, "label.first_declared", {}}});
      return true;
    }
  }
  program_.clauses[first].versions.push_back(index);
  program_.clauses[index].version_of = first;
  return true;
}

void Checker::declare_decided_amounts() {
  for (uint32_t c = 0; c < tree_.clauses.size(); ++c) {
    bool decided = false;
    for (const syntax::Statement& s : tree_.clauses[c].body)
      if (s.expr.has() && (s.kind == syntax::StatementKind::Pay || s.kind == syntax::StatementKind::Base))
        decided = decided || tree_[s.expr].kind == syntax::ExprKind::AsDecided;
    if (!decided) continue;
    Fact fact;
    const syntax::Name& name = tree_.clauses[c].name;
    fact.first = std::string(name.first) + ".decided";
    if (!name.second.empty()) fact.second = std::string(name.second) + ".核定";
    fact.title = tree_.clauses[c].title;
    fact.type = {TypeKind::Money, program_.currency};
    fact.decided_by = c;
    program_.facts.push_back(std::move(fact));
  }
  for (const syntax::Exclusive& e : tree_.exclusives) {
    if (e.keep != syntax::Exclusive::Keep::Chosen) continue;
    for (const syntax::NameAt& n : e.clauses) {
      const auto at = symbols_.find(n.name);
      if (at == symbols_.end() || at->second.kind != Ref::Kind::Clause) continue;
      const uint32_t c = at->second.index;
      if (program_.clauses[c].chosen) continue;
      Fact fact;
      const syntax::Name& name = tree_.clauses[c].name;
      fact.first = std::string(name.first) + ".chosen";
      if (!name.second.empty()) fact.second = std::string(name.second) + ".选择";
      fact.title = tree_.clauses[c].title;
      fact.type = {TypeKind::YesNo};
      fact.choice_of = c;
      fact.chosen = true;
      fact.asked_by = {c};
      for (uint32_t version : with_versions({c})) program_.clauses[version].chosen = static_cast<uint32_t>(program_.facts.size());
      program_.facts.push_back(std::move(fact));
    }
  }
  program_.assumed.assign(program_.facts.size(), std::nullopt);
}

Type Checker::type_of(const syntax::TypeRef& ref) {
  using Form = syntax::TypeRef::Form;
  if (ref.form == Form::OneOf) {
    program_.one_ofs.push_back({ref.values, ref.second_values});
    std::unordered_map<std::string_view, bool> seen;
    for (size_t i = 0; i < ref.values.size(); ++i)
      for (std::string_view value : {ref.values[i], ref.second_values[i]})
        if (!value.empty() && !seen.emplace(value, true).second)
          issue(Kind::DuplicateName, ref.value_spans[i], {written(value)});
    return {TypeKind::OneOf, {}, static_cast<uint32_t>(program_.one_ofs.size() - 1)};
  }
  if (ref.form == Form::ListOf) {
    if (const auto record = find_record(ref.name)) return {TypeKind::List, {}, *record};
    std::vector<std::string_view> names;
    for (const auto& r : tree_.records) names.insert(names.end(), {r.name.first, r.name.second});
    std::vector<diag::Arg> args{written(ref.name)};
    if (const auto near = nearest(ref.name, names)) args.push_back(written(*near));
    issue(Kind::UnknownType, ref.span, std::move(args));
    return {};
  }
  static const std::unordered_map<std::string_view, TypeKind> kBuiltIn = {
      {"yes/no", TypeKind::YesNo}, {"number", TypeKind::Number}, {"count", TypeKind::Count},
      {"percent", TypeKind::Percent}, {"money", TypeKind::Money}, {"date", TypeKind::Date},
      {"year", TypeKind::Year}, {"month", TypeKind::Month}, {"text", TypeKind::Text},
      {"time", TypeKind::Time}, {"moment", TypeKind::Moment}, {"period", TypeKind::Period},
      {"duration", TypeKind::Number}};
  if (const auto at = kBuiltIn.find(ref.name); ref.built_in && at != kBuiltIn.end()) {
    Type type{at->second, program_.currency, 0};
    if (type.kind == TypeKind::Money && !ref.currency.empty()) {
      if (const auto c = num::currency_of(ref.currency)) {
        type.currency = *c;
      } else {
        issue(Kind::UnknownCurrency, ref.span, {written(ref.currency)});
      }
    }
    if (type.kind != TypeKind::Money) type.currency = {};
    if (!ref.unit.empty()) type.unit = program_.units.of_key(ref.unit);
    if (ref.name == "duration") type.unit = program_.units.of_key("minutes");
    if (ref.by_month) {
      if (type.kind != TypeKind::Money && !is_plain_number(type.kind) && type.kind != TypeKind::YesNo)
        issue(Kind::TypeMismatch, ref.span, {term("type.number"), term(type_term(type.kind))});
      type.element = std::exchange(type.kind, TypeKind::Series);
    }
    return type;
  }
  for (uint32_t i = 0; i < tree_.calendars.size(); ++i) {
    const syntax::Calendar& c = tree_.calendars[i];
    if (c.name.first == ref.name || (!c.name.second.empty() && c.name.second == ref.name))
      return {TypeKind::Year, {}, i + 1};
  }
  std::vector<std::string_view> names;
  for (const auto& [name, kind] : kBuiltIn) names.push_back(name);
  std::vector<diag::Arg> args{written(ref.name)};
  if (const auto near = nearest(ref.name, names)) args.push_back(written(*near));
  issue(Kind::UnknownType, ref.span, std::move(args));
  return {};
}

std::optional<num::Currency> Checker::currency_of_unit(std::string_view unit, source::Span span) {
  if (unit == "money") return program_.currency;
  if (const auto c = num::currency_of(unit)) return *c;
  // A currency's word stands for the policy's own currency only, so that no two currencies share a word.
  static const std::unordered_map<std::string_view, std::vector<std::string_view>> kWords = {
      {"yuan", {"CNY"}}, {"euros", {"EUR"}}, {"pounds", {"GBP"}}, {"yen", {"JPY"}},
      {"dollars", {"USD", "NZD", "AUD", "CAD", "HKD", "SGD", "TWD"}}};
  const auto at = kWords.find(unit);
  if (at == kWords.end()) return std::nullopt;
  for (std::string_view code : at->second)
    if (code == program_.currency.code()) return program_.currency;
  issue(Kind::CurrencyMismatch, span, {written(unit), plain(program_.currency.code())});
  return program_.currency;
}

std::optional<uint32_t> Checker::find_record(std::string_view name) const {
  const auto at = symbols_.find(name);
  if (at == symbols_.end() || at->second.kind != Ref::Kind::None) return std::nullopt;
  return at->second.index;
}

std::optional<uint32_t> Checker::find_field(uint32_t record, std::string_view name) const {
  const auto& fields = tree_.records[record].fields;
  for (uint32_t i = 0; i < fields.size(); ++i)
    if (fields[i].name.first == name || (!fields[i].name.second.empty() && fields[i].name.second == name)) return i;
  return std::nullopt;
}

std::string_view Checker::nearest_name(std::string_view wrong) const {
  // Only the first issues are shown; comparing with every name is dear.
  if (issues_.size() >= 20) return {};
  std::vector<std::string_view> names;
  for (const auto& [name, symbol] : symbols_)
    if (symbol.kind != Ref::Kind::None) names.push_back(name);
  for (const auto& [name, index] : lets_) names.push_back(name);
  for (const LoopScope& loop : loops_) names.push_back(loop.variable);
  return nearest(wrong, names).value_or(std::string_view{});
}

void Checker::check_cites(const std::vector<syntax::Cite>& cites) {
  for (const syntax::Cite& cite : cites) {
    bool found = false;
    std::vector<std::string_view> names;
    for (const auto& s : tree_.sources) {
      found = found || s.name.first == cite.source || (!s.name.second.empty() && s.name.second == cite.source);
      names.insert(names.end(), {s.name.first, s.name.second});
    }
    if (found) continue;
    std::vector<diag::Arg> args{written(cite.source)};
    if (const auto near = nearest(cite.source, names)) args.push_back(written(*near));
    issue(Kind::UnknownSource, cite.span, std::move(args));
  }
}

std::string_view type_term(TypeKind kind) {
  switch (kind) {
    case TypeKind::YesNo: return "type.yes_no";
    case TypeKind::Number: return "type.number";
    case TypeKind::Count: return "type.count";
    case TypeKind::Percent: return "type.percent";
    case TypeKind::Money: return "type.money";
    case TypeKind::Date: return "type.date";
    case TypeKind::Year: return "type.year";
    case TypeKind::Month: return "type.month";
    case TypeKind::Text: return "type.text";
    case TypeKind::OneOf: return "type.one_of";
    case TypeKind::Time: return "type.time";
    case TypeKind::Moment: return "type.moment";
    case TypeKind::Period: return "type.period";
    case TypeKind::Sequence: return "type.sequence";
    case TypeKind::Series: return "type.series";
    case TypeKind::List: return "type.list";
    case TypeKind::None: break;
  }
  return "type.unknown";
}

}  // namespace bursar::checked
