// What a column of a table is, from its name.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/api/bursar.h"

namespace bursar::batch {

struct Target {
  enum class Kind : uint8_t { Id, Name, AsOf, Fact, Item, Ignored };
  Kind kind = Kind::Ignored;
  size_t fact = 0;
  size_t item = 0;   ///< Item: from 0
  size_t field = 0;  ///< Item
  bool operator==(const Target&) const = default;
};

/// The fact or field by either of its names.
std::optional<size_t> find_fact(const std::vector<api::FactInfo>& facts, std::string_view name);

/// `id`, `name`, `as_of`; a fact by either name; a field of the nth item of a list: `launches[2].fee`, `launch2_fee`,
/// by either name of the list, of its record and of the field; likewise `month` and `value` of a series.
std::optional<Target> target_of(const std::vector<api::FactInfo>& facts, std::string_view name);

/// The name that was probably meant.
std::optional<std::string> near_target(const std::vector<api::FactInfo>& facts, std::string_view name);

}  // namespace bursar::batch
