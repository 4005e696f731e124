// The program that evaluators read: every name an index, every construct an operation with its operands.
// It knows no syntax; `origin` leads back to the expression for explanations.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/checked/program.h"
#include "engine/num/period.h"

namespace bursar::lowered {

struct NodeTag;
using NodeId = Id<NodeTag>;
using checked::Type;

enum class Op : uint8_t {
  Constant, ConstantDate, ConstantText, Unknown, DoesNotApply,
  Fact, Field, LoopItem, Position, Parameter, ParameterAveraged, SeriesAt, Definition, ClauseAmount, ClausePaid, Let,
  Base, Total, SoFar, EarlierAwards, NeverAwarded,
  Negate, Add, Subtract, Multiply, Divide, Power, Lower, Higher, If,
  MoveBy, NextWorkingDay, FirstAfter, DaysBetween, MonthsBetween, YearsBetween, StartOf, EndOf, MonthOf, YearOf,
  PeriodFrom, LengthOf, DaysIn, WorkingDaysIn, MonthsIn, ClockBand, SplitEvery, MonthsOf, Range,
  CompletedUnits, StartedUnits,
  Not, And, Or, AllOf, AnyOf, NoneOf, AtLeastOf, Compare, IsOneOf, In,
  Sum, Average, Highest, Smallest, Number, Some, Every,
  Ladder, TiersWhole, TiersMarginal, Table, Decided, Stepped,
};

std::string_view name(Op op);

struct Step {
  syntax::StepKind kind;
  NodeId operand;
  num::Rounding mode;
  syntax::Cut cut = syntax::Cut::Last;
};

struct Row {
  syntax::Comparison comparison;
  NodeId bound;
  NodeId value;
};

/// One band of tiers, with both edges: an absent one is open.
struct Band {
  NodeId lower, upper;
  bool lower_included = false, upper_included = false;
  bool otherwise = false;   ///< holds where no other does
  NodeId value;
};

/// One row of a table by category; no keys: otherwise.
struct KeyRow {
  std::vector<NodeId> keys;
  NodeId value;
};

struct Node {
  Op op;
  Type type;
  syntax::ExprId origin;
  std::vector<NodeId> kids{};
  uint32_t index = 0;       ///< fact, field, parameter, definition, clause, let; AtLeastOf: how many
  uint32_t outer = 0;       ///< Field, LoopItem: loops further out; Let: its clause; Parameter: its column
  bool flag = false;        ///< PeriodFrom: the last day is not in it; Year-valued kids aside
  syntax::Comparison comparison = syntax::Comparison::Is;
  syntax::Window::Kind window = syntax::Window::Kind::None;  ///< EarlierAwards; kids: the length
  num::Exact value{};       ///< Constant (yes is 1)
  num::Date date{};
  std::string_view text{};
  std::vector<Step> steps{};  ///< Stepped
  std::vector<Row> rows{};  ///< Ladder; kids: subject [, before]
  std::vector<Band> bands{};  ///< tiers; kids: subject
  std::vector<KeyRow> key_rows{};  ///< Table; kids: keys
  NodeId list{}, where{};   ///< loops
};

struct Condition {
  enum class Kind : uint8_t { When, ExceptWhen, Require, ReferWhen };
  Kind kind;
  NodeId node;
  std::string_view text;    ///< `else "…"`, `refer when … "…"`
  std::string_view text_second;
};

struct Definition {
  NodeId value;
  std::vector<Step> steps;
};

struct DatedValue {
  std::optional<num::Date> from;
  std::vector<NodeId> values;  ///< one a column
};

struct Loop {
  NodeId list;
  Type item;                ///< a List: items of its record; else an element of a sequence
  std::vector<NodeId> where;
  NodeId by;
  NodeId order;
  bool descending = false;
  uint32_t first = 1, last = UINT32_MAX;  ///< take, both included
  bool takes = false;
  std::vector<NodeId> of_these;
  NodeId once_per;
  NodeId unbroken_by;
};

struct Clause {
  std::vector<Condition> conditions;
  std::vector<Definition> lets;
  std::optional<Loop> loop;
  std::vector<Condition> item_conditions;
  NodeId base;
  std::vector<Step> base_steps;
  syntax::Verb verb = syntax::Verb::Award;
  NodeId pay;
  NodeId until;             ///< defer
  std::vector<Step> pay_steps;
  std::vector<Step> total_steps;
  std::optional<syntax::InForce> in_force;
  NodeId decided_by;
};

struct Rounding {
  num::Rounding mode;
  NodeId multiple;
};

struct Limit {
  NodeId at_most, counting, when, window_length;
};

struct Budget {
  NodeId at_most, in_order_of, per_receiver, floor_to, ties_by, window_length;
};

struct Instalment {
  NodeId share, on;
};

struct Policy {
  NodeId decided_by;
  std::optional<syntax::InForce> in_force;
  std::optional<Rounding> round_line, round_total;
  std::optional<num::WorkingDays> working_days;
  syntax::YearStart fiscal_year;
};

struct Module {
  const checked::Program* program = nullptr;
  std::vector<Node> nodes;
  std::vector<Definition> definitions;
  std::vector<std::vector<DatedValue>> parameters;
  std::vector<Clause> clauses;
  std::vector<NodeId> assumptions;  ///< by fact; absent ids where there is none
  std::vector<Policy> policies;     ///< by part: the program's own first, then those of the programs it uses
  std::vector<uint32_t> component;  ///< by clause: clauses that exclusives and limits bind together have one number
  std::vector<std::vector<uint32_t>> members;  ///< by that number: the clauses
  std::vector<Limit> limits;      ///< beside the tree's and the program's
  std::vector<Budget> budgets;
  std::vector<std::vector<Instalment>> instalments;

  const Node& operator[](NodeId id) const { return nodes[id.index]; }
};

/// Removes names, word orders, labels, percent signs, `matched` and `of`: what is left computes.
Module from_checked(const checked::Program& program);

std::string print(const Module& module);

}  // namespace bursar::lowered
