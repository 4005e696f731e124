// The checker's shared state: one object walks the tree once; its parts are split by family.
#pragma once

#include <string>
#include <unordered_map>

#include "engine/checked/program.h"

namespace bursar::checked {

/// Definitions and clauses that need one another in a chain: an evaluation follows it to its end.
inline constexpr size_t kMaxChain = 500;

struct Symbol {
  Ref::Kind kind = Ref::Kind::None;
  uint32_t index = 0;
  source::Span span;
};

class Checker {
 public:
  explicit Checker(const syntax::Tree& tree);
  Checked run();

 private:
  struct LoopScope {
    std::string_view variable;
    uint32_t record;
  };

  // names.cc
  void declare_all();
  void declare(const syntax::Name& name, Ref::Kind kind, uint32_t index);
  void declare_decided_amounts();
  Type type_of(const syntax::TypeRef& ref);
  std::optional<num::Currency> currency_of_unit(std::string_view unit, source::Span span);
  std::string_view nearest_name(std::string_view wrong) const;
  std::optional<uint32_t> find_record(std::string_view name) const;
  std::optional<uint32_t> find_field(uint32_t record, std::string_view name) const;
  void check_cites(const std::vector<syntax::Cite>& cites);

  // expressions.cc
  Type check(ExprId id, Type expected = {});
  Type check_kind(ExprId id, const syntax::Expr& e, Type expected);
  Type check_path(ExprId id, const syntax::Expr& e, Type expected);
  Type check_arithmetic(const syntax::Expr& e);
  Type check_compare(const syntax::Expr& e);
  Type check_loop(const syntax::Expr& e);
  Type check_steps(const std::vector<syntax::Step>& steps, Type running);
  Type common(Type a, Type b, source::Span span);
  void want_condition(ExprId id);
  Type want_amount(ExprId id);
  bool fits(Type seen, Type expected) const;

  // clauses.cc
  void check_policy();
  void check_verbs();
  void check_parameters();
  void check_definition(uint32_t index);
  void check_clause(uint32_t index);
  void sort_statements(uint32_t index);
  void check_test(const syntax::Test& test);
  void check_test_value(ExprId id, Type type);

  // rounding.cc: how many decimals a value can have; nothing when it can have no finite number of them
  std::optional<int> decimals(ExprId id);
  std::optional<int> decimals_after(std::optional<int> d, const std::vector<syntax::Step>& steps);
  std::optional<int> decimals_of_step(std::optional<int> d, const syntax::Step& step);
  void check_rounding(uint32_t clause);

  // asked.cc: which clause asks for which fact
  void note_asked_facts();

  // cycles.cc
  void check_cycles();

  void issue(diag::Kind kind, source::Span span, std::vector<diag::Arg> args = {},
             std::vector<diag::Label> labels = {});

  const syntax::Tree& tree_;
  Program program_;
  diag::Issues issues_;
  std::unordered_map<std::string_view, Symbol> symbols_;
  std::vector<LoopScope> loops_;                     ///< innermost last
  std::unordered_map<std::string_view, uint32_t> lets_;  ///< of the clause being checked
  std::optional<uint32_t> clause_;
  Type running_;                                     ///< type of `base`
  std::vector<uint8_t> definition_state_;            ///< 0 not yet, 1 being checked, 2 done
  size_t definition_depth_ = 0;                      ///< of definitions being checked inside one another
  std::string_view article_;
};

std::string_view type_term(TypeKind kind);

}  // namespace bursar::checked
