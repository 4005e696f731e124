// How the facts of a program are kept in columns.
#pragma once

#include <vector>

#include "engine/checked/program.h"
#include "engine/columns/chunk.h"

namespace bursar::columns {

/// Amounts in the currency's smallest unit, shares to six decimals, plain figures and quantities (in the fact's own
/// unit) to four, unit prices likewise.
Shape shape_of(const checked::Program& program, const checked::Type& type);

/// By fact.
std::vector<Shape> shapes_of(const checked::Program& program);

}  // namespace bursar::columns
