// Counts over the rows of an audit that the tables and charts of its reports show beside the audit's own sums.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "engine/audit/audit.h"

namespace bursar::report {

/// Rows whose difference lies in [from, 10 * from), in whole currency units; the first from 0 to 1.
struct DifferenceBand {
  num::Exact from, to;
  uint64_t over = 0, under = 0;
};

struct AuditFigures {
  std::array<uint64_t, audit::kCodes> rows_with{};  ///< rows that have a lead of this code, whatever others they have
  audit::Sum improper;                              ///< rows with an A code, each once
  uint64_t unexplained = 0;                         ///< rows with a difference that no single cause gives, A2 aside
  num::Exact unexplained_difference;
  std::vector<DifferenceBand> bands;                ///< without gaps, by rising amount; empty when nothing differs
};

AuditFigures figures_of(const audit::Audit& audit);

/// Paid less due of the decided rows.
num::Exact difference_of(const audit::Sum& sum);

/// The row to look at first: the largest difference that a cause explains, else the largest, else the first with a
/// lead; nothing when there is no lead.
const audit::Row* first_to_open(const audit::Audit& audit);

}  // namespace bursar::report
