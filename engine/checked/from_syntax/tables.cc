// Ladders, tiers, tables by category and tapers: types, order, gaps, overlaps, rows that nothing reaches.
#include <algorithm>
#include <map>

#include "engine/checked/from_syntax/checker.h"
#include "engine/syntax/print.h"

namespace bursar::checked {

using diag::Kind;
using diag::plain;
using diag::term;
using diag::written;
using syntax::Comparison;
using syntax::Expr;
using syntax::ExprKind;
using syntax::Row;

namespace {

bool upward(Comparison c) { return c == Comparison::AtLeast || c == Comparison::MoreThan; }

/// The rows of tiers as bands; an absent edge is open, or not a figure and so not compared.
struct Edge {
  bool open = true;                  ///< without end
  std::optional<num::Exact> at;      ///< a figure, in the measures of its unit
  ExprId bound;
  bool included = false;             ///< the point itself belongs to the band
};

}  // namespace

/// A bound's figure in the measures of its unit, when it is written as one.
std::optional<num::Exact> Checker::figure_of(ExprId id) const {
  if (!id.has()) return std::nullopt;
  const Expr& e = tree_[id];
  if (e.kind == ExprKind::Negate) {
    const auto inner = figure_of(e.kids[0]);
    return inner ? std::optional(-*inner) : std::nullopt;
  }
  if (e.kind == ExprKind::Date) return num::Exact(e.date.days);
  if (e.kind == ExprKind::Time) return e.value;
  if (e.kind != ExprKind::Quantity) return std::nullopt;
  return syntax::number_of(e) * program_.units[program_.types[id.index].unit].factor;
}

Type Checker::check_ladder(const Expr& e) {
  if (e.kind == ExprKind::TopUp) note_history(e.span);
  Type t = check(e.kids[0]);
  if (e.kids.size() > 1) t = common(t, check(e.kids[1]), tree_[e.kids[1]].span);
  Type value;
  std::optional<num::Exact> last;
  for (const Row& row : e.rows) {
    if (row.form != Row::Form::Compare || row.upper.has()) {
      issue(Kind::LadderNotAscending, row.bound_span);
      check(row.bound, t);
      check(row.upper, t);
      check(row.value);
      continue;
    }
    common(t, check(row.bound, t), tree_[row.bound].span);
    value = common(value, check(row.value), tree_[row.value].span);
    const auto bound = figure_of(row.bound);
    if (!upward(row.comparison) || (bound && last && *bound <= *last)) issue(Kind::LadderNotAscending, row.bound_span);
    if (bound) last = bound;
  }
  return value;
}

Type Checker::check_tiers(const Expr& e) {
  const Type t = check(e.kids[0]);
  const bool marginal = e.kind == ExprKind::TiersMarginal;
  Type value;
  for (const Row& row : e.rows) {
    for (ExprId bound : {row.bound, row.upper})
      if (bound.has()) common(t, check(bound, t), tree_[bound].span);
    value = common(value, check(row.value), tree_[row.value].span);
  }
  check_bands(e);
  if (!marginal || value.kind == TypeKind::None || t.kind == TypeKind::None) return value;
  // A marginal row is a rate per unit of its measure: a percentage of money, a price per unit of a quantity.
  if (value.kind == TypeKind::Money && t.kind == TypeKind::Money) {
    issue(Kind::MarginalNotARate, e.span);
    return {};
  }
  Type out = value.kind == TypeKind::Money ? value : t.kind == TypeKind::Money ? t : Type{TypeKind::Number};
  out.unit = program_.units.product(value.unit, t.unit);
  if (value.kind == TypeKind::Money && out.unit != 0 && value.unit == 0) {
    issue(Kind::MarginalNotARate, e.span);
    return {};
  }
  return out;
}

/// Sorted, no gap, no overlap, no row that nothing reaches; the message prints the point itself.
void Checker::check_bands(const Expr& e) {
  const auto shown = [&](ExprId id) { return plain(syntax::print(tree_, id, syntax::Language::En)); };
  Edge reached;  // the upper edge of the rows so far
  std::optional<num::Exact> last_lower;
  bool any = false, closed = false;
  for (const Row& row : e.rows) {
    Edge lower, upper;
    const auto edge = [&](ExprId bound, bool included) {
      return Edge{false, figure_of(bound), bound, included};
    };
    switch (row.form) {
      case Row::Form::Otherwise:
        if (&row != &e.rows.back()) issue(Kind::UnreachableRow, row.span);
        return;
      case Row::Form::UpTo: upper = edge(row.bound, true); break;
      case Row::Form::Above:
        if (row.bound.has()) lower = edge(row.bound, false);
        break;
      case Row::Form::Compare:
        if (upward(row.comparison)) {
          lower = edge(row.bound, row.comparison == Comparison::AtLeast);
          if (row.upper.has()) {
            upper = edge(row.upper, row.upper_comparison == Comparison::AtMost);
            if (upward(row.upper_comparison)) issue(Kind::BandBackwards, row.bound_span);
          }
        } else {
          upper = edge(row.bound, row.comparison == Comparison::AtMost);
          if (row.upper.has()) issue(Kind::BandBackwards, row.bound_span);
        }
    }
    if (closed) {
      issue(Kind::UnreachableRow, row.span);
      continue;
    }
    if (!lower.open && !upper.open && lower.at && upper.at &&
        (*upper.at < *lower.at || (*upper.at == *lower.at && !(lower.included && upper.included))))
      issue(Kind::BandBackwards, row.bound_span);
    if (any && !lower.open && !reached.open && lower.at && reached.at) {
      // A one-sided row before is cut at this one's lower edge, so only two-sided edges can leave a gap.
      if (*lower.at > *reached.at) {
        issue(Kind::BandGap, row.bound_span, {shown(reached.bound), shown(lower.bound)});
      } else if (*lower.at < *reached.at) {
        issue(Kind::BandOverlap, row.bound_span, {shown(lower.bound), shown(reached.bound)});
      } else if (!lower.included && !reached.included) {
        issue(Kind::BandPointMissing, row.bound_span, {shown(lower.bound)});
      } else if (lower.included && reached.included) {
        issue(Kind::BandPointTwice, row.bound_span, {shown(lower.bound)});
      }
    } else if (any && lower.open && !reached.open && !upper.open && upper.at && reached.at && *upper.at <= *reached.at) {
      issue(Kind::UnreachableRow, row.span);
    } else if (any && last_lower && !lower.open && lower.at && *lower.at <= *last_lower) {
      issue(Kind::UnreachableRow, row.span);
    }
    last_lower = lower.at;
    any = true;
    reached = upper;
    // `above` without a figure, or a band without an upper edge that is not cut by a next lower edge.
    if (row.form == Row::Form::Above && !row.bound.has()) closed = true;
  }
}

/// Every category has a row, none has two.
void Checker::check_key_rows(const std::vector<syntax::KeyRow>& rows, const std::vector<Type>& keys, size_t columns,
                             source::Span span) {
  std::map<std::vector<std::string>, source::Span> seen;
  bool otherwise = false;
  for (const syntax::KeyRow& row : rows) {
    if (otherwise) issue(Kind::UnreachableRow, row.span);
    if (row.values.size() != columns)
      issue(Kind::TableColumns, row.span, {plain(columns), plain(row.values.size())});
    if (row.keys.empty()) {
      otherwise = true;
      continue;
    }
    if (row.keys.size() != keys.size()) {
      issue(Kind::TableKeys, row.span, {plain(keys.size()), plain(row.keys.size())});
      continue;
    }
    std::vector<std::string> key;
    for (size_t i = 0; i < keys.size(); ++i) {
      check_literal(row.keys[i], keys[i]);
      const Ref& ref = program_.refs[row.keys[i].index];
      key.push_back(ref.kind == Ref::Kind::Value ? "v" + std::to_string(ref.index)
                                                 : syntax::print(tree_, row.keys[i], syntax::Language::En));
    }
    const auto [at, fresh] = seen.try_emplace(std::move(key), row.span);
    if (!fresh) issue(Kind::TableRowTwice, row.span, {}, {{at->second, "label.first_declared", {}}});
  }
  if (otherwise) return;
  // With one closed list as the key, the missing categories can be told.
  size_t wanted = 1;
  std::string missing;
  for (const Type& k : keys) {
    if (k.kind == TypeKind::OneOf) wanted *= program_.one_ofs[k.index].names.size();
    else if (k.kind == TypeKind::YesNo) wanted *= 2;
    else return void(k.kind == TypeKind::None || (issue(Kind::TableOpen, span), 0));
  }
  if (seen.size() >= wanted) return;
  if (keys.size() == 1 && keys[0].kind == TypeKind::OneOf) {
    const auto& names = program_.one_ofs[keys[0].index].names;
    for (uint32_t i = 0; i < names.size(); ++i)
      if (seen.count({"v" + std::to_string(i)}) == 0) missing += (missing.empty() ? "" : ", ") + std::string(names[i]);
  }
  issue(Kind::TableRowMissing, span, {plain(missing.empty() ? std::to_string(wanted - seen.size()) : missing)});
}

Type Checker::check_table(const Expr& e, Type expected) {
  std::vector<Type> keys;
  for (ExprId k : e.kids) keys.push_back(check(k));
  Type across;
  if (!e.columns.empty()) {
    across = keys.back();
    keys.pop_back();
    for (ExprId c : e.columns) check_literal(c, across);
  }
  Type value;
  for (const syntax::KeyRow& row : e.key_rows)
    for (ExprId v : row.values) value = common(value, check(v, expected), tree_[v].span);
  check_key_rows(e.key_rows, keys, e.columns.empty() ? 1 : e.columns.size(), e.span);
  return value;
}

Type Checker::check_taper(const Expr& e) {
  const Type x = check(e.kids[0]);
  for (size_t i : {1, 2}) common(x, check(e.kids[i]), tree_[e.kids[i]].span);
  Type value = check(e.kids[3]);
  value = common(value, check(e.kids[4]), tree_[e.kids[4]].span);
  if (e.kids.size() > 5) common(x, check(e.kids[5]), tree_[e.kids[5]].span);
  std::vector<std::optional<num::Exact>> f;
  for (ExprId k : e.kids) f.push_back(figure_of(k));
  if (f[1] && f[2] && *f[1] >= *f[2]) issue(Kind::BandBackwards, tree_[e.kids[2]].span);
  if (f[3] && f[4] && (e.up ? *f[4] <= *f[3] : *f[4] >= *f[3])) issue(Kind::TaperDirection, tree_[e.kids[4]].span);
  if (f.size() > 5 && f[1] && f[2] && f[5]) {
    if (f[5]->sign() <= 0) {
      issue(Kind::RoundingNotPositive, tree_[e.kids[5]].span);
    } else {
      const auto steps = num::Exact::divide(*f[2] - *f[1], *f[5]);
      if (!steps->is_integer()) issue(Kind::TaperStepsUneven, tree_[e.kids[5]].span, {plain(f[5]->to_text())});
    }
  }
  return value;
}

/// A category, a figure, a text: a key of a table, of a test.
void Checker::check_literal(ExprId id, Type type) {
  const Type t = check(id, type);
  const bool literal_year = type.kind == TypeKind::Year && is_plain_number(t.kind);
  const bool bare = is_plain_number(type.kind) && is_plain_number(t.kind) && t.unit == 0;
  if (!fits(t, type) && !literal_year && !bare)
    issue(Kind::TypeMismatch, tree_[id].span, {type_arg(type), type_arg(t)});
}

}  // namespace bursar::checked
