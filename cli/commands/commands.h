// The commands: each prints its answer and returns the exit code.
#pragma once

#include "cli/context.h"
#include "cli/options.h"

namespace bursar::cli {

int run_audit(const Context& context, const Options& options);
int run_award(const Context& context, const Options& options);
int run_check(const Context& context, const Options& options);
int run_explain(const Context& context, const Options& options);
int run_facts(const Context& context, const Options& options);
int run_lint(const Context& context, const Options& options);
int run_sample(const Context& context, const Options& options);
int run_practice(const Context& context, const Options& options);
int run_test(const Context& context, const Options& options);
int run_completions(const Context& context, const Options& options, const CLI::App& tree);
int run_man(const Context& context, const CLI::App& tree);

}  // namespace bursar::cli
