#include "engine/num/rounding.h"

#include <cassert>

#include "engine/num/rounded_quotient.h"

namespace bursar::num {

using boost::multiprecision::denominator;
using boost::multiprecision::numerator;

namespace {

BigInt rounded_big(const BigRational& quotient, Rounding mode) {
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
    // Half the bits where they are enough: dividing is what takes the time.
    const bool half_is_enough = n == static_cast<int64_t>(n) && n != INT64_MIN && d == static_cast<int64_t>(d);
    const Wide whole = half_is_enough ? rounded_quotient(static_cast<int64_t>(n), static_cast<int64_t>(d), mode)
                                      : rounded_quotient(n, d, mode);
    if (whole == static_cast<int64_t>(whole)) return Exact::settle(whole * multiple.n_, multiple.d_);
  }
  const BigRational unit = multiple.big();
  const BigInt whole = rounded_big(value.big() / unit, mode);
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
