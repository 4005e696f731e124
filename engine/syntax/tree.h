// The syntax tree of a program: what was written, with places, in one shape whichever language, word
// order or layout it was written in. It knows no types and resolves no names. All string views point
// into the source files, which must outlive the tree.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "engine/base/ids.h"
#include "engine/base/pages.h"
#include "engine/num/date.h"
#include "engine/num/exact.h"
#include "engine/num/rounding.h"
#include "engine/source/source.h"

namespace bursar::syntax {

using source::Span;

/// A declared name; `second` (behind `/`) is empty when only one was given.
struct Name {
  std::string_view first;
  std::string_view second;
  Span span;         ///< of `first`
  Span second_span;  ///< of `second`, when there is one
};

/// A title, in one or two languages. Empty when none was given.
struct Title {
  std::string_view first;
  std::string_view second;
};

/// A citation: `cites measures art. 5(1)`. Articles are kept normalised: `5(1)(ii)` for `art. 5(1)(ii)`
/// and 第五条第一款第（二）项 alike keep `written`; see article.h for the sortable form.
struct Cite {
  std::string_view source;
  std::vector<std::string_view> articles;  ///< as written, without quotes
  Span span;
  std::vector<Span> article_spans;
};

struct ExprTag;
using ExprId = Id<ExprTag>;

enum class ExprKind : uint8_t {
  Quantity,   ///< value, unit: `100 million yuan`, `30%`, `7 days`, `12`
  Date,       ///< date
  Text,       ///< text
  Yes, No, Unknown, DoesNotApply,
  Path,       ///< names: `output`, `launch.fee`, `C.paid`
  Base,       ///< the word `base`
  Total,      ///< the word `total`
  Position,   ///< the word `position`
  Negate,     ///< kids[0]
  Add, Subtract, Multiply, Divide,  ///< kids[0], kids[1]
  Power,      ///< kids[0] ^ kids[1]
  Of,         ///< kids[0] of kids[1]: a share of an amount, whichever order it was written in
  Lower, Higher,                    ///< lower of (kids…)
  If,         ///< kids: condition, then, else
  Not,        ///< kids[0]
  And, Or,    ///< kids[0], kids[1]
  Compare,    ///< kids[0] `comparison` kids[1]
  IsOneOf,    ///< kids[0] is one of (kids[1…])
  IsNotOneOf,
  In,         ///< kids[0] in kids[1] (a period, a year)
  Checklist,  ///< `all of (1) … (2) …`: items
  Sum, Average, Highest, Smallest,  ///< kids[0] over loop
  Number,     ///< number of (x in L where C)
  Some, Every,                      ///< some (x in L) has kids[0]
  StartOf, EndOf, MonthOf, YearOf,  ///< kids[0]
  DaysBetween, CompleteMonthsBetween, CompleteYearsBetween,  ///< kids[0], kids[1]
  Matched,    ///< kids[0] matched kids[1]:kids[2]
  Ladder,     ///< `highest step reached by kids[0]`; with kids[1]: newly reached, before at kids[1]; rows
  AsDecided,  ///< `as decided [at most kids[0]]`
  Stepped,    ///< (kids[0] steps…)
};

enum class Comparison : uint8_t { Is, IsNot, AtLeast, MoreThan, LessThan, AtMost };

enum class ListHead : uint8_t { AllOf, AnyOf, NoneOf, AtLeastOf };

/// What a written-order step does to the running amount.
enum class StepKind : uint8_t {
  Plus, Less, MultipliedBy, DividedBy, RaisedBy, LoweredBy, CappedAt, NotBelow, Rounded
};

/// Which amount a step says it acts on. `Running` is the amount opened last.
enum class StepSubject : uint8_t { Running, Award, Base, Total };

struct Step {
  StepKind kind;
  StepSubject subject = StepSubject::Running;
  ExprId operand;  ///< for Rounded: the multiple
  num::Rounding mode = num::Rounding::HalfUp;  ///< for Rounded
  Span span;
};

/// One row of a ladder: a comparison with the subject, and the row's value.
struct Row {
  Comparison comparison;
  ExprId bound;
  ExprId value;
  Span span;
  Span bound_span;  ///< comparison word and bound
};

/// One labelled item of a checklist.
struct Item {
  std::string_view label;  ///< as written: `(1)`, `（一）`, `(a)`, `1.`
  ExprId condition;
  Title title;
  std::vector<Cite> cites;
  Span span;
};

/// `x in L where C`, inside a bracket.
struct Loop {
  std::string_view variable;
  Span variable_span;
  ExprId list;
  ExprId where;  ///< absent when there is none
};

struct Expr {
  ExprKind kind;
  Comparison comparison = Comparison::Is;
  ListHead head = ListHead::AllOf;
  bool date_words = false;  ///< Compare: written with before, after, on or before …
  uint32_t at_least = 0;    ///< Checklist AtLeastOf: how many
  Span span;
  std::vector<ExprId> kids;
  std::vector<std::string_view> names;  ///< Path
  std::string_view text;                ///< Text: without quotes
  num::Exact value;                     ///< Quantity: scale words applied
  std::string_view unit;                ///< Quantity: the table's canonical key, see units.h; empty for a number
  num::Date date;                       ///< Date
  std::vector<Row> rows;                ///< Ladder
  std::vector<Item> items;              ///< Checklist
  std::vector<Step> steps;              ///< Stepped
  Loop loop;                            ///< Sum … Every
};

/// The number a quantity stands for: `30%` and `30 points` are 3/10, anything else is its value as written.
inline num::Exact number_of(const Expr& quantity) {
  const bool hundredths = quantity.unit == "%" || quantity.unit == "points";
  return hundredths ? quantity.value * num::Exact::ratio(1, 100) : quantity.value;
}

// --- declarations ---------------------------------------------------------------------------------

struct TypeRef {
  enum class Form : uint8_t { Plain, ListOf, OneOf };
  Form form = Form::Plain;
  std::string_view name;  ///< canonical key for built-in types (`money`, `yes/no`), else the record's name
  bool built_in = false;
  std::string_view currency;             ///< `money in EUR`
  std::vector<std::string_view> values;  ///< OneOf
  std::vector<Span> value_spans;
  Span span;
};

struct Source {
  Name name;
  Title title;
  std::string_view issuer, number;
  std::optional<num::Date> issued;
  Span span;
};

struct InForce {
  num::Date from;
  std::optional<num::Date> to;  ///< the last day in force, included
  Span span;
};

/// `rounds each line half up to 0.01 yuan` / `rounds the total …`
struct RoundingRule {
  bool total = false;
  num::Rounding mode;
  ExprId multiple;
  Span span;
};

struct Policy {
  Name name;
  Title title;
  std::string_view source;  ///< `under`; empty when absent
  Span source_span;
  std::string_view version;
  std::string_view pays;    ///< currency code
  Span pays_span;
  std::optional<InForce> in_force;
  ExprId decided_by;
  std::vector<RoundingRule> rounding;
  std::optional<num::Date> review_by;
  Span span;
};

struct Field {
  Name name;
  TypeRef type;
  Title title;
};

struct Record {
  Name name;
  Title title;
  std::vector<Field> fields;
  Span span;
};

struct Fact {
  Name name;
  TypeRef type;
  Title title;
  Span span;
};

struct DatedValue {
  std::optional<num::Date> from;  ///< absent: `parameter p : percent = 30%`
  ExprId value;
  std::vector<Cite> cites;
  Span span;
};

struct Parameter {
  Name name;
  TypeRef type;
  Title title;
  std::vector<DatedValue> values;
  Span span;
};

/// `define x "title" = E` and `let x "title" = E`, with the steps that follow.
struct Definition {
  Name name;
  Title title;
  ExprId value;
  std::vector<Step> steps;
  std::vector<Cite> cites;
  Span span;
};

enum class Verb : uint8_t { Award, Subsidise, Exempt, Reduce, Charge, Deduct, Answer };

enum class StatementKind : uint8_t {
  Quote,       ///< text
  InForce,     ///< in_force
  DecidedBy,   ///< expr
  When, ExceptWhen,  ///< expr
  ReferWhen,   ///< expr, text
  Require,     ///< expr, text
  Assume,      ///< definition: name, value; text is the reason
  Let,         ///< definition
  Base,        ///< expr
  Pay,         ///< verb, expr
  Step,        ///< step
  ForEach,     ///< name: the variable, expr: the list
  Where,       ///< expr
  By,          ///< expr
  InOrderOf,   ///< expr, descending, then_as_listed
  Take,        ///< first, last
  OfThese,     ///< expr
  OncePer,     ///< expr
};

struct Statement {
  StatementKind kind;
  Span span;
  ExprId expr;
  std::string_view text;
  InForce in_force;
  Definition definition;
  Verb verb = Verb::Award;
  Step step{};
  std::string_view variable;
  Span variable_span;
  bool descending = false;
  bool then_as_listed = false;
  uint32_t first = 0, last = 0;  ///< Take: ordinals, both included
};

struct Clause {
  Name name;
  Title title;
  std::vector<Cite> cites;
  std::vector<Statement> body;  ///< in written order
  Span span;
};

struct Given {
  std::string_view name;  ///< a fact, or `as_of`; `C.decided` has two parts joined by a dot
  Span span;
  bool list = false;
  ExprId value;                                   ///< when not a list
  std::vector<std::string_view> columns;          ///< of a list
  std::vector<Span> column_spans;
  std::vector<std::vector<ExprId>> rows;
};

struct Expect {
  enum class Form : uint8_t { Value, Eligible, Ineligible, Undetermined, Conflict, Fault };
  std::vector<std::string_view> subject;  ///< clause, definition, `C.let`, or `total`
  Span span;
  Form form = Form::Value;
  ExprId value;
  std::string_view because;
};

struct Test {
  Title title;
  std::vector<Given> given;
  std::vector<Expect> expect;
  Span span;
};

/// Declarations keep the order of the files' names, then written order.
struct Tree {
  Pages<Expr> exprs;
  std::vector<Source> sources;
  std::vector<Policy> policies;  ///< more than one is an error found when checking
  std::vector<Record> records;
  std::vector<Fact> facts;
  std::vector<Parameter> parameters;
  std::vector<Definition> definitions;
  std::vector<Statement> assumptions;  ///< `assume` outside clauses
  std::vector<Clause> clauses;
  std::vector<Test> tests;

  const Expr& operator[](ExprId id) const { return exprs[id.index]; }
  ExprId add(Expr e) {
    exprs.push_back(std::move(e));
    return ExprId(exprs.size() - 1);
  }
};

}  // namespace bursar::syntax
