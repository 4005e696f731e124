#include "cli/awards.h"
#include "cli/commands/commands.h"
#include "io/report/check_text.h"

namespace bursar::cli {

int run_check(const Context& context, const Options& options) {
  const std::vector<std::string> profiles(options.arguments.begin() + 1, options.arguments.end());
  return answer_awards(context, options, options.arguments[0], profiles, [&](const award::Award& award) {
    return report::check_text(award, context.language(), context.style());
  });
}

}  // namespace bursar::cli
