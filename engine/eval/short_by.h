// How much is missing: for a failed comparison, the change of one fact that would just meet it.
#pragma once

#include "engine/eval/evaluator.h"

namespace bursar::eval {

/// Solves the comparison for one fact that enters it linearly, everything else staying; rounds to the safe side of
/// the fact's own unit; keeps the answer only when the comparison then holds. Facts are tried in written order.
std::optional<Trace::ShortBy> short_by(Evaluator& evaluator, const lowered::Module& module,
                                       const facts::Record& record, NodeId comparison);

}  // namespace bursar::eval
