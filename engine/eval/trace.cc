#include "engine/eval/trace.h"

namespace bursar::eval {

void Trace::clear(size_t clause_count) {
  as_of.reset();
  decided_on.reset();
  outcome = award::Outcome::Undetermined;
  total.reset();
  lowest.reset();
  highest.reset();
  clauses.resize(clause_count);
  for (Clause& c : clauses) {
    c.reported = false;
    c.outcome = award::Outcome::Undetermined;
    c.amount.reset();
    c.lowest.reset();
    c.highest.reset();
    c.excluded_amount.reset();
    c.set_aside_by = kNone;
    c.conditions = c.lines = c.left_out = c.intermediates = c.faults = {};
    c.missing.clear();
    c.conflicts_with.clear();
  }
  conditions.clear();
  short_by.clear();
  lines.clear();
  steps.clear();
  figures.clear();
  lets.clear();
  left_out.clear();
  intermediates.clear();
  faults.clear();
  assumptions.clear();
  payments.clear();
  open_fields.clear();
  if (!periods.empty()) periods.clear();
  if (!sequences.empty()) sequences.clear();
}

}  // namespace bursar::eval
