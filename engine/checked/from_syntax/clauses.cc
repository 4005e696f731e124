// Policy, parameters, definitions and clauses.
#include <algorithm>
#include <utility>

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
  program_.clauses.resize(tree_.clauses.size());
  program_.let_types.resize(tree_.clauses.size());
  clause_checked_.assign(tree_.clauses.size(), false);
  declare_all();
  check_calendars();
  declare_decided_amounts();
  definition_state_.assign(tree_.definitions.size(), 0);
  program_.definition_types.resize(tree_.definitions.size());
  for (const auto& p : tree_.parameters) {
    std::vector<Type> types;
    if (p.columns.empty()) types.push_back(type_of(p.type));
    for (const auto& column : p.columns) types.push_back(type_of(column.type));
    program_.parameter_types.push_back(std::move(types));
  }
  check_parameters();
  for (uint32_t i = 0; i < tree_.definitions.size(); ++i) check_definition(i);
  for (uint32_t i = 0; i < tree_.clauses.size(); ++i) check_clause(i);
  for (uint32_t i = 0; i < tree_.clauses.size(); ++i) check_set_aside(i);
  check_programme();
  for (const syntax::Policy& p : tree_.policies) {
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
    for (uint32_t i = 0; i < tree_.clauses.size(); ++i) check_floor(i);
    for (uint32_t i = 0; i < tree_.clauses.size(); ++i) check_quote(i);
  }
  for (const syntax::Test& test : tree_.tests)
    if (tree_.part(test.span) == 0) check_test(test);
  program_.needs_as_of = needs_as_of();
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
    if (!program_.clauses[i].pay || is_used_only(static_cast<uint32_t>(i))) continue;
    const syntax::Statement& s = tree_.clauses[i].body[*program_.clauses[i].pay];
    if (!counts_in_total(s.verb)) continue;
    (s.verb == syntax::Verb::Charge ? charge : payment) = &s;
  }
  if (charge != nullptr && payment != nullptr)
    issue(Kind::MixedCharges, charge->span, {}, {{payment->span, "label.first_verb", {}}});
}

/// One policy for the program and one for each program that it uses; all pay in one currency.
void Checker::check_policy() {
  uint32_t parts = 1;
  for (uint32_t part : tree_.part_of_file) parts = std::max(parts, part + 1);
  std::vector<const syntax::Policy*> of_part(parts, nullptr);
  for (const syntax::Policy& p : tree_.policies) {
    const syntax::Policy*& own = of_part[tree_.part(p.span)];
    if (own != nullptr)
      issue(Kind::SeveralPolicies, p.name.span, {}, {{own->name.span, "label.first_declared", {}}});
    else
      own = &p;
  }
  for (uint32_t part = 0; part < parts; ++part) {
    if (of_part[part] == nullptr) {
      source::Span start{};
      for (uint32_t file = 0; file < tree_.part_of_file.size(); ++file)
        if (part != 0 && tree_.part_of_file[file] == part) start.file = file;
      if (part == 0 || !shares_only(part)) issue(Kind::NoPolicy, start);
      program_.policies.push_back({program_.policies.empty() ? 0 : program_.policies[0].index, {}});
      continue;
    }
    program_.policies.push_back({static_cast<uint32_t>(of_part[part] - tree_.policies.data()), {}});
    check_one_policy(*of_part[part], part);
  }
}

/// A part without clauses, such as definitions that several programs share, needs no policy.
bool Checker::shares_only(uint32_t part) const {
  return std::none_of(tree_.clauses.begin(), tree_.clauses.end(),
                      [&](const syntax::Clause& c) { return tree_.part(c.span) == part; });
}

