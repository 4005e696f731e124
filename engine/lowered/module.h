// The program that evaluators read: every name an index, every construct an operation with its operands.
// It knows no syntax; `origin` leads back to the expression for explanations.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/checked/program.h"

namespace bursar::lowered {

struct NodeTag;
using NodeId = Id<NodeTag>;
using checked::Type;

enum class Op : uint8_t {
  Constant, ConstantDate, ConstantText, Unknown, DoesNotApply,
  Fact, Field, Parameter, Definition, ClauseAmount, Let, Base,
  Negate, Add, Subtract, Multiply, Divide, Power, Lower, Higher, If,
  AddDays, AddMonths, DaysBetween, MonthsBetween, YearsBetween, StartOf, EndOf, MonthOf, YearOf,
  Not, And, Or, AllOf, AnyOf, NoneOf, AtLeastOf, Compare, IsOneOf, In,
  Sum, Average, Highest, Smallest, Number, Some, Every,
  Ladder, Decided, Stepped,
};

std::string_view name(Op op);

struct Step {
  syntax::StepKind kind;
  NodeId operand;
  num::Rounding mode;
};

struct Row {
  syntax::Comparison comparison;
  NodeId bound;
  NodeId value;
};

struct Node {
  Op op;
  Type type;
  syntax::ExprId origin;
  std::vector<NodeId> kids{};
  uint32_t index = 0;       ///< fact, field, parameter, definition, clause, let; AtLeastOf: how many
  uint32_t outer = 0;       ///< Field: loops further out; Let: its clause
  syntax::Comparison comparison = syntax::Comparison::Is;
  num::Exact value{};       ///< Constant (yes is 1); AddDays, AddMonths: how many in one unit
  num::Date date{};
  std::string_view text{};
  std::vector<Step> steps{};  ///< Stepped
  std::vector<Row> rows{};  ///< Ladder; kids: subject [, before]
  NodeId list{}, where{};   ///< loops
};

struct Condition {
  enum class Kind : uint8_t { When, ExceptWhen, Require, ReferWhen };
  Kind kind;
  NodeId node;
  std::string_view text;    ///< `else "…"`, `because "…"`
};

struct Definition {
  NodeId value;
  std::vector<Step> steps;
};

struct DatedValue {
  std::optional<num::Date> from;
  NodeId value;
};

struct Loop {
  NodeId list;
  uint32_t record = 0;
  std::vector<NodeId> where;
  NodeId by;
  NodeId order;
  bool descending = false;
  uint32_t first = 1, last = UINT32_MAX;  ///< take, both included
  bool takes = false;
  std::vector<NodeId> of_these;
  NodeId once_per;
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
  std::vector<Step> pay_steps;
  std::vector<Step> total_steps;
  std::optional<syntax::InForce> in_force;
  NodeId decided_by;
};

struct Rounding {
  num::Rounding mode;
  NodeId multiple;
};

struct Module {
  const checked::Program* program = nullptr;
  std::vector<Node> nodes;
  std::vector<Definition> definitions;
  std::vector<std::vector<DatedValue>> parameters;
  std::vector<Clause> clauses;
  std::vector<NodeId> assumptions;  ///< by fact; absent ids where there is none
  NodeId decided_by;
  std::optional<syntax::InForce> in_force;
  std::optional<Rounding> round_line, round_total;

  const Node& operator[](NodeId id) const { return nodes[id.index]; }
};

/// Removes names, word orders, labels, percent signs, `matched` and `of`: what is left computes.
Module from_checked(const checked::Program& program);

std::string print(const Module& module);

}  // namespace bursar::lowered
