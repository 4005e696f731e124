// Which clauses need which fact: directly, through definitions, and to know the deciding date.
#include "engine/checked/from_syntax/checker.h"

namespace bursar::checked {

namespace {

/// Notes which facts a clause reaches; for each clause a definition is entered once. Marks are numbers of clauses,
/// so that a clause costs what it reaches and not what there is.
class Reach {
 public:
  Reach(const syntax::Tree& tree, Program& program)
      : tree_(tree),
        program_(program),
        facts_(program.facts.size(), kNone),
        definitions_(tree.definitions.size(), kNone),
        parameters_(tree.parameters.size(), kNone),
        entered_(tree.clauses.size(), kNone) {}

  void clause(uint32_t clause) {
    clause_ = clause;
    enter(clause);
  }

  void steps(const std::vector<syntax::Step>& all) {
    for (const auto& s : all) expr(s.operand);
  }

  void expr(ExprId id) {
    if (!id.has()) return;
    const syntax::Expr& e = tree_[id];
    const Ref& ref = program_.refs[id.index];
    if (ref.kind == Ref::Kind::Fact) fact(ref.index);
    if (ref.kind == Ref::Kind::Definition && definitions_[ref.index] != clause_) {
      definitions_[ref.index] = clause_;
      expr(tree_.definitions[ref.index].value);
      steps(tree_.definitions[ref.index].steps);
    }
    // What a clause of a used program asks for is asked by the clause that names it.
    if ((ref.kind == Ref::Kind::Clause || ref.kind == Ref::Kind::ClausePaid) &&
        tree_.part(tree_.clauses[ref.index].span) != 0 && entered_[ref.index] != clause_)
      enter(ref.index);
    if (asks_history(e)) fact(*program_.earlier_awards);
    if (ref.kind == Ref::Kind::Parameter) parameter(ref.index);
    syntax::each_child(e, [&](ExprId k) { expr(k); });
  }

  /// A parameter's values may rest on facts, and its row is picked by one.
  void parameter(uint32_t index) {
    if (parameters_[index] == clause_) return;
    parameters_[index] = clause_;
    if (const auto by = program_.parameter_by[index]) fact(*by);
    for (const auto& v : tree_.parameters[index].values) syntax::each_value(v, [&](ExprId value) { expr(value); });
  }

 private:
  static constexpr uint32_t kNone = UINT32_MAX;

  void enter(uint32_t clause) {
    entered_[clause] = clause_;
    const syntax::Clause& from = tree_.clauses[clause];
    const syntax::Policy& policy = tree_.policies[program_.policies[tree_.part(from.span)].index];
    if (policy.in_force && !program_.clauses[clause].decided_by.has()) expr(policy.decided_by);
    for (const syntax::Statement& s : from.body) syntax::each_expr(s, [&](ExprId e) { expr(e); });
  }

  void fact(uint32_t index) {
    if (facts_[index] == clause_) return;
    facts_[index] = clause_;
    program_.facts[index].asked_by.push_back(clause_);
  }
  bool asks_history(const syntax::Expr& e) const {
    using syntax::ExprKind;
    return program_.earlier_awards && (e.kind == ExprKind::EarlierAwards || e.kind == ExprKind::NeverAwarded ||
                                       e.kind == ExprKind::AwardedBefore || e.kind == ExprKind::TopUp);
  }
  const syntax::Tree& tree_;
  Program& program_;
  uint32_t clause_ = kNone;
  std::vector<uint32_t> facts_, definitions_, parameters_, entered_;  ///< the last clause that reached it
};

}  // namespace

void Checker::note_asked_facts() {
  Reach reach(tree_, program_);
  for (uint32_t c = 0; c < tree_.clauses.size(); ++c)
    if (!is_used_only(c)) reach.clause(c);
}

}  // namespace bursar::checked
