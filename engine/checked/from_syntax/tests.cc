// The tests of a program: what is given, earlier awards, what is expected.
#include <utility>

#include "engine/base/nearest.h"
#include "engine/checked/from_syntax/checker.h"
#include "engine/syntax/history.h"

namespace bursar::checked {

using diag::Kind;
using diag::plain;
using diag::term;
using diag::written;

void Checker::check_given(const syntax::Given& g, std::optional<Type> field) {
    if (g.name == "as_of" && !field) {
      check_literal(g.value, {TypeKind::Date});
      return;
    }
    std::optional<uint32_t> fact;
    for (uint32_t f = 0; f < program_.facts.size(); ++f)
      if (program_.facts[f].first == g.name || program_.facts[f].second == g.name) fact = f;
    if (!fact && !field) {
      std::vector<std::string_view> names;
      for (const Fact& f : program_.facts) names.insert(names.end(), {f.first, f.second});
      std::vector<diag::Arg> args{written(g.name)};
      if (const auto near = nearest(g.name, names)) args.push_back(written(*near));
      issue(Kind::UnknownTestSubject, g.span, std::move(args));
      return;
    }
    const Type type = field ? *field : program_.facts[*fact].type;
  const bool series = type.kind == TypeKind::Series;
  if (!g.list) {
    if (type.kind != TypeKind::List && !series) return check_literal(g.value, type);
    const auto k = tree_[g.value].kind;
    if (k != syntax::ExprKind::Unknown && k != syntax::ExprKind::DoesNotApply)
      issue(Kind::TypeMismatch, g.span, {term(type_term(type.kind)), term(type_term(check(g.value).kind))});
    return;
  }
  if (type.kind != TypeKind::List && !series) {
    issue(Kind::TypeMismatch, g.span, {term(type_term(type.kind)), term("type.list")});
    return;
  }
  std::vector<Type> columns;
  for (size_t i = 0; i < g.columns.size(); ++i) {
    const source::Span span = i < g.column_spans.size() ? g.column_spans[i] : g.span;
    if (series) {  // `turnover (month, value) (2024-01, 5 yuan)`
      Type one = type;
      one.kind = std::exchange(one.element, TypeKind::None);
      const bool month = g.columns[i] == "month" || g.columns[i] == "月份";
      if (!month && g.columns[i] != "value" && g.columns[i] != "数值")
        issue(Kind::UnknownField, span, {written(g.columns[i]), written(g.name)});
      columns.push_back(month ? Type{TypeKind::Month} : one);
      continue;
    }
    const auto found = find_field(type.index, g.columns[i]);
    if (!found) issue(Kind::UnknownField, span, {written(g.columns[i]), written(tree_.records[type.index].name.first)});
    columns.push_back(found ? program_.fields[type.index][*found] : Type{});
  }
  for (const auto& row : g.rows) {
    if (row.size() != columns.size()) {
      issue(Kind::TestColumnCount, g.span, {plain(columns.size()), plain(row.size())});
      continue;
    }
    for (size_t i = 0; i < row.size(); ++i) check_literal(row[i], columns[i]);
  }
}

void Checker::check_test(const syntax::Test& test) {
  size_t expected = 0;
  for (const syntax::TestCase& c : test.cases) {
    expected += c.expect.size();
    check_test_case(c);
  }
  if (expected == 0) issue(Kind::TestWithoutExpectation, test.span);
}

void Checker::check_test_case(const syntax::TestCase& test) {
  for (size_t i = 0; i < test.given.size(); ++i) {
    check_given(test.given[i], {});
    for (size_t k = 0; k < i; ++k)
      if (test.given[k].name == test.given[i].name)
        issue(Kind::DuplicateName, test.given[i].span, {written(test.given[i].name)},
              {{test.given[k].span, "label.first_declared", {}}});
  }
  for (const syntax::EarlierAward& a : test.earlier) {
    const auto at = symbols_.find(a.clause);
    if (at == symbols_.end() || at->second.kind != Ref::Kind::Clause) issue(Kind::UnknownClause, a.span, {written(a.clause)});
    check_literal(a.amount, {TypeKind::Money, program_.currency});
    const uint32_t record = program_.facts[*program_.earlier_awards].type.index;
    for (const syntax::Given& g : a.keys) {
      const auto found = find_field(record, g.name);
      if (found) check_given(g, program_.fields[record][*found]);
      else issue(Kind::UnknownField, g.span, {written(g.name), written(syntax::kEarlierAwards)});
    }
  }
  for (const syntax::Expect& e : test.expect) {
    if (e.subject.size() == 1 && (e.subject[0] == "total" || e.subject[0] == "各项合计")) {
      if (e.value.has()) check(e.value);
      continue;
    }
    const auto at = symbols_.find(e.subject[0]);
    if (at == symbols_.end() || (at->second.kind != Ref::Kind::Clause && at->second.kind != Ref::Kind::Definition)) {
      std::vector<diag::Arg> args{written(e.subject[0])};
      if (const auto near = nearest_name(e.subject[0]); !near.empty()) args.push_back(written(near));
      issue(Kind::UnknownTestSubject, e.span, std::move(args));
      continue;
    }
    if (at->second.kind == Ref::Kind::Clause && e.subject.size() > 1) {
      std::optional<Type> type;
      if (e.subject[1] == "paid" || e.subject[1] == "实给") type = Type{TypeKind::Money, program_.currency};
      const Clause& c = program_.clauses[at->second.index];
      for (size_t l = 0; l < c.lets.size(); ++l) {
        const syntax::Name& name = tree_.clauses[at->second.index].body[c.lets[l]].definition.name;
        if (name.first == e.subject[1] || name.second == e.subject[1]) type = program_.let_types[at->second.index][l];
      }
      if (!type) issue(Kind::UnknownTestSubject, e.span, {written(e.subject[1])});
      else if (e.value.has()) check(e.value, *type);
      continue;
    }
    if (e.value.has())
      check(e.value, at->second.kind == Ref::Kind::Definition ? program_.definition_types[at->second.index]
                                                              : program_.clauses[at->second.index].type);
  }
}

}  // namespace bursar::checked
