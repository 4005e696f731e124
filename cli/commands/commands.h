// The commands: each prints its answer and returns the exit code.
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "cli/context.h"
#include "cli/options.h"

namespace bursar::ledger {
struct Run;
}

namespace bursar::cli {

int run_audit(const Context& context, const Options& options);
int run_award(const Context& context, const Options& options);
int run_check(const Context& context, const Options& options);
int run_explain(const Context& context, const Options& options);
int run_explain_payout(const Context& context, const Options& options);
int run_facts(const Context& context, const Options& options);
int run_lint(const Context& context, const Options& options);
int run_sample(const Context& context, const Options& options);
int run_practice(const Context& context, const Options& options);
int run_test(const Context& context, const Options& options);
/// The canonical record of a run that is computed again from its files; nothing when they are not there any more.
using Rerun = std::function<std::optional<std::string>(const ledger::Run&)>;
int run_verify(const Context& context, const Options& options, const Rerun& rerun);
int run_receipt(const Context& context, const Options& options);
int run_sign(const Context& context, const Options& options);
int run_completions(const Context& context, const Options& options, const CLI::App& tree);
int run_man(const Context& context, const CLI::App& tree);

}  // namespace bursar::cli
