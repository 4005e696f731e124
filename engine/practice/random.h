// Numbers from a seed, the same on every machine: SplitMix64 (Steele, Lea, Flood, "Fast splittable pseudorandom number
// generators", OOPSLA 2014). The distributions of the standard library differ from one to the next, so none is used.
#pragma once

#include <cstdint>
#include <utility>
#include <vector>

#include "engine/num/exact.h"

namespace bursar::practice {

class Random {
 public:
  explicit Random(uint64_t seed) : state_(seed) {}

  uint64_t next() {
    uint64_t z = state_ += 0x9E3779B97F4A7C15U;
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9U;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBU;
    return z ^ (z >> 31);
  }

  /// 0 to n - 1, evenly: the high half of a product, what would favour some is drawn again (Lemire 2019). n > 0.
  uint64_t below(uint64_t n) {
    __extension__ using Wide = unsigned __int128;
    Wide product = Wide(next()) * n;
    if (static_cast<uint64_t>(product) < n) {
      const uint64_t uneven = -n % n;
      while (static_cast<uint64_t>(product) < uneven) product = Wide(next()) * n;
    }
    return static_cast<uint64_t>(product >> 64);
  }

  int64_t between(int64_t first, int64_t last) {
    return first + static_cast<int64_t>(below(static_cast<uint64_t>(last - first) + 1));
  }
  bool chance(uint64_t percent) { return below(100) < percent; }
  /// first/1000 to last/1000, in thousandths.
  num::Exact thousandths(int64_t first, int64_t last) { return num::Exact::ratio(between(first, last), 1000); }

  template <class T>
  const T& one_of(const std::vector<T>& list) {
    return list[below(list.size())];
  }
  template <class T>
  void shuffle(std::vector<T>& list) {
    for (size_t i = list.size(); i > 1; --i) std::swap(list[i - 1], list[below(i)]);
  }

 private:
  uint64_t state_;
};

}  // namespace bursar::practice
