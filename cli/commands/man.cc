#include "cli/commands/commands.h"
#include "cli/exit_codes.h"
#include "cli/help.h"

namespace bursar::cli {

int run_man(const Context& context, const CLI::App& tree) {
  return context.answer(manual_text(tree, context.chinese())) ? kYes : kBroken;
}

}  // namespace bursar::cli
