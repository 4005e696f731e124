#include "engine/audit/bunching.h"

namespace bursar::audit {

using num::BigInt;
using num::Exact;

BigInt one_in(uint64_t favoured, uint64_t other) {
  if (favoured <= other) return 1;  // a probability above a half
  const uint64_t n = favoured + other;
  // The sum of C(n, k) over k from `favoured` to n, over 2^n. From C(n, favoured) = C(n, other):
  BigInt term = 1;
  for (uint64_t k = 1; k <= other; ++k) {
    term *= favoured + k;
    term /= k;
  }
  const BigInt all = BigInt(1) << static_cast<unsigned>(n);
  BigInt sum = 0;
  for (uint64_t k = favoured; k <= n; ++k) {
    sum += term;
    term *= n - k;
    term /= k + 1;
    if (term == 0) break;
    // What is left is a falling series of ratio below (n − k) / k < 1. Once it cannot change the answer, it is left out.
    if (msb(term) + 64 < msb(sum)) {
      const BigInt left = term * k / (2 * k - n) + 1;
      const BigInt answer = all / sum;
      if (answer == all / (sum + left)) return answer;
    }
  }
  return all / sum;
}

Bunch bunching(const std::vector<Exact>& values, const Threshold& threshold) {
  using Favours = Threshold::Favours;
  const Exact low = threshold.at - threshold.width, high = threshold.at + threshold.width;
  const bool upwards = threshold.favours == Favours::AtLeast || threshold.favours == Favours::MoreThan;
  // The threshold itself belongs to the upper window where it divides "at least" from "less than".
  const bool closed_below = threshold.favours == Favours::AtLeast || threshold.favours == Favours::LessThan;
  uint64_t above = 0, below = 0;
  for (const Exact& value : values) {
    if (closed_below) {
      if (value < low || value >= high) continue;
      ++(value >= threshold.at ? above : below);
    } else {
      if (value <= low || value > high) continue;
      ++(value > threshold.at ? above : below);
    }
  }
  Bunch out{upwards ? above : below, upwards ? below : above, 1};
  out.one_in = one_in(out.favoured, out.other);
  return out;
}

}  // namespace bursar::audit
