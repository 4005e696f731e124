// The programme layer: which clauses it names; calendars; what sets what aside.
#include <algorithm>

#include "engine/base/nearest.h"
#include "engine/checked/from_syntax/checker.h"

namespace bursar::checked {

using diag::Kind;
using diag::plain;
using diag::term;
using diag::written;

void Checker::check_calendars() {
  if (tree_.policies.empty()) return;
  for (Policy& policy : program_.policies) {
    const syntax::Policy& p = tree_.policies[policy.index];
    if (p.working_days.empty()) continue;
    std::vector<std::string_view> names;
    for (uint32_t i = 0; i < tree_.calendars.size(); ++i) {
      const syntax::Calendar& c = tree_.calendars[i];
      names.insert(names.end(), {c.name.first, c.name.second});
      if ((c.name.first == p.working_days || (!c.name.second.empty() && c.name.second == p.working_days)) && c.works)
        policy.working_days = i;
    }
    if (policy.working_days) continue;
    std::vector<diag::Arg> args{written(p.working_days)};
    if (const auto near = nearest(p.working_days, names)) args.push_back(written(*near));
    issue(Kind::UnknownCalendar, p.working_days_span, std::move(args));
  }
}

/// Of the policy that the clause being checked belongs to.
bool Checker::has_working_days() const {
  const uint32_t part = clause_ ? tree_.part(tree_.clauses[*clause_].span) : 0;
  return part < program_.policies.size() && program_.policies[part].working_days.has_value();
}

std::optional<uint32_t> Checker::clause_named(const syntax::NameAt& name) {
  const auto at = symbols_.find(name.name);
  if (at != symbols_.end() && at->second.kind == Ref::Kind::Clause) return at->second.index;
  std::vector<std::string_view> names;
  for (const syntax::Clause& c : tree_.clauses) names.insert(names.end(), {c.name.first, c.name.second});
  std::vector<diag::Arg> args{written(name.name)};
  if (const auto near = nearest(name.name, names)) args.push_back(written(*near));
  issue(Kind::UnknownClause, name.span, std::move(args));
  return std::nullopt;
}

/// What binds a clause binds each of its versions.
std::vector<uint32_t> Checker::with_versions(const std::vector<uint32_t>& clauses) const {
  std::vector<uint32_t> out;
  for (uint32_t c : clauses) {
    out.push_back(c);
    out.insert(out.end(), program_.clauses[c].versions.begin(), program_.clauses[c].versions.end());
  }
  return out;
}

/// `A overrides C` and `C subject to A` both let A set C aside.
void Checker::check_set_aside(uint32_t index) {
  for (const syntax::Statement& s : tree_.clauses[index].body) {
    const bool subject = s.kind == syntax::StatementKind::SubjectTo;
    if (!subject && s.kind != syntax::StatementKind::Overrides) continue;
    const auto other = clause_named({s.text, s.span});
    if (!other) continue;
    if (*other == index) {
      issue(Kind::CircularDefinition, s.span, {written(tree_.clauses[index].name.first)});
      continue;
    }
    for (uint32_t version : with_versions({*other})) {
      auto& list = program_.clauses[subject ? index : version].set_aside_by;
      list.push_back(subject ? version : index);
    }
  }
}

/// Clauses that rules bind together share a number, so that each group's rules run as one.
void Checker::join_components() {
  auto& component = program_.component;
  for (uint32_t c = 0; c < tree_.clauses.size(); ++c) component.push_back(c);
  const auto join = [&](const std::vector<uint32_t>& clauses) {
    for (uint32_t c : clauses) {
      const uint32_t from = component[c], to = component[clauses[0]];
      for (uint32_t& one : component)
        if (one == from) one = to;
    }
  };
  for (const auto& e : program_.exclusives) join(e.clauses);
  for (const auto& l : program_.limits) join(l.clauses);
}

void Checker::check_programme() {
  const auto clauses = [&](const std::vector<syntax::NameAt>& names) {
    std::vector<uint32_t> out;
    for (const syntax::NameAt& n : names) {
      const auto c = clause_named(n);
      if (!c) continue;
      if (std::find(out.begin(), out.end(), *c) != out.end()) issue(Kind::DuplicateName, n.span, {written(n.name)});
      else out.push_back(*c);
      // A date or an answer is no payment.
      const syntax::Verb verb = verb_of(*c);
      if (verb == syntax::Verb::Due || verb == syntax::Verb::Answer)
        issue(Kind::NotAnAmount, n.span, {type_arg(program_.clauses[*c].type)});
    }
    return out;
  };
  const auto amount = [&](ExprId id) {
    if (!id.has()) return;
    const Type t = want_amount(id);
    if (t.kind == TypeKind::Money && t.currency != program_.currency)
      issue(Kind::CurrencyMismatch, tree_[id].span, {plain(t.currency.code()), plain(program_.currency.code())});
  };
  for (const syntax::Exclusive& e : tree_.exclusives) {
    check_cites(e.cites);
    program_.exclusives.push_back({with_versions(clauses(e.clauses))});
    if (e.clauses.size() < 2) issue(Kind::ExclusiveOfOne, e.span);
  }
  for (const syntax::Limit& l : tree_.limits) {
    check_cites(l.cites);
    Limit limit;
    limit.clauses = with_versions(clauses(l.clauses));
    amount(l.at_most);
    amount(l.counting);
    want_condition(l.when);
    check_window(l.window);
    bool several = l.clauses.size() > 1;
    for (uint32_t c : limit.clauses) several = several || program_.clauses[c].for_each.has_value();
    if (several && !l.cut) issue(Kind::LimitWithoutCut, l.span);
    if (!l.per.name.empty()) {
      const auto at = symbols_.find(l.per.name);
      if (at != symbols_.end() && at->second.kind == Ref::Kind::Fact) limit.per = at->second.index;
      else issue(Kind::UnknownName, l.per.span, {written(l.per.name)});
    }
    if (!l.cut_first.name.empty()) {
      limit.cut_first = clause_named(l.cut_first);
      bool among = !limit.cut_first;
      for (uint32_t c : limit.clauses) among = among || c == *limit.cut_first;
      if (!among) issue(Kind::CutOutsideLimit, l.cut_first.span, {written(l.cut_first.name)});
    }
    program_.limits.push_back(std::move(limit));
  }
  for (const syntax::Budget& b : tree_.budgets) {
    check_cites(b.cites);
    program_.budgets.push_back({clauses(b.clauses)});
    for (ExprId id : {b.at_most, b.per_receiver, b.floor_to}) amount(id);
    if (const auto unit = figure_of(b.floor_to); unit && unit->sign() <= 0)
      issue(Kind::RoundingNotPositive, tree_[b.floor_to].span);
    if (b.in_order_of.has()) check(b.in_order_of);
    if (b.ties_by.has()) check_ties(b.ties_by);
    check_window(b.window);
    if (!b.ties_by.has()) issue(Kind::BudgetWithoutTies, b.span);
    if (b.pro_rata && !b.remainder_largest && !b.remainder_to_last) issue(Kind::BudgetWithoutRemainder, b.span);
  }
  for (const syntax::Instalments& i : tree_.instalments) {
    check_cites(i.cites);
    const auto clause = clause_named(i.clause);
    const auto& seen = program_.instalments;
    if (clause && std::find(seen.begin(), seen.end(), *clause) != seen.end())
      issue(Kind::DuplicateName, i.clause.span, {written(i.clause.name)});
    program_.instalments.push_back(clause.value_or(0));
    num::Exact sum;
    bool figures = true;
    for (const syntax::Instalment& part : i.parts) {
      want(part.share, {TypeKind::Percent, TypeKind::Number});
      if (part.on.has()) want(part.on, {TypeKind::Date});
      const auto figure = figure_of(part.share);
      figures = figures && figure.has_value();
      if (figure) sum += *figure;
    }
    if (figures && sum != num::Exact(1)) issue(Kind::InstalmentsSum, i.span, {plain((sum * num::Exact(100)).to_text())});
  }
  join_components();
}

/// Applicants in a tie go by a fact, or by `id`, the profile's own.
void Checker::check_ties(ExprId id) {
  const syntax::Expr& e = tree_[id];
  if (e.kind == syntax::ExprKind::Path && e.names.size() == 1 && e.names[0] == "id") {
    program_.types[id.index] = {TypeKind::Text};
    return;
  }
  check(id);
}

}  // namespace bursar::checked
