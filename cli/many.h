// Awards of many records, a row each, as they are read: nothing of them is kept.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "cli/session.h"
#include "io/batch/reader.h"

namespace bursar::cli {

/// Whether the answer is rows (CSV, JSON Lines) and nothing asked for needs all records at once.
bool comes_in_rows(const Options& options, const Session& session);

/// Writes the rows of all files in their order; a record that cannot be read is a row with its place and reason, and its
/// issue goes to standard error. Returns the exit code.
int answer_rows(const Context& context, const Options& options, Session& session,
                const std::vector<std::string>& files);

/// Options of a reader of batches, from the command line; nothing after a complaint.
std::optional<batch::Options> reader_options(const Context& context, const Options& options, input::IssueLog& log);

}  // namespace bursar::cli
