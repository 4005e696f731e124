// Rounding: always explicit, always to a multiple that the rules name.
#pragma once

#include <string_view>

#include "engine/num/exact.h"

namespace bursar::num {

/// What happens to a value between two multiples. The half modes go to the nearer one and differ on ties.
enum class Rounding : uint8_t {
  HalfUp,    // ties away from zero
  HalfEven,  // ties to the even multiple
  HalfDown,  // ties towards zero
  Up,        // away from zero
  Down,      // towards zero
  Higher,    // towards plus infinity
  Lower,     // towards minus infinity
};

inline constexpr Rounding kRoundings[] = {Rounding::HalfUp, Rounding::HalfEven, Rounding::HalfDown,
                                          Rounding::Up,     Rounding::Down,     Rounding::Higher,
                                          Rounding::Lower};

/// `value` as a whole multiple of `multiple`. Precondition: multiple > 0.
Exact round_to(const Exact& value, Rounding mode, const Exact& multiple);

/// The words of the language: "half up", "half even", "half down", "upward", "downward", "to the higher",
/// "to the lower".
std::string_view name(Rounding mode);

}  // namespace bursar::num
