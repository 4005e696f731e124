// The evaluator's state for one record. Parts: expressions, conditions, clauses, loops, short_by.
#pragma once

#include <map>
#include <string>

#include "engine/eval/evaluate.h"
#include "engine/ops/value.h"
#include "engine/syntax/print.h"

namespace bursar::eval {

using lowered::Node;
using lowered::NodeId;
using ops::Value;

/// Ends the evaluation of one clause.
struct FaultSignal {
  std::string kind;
  NodeId node;
  std::string_view words;  ///< the policy's own words, for `require`
};

struct ClauseState {
  bool done = false;
  Value amount;                 ///< as other clauses see it
  award::ClauseResult result;
  std::vector<award::Line> lines;
  std::vector<award::Fault> faults;
  std::vector<source::Span> fault_spans;
};

class Evaluator {
 public:
  Evaluator(const lowered::Module& module, const facts::Record& record, std::optional<num::Date> as_of);
  Evaluated run();
  std::optional<award::Shown> definition(uint32_t index);

 private:
  friend class ShortBy;
  struct Item {
    const std::vector<facts::Value>* fields;
    uint32_t record;
    uint32_t position;  ///< 1-based, as listed
  };

  // expressions.cc
  Value eval(NodeId id);
  Value evaluate_node(const Node& n, NodeId id);
  Value fact(uint32_t index);
  Value from_fact(const facts::Value& v, const checked::Type& type, uint32_t fact_index);
  Value parameter(uint32_t index, NodeId id);
  Value quotient(const Value& a, const Value& b, NodeId id);
  Value comparison(const Node& n, const Value& a, const Value& b, syntax::Comparison c);
  Value in_period(const Node& n);
  Value loop_value(const Node& n, NodeId id);
  Value ladder(const Node& n);
  Value decided(const Node& n, NodeId id);
  Value apply(Value running, const lowered::Step& step);
  Value stepped(Value running, const std::vector<lowered::Step>& steps);
  Value deciding_date();
  void bound_size(const Value& v, NodeId id);

  // conditions.cc
  award::Condition condition(NodeId id, syntax::ExprId origin, std::string id_text);
  void fill_leaf(award::Condition& c, NodeId id);
  award::Condition ladder_condition(const Node& n);
  award::Condition in_force(const syntax::InForce& period, std::string id);
  std::vector<std::string> fact_names(const ops::Deps& deps) const;
  award::Shown shown(const Value& v, const checked::Type& type) const;
  award::Shown shown_fact(const facts::Value& v, const checked::Type& type) const;
  std::string print(syntax::ExprId id, syntax::Language language) const;
  award::Text printed(syntax::ExprId id) const;
  award::Text row_text(const lowered::Row& row) const;

  // clauses.cc
  ClauseState& clause(uint32_t index);
  void evaluate_clause(uint32_t index, ClauseState& state);
  std::optional<Value> conditions_hold(uint32_t index, ClauseState& state);
  Value pay(uint32_t index, award::Line& line);
  void run_step(award::Line& line, Value& running, const lowered::Step& step, const checked::Type& type);
  award::Step start_step(NodeId id, const Value& v) const;
  void single_line(uint32_t index, ClauseState& state, const Value& conditions);
  void finish(uint32_t index, ClauseState& state, const Value& conditions, const Value& amount);
  award::Line new_line(uint32_t index, std::string id) const;
  void add_fault(ClauseState& state, const FaultSignal& signal);
  void intermediates(uint32_t index, ClauseState& state);

  // loops.cc
  void looped_lines(uint32_t index, ClauseState& state, const Value& conditions);
  void apply_total_steps(uint32_t index, ClauseState& state, Value& total);

  const lowered::Module& module_;
  const checked::Program& program_;
  const syntax::Tree& tree_;
  const facts::Record& record_;
  std::optional<num::Date> as_of_;
  std::vector<std::optional<Value>> definitions_;
  std::vector<ClauseState> clauses_;
  std::vector<Item> items_;                       ///< loops being evaluated, innermost last
  std::vector<std::optional<Value>> lets_;        ///< of the clause (and item) being evaluated
  std::optional<uint32_t> clause_;
  std::optional<Value> base_;
  std::vector<uint32_t> used_definitions_;        ///< by the clause being evaluated, in order of first use
};

}  // namespace bursar::eval
