// The checker's shared state: one object walks the tree once; its parts are split by family.
#pragma once

#include <initializer_list>
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

/// What a value can be; an absent bound is unlimited.
struct Range {
  std::optional<num::Exact> lowest, highest;
};

class Checker {
 public:
  explicit Checker(const syntax::Tree& tree);
  Checked run();

 private:
  struct LoopScope {
    std::string_view variable, second;
    Type item;  ///< a List: an item of its record
  };

  // names.cc
  void declare_all();
  void declare(const syntax::Name& name, Ref::Kind kind, uint32_t index);
  bool is_version(uint32_t clause);
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
  static Type item_of(Type list);
  diag::Arg type_arg(Type t) const;
  Type want(ExprId id, std::initializer_list<TypeKind> kinds, Type expected = {});

  // tables.cc
  std::optional<num::Exact> figure_of(ExprId id) const;
  Type check_ladder(const syntax::Expr& e);
  Type check_tiers(const syntax::Expr& e);
  void check_bands(const syntax::Expr& e);
  Type check_table(const syntax::Expr& e, Type expected);
  void check_key_rows(const std::vector<syntax::KeyRow>& rows, const std::vector<Type>& keys, size_t columns,
                      source::Span span);
  Type check_taper(const syntax::Expr& e);
  void check_literal(ExprId id, Type type);

  // time.cc
  Type check_time(const syntax::Expr& e);
  Type check_history(ExprId id, const syntax::Expr& e);
  void check_length(ExprId id, Type length, bool moment);
  Type want_span_of_days(ExprId id);
  void check_window(const syntax::Window& window);
  void note_history(source::Span span);

  // programme.cc
  void check_programme();
  void check_calendars();
  bool has_working_days() const;
  void check_one_policy(const syntax::Policy& policy, uint32_t part);
  bool is_used_only(uint32_t clause) const { return tree_.part(tree_.clauses[clause].span) != 0; }
  void join_components();
  void check_ties(ExprId id);
  void check_set_aside(uint32_t clause);
  std::optional<uint32_t> clause_named(const syntax::NameAt& name);
  std::vector<uint32_t> with_versions(const std::vector<uint32_t>& clauses) const;
  Type check_steps(const std::vector<syntax::Step>& steps, Type running);
  Type common(Type a, Type b, source::Span span);
  void want_condition(ExprId id);
  Type want_amount(ExprId id);
  bool fits(Type seen, Type expected) const;

  // clauses.cc
  void check_policy();
  bool shares_only(uint32_t part) const;
  bool needs_as_of() const;
  void check_verbs();
  void check_parameters();
  void check_definition(uint32_t index);
  void check_clause(uint32_t index);
  void check_clause_body(uint32_t index);
  syntax::Verb verb_of(uint32_t clause) const;
  void sort_statements(uint32_t index);
  Type check_reclaim(ExprId id);

  // tests.cc
  void check_test(const syntax::Test& test);
  void check_test_case(const syntax::TestCase& test);
  void check_given(const syntax::Given& given, std::optional<Type> field);

  // rounding.cc: how many decimals a value can have; nothing when it can have no finite number of them
  std::optional<int> decimals(ExprId id);
  std::optional<int> decimals_of(const syntax::Definition& definition);
  std::optional<int> decimals_after(std::optional<int> d, const std::vector<syntax::Step>& steps);
  std::optional<int> decimals_of_step(std::optional<int> d, const syntax::Step& step);
  void check_rounding(uint32_t clause);

  // floor.cc
  Range range(ExprId id);
  Range range_of(const syntax::Definition& definition);
  Range range_after(Range range, const syntax::Step& step);
  void check_floor(uint32_t clause);

  // quotes.cc: the quoted words against the rule
  void check_quote(uint32_t clause);
  void compare_with_quote(std::string_view quote, syntax::Comparison comparison, ExprId bound, source::Span span);
  void visit_comparisons(std::string_view quote, ExprId id);

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
  std::vector<bool> clause_checked_;
  bool in_total_ = false;                            ///< a step on the total is being checked
  Type running_;                                     ///< type of `base`
  std::vector<uint8_t> definition_state_;            ///< 0 not yet, 1 being checked, 2 done
  // once a definition or let: chains such as `b = a * a` would double the work with every link
  std::unordered_map<const syntax::Definition*, std::optional<int>> known_decimals_;
  std::unordered_map<const syntax::Definition*, Range> known_ranges_;
  size_t definition_depth_ = 0;                      ///< of definitions being checked inside one another
  std::string_view article_;
};

std::string_view type_term(TypeKind kind);

}  // namespace bursar::checked
