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
#include "engine/checked/units.h"
#include "engine/syntax/tree.h"

namespace bursar::checked {

using syntax::ExprId;

enum class TypeKind : uint8_t {
  None,      ///< not known, because of an issue already reported
  YesNo, Number, Count, Percent, Money, Date, Year, Month, Text, OneOf, List,
  Time,      ///< of day, in minutes
  Moment,    ///< in minutes since 1970-01-01 00:00
  Period,
  Sequence,  ///< of `element`: `1 to N`, the months of a period
  Series,    ///< an `element` a month
};

struct Type {
  TypeKind kind = TypeKind::None;
  num::Currency currency{};   ///< Money
  uint32_t index = 0;         ///< List: the record; OneOf: the value list; Year: 0, or a calendar and 1
  uint32_t unit = 0;          ///< Number: of the quantity; Money: of a unit price; see Program::units
  TypeKind element = TypeKind::None;  ///< Sequence, Series
  bool operator==(const Type&) const = default;
};

/// Numbers without a unit: `number`, `count` and `percent` differ in how they are read and shown, not in use.
inline bool is_plain_number(TypeKind k) {
  return k == TypeKind::Number || k == TypeKind::Count || k == TypeKind::Percent;
}

/// What a path refers to.
struct Ref {
  enum class Kind : uint8_t {
    None, Fact, Definition, Parameter, Clause, ClausePaid, EarlierOf, Let, LoopVariable, Field, Value
  };
  Kind kind = Kind::None;
  uint32_t index = 0;   ///< of the fact, definition, parameter, clause, let (within its clause), value
  uint32_t outer = 0;   ///< Let: the clause; Field and LoopVariable: how many loops further out (0 = innermost);
                        ///< Value: the value list; Parameter: the column
  uint32_t record = 0;  ///< Field: its record
};

struct OneOfValues {
  std::vector<std::string_view> names;
  std::vector<std::string_view> second_names;  ///< empty where there is none
};

/// A fact as the program knows it; decided amounts follow the declared facts.
struct Fact {
  std::string first;
  std::string second;
  syntax::Title title;
  Type type;
  bool whole = false;             ///< count
  std::optional<uint32_t> decided_by;  ///< the clause whose decided amount it is; `title` is then the clause's
  std::optional<uint32_t> choice_of;   ///< the clause that the applicant may choose; likewise
  std::vector<uint32_t> asked_by;      ///< clauses, in order
  bool chosen = false;                 ///< by the applicant
  num::Exact scale = 1;                ///< what a bare figure of a profile is multiplied with
};

/// A clause's statements sorted by role; indices into the syntax clause's body.
struct Clause {
  std::vector<uint32_t> conditions;   ///< when, except when, require, refer when before the loop
  std::vector<uint32_t> lets;         ///< all lets, in written order
  std::optional<uint32_t> for_each;
  std::vector<uint32_t> where;
  std::optional<uint32_t> by, in_order_of, take, once_per, unbroken_by;
  std::vector<uint32_t> of_these;
  std::vector<uint32_t> item_conditions;  ///< `when` behind `for each`
  std::optional<uint32_t> base, pay;
  std::vector<uint32_t> base_steps, pay_steps, total_steps;
  std::optional<syntax::InForce> in_force;
  ExprId decided_by;
  Type type;                          ///< of the paid amount
  Type item;                          ///< of the loop's list: a List (its record), or the element of a sequence
  std::vector<uint32_t> versions;     ///< later clauses of this name, in force at other times
  std::optional<uint32_t> version_of; ///< the first clause of this name
  std::optional<uint32_t> chosen;     ///< the fact that says whether the applicant chose this clause
  std::vector<uint32_t> set_aside_by; ///< clauses that override this one, or that it is subject to
};

/// The policy of the program itself, or of one that it uses.
struct Policy {
  uint32_t index = 0;                    ///< among the tree's
  std::optional<uint32_t> working_days;  ///< its calendar
};

struct Exclusive {
  std::vector<uint32_t> clauses;
};

struct Limit {
  std::vector<uint32_t> clauses;
  std::optional<uint32_t> per;        ///< the fact whose value says which awards are counted together
  std::optional<uint32_t> cut_first;  ///< clause
};

struct Budget {
  std::vector<uint32_t> clauses;
};

struct Program {
  const syntax::Tree* tree = nullptr;
  std::vector<Type> types;            ///< by expression
  std::vector<Ref> refs;              ///< by expression (paths)
  std::vector<OneOfValues> one_ofs;
  std::vector<Fact> facts;
  std::vector<std::vector<Type>> fields;    ///< by record, by field
  std::vector<Type> definition_types;
  std::vector<std::vector<Type>> parameter_types;  ///< by parameter, by column (one when it has no columns)
  std::vector<std::optional<uint32_t>> parameter_by;  ///< the fact that picks a parameter's row
  std::vector<std::vector<Type>> let_types; ///< by clause, in the order of Clause::lets
  std::vector<Clause> clauses;
  std::vector<Exclusive> exclusives;   ///< beside the tree's
  std::vector<Limit> limits;
  std::vector<Budget> budgets;
  std::vector<uint32_t> instalments;   ///< the clause of each
  std::vector<uint32_t> component;     ///< by clause: clauses that exclusives and limits bind together have one number
  num::Currency currency{};
  Units units;
  std::vector<Policy> policies;              ///< by part: the program's own first
  std::optional<uint32_t> earlier_awards;    ///< the fact that is the history
  bool needs_as_of = false;
  /// Assumption by fact, when there is one: index into tree->assumptions.
  std::vector<std::optional<uint32_t>> assumed;
};

/// Deductions, answers, deadlines and deferrals stand beside the total.
bool counts_in_total(syntax::Verb verb);

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
