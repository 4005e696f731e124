#include "engine/api/bursar.h"

#include "engine/api/program.h"
#include "engine/eval/evaluate.h"
#include "engine/parse/from_text.h"
#include "engine/syntax/print.h"

namespace bursar::api {

void ProgramDelete::operator()(Program* program) const { delete program; }

Compiled compile(const source::Files& files, const std::vector<uint32_t>& indices) {
  parse::Parsed parsed = parse::from_text(files, indices);
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
  id.title = eval::text_of(p.title.first, p.title.second);
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

const std::vector<FactInfo>& facts(const Program& program) {
  std::call_once(program.described, [&] { program.facts = describe_facts(program); });
  return program.facts;
}

award::Award evaluate(const Program& program, const facts::Record& record, std::optional<num::Date> as_of) {
  eval::Evaluated evaluated = eval::evaluate(program.module, record, as_of ? as_of : record.as_of);
  award::Award award = std::move(evaluated.award);
  award.policy = policy(program);
  for (size_t i = 0; i < award.faults.size(); ++i) {
    const source::Span span = evaluated.fault_spans[i];
    if (span == source::Span{}) continue;
    const auto& file = program.files[span.file];
    const auto at = file.position(span.begin);
    award.faults[i].file = file.name();
    award.faults[i].line = at.line;
    award.faults[i].column = at.column;
  }
  return award;
}

}  // namespace bursar::api
