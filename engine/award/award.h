// What one profile gets under one policy, with the reasons: the primary result of an evaluation.
// Ids, exact values and copies of what was written; no sentence of any language. io/report turns it into
// text and documents (schema `bursar.award/1`).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/num/date.h"
#include "engine/num/exact.h"
#include "engine/num/rounding.h"

namespace bursar::award {

/// Of a clause, and of the policy: fault if a clause is faulty, else conflict, else undetermined if a
/// clause is, else eligible if a clause is, else ineligible.
enum class Outcome : uint8_t { Eligible, Ineligible, Undetermined, Conflict, Fault };
inline constexpr std::string_view kOutcomes[] = {"eligible", "ineligible", "undetermined", "conflict", "fault"};
/// Its key in documents.
constexpr std::string_view name(Outcome outcome) { return kOutcomes[static_cast<size_t>(outcome)]; }

/// A text in one or two languages; `zh` or `en` may be empty.
struct Text {
  std::string en;
  std::string zh;
  bool empty() const { return en.empty() && zh.empty(); }
};

struct Citation {
  std::string source;                 ///< id of the source
  std::vector<std::string> articles;  ///< canonical: `5(1)(ii)` for art. 5(1)(ii) and 第五条第一款第（二）项; else as quoted
  std::vector<std::string> written;   ///< as the policy writes them
};

/// What kind of thing a value is, for showing it.
enum class Unit : uint8_t {
  None, YesNo, Number, Count, Percent, Money, Date, Year, Month, Text, Days, List,
  Time, Moment, Period,  ///< minutes of the day; minutes since 1970; `text` is `A to B`
};

/// A value as it takes part in an explanation.
struct Shown {
  enum class State : uint8_t { Known, Unknown, DoesNotApply };
  State state = State::Unknown;
  Unit unit = Unit::None;
  num::Exact number;      ///< number, money (in whole currency units), percent (as ratio), year; yes is 1, no is 0
  num::Date date;
  std::string text;       ///< text and one-of values
  std::string text_zh;    ///< of a one-of value that has a second name
  std::string currency;   ///< money
  Text measure;           ///< number and money: the unit that `number` is in: `m²`, `minutes`, `/m²/month`
};

/// One change of a running amount, in written order.
struct Step {
  enum class Kind : uint8_t {
    Start,        ///< the amount as opened; `formula` says how
    Plus, Less, MultipliedBy, DividedBy, RaisedBy, LoweredBy,
    Cap,          ///< `operand` is the cap; `applied` tells whether it cut
    Floor,        ///< `operand` is the floor; `applied` tells whether it lifted
    Round,        ///< mode, operand = the multiple
    TotalCut,     ///< a cut of the clause's total, taken from this line
    CumulativeCap,  ///< `operand` less what was given before
    Limit,        ///< a cut by a limit of the programme; `operand` is the limit
    Budget,       ///< a share of a budget; `operand` is the budget, `factor` the share of the claim
    Reclaimed,    ///< the amount is claimed back: its sign turns
  };
  Kind kind = Kind::Start;
  bool applied = true;
  num::Rounding mode = num::Rounding::HalfUp;
  Shown before;
  Shown operand;
  Shown after;
  Text formula;                ///< the expression as the policy writes it, printed in either language
  std::vector<Shown> figures;  ///< Start: the values of its parts, in written order (`30%`, `80,000,000.00`)
  std::string figures_op;      ///< Start: `of`, `+`, `-`, `*`, `/`, `lower of`, `higher of`, `step`, `decided`, or empty; for `step` the figures are the values of all rows
  std::vector<Text> bounds;    ///< a ladder: the comparison of each row, `more than 500 million yuan`
  int chosen = -1;             ///< Start, lower/higher of and ladders: index of the binding figure or row (0-based)
};

/// One payable line: a clause's award, or one item of its list.
struct Line {
  std::string id;       ///< `rd_support`, `launch_subsidy/2` (2: the item's place in the profile's list)
  std::string clause;
  Text title;
  std::vector<Citation> cites;
  std::string verb;     ///< `award`, `subsidise`, `exempt`, `reduce`, `charge`, …
  bool counts_in_total = true;
  num::Exact amount;
  std::string currency;
  std::optional<Shown> result;  ///< of `due` and `answer`: a date, a value of any kind; `defer`: until when
  std::vector<Step> steps;
  std::vector<std::pair<Text, Shown>> item;  ///< the list item's fields with titles, as given
  std::string reason;   ///< a line kept at 0 by a `when` behind `for each`: id of that condition; else empty
};

/// A deadline or an answer: its line has a value of any kind, `result`, and no amount.
inline bool is_result(std::string_view verb) { return verb == "due" || verb == "answer"; }

enum class Met : uint8_t { Met, NotMet, Unknown };

struct ShortBy {
  std::string fact;    ///< the fact whose change closes the gap, everything else staying
  Text fact_title;
  Shown amount;        ///< how much is missing (always positive), in the fact's own unit
  bool lower = false;  ///< the fact would have to be lower, not higher
  Shown target;        ///< the value to reach
};

/// One condition, with its sub-conditions when it is a list or `and`/`or`.
struct Condition {
  std::string id;      ///< `1`, `2.a`: the labels as numbers in their series; `steps` for a ladder, `for` for a list
  Text text;           ///< the condition as the policy writes it, in either language
  Text title;          ///< its own title or the title of the fact it asks for; may be empty
  std::vector<Citation> cites;
  Met outcome = Met::Unknown;
  std::string op;      ///< comparisons: `is`, `is not`, `at least`, `more than`, `less than`, `at most`; groups: `all of`, `any of`, `none of`, `at least 2 of`, `and`, `or`, `not`; else empty
  bool dates = false;  ///< a comparison of dates
  Shown need;
  Shown have;
  std::optional<ShortBy> short_by;
  std::vector<std::string> missing;   ///< facts that would settle it
  std::vector<Condition> parts;
};

/// One item of a list that got no line, with what left it out.
struct LeftOut {
  std::string item;      ///< `launch_subsidy/4`
  std::string by;        ///< `where`, `take`, `of these`, `once per`
  Text text;             ///< that line as the policy writes it
  std::vector<std::pair<Text, Shown>> fields;
};

/// A named intermediate (`define`, `let`, a dated or cited `parameter`) that took part, with its value.
struct Intermediate {
  std::string name;      ///< `own_premium`, `clause.x` for a let
  Text title;
  Shown value;
  std::optional<num::Date> from;  ///< a parameter's value: its first day
  std::vector<Citation> cites;    ///< a parameter's value: where it stands
  std::vector<Step> steps;
};

struct Assumption {
  std::string fact;
  Shown value;
  Text because;
};

struct ClauseResult {
  std::string id;
  Text name;                          ///< the clause's names in both languages
  Text title;
  std::vector<Citation> cites;
  std::string quote;
  std::string verb;
  Outcome outcome = Outcome::Undetermined;
  std::vector<Condition> conditions;  ///< top level, in written order
  std::optional<num::Exact> amount;   ///< sum of its lines when the outcome is eligible (or 0 when ineligible)
  std::optional<num::Exact> lowest, highest;  ///< bounds when undetermined; absent bound is unlimited
  std::string currency;
  std::vector<std::string> missing;   ///< facts that would settle it
  std::vector<LeftOut> left_out;
  std::vector<Intermediate> intermediates;
  std::string set_aside_by;           ///< the clause that overrides or excludes this one
  std::optional<num::Exact> excluded_amount;  ///< what it came to before another excluded it
  std::vector<std::string> conflicts_with;
};

/// One payment of an award by instalments.
struct Payment {
  std::string clause;
  Shown share;
  num::Exact amount;
  Text event;                         ///< `on "approval"`
  std::optional<Shown> on;            ///< a date instead
};

struct Missing {
  std::string fact;  ///< a fact, or a field of an item: `launches[2].orbit`
  Text title;
  Unit unit = Unit::None;
  std::vector<std::string> needed_by;  ///< clause ids
};

/// What went wrong in this record's figures: division by zero, an absurd size, a required condition that is false.
struct Fault {
  std::string kind;      ///< `division_by_zero`, `too_large`, `required`, `above_limit`, `no_value_on_date`, `date_out_of_range`, `data`
  std::string clause;    ///< empty for faults of the data
  Text text;             ///< the expression, or the policy's own words (`require … else "…"`)
  std::string file;      ///< where the expression stands
  uint32_t line = 0, column = 0;
  std::vector<std::pair<std::string, Shown>> values;  ///< the facts in it
};

struct PolicyId {
  std::string id;
  Text name;
  Text title;
  std::string version;
  std::string digest;    ///< `sha256:…` of the checked program
  std::string currency;
};

struct Award {
  PolicyId policy;
  std::optional<num::Date> as_of;
  std::optional<num::Date> decided_on;  ///< the deciding date, where the policy says which (`decided by`)
  std::string subject_id;
  std::string subject_name;
  Outcome outcome = Outcome::Undetermined;
  std::optional<num::Exact> total;     ///< absent unless eligible or ineligible
  std::optional<num::Exact> lowest, highest;  ///< bounds of the total when undetermined
  std::vector<Line> lines;
  std::vector<ClauseResult> clauses;
  std::vector<Missing> missing;
  std::vector<Fault> faults;
  std::vector<Assumption> assumptions;
  std::vector<Payment> payments;
};

}  // namespace bursar::award
