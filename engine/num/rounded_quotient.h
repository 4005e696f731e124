// The modes of rounding on whole numbers, once for all widths.
#pragma once

#include "engine/num/rounding.h"

namespace bursar::num {

/// Whether a value strictly between two multiples goes to the one further from zero. `half` is below, at or above zero as
/// the value lies before, on or behind the middle; `odd` is about the multiple nearer to zero.
constexpr bool goes_away(Rounding mode, bool negative, bool odd, int half) {
  switch (mode) {
    case Rounding::HalfUp: return half >= 0;
    case Rounding::HalfEven: return half > 0 || (half == 0 && odd);
    case Rounding::HalfDown: return half > 0;
    case Rounding::Up: return true;
    case Rounding::Down: return false;
    case Rounding::Higher: return !negative;
    case Rounding::Lower: return negative;
  }
  return false;
}

/// n/d as a whole number, for any signed integer. Precondition: d > 0, and n is not the lowest of its type.
template <class T>
constexpr T rounded_quotient(T n, T d, Rounding mode) {
  const bool negative = n < 0;
  if (negative) n = -n;
  T whole = n / d;
  const T rest = n - whole * d;
  const int half = (rest > d - rest) - (rest < d - rest);
  if (rest != 0 && goes_away(mode, negative, whole % 2 != 0, half)) whole += 1;
  return negative ? -whole : whole;
}

}  // namespace bursar::num
