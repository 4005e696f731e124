// The compiler's state. Parts: compile (the policy), clauses, expressions, tables, time.
#pragma once

#include <map>
#include <set>
#include <utility>

#include "engine/batch/assembler.h"

namespace bursar::batch {

using lowered::Node;
using lowered::NodeId;

class Compiler {
 public:
  Compiler(const lowered::Module& module, const std::vector<columns::Shape>& shapes, Plan& plan,
           columns::Dictionary& dictionary)
      : module_(module), program_(*module.program), tree_(*program_.tree), shapes_(shapes), plan_(plan), to_(plan, dictionary),
        clauses_(module.clauses.size()) {}

  void run();

 private:
  struct Clause {
    bool done = false;
    Register conditions = kNone;   ///< whether it applies, and nothing sets it aside
    Register in_force = kNone;     ///< of a version
    Number amount;                 ///< where the conditions hold
    std::optional<Number> seen;    ///< by other clauses: 0 where it is not eligible
  };
  /// What a node is evaluated in.
  struct Place {
    std::optional<uint32_t> clause;
    int32_t list = kNone;               ///< the innermost loop's
    bool nested = false;                ///< in a loop within a loop
    bool choosing = false;              ///< the parts of `for each` before its lines
    bool in_definition = false;
    std::optional<Number> base, total, position;
  };

  // expressions.cc
  Number number(NodeId id);
  Register flag(NodeId id);
  Number number_of(const Node& n);
  Register flag_of(const Node& n);
  Number fact(uint32_t index);
  Number plain_fact(uint32_t index);
  Register flag_fact(uint32_t index);
  Number in_units(Register loaded, const columns::Shape& shape, const checked::Type& type);
  Number definition(uint32_t index);
  Register flag_definition(uint32_t index);
  Number parameter(const Node& n);
  Number decided(const Node& n);
  Number power(const Node& n);
  Number step(const Number& running, const lowered::Step& step);
  Number stepped(Number running, const std::vector<lowered::Step>& steps);
  Number let(const Node& n);
  Register flag_let(const Node& n);
  Number deciding_date();
  const lowered::Policy& policy() const;
  Register compared(NodeId a, NodeId b, Relation relation);
  Register both(Register a, Register b) { return a == kNone ? b : b == kNone ? a : to_.logic(Code::And, a, b); }
  uint32_t list_fact(NodeId list) const;
  Number loop_number(const Node& n);
  Register loop_flag(const Node& n);
  Register where(const Node& n);
  template <class Body>
  auto in_loop(uint32_t list, Body body);

  // tables.cc
  Number ladder(const Node& n);
  Number tiers_whole(const Node& n);
  bool ascending(const Node& n) const;
  Number tiers_marginal(const Node& n);
  Number table(const Node& n);
  std::optional<num::Exact> constant_of(NodeId id);

  // time.cc
  std::optional<Number> time(const Node& n);
  Number moved(const Node& n);
  Number edge_of(NodeId span, bool last);
  Register within(const Node& n);

  // clauses.cc
  Clause& clause(uint32_t index);
  Register conditions(uint32_t index, Clause& c);
  Register set_aside(uint32_t index);
  Number pay(uint32_t index);
  Number run_step(Number running, const lowered::Step& s, const std::optional<Number>& base);
  Number looped(uint32_t index);
  Number total_steps(uint32_t index, Number total);
  const Number& seen(uint32_t index);
  Number of_versions(uint32_t index);
  void answer(uint32_t index, size_t column);

  const lowered::Module& module_;
  const checked::Program& program_;
  const syntax::Tree& tree_;
  const std::vector<columns::Shape>& shapes_;
  Plan& plan_;
  Assembler to_;
  Place place_;
  std::vector<Clause> clauses_;
  std::map<uint32_t, Number> definitions_;
  std::map<uint32_t, Register> flag_definitions_;
  std::set<uint32_t> open_;  ///< clauses being compiled
};

/// How values of a type are compared as codes: texts have no order.
inline bool is_text(const checked::Type& type) {
  return type.kind == checked::TypeKind::Text || type.kind == checked::TypeKind::OneOf;
}

}  // namespace bursar::batch