void Checker::check_one_policy(const syntax::Policy& p, uint32_t part) {
  if (shares_only(part)) issue(Kind::NoClause, p.name.span);
  if (p.pays.empty()) {
    issue(Kind::NoCurrency, p.name.span);
  } else if (const auto c = num::currency_of(p.pays)) {
    if (part == 0) program_.currency = *c;
    else if (*c != program_.currency)
      issue(Kind::CurrencyMismatch, p.pays_span, {plain(program_.currency.code()), plain(c->code())});
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
    const std::vector<Type>& want = program_.parameter_types[i];
    program_.parameter_by.emplace_back();
    std::vector<Type> keys;
    if (!p.by.empty()) {
      const auto at = symbols_.find(p.by);
      if (at == symbols_.end() || at->second.kind != Ref::Kind::Fact) {
        issue(Kind::UnknownName, p.by_span, {written(p.by)});
      } else {
        program_.parameter_by.back() = at->second.index;
        keys.push_back(program_.facts[at->second.index].type);
      }
    }
    std::optional<num::Date> last;
    for (const syntax::DatedValue& v : p.values) {
      check_cites(v.cites);
      const auto value = [&](ExprId id, Type type) {
        const Type t = check(id, type);
        if (!fits(t, type)) issue(Kind::TypeMismatch, tree_[id].span, {type_arg(type), type_arg(t)});
      };
      if (v.key_rows.empty() == !p.by.empty()) issue(Kind::ParameterRows, v.span, {written(p.name.first)});
      if (v.key_rows.empty() && v.values.size() != want.size())
        issue(Kind::TableColumns, v.span, {plain(want.size()), plain(v.values.size())});
      for (size_t c = 0; c < v.values.size() && c < want.size(); ++c) value(v.values[c], want[c]);
      for (const auto& row : v.key_rows)
        for (ExprId id : row.values) value(id, want[0]);
      if (!v.key_rows.empty() && !keys.empty()) check_key_rows(v.key_rows, keys, 1, v.span);
      if (v.from && last && *v.from <= *last) issue(Kind::DatesNotAscending, v.span, {plain(v.from->to_text())});
      last = v.from;
    }
    if (tree_.policies.empty()) continue;
    const uint32_t part = tree_.part(p.span);
    const auto& force = tree_.policies[program_.policies[part].index].in_force;
    if (force && !p.values.empty() && p.values[0].from && *p.values[0].from > force->from)
      issue(Kind::ParameterWithoutValue, p.name.span, {written(p.name.first), plain(force->from.to_text())});
  }
}

/// `reclaim E of C`: a share of what the clause C was awarded, or an amount.
Type Checker::check_reclaim(ExprId id) {
  const syntax::Expr& e = tree_[id];
  if (e.kind != syntax::ExprKind::Of || tree_[e.kids[1]].kind != syntax::ExprKind::Path) return want_amount(id);
  const auto at = symbols_.find(tree_[e.kids[1]].names[0]);
  if (at == symbols_.end() || at->second.kind != Ref::Kind::Clause) return want_amount(id);
  note_history(e.span);
  program_.refs[e.kids[1].index] = {Ref::Kind::EarlierOf, at->second.index, 0};
  const Type money{TypeKind::Money, program_.currency};
  want(e.kids[0], {TypeKind::Percent, TypeKind::Number});
  program_.types[e.kids[1].index] = program_.types[id.index] = money;
  return money;
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

/// Something depends on a date that neither its policy nor its clause names by `decided by`.
bool Checker::needs_as_of() const {
  const auto decided = [&](uint32_t part) {
    return part < program_.policies.size() && !tree_.policies.empty() &&
           tree_.policies[program_.policies[part].index].decided_by.has();
  };
  for (uint32_t part = 0; part < program_.policies.size() && !tree_.policies.empty(); ++part)
    if (tree_.policies[program_.policies[part].index].in_force && !decided(part)) return true;
  std::vector<bool> own_date(tree_.exprs.size());  // `p on D`, `p averaged by days over P`
  for (uint32_t i = 0; i < tree_.exprs.size(); ++i) {
    const syntax::Expr& e = tree_.exprs[i];
    if (e.kind == syntax::ExprKind::On || e.kind == syntax::ExprKind::AveragedOver) own_date[e.kids[0].index] = true;
  }
  for (uint32_t i = 0; i < tree_.exprs.size(); ++i) {
    const Ref& ref = program_.refs[i];
    if (ref.kind != Ref::Kind::Parameter || own_date[i] || decided(tree_.part(tree_.exprs[i].span))) continue;
    for (const auto& v : tree_.parameters[ref.index].values)
      if (v.from) return true;
  }
  for (uint32_t c = 0; c < tree_.clauses.size(); ++c)
    if (program_.clauses[c].in_force && !program_.clauses[c].decided_by.has() && !decided(tree_.part(tree_.clauses[c].span)))
      return true;
  const auto windowed = [](const syntax::Window& w) {
    return w.kind != syntax::Window::Kind::None && w.kind != syntax::Window::Kind::Ever;
  };
  for (const auto& l : tree_.limits)
    if (windowed(l.window) && !decided(tree_.part(l.span))) return true;
  for (const auto& b : tree_.budgets)
    if (windowed(b.window) && !decided(tree_.part(b.span))) return true;
  for (uint32_t i = 0; i < tree_.exprs.size(); ++i)
    if (windowed(tree_.exprs[i].window) && !decided(tree_.part(tree_.exprs[i].span))) return true;
  return false;
}

bool counts_in_total(syntax::Verb verb) {
  using syntax::Verb;
  return verb != Verb::Deduct && verb != Verb::Answer && verb != Verb::Due && verb != Verb::Defer;
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
    case StatementKind::UnbrokenBy: return "unbroken by";
    case StatementKind::ForEach: return "for each";
    case StatementKind::Pay: return "award";
    case StatementKind::Base: return "base";
    case StatementKind::Step: return "capped at";
    default: return "when";
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
    if (const int order = syntax::loop_rank(s.kind); order > 0) {
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
      case StatementKind::UnbrokenBy: c.unbroken_by = i; break;
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
      case StatementKind::SubjectTo:
      case StatementKind::Overrides:
      case StatementKind::Assume: break;
    }
  }
}

