// Audits made by hand, as the engine would give them.
#pragma once

#include "engine/audit/audit.h"

namespace bursar::report::test {

/// A batch of 1,286 payouts with 45 leads: the nine classes' sums, causes that overlap, shared residues.
audit::Audit batch();
/// A dozen payouts with one lead of each kind, refused rows, reconciliations, and hostile texts in every cell.
audit::Audit hostile_batch();
/// Nothing wrong, nothing checked but the amounts.
audit::Audit clean_batch();

}  // namespace bursar::report::test
