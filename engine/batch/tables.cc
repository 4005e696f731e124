// Ladders, tiers and tables by category.
#include <algorithm>

#include "engine/batch/compiler.h"

namespace bursar::batch {

using lowered::Op;
using num::Exact;

std::optional<Exact> Compiler::constant_of(NodeId id) {
  const Node& n = module_[id];
  if (n.type.kind == checked::TypeKind::YesNo || n.op == Op::ConstantText) return {};
  if (n.op == Op::Constant) return n.value;
  if (n.op == Op::ConstantDate) return Exact(n.date.days);
  return {};
}

namespace {

/// What has no row is no figure; of a date it would be an open one.
void of_figures(const checked::Type& type) {
  using checked::TypeKind;
  if (type.kind != TypeKind::Money && !checked::is_plain_number(type.kind)) throw NoOperation{"a table of no figures"};
}

}  // namespace

Number Compiler::ladder(const Node& n) {
  of_figures(n.type);
  const Number subject = number(n.kids[0]);
  std::optional<Number> before;
  if (n.kids.size() > 1) before = number(n.kids[1]);
  const Relation relation = n.rows[0].comparison;
  bool plain = !subject.constant && subject.over == kNone && (!before || (!before->constant && before->over == kNone)) &&
               (relation == Relation::AtLeast || relation == Relation::MoreThan);
  std::vector<std::pair<Exact, Exact>> steps;
  for (const lowered::Row& row : n.rows) {
    const Number bound = number(row.bound), value = number(row.value);
    plain = plain && row.comparison == relation && bound.constant && value.constant;
    if (plain) steps.emplace_back(*bound.constant, *value.constant);
  }
  if (plain) return to_.ladder(subject, before ? &*before : nullptr, relation, steps, false);
  Number out = to_.open_number(NoRow);
  for (const lowered::Row& row : n.rows) {
    const Number bound = number(row.bound), value = number(row.value);
    Register reached = to_.compare(row.comparison, subject, bound);
    if (before) reached = to_.logic(Code::And, reached, to_.negation(to_.compare(row.comparison, *before, bound)));
    out = to_.strict(to_.select(reached, value, out), value);
  }
  return out;
}

/// Bands one behind the other, each from where the one before ends, open above: the steps of a ladder.
bool Compiler::ascending(const Node& n) const {
  const auto constant = [&](NodeId id) { return !id.has() || module_[id].op == Op::Constant; };
  for (size_t i = 0; i < n.bands.size(); ++i) {
    const lowered::Band& b = n.bands[i];
    if (b.otherwise || !constant(b.lower) || !constant(b.upper) || module_[b.value].op != Op::Constant) return false;
    if (i + 1 == n.bands.size()) return !b.upper.has() && (i == 0 || b.lower.has()) && n.bands.size() > 1;
    const lowered::Band& next = n.bands[i + 1];
    if (!b.upper.has() || !next.lower.has() || (i > 0 && !b.lower.has())) return false;
    if (module_[b.upper].value != module_[next.lower].value || b.upper_included == next.lower_included) return false;
    if (next.lower_included != n.bands[1].lower_included) return false;
    if (b.lower.has() && (b.lower_included != next.lower_included || module_[b.lower].value >= module_[next.lower].value))
      return false;
  }
  return false;
}

Number Compiler::tiers_whole(const Node& n) {
  of_figures(n.type);
  if (is_text(module_[n.kids[0]].type)) throw NoOperation{"tiers of texts"};
  const Number x = number(n.kids[0]);
  if (!x.constant && x.over == kNone && ascending(n)) {
    std::vector<std::pair<Exact, Exact>> steps;
    const bool from_below = !n.bands[0].lower.has();
    for (const lowered::Band& b : n.bands)
      steps.emplace_back(b.lower.has() ? module_[b.lower].value : Exact(0), module_[b.value].value);
    const Relation relation = n.bands[1].lower_included ? Relation::AtLeast : Relation::MoreThan;
    return to_.through(to_.ladder(x, nullptr, relation, steps, from_below), x);
  }
  Number out = to_.open_number(NoRow);
  for (size_t i = n.bands.size(); i-- > 0;) {
    const lowered::Band& b = n.bands[i];
    Register in = kNone;
    if (!b.otherwise) {
      if (b.lower.has())
        in = to_.compare(b.lower_included ? Relation::AtLeast : Relation::MoreThan, x, number(b.lower));
      if (b.upper.has())
        in = both(in, to_.compare(b.upper_included ? Relation::AtMost : Relation::LessThan, x, number(b.upper)));
    }
    const Number value = number(b.value);
    out = in == kNone ? value : to_.select(in, value, out);
  }
  return to_.through(out, x);
}

Number Compiler::tiers_marginal(const Node& n) {
  const Number x = number(n.kids[0]);
  const Number zero = to_.constant(Exact(0));
  Number sum = zero;
  for (const lowered::Band& band : n.bands) {
    Number part = band.upper.has() ? to_.pick(x, number(band.upper), true, false) : x;
    if (band.lower.has()) part = to_.subtract(part, number(band.lower));
    part = to_.pick(part, zero, false, false);
    sum = to_.add(sum, to_.multiply(part, number(band.value)));
  }
  return to_.through(sum, x);
}

Number Compiler::table(const Node& n) {
  of_figures(n.type);
  std::vector<Number> keys;
  for (NodeId k : n.kids) keys.push_back(number(k));
  // One text picks one figure: a look-up by code.
  bool plain = n.kids.size() == 1 && is_text(module_[n.kids[0]].type) && !keys[0].constant;
  std::vector<std::pair<std::string_view, Exact>> rows;
  std::optional<Exact> otherwise;
  for (const lowered::KeyRow& row : n.key_rows) {
    const Number value = number(row.value);
    plain = plain && value.constant && !otherwise &&
            (row.keys.empty() || (row.keys.size() == 1 && row.keys[0].has() && module_[row.keys[0]].op == Op::ConstantText));
    if (!plain) break;
    if (row.keys.empty()) otherwise = value.constant;
    else rows.emplace_back(module_[row.keys[0]].text, *value.constant);
  }
  if (plain) return to_.lookup(keys[0], rows, otherwise);
  const auto is = [&](size_t key, NodeId wanted) { return to_.compare(Relation::Is, keys[key], number(wanted)); };
  Number out = to_.open_number(NoRow);
  for (size_t r = n.key_rows.size(); r-- > 0;) {
    const lowered::KeyRow& row = n.key_rows[r];
    const Number value = number(row.value);
    if (row.keys.empty()) {
      out = value;
      continue;
    }
    Register holds = kNone;
    for (size_t i = 0; i < row.keys.size(); ++i)
      if (row.keys[i].has()) holds = both(holds, is(i, row.keys[i]));
    if (!row.keys[0].has())
      for (const lowered::KeyRow& other : n.key_rows) {
        if (other.keys.empty() || !other.keys[0].has()) continue;
        Register same = kNone;
        for (size_t i = 0; i + 1 < other.keys.size(); ++i) same = both(same, is(i, other.keys[i]));
        if (same == kNone) throw NoOperation{"a table with an open row"};
        holds = both(holds, to_.negation(same));
      }
    out = holds == kNone ? value : to_.select(holds, value, out);
  }
  for (const Number& key : keys) out = to_.through(out, key);
  return out;
}

}  // namespace bursar::batch
