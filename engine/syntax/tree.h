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
  Time,       ///< value: minutes since midnight
  Moment,     ///< date; value: minutes since its midnight
  Yes, No, Unknown, DoesNotApply,
  NotStated,  ///< the source is silent
  Path,       ///< names: `output`, `launch.fee`, `C.paid`
  Base,       ///< the word `base`
  Total,      ///< the word `total`
  Position,   ///< the word `position`
  AwardedBefore,  ///< the words `awarded before`: what earlier awards of this clause come to
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
  Within,     ///< kids[0] within kids[1] before (LessThan) or after (MoreThan) kids[2]
  FromTo,     ///< kids[0] from kids[1] to kids[2]; `open_end`: to before
  Checklist,  ///< `all of (1) … (2) …`: items
  Sum, Average, Highest, Smallest,  ///< kids[0] over loop
  Number,     ///< number of (x in L where C)
  Some, Every,                      ///< some (x in L) has kids[0]
  StartOf, EndOf, MonthOf, YearOf,  ///< kids[0]
  DaysBetween, CompleteMonthsBetween, CompleteYearsBetween,  ///< kids[0], kids[1]
  PeriodFrom,  ///< from kids[0] to kids[1]; `open_end`: to before
  LengthOf, MonthsOf, DaysIn, WorkingDaysIn, CompleteMonthsIn,  ///< kids[0]: a period
  ClockBand,   ///< the part of the period kids[0] between the times kids[1] and kids[2]
  SplitEvery,  ///< kids[0], in parts of kids[1]
  FirstAfter,  ///< the first day `date` (its year says nothing) after kids[0]
  DueAfter,    ///< kids[0] after kids[1], a deadline; the first day is not counted
  NextWorkingDay,  ///< kids[0] or the next working day
  Range,       ///< kids[0] to kids[1], as a loop goes through it
  On,          ///< kids[0] on kids[1]: a dated parameter, or a fact by month
  AveragedOver,  ///< kids[0] averaged by days over kids[1]
  Completed, Started,  ///< how often kids[0] fits in kids[1], counted down or up to whole times
  PerCompleted, PerStarted,  ///< kids[0] per completed kids[1] of kids[2]
  EarlierAwards,  ///< of the clause kids[0], within `window`
  NeverAwarded,   ///< the clause kids[0]
  SoFar,       ///< the sum of kids[0] over the items of the loop up to this one
  Matched,    ///< kids[0] matched kids[1]:kids[2]
  Ladder,     ///< `highest step reached by kids[0]`; with kids[1]: newly reached, before at kids[1]; rows
  TopUp,      ///< `top up to step reached by kids[0]`: the step's value less what this clause paid; rows
  TiersWhole, TiersMarginal,  ///< of kids[0]; rows
  Table,      ///< kids: the keys, the last one across when there are `columns`; key_rows
  Taper,      ///< kids: X, A, B, P, Q [, S]: from P at A to Q at B; `steps_of`
  AsDecided,  ///< `as decided [at most kids[0]]`
  Stepped,    ///< (kids[0] steps…)
};

enum class Comparison : uint8_t { Is, IsNot, AtLeast, MoreThan, LessThan, AtMost };

enum class ListHead : uint8_t { AllOf, AnyOf, NoneOf, AtLeastOf };

/// What a written-order step does to the running amount.
enum class StepKind : uint8_t {
  Plus, Less, MultipliedBy, DividedBy, RaisedBy, LoweredBy, CappedAt, NotBelow, CumulativelyCappedAt, Rounded
};

/// Which amount a step says it acts on. `Running` is the amount opened last.
/// Which lines a cut of a sum takes from.
enum class Cut : uint8_t { Last, ProRata, NamedFirst, RefuseWhole };

enum class StepSubject : uint8_t { Running, Award, Base, Total };

struct Step {
  StepKind kind;
  StepSubject subject = StepSubject::Running;
  ExprId operand;  ///< for Rounded: the multiple
  num::Rounding mode = num::Rounding::HalfUp;  ///< for Rounded
  Cut cut = Cut::Last;  ///< for a step on the total: which lines a cut takes from
  Span span;
};

/// One row of a ladder or of tiers: the band of the subject, and the row's value.
struct Row {
  enum class Form : uint8_t {
    Compare,    ///< `comparison` bound [to `upper_comparison` upper]
    UpTo,       ///< up to bound, included
    Above,      ///< above bound, or above the row before
    Otherwise,
  };
  Form form = Form::Compare;
  Comparison comparison = Comparison::AtLeast;
  ExprId bound;
  Comparison upper_comparison = Comparison::LessThan;
  ExprId upper;     ///< absent when the row is one-sided
  ExprId value;
  Span span;
  Span bound_span;  ///< comparison word and bound
};

