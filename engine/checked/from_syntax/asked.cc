// Which clauses need which fact: directly, through definitions, and to know the deciding date.
#include "engine/checked/from_syntax/checker.h"

namespace bursar::checked {

namespace {

/// Marks the facts that one clause reaches; a definition is entered once.
class Reach {
 public:
  Reach(const syntax::Tree& tree, const Program& program)
      : facts(program.facts.size()), tree_(tree), program_(program), definitions_(tree.definitions.size()) {}

  void steps(const std::vector<syntax::Step>& all) {
    for (const auto& s : all) expr(s.operand);
  }

  void expr(ExprId id) {
    if (!id.has()) return;
    const syntax::Expr& e = tree_[id];
    const Ref& ref = program_.refs[id.index];
    if (ref.kind == Ref::Kind::Fact) facts[ref.index] = true;
    if (ref.kind == Ref::Kind::Definition && !definitions_[ref.index]) {
      definitions_[ref.index] = true;
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

  std::vector<bool> facts;

 private:
  const syntax::Tree& tree_;
  const Program& program_;
  std::vector<bool> definitions_;
};

}  // namespace

void Checker::note_asked_facts() {
  const syntax::Policy& policy = tree_.policies[0];
  for (uint32_t c = 0; c < tree_.clauses.size(); ++c) {
    Reach reach(tree_, program_);
    if (policy.in_force && !program_.clauses[c].decided_by.has()) reach.expr(policy.decided_by);
    for (const syntax::Statement& s : tree_.clauses[c].body) {
      reach.expr(s.expr);
      reach.expr(s.definition.value);
      reach.steps(s.definition.steps);
      if (s.kind == syntax::StatementKind::Step) reach.expr(s.step.operand);
    }
    for (uint32_t f = 0; f < program_.facts.size(); ++f)
      if (reach.facts[f]) program_.facts[f].asked_by.push_back(c);
  }
}

}  // namespace bursar::checked
