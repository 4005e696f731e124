// The figures of enterprises around the thresholds of the policy, counted as their facts come by.
#pragma once

#include <string_view>
#include <vector>

#include "engine/api/bursar.h"
#include "engine/audit/audit.h"
#include "engine/columns/chunk.h"

namespace bursar::audit {

/// Looks a twentieth of each threshold to either side of it.
class Bunches {
 public:
  explicit Bunches(const api::Program& program);

  /// One enterprise's figures.
  void add(const columns::Chunk& chunk, size_t row);
  /// The counts, the most lopsided first, and a lead B4 of the batch for each that is rare.
  void finish(Audit& audit) const;

 private:
  struct Watch {
    size_t fact = 0;
    num::Exact at, width;
    int64_t from = 0, to = 0;        ///< in the column's units: [from, to)
    std::vector<num::Exact> values;  ///< within
  };

  const api::Program& program_;
  std::vector<columns::Shape> shapes_;
  std::vector<Watch> watches_;
};

}  // namespace bursar::audit
