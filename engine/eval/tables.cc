// Ladders, tiers and tables by category. Every row that the values still allow takes part.
#include <algorithm>

#include "engine/eval/evaluator.h"

namespace bursar::eval {

using checked::TypeKind;
using num::Exact;
using State = Value::State;

namespace {

/// What several rows can come to, each with whether it holds: the hull of those that may, and what would tell.
class Rows {
 public:
  /// False when no later row can matter.
  bool add(const Value& holds, const Value& value) {
    if (holds.is_no()) return true;
    possible_ = possible_ ? ops::hull(*possible_, value) : value;
    if (holds.is_yes()) {
      sure_ = true;
      return false;
    }
    ops::merge(deps_, holds.deps());
    return true;
  }
  bool empty() const { return !possible_; }

  /// `complete`: one of the rows always holds.
  Value result(bool complete = false) {
    if (complete && possible_ && !sure_) {
      if (!possible_->known()) possible_->depend_on(deps_);
      return *possible_;
    }
    if (!possible_) return ops::no_row();
    if (!sure_) {
      const Value out = ops::hull(*possible_, ops::known(Exact(0)));
      return ops::unknown(deps_, ops::lowest(out), ops::highest(out));
    }
    if (!possible_->known()) possible_->depend_on(deps_);
    return *possible_;
  }

 private:
  std::optional<Value> possible_;
  ops::Deps deps_;
  bool sure_ = false;
};

}  // namespace

/// `chosen` is the row that applies, where one does for certain.
Value Evaluator::ladder(const Node& n, int* chosen) {
  const Value subject = eval(n.kids[0]);
  std::optional<Value> before;
  if (n.kids.size() > 1) before = eval(n.kids[1]);
  Rows rows;
  for (size_t i = n.rows.size(); i-- > 0;) {
    const lowered::Row& row = n.rows[i];
    const Value bound = eval(row.bound);
    Value reached = comparison(n, subject, bound, row.comparison);
    if (before) reached = ops::conjunction(reached, ops::negation(comparison(n, *before, bound, row.comparison)));
    if (reached.is_no()) continue;
    const bool first = rows.empty();
    if (!rows.add(reached, eval(row.value))) {
      if (first && chosen != nullptr) *chosen = static_cast<int>(i);
      break;
    }
  }
  return rows.result();
}

Value Evaluator::in_band(const Node& n, const lowered::Band& band, const Value& x) {
  using ops::Relation;
  const auto what = compared_as(module_[n.kids[0]].type);
  Value in = ops::yes_no(true);
  if (band.lower.has())
    in = ops::compare(band.lower_included ? Relation::AtLeast : Relation::MoreThan, what, x, eval(band.lower));
  if (band.upper.has() && !in.is_no())
    in = ops::conjunction(
        in, ops::compare(band.upper_included ? Relation::AtMost : Relation::LessThan, what, x, eval(band.upper)));
  return in;
}

Value Evaluator::tiers_whole(const Node& n) {
  const Value x = eval(n.kids[0]);
  if (x.state == State::DoesNotApply) return x;
  Rows rows;
  Value none = ops::yes_no(true);
  for (const lowered::Band& band : n.bands) {
    const Value in = band.otherwise ? none : in_band(n, band, x);
    none = ops::conjunction(none, ops::negation(in));
    if (!in.is_no() && !rows.add(in, eval(band.value))) break;
  }
  return rows.result(!n.bands.empty() && n.bands.back().otherwise);
}

/// The sum over the bands of the part of x in each, at the band's rate. A band that is open below starts at nothing.
Value Evaluator::tiers_marginal(const Node& n) {
  const Value x = eval(n.kids[0]);
  if (x.state == State::DoesNotApply) return x;
  const Value zero = ops::known(Exact(0));
  Value sum = zero;
  for (const lowered::Band& band : n.bands) {
    Value part = band.upper.has() ? ops::lower(x, eval(band.upper)) : x;
    if (band.lower.has()) part = ops::subtract(part, eval(band.lower));
    part = ops::higher(part, zero);
    if (part.known() && part.number.is_zero()) continue;
    sum = ops::add(sum, ops::multiply(part, eval(band.value)));
  }
  return sum;
}

Value Evaluator::table(const Node& n) {
  std::vector<Value> keys;
  for (NodeId k : n.kids) {
    keys.push_back(eval(k));
    if (keys.back().state == State::DoesNotApply) return keys.back();
  }
  Rows rows;
  Value none = ops::yes_no(true);
  for (const lowered::KeyRow& row : n.key_rows) {
    // A key that is left out is any other than those of the rows before: `otherwise`.
    const bool otherwise = row.keys.empty() || !row.keys[0].has();
    Value holds = otherwise && row.keys.empty() ? none : ops::yes_no(true);
    for (size_t i = 0; i < row.keys.size() && !holds.is_no(); ++i)
      if (row.keys[i].has())
        holds = ops::conjunction(
            holds, ops::compare(ops::Relation::Is, compared_as(module_[n.kids[i]].type), keys[i], eval(row.keys[i])));
    if (otherwise && !row.keys.empty()) {
      Value others = ops::yes_no(true);
      for (const lowered::KeyRow& other : n.key_rows) {
        if (other.keys.empty() || !other.keys[0].has()) continue;
        Value same = ops::yes_no(true);
        for (size_t i = 0; i + 1 < other.keys.size(); ++i)
          same = ops::conjunction(
              same, ops::compare(ops::Relation::Is, compared_as(module_[n.kids[i]].type), keys[i], eval(other.keys[i])));
        others = ops::conjunction(others, ops::negation(same));
      }
      holds = ops::conjunction(holds, others);
    }
    none = ops::conjunction(none, ops::negation(holds));
    if (!holds.is_no() && !rows.add(holds, eval(row.value))) break;
  }
  return rows.result(true);  // the checker wants a row for every category
}

}  // namespace bursar::eval
