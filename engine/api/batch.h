// Many records of one program: by columns where that is possible, else one by one; the answer is the same either way.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "engine/api/bursar.h"
#include "engine/batch/answers.h"
#include "engine/columns/chunk.h"

namespace bursar::api {

/// What the evaluator may use; every choice gives the same answers. For tests and measurements.
struct BatchPaths {
  bool columns = true;    ///< else every record goes one by one
  bool unchecked = true;  ///< no check for overflow where the figures of a chunk cannot
  bool wide = true;       ///< what does not fit 64 bits is computed in 128 before it goes one by one
};

/// The figures of a chunk. Of a row that is `left`, what counts is its award.
struct BatchAnswers {
  batch::Answers answers;
  std::vector<std::pair<uint32_t, award::Award>> one_by_one;  ///< the rows left, ascending
};

/// One object a thread; the program must outlive it. A program with budgets is for `evaluate_all`.
class Batch {
 public:
  explicit Batch(const Program& program, BatchPaths paths = {});
  ~Batch();

  /// Codes of the texts in the chunks given to `evaluate`.
  columns::Dictionary& dictionary();

  /// Empty: the program runs by columns. Else what in it does not, so that every record goes one by one.
  const std::string& why_not() const;

  /// `as_of` is the date given from outside, else each record's own.
  void evaluate(const columns::Chunk& chunk, std::optional<num::Date> as_of, BatchAnswers& out);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

/// The clauses that an award reports, by id, in the policy's order: the columns of `batch::Answers`.
std::vector<std::string> reported_clauses(const Program& program);

/// Second names of clauses with the ids they stand for.
std::vector<std::pair<std::string, std::string>> clause_names(const Program& program);

}  // namespace bursar::api
