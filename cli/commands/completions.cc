#include "cli/commands/commands.h"
#include "cli/exit_codes.h"
#include "cli/help.h"

namespace bursar::cli {

int run_completions(const Context& context, const Options& options, const CLI::App& tree) {
  const std::string text = completions_text(tree, options.arguments[0]);
  if (text.empty()) {
    context.complain(context.say(Say::BadValue, {"SHELL", options.arguments[0], "bash, zsh, fish"}));
    return kBroken;
  }
  return context.answer(text) ? kYes : kBroken;
}

}  // namespace bursar::cli
