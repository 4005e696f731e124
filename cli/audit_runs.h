// An audit as a run of a ledger: what made it, where its files are, how it is made again.
#pragma once

#include <optional>
#include <string>

#include "cli/session.h"
#include "engine/audit/run_record.h"
#include "io/audit/request.h"
#include "io/ledger/ledger.h"

namespace bursar::cli {

/// This program: its version and the digest of its bytes.
audit::Tool this_tool();

/// The paths that are kept beside a run.
ledger::Beside paths_of(const std::string& policy, const audit::Request& request, const audit::Audit& audit,
                        std::string_view now);

/// What a run was asked for, with its files where they were; nothing when a path was not kept.
std::optional<audit::Request> request_of(const ledger::Run& run);
std::string policy_of(const ledger::Run& run);

/// The record of the same audit made again, under the tool's name that the run has; nothing when its files are not
/// where they were.
std::optional<std::string> made_again(const ledger::Run& run);

}  // namespace bursar::cli
