// Units of quantities: what they measure, and how sums, products and quotients of them come out. Values are kept in
// the measures of the keyword table (minutes, months, m², kg …); a unit's factor leads from its own figures to those.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "engine/num/exact.h"

namespace bursar::checked {

struct Unit {
  std::string key;                      ///< as the keyword table writes it: `m²/months`; empty for none
  std::map<std::string, int> measures;  ///< powers: `m²` 1, `months` -1
  num::Exact factor = 1;                ///< one of this unit in its measures: 60 for hours
};

/// The units of one program; a unit is its place in here, 0 is none.
class Units {
 public:
  /// Of a key such as `hours`, `m²/months` or `/m²` (behind a currency).
  uint32_t of_key(std::string_view key);
  uint32_t product(uint32_t a, uint32_t b);
  uint32_t quotient(uint32_t a, uint32_t b);
  bool same_measures(uint32_t a, uint32_t b) const { return all_[a].measures == all_[b].measures; }
  const Unit& operator[](uint32_t unit) const { return all_[unit]; }

 private:
  uint32_t add(Unit unit);
  uint32_t of_measures(std::map<std::string, int> measures);
  std::vector<Unit> all_{Unit{}};
};

}  // namespace bursar::checked
