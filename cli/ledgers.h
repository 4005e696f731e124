// What the commands on ledgers share.
#pragma once

#include <memory>
#include <string>

#include "cli/context.h"
#include "io/ledger/ledger.h"

namespace bursar::cli {

/// A ledger that is open, with the files and issues that it speaks of.
struct OpenLedger {
  source::Files files;
  diag::Issues issues;
  std::unique_ptr<ledger::Ledger> ledger;
};

/// False after its issues were printed.
bool open_ledger(const Context& context, const std::string& where, ledger::Mode mode, OpenLedger& out);
/// Prints the issues; false.
bool refuse(const Context& context, const OpenLedger& open);

/// `2026-03-31T08:15:00Z`: kept beside what is booked, never part of it.
std::string now();
/// `1,286`
std::string count_text(uint64_t number);

}  // namespace bursar::cli
