// Many records of one program, one at a time and each with its reasons.
#pragma once

#include <memory>
#include <optional>

#include "engine/api/bursar.h"

namespace bursar::eval {
struct Trace;
}

namespace bursar::api {

/// Evaluates one record in the memory of the one before. One object a thread; the program must outlive it. `as_of` is
/// the date given from outside, else the record's own.
class Explainer {
 public:
  explicit Explainer(const Program& program);
  ~Explainer();

  /// Ids and exact values, nothing made for reading (engine/eval/trace.h). Valid until the next call, while the record is.
  const eval::Trace& trace(const facts::Record& record, std::optional<num::Date> as_of);

  /// The same as an award: with titles, citations and rules in the policy's words.
  award::Award evaluate(const facts::Record& record, std::optional<num::Date> as_of);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace bursar::api
