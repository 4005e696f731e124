// One value while evaluating: known, unknown with the bounds still possible and the facts that would settle
// it, not applying, or "no row" (a ladder none of whose rows applies).
#pragma once

#include <cstdint>
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

struct Value {
  enum class State : uint8_t { Known, Unknown, DoesNotApply, NoRow };
  State state = State::Known;
  num::Exact number;              ///< yes is 1, no is 0
  num::Date date{};
  std::string_view text;
  const std::vector<std::vector<facts::Value>>* list = nullptr;
  const num::Period* period = nullptr;
  const std::vector<Value>* sequence = nullptr;  ///< numbers, months or periods that a loop goes through
  std::optional<num::Exact> lo, hi;  ///< Unknown: the bounds still possible; absent is unlimited
  Deps deps;                      ///< Unknown: what would settle it

  bool known() const { return state == State::Known; }
  bool is_yes() const { return known() && !number.is_zero(); }
  bool is_no() const { return known() && number.is_zero(); }
};

Value known(num::Exact number);
Value yes_no(bool b);
Value of_date(num::Date d);
Value of_text(std::string_view t);
/// Unknown; a yes/no has the bounds 0 and 1.
Value unknown(Deps deps, std::optional<num::Exact> lo = {}, std::optional<num::Exact> hi = {});
/// The lowest and highest of a value: both its number when known.
std::optional<num::Exact> lowest(const Value& v);
std::optional<num::Exact> highest(const Value& v);

/// Unknown with the bounds of both, settled to known when they meet.
Value hull(const Value& a, const Value& b);

// --- kernels: one an operator, over exact numbers and over bounds ---------------------------------

Value negate(const Value& a);
Value add(const Value& a, const Value& b);
Value subtract(const Value& a, const Value& b);
Value multiply(const Value& a, const Value& b);
/// Nothing when the divisor is exactly zero.
std::optional<Value> divide(const Value& a, const Value& b);
Value lower(const Value& a, const Value& b);
Value higher(const Value& a, const Value& b);
/// How often `unit` fits in `a`, down or up to whole times; nothing when the unit is zero.
std::optional<Value> times(const Value& unit, const Value& a, bool started);
Value round(const Value& a, num::Rounding mode, const num::Exact& multiple);

// Strong Kleene.
Value negation(const Value& a);
Value conjunction(const Value& a, const Value& b);
Value disjunction(const Value& a, const Value& b);

enum class Relation : uint8_t { Is, IsNot, AtLeast, MoreThan, LessThan, AtMost };
enum class Compared : uint8_t { Numbers, Dates, Texts };
/// Decided on the values still possible.
Value compare(Relation relation, Compared what, const Value& a, const Value& b);

}  // namespace bursar::ops
