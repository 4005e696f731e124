// Exact rational numbers: every amount, rate and count of the engine is one of these.
#pragma once

#include <boost/multiprecision/cpp_int.hpp>
#include <cassert>
#include <compare>
#include <concepts>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace bursar::num {

using BigInt = boost::multiprecision::cpp_int;
using BigRational = boost::multiprecision::cpp_rational;

enum class Rounding : uint8_t;

/// A rational number of any size, never rounded. Sixteen bytes; copies are cheap and safe across threads.
///
/// Two int64 while they fit (the denominator positive but not always reduced, so that sums of cents stay over
/// 100), otherwise a shared immutable big rational. Which of the two holds a value never shows in any result.
/// Arithmetic cannot fail except by a zero divisor; callers that must bound memory look at `bits()`.
class Exact {
 public:
  static constexpr size_t kMaxPowerBits = 65'536;
  static constexpr size_t kMaxDigits = 10'000;

  Exact() noexcept = default;
  template <std::integral T>
    requires(!std::same_as<T, bool>)
  Exact(T value) {  // implicit: whole numbers are rationals
    if (std::in_range<int64_t>(value))
      n_ = static_cast<int64_t>(value);
    else
      *this = of(BigRational(value));
  }
  template <std::floating_point T>
  Exact(T) = delete;

  Exact(const Exact& other) noexcept : n_(other.n_), d_(other.d_) {
    if (d_ == 0) retain();
  }
  Exact(Exact&& other) noexcept : n_(std::exchange(other.n_, 0)), d_(std::exchange(other.d_, 1)) {}
  Exact& operator=(Exact other) noexcept {
    std::swap(n_, other.n_);
    std::swap(d_, other.d_);
    return *this;
  }
  ~Exact() {
    if (d_ == 0) release();
  }

  /// n/d. Precondition: d is not 0.
  static Exact ratio(int64_t n, int64_t d) {
    assert(d != 0);
    return d > 0 ? Exact(n, d) : settle(-Wide(n), -Wide(d));
  }
  static Exact of(const BigRational& value);
  /// The same value on the big path, and so is every result computed from it: lets tests compare the paths.
  static Exact force_big(const Exact& value);

  /// "-12.50": an optional '-', digits, optionally '.' and digits; nothing else, at most kMaxDigits digits.
  static std::optional<Exact> parse_decimal(std::string_view text);
  /// "2311/48000" or "-7": what to_fraction prints, reduced or not, kMaxDigits each; denominator not zero.
  static std::optional<Exact> parse_fraction(std::string_view text);

  friend Exact operator+(const Exact& a, const Exact& b) { return sum<false>(a, b); }
  friend Exact operator-(const Exact& a, const Exact& b) { return sum<true>(a, b); }
  friend Exact operator*(const Exact& a, const Exact& b) {
    if (a.d_ == 0 || b.d_ == 0) return big_product(a, b);
    return settle(Wide(a.n_) * b.n_, Wide(a.d_) * b.d_);
  }
  Exact operator-() const { return d_ != 0 ? settle(-Wide(n_), d_) : big_product(*this, -1); }
  Exact& operator+=(const Exact& other) { return *this = *this + other; }
  Exact& operator-=(const Exact& other) { return *this = *this - other; }
  Exact& operator*=(const Exact& other) { return *this = *this * other; }

  /// a / b; nothing when b is zero.
  static std::optional<Exact> divide(const Exact& a, const Exact& b);
  /// base to a whole power (0^0 is 1). Nothing for a negative power of 0, and for results over kMaxPowerBits.
  static std::optional<Exact> power(const Exact& base, int64_t exponent);

  friend bool operator==(const Exact& a, const Exact& b) { return (a <=> b) == 0; }
  friend std::strong_ordering operator<=>(const Exact& a, const Exact& b) {
    if (a.d_ == 0 || b.d_ == 0) return big_compare(a, b);
    if (a.d_ == b.d_) return a.n_ <=> b.n_;
    const Wide left = Wide(a.n_) * b.d_, right = Wide(b.n_) * a.d_;
    return left < right   ? std::strong_ordering::less
           : left > right ? std::strong_ordering::greater
                          : std::strong_ordering::equal;
  }

  /// -1, 0 or 1.
  int sign() const { return d_ != 0 ? (n_ > 0) - (n_ < 0) : big_sign(); }
  bool is_zero() const { return sign() == 0; }
  bool is_integer() const { return d_ != 0 ? d_ == 1 || n_ % d_ == 0 : big_is_integer(); }
  Exact floor() const;
  Exact ceil() const;
  Exact abs() const { return sign() < 0 ? -*this : *this; }

  /// The value when it is whole and fits.
  std::optional<int64_t> to_int64() const;
  BigRational big() const;
  /// Bits of the reduced numerator plus those of the reduced denominator.
  size_t bits() const;
  /// How many decimal digits the value needs; nothing when no finite number of them is enough.
  std::optional<int> decimals() const;

  /// "-1234.50", with at least so many decimals. Throws std::bad_optional_access when decimals() is empty.
  std::string to_decimal(int at_least_decimals = 0) const;
  /// Reduced: "-2311/48000", or "7" for a whole number.
  std::string to_fraction() const;
  /// Decimal when that is finite, otherwise the fraction.
  std::string to_text() const { return decimals() ? to_decimal() : to_fraction(); }

  /// Equal values have equal hashes.
  size_t hash() const;
  /// Whether the value is held without heap memory.
  bool is_small() const { return d_ != 0; }

  friend Exact round_to(const Exact& value, Rounding mode, const Exact& multiple);

 private:
  __extension__ using Wide = __int128;
  struct Big;

  Exact(int64_t n, int64_t d) noexcept : n_(n), d_(d) {}

  /// n/d with d > 0, small when it fits as it is.
  static Exact settle(Wide n, Wide d) {
    if (n == static_cast<int64_t>(n) && d == static_cast<int64_t>(d)) [[likely]]
      return Exact(static_cast<int64_t>(n), static_cast<int64_t>(d));
    return settle_wide(n, d);
  }
  static Exact settle_wide(Wide n, Wide d);

  template <bool negate>
  static Exact sum(const Exact& a, const Exact& b) {
    if (a.d_ == 0 || b.d_ == 0) return big_sum(a, b, negate);
    const Wide n = negate ? -Wide(b.n_) : Wide(b.n_);
    if (a.d_ == b.d_) return settle(a.n_ + n, a.d_);
    if (b.d_ == 1) return settle(a.n_ + n * a.d_, a.d_);
    if (a.d_ == 1) return settle(Wide(a.n_) * b.d_ + n, b.d_);
    return unlike_sum(a, n, b.d_);
  }
  static Exact unlike_sum(const Exact& a, Wide n, int64_t d);

  static Exact from_big(BigRational value, bool forced);
  static Exact big_sum(const Exact& a, const Exact& b, bool negate);
  static Exact big_product(const Exact& a, const Exact& b);
  static std::strong_ordering big_compare(const Exact& a, const Exact& b);
  int big_sign() const;
  bool big_is_integer() const;
  bool forced() const;
  Exact reduced() const;

  const Big& held() const { return *reinterpret_cast<const Big*>(n_); }
  void retain() const noexcept;
  void release() const noexcept;

  int64_t n_ = 0;  // the address of a Big when d_ is 0
  int64_t d_ = 1;
};

static_assert(sizeof(Exact) == 16 && sizeof(void*) == sizeof(int64_t));

}  // namespace bursar::num

template <>
struct std::hash<bursar::num::Exact> {
  size_t operator()(const bursar::num::Exact& value) const { return value.hash(); }
};
