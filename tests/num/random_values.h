// Random rationals for the tests of numbers: many near the edges of int64, many like money, some huge.
#pragma once

#include <cstdint>
#include <random>

#include "engine/num/exact.h"

namespace bursar::num {

/// The same value twice: as the engine holds it, and made without it.
struct Sample {
  Exact exact;
  BigRational plain;
};

class RandomValues {
 public:
  explicit RandomValues(uint64_t seed) : random_(seed) {}

  /// A number from low to high, both included.
  int64_t between(int64_t low, int64_t high) {
    const uint64_t span = static_cast<uint64_t>(high) - static_cast<uint64_t>(low);
    const uint64_t step = span == UINT64_MAX ? random_() : random_() % (span + 1);
    return static_cast<int64_t>(static_cast<uint64_t>(low) + step);
  }

  int64_t whole() {
    const int64_t near = between(-3, 3);
    switch (between(0, 9)) {
      case 0: return near;
      case 1: return (int64_t{1} << 31) + near;
      case 2: return -(int64_t{1} << 31) + near;
      case 3: return (int64_t{1} << 62) + near;
      case 4: return -(int64_t{1} << 62) + near;
      case 5: return INT64_MAX - between(0, 3);
      case 6: return INT64_MIN + between(0, 3);
      case 7: return between(INT64_MIN, INT64_MAX);
      default: return between(-10'000'000, 10'000'000);
    }
  }

  int64_t positive() {
    constexpr int64_t kUsual[] = {1, 1, 2, 3, 7, 10, 20, 100, 100, 100, 1000, 10'000};
    if (between(0, 1) == 0) return kUsual[between(0, 11)];
    const int64_t n = whole();
    return n > 0 ? n : n == 0 || n == INT64_MIN ? 1 : -n;
  }

  Sample small() {
    const int64_t n = whole(), d = positive();
    return {Exact::ratio(n, d), BigRational(BigInt(n), BigInt(d))};
  }

  Sample any() {
    Sample out = small();
    if (between(0, 3) != 0) return out;
    const BigInt factor = (BigInt(between(1, INT64_MAX)) << static_cast<unsigned>(between(0, 300))) + 1;
    const BigRational scale = between(0, 1) == 0 ? BigRational(factor) : BigRational(BigInt(1), factor);
    out.plain = out.plain * scale;
    out.exact = Exact::of(out.plain);
    return out;
  }

 private:
  std::mt19937_64 random_;
};

inline bool same(const BigRational& a, const BigRational& b) {
  return numerator(a) == numerator(b) && denominator(a) == denominator(b);
}

inline bool fits(const BigRational& value) {
  return numerator(value) >= INT64_MIN && numerator(value) <= INT64_MAX && denominator(value) <= INT64_MAX;
}

}  // namespace bursar::num