syntax::Verb Checker::verb_of(uint32_t clause) const {
  for (const syntax::Statement& s : tree_.clauses[clause].body)
    if (s.kind == StatementKind::Pay) return s.verb;
  return syntax::Verb::Award;
}

/// Once; an answer that is named before its turn is checked then.
void Checker::check_clause(uint32_t index) {
  if (clause_checked_[index]) return;
  clause_checked_[index] = true;
  const auto loops = std::exchange(loops_, {});
  const auto lets = std::exchange(lets_, {});
  const auto running = std::exchange(running_, {});
  const auto outer = clause_;
  const auto article = article_;
  check_clause_body(index);
  loops_ = loops;
  lets_ = lets;
  running_ = running;
  clause_ = outer;
  article_ = article;
}

void Checker::check_clause_body(uint32_t index) {
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
      case StatementKind::UnbrokenBy:
      case StatementKind::OncePer: check(s.expr); break;
      case StatementKind::ForEach: {
        const Type list = want(s.expr, {TypeKind::List, TypeKind::Sequence});
        c.item = item_of(list);
        if (list.kind != TypeKind::None) loops_.push_back({s.variable, s.variable_second, c.item});
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
        const Type t = s.verb == syntax::Verb::Answer ? check(s.expr)
                       : s.verb == syntax::Verb::Due  ? want(s.expr, {TypeKind::Date, TypeKind::Moment})
                       : s.verb == syntax::Verb::Reclaim ? check_reclaim(s.expr)
                                                         : want_amount(s.expr);
        if (s.until.has()) {
          want(s.until, {TypeKind::Date});
          if (s.verb != syntax::Verb::Defer) issue(Kind::UntilWithoutDefer, tree_[s.until].span);
        } else if (s.verb == syntax::Verb::Defer) {
          issue(Kind::DeferWithoutUntil, s.span);
        }
        c.type = t;
        const Type base = running_;
        check_steps(pay_steps, t);
        running_ = base;
        if (t.kind == TypeKind::Money && t.unit != 0 && s.verb != syntax::Verb::Answer)
          issue(Kind::NotAnAmount, tree_[s.expr].span, {type_arg(t)});
        if (t.kind == TypeKind::Money && t.currency != program_.currency && s.verb != syntax::Verb::Answer)
          issue(Kind::CurrencyMismatch, tree_[s.expr].span,
                {plain(t.currency.code()), plain(program_.currency.code())});
        break;
      }
      case StatementKind::Step:
        if (s.step.subject == syntax::StepSubject::Total) {
          in_total_ = true;
          check_steps({s.step}, c.type);
          in_total_ = false;
        }
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

}  // namespace bursar::checked
