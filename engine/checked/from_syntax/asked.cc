// Which clauses need which fact: directly, through definitions, and to know the deciding date.
#include "engine/checked/from_syntax/checker.h"

namespace bursar::checked {

namespace {

/// Notes which facts a clause reaches; for each clause a definition is entered once. Marks are numbers of clauses,
/// so that a clause costs what it reaches and not what there is.
class Reach {
 public:
  Reach(const syntax::Tree& tree, Program& program)
      : tree_(tree), program_(program), facts_(program.facts.size(), kNone), definitions_(tree.definitions.size(), kNone) {}

  void start(uint32_t clause) { clause_ = clause; }

  void steps(const std::vector<syntax::Step>& all) {
    for (const auto& s : all) expr(s.operand);
  }

  void expr(ExprId id) {
    if (!id.has()) return;
    const syntax::Expr& e = tree_[id];
    const Ref& ref = program_.refs[id.index];
    if (ref.kind == Ref::Kind::Fact && facts_[ref.index] != clause_) {
      facts_[ref.index] = clause_;
      program_.facts[ref.index].asked_by.push_back(clause_);
    }
    if (ref.kind == Ref::Kind::Definition && definitions_[ref.index] != clause_) {
      definitions_[ref.index] = clause_;
      expr(tree_.definitions[ref.index].value);
      steps(tree_.definitions[ref.index].steps);
    }
    for (ExprId k : e.kids) expr(k);
    for (const auto& item : e.items) expr(item.condition);
    for (const auto& row : e.rows) {
      expr(row.bound);
      expr(row.value);
    }
    steps(e.steps);
    expr(e.loop.list);
    expr(e.loop.where);
  }

 private:
  static constexpr uint32_t kNone = UINT32_MAX;

  const syntax::Tree& tree_;
  Program& program_;
  uint32_t clause_ = kNone;
  std::vector<uint32_t> facts_, definitions_;  ///< the last clause that reached it
};

}  // namespace

void Checker::note_asked_facts() {
  const syntax::Policy& policy = tree_.policies[0];
  Reach reach(tree_, program_);
  for (uint32_t c = 0; c < tree_.clauses.size(); ++c) {
    reach.start(c);
    if (policy.in_force && !program_.clauses[c].decided_by.has()) reach.expr(policy.decided_by);
    for (const syntax::Statement& s : tree_.clauses[c].body) {
      reach.expr(s.expr);
      reach.expr(s.definition.value);
      reach.steps(s.definition.steps);
      if (s.kind == syntax::StatementKind::Step) reach.expr(s.step.operand);
    }
  }
}

}  // namespace bursar::checked
