#include "engine/api/bursar.h"

#include "engine/api/explain.h"
#include "engine/api/program.h"
#include "engine/columns/shapes.h"
#include "engine/checked/naming.h"
#include "engine/describe/words.h"
#include "engine/eval/budget.h"
#include "engine/parse/from_text.h"
#include "engine/syntax/print.h"

namespace bursar::api {

void ProgramDelete::operator()(Program* program) const { delete program; }

std::vector<Use> uses(const source::Files& files, uint32_t index) {
  std::vector<Use> out;
  for (const syntax::Use& use : parse::uses_of(files[index], index)) out.push_back({std::string(use.path), use.span});
  return out;
}

Compiled compile(const source::Files& files, const std::vector<uint32_t>& indices,
                 const std::vector<std::vector<uint32_t>>& used) {
  std::vector<uint32_t> all = indices;
  for (const auto& part : used) all.insert(all.end(), part.begin(), part.end());
  parse::Parsed parsed = parse::from_text(files, all);
  parsed.tree.part_of_file.resize(files.size());
  for (size_t part = 0; part < used.size(); ++part)
    for (uint32_t file : used[part]) parsed.tree.part_of_file[file] = static_cast<uint32_t>(part + 1);
  if (diag::has_errors(parsed.issues)) return {nullptr, std::move(parsed.issues)};
  ProgramPtr program(new Program(files, std::move(parsed.tree)));
  checked::Checked checked = checked::from_syntax(program->tree);
  diag::Issues issues = std::move(parsed.issues);
  for (auto& issue : checked.issues) {
    // What concerns the program as a whole points at its first file.
    if (issue.span == source::Span{} && !indices.empty()) issue.span.file = indices[0];
    issues.push_back(std::move(issue));
  }
  constexpr size_t kMaxIssues = 20;
  if (issues.size() > kMaxIssues) issues.resize(kMaxIssues);
  if (diag::has_errors(issues)) return {nullptr, std::move(issues)};
  program->checked = std::move(checked.program);
  program->module = lowered::from_checked(program->checked);
  return {std::move(program), std::move(issues)};
}

std::string print(const Program& program, Stage stage, bool chinese) {
  switch (stage) {
    case Stage::Syntax:
      return syntax::print(program.tree, chinese ? syntax::Language::Zh : syntax::Language::En);
    case Stage::Checked: return checked::print(program.checked);
    case Stage::Lowered: return lowered::print(program.module);
  }
  return {};
}

namespace {

award::PolicyId identify(const Program& program) {
  award::PolicyId id;
  const syntax::Policy& p = program.tree.policies[0];
  id.id = std::string(p.name.first);
  id.name = {std::string(p.name.first), std::string(p.name.second)};
  id.title = describe::text_of(p.title.first, p.title.second);
  id.version = std::string(p.version);
  id.digest = checked::digest(program.checked);
  id.currency = std::string(program.checked.currency.code());
  return id;
}

}  // namespace

award::PolicyId policy(const Program& program) {
  std::call_once(program.identified, [&] { program.identity = identify(program); });
  return program.identity;
}

bool needs_as_of(const Program& program) { return program.checked.needs_as_of; }

std::optional<award::Text> decided_by(const Program& program) {
  const syntax::ExprId by = program.tree.policies[0].decided_by;
  if (!by.has()) return std::nullopt;
  const checked::Naming naming(program.checked);
  return award::Text{syntax::print(program.tree, by, syntax::Language::En, naming),
                     syntax::print(program.tree, by, syntax::Language::Zh, naming)};
}

std::optional<num::WorkingDays> working_days(const Program& program) {
  return program.module.policies[0].working_days;
}

const std::vector<FactInfo>& facts(const Program& program) {
  std::call_once(program.described, [&] { program.facts = describe_facts(program); });
  return program.facts;
}

std::vector<columns::Shape> shapes(const Program& program) { return columns::shapes_of(program.checked); }

award::Award evaluate(const Program& program, const facts::Record& record, std::optional<num::Date> as_of) {
  return Explainer(program).evaluate(record, as_of);
}

std::vector<award::Award> evaluate_all(
    const Program& program, const std::vector<std::pair<const facts::Record*, std::optional<num::Date>>>& applicants) {
  std::vector<award::Award> awards;
  Explainer explainer(program);
  for (const auto& [record, as_of] : applicants) awards.push_back(explainer.evaluate(*record, as_of));
  std::vector<eval::Applicant> all;
  for (size_t i = 0; i < applicants.size(); ++i) {
    const auto& [record, as_of] = applicants[i];
    all.push_back({record, as_of ? as_of : record->as_of, &awards[i]});
  }
  eval::share_budgets(program.module, all);
  return awards;
}

bool has_budgets(const Program& program) { return !program.tree.budgets.empty(); }

}  // namespace bursar::api
