#include "engine/num/exact.h"

#include <algorithm>
#include <atomic>
#include <bit>
#include <numeric>

namespace bursar::num {

using boost::multiprecision::denominator;
using boost::multiprecision::numerator;

/// A value on the heap: immutable but for the count of the Exacts that hold it.
struct Exact::Big {
  Big(BigRational v, bool f) : value(std::move(v)), forced(f) {}

  mutable std::atomic<uint64_t> uses{1};
  const BigRational value;
  const bool forced;  // stays big even if it would fit
};

namespace {

__extension__ using UnsignedWide = unsigned __int128;

UnsignedWide gcd_of(UnsignedWide a, UnsignedWide b) {
  while (b != 0) {
    if (static_cast<uint64_t>(a) == a && static_cast<uint64_t>(b) == b)
      return std::gcd(static_cast<uint64_t>(a), static_cast<uint64_t>(b));
    a = std::exchange(b, a % b);
  }
  return a;
}

uint64_t magnitude(int64_t n) { return n < 0 ? 0 - static_cast<uint64_t>(n) : static_cast<uint64_t>(n); }

std::optional<int64_t> narrow(const BigInt& n) {
  if (n < INT64_MIN || n > INT64_MAX) return std::nullopt;
  return static_cast<int64_t>(n);
}

size_t bits_of(const BigInt& n) {
  return n.is_zero() ? 0 : msb(BigInt(boost::multiprecision::abs(n))) + 1;
}

BigInt floor_of(const BigRational& value) {
  BigInt quotient, remainder;
  divide_qr(numerator(value), denominator(value), quotient, remainder);
  return remainder.sign() < 0 ? BigInt(quotient - 1) : quotient;
}

/// How often `n` divides by 5; takes those fives out.
int take_fives(BigInt& n) {
  constexpr uint64_t kFives = 7'450'580'596'923'828'125;  // 5^27, the largest power in 63 bits
  int count = 0;
  const auto take = [&](uint64_t power, int worth) {
    while (n % power == 0) {
      n /= power;
      count += worth;
    }
  };
  take(kFives, 27);
  take(5, 1);
  return count;
}

bool are_digits(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

constexpr size_t kSafeDigits = 18;  // any number of so many digits fits in an int64

int64_t small_number(std::string_view digits) {
  int64_t n = 0;
  for (char c : digits) n = n * 10 + (c - '0');
  return n;
}

int64_t power_of_ten(size_t exponent) {
  int64_t n = 1;
  while (exponent-- > 0) n *= 10;
  return n;
}

/// Not cpp_int's own reader: that takes a leading zero for octal.
BigInt big_number(std::string_view digits) {
  BigInt n;
  while (!digits.empty()) {
    const std::string_view part = digits.substr(0, kSafeDigits);
    n = n * power_of_ten(part.size()) + small_number(part);
    digits.remove_prefix(part.size());
  }
  return n;
}

bool take_minus(std::string_view& text) {
  if (text.empty() || text.front() != '-') return false;
  text.remove_prefix(1);
  return true;
}

/// The digits of a whole number with the decimal point put in before the last `decimals` of them.
std::string with_point(std::string digits, bool negative, size_t decimals, size_t at_least) {
  if (digits.size() <= decimals) digits.insert(0, decimals + 1 - digits.size(), '0');
  std::string out = negative ? "-" : "";
  out.append(digits, 0, digits.size() - decimals);
  const size_t shown = std::max(decimals, at_least);
  if (shown > 0) out += '.';
  out.append(digits, digits.size() - decimals, decimals);
  out.append(shown - decimals, '0');
  return out;
}

}  // namespace

void Exact::retain() const noexcept { held().uses.fetch_add(1, std::memory_order_relaxed); }

void Exact::release() const noexcept {
  if (held().uses.fetch_sub(1, std::memory_order_acq_rel) == 1) delete &held();
}

bool Exact::forced() const { return d_ == 0 && held().forced; }

Exact Exact::from_big(BigRational value, bool forced) {
  if (!forced) {
    const auto n = narrow(numerator(value));
    const auto d = n ? narrow(denominator(value)) : std::nullopt;
    if (d) return Exact(*n, *d);
  }
  return Exact(reinterpret_cast<int64_t>(new Big(std::move(value), forced)), 0);
}

Exact Exact::of(const BigRational& value) { return from_big(value, false); }

Exact Exact::force_big(const Exact& value) { return from_big(value.big(), true); }

BigRational Exact::big() const { return d_ == 0 ? held().value : BigRational(BigInt(n_), BigInt(d_)); }

Exact Exact::settle_wide(Wide n, Wide d) {
  const UnsignedWide size = n < 0 ? -static_cast<UnsignedWide>(n) : static_cast<UnsignedWide>(n);
  const auto common = static_cast<Wide>(gcd_of(size, static_cast<UnsignedWide>(d)));
  n /= common;
  d /= common;
  if (n == static_cast<int64_t>(n) && d == static_cast<int64_t>(d))
    return Exact(static_cast<int64_t>(n), static_cast<int64_t>(d));
  return from_big(BigRational(BigInt(n), BigInt(d)), false);
}

/// a plus n/d, where neither denominator is 1 and they differ.
Exact Exact::unlike_sum(const Exact& a, Wide n, int64_t d) {
  if (d % a.d_ == 0) return settle(Wide(a.n_) * (d / a.d_) + n, d);
  if (a.d_ % d == 0) return settle(a.n_ + n * (a.d_ / d), a.d_);
  const int64_t common = std::gcd(a.d_, d);
  return settle(Wide(a.n_) * (d / common) + n * (a.d_ / common), Wide(a.d_ / common) * d);
}

Exact Exact::big_sum(const Exact& a, const Exact& b, bool negate) {
  const BigRational left = a.big(), right = b.big();
  return from_big(negate ? BigRational(left - right) : BigRational(left + right), a.forced() || b.forced());
}

Exact Exact::big_product(const Exact& a, const Exact& b) {
  return from_big(a.big() * b.big(), a.forced() || b.forced());
}

std::strong_ordering Exact::big_compare(const Exact& a, const Exact& b) {
  if (a.sign() != b.sign()) return a.sign() <=> b.sign();
  const BigRational left = a.big(), right = b.big();
  // boost::rational's own comparison walks a continued fraction; this is two multiplications.
  const BigInt x = numerator(left) * denominator(right), y = numerator(right) * denominator(left);
  return x.compare(y) <=> 0;
}

int Exact::big_sign() const { return numerator(held().value).sign(); }

bool Exact::big_is_integer() const { return denominator(held().value) == 1; }

Exact Exact::reduced() const {
  if (d_ <= 1) return *this;
  const auto common = static_cast<int64_t>(std::gcd(magnitude(n_), static_cast<uint64_t>(d_)));
  return Exact(n_ / common, d_ / common);
}

std::optional<Exact> Exact::parse_decimal(std::string_view text) {
  const bool negative = take_minus(text);
  const size_t point = text.find('.');
  const std::string_view whole = text.substr(0, point);
  const std::string_view part = point == text.npos ? "" : text.substr(point + 1);
  if (!are_digits(whole) || (point != text.npos && !are_digits(part))) return std::nullopt;
  if (whole.size() + part.size() > kMaxDigits) return std::nullopt;
  if (whole.size() + part.size() <= kSafeDigits) {
    const int64_t scale = power_of_ten(part.size());
    const int64_t n = small_number(whole) * scale + small_number(part);
    return Exact(negative ? -n : n, scale);
  }
  const BigInt scale = boost::multiprecision::pow(BigInt(10), static_cast<unsigned>(part.size()));
  BigInt n = big_number(whole) * scale + big_number(part);
  if (negative) n = -n;
  return of(BigRational(n, scale));
}

std::optional<Exact> Exact::parse_fraction(std::string_view text) {
  const bool negative = take_minus(text);
  const size_t slash = text.find('/');
  const std::string_view top = text.substr(0, slash);
  const std::string_view bottom = slash == text.npos ? "1" : text.substr(slash + 1);
  if (!are_digits(top) || !are_digits(bottom)) return std::nullopt;
  if (top.size() > kMaxDigits || bottom.size() > kMaxDigits) return std::nullopt;
  BigInt n = big_number(top);
  const BigInt d = big_number(bottom);
  if (d.is_zero()) return std::nullopt;
  if (negative) n = -n;
  return of(BigRational(n, d));
}

std::optional<Exact> Exact::divide(const Exact& a, const Exact& b) {
  if (b.is_zero()) return std::nullopt;
  if (a.d_ == 0 || b.d_ == 0) return from_big(a.big() / b.big(), a.forced() || b.forced());
  Wide n = a.n_, d = b.n_;
  if (a.d_ != b.d_) {
    n *= b.d_;
    d *= a.d_;
  }
  if (d < 0) {
    n = -n;
    d = -d;
  }
  // Reduced at once: divisors vary, and their unreduced remains would only swell later sums.
  return settle(n, d).reduced();
}

std::optional<Exact> Exact::power(const Exact& base, int64_t exponent) {
  if (base.is_zero() && exponent < 0) return std::nullopt;
  const BigRational value = base.big();
  BigInt n = numerator(value), d = denominator(value);
  if (exponent < 0) {
    std::swap(n, d);
    if (d.sign() < 0) {
      n = -n;
      d = -d;
    }
  }
  if (exponent == 0) return from_big(BigRational(1), base.forced());
  const uint64_t times = magnitude(exponent);
  const size_t n_bits = bits_of(n), d_bits = bits_of(d);
  if (n_bits <= 1 && d_bits == 1)  // 0, 1 and -1 stay in size whatever the exponent is
    return from_big(BigRational(times % 2 == 0 ? BigInt(n * n) : n), base.forced());
  const UnsignedWide least = UnsignedWide(times) * (n_bits + d_bits - 2) + 2;
  if (least > kMaxPowerBits) return std::nullopt;
  n = boost::multiprecision::pow(n, static_cast<unsigned>(times));
  d = boost::multiprecision::pow(d, static_cast<unsigned>(times));
  if (bits_of(n) + bits_of(d) > kMaxPowerBits) return std::nullopt;
  return from_big(BigRational(n, d), base.forced());
}

Exact Exact::floor() const {
  if (d_ == 0) return from_big(BigRational(floor_of(held().value)), held().forced);
  return Exact(n_ / d_ - (n_ % d_ < 0), 1);
}

Exact Exact::ceil() const {
  if (d_ == 0) return from_big(BigRational(-floor_of(-held().value)), held().forced);
  return Exact(n_ / d_ + (n_ % d_ > 0), 1);
}

std::optional<int64_t> Exact::to_int64() const {
  if (!is_integer()) return std::nullopt;
  if (d_ == 0) return narrow(numerator(held().value));
  return n_ / d_;
}

size_t Exact::bits() const {
  if (d_ == 0) return bits_of(numerator(held().value)) + bits_of(denominator(held().value));
  const Exact plain = reduced();
  return std::bit_width(magnitude(plain.n_)) + std::bit_width(static_cast<uint64_t>(plain.d_));
}

std::optional<int> Exact::decimals() const {
  if (d_ == 0) {
    BigInt d = denominator(held().value);
    const int twos = static_cast<int>(lsb(d));
    d >>= twos;
    const int fives = take_fives(d);
    return d == 1 ? std::optional(std::max(twos, fives)) : std::nullopt;
  }
  auto d = static_cast<uint64_t>(reduced().d_);
  const int twos = std::countr_zero(d);
  d >>= twos;
  int fives = 0;
  for (; d % 5 == 0; d /= 5) ++fives;
  return d == 1 ? std::optional(std::max(twos, fives)) : std::nullopt;
}

std::string Exact::to_decimal(int at_least_decimals) const {
  const auto needed = static_cast<size_t>(decimals().value());
  const auto at_least = static_cast<size_t>(std::max(at_least_decimals, 0));
  const bool negative = sign() < 0;
  if (d_ != 0 && needed <= kSafeDigits) {
    const Exact plain = reduced();
    // Below 2^63 * 10^18, so within 128 bits.
    const auto factor = static_cast<uint64_t>(power_of_ten(needed) / plain.d_);
    UnsignedWide n = UnsignedWide(magnitude(plain.n_)) * factor;
    std::string digits;
    do digits += static_cast<char>('0' + static_cast<int>(n % 10));
    while ((n /= 10) != 0);
    std::reverse(digits.begin(), digits.end());
    return with_point(std::move(digits), negative, needed, at_least);
  }
  const BigRational value = big();
  const BigInt scale = boost::multiprecision::pow(BigInt(10), static_cast<unsigned>(needed));
  const BigInt n = boost::multiprecision::abs(numerator(value)) * (scale / denominator(value));
  return with_point(n.str(), negative, needed, at_least);
}

std::string Exact::to_fraction() const {
  if (d_ != 0) {
    const Exact plain = reduced();
    std::string out = std::to_string(plain.n_);
    return plain.d_ == 1 ? out : out + '/' + std::to_string(plain.d_);
  }
  const BigInt d = denominator(held().value);
  std::string out = numerator(held().value).str();
  return d == 1 ? out : out + '/' + d.str();
}

size_t Exact::hash() const {
  const auto mix = [](size_t a, size_t b) { return a ^ (b + 0x9E3779B97F4A7C15u + (a << 6) + (a >> 2)); };
  if (d_ != 0) {
    const Exact plain = reduced();
    return mix(std::hash<int64_t>()(plain.n_), std::hash<int64_t>()(plain.d_));
  }
  if (const Exact plain = from_big(held().value, false); plain.d_ != 0) return plain.hash();
  return mix(std::hash<BigInt>()(numerator(held().value)), std::hash<BigInt>()(denominator(held().value)));
}

}  // namespace bursar::num
