// The evaluator's state for one record. Parts: expressions, conditions, clauses, loops, short_by.
#pragma once

#include <deque>
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
  std::string_view words = {};  ///< the policy's own words, for `require`
  std::string_view words_second = {};
};

struct ClauseState {
  bool done = false;
  Value conditions;             ///< whether the clause applies, and nothing sets it aside
  Value amount;                 ///< as other clauses see it: before the programme layer
  Value paid;                   ///< after it
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
  std::optional<num::Exact> amount(uint32_t clause);

  Value eval(NodeId id);
  Value deciding_date();
  const lowered::Policy& policy() const;
  award::Shown shown(const Value& v, const checked::Type& type) const;

 private:
  friend class ShortBy;
  struct Item {
    const std::vector<facts::Value>* fields;  ///< of a record's item; else null
    const Value* element;                     ///< of a sequence; else null
    uint32_t position;  ///< 1-based, as listed
    uint32_t place = 0; ///< 1-based, in its group and order; 0 while that is open
    uint32_t group = 0; ///< a number for each group
  };
  /// A field that an item leaves open. What depends on it names it by its index here, behind those of the
  /// facts.
  struct OpenField {
    uint32_t fact, position, record, field;
    bool operator==(const OpenField&) const = default;
  };

  // expressions.cc
  Value evaluate_node(const Node& n, NodeId id);
  Value fact(uint32_t index);
  Value from_fact(const facts::Value& v, const checked::Type& type, uint32_t fact_index);
  Value parameter(const Node& n, NodeId id, const Value& date);
  Value quotient(const Value& a, const Value& b, NodeId id);
  Value comparison(const Node& n, const Value& a, const Value& b, syntax::Comparison c);
  Value loop_value(const Node& n, NodeId id);
  std::vector<Item> items_of(const Value& list) const;
  Value so_far(const Node& n, NodeId id);
  Value decided(const Node& n, NodeId id);
  Value apply(Value running, const lowered::Step& step);
  Value stepped(Value running, const std::vector<lowered::Step>& steps);
  Value open_field(const Item& item, uint32_t field, Value v);
  void bound_size(const Value& v, NodeId id);

  // tables.cc
  Value ladder(const Node& n, int* chosen = nullptr);
  Value in_band(const Node& n, const lowered::Band& band, const Value& x);
  Value tiers_whole(const Node& n);
  Value tiers_marginal(const Node& n);
  Value table(const Node& n);

  // time.cc
  Value time(const Node& n, NodeId id);
  std::optional<num::Period> span_of(const Value& v, const checked::Type& type) const;
  Value in_span(const Node& n);
  Value move_by(const Node& n, NodeId id);
  std::optional<num::Date> moved(num::Date date, const num::Exact& length, const checked::Type& type, NodeId id) const;
  Value averaged(const Node& n, NodeId id);
  Value of_period(num::Period period);
  Value of_sequence(std::vector<Value> values);

  // history.cc
  Value earlier_awards(uint32_t clause, syntax::Window::Kind window, NodeId length, NodeId id);
  Value earlier_awards_of_key(uint32_t clause, syntax::Window::Kind window, NodeId length, NodeId id, uint32_t key);
  Value same_key(const std::vector<facts::Value>& row, uint32_t key);
  Value awarded_item(uint32_t clause, const Value& key, const checked::Type& type);
  Value undated(syntax::Window::Kind window);
  Value in_window(num::Date date, syntax::Window::Kind window, NodeId length, NodeId id);
  template <class Visit>
  void each_earlier(uint32_t clause, Visit visit);

  // conditions.cc
  award::Condition condition(NodeId id, syntax::ExprId origin, std::string id_text);
  void fill_leaf(award::Condition& c, NodeId id);
  award::Condition ladder_condition(const Node& n);
  award::Condition in_force(const syntax::InForce& period, std::string id);
  std::string field_name(const OpenField& open) const;
  std::vector<std::string> fact_names(const ops::Deps& deps) const;
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

  // programme.cc
  void change_line(award::Line& line, award::Step::Kind kind, const num::Exact& change, const award::Shown& operand);
  void cut_lines(const std::vector<award::Line*>& lines, num::Exact cut, syntax::Cut how, award::Step::Kind kind,
                 const award::Shown& operand);
  Value set_aside(uint32_t index, ClauseState& state);
  Value paid(uint32_t index);
  void run_programme(uint32_t component);
  void lose(uint32_t loser, std::string winner, std::string rule);
  void leave_open(uint32_t index, const ops::Deps& deps);
  void open_amount(uint32_t index, const Value& v, const ops::Deps& deps);
  void exclude(size_t rule);
  Value counted_before(size_t rule, uint32_t clause);
  void limit(size_t rule);
  bool is_cut_first(size_t rule, uint32_t clause) const;
  void leave_limit_open(size_t rule, const Value& room, const Value& sum, const Value& when);
  std::vector<award::Payment> payments();

  // evaluate.cc
  void mark_conflicts();
  bool other_version_in_force(uint32_t index);
  Value of_versions(uint32_t index, Value ClauseState::*what);

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
  std::optional<Value> total_;                    ///< while a step on the total is done
  struct SoFar {
    uint32_t position = 0;
    Value before, current;
  };
  std::map<std::pair<uint32_t, uint32_t>, SoFar> so_far_;  ///< by node and group, of the loop being evaluated
  std::optional<Value> paid_in_loop_;             ///< lines of the clause so far
  std::deque<num::Period> periods_;
  std::deque<std::vector<Value>> sequences_;
  std::vector<bool> programme_done_;              ///< by component
  std::vector<uint32_t> conflicts_;               ///< clauses
  std::map<uint32_t, ops::Deps> open_conflicts_;  ///< clauses that an open fact may put in conflict
  std::vector<OpenField> open_fields_;
  std::vector<uint32_t> used_definitions_;        ///< by the clause being evaluated, in order of first use
  std::vector<std::pair<uint32_t, uint32_t>> used_parameters_;  ///< the same: parameter, which of its values
};

/// How values of a type are compared.
ops::Compared compared_as(const checked::Type& type);

/// The year that a day lies in, called by the calendar year it starts in.
int named_year(num::Date date, syntax::YearStart start);

/// Payments of one clause's award anew, by their shares: whole units each, the last one takes the remainder.
void split_payments(award::Award& award, const std::string& clause, const num::Exact& unit);

}  // namespace bursar::eval
