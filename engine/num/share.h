// Shares that sum to the whole: each in whole units, what is left over given out unit by unit.
#pragma once

#include <cstdint>
#include <vector>

#include "engine/num/exact.h"

namespace bursar::num {

enum class Remainder : uint8_t {
  LargestFraction,  ///< one unit each to the largest fractions cut off (Hamilton's method)
  Last,             ///< all of it to the last, as far as its weight goes
};

/// `whole` by `weights` (none negative, their sum above zero and at least `whole`): no share is above its weight, all sum
/// to `whole`. Each is a multiple of `unit`, except for what is less than a unit, which goes with the remainder. Equal
/// fractions go by `order`, the places from first to last.
std::vector<Exact> shares(const Exact& whole, const std::vector<Exact>& weights, const Exact& unit, Remainder remainder,
                          const std::vector<size_t>& order);

}  // namespace bursar::num
