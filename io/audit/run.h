// An audit from its files to its result: payouts read, facts read, every payout recomputed, leads and causes found.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string_view>

#include "engine/api/bursar.h"
#include "engine/audit/audit.h"
#include "engine/diag/issue.h"
#include "engine/source/source.h"
#include "io/audit/request.h"

namespace bursar::audit {

/// Called now and then with the records done so far; for a progress line.
using Progress = std::function<void(uint64_t records)>;

/// Rows of the inputs that cannot be read are in Audit::refused, the first of them also as issues. An audit that cannot
/// be made at all (a file that cannot be opened, a column that is needed) has no rows and an error among the issues.
Audit run(const api::Program& program, source::Files& files, const Request& request, diag::Issues& issues,
          const Progress& progress = {});

/// The facts by which a payout of this run was judged: of its enterprise, or of its own row. Nothing when they are not
/// there, or cannot be read.
std::optional<facts::Record> facts_of(const api::Program& program, source::Files& files, const Request& request,
                                      std::string_view id, uint64_t row, diag::Issues& issues);

}  // namespace bursar::audit
