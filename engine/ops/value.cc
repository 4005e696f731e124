#include "engine/ops/value.h"

#include <algorithm>

#include "engine/num/rounding.h"

namespace bursar::ops {

using num::Exact;
using State = Value::State;

void merge(Deps& into, const Deps& from) {
  if (from.empty()) return;
  Deps out;
  std::set_union(into.begin(), into.end(), from.begin(), from.end(), std::back_inserter(out));
  into = std::move(out);
}

const Open Value::kClosed;

void Value::depend_on(const Deps& deps) {
  if (deps.empty()) return;
  Open open = this->open();
  merge(open.deps, deps);
  set_open(std::move(open));
}

Value unknown(Deps deps, Bound lo, Bound hi) {
  Value v(State::Unknown);
  v.set_open({std::move(lo), std::move(hi), std::move(deps)});
  return v;
}

Bound lowest(const Value& v) {
  if (v.known()) return v.number;
  return v.state == State::Unknown ? v.lo() : Bound(Exact(0));
}
Bound highest(const Value& v) {
  if (v.known()) return v.number;
  return v.state == State::Unknown ? v.hi() : Bound(Exact(0));
}

namespace {

Bound lower_bound(const Bound& a, const Bound& b) { return a && b ? Bound(std::min(*a, *b)) : std::nullopt; }
Bound upper_bound(const Bound& a, const Bound& b) { return a && b ? Bound(std::max(*a, *b)) : std::nullopt; }

/// Known when both bounds meet: then no completion of the unknowns changes it.
Value settle(Deps deps, Bound lo, Bound hi) {
  if (lo && hi && *lo == *hi) return known(*lo);
  return unknown(std::move(deps), std::move(lo), std::move(hi));
}

Deps both(const Value& a, const Value& b) {
  Deps d = a.deps();
  merge(d, b.deps());
  return d;
}

/// What a pair with a missing side makes of an arithmetic operation; nothing when both sides are numbers or unknown.
const Value* absent(const Value& a, const Value& b) {
  if (a.state == State::NoRow || a.state == State::DoesNotApply) return &a;
  if (b.state == State::NoRow || b.state == State::DoesNotApply) return &b;
  return nullptr;
}

}  // namespace

Value hull(const Value& a, const Value& b) {
  if (a.known() && b.known() && a.number == b.number) return a;
  return settle(both(a, b), lower_bound(lowest(a), lowest(b)), upper_bound(highest(a), highest(b)));
}

namespace bounds {

Value negate(const Value& a) {
  if (a.state != State::Unknown) return a;
  return unknown(a.deps(), a.hi() ? Bound(-*a.hi()) : std::nullopt, a.lo() ? Bound(-*a.lo()) : std::nullopt);
}

Value add(const Value& a, const Value& b) {
  if (const Value* v = absent(a, b)) return *v;
  const Bound al = lowest(a), ah = highest(a), bl = lowest(b), bh = highest(b);
  return settle(both(a, b), al && bl ? Bound(*al + *bl) : std::nullopt, ah && bh ? Bound(*ah + *bh) : std::nullopt);
}

Value subtract(const Value& a, const Value& b) { return bounds::add(a, ops::negate(b)); }

Value multiply(const Value& a, const Value& b) {
  if (const Value* v = absent(a, b)) return *v;
  if (a.is_no() || b.is_no()) return known(Exact(0));
  const Bound al = lowest(a), ah = highest(a), bl = lowest(b), bh = highest(b);
  // Four corners; an unlimited side stays unlimited unless the other's sign says where it goes.
  if (al && ah && bl && bh) {
    const Exact c[] = {*al * *bl, *al * *bh, *ah * *bl, *ah * *bh};
    return settle(both(a, b), *std::min_element(c, c + 4), *std::max_element(c, c + 4));
  }
  const bool a_positive = al && al->sign() >= 0, b_positive = bl && bl->sign() >= 0;
  if (a_positive && b_positive) return unknown(both(a, b), *al * *bl, ah && bh ? Bound(*ah * *bh) : std::nullopt);
  return unknown(both(a, b));
}

}  // namespace bounds

std::optional<Value> divide(const Value& a, const Value& b) {
  if (b.is_no()) return std::nullopt;
  if (const Value* v = absent(a, b)) return *v;
  if (b.known()) {
    const auto inverse = Exact::divide(Exact(1), b.number);
    if (a.known()) return known(*Exact::divide(a.number, b.number));
    return multiply(a, known(*inverse));
  }
  const bool away_from_zero = (b.lo() && b.lo()->sign() > 0) || (b.hi() && b.hi()->sign() < 0);
  if (a.is_no() && away_from_zero) return known(Exact(0));
  if (b.lo() && b.hi() && away_from_zero) {
    const Value inverse = unknown(b.deps(), *Exact::divide(Exact(1), *b.hi()), *Exact::divide(Exact(1), *b.lo()));
    return multiply(a, inverse);
  }
  return unknown(both(a, b));
}

Value bounds::pick(const Value& a, const Value& b, bool low) {
  if (a.state == State::DoesNotApply) return b;
  if (b.state == State::DoesNotApply) return a;
  if (const Value* v = absent(a, b)) return *v;
  const Bound al = lowest(a), ah = highest(a), bl = lowest(b), bh = highest(b);
  // One side may win whatever the other turns out to be.
  if (low && ah && bl && *ah <= *bl) return a;
  if (low && bh && al && *bh <= *al) return b;
  if (!low && al && bh && *al >= *bh) return a;
  if (!low && bl && ah && *bl >= *ah) return b;
  const auto other = [](const Bound& x, const Bound& y, bool smaller) -> Bound {
    if (!x) return y;
    if (!y) return x;
    return smaller ? std::min(*x, *y) : std::max(*x, *y);
  };
  if (low) return settle(both(a, b), lower_bound(al, bl), other(ah, bh, true));
  return settle(both(a, b), other(al, bl, false), upper_bound(ah, bh));
}

std::optional<Value> times(const Value& unit, const Value& a, bool started) {
  auto quotient = divide(a, unit);
  if (!quotient) return std::nullopt;
  return round(*quotient, started ? num::Rounding::Higher : num::Rounding::Lower, Exact(1));
}

Value round(const Value& a, num::Rounding mode, const Exact& multiple) {
  if (a.known()) return known(num::round_to(a.number, mode, multiple));
  if (a.state != State::Unknown) return a;
  // Rounding is monotone, so bounds round to bounds.
  const auto one = [&](const Bound& b) { return b ? Bound(num::round_to(*b, mode, multiple)) : std::nullopt; };
  return settle(a.deps(), one(a.lo()), one(a.hi()));
}

namespace {

/// A condition on something that does not apply is not met.
bool is_not_met(const Value& v) { return v.is_no() || v.state == State::DoesNotApply || v.state == State::NoRow; }

Value open(Deps deps) { return unknown(std::move(deps), Exact(0), Exact(1)); }

}  // namespace

Value bounds::negation(const Value& a) {
  if (is_not_met(a)) return yes_no(true);
  return a.known() ? yes_no(false) : open(a.deps());
}

Value bounds::conjunction(const Value& a, const Value& b) {
  if (is_not_met(a) || is_not_met(b)) return yes_no(false);
  return open(both(a, b));
}

Value bounds::disjunction(const Value& a, const Value& b) {
  if (a.is_yes() || b.is_yes()) return yes_no(true);
  if (is_not_met(a)) return is_not_met(b) ? yes_no(false) : open(b.deps());
  return open(is_not_met(b) ? a.deps() : both(a, b));
}

Value bounds::compare(Relation relation, Compared what, const Value& a, const Value& b) {
  if (absent(a, b) != nullptr) return yes_no(false);
  if (what == Compared::Numbers) {
    const Bound al = lowest(a), ah = highest(a), bl = lowest(b), bh = highest(b);
    const bool always_below = ah && bl && *ah < *bl, always_above = al && bh && *al > *bh;
    const bool never_above = ah && bl && *ah <= *bl, never_below = al && bh && *al >= *bh;
    switch (relation) {
      case Relation::Is:
        if (always_below || always_above) return yes_no(false);
        break;
      case Relation::IsNot:
        if (always_below || always_above) return yes_no(true);
        break;
      case Relation::AtLeast:
        if (never_below) return yes_no(true);
        if (always_below) return yes_no(false);
        break;
      case Relation::MoreThan:
        if (always_above) return yes_no(true);
        if (never_above) return yes_no(false);
        break;
      case Relation::LessThan:
        if (always_below) return yes_no(true);
        if (never_below) return yes_no(false);
        break;
      case Relation::AtMost:
        if (never_above) return yes_no(true);
        if (always_above) return yes_no(false);
        break;
    }
  }
  return open(both(a, b));
}

}  // namespace bursar::ops
