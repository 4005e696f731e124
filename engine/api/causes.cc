#include "engine/api/causes.h"

#include <map>

#include "engine/api/program.h"
#include "engine/eval/evaluate.h"
#include "engine/mutate/mutations.h"
#include "engine/num/rounding.h"

namespace bursar::api {

using num::Exact;

struct RootCause::State {
  const Program& program;
  lowered::Module module;     ///< a copy, to be changed
  eval::Explainer explainer;  ///< reads it as it is
  std::map<uint32_t, std::vector<mutate::Mutation>> made;

  explicit State(const Program& p) : program(p), module(p.module), explainer(module) {}

  std::optional<uint32_t> index_of(std::string_view name) const {
    const auto& clauses = program.tree.clauses;
    for (uint32_t i = 0; i < clauses.size(); ++i)
      if (program.tree.part(clauses[i].span) == 0 && !program.checked.clauses[i].version_of &&
          (clauses[i].name.first == name || clauses[i].name.second == name))
        return i;
    return std::nullopt;
  }

  std::vector<mutate::Mutation>& of(uint32_t clause) {
    const auto at = made.find(clause);
    return at != made.end() ? at->second : made.emplace(clause, mutate::mutations(module, clause)).first->second;
  }

  std::optional<Exact> amount(uint32_t clause, const facts::Record& record, std::optional<num::Date> as_of) {
    return explainer.clause_amount(record, as_of ? as_of : record.as_of, clause);
  }

  std::optional<Exact> under(mutate::Mutation& mutation, uint32_t clause, const facts::Record& record,
                             std::optional<num::Date> as_of) {
    const mutate::Applied applied(module, mutation);
    const auto amount = this->amount(clause, record, as_of);
    if (!amount || mutation.factor == Exact(1)) return amount;
    return num::round_to(*amount * mutation.factor, num::Rounding::HalfUp, program.checked.currency.smallest_unit());
  }
};

RootCause::RootCause(const Program& program) : state_(std::make_unique<State>(program)) {}

RootCause::~RootCause() = default;

std::optional<Exact> RootCause::due(std::string_view clause, const facts::Record& record,
                                    std::optional<num::Date> as_of) {
  const auto index = state_->index_of(clause);
  return index ? state_->amount(*index, record, as_of) : std::nullopt;
}

std::vector<audit::Cause> RootCause::causes(std::string_view clause, const facts::Record& record,
                                            std::optional<num::Date> as_of, const Exact& paid) {
  std::vector<audit::Cause> out;
  const auto index = state_->index_of(clause);
  if (!index || state_->amount(*index, record, as_of) == paid) return out;
  std::optional<uint32_t> explained;  // a place
  for (mutate::Mutation& mutation : state_->of(*index)) {
    if (explained == mutation.place || state_->under(mutation, *index, record, as_of) != paid) continue;
    explained = mutation.place;
    out.push_back(mutation.cause);
  }
  return out;
}

std::vector<audit::Cause> RootCause::changes(std::string_view clause) {
  std::vector<audit::Cause> out;
  if (const auto index = state_->index_of(clause))
    for (const mutate::Mutation& mutation : state_->of(*index)) out.push_back(mutation.cause);
  return out;
}

std::optional<Exact> RootCause::amount_under(std::string_view clause, size_t change, const facts::Record& record,
                                             std::optional<num::Date> as_of) {
  const auto index = state_->index_of(clause);
  if (!index) return std::nullopt;
  std::vector<mutate::Mutation>& made = state_->of(*index);
  return change < made.size() ? state_->under(made[change], *index, record, as_of) : std::nullopt;
}

}  // namespace bursar::api
