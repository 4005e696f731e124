// The explaining evaluator: one record under a lowered program, with every reason recorded as ids and exact values.
#pragma once

#include <memory>
#include <optional>

#include "engine/eval/trace.h"
#include "engine/facts/record.h"
#include "engine/lowered/module.h"

namespace bursar::eval {

class Evaluator;

/// Evaluates one record after another, in the memory of the one before. Pure and deterministic; one object a thread.
/// Without a date, what rests on it is unknown.
class Explainer {
 public:
  explicit Explainer(const lowered::Module& module);
  ~Explainer();

  /// `record.values` follows the program's facts. The trace is valid until the next call, while the record is.
  const Trace& explain(const facts::Record& record, std::optional<num::Date> as_of);

  /// The value of one definition, for tests; nothing when it is faulty.
  std::optional<Value> definition_value(const facts::Record& record, std::optional<num::Date> as_of, uint32_t definition);

  /// What one clause comes to after the programme layer, over its versions: only it and what it needs is evaluated. 0
  /// when it does not apply; nothing when that is open, in conflict or faulty. `clause` is its first version.
  std::optional<num::Exact> clause_amount(const facts::Record& record, std::optional<num::Date> as_of, uint32_t clause);

 private:
  std::unique_ptr<Evaluator> evaluator_;
  Trace trace_;
};

}  // namespace bursar::eval
