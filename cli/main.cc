#include <CLI/App.hpp>
#include <csignal>
#include <exception>

#include "cli/commands/commands.h"
#include "cli/context.h"
#include "cli/exit_codes.h"
#include "cli/help.h"
#include "cli/options.h"
#include "engine/num/date.h"

namespace {

using namespace bursar::cli;

int run(const Context& context, const Options& options, const CLI::App& tree) {
  const std::string& command = options.command;
  if (command == "award") return run_award(context, options);
  if (command == "check") return run_check(context, options);
  if (command == "explain") return run_explain(context, options);
  if (command == "facts") return run_facts(context, options);
  if (command == "lint") return run_lint(context, options);
  if (command == "test") return run_test(context, options);
  if (command == "completions") return run_completions(context, options, tree);
  if (command == "man") return run_man(context, tree);
  return context.answer(overview_text(tree, context.chinese())) ? kYes : kBroken;
}

int start(int argc, const char* const* argv) {
  const bool chinese = wants_chinese(argc, argv);
  Options options;
  const auto tree = build_tree(options, chinese);
  const UsageError error = read_command_line(*tree, options, argc, argv, chinese);
  const Context context(options, chinese);
  if (!error.message.empty()) {
    context.complain(error.message, error.hint);
    return kBroken;
  }
  if (options.help) {
    const CLI::App& about = options.command.empty() ? *tree : *tree->get_subcommand(options.command);
    return context.answer(help_text(about, chinese)) ? kYes : kBroken;
  }
  if (options.version) return context.answer("bursar " + std::string(kVersion) + "\n") ? kYes : kBroken;
  if (!options.as_of.empty() && !bursar::num::Date::parse(options.as_of)) {
    context.complain(context.say(Say::BadDate, {options.as_of}));
    return kBroken;
  }
  try {
    return run(context, options, *tree);
  } catch (const std::exception& fault) {  // out of memory, or a bug: never a stack dump, never exit 0
    context.complain(context.say(Say::Bug, {fault.what()}));
    return kBroken;
  }
}

}  // namespace

int main(int argc, char** argv) {
  std::signal(SIGPIPE, SIG_IGN);
  return start(argc, argv);
}
