#include "engine/describe/texts.h"

#include "engine/checked/naming.h"
#include "engine/describe/words.h"

namespace bursar::describe {

namespace {

constexpr std::string_view kVerbs[] = {"award", "subsidise", "exempt", "reduce", "charge", "deduct", "answer",
                                       "defer", "reclaim", "due"};

syntax::Verb verb_of(const checked::Program& program, uint32_t clause) {
  const auto& pay = program.clauses[clause].pay;
  return pay ? program.tree->clauses[clause].body[*pay].verb : syntax::Verb::Award;
}

Texts::Clause describe(const checked::Program& program, uint32_t index) {
  const syntax::Clause& from = program.tree->clauses[index];
  Texts::Clause c;
  c.id = std::string(from.name.first);
  c.name = {std::string(from.name.first), std::string(from.name.second)};
  c.title = text_of(from.title.first, from.title.second);
  c.cites = citations_of(program, from.cites);
  for (const auto& s : from.body)
    if (s.kind == syntax::StatementKind::Quote) c.quote = std::string(s.text);
  c.verb = kVerbs[static_cast<size_t>(verb_of(program, index))];
  return c;
}

}  // namespace

const award::Text& Texts::printed(syntax::ExprId id) {
  const std::lock_guard lock(mutex_);
  const auto [at, made] = printed_.try_emplace(id.index);
  if (made && id.has()) {
    const checked::Naming naming(program_);
    at->second = {syntax::print(*program_.tree, id, syntax::Language::En, naming),
                  syntax::print(*program_.tree, id, syntax::Language::Zh, naming)};
  }
  return at->second;
}

const Texts::Clause& Texts::clause(uint32_t index) {
  const std::lock_guard lock(mutex_);
  const auto at = clauses_.find(index);
  return at != clauses_.end() ? at->second : clauses_.emplace(index, describe(program_, index)).first->second;
}

}  // namespace bursar::describe
