// The evaluator's state for one record. Parts: expressions, conditions, clauses, loops, short_by.
#pragma once

#include <map>

#include "engine/eval/evaluate.h"
#include "engine/eval/trace.h"
#include "engine/ops/value.h"

namespace bursar::eval {

using lowered::Node;

/// Ends the evaluation of one clause.
struct FaultSignal {
  std::string_view kind;
  NodeId node;
  std::string_view words = {};  ///< the policy's own words, for `require`
  std::string_view words_second = {};
};

struct ClauseState {
  bool done = false;
  Value conditions;             ///< whether the clause applies, and nothing sets it aside
  Value amount;                 ///< as other clauses see it: before the programme layer
  Value paid;                   ///< after it
};

class Evaluator {
 public:
  explicit Evaluator(const lowered::Module& module);
  ~Evaluator();

  /// What is evaluated from here on is about this record, and written to the trace.
  void begin(const facts::Record& record, std::optional<num::Date> as_of, Trace& trace);
  /// The whole record.
  void run();
  std::optional<Value> definition(uint32_t index);
  std::optional<num::Exact> amount(uint32_t clause);

  Value eval(NodeId id);
  Value deciding_date();
  const lowered::Policy& policy() const;

 private:
  friend class ShortBy;
  struct Item {
    const std::vector<facts::Value>* fields;  ///< of a record's item; else null
    const Value* element;                     ///< of a sequence; else null
    uint32_t position;  ///< 1-based, as listed
    uint32_t place = 0; ///< 1-based, in its group and order; 0 while that is open
    uint32_t group = 0; ///< a number for each group
  };
  struct SoFar {
    uint32_t position = 0;
    Value before, current;
  };
  /// Where the evaluation stands: in which clause, and where in it.
  struct Context {
    std::optional<uint32_t> clause;
    std::vector<Item> items;                        ///< loops, innermost last
    std::vector<std::optional<Value>> lets;         ///< of the clause, of its item
    std::optional<Value> base;
    std::optional<Value> total;                     ///< while a step on the total is done
    std::optional<Value> paid_in_loop;              ///< lines of the clause so far
    std::map<std::pair<uint32_t, uint32_t>, SoFar> so_far;  ///< by node and group, of the loop
    std::vector<uint32_t> used_definitions;         ///< in order of first use
    std::vector<std::pair<uint32_t, uint32_t>> used_parameters;  ///< the same: parameter, which of its values

    void clear() {
      clause.reset();
      items.clear();
      lets.clear();
      base.reset();
      total.reset();
      paid_in_loop.reset();
      so_far.clear();
      used_definitions.clear();
      used_parameters.clear();
    }
  };
  /// What `for each` works with: the items of its list, and what is known of each.
  struct Loop {
    struct Candidate {
      Item item;
      Value selected;        ///< by `where`
      NodeId refused;        ///< the `where` that did not select it
      Value group, order;    ///< keys
      Value taken;           ///< selected, and its ordinal is taken
    };
    struct Group {
      uint32_t member;
      uint32_t count = 0;
    };

    const lowered::Loop* rule = nullptr;
    std::vector<Candidate> candidates;                ///< as listed
    bool open = false;                                ///< whether an item is selected, or a key, is not known
    std::vector<uint32_t> ordered;                    ///< those selected in the stated order, unless `open`
    std::vector<uint32_t> sequence;                   ///< all, in the order in which they are paid
    std::vector<Group> groups;
    std::vector<std::pair<Value, Value>> paid_keys;   ///< of `once per`: key, whether its item counted
    bool some_selected = false, some_taken = false;

    void clear() {
      candidates.clear();
      ordered.clear();
      sequence.clear();
      groups.clear();
      paid_keys.clear();
      some_selected = some_taken = false;
    }
  };

  // expressions.cc
  Value evaluate_node(const Node& n, NodeId id);
  Value fact(uint32_t index);
  Value from_fact(const facts::Value& v, const checked::Type& type, uint32_t fact_index);
  Value parameter(const Node& n, NodeId id, const Value& date);
  Value quotient(const Value& a, const Value& b, NodeId id);
  Value comparison(const Node& n, const Value& a, const Value& b, syntax::Comparison c);
  Value loop_value(const Node& n, NodeId id);
  static uint32_t item_count(const Value& list);
  static Item item_at(const Value& list, uint32_t i);
  Value so_far(const Node& n, NodeId id);
  Value decided(const Node& n, NodeId id);
  template <class Kid>
  Value arithmetic(const Node& n, NodeId id, Kid kid);
  template <class Kid>
  Value grouped(const Node& n, Kid kid);
  Value apply(Value running, const lowered::Step& step);
  Value apply(Value running, const lowered::Step& step, const Value& operand);
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
  uint32_t new_condition(Trace::Condition::Kind kind, NodeId node);
  Value ask(NodeId id, uint32_t at);
  Value compare(const Node& n, uint32_t at);
  void ask_the_rest(uint32_t at);
  Value in_force(uint32_t index, const syntax::InForce& period, Trace::Condition::Kind kind);
  void ladder_condition(uint32_t index, NodeId id, const Value& amount);

