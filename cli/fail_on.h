// From where on an audit's leads make it end with "no": `--fail-on`.
#pragma once

#include <optional>
#include <string_view>

#include "engine/audit/audit.h"

namespace bursar::cli {

class FailOn {
 public:
  /// `lead`, `never`, `amount:10000` (over and under added, in the policy's currency), `rate:0.5%` (of what was paid).
  /// Nothing for any other text.
  static std::optional<FailOn> parse(std::string_view text);
  bool reached(const audit::Audit& audit) const;

 private:
  enum class Kind { Never, Lead, Amount, Rate };
  Kind kind_ = Kind::Lead;
  num::Exact bound_;
};

}  // namespace bursar::cli
