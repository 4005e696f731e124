#include <malloc.h>
#include <sys/mman.h>
#include <unistd.h>

#include <CLI/App.hpp>
#include <csignal>
#include <cstdint>
#include <cstdlib>
#include <exception>

#include "cli/audit_runs.h"
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
  if (command == "audit") return run_audit(context, options);
  if (command == "award") return run_award(context, options);
  if (command == "check") return run_check(context, options);
  if (command == "explain") return run_explain(context, options);
  if (command == "facts") return run_facts(context, options);
  if (command == "lint") return run_lint(context, options);
  if (command == "sample") return run_sample(context, options);
  if (command == "practice") return run_practice(context, options);
  if (command == "test") return run_test(context, options);
  if (command == "verify") return run_verify(context, options, made_again);
  if (command == "receipt") return run_receipt(context, options);
  if (command == "sign") return run_sign(context, options);
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

// A page fault costs microseconds on a virtual machine, and a run touches more than a megabyte of heap page by page.
// One call brings it in at a fraction of that: before the constructors of static objects, which use a third of it.
__attribute__((constructor(101))) void take_heap() {
#if defined(__GLIBC__) && defined(MADV_POPULATE_WRITE)
  constexpr size_t kHeap = size_t{5} << 18;
  mallopt(M_TOP_PAD, kHeap);
  void* volatile first = std::malloc(1);  // volatile: else the compiler leaves both away
  std::free(first);
  const auto page = static_cast<uintptr_t>(sysconf(_SC_PAGESIZE));
  const auto end = reinterpret_cast<uintptr_t>(sbrk(0)) / page * page;
  madvise(reinterpret_cast<void*>(end - kHeap), kHeap, MADV_POPULATE_WRITE);  // older kernels refuse: no harm
#endif
}

}  // namespace

int main(int argc, char** argv) {
  std::signal(SIGPIPE, SIG_IGN);
  const int code = start(argc, argv);
#ifdef NDEBUG
  std::_Exit(code);  // all is written: nobody needs ANTLR's tables taken apart
#else
  return code;
#endif
}
