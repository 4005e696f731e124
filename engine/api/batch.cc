#include "engine/api/batch.h"

#include <algorithm>

#include "engine/api/program.h"
#include "engine/batch/plan.h"
#include "engine/batch/run.h"

namespace bursar::api {

struct Batch::State {
  State(const Program& of, BatchPaths allowed) : program(of), paths(allowed), shapes(api::shapes(of)) {}

  const Program& program;
  BatchPaths paths;
  std::vector<columns::Shape> shapes;
  columns::Dictionary dictionary;
  batch::Plan plan;
  std::unique_ptr<batch::Run> run;
};

Batch::Batch(const Program& program, BatchPaths paths)
    : state_(std::make_unique<State>(program, paths)) {
  state_->plan = batch::compile(program.module, state_->shapes, state_->dictionary);
  if (state_->plan.stands())
    state_->run = std::make_unique<batch::Run>(state_->plan, batch::Paths{paths.unchecked, paths.wide});
}

Batch::~Batch() = default;

columns::Dictionary& Batch::dictionary() { return state_->dictionary; }

const std::string& Batch::why_not() const { return state_->plan.why_not; }

void Batch::evaluate(const columns::Chunk& chunk, std::optional<num::Date> as_of, BatchAnswers& out) {
  if (state_->run && state_->paths.columns)
    state_->run->evaluate(chunk, as_of, out.answers);
  else
    out.answers.left.assign(chunk.size(), 1);
  out.one_by_one.clear();
  for (uint32_t row = 0; row < chunk.size(); ++row) {
    if (!out.answers.left[row]) continue;
    const facts::Record record = columns::record(chunk, state_->shapes, row, state_->dictionary);
    out.one_by_one.emplace_back(row, api::evaluate(state_->program, record, as_of));
  }
}

std::vector<std::string> reported_clauses(const Program& program) {
  std::vector<std::string> ids;
  for (const syntax::Clause& clause : program.tree.clauses) {
    if (program.tree.part(clause.span) != 0) continue;
    if (std::string id(clause.name.first); std::find(ids.begin(), ids.end(), id) == ids.end()) ids.push_back(std::move(id));
  }
  return ids;
}

std::vector<std::pair<std::string, std::string>> clause_names(const Program& program) {
  std::vector<std::pair<std::string, std::string>> names;
  for (const syntax::Clause& clause : program.tree.clauses)
    if (program.tree.part(clause.span) == 0 && !clause.name.second.empty())
      names.emplace_back(std::string(clause.name.second), std::string(clause.name.first));
  return names;
}

}  // namespace bursar::api
