// Awards made by hand, as the engine would give them.
#pragma once

#include <string>
#include <vector>

#include "engine/award/award.h"

namespace bursar::report::test {

/// Ladder with a losing row, share with a cap, uplift rounded from 71,095.238, list with a left-out item and
/// a line kept at 0, a lower-of, a line outside the total, a clause that gave nothing, an assumption.
award::Award eligible();
/// One condition of five failed by little: 4.81 % where 5 % is needed.
award::Award near_miss();
/// Two facts missing: bounds of a clause and of the total; nested conditions.
award::Award undetermined();
/// Division by zero in one clause.
award::Award faulty();

}  // namespace bursar::report::test
