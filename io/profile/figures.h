// One scalar of a profile as the value its fact asks for: strict, nothing is guessed or rounded.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "engine/api/bursar.h"
#include "engine/diag/issue.h"
#include "engine/facts/record.h"

namespace bursar::profile {

/// Why a scalar was refused: the kind with its arguments.
struct Refusal {
  diag::Kind kind;
  std::vector<diag::Arg> args;
};

struct Figure {
  facts::Value value;
  std::optional<Refusal> refusal;
};

/// `text` as a value of the fact's type; never called for lists. Words for unknown and "does not apply" count for
/// every type.
Figure read_figure(const api::FactInfo& fact, std::string_view text);

/// The words that stand for "not known" and "does not apply"; nothing for any other text.
std::optional<facts::Value> read_state(std::string_view text);

/// `2024-04-01` or `2024年4月1日`.
Figure read_date(std::string_view text);

}  // namespace bursar::profile
