#include "engine/num/rounding.h"

#include <cassert>

namespace bursar::num {

using boost::multiprecision::denominator;
using boost::multiprecision::numerator;

namespace {

/// Whether a value strictly between two multiples goes to the one further from zero. `half` is below, at or
/// above zero as the value lies before, on or behind the middle; `odd` is about the multiple nearer to zero.
bool goes_away(Rounding mode, bool negative, bool odd, int half) {
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

BigInt rounded_quotient(const BigRational& quotient, Rounding mode) {
  const BigInt n = numerator(quotient), d = denominator(quotient);
  const bool negative = n.sign() < 0;
  BigInt whole, rest;
  divide_qr(BigInt(boost::multiprecision::abs(n)), d, whole, rest);
  if (!rest.is_zero() && goes_away(mode, negative, bit_test(whole, 0), BigInt(rest * 2).compare(d))) ++whole;
  return negative ? BigInt(-whole) : whole;
}

}  // namespace

Exact round_to(const Exact& value, Rounding mode, const Exact& multiple) {
  using Wide = Exact::Wide;
  assert(multiple.sign() > 0);
  if (value.is_small() && multiple.is_small()) {
    Wide n = value.n_, d = multiple.n_;
    if (value.d_ != multiple.d_) {
      n *= multiple.d_;
      d *= value.d_;
    }
    const bool negative = n < 0;
    if (negative) n = -n;
    Wide whole = n / d;
    const Wide rest = n % d;  // below d, which is below 2^126: doubling it is safe
    const int half = (2 * rest > d) - (2 * rest < d);
    if (rest != 0 && goes_away(mode, negative, whole % 2 != 0, half)) ++whole;
    if (negative) whole = -whole;
    if (whole == static_cast<int64_t>(whole)) return Exact::settle(whole * multiple.n_, multiple.d_);
  }
  const BigRational unit = multiple.big();
  const BigInt whole = rounded_quotient(value.big() / unit, mode);
  return Exact::from_big(BigRational(whole) * unit, value.forced() || multiple.forced());
}

std::string_view name(Rounding mode) {
  switch (mode) {
    case Rounding::HalfUp: return "half up";
    case Rounding::HalfEven: return "half even";
    case Rounding::HalfDown: return "half down";
    case Rounding::Up: return "upward";
    case Rounding::Down: return "downward";
    case Rounding::Higher: return "to the higher";
    case Rounding::Lower: return "to the lower";
  }
  return "";
}

}  // namespace bursar::num
