// A program whose names are resolved and whose types, currencies and units fit. What each expression
// means is kept in tables beside the syntax tree, by expression id.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "engine/diag/issue.h"
#include "engine/num/currency.h"
#include "engine/syntax/tree.h"

namespace bursar::checked {

using syntax::ExprId;

enum class TypeKind : uint8_t {
  None,      ///< not known, because of an issue already reported
  YesNo, Number, Count, Percent, Money, Date, Year, Month, Text, OneOf, Duration, List
};

struct Type {
  TypeKind kind = TypeKind::None;
  num::Currency currency{};   ///< Money
  uint32_t index = 0;         ///< List: the record; OneOf: the value list
  bool operator==(const Type&) const = default;
};

/// Numbers without a unit: `number`, `count` and `percent` differ in how they are read and shown, not in use.
inline bool is_plain_number(TypeKind k) {
  return k == TypeKind::Number || k == TypeKind::Count || k == TypeKind::Percent;
}

/// What a path refers to.
struct Ref {
  enum class Kind : uint8_t { None, Fact, Definition, Parameter, Clause, Let, LoopVariable, Field, Value };
  Kind kind = Kind::None;
  uint32_t index = 0;   ///< of the fact, definition, parameter, clause, let (within its clause), value
  uint32_t outer = 0;   ///< Let: the clause; Field and LoopVariable: how many loops further out (0 = innermost)
};

struct OneOfValues {
  std::vector<std::string_view> names;
};

/// A fact as the program knows it; decided amounts follow the declared facts.
struct Fact {
  std::string first;
  std::string second;
  syntax::Title title;
  Type type;
  bool whole = false;             ///< count
  std::optional<uint32_t> decided_by;  ///< the clause whose decided amount it is; `title` is then the clause's
  std::vector<uint32_t> asked_by;      ///< clauses, in order
};

/// A clause's statements sorted by role; indices into the syntax clause's body.
struct Clause {
  std::vector<uint32_t> conditions;   ///< when, except when, require, refer when before the loop
  std::vector<uint32_t> lets;         ///< all lets, in written order
  std::optional<uint32_t> for_each;
  std::vector<uint32_t> where;
  std::optional<uint32_t> by, in_order_of, take, once_per;
  std::vector<uint32_t> of_these;
  std::vector<uint32_t> item_conditions;  ///< `when` behind `for each`
  std::optional<uint32_t> base, pay;
  std::vector<uint32_t> base_steps, pay_steps, total_steps;
  std::optional<syntax::InForce> in_force;
  ExprId decided_by;
  Type type;                          ///< of the paid amount
  uint32_t record = 0;                ///< of the loop's list
};

struct Program {
  const syntax::Tree* tree = nullptr;
  std::vector<Type> types;            ///< by expression
  std::vector<Ref> refs;              ///< by expression (paths)
  std::vector<OneOfValues> one_ofs;
  std::vector<Fact> facts;
  std::vector<std::vector<Type>> fields;    ///< by record, by field
  std::vector<Type> definition_types;
  std::vector<Type> parameter_types;
  std::vector<std::vector<Type>> let_types; ///< by clause, in the order of Clause::lets
  std::vector<Clause> clauses;
  num::Currency currency{};
  bool needs_as_of = false;
  /// Assumption by fact, when there is one: index into tree->assumptions.
  std::vector<std::optional<uint32_t>> assumed;
};

struct Checked {
  Program program;       ///< whole only when there is no error among the issues
  diag::Issues issues;
};

/// Resolves names, checks types, currencies, units, dates and the rounding rule. The tree must outlive the result.
Checked from_syntax(const syntax::Tree& tree);

/// The canonical form of an article: `5(1)(ii)` for art. 5(1)(ii) and 第五条第一款第（二）项 alike; a quoted one stays.
std::string canonical_article(std::string_view written);

/// `sha256:…` over the checked program: language, layout, comments and tests do not change it.
std::string digest(const Program& program);

std::string print(const Program& program);

}  // namespace bursar::checked
