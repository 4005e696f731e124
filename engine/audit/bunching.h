// Figures that bunch on the side of a threshold that is paid for. A place to look: with nothing amiss, either side of a
// threshold is about as likely within a narrow window, and lopsided counts are rare.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "engine/num/exact.h"

namespace bursar::audit {

/// A comparison of a fact with a figure, and how wide to look on both sides.
struct Threshold {
  enum class Favours : uint8_t { AtLeast, MoreThan, AtMost, LessThan };  ///< what the policy pays for
  Favours favours = Favours::AtLeast;
  num::Exact at;
  num::Exact width;  ///< above 0
};

struct Bunch {
  uint64_t favoured = 0, other = 0;  ///< values within the width on either side; [c, c + h) and [c − h, c) for at least c
  /// 1 over the probability, rounded down, of so many favoured ones or more among these when either side is as likely
  /// (the upper tail of the binomial distribution, p = ½).
  num::BigInt one_in = 1;
  bool is_lead() const { return one_in >= kBunchOneIn; }
  static constexpr int kBunchOneIn = 1000;  ///< the level of a lead
};

/// Exact: no floating point. Only those who were paid may be among the values; then the other side is thinner than it
/// would be with the refused ones, which whoever prints this has to say.
Bunch bunching(const std::vector<num::Exact>& values, const Threshold& threshold);

/// As `Bunch::one_in`.
num::BigInt one_in(uint64_t favoured, uint64_t other);

}  // namespace bursar::audit
