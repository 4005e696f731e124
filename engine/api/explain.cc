#include "engine/api/explain.h"

#include "engine/api/program.h"
#include "engine/describe/describe.h"
#include "engine/eval/evaluate.h"

namespace bursar::api {

struct Explainer::State {
  const Program& program;
  eval::Explainer explainer;

  explicit State(const Program& p) : program(p), explainer(p.module) {}
};

Explainer::Explainer(const Program& program) : state_(std::make_unique<State>(program)) {}

Explainer::~Explainer() = default;

const eval::Trace& Explainer::trace(const facts::Record& record, std::optional<num::Date> as_of) {
  return state_->explainer.explain(record, as_of ? as_of : record.as_of);
}

award::Award Explainer::evaluate(const facts::Record& record, std::optional<num::Date> as_of) {
  const Program& program = state_->program;
  describe::Described described = describe::describe(program.module, program.texts, record, trace(record, as_of));
  award::Award award = std::move(described.award);
  award.policy = policy(program);
  for (size_t i = 0; i < award.faults.size(); ++i) {
    const source::Span span = described.fault_spans[i];
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
