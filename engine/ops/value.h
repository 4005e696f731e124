// One value while evaluating: known, unknown with the bounds still possible and the facts that would settle
// it, not applying, or "no row" (a ladder none of whose rows applies).
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>
#include <vector>

#include "engine/facts/record.h"
#include "engine/num/date.h"
#include "engine/num/exact.h"
#include "engine/num/period.h"

namespace bursar::ops {

/// Facts by index, sorted, each once.
using Deps = std::vector<uint32_t>;
void merge(Deps& into, const Deps& from);

using Bound = std::optional<num::Exact>;

/// What is known of a value that is not: the bounds still possible (an absent one is unlimited) and what would settle it.
struct Open {
  Bound lo, hi;
  Deps deps;
};

/// Small while it is known, since nearly all are: what is open stands aside, shared and never changed.
class Value {
 public:
  enum class State : uint8_t { Known, Unknown, DoesNotApply, NoRow };
  using Rows = std::vector<std::vector<facts::Value>>;

  Value() = default;
  explicit Value(State s) : state(s) {}

  State state = State::Known;

 private:
  enum class Holds : uint8_t { Nothing, List, Period, Sequence };
  Holds holds_ = Holds::Nothing;  // here, where it costs no room

 public:
  num::Date date{};
  num::Exact number;              ///< yes is 1, no is 0
  std::string_view text;

  bool known() const { return state == State::Known; }
  bool is_yes() const { return known() && !number.is_zero(); }
  bool is_no() const { return known() && number.is_zero(); }

  /// Null when the value is none.
  const Rows* list() const { return holds_ == Holds::List ? static_cast<const Rows*>(held_) : nullptr; }
  const num::Period* period() const {
    return holds_ == Holds::Period ? static_cast<const num::Period*>(held_) : nullptr;
  }
  /// Numbers, months or periods that a loop goes through.
  const std::vector<Value>* sequence() const {
    return holds_ == Holds::Sequence ? static_cast<const std::vector<Value>*>(held_) : nullptr;
  }
  void hold(const Rows& rows) { hold(Holds::List, &rows); }
  void hold(const num::Period& period) { hold(Holds::Period, &period); }
  void hold(const std::vector<Value>& sequence) { hold(Holds::Sequence, &sequence); }

  const Deps& deps() const { return open().deps; }
  const Bound& lo() const { return open().lo; }
  const Bound& hi() const { return open().hi; }
  void set_open(Open open) { open_ = std::make_shared<const Open>(std::move(open)); }
  /// These would settle it, too.
  void depend_on(const Deps& deps);

 private:
  static const Open kClosed;

  const Open& open() const { return open_ ? *open_ : kClosed; }
  void hold(Holds what, const void* where) {
    holds_ = what;
    held_ = where;
  }

  const void* held_ = nullptr;
  std::shared_ptr<const Open> open_;
};

inline Value known(num::Exact number) {
  Value v;
  v.number = std::move(number);
  return v;
}
inline Value yes_no(bool b) { return known(num::Exact(b ? 1 : 0)); }
inline Value of_date(num::Date d) {
  Value v;
  v.date = d;
  return v;
}
inline Value of_text(std::string_view t) {
  Value v;
  v.text = t;
  return v;
}
inline Value does_not_apply() { return Value(Value::State::DoesNotApply); }
inline Value no_row() { return Value(Value::State::NoRow); }
/// Unknown; a yes/no has the bounds 0 and 1.
Value unknown(Deps deps, Bound lo = {}, Bound hi = {});
/// The lowest and highest of a value: both its number when known.
Bound lowest(const Value& v);
Bound highest(const Value& v);

/// Unknown with the bounds of both, settled to known when they meet.
Value hull(const Value& a, const Value& b);

// --- kernels: one an operator, over exact numbers and over bounds ---------------------------------

/// The rest of each: where a value is not known.
namespace bounds {
Value negate(const Value& a);
Value add(const Value& a, const Value& b);
Value subtract(const Value& a, const Value& b);
Value multiply(const Value& a, const Value& b);
Value pick(const Value& a, const Value& b, bool low);
Value negation(const Value& a);
Value conjunction(const Value& a, const Value& b);
Value disjunction(const Value& a, const Value& b);
}  // namespace bounds

inline Value negate(const Value& a) { return a.known() ? known(-a.number) : bounds::negate(a); }
inline Value add(const Value& a, const Value& b) {
  return a.known() && b.known() ? known(a.number + b.number) : bounds::add(a, b);
}
inline Value subtract(const Value& a, const Value& b) {
  return a.known() && b.known() ? known(a.number - b.number) : bounds::subtract(a, b);
}
inline Value multiply(const Value& a, const Value& b) {
  return a.known() && b.known() ? known(a.number * b.number) : bounds::multiply(a, b);
}
/// Nothing when the divisor is exactly zero.
std::optional<Value> divide(const Value& a, const Value& b);
inline Value lower(const Value& a, const Value& b) {
  return a.known() && b.known() ? (a.number <= b.number ? a : b) : bounds::pick(a, b, true);
}
inline Value higher(const Value& a, const Value& b) {
  return a.known() && b.known() ? (a.number >= b.number ? a : b) : bounds::pick(a, b, false);
}
/// How often `unit` fits in `a`, down or up to whole times; nothing when the unit is zero.
std::optional<Value> times(const Value& unit, const Value& a, bool started);
Value round(const Value& a, num::Rounding mode, const num::Exact& multiple);

// Strong Kleene.
inline Value negation(const Value& a) { return a.known() ? yes_no(a.number.is_zero()) : bounds::negation(a); }
inline Value conjunction(const Value& a, const Value& b) {
  return a.known() && b.known() ? yes_no(!a.number.is_zero() && !b.number.is_zero()) : bounds::conjunction(a, b);
}
inline Value disjunction(const Value& a, const Value& b) {
  return a.known() && b.known() ? yes_no(!a.number.is_zero() || !b.number.is_zero()) : bounds::disjunction(a, b);
}

enum class Relation : uint8_t { Is, IsNot, AtLeast, MoreThan, LessThan, AtMost };
enum class Compared : uint8_t { Numbers, Dates, Texts };
/// Of two known values.
inline bool holds(Relation relation, Compared what, const Value& a, const Value& b) {
  const std::strong_ordering order = what == Compared::Numbers ? a.number <=> b.number
                                     : what == Compared::Dates ? a.date.days <=> b.date.days
                                                               : a.text <=> b.text;
  switch (relation) {
    case Relation::Is: return order == 0;
    case Relation::IsNot: return order != 0;
    case Relation::AtLeast: return order >= 0;
    case Relation::MoreThan: return order > 0;
    case Relation::LessThan: return order < 0;
    case Relation::AtMost: return order <= 0;
  }
  return false;
}
namespace bounds {
Value compare(Relation relation, Compared what, const Value& a, const Value& b);
}  // namespace bounds
/// Decided on the values still possible.
inline Value compare(Relation relation, Compared what, const Value& a, const Value& b) {
  return a.known() && b.known() ? yes_no(holds(relation, what, a, b)) : bounds::compare(relation, what, a, b);
}

}  // namespace bursar::ops
