// Conditions with their reasons: needed, given, met or not, and what is short.
#include <utility>

#include "engine/base/utf8.h"
#include "engine/checked/naming.h"
#include "engine/eval/evaluator.h"
#include "engine/eval/short_by.h"
#include "engine/syntax/print.h"

namespace bursar::eval {

using checked::TypeKind;
using lowered::Op;
using syntax::ExprKind;

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

namespace {

/// `2024-01-01 to 2024-12-31`; with times when they are not whole days. Pieces are joined by `, `.
std::string period_text(const num::Period& p, const std::string& to) {
  const auto moment = [](int64_t m) {
    const num::Date day = num::day_of(m);
    const int64_t minute = m - num::minutes_of(day);
    const auto two = [](int64_t n) { return (n < 10 ? "0" : "") + std::to_string(n); };
    return day.to_text() + " " + two(minute / 60) + ":" + two(minute % 60);
  };
  std::string text;
  for (const auto& [from, end] : p.pieces) {
    const bool days = from % num::kDayMinutes == 0 && end % num::kDayMinutes == 0;
    if (!text.empty()) text += ", ";
    text += days ? num::day_of(from).to_text() + to + num::day_of(end - 1).to_text() : moment(from) + to + moment(end);
  }
  return text;
}

}  // namespace

award::Text measure_of(const checked::Program& program, const checked::Type& type) {
  if (type.unit == 0) return {};
  const std::string& key = program.units[type.unit].key;
  return {syntax::unit_text(key, syntax::Language::En), syntax::unit_text(key, syntax::Language::Zh)};
}

award::Shown Evaluator::shown(const Value& v, const checked::Type& type) const {
  award::Shown s;
  s.unit = unit_of(type);
  if (type.kind == TypeKind::Money) s.currency = std::string(type.currency.code());
  if (type.unit != 0) s.measure = measure_of(program_, type);
  switch (v.state) {
    case Value::State::Known: s.state = award::Shown::State::Known; break;
    case Value::State::DoesNotApply: s.state = award::Shown::State::DoesNotApply; return s;
    default: s.state = award::Shown::State::Unknown; return s;
  }
  s.number = type.unit == 0 ? v.number : *num::Exact::divide(v.number, program_.units[type.unit].factor);
  s.date = v.date;
  if (type.kind == TypeKind::Month) {  // a computed month has its index only
    const int64_t index = v.number.to_int64().value_or(0);
    if (const auto m = num::Month::of(static_cast<int>(index / 12), static_cast<unsigned>(index % 12 + 1))) s.date = m->start();
  }
  if (v.sequence != nullptr) s.number = num::Exact(static_cast<int64_t>(v.sequence->size()));
  s.text = v.period != nullptr ? period_text(*v.period, " to ") : std::string(v.text);
  if (v.period != nullptr) s.text_zh = period_text(*v.period, " 至 ");
  if (type.kind == TypeKind::OneOf) {
    const checked::OneOfValues& values = program_.one_ofs[type.index];
    for (size_t i = 0; i < values.names.size(); ++i)
      if (values.names[i] == v.text) s.text_zh = std::string(values.second_names[i]);
  }
  if (v.list != nullptr) s.number = num::Exact(static_cast<int64_t>(v.list->size()));
  return s;
}

award::Shown Evaluator::shown_fact(const facts::Value& v, const checked::Type& type) const {
  Value value;
  using Form = facts::Value::Form;
  switch (v.form) {
    case Form::Unknown: value = ops::unknown({}); break;
    case Form::DoesNotApply: value.state = Value::State::DoesNotApply; break;
    case Form::Date: value = ops::of_date(v.date); break;
    case Form::Text: value = ops::of_text(v.text); break;
    case Form::Period: value.period = &v.period; break;
    default: value = ops::known(type.unit == 0 ? v.number : v.number * program_.units[type.unit].factor);
  }
  return shown(value, type);
}

std::string Evaluator::print(syntax::ExprId id, syntax::Language language) const {
  return syntax::print(tree_, id, language, checked::Naming(program_));
}

award::Text Evaluator::printed(syntax::ExprId id) const {
  if (!id.has()) return {};
  return {print(id, syntax::Language::En), print(id, syntax::Language::Zh)};
}

award::Text Evaluator::row_text(const lowered::Row& row) const {
  const auto one = [&](syntax::Language l) {
    return std::string(syntax::word(row.comparison, false, l)) + " " + print(module_[row.bound].origin, l);
  };
  return {one(syntax::Language::En), one(syntax::Language::Zh)};
}

std::string Evaluator::field_name(const OpenField& open) const {
  return program_.facts[open.fact].first + "[" + std::to_string(open.position) + "]." +
         std::string(tree_.records[open.record].fields[open.field].name.first);
}

std::vector<std::string> Evaluator::fact_names(const ops::Deps& deps) const {
  std::vector<std::string> out;
  for (uint32_t d : deps)
    out.push_back(d < program_.facts.size() ? program_.facts[d].first
                                            : field_name(open_fields_[d - program_.facts.size()]));
  return out;
}

namespace {

award::Met met(const Value& v) {
  if (v.state == Value::State::Unknown) return award::Met::Unknown;
  return v.is_yes() ? award::Met::Met : award::Met::NotMet;
}

constexpr std::string_view kComparisons[] = {"is", "is not", "at least", "more than", "less than", "at most"};

}  // namespace

void Evaluator::fill_leaf(award::Condition& c, NodeId id) {
  const Node& n = module_[id];
  if (n.op == Op::Compare) {
    c.op = kComparisons[static_cast<size_t>(n.comparison)];
    c.have = shown(eval(n.kids[0]), module_[n.kids[0]].type);
    c.need = shown(eval(n.kids[1]), module_[n.kids[1]].type);
    c.dates = module_[n.kids[0]].type.kind == TypeKind::Date;
    // 5 % and 1/20 are one number; it is shown as the side that says how.
    if (checked::is_plain_number(module_[n.kids[0]].type.kind)) {
      const bool percent = c.have.unit == award::Unit::Percent || c.need.unit == award::Unit::Percent;
      if (percent) c.have.unit = c.need.unit = award::Unit::Percent;
    }
    if (module_[n.kids[0]].type.kind == TypeKind::Year) c.need.unit = award::Unit::Year;
    const Node& left = module_[n.kids[0]];
    if (left.op == Op::Fact && c.title.empty()) {
      const auto& t = program_.facts[left.index].title;
      c.title = text_of(t.first, t.second);
    }
    // What is or is not equal is no distance away.
    const bool equality = n.comparison == syntax::Comparison::Is || n.comparison == syntax::Comparison::IsNot;
    if (c.outcome == award::Met::NotMet && items_.empty() && !equality) c.short_by = short_by(*this, module_, record_, id);
    return;
  }
  if (n.type.kind == TypeKind::YesNo && (n.op == Op::Fact || n.op == Op::Definition || n.op == Op::Field)) {
    c.op = "is";
    c.need = shown(ops::yes_no(true), n.type);
    c.have = shown(eval(id), n.type);
    if (n.op == Op::Fact && c.title.empty()) {
      const auto& t = program_.facts[n.index].title;
      c.title = text_of(t.first, t.second);
    }
  }
}

award::Condition Evaluator::condition(NodeId id, syntax::ExprId origin, std::string id_text) {
  const Node& n = module_[id];
  award::Condition c;
  c.id = std::move(id_text);
  c.text = printed(origin);
  const Value v = eval(id);
  c.outcome = met(v);
  if (c.outcome == award::Met::Unknown) c.missing = fact_names(v.deps);
  const auto group = [&](std::string op) {
    c.op = std::move(op);
    const syntax::Expr& e = tree_[n.origin];
    for (size_t i = 0; i < n.kids.size(); ++i) {
      award::Condition part =
          condition(n.kids[i], module_[n.kids[i]].origin, c.id + "." + std::to_string(i + 1));
      if (e.kind == ExprKind::Checklist && i < e.items.size()) {
        if (!e.items[i].title.first.empty()) part.title = text_of(e.items[i].title.first, e.items[i].title.second);
        part.cites = citations_of(program_, e.items[i].cites);
      }
      c.parts.push_back(std::move(part));
    }
  };
  switch (n.op) {
    case Op::AllOf: group("all of"); break;
    case Op::AnyOf: group("any of"); break;
    case Op::NoneOf: group("none of"); break;
    case Op::AtLeastOf: group("at least " + std::to_string(n.index) + " of"); break;
    case Op::And: group("and"); break;
    case Op::Or: group("or"); break;
    case Op::Not:
      if (tree_[n.origin].kind == ExprKind::Not) group("not");
      break;
    default: fill_leaf(c, id);
  }
  return c;
}

award::Condition Evaluator::in_force(const syntax::InForce& period, std::string id) {
  award::Condition c;
  c.id = std::move(id);
  c.dates = true;
  c.op = "at least";
  const std::string from = period.from.to_text(), to = period.to ? period.to->to_text() : "";
  c.text = {"in force from " + from + (to.empty() ? "" : " to " + to), "施行 自 " + from + (to.empty() ? "" : " 至 " + to)};
  c.title = {"in force", "施行期间"};
  const Value date = deciding_date();
  const checked::Type type{TypeKind::Date};
  c.have = shown(date, type);
  c.need = shown(ops::of_date(period.from), type);
  if (!date.known()) {
    c.outcome = award::Met::Unknown;
    c.missing = fact_names(date.deps);
  } else if (date.date < period.from) {
    c.outcome = award::Met::NotMet;
  } else if (period.to && *period.to < date.date) {
    c.outcome = award::Met::NotMet;
    c.op = "at most";
    c.need = shown(ops::of_date(*period.to), type);
  } else {
    c.outcome = award::Met::Met;
  }
  return c;
}

/// The condition that a ladder is: the lowest row that could still be reached.
award::Condition Evaluator::ladder_condition(const Node& n) {
  award::Condition c;
  c.id = "steps";
  const Value subject = eval(n.kids[0]);
  const checked::Type& type = module_[n.kids[0]].type;
  size_t at = n.rows.size() - 1;
  if (n.kids.size() > 1) {
    const Value before = eval(n.kids[1]);
    for (size_t i = 0; i < n.rows.size(); ++i)
      if (!comparison(n, before, eval(n.rows[i].bound), n.rows[i].comparison).is_yes()) {
        at = i;
        break;
      }
  } else {
    at = 0;
  }
  const lowered::Row& row = n.rows[at];
  c.op = kComparisons[static_cast<size_t>(row.comparison)];
  c.have = shown(subject, type);
  c.need = shown(eval(row.bound), type);
  const award::Text subject_text = printed(module_[n.kids[0]].origin), bound_text = row_text(row);
  c.text = {subject_text.en + " " + bound_text.en, subject_text.zh + " " + bound_text.zh};
  const Value reached = comparison(n, subject, eval(row.bound), row.comparison);
  c.outcome = met(reached);
  if (c.outcome == award::Met::Met) {
    // Reached now, and before as well: nothing is newly reached.
    c.outcome = award::Met::NotMet;
    c.text = printed(n.origin);
  }
  const Node& left = module_[n.kids[0]];
  if (left.op == Op::Fact) {
    const auto& t = program_.facts[left.index].title;
    c.title = text_of(t.first, t.second);
    if (c.outcome == award::Met::NotMet && subject.known() && c.need.state == award::Shown::State::Known &&
        type.kind == TypeKind::Money) {
      const bool strict = row.comparison == syntax::Comparison::MoreThan;
      const num::Exact target = strict ? c.need.number + type.currency.smallest_unit() : c.need.number;
      if (target > subject.number) {
        award::ShortBy s;
        s.fact = program_.facts[left.index].first;
        s.fact_title = c.title;
        s.amount = shown(ops::known(target - subject.number), type);
        s.target = shown(ops::known(target), type);
        c.short_by = std::move(s);
      }
    }
  }
  return c;
}

}  // namespace bursar::eval
