// Codes of enterprises: new ones with good checks, and slips of the pen in them.
#pragma once

#include <optional>
#include <string>
#include <unordered_set>

#include "engine/practice/random.h"

namespace bursar::practice {

class Codes {
 public:
  explicit Codes(Random& random) : random_(random) {}
  /// One that was not given out before.
  std::string fresh();
  /// The code with one slip: a character taken for one that looks like it, or two neighbours swapped. Its checks fail,
  /// and nobody else has it. Nothing when there is no such slip.
  std::optional<std::string> mistyped(const std::string& code);

 private:
  Random& random_;
  std::unordered_set<std::string> used_;
};

}  // namespace bursar::practice
