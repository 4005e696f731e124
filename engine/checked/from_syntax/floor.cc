// An amount that may fall below zero and states no floor: a warning, decided by intervals alone. Facts are
// taken as zero or more, and conditions are not looked at.
#include <algorithm>

#include "engine/checked/from_syntax/checker.h"

namespace bursar::checked {

using num::Exact;
using syntax::Expr;
using syntax::ExprKind;
using Bound = std::optional<Exact>;

namespace {

constexpr size_t kMaxBits = 1'024;  // longer bounds are given up: only their sign is wanted

const Range kAny{std::nullopt, std::nullopt}, kNotNegative{Exact(0), std::nullopt};

bool not_negative(const Range& r) { return r.lowest && r.lowest->sign() >= 0; }

Range short_enough(Range r) {
  if (r.highest && r.highest->bits() > kMaxBits) r.highest.reset();
  if (r.lowest && r.lowest->bits() > kMaxBits)
    r.lowest = r.lowest->sign() >= 0 ? Bound(Exact(0)) : std::nullopt;
  return r;
}

Bound sum(const Bound& a, const Bound& b) { return a && b ? Bound(*a + *b) : std::nullopt; }
Bound negated(const Bound& a) { return a ? Bound(-*a) : std::nullopt; }
Range negated(const Range& r) { return {negated(r.highest), negated(r.lowest)}; }
Range sum(const Range& a, const Range& b) {
  return short_enough({sum(a.lowest, b.lowest), sum(a.highest, b.highest)});
}

Range product(const Range& a, const Range& b) {
  if (!not_negative(a) || !not_negative(b)) return kAny;
  return short_enough(
      {*a.lowest * *b.lowest, a.highest && b.highest ? Bound(*a.highest * *b.highest) : std::nullopt});
}

Range quotient(const Range& a, const Range& b) {
  if (!not_negative(a) || !not_negative(b)) return kAny;
  const Bound one = b.lowest == b.highest ? b.lowest : std::nullopt;
  const auto inverse = one ? Exact::divide(Exact(1), *one) : std::nullopt;
  return inverse ? product(a, {*inverse, *inverse}) : kNotNegative;
}

Range lower(const Range& a, const Range& b) {
  return {a.lowest && b.lowest ? Bound(std::min(*a.lowest, *b.lowest)) : std::nullopt,
          a.highest && b.highest ? Bound(std::min(*a.highest, *b.highest))
          : a.highest            ? a.highest
                                 : b.highest};
}

Range higher(const Range& a, const Range& b) { return negated(lower(negated(a), negated(b))); }

Range hull(const Range& a, const Range& b) { return {lower(a, b).lowest, higher(a, b).highest}; }

}  // namespace

Range Checker::range_after(Range r, const syntax::Step& step) {
  using syntax::StepKind;
  const Range o = range(step.operand);
  const Range one{Exact(1), Exact(1)};
  switch (step.kind) {
    case StepKind::Plus:
      return sum(r, o);
    case StepKind::Less:
      return sum(r, negated(o));
    case StepKind::MultipliedBy:
      return product(r, o);
    case StepKind::DividedBy:
      return quotient(r, o);
    case StepKind::RaisedBy:
      return product(r, sum(one, o));
    // a share that no figure bounds is taken as at most the whole
    case StepKind::LoweredBy:
      return product(r, o.highest ? sum(one, negated(o)) : kNotNegative);
    case StepKind::CumulativelyCappedAt:
    case StepKind::CappedAt:
      return lower(r, o);
    case StepKind::NotBelow:
      return higher(r, o);
    case StepKind::Rounded:
      return r;  // keeps the sign
  }
  return kAny;
}

Range Checker::range_of(const syntax::Definition& d) {
  if (const auto known = known_ranges_.find(&d); known != known_ranges_.end()) return known->second;
  Range r = range(d.value);
  for (const auto& s : d.steps) r = range_after(r, s);
  known_ranges_.emplace(&d, r);
  return r;
}

Range Checker::range(ExprId id) {
  const Expr& e = tree_[id];
  const auto kid = [&](size_t i) { return range(e.kids[i]); };
  switch (e.kind) {
    case ExprKind::Quantity:
      return short_enough({syntax::number_of(e), syntax::number_of(e)});
    case ExprKind::Path: {
      const Ref& ref = program_.refs[id.index];
      switch (ref.kind) {
        case Ref::Kind::Definition:
          return range_of(tree_.definitions[ref.index]);
        case Ref::Kind::Parameter: {
          std::optional<Range> all;
          for (const auto& v : tree_.parameters[ref.index].values)
            syntax::each_value(v, [&](ExprId value) { all = all ? hull(*all, range(value)) : range(value); });
          return all.value_or(kAny);
        }
        case Ref::Kind::Let:
          return range_of(
              tree_.clauses[ref.outer].body[program_.clauses[ref.outer].lets[ref.index]].definition);
        default:
          return kNotNegative;
      }
    }
    case ExprKind::Base: {
      if (!clause_ || !program_.clauses[*clause_].base) return kNotNegative;
      const auto& body = tree_.clauses[*clause_].body;
      Range r = range(body[*program_.clauses[*clause_].base].expr);
      for (uint32_t i : program_.clauses[*clause_].base_steps) r = range_after(r, body[i].step);
      return r;
    }
    case ExprKind::Negate:
      return negated(kid(0));
    case ExprKind::Add:
      return sum(kid(0), kid(1));
    case ExprKind::Subtract:
      return sum(kid(0), negated(kid(1)));
    case ExprKind::Multiply:
    case ExprKind::Of:
      return product(kid(0), kid(1));
    case ExprKind::Divide:
      return quotient(kid(0), kid(1));
    case ExprKind::Matched:
    case ExprKind::Power:
    case ExprKind::Sum:
    case ExprKind::Average:
    case ExprKind::Highest:
    case ExprKind::Smallest:
      return not_negative(kid(0)) ? kNotNegative : kAny;
    case ExprKind::Lower:
    case ExprKind::Higher: {
      Range r = kid(0);
      for (size_t i = 1; i < e.kids.size(); ++i)
        r = e.kind == ExprKind::Lower ? lower(r, kid(i)) : higher(r, kid(i));
      return r;
    }
    case ExprKind::If:
      return hull(kid(1), kid(2));
    case ExprKind::Ladder: {
      Range r = range(e.rows[0].value);
      for (size_t i = 1; i < e.rows.size(); ++i) r = hull(r, range(e.rows[i].value));
      return r;
    }
    case ExprKind::Stepped: {
      Range r = kid(0);
      for (const auto& s : e.steps) r = range_after(r, s);
      return r;
    }
    default:
      return kNotNegative;
  }
}

void Checker::check_floor(uint32_t index) {
  const Clause& c = program_.clauses[index];
  const auto& body = tree_.clauses[index].body;
  if (!c.pay || c.type.kind != TypeKind::Money || body[*c.pay].verb == syntax::Verb::Answer) return;
  clause_ = index;
  std::optional<source::Span> fell;  // where the amount last came below zero
  Range r = range(body[*c.pay].expr);
  const auto watch = [&](source::Span span) {
    if (not_negative(r))
      fell.reset();
    else if (!fell)
      fell = span;
  };
  watch(tree_[body[*c.pay].expr].span);
  for (uint32_t i : c.pay_steps) {
    r = range_after(r, body[i].step);
    watch(body[i].step.span);
  }
  if (c.for_each && not_negative(r)) r = kNotNegative;  // a sum of lines
  for (uint32_t i : c.total_steps) {
    r = range_after(r, body[i].step);
    watch(body[i].step.span);
  }
  clause_.reset();
  if (!fell) return;
  const auto& cites = tree_.clauses[index].cites;
  article_ = cites.empty() || cites[0].articles.empty() ? std::string_view{} : cites[0].articles[0];
  issue(diag::Kind::NoFloor, *fell);
  article_ = {};
}

}  // namespace bursar::checked
