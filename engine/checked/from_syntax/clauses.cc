// Policy, parameters, definitions, clauses and tests.
#include <algorithm>

#include "engine/base/nearest.h"
#include "engine/checked/from_syntax/checker.h"

namespace bursar::checked {

using diag::Kind;
using diag::plain;
using diag::term;
using diag::written;
using syntax::StatementKind;

Checked from_syntax(const syntax::Tree& tree) { return Checker(tree).run(); }

Checked Checker::run() {
  program_.types.resize(tree_.exprs.size());
  program_.refs.resize(tree_.exprs.size());
  check_policy();
  declare_all();
  declare_decided_amounts();
  definition_state_.assign(tree_.definitions.size(), 0);
  program_.definition_types.resize(tree_.definitions.size());
  for (const auto& p : tree_.parameters) program_.parameter_types.push_back(type_of(p.type));
  check_parameters();
  for (uint32_t i = 0; i < tree_.definitions.size(); ++i) check_definition(i);
  program_.clauses.resize(tree_.clauses.size());
  program_.let_types.resize(tree_.clauses.size());
  for (uint32_t i = 0; i < tree_.clauses.size(); ++i) check_clause(i);
  if (!tree_.policies.empty()) {
    const syntax::Policy& p = tree_.policies[0];
    if (p.decided_by.has()) {
      const Type t = check(p.decided_by);
      if (t.kind != TypeKind::Date && t.kind != TypeKind::None)
        issue(Kind::TypeMismatch, tree_[p.decided_by].span, {term("type.date"), term(type_term(t.kind))});
    }
    for (const auto& r : p.rounding) {
      check(r.multiple);
      if (tree_[r.multiple].value.sign() <= 0) issue(Kind::RoundingNotPositive, r.span);
    }
  }
  for (const syntax::Statement& s : tree_.assumptions) {
    const auto at = symbols_.find(s.definition.name.first);
    if (at == symbols_.end() || at->second.kind != Ref::Kind::Fact) {
      issue(Kind::UnknownName, s.definition.name.span, {written(s.definition.name.first)});
      continue;
    }
    const Type fact = program_.facts[at->second.index].type;
    const Type t = check(s.definition.value, fact);
    if (!fits(t, fact))
      issue(Kind::TypeMismatch, tree_[s.definition.value].span, {term(type_term(fact.kind)), term(type_term(t.kind))});
    program_.assumed[at->second.index] = static_cast<uint32_t>(&s - tree_.assumptions.data());
  }
  check_verbs();
  check_cycles();
  if (!diag::has_errors(issues_)) {
    note_asked_facts();
    for (uint32_t i = 0; i < tree_.clauses.size(); ++i) check_rounding(i);
  }
  for (const syntax::Test& test : tree_.tests) check_test(test);
  // Dated: something depends on a date that the policy does not name by `decided by`.
  const bool decided = !tree_.policies.empty() && tree_.policies[0].decided_by.has();
  bool dated = !tree_.policies.empty() && tree_.policies[0].in_force.has_value();
  for (const auto& p : tree_.parameters)
    for (const auto& v : p.values) dated = dated || v.from.has_value();
  for (const auto& c : program_.clauses) dated = dated || (c.in_force.has_value() && !c.decided_by.has());
  program_.needs_as_of = dated && !decided;
  std::stable_sort(issues_.begin(), issues_.end(), [](const diag::Issue& a, const diag::Issue& b) {
    return std::pair(a.span.file, a.span.begin) < std::pair(b.span.file, b.span.begin);
  });
  return {std::move(program_), std::move(issues_)};
}

/// A policy charges or it pays: in one total the two would hide each other.
void Checker::check_verbs() {
  const syntax::Statement* charge = nullptr;
  const syntax::Statement* payment = nullptr;
  for (size_t i = 0; i < tree_.clauses.size(); ++i) {
    if (!program_.clauses[i].pay) continue;
    const syntax::Statement& s = tree_.clauses[i].body[*program_.clauses[i].pay];
    if (s.verb == syntax::Verb::Deduct || s.verb == syntax::Verb::Answer) continue;
    (s.verb == syntax::Verb::Charge ? charge : payment) = &s;
  }
  if (charge != nullptr && payment != nullptr)
    issue(Kind::MixedCharges, charge->span, {}, {{payment->span, "label.first_verb", {}}});
}

void Checker::check_policy() {
  const source::Span start{};
  if (tree_.policies.empty()) {
    issue(Kind::NoPolicy, start);
    return;
  }
  const syntax::Policy& p = tree_.policies[0];
  if (tree_.policies.size() > 1)
    issue(Kind::SeveralPolicies, tree_.policies[1].name.span, {}, {{p.name.span, "label.first_declared", {}}});
  if (tree_.clauses.empty()) issue(Kind::NoClause, p.name.span);
  if (p.pays.empty()) {
    issue(Kind::NoCurrency, p.name.span);
  } else if (const auto c = num::currency_of(p.pays)) {
    program_.currency = *c;
  } else {
    issue(Kind::UnknownCurrency, p.pays_span, {written(p.pays)});
  }
  if (p.in_force && p.in_force->to && *p.in_force->to < p.in_force->from)
    issue(Kind::PeriodEndsBeforeStart, p.in_force->span);
  if (!p.source.empty()) check_cites({syntax::Cite{p.source, {}, p.source_span, {}}});
}

void Checker::check_parameters() {
  for (uint32_t i = 0; i < tree_.parameters.size(); ++i) {
    const syntax::Parameter& p = tree_.parameters[i];
    const Type want = program_.parameter_types[i];
    std::optional<num::Date> last;
    for (const syntax::DatedValue& v : p.values) {
      check_cites(v.cites);
      const Type t = check(v.value, want);
      if (!fits(t, want))
        issue(Kind::TypeMismatch, tree_[v.value].span, {term(type_term(want.kind)), term(type_term(t.kind))});
      if (v.from && last && *v.from <= *last) issue(Kind::DatesNotAscending, v.span, {plain(v.from->to_text())});
      last = v.from;
    }
    const auto& policy = tree_.policies;
    if (!policy.empty() && policy[0].in_force && !p.values.empty() && p.values[0].from &&
        *p.values[0].from > policy[0].in_force->from)
      issue(Kind::ParameterWithoutValue, p.name.span, {written(p.name.first), plain(policy[0].in_force->from.to_text())});
  }
}

void Checker::check_definition(uint32_t index) {
  if (definition_state_[index] != 0) return;  // being checked: a cycle, which check_cycles reports
  definition_state_[index] = 1;
  if (definition_depth_ >= kMaxChain) {
    issue(Kind::TooDeep, tree_.definitions[index].name.span, {plain(kMaxChain)});
    definition_state_[index] = 2;
    return;
  }
  ++definition_depth_;
  const auto loops = std::exchange(loops_, {});
  const auto lets = std::exchange(lets_, {});
  const Type running = std::exchange(running_, {});
  const syntax::Definition& d = tree_.definitions[index];
  check_cites(d.cites);
  const Type t = check(d.value);
  program_.definition_types[index] = t;
  check_steps(d.steps, t);
  loops_ = loops;
  lets_ = lets;
  running_ = running;
  --definition_depth_;
  definition_state_[index] = 2;
}

namespace {

std::string_view word_of(StatementKind kind) {
  switch (kind) {
    case StatementKind::Where: return "where";
    case StatementKind::By: return "by";
    case StatementKind::InOrderOf: return "in order of";
    case StatementKind::Take: return "take";
    case StatementKind::OfThese: return "of these, where";
    case StatementKind::OncePer: return "once per";
    case StatementKind::ForEach: return "for each";
    case StatementKind::Pay: return "award";
    case StatementKind::Base: return "base";
    case StatementKind::Step: return "capped at";
    default: return "when";
  }
}

int loop_order(StatementKind kind) {
  switch (kind) {
    case StatementKind::Where: return 1;
    case StatementKind::By: return 2;
    case StatementKind::InOrderOf: return 3;
    case StatementKind::Take: return 4;
    case StatementKind::OfThese: return 5;
    case StatementKind::OncePer: return 6;
    default: return 0;
  }
}

}  // namespace

void Checker::sort_statements(uint32_t index) {
  const syntax::Clause& clause = tree_.clauses[index];
  Clause& c = program_.clauses[index];
  int last_loop = 0;
  bool total_seen = false;
  for (uint32_t i = 0; i < clause.body.size(); ++i) {
    const syntax::Statement& s = clause.body[i];
    if (const int order = loop_order(s.kind); order > 0) {
      if (!c.for_each) issue(Kind::LoopPartWithoutLoop, s.span, {written(word_of(s.kind))});
      if (order < last_loop || c.pay || c.base) issue(Kind::StatementOrder, s.span, {written(word_of(s.kind))});
      last_loop = order;
    }
    switch (s.kind) {
      case StatementKind::InForce: c.in_force = s.in_force; break;
      case StatementKind::DecidedBy: c.decided_by = s.expr; break;
      case StatementKind::When:
      case StatementKind::ExceptWhen:
      case StatementKind::Require:
      case StatementKind::ReferWhen:
        if (c.for_each && (s.kind == StatementKind::When || s.kind == StatementKind::ExceptWhen))
          c.item_conditions.push_back(i);
        else
          c.conditions.push_back(i);
        break;
      case StatementKind::Let: c.lets.push_back(i); break;
      case StatementKind::ForEach:
        if (c.for_each || c.pay || c.base) issue(Kind::StatementOrder, s.span, {written("for each")});
        c.for_each = i;
        break;
      case StatementKind::Where: c.where.push_back(i); break;
      case StatementKind::By: c.by = i; break;
      case StatementKind::InOrderOf: c.in_order_of = i; break;
      case StatementKind::Take: c.take = i; break;
      case StatementKind::OfThese: c.of_these.push_back(i); break;
      case StatementKind::OncePer: c.once_per = i; break;
      case StatementKind::Base:
        if (c.pay || c.base) issue(Kind::StatementOrder, s.span, {written("base")});
        c.base = i;
        break;
      case StatementKind::Pay:
        if (c.pay)
          issue(Kind::SecondVerb, s.span, {}, {{clause.body[*c.pay].span, "label.first_verb", {}}});
        else
          c.pay = i;
        break;
      case StatementKind::Step: {
        using syntax::StepSubject;
        if (s.step.subject == StepSubject::Total) {
          if (!c.pay) issue(Kind::StepWithoutAmount, s.span);
          c.total_steps.push_back(i);
          total_seen = true;
          break;
        }
        if (!c.pay && !c.base) issue(Kind::StepWithoutAmount, s.span);
        if (total_seen) issue(Kind::StatementOrder, s.span, {written("total")});
        if ((s.step.subject == StepSubject::Award && !c.pay) || (s.step.subject == StepSubject::Base && c.pay))
          issue(Kind::StepSubjectWrong, s.span, {written(s.step.subject == StepSubject::Award ? "award" : "base")});
        (c.pay ? c.pay_steps : c.base_steps).push_back(i);
        break;
      }
      case StatementKind::Quote:
      case StatementKind::Assume: break;
    }
  }
}

void Checker::check_clause(uint32_t index) {
  const syntax::Clause& clause = tree_.clauses[index];
  Clause& c = program_.clauses[index];
  clause_ = index;
  article_ = clause.cites.empty() || clause.cites[0].articles.empty() ? std::string_view{} : clause.cites[0].articles[0];
  lets_.clear();
  running_ = {};
  check_cites(clause.cites);
  if (clause.cites.empty()) issue(Kind::MissingCitation, clause.name.span, {written(clause.name.first)});
  sort_statements(index);
  if (!c.pay) issue(Kind::MissingVerb, clause.name.span, {written(clause.name.first)});
  std::vector<syntax::Step> base_steps, pay_steps;
  for (uint32_t i : c.base_steps) base_steps.push_back(clause.body[i].step);
  for (uint32_t i : c.pay_steps) pay_steps.push_back(clause.body[i].step);
  for (uint32_t i = 0; i < clause.body.size(); ++i) {
    const syntax::Statement& s = clause.body[i];
    switch (s.kind) {
      case StatementKind::DecidedBy: {
        const Type t = check(s.expr);
        if (t.kind != TypeKind::Date && t.kind != TypeKind::None)
          issue(Kind::TypeMismatch, tree_[s.expr].span, {term("type.date"), term(type_term(t.kind))});
        break;
      }
      case StatementKind::When:
      case StatementKind::ExceptWhen:
      case StatementKind::Require:
      case StatementKind::ReferWhen:
      case StatementKind::Where:
      case StatementKind::OfThese: want_condition(s.expr); break;
      case StatementKind::By:
      case StatementKind::InOrderOf:
      case StatementKind::OncePer: check(s.expr); break;
      case StatementKind::ForEach: {
        const Type list = check(s.expr);
        if (list.kind == TypeKind::List) {
          c.record = list.index;
          loops_.push_back({s.variable, list.index});
        } else if (list.kind != TypeKind::None) {
          issue(Kind::TypeMismatch, tree_[s.expr].span, {term("type.list"), term(type_term(list.kind))});
        }
        break;
      }
      case StatementKind::Let: {
        const Type t = check(s.definition.value);
        const auto let = static_cast<uint32_t>(program_.let_types[index].size());
        program_.let_types[index].push_back(t);
        const Type before = running_;
        check_steps(s.definition.steps, t);
        running_ = before;
        for (std::string_view name : {s.definition.name.first, s.definition.name.second}) {
          if (name.empty()) continue;
          const auto outer = symbols_.find(name);
          if (outer != symbols_.end())
            issue(Kind::DuplicateName, s.definition.name.span, {written(name)},
                  {{outer->second.span, "label.first_declared", {}}});
          if (!lets_.try_emplace(name, let).second && name != s.definition.name.second)
            issue(Kind::DuplicateName, s.definition.name.span, {written(name)});
        }
        break;
      }
      case StatementKind::Base: {
        const Type t = check(s.expr);
        running_ = t;
        check_steps(base_steps, t);
        running_ = t;
        break;
      }
      case StatementKind::Pay: {
        const Type t = s.verb == syntax::Verb::Answer ? check(s.expr) : want_amount(s.expr);
        c.type = t;
        const Type base = running_;
        check_steps(pay_steps, t);
        running_ = base;
        if (t.kind == TypeKind::Money && t.currency != program_.currency && s.verb != syntax::Verb::Answer)
          issue(Kind::CurrencyMismatch, tree_[s.expr].span,
                {plain(t.currency.code()), plain(program_.currency.code())});
        break;
      }
      case StatementKind::Step:
        if (s.step.subject == syntax::StepSubject::Total) check_steps({s.step}, c.type);
        break;
      case StatementKind::Take:
        if (s.first == 0 || s.last < s.first) issue(Kind::ConstantNotWhole, s.span);
        break;
      default: break;
    }
  }
  loops_.clear();
  clause_.reset();
  article_ = {};
}

void Checker::check_test_value(ExprId id, Type type) {
  const Type t = check(id, type);
  const bool literal_year = type.kind == TypeKind::Year && is_plain_number(t.kind);
  if (!fits(t, type) && !literal_year)
    issue(Kind::TypeMismatch, tree_[id].span, {term(type_term(type.kind)), term(type_term(t.kind))});
}

void Checker::check_test(const syntax::Test& test) {
  if (test.expect.empty()) issue(Kind::TestWithoutExpectation, test.span);
  for (const syntax::Given& g : test.given) {
    if (g.name == "as_of") {
      check_test_value(g.value, {TypeKind::Date, {}, 0});
      continue;
    }
    std::optional<uint32_t> fact;
    for (uint32_t f = 0; f < program_.facts.size(); ++f)
      if (program_.facts[f].first == g.name || program_.facts[f].second == g.name) fact = f;
    if (!fact) {
      std::vector<std::string_view> names;
      for (const Fact& f : program_.facts) names.insert(names.end(), {f.first, f.second});
      std::vector<diag::Arg> args{written(g.name)};
      if (const auto near = nearest(g.name, names)) args.push_back(written(*near));
      issue(Kind::UnknownTestSubject, g.span, std::move(args));
      continue;
    }
    const Type type = program_.facts[*fact].type;
    if (!g.list) {
      if (type.kind == TypeKind::List) {
        const auto k = tree_[g.value].kind;
        if (k != syntax::ExprKind::Unknown && k != syntax::ExprKind::DoesNotApply)
          issue(Kind::TypeMismatch, g.span, {term("type.list"), term(type_term(check(g.value).kind))});
      } else {
        check_test_value(g.value, type);
      }
      continue;
    }
    if (type.kind != TypeKind::List) {
      issue(Kind::TypeMismatch, g.span, {term(type_term(type.kind)), term("type.list")});
      continue;
    }
    std::vector<Type> columns;
    for (size_t i = 0; i < g.columns.size(); ++i) {
      const auto field = find_field(type.index, g.columns[i]);
      if (!field)
        issue(Kind::UnknownField, i < g.column_spans.size() ? g.column_spans[i] : g.span,
              {written(g.columns[i]), written(tree_.records[type.index].name.first)});
      columns.push_back(field ? program_.fields[type.index][*field] : Type{});
    }
    for (const auto& row : g.rows) {
      if (row.size() != columns.size()) {
        issue(Kind::TestColumnCount, g.span, {plain(columns.size()), plain(row.size())});
        continue;
      }
      for (size_t i = 0; i < row.size(); ++i) check_test_value(row[i], columns[i]);
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
    if (e.value.has())
      check(e.value, at->second.kind == Ref::Kind::Definition ? program_.definition_types[at->second.index]
                                                              : program_.clauses[at->second.index].type);
  }
}

}  // namespace bursar::checked
