// Earlier awards as an input: a list that every program has which asks for what was awarded before.
#pragma once

#include "engine/syntax/tree.h"

namespace bursar::syntax {

/// The names of the list, of its record and of the record's fields.
inline constexpr std::string_view kEarlierAwards = "earlier_awards", kEarlierAwardsZh = "此前奖补";
enum class EarlierField : uint8_t { Clause, Policy, Date, Amount, Item };
inline constexpr size_t kEarlierFields = 5;  ///< keys of limits follow

/// Adds the record and the fact when the tree asks for earlier awards; the keys of its limits are fields of it.
void declare_history(Tree& tree);

}  // namespace bursar::syntax
