#include "engine/syntax/history.h"

#include <algorithm>

namespace bursar::syntax {

namespace {

bool asks(const Statement& s) {
  const auto step = [](const Step& one) { return one.kind == StepKind::CumulativelyCappedAt; };
  return s.kind == StatementKind::OncePer || (s.kind == StatementKind::Pay && s.verb == Verb::Reclaim) ||
         (s.kind == StatementKind::Step && step(s.step)) ||
         std::any_of(s.definition.steps.begin(), s.definition.steps.end(), step);
}

bool asks(const Tree& tree) {
  const auto has_window = [](const auto& rule) { return rule.window.kind != Window::Kind::None; };
  for (uint32_t i = 0; i < tree.exprs.size(); ++i) {
    const Expr& e = tree.exprs[i];
    if (e.kind == ExprKind::EarlierAwards || e.kind == ExprKind::NeverAwarded || e.kind == ExprKind::AwardedBefore ||
        e.kind == ExprKind::TopUp ||
        std::any_of(e.steps.begin(), e.steps.end(), [](const Step& s) { return s.kind == StepKind::CumulativelyCappedAt; }))
      return true;
  }
  for (const Clause& c : tree.clauses)
    for (const Statement& s : c.body)
      if (asks(s)) return true;
  for (const Test& t : tree.tests)
    for (const TestCase& c : t.cases)
      if (!c.earlier.empty()) return true;
  return std::any_of(tree.limits.begin(), tree.limits.end(), has_window) ||
         std::any_of(tree.budgets.begin(), tree.budgets.end(), has_window) ||
         std::any_of(tree.exclusives.begin(), tree.exclusives.end(),
                     [](const Exclusive& e) { return e.keep == Exclusive::Keep::First; });
}

TypeRef built_in(std::string_view name) {
  TypeRef type;
  type.name = name;
  type.built_in = true;
  return type;
}

}  // namespace

void declare_history(Tree& tree) {
  if (!asks(tree)) return;
  Record record;
  record.implicit = true;
  record.name = {"earlier_award", "此前奖补项", {}, {}};
  record.fields = {{{"clause", "条款", {}, {}}, built_in("text"), {"Clause", "条款"}},
                   {{"policy", "政策", {}, {}}, built_in("text"), {"Policy", "政策"}},
                   {{"date", "日期", {}, {}}, built_in("date"), {"Date of the award", "获奖补日期"}},
                   {{"amount", "金额", {}, {}}, built_in("money"), {"Amount", "金额"}},
                   {{"item", "项目", {}, {}}, built_in("text"), {"Item", "项目"}}};
  for (const Limit& limit : tree.limits) {
    if (limit.per.name.empty()) continue;
    for (const Fact& fact : tree.facts) {
      if (fact.name.first != limit.per.name && fact.name.second != limit.per.name) continue;
      const auto same = [&](const Field& f) { return f.name.first == fact.name.first; };
      if (std::none_of(record.fields.begin(), record.fields.end(), same))
        record.fields.push_back({fact.name, fact.type, fact.title});
    }
  }
  tree.records.push_back(std::move(record));
  TypeRef list = built_in("earlier_award");
  list.built_in = false;
  list.form = TypeRef::Form::ListOf;
  tree.facts.push_back({{kEarlierAwards, kEarlierAwardsZh, {}, {}}, list, {"Earlier awards", "此前已获奖补"}, {}, true});
}

}  // namespace bursar::syntax
