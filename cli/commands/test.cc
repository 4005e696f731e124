#include "cli/commands/commands.h"
#include "cli/exit_codes.h"
#include "cli/session.h"
#include "io/render/catalogue.h"
#include "io/report/json.h"
#include "io/report/node.h"
#include "io/report/phrases.h"

namespace bursar::cli {

namespace {

std::string failure_text(const Context& context, const api::Program& program, const api::TestResult& test) {
  award::Award about;  // gives the phrases the policy's currency
  about.policy = api::policy(program);
  const report::Phrases phrases(about, context.language());
  const auto shown = [&](const award::Text& words, const std::optional<award::Shown>& value) {
    return value ? phrases.value(*value) : pick(words, context.chinese());
  };
  using render::escaped;
  std::string out = context.say(Say::TestFailed, {escaped(pick(test.title, context.chinese())), escaped(test.file),
                                                  std::to_string(test.line)}) +
                    "\n";
  for (const api::TestResult::Mismatch& one : test.mismatches) {
    std::string got = shown(one.got, one.got_value);
    if (one.got_value && !one.expected_value) got = pick(one.got, context.chinese()) + " " + got;
    out += "  " +
           context.say(Say::TestMismatch,
                       {escaped(one.subject), escaped(shown(one.expected, one.expected_value)), escaped(got),
                        std::to_string(one.line)}) +
           "\n";
  }
  return out;
}

report::Node test_node(const api::TestResult& test) {
  using report::Node;
  Node title = Node::object();
  title.add("en", test.title.en).add("zh", test.title.zh);
  Node mismatches = Node::array();
  for (const api::TestResult::Mismatch& one : test.mismatches) {
    Node mismatch = Node::object();
    mismatch.add("subject", one.subject).add("expected", one.expected.en).add("got", one.got.en);
    mismatch.add("line", Node::number(one.line));
    mismatches.items.push_back(std::move(mismatch));
  }
  Node node = Node::object();
  node.add("title", std::move(title)).add("file", test.file).add("line", Node::number(test.line));
  node.add("passed", Node::boolean(test.passed)).add("mismatches", std::move(mismatches));
  return node;
}

}  // namespace

int run_test(const Context& context, const Options& options) {
  size_t passed = 0, failed = 0;
  int code = kYes;
  std::string out;
  report::Node tests = report::Node::array();
  for (const std::string& path : options.arguments) {
    Session session;
    if (!open_policy(context, path, session)) {
      code = kBroken;
      continue;
    }
    for (const api::TestResult& test : api::run_tests(*session.program)) {
      ++(test.passed ? passed : failed);
      if (options.format == "json")
        tests.items.push_back(test_node(test));
      else if (!test.passed)
        out += failure_text(context, *session.program, test);
    }
  }
  if (failed > 0) code = worse(code, kNo);
  const bool nothing = code == kBroken && passed + failed == 0;
  if (options.format == "json") {
    report::Node document = report::Node::object();
    document.add("schema", "bursar.tests/1").add("passed", report::Node::number(static_cast<int64_t>(passed)));
    document.add("failed", report::Node::number(static_cast<int64_t>(failed))).add("tests", std::move(tests));
    out = report::json_text(document);
    if (!out.ends_with('\n')) out += '\n';
  } else if (!nothing) {
    out += context.say(Say::TestSummary, {std::to_string(passed), std::to_string(failed)}) + "\n";
  }
  if (!out.empty() && !context.answer(out)) return kBroken;
  return options.exit_zero && code == kNo ? static_cast<int>(kYes) : code;
}

}  // namespace bursar::cli
