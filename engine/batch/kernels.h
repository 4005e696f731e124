// The loops that a batch spends its time in: one operation over many values, without states. They are compiled for
// several instruction sets from one text (kernels.inc) and chosen when the program starts.
#pragma once

#include <cstddef>
#include <cstdint>

#include "engine/batch/plan.h"

namespace bursar::batch {

__extension__ using Int128 = __int128;

/// Many values, or one and the same for all rows.
template <class T>
struct Source {
  const T* at = nullptr;  ///< null: `value`
  T value = 0;
  T operator[](size_t i) const { return at != nullptr ? at[i] : value; }
};

/// Division by a number that was fixed when compiling, as a multiplication (Granlund and Montgomery 1994, with 63 bit
/// dividends): n / value = high half of (n * multiplier) >> shift.
struct Divisor {
  int64_t value = 1;
  uint64_t multiplier = 0;
  int shift = 0;
  static Divisor of(int64_t value);  ///< precondition: above 1
};

template <class T>
struct Kernels {
  /// Add, Subtract, Multiply, Lower, Higher, where no result can overflow.
  void (*binary)(Code code, Source<T> a, Source<T> b, T* out, size_t n);
  /// Add, Subtract, Multiply; `wide` is set to State::Wide, and the result to 0, where one overflows. Whether any did.
  bool (*checked)(Code code, Source<T> a, Source<T> b, T* out, uint8_t* wide, size_t n);
  void (*compare)(Relation relation, Source<T> a, Source<T> b, uint8_t* out, size_t n);
  void (*select)(const uint8_t* which, Source<T> yes, Source<T> no, T* out, size_t n);
  /// a[i] / d by the mode. Precondition: no a[i] is the lowest number; with `positive`, none is below 0.
  void (*divide)(Source<T> a, const Divisor& d, num::Rounding mode, bool positive, T* out, size_t n);
  /// The value of the last step whose bound `subject` reaches and `before` (null: never) does not; where there is none,
  /// `none`, which is no step's value, and State::NoRow. Reached is above the bound, or at it unless `strictly`.
  void (*ladder)(const T* subject, const T* before, bool strictly, const Step* steps, size_t count, T none, T* out,
                 uint8_t* states, size_t n);
  void (*conjunction)(const uint8_t* a, const uint8_t* b, uint8_t* out, size_t n);
  void (*disjunction)(const uint8_t* a, const uint8_t* b, uint8_t* out, size_t n);
  void (*negation)(const uint8_t* a, uint8_t* out, size_t n);
  /// Of a clause: eligible where `conditions` (null: everywhere) and `present` (null: everywhere) hold, else the amount
  /// is 0. Adds to the totals (null: it does not count) and to whether any clause is eligible.
  void (*clause)(const uint8_t* conditions, const uint8_t* present, Source<T> amount, T* amounts, uint8_t* outcomes,
                 T* totals, uint8_t* outcome, size_t n);
  /// sums[i + 1] = sums[i] + numbers[i] where `which` (null: everywhere), beyond the number's range modulo its width.
  void (*running)(const uint8_t* which, Source<T> numbers, T* sums, size_t n);
};

/// The best that this machine can run.
template <class T>
const Kernels<T>& kernels();

}  // namespace bursar::batch
