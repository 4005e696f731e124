#include "cli/commands/commands.h"
#include "cli/exit_codes.h"
#include "cli/session.h"

namespace bursar::cli {

namespace {

std::string printed(const Context& context, const Session& session, const std::string& stage) {
  const api::Stage which = stage == "syntax"    ? api::Stage::Syntax
                           : stage == "checked" ? api::Stage::Checked
                                                : api::Stage::Lowered;
  return api::print(*session.program, which, context.chinese());
}

}  // namespace

int run_lint(const Context& context, const Options& options) {
  int code = kYes;
  std::string out;
  for (const std::string& path : options.arguments) {
    Session session;
    load_policy(path, session);
    const bool errors = diag::has_errors(session.issues);
    if (!session.readable)
      code = worse(code, kBroken);
    else if (errors)
      code = worse(code, kNo);
    const std::string count = render::count_text(session.issues, context.chinese());
    if (!session.readable || !options.print.empty()) {
      // Then the answer is the printed policy; what is wrong with it goes beside.
      if (!session.issues.empty() && (errors || !context.quiet()))
        context.report_issues(session.issues, session.loaded.files, context.say(Say::CountOnly, {count}));
      if (session.program) out += printed(context, session, options.print);
    } else if (options.error_format == "json") {
      out += render::to_json(session.issues, session.loaded.files, context.chinese());
    } else if (!session.issues.empty()) {
      out += render::issues_text(session.issues, session.loaded.files, context.look(true));
      out += context.say(Say::CountOnly, {count}) + "\n";
    } else if (!context.quiet()) {
      out += (options.arguments.size() > 1 ? path + (context.chinese() ? "：" : ": ") : "") +
             context.say(Say::NoIssues) + "\n";
    }
  }
  if (!out.empty() && !context.answer(out)) return kBroken;
  return options.exit_zero && code == kNo ? static_cast<int>(kYes) : code;
}

}  // namespace bursar::cli
