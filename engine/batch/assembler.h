// Writes the operations of a plan: numbers over a common denominator, what is the same computed once, buffers used
// again.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "engine/batch/plan.h"
#include "engine/num/exact.h"

namespace bursar::batch {

/// What in a program has no operation: the explaining evaluator takes all of it.
struct NoOperation {
  std::string what;
};

/// The value of a register over a denominator, and over the value of another register where there is one; or a
/// constant.
struct Number {
  Register top = kNone;
  int64_t under = 1;
  Register over = kNone;  ///< above 0 in every row that is not Left
  std::optional<num::Exact> constant;
};

class Assembler {
 public:
  Assembler(Plan& plan, columns::Dictionary& dictionary) : plan_(plan), dictionary_(dictionary) {}

  /// What a register holds values of: the rows, the items of a list, or anything (a constant).
  static constexpr int32_t kAnything = -2;
  int32_t list_of(Register r) const { return lists_[static_cast<size_t>(r)]; }
  int32_t list_of(const Number& n) const;

  // --- where values come from
  Number constant(num::Exact value) const;
  Number text(std::string_view text);
  Register flag(bool yes);
  Number open_number(State state);
  Register open_flag(State state);
  Register load(Code code, uint32_t fact, int32_t list, int32_t field);
  Number as_of();

  // --- numbers
  Number add(const Number& a, const Number& b);
  Number negate(const Number& a);
  Number subtract(const Number& a, const Number& b);
  Number multiply(const Number& a, const Number& b);
  Number divide(const Number& a, const Number& b);
  /// The lower or the higher; `step`: of a running amount, which may not apply.
  Number pick(const Number& a, const Number& b, bool low, bool step);
  Number round(const Number& a, num::Rounding mode, const num::Exact& multiple);
  Number select(Register condition, const Number& yes, const Number& no);
  Number instead(const Number& a, const Number& b);
  Number from_flag(Register flag);
  Number call(Function function, const void* context, const Number& a, const Number* b, int64_t x);
  /// a; where the flag is no, `state`.
  Number mark(const Number& a, Register flag, State state);
  Number strict(const Number& a, const Number& b);
  Number through(const Number& a, const Number& b);
  Number absent_as_zero(const Number& a);
  Number ladder(const Number& subject, const Number* before, Relation relation,
                const std::vector<std::pair<num::Exact, num::Exact>>& steps, bool from_below);
  Number lookup(const Number& key, const std::vector<std::pair<std::string_view, num::Exact>>& rows,
                const std::optional<num::Exact>& otherwise);
  /// The number times `units`, whole: Left where it is not.
  Register whole(const Number& a, const num::Exact& units);

  // --- flags
  Register compare(Relation relation, const Number& a, const Number& b);
  Register one_of(const Number& key, const std::vector<std::string_view>& texts);
  Register logic(Code code, Register a, Register b);
  Register negation(Register a);
  Register select_flag(Register condition, Register yes, Register no);
  Register instead_flag(Register a, Register b);

  // --- lists
  Register to_items(Register r, int32_t list, bool flag);
  Number to_items(const Number& n, int32_t list);
  Number sum(int32_t list, Register which, const Number& number);
  Number count(int32_t list, Register which);
  Register any_of(int32_t list, Register which);
  Number extreme(int32_t list, Register which, const Number& number, bool most);
  Number rank(int32_t list, Register which, Register group, Register order, bool descending);
  Register among(int32_t list, Register which, Register group, Register order, bool descending, int64_t first,
                 int64_t last);

  // --- answers
  void clause(size_t column, Register conditions, Register amount);
  /// Gives every result a buffer; none is kept longer than it is read.
  void finish();

  /// The register of a number that has no divisor.
  Register whole_register(const Number& n);

 private:
  Register emit(Operation op);
  Register scaled(const Number& n, int64_t under);
  Register times(Register r, int64_t factor);
  Register fixed(int64_t value);
  Register product(Register a, Register b);
  Number simple(Code code, const Number& a, const Number& b);

  Plan& plan_;
  columns::Dictionary& dictionary_;
  std::map<std::string, Register> known_;
  std::vector<int32_t> lists_;  ///< by register
};

}  // namespace bursar::batch
