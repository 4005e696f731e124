// Runs a plan over chunks.
#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "engine/batch/answers.h"
#include "engine/batch/plan.h"
#include "engine/columns/chunk.h"

namespace bursar::batch {

/// What a run may use; every choice gives the same answers.
struct Paths {
  bool unchecked = true;  ///< no check where the figures of a chunk cannot overflow
  bool wide = true;       ///< what does not fit 64 bits is done again in 128
};

/// One object a thread. Buffers grow to the largest chunk seen and stay.
class Run {
 public:
  Run(const Plan& plan, Paths paths);
  ~Run();
  /// Every row is decided or `left`. `as_of` is the date given from outside, else each record's own.
  void evaluate(const columns::Chunk& chunk, std::optional<num::Date> as_of, Answers& out);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace bursar::batch