/// `for V1, V2 : E1, E2`: one row of a table by category.
struct KeyRow {
  std::vector<ExprId> keys;    ///< literals; empty for `otherwise`
  std::vector<ExprId> values;  ///< one, or one a column
  Span span;
};

/// The dates that earlier awards are looked for in.
struct Window {
  enum class Kind : uint8_t { None, Any, CalendarYear, FiscalYear, Ever };
  Kind kind = Kind::None;
  ExprId length;  ///< Any: `36 months`, `3 fiscal years`
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

/// How a taper goes: continuously, or in steps of which only the completed, or also the started, count.
enum class TaperSteps : uint8_t { Continuous, Completed, Started };

struct Expr {
  ExprKind kind;
  Comparison comparison = Comparison::Is;
  ListHead head = ListHead::AllOf;
  TaperSteps steps_of = TaperSteps::Continuous;
  bool up = false;          ///< Taper: written with `up from`
  bool open_end = false;    ///< FromTo, PeriodFrom: the last day is not in it
  bool date_words = false;  ///< Compare: written with before, after, on or before …
  uint32_t at_least = 0;    ///< Checklist AtLeastOf: how many
  Span span;
  std::vector<ExprId> kids;
  std::vector<std::string_view> names;  ///< Path
  std::string_view text;                ///< Text: without quotes
  num::Exact value;                     ///< Quantity: scale words applied
  std::string_view unit;                ///< Quantity: the table's canonical key, see units.h; empty for a number
  num::Date date;                       ///< Date
  std::vector<Row> rows;                ///< Ladder, TopUp, tiers
  std::vector<KeyRow> key_rows;         ///< Table
  std::vector<ExprId> columns;          ///< Table: the values of the key across
  Window window;                        ///< EarlierAwards
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
  std::string_view unit;                 ///< `number of m²`: `m²`; `money/m²/month`: `/m²/months`
  num::Exact scale = 1;                  ///< `money in 10_000 yuan`: what a profile's bare figure is multiplied with
  bool by_month = false;                 ///< a value a month
  bool chosen = false;                   ///< by the applicant
  std::vector<std::string_view> values;  ///< OneOf
  std::vector<std::string_view> second_values;  ///< of each, empty where it has none
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

/// The day a named year starts on: 1 April.
struct YearStart {
  uint32_t month = 1, day = 1;
  bool operator==(const YearStart&) const = default;
};

struct DayRange {
  num::Date first, last;  ///< both included
  bool operator==(const DayRange&) const = default;
};

/// A named year (`starts 1 July`), or working days as data.
struct Calendar {
  Name name;
  Title title;
  std::optional<YearStart> starts;
  std::optional<uint8_t> works;   ///< bit 0 is Monday
  std::vector<DayRange> closed, open;
  Span span;
};

/// `use "../city"`
struct Use {
  std::string_view path;
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
  std::optional<YearStart> fiscal_year;
  std::string_view working_days;  ///< the calendar's name
  Span working_days_span;
  Span span;
};

/// Every expression directly in `e`.
template <class Visit>
void each_child(const Expr& e, Visit visit) {
  const auto all = [&](const std::vector<ExprId>& list) {
    for (ExprId k : list) visit(k);
  };
  all(e.kids);
  for (const Item& item : e.items) visit(item.condition);
  for (const Row& row : e.rows) {
    if (row.bound.has()) visit(row.bound);
    if (row.upper.has()) visit(row.upper);
    visit(row.value);
  }
  for (const KeyRow& row : e.key_rows) {
    all(row.keys);
    all(row.values);
  }
  all(e.columns);
  for (const Step& step : e.steps) visit(step.operand);
  if (e.loop.list.has()) visit(e.loop.list);
  if (e.loop.where.has()) visit(e.loop.where);
  if (e.window.length.has()) visit(e.window.length);
}

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
  bool implicit = false;  ///< part of the language, not written: the record of earlier awards
};

struct Fact {
  Name name;
  TypeRef type;
  Title title;
  Span span;
  bool implicit = false;
};

struct DatedValue {
  std::optional<num::Date> from;  ///< absent: `parameter p : percent = 30%`
  std::vector<ExprId> values;     ///< one, or one a column; empty when there are key_rows
  std::vector<KeyRow> key_rows;
  std::vector<Cite> cites;
  Span span;
};

/// `gives low : money, high : money`
struct Column {
  Name name;
  TypeRef type;
};

struct Parameter {
  Name name;
  TypeRef type;
  std::string_view by;            ///< the fact whose value picks the row; empty when there are no rows
  Span by_span;
  std::vector<Column> columns;    ///< empty for a single value, of `type`
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

enum class Verb : uint8_t { Award, Subsidise, Exempt, Reduce, Charge, Deduct, Answer, Defer, Reclaim, Due };

enum class StatementKind : uint8_t {
  Quote,       ///< text
  InForce,     ///< in_force
  DecidedBy,   ///< expr
  When, ExceptWhen,  ///< expr
  ReferWhen,   ///< expr, text
  Require,     ///< expr, text
  SubjectTo, Overrides,  ///< text: the other clause's name
  Assume,      ///< definition: name, value; text is the reason
  Let,         ///< definition
  Base,        ///< expr
  Pay,         ///< verb, expr; Defer: `until`
  Step,        ///< step
  ForEach,     ///< name: the variable, expr: the list
  Where,       ///< expr
  By,          ///< expr
  InOrderOf,   ///< expr, descending, then_as_listed
  Take,        ///< first, last
  OfThese,     ///< expr
  OncePer,     ///< expr
  UnbrokenBy,  ///< expr
};

/// The order that the parts of a loop are written and done in; 0 for what is no part.
inline int loop_rank(StatementKind kind) {
  switch (kind) {
    case StatementKind::Where: return 1;
    case StatementKind::By: return 2;
    case StatementKind::InOrderOf: return 3;
    case StatementKind::Take: return 4;
    case StatementKind::OfThese: return 5;
    case StatementKind::OncePer: return 6;
    case StatementKind::UnbrokenBy: return 7;
    default: return 0;
  }
}

struct Statement {
  StatementKind kind;
  Span span;
  ExprId expr;
  std::string_view text;
  std::string_view text_second;  ///< the reason in another language, behind `/`
  InForce in_force;
  Definition definition;
  Verb verb = Verb::Award;
  ExprId until;
  Step step{};
  std::string_view variable;
  std::string_view variable_second;  ///< behind `/`; may be empty
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

/// `earlier award C 1 million yuan on 2024-12-31, keys`
struct EarlierAward {
  std::string_view clause;
  ExprId amount;
  num::Date date;
  std::vector<Given> keys;
  Span span;
};

/// One applicant of a test; a test without `case` has one, with no name.
struct TestCase {
  std::string_view name;
  std::vector<Given> given;
  std::vector<EarlierAward> earlier;
  std::vector<Expect> expect;
};

struct Test {
  Title title;
  std::vector<TestCase> cases;
  Span span;
};

/// Every value of a parameter's day, of all columns or rows.
template <class Visit>
void each_value(const DatedValue& dated, Visit visit) {
  for (ExprId value : dated.values) visit(value);
  for (const KeyRow& row : dated.key_rows)
    for (ExprId value : row.values) visit(value);
}

/// Every expression directly in a statement.
template <class Visit>
void each_expr(const Statement& s, Visit visit) {
  if (s.expr.has()) visit(s.expr);
  if (s.definition.value.has()) visit(s.definition.value);
  for (const Step& step : s.definition.steps) visit(step.operand);
  if (s.kind == StatementKind::Step) visit(s.step.operand);
  if (s.until.has()) visit(s.until);
}

// --- the programme layer --------------------------------------------------------------------------

struct NameAt {
  std::string_view name;
  Span span;
};

struct Exclusive {
  enum class Keep : uint8_t { Highest, First, Chosen };
  std::vector<NameAt> clauses;
  Keep keep = Keep::Highest;
  std::vector<Cite> cites;
  Span span;
};

struct Limit {
  std::vector<NameAt> clauses;
  ExprId at_most;
  bool per_enterprise = false;
  NameAt per;               ///< the fact that names whose awards are counted together; empty when absent
  Window window;
  std::optional<Cut> cut;
  NameAt cut_first;         ///< NamedFirst
  ExprId counting;
  ExprId when;
  std::vector<Cite> cites;
  Span span;
};

struct Budget {
  NameAt name;
  std::vector<NameAt> clauses;
  ExprId at_most;
  Window window;
  bool pro_rata = false;
  ExprId in_order_of;       ///< absent when shared pro rata
  bool descending = false;
  ExprId per_receiver;
  ExprId floor_to;
  bool remainder_to_last = false, remainder_largest = false;
  ExprId ties_by;
  std::vector<Cite> cites;
  Span span;
};

struct Instalment {
  ExprId share;
  Title event;              ///< `on "approval"`
  ExprId on;                ///< a date instead
};

struct Instalments {
  NameAt clause;
  std::vector<Instalment> parts;
  std::vector<Cite> cites;
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
  std::vector<Exclusive> exclusives;
  std::vector<Limit> limits;
  std::vector<Budget> budgets;
  std::vector<Instalments> instalments;
  std::vector<Calendar> calendars;
  std::vector<Use> uses;
  /// By file: 0 for the program itself, else one of the programs that it uses.
  std::vector<uint32_t> part_of_file;

  uint32_t part(Span span) const { return span.file < part_of_file.size() ? part_of_file[span.file] : 0; }
  const Expr& operator[](ExprId id) const { return exprs[id.index]; }
  ExprId add(Expr e) {
    exprs.push_back(std::move(e));
    return ExprId(exprs.size() - 1);
  }
};

}  // namespace bursar::syntax
