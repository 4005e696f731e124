// A program as a list of operations on columns: what the compiler writes and the runner reads.
//
// A register holds one value a row, or one an item of a list. A number is a whole number over a denominator that was
// fixed when compiling (an amount of 30 % of so many cents counts in thousandths of a unit), so that everything is
// exact; a quotient is two registers. Beside its values a register may have a state a row.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "engine/columns/chunk.h"
#include "engine/lowered/module.h"

namespace bursar::batch {

using Register = int32_t;
inline constexpr Register kNone = -1;

/// Of one row of a register. A flag that is not Known is 0, so that what does not apply reads as no.
enum State : uint8_t {
  Known,
  DoesNotApply,
  NoRow,    ///< a ladder none of whose rows applies, a list none of whose items counts
  Unknown,  ///< some value, but no fault
  Wide,     ///< the figure does not fit the number
  Left,     ///< may be a fault, or anything else that only the explaining evaluator knows
};

/// Comparisons as in ops::Relation.
using Relation = syntax::Comparison;

enum class Code : uint8_t {
  // where values come from
  Number, Flag,        ///< a fact, or a field of a list's items
  AsOf,                ///< the date given, else the record's
  Constant, ConstantFlag,  ///< x
  Open, OpenFlag,      ///< the state x in every row
  // numbers
  Add, Subtract, Multiply, Lower, Higher,  ///< a, b
  LowerStep, HigherStep,  ///< a cap, a floor: what does not apply stays so
  Divide,              ///< a / x, rounded by `mode`
  DivideBy,            ///< a / b rounded, b above 0
  Exactly,             ///< a / x, Left where that is not whole
  FromFlag,            ///< a as 0 or 1
  Select,              ///< a ? b : c
  Function,            ///< `function(a, b, x)`
  Ladder,              ///< a in the rows of `ladder`, not b
  Lookup,              ///< the value of `lookup` for the code a
  // the states of a number
  Instead,             ///< a, or b where a is Unknown
  Mark,                ///< a; where the flag b is no, the state x
  Strict,              ///< a; where b is Wide or Left, so is this
  Through,             ///< a; where b does not apply, neither does this
  AbsentAsZero,        ///< a; 0 where it does not apply
  // flags
  Compare,             ///< a `relation` b
  LookupFlag,          ///< whether the code a is in `lookup`
  And, Or, Not,        ///< Kleene; what is Left stays so
  AndThen,             ///< b is not asked where a is no
  SelectFlag, InsteadFlag,
  // lists; `list` is the fact
  Spread, SpreadFlag,  ///< a, of the item's row
  Sum,                 ///< of b over the items that a (if any) selects
  Count,               ///< of the items that a (if any) selects
  AnyOf,               ///< whether a holds for an item
  Most, Least,         ///< of b over the items that a (if any) selects; 0 where there is none
  Rank,                ///< 1 for the first of the items that a selects, in the order of c (ties as listed) within the
                       ///< group b; `descending`; 0 for what is not selected
  Among,               ///< whether Rank is from x to y, without ranking where there are no more than y
  // answers
  Clause,              ///< column x: a the conditions (kNone: yes), b the amount in the smallest unit
};

/// Nothing: the explaining evaluator tells why.
using Function = bool (*)(const void* context, int64_t a, int64_t b, int64_t* out);

struct Step {
  int64_t bound = 0, value = 0;
};

struct Operation {
  Code code;
  Register out = kNone, a = kNone, b = kNone, c = kNone;
  int32_t list = kNone;      ///< the list whose items the result is of; kNone: rows
  int32_t from = kNone;      ///< Sum and the like, Spread: the list on the other side
  Relation relation = Relation::Is;
  num::Rounding mode = num::Rounding::HalfUp;
  bool descending = false;
  int64_t x = 0, y = 0;
  uint32_t fact = 0;
  int32_t field = kNone;
  Function function = nullptr;
  const void* context = nullptr;
  int32_t table = kNone;     ///< of Plan::ladders or Plan::lookups
  int32_t slot = kNone;      ///< where the result is kept
};

struct Lookup {
  std::vector<int64_t> values;  ///< by code
  std::vector<uint8_t> known;   ///< whether there is a row for the code
  int64_t otherwise = 0;
  bool has_otherwise = false;
};

struct Plan {
  std::string why_not;  ///< empty: the plan stands; else what in the program has no operation
  std::vector<Operation> operations;
  std::vector<std::vector<Step>> ladders;
  std::vector<Lookup> lookups;
  size_t registers = 0, number_slots = 0, flag_slots = 0;
  size_t clauses = 0;               ///< columns of the answers
  std::vector<uint8_t> counts;      ///< by clause: whether it counts in the total
  std::optional<std::pair<num::Rounding, int64_t>> round_total;  ///< to so many smallest units

  bool stands() const { return why_not.empty(); }
};

/// The texts that the program names get codes of the dictionary, which keeps them.
Plan compile(const lowered::Module& module, const std::vector<columns::Shape>& shapes, columns::Dictionary& dictionary);

}  // namespace bursar::batch
