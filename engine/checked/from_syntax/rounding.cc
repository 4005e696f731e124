// The must-round rule: a payable amount that can have more digits than its currency needs a stated rounding.
#include <algorithm>

#include "engine/checked/from_syntax/checker.h"

namespace bursar::checked {

using syntax::Expr;
using syntax::ExprKind;
using Decimals = std::optional<int>;

namespace {

Decimals higher(Decimals a, Decimals b) { return a && b ? Decimals(std::max(*a, *b)) : std::nullopt; }
Decimals sum(Decimals a, Decimals b) { return a && b ? Decimals(*a + *b) : std::nullopt; }

Decimals of_type(Type type) {
  if (type.unit != 0) return std::nullopt;  // a quantity, a price per unit
  switch (type.kind) {
    case TypeKind::Money: return type.currency.minor_digits();
    case TypeKind::Number:
    case TypeKind::Percent: return std::nullopt;  // a profile may state any number of digits
    default: return 0;
  }
}

}  // namespace

Decimals Checker::decimals_of_step(Decimals d, const syntax::Step& step) {
  using syntax::StepKind;
  const Decimals o = decimals(step.operand);
  switch (step.kind) {
    case StepKind::Plus:
    case StepKind::Less:
    case StepKind::CappedAt:
    case StepKind::CumulativelyCappedAt:
    case StepKind::NotBelow: return higher(d, o);
    case StepKind::MultipliedBy:
    case StepKind::RaisedBy:
    case StepKind::LoweredBy: return sum(d, o);
    case StepKind::DividedBy: {
      const Expr& e = tree_[step.operand];
      if (e.kind != ExprKind::Quantity) return std::nullopt;
      const auto inverse = num::Exact::divide(num::Exact(1), syntax::number_of(e));
      return inverse ? sum(d, inverse->decimals()) : std::nullopt;
    }
    case StepKind::Rounded: return o;
  }
  return std::nullopt;
}

Decimals Checker::decimals_after(Decimals d, const std::vector<syntax::Step>& steps) {
  for (const auto& s : steps) d = decimals_of_step(d, s);
  return d;
}

Decimals Checker::decimals_of(const syntax::Definition& d) {
  if (const auto known = known_decimals_.find(&d); known != known_decimals_.end()) return known->second;
  const Decimals most = decimals_after(decimals(d.value), d.steps);
  known_decimals_.emplace(&d, most);
  return most;
}

Decimals Checker::decimals(ExprId id) {
  if (!id.has()) return 0;
  const Expr& e = tree_[id];
  const auto kid = [&](size_t i) { return decimals(e.kids[i]); };
  switch (e.kind) {
    case ExprKind::Quantity: {
      const uint32_t unit = program_.types[id.index].unit;
      return (syntax::number_of(e) * program_.units[unit].factor).decimals();
    }
    case ExprKind::Path: {
      const Ref& ref = program_.refs[id.index];
      switch (ref.kind) {
        case Ref::Kind::Definition:
          return decimals_of(tree_.definitions[ref.index]);
        case Ref::Kind::Parameter: {
          Decimals most = 0;
          for (const auto& v : tree_.parameters[ref.index].values) {
            if (v.key_rows.empty() && ref.outer < v.values.size()) most = higher(most, decimals(v.values[ref.outer]));
            for (const auto& row : v.key_rows)
              for (ExprId value : row.values) most = higher(most, decimals(value));
          }
          return most;
        }
        case Ref::Kind::Let: {
          const uint32_t statement = program_.clauses[ref.outer].lets[ref.index];
          return decimals_of(tree_.clauses[ref.outer].body[statement].definition);
        }
        default: return of_type(program_.types[id.index]);
      }
    }
    case ExprKind::Base:
      if (clause_) {
        const Clause& c = program_.clauses[*clause_];
        const auto& body = tree_.clauses[*clause_].body;
        if (!c.base) return std::nullopt;
        Decimals d = decimals(body[*c.base].expr);
        for (uint32_t i : c.base_steps) d = decimals_of_step(d, body[i].step);
        return d;
      }
      return std::nullopt;
    case ExprKind::Negate: return kid(0);
    case ExprKind::Add:
    case ExprKind::Subtract: return higher(kid(0), kid(1));
    case ExprKind::Multiply:
    case ExprKind::Of: return sum(kid(0), kid(1));
    case ExprKind::Divide: {
      const Expr& divisor = tree_[e.kids[1]];
      if (divisor.kind != ExprKind::Quantity) return std::nullopt;
      const auto inverse = num::Exact::divide(num::Exact(1), syntax::number_of(divisor));
      return inverse ? sum(kid(0), inverse->decimals()) : std::nullopt;
    }
    case ExprKind::Power: {
      const auto n = tree_[e.kids[1]].value.to_int64();
      const Decimals d = kid(0);
      return d && n && *n >= 0 && *n < 1000 ? Decimals(static_cast<int>(*d * *n)) : std::nullopt;
    }
    case ExprKind::Lower:
    case ExprKind::Higher: {
      Decimals d = 0;
      for (ExprId k : e.kids) d = higher(d, decimals(k));
      return d;
    }
    case ExprKind::If: return higher(kid(1), kid(2));
    case ExprKind::Matched: {
      const auto ratio = num::Exact::divide(tree_[e.kids[2]].value, tree_[e.kids[1]].value);
      return ratio ? sum(kid(0), ratio->decimals()) : std::nullopt;
    }
    case ExprKind::Completed:
    case ExprKind::Started: return 0;
    case ExprKind::PerCompleted:
    case ExprKind::PerStarted: return kid(0);
    case ExprKind::TiersMarginal: {
      Decimals d = 0;
      for (const auto& row : e.rows) {
        Decimals edge = 0;
        for (ExprId bound : {row.bound, row.upper})
          if (bound.has()) edge = higher(edge, decimals(bound));
        d = higher(d, sum(decimals(row.value), higher(kid(0), edge)));
      }
      return d;
    }
    case ExprKind::Table: {
      Decimals d = 0;
      for (const auto& row : e.key_rows)
        for (ExprId value : row.values) d = higher(d, decimals(value));
      return d;
    }
    case ExprKind::Taper: return std::nullopt;
    case ExprKind::TopUp:
    case ExprKind::TiersWhole:
    case ExprKind::Ladder: {
      Decimals d = e.kind == ExprKind::TopUp ? Decimals(program_.currency.minor_digits()) : Decimals(0);
      for (const auto& row : e.rows) d = higher(d, decimals(row.value));
      return d;
    }
    case ExprKind::On: return kid(0);
    case ExprKind::AveragedOver: return std::nullopt;
    case ExprKind::SoFar:
    case ExprKind::Sum:
    case ExprKind::Highest:
    case ExprKind::Smallest: return kid(0);
    case ExprKind::Average: return std::nullopt;
    case ExprKind::Stepped: return decimals_after(kid(0), e.steps);
    default: return of_type(program_.types[id.index]);
  }
}

void Checker::check_rounding(uint32_t index) {
  if (tree_.policies.empty()) return;
  if (!tree_.policies[program_.policies[tree_.part(tree_.clauses[index].span)].index].rounding.empty()) return;
  const Clause& c = program_.clauses[index];
  const auto& body = tree_.clauses[index].body;
  if (!c.pay || c.type.kind != TypeKind::Money) return;
  clause_ = index;
  Decimals d = decimals(body[*c.pay].expr);
  for (uint32_t i : c.pay_steps) d = decimals_of_step(d, body[i].step);
  const int minor = c.type.currency.minor_digits();
  if (!d || *d > minor) {
    article_ = tree_.clauses[index].cites.empty() || tree_.clauses[index].cites[0].articles.empty()
                   ? std::string_view{}
                   : tree_.clauses[index].cites[0].articles[0];
    issue(diag::Kind::MissingRounding, tree_[body[*c.pay].expr].span, {diag::plain(static_cast<size_t>(minor))});
    article_ = {};
  }
  clause_.reset();
}

}  // namespace bursar::checked
