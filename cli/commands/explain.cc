#include <algorithm>

#include "cli/awards.h"
#include "cli/commands/commands.h"
#include "cli/exit_codes.h"
#include "cli/issue_pages.h"
#include "engine/base/nearest.h"
#include "io/report/explain_text.h"

namespace bursar::cli {

namespace {

bool looks_like_code(const std::string& word) {
  const auto digit = [](char c) { return c >= '0' && c <= '9'; };
  return word.size() == 5 && ((word[0] >= 'A' && word[0] <= 'Z') || (word[0] >= 'a' && word[0] <= 'z')) &&
         std::all_of(word.begin() + 1, word.end(), digit);
}

int explain_code(const Context& context, std::string code) {
  if (code[0] >= 'a') code[0] = static_cast<char>(code[0] - 'a' + 'A');
  const auto kind = diag::kind_of_code(code);
  if (!kind) {
    context.complain(context.say(Say::NoSuchCode, {code}));
    return kBroken;
  }
  std::string out = render::kind_text(*kind, context.look(true));
  if (const std::string_view page = issue_page(code, context.chinese()); !page.empty())
    out += "\n" + std::string(page);
  return context.answer(out) ? kYes : kBroken;
}

report::Depth depth_of(const std::string& word) {
  if (word == "applicant") return report::Depth::Applicant;
  return word == "audit" ? report::Depth::Audit : report::Depth::Office;
}

/// The id of the clause that one of its names means; empty when there is none.
std::string clause_named(const award::Award& award, const std::string& name) {
  for (const award::ClauseResult& clause : award.clauses)
    if (name == clause.id || name == clause.name.en || name == clause.name.zh) return clause.id;
  return {};
}

}  // namespace

int run_explain(const Context& context, const Options& options) {
  const std::vector<std::string>& arguments = options.arguments;
  if (!options.run.empty()) return run_explain_payout(context, options);
  if (arguments.size() == 1 && looks_like_code(arguments[0])) return explain_code(context, arguments[0]);
  if (arguments.size() == 1) {
    context.complain(context.say(Say::MissingArgument, {"PROFILE"}),
                     context.say(Say::SeeHelp, {"bursar explain"}));
    return kBroken;
  }
  bool wrong_clause = false;
  const std::string clause = arguments.size() > 2 ? arguments[2] : "";
  const int code = answer_awards(
      context, options, arguments[0], {arguments[1]}, [&](const award::Award& award) -> std::string {
        const std::string id = clause.empty() ? "" : clause_named(award, clause);
        if (!clause.empty() && id.empty()) {
          if (!wrong_clause) {
            std::string known;
            std::vector<std::string_view> names;
            for (const award::ClauseResult& one : award.clauses) {
              known += (known.empty() ? "" : ", ") + one.id;
              names.push_back(one.id);
            }
            const auto near = nearest(clause, names);
            context.complain(context.say(Say::NoSuchClause, {clause}),
                             near ? context.say(Say::DidYouMean, {*near}) : context.say(Say::ClausesAre, {known}));
          }
          wrong_clause = true;
          return {};
        }
        return report::explain_text(award, context.language(), context.style(), depth_of(options.depth), id);
      });
  return wrong_clause ? static_cast<int>(kBroken) : code;
}

}  // namespace bursar::cli
