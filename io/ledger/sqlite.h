// A ledger in a file of SQLite.
//
// Rollback journal, not WAL: one file at rest, that can be copied, mailed and read from a folder that is not writable.
// synchronous = EXTRA: what was committed survives a cut of the power. A new ledger is made in memory and put in place
// whole, so that a file with the ledger's name is always one.
#pragma once

#include <memory>
#include <string>

#include "io/ledger/database.h"

namespace bursar::ledger {

/// Null with a fault. `create` makes the file when there is none; an existing one is never made anew, whatever it holds.
std::unique_ptr<Database> open_sqlite(const std::string& path, bool create, Fault& fault);

}  // namespace bursar::ledger
