#include "engine/api/batch.h"

#include <algorithm>

#include "engine/api/program.h"

namespace bursar::api {

struct Batch::State {
  const Program& program;
  BatchPaths paths;
  std::vector<columns::Shape> shapes;
  columns::Dictionary dictionary;
};

Batch::Batch(const Program& program, BatchPaths paths)
    : state_(std::make_unique<State>(State{program, paths, shapes(program), {}})) {}

Batch::~Batch() = default;

columns::Dictionary& Batch::dictionary() { return state_->dictionary; }

void Batch::evaluate(const columns::Chunk& chunk, std::optional<num::Date> as_of, BatchAnswers& out) {
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