  // clauses.cc
  ClauseState& clause(uint32_t index);
  Trace::Clause& traced(uint32_t clause) { return trace_->clauses[clause]; }
  void add_condition(uint32_t clause, uint32_t condition) {
    Trace::link(trace_->conditions, traced(clause).conditions, condition);
  }
  void enter(uint32_t index, ClauseState& state);
  void evaluate_clause(uint32_t index, ClauseState& state);
  std::optional<Value> conditions_hold(uint32_t index);
  Value pay(uint32_t index, Trace::Line& line);
  Value start(NodeId id, Trace::Step& step, const Value* given = nullptr);
  Value opened(NodeId id, Trace::Line& line);
  void run_step(Trace::Line& line, Value& running, const lowered::Step& step);
  void single_line(uint32_t index, ClauseState& state, const Value& conditions);
  void finish(uint32_t index, ClauseState& state, const Value& conditions, const Value& amount);
  void add_fault(uint32_t clause, const FaultSignal& signal);
  void intermediates(uint32_t index);

  // loops.cc
  void looped_lines(uint32_t index, ClauseState& state, const Value& conditions);
  void apply_total_steps(uint32_t index, Value& total);
  Value all_of(const std::vector<NodeId>& which, NodeId* first_no);
  void select(Loop& of, const Value& list);
  Value same_group(const Loop& of, uint32_t a, uint32_t b) const;
  Value goes_before(const Loop& of, uint32_t a, uint32_t b) const;
  Loop::Group& group_of(Loop& of, uint32_t i) const;
  void take(Loop& of) const;
  void keep_unbroken(Loop& of);
  void place(Loop& of) const;
  void leave_out(uint32_t index, const Item& item, Trace::LeftOut::By by, NodeId why);
  Value counted(uint32_t index, Loop& of, const Loop::Candidate& k);
  void pay_items(uint32_t index, ClauseState& state, const Value& conditions, Loop& of);
  void no_item(uint32_t index, const Loop& of);

  // programme.cc
  void change_line(Trace::Line& line, award::Step::Kind kind, const num::Exact& change, const Value& operand,
                   NodeId from);
  void cut_lines(const std::vector<Trace::Line*>& lines, num::Exact cut, syntax::Cut how, award::Step::Kind kind,
                 const Value& operand, NodeId from);
  Value set_aside(uint32_t index);
  Value paid(uint32_t index);
  void run_programme(uint32_t component);
  void lose(uint32_t loser, uint32_t winner, size_t rule);
  void leave_open(uint32_t index, const ops::Deps& deps);
  void open_amount(uint32_t index, const Value& v, const ops::Deps& deps);
  void exclude(size_t rule);
  Value counted_before(size_t rule, uint32_t clause);
  void limit(size_t rule);
  bool is_cut_first(size_t rule, uint32_t clause) const;
  void leave_limit_open(size_t rule, const Value& room, const Value& sum, const Value& when);
  void payments();

  // evaluate.cc
  void mark_conflicts();
  bool other_version_in_force(uint32_t index);
  Value of_versions(uint32_t index, Value ClauseState::*what);

  const lowered::Module& module_;
  const checked::Program& program_;
  const syntax::Tree& tree_;
  const facts::Record* record_ = nullptr;
  Trace* trace_ = nullptr;
  std::optional<num::Date> as_of_;
  std::vector<std::optional<Value>> definitions_;
  std::vector<ClauseState> clauses_;
  Context here_;
  std::vector<uint32_t> part_;                    ///< by clause: which of the programs it belongs to
  std::vector<uint32_t> own_clauses_;             ///< of the program itself
  std::vector<uint32_t> assumed_;                 ///< facts for which something is assumed
  std::vector<uint8_t> programme_done_;              ///< by component
  std::vector<uint32_t> conflicts_;               ///< clauses
  std::map<uint32_t, ops::Deps> open_conflicts_;  ///< clauses that an open fact may put in conflict
  std::vector<std::unique_ptr<Loop>> spare_loops_;  ///< emptied, for the next loop
};

/// How values of a type are compared.
ops::Compared compared_as(const checked::Type& type);

/// The year that a day lies in, called by the calendar year it starts in.
int named_year(num::Date date, syntax::YearStart start);

}  // namespace bursar::eval
