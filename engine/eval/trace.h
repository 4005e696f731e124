// Why one record gets what it gets: what the explaining evaluator writes down. Ids and exact values only: whatever
// follows from the program (titles, citations, printed rules, types, units) or stands in the record is not in here.
// engine/describe makes an award of it.
//
// Tables that are emptied for the next record, never freed. What belongs together is a chain through its table, since
// clauses are evaluated when they are named, one inside another. Valid while the program and the record are.
#pragma once

#include <deque>
#include <optional>
#include <string_view>
#include <vector>

#include "engine/award/award.h"
#include "engine/lowered/module.h"
#include "engine/ops/value.h"

namespace bursar::eval {

using lowered::NodeId;
using ops::Value;

struct Trace {
  static constexpr uint32_t kNone = UINT32_MAX;
  using ItemFields = std::vector<facts::Value>;

  /// Entries of one table, in order.
  struct Chain {
    uint32_t first = kNone, last = kNone;
    bool empty() const { return first == kNone; }
  };
  /// Entries that stand side by side.
  struct Range {
    uint32_t first = 0, size = 0;
  };

  /// `figures`: the values of the kids of `node` where it opens an amount by a sum, a product, …; of a ladder, those of
  /// its rows. A figure whose node is a constant is left out of a ladder's.
  struct Step {
    award::Step::Kind kind;
    bool applied = true;
    num::Rounding mode = num::Rounding::HalfUp;
    int32_t chosen = -1;      ///< Start: the binding figure or row
    NodeId node;              ///< Start: what is opened; else the operand; absent for steps of the programme
    Value before, operand, after;
    Range figures;
    uint32_t next = kNone;
  };

  /// How much a failed comparison is short.
  struct ShortBy {
    uint32_t fact;
    bool lower;               ///< the fact would have to be lower
    num::Exact gap, target;   ///< in the measure that programs compute in; of a date: days, since 1970
  };

  struct Condition {
    enum class Kind : uint8_t {
      When, ExceptWhen, ReferWhen,  ///< the outcome of a condition that must not hold is that of what stands behind it
      Part,         ///< of a list of conditions, of `and`, `or`, `not`
      PolicyInForce, InForce,
      Steps,        ///< the row of a ladder that is next to be reached
      NoItem,       ///< a list that gave no line
      SetAside,     ///< another clause overrides
      Exclusive,    ///< another clause excludes
    };
    Kind kind;
    award::Met outcome = award::Met::Unknown;
    bool asked = true;        ///< evaluated already
    bool passed = false;      ///< in force: it is the last day that is not met; Steps: the row was reached before, too
    uint32_t row = 0;         ///< Steps: of the ladder; NoItem: an `Emptied`
    uint32_t rule = 0;        ///< Exclusive: the `syntax::Exclusive::Keep`
    uint32_t clause = kNone;  ///< SetAside, Exclusive: the other clause
    NodeId node;
    Value value;              ///< when open, what would settle it
    Value have, need;         ///< of comparisons; of yes/no questions what was given
    uint32_t short_by = kNone;
    Chain parts;
    uint32_t next = kNone;
  };

  /// Why no item of a list gave a line.
  enum class Emptied : uint8_t { For, Where, Take, OfThese };

  struct Let {
    uint32_t let;
    Value value;
  };

  struct Line {
    uint32_t clause;
    uint32_t position = 0;    ///< the item's place in the list, from 1; 0 for a line of the clause itself
    num::Exact amount;
    std::optional<Value> until;   ///< `defer`
    std::optional<Value> result;  ///< an amount that is not money
    const ItemFields* fields = nullptr;  ///< of an item of a record
    Value element;            ///< of a sequence
    Chain steps;
    Range lets;
    NodeId reason;            ///< the condition on the item that keeps the line at 0
    uint32_t next = kNone;
  };

  struct LeftOut {
    enum class By : uint8_t { Where, Take, UnbrokenBy, OfThese, OncePer };
    By by;
    uint32_t position;
    NodeId why;               ///< absent for `take`
    const ItemFields* fields = nullptr;
    Value element;
    uint32_t next = kNone;
  };

  /// A definition, a dated or cited parameter, or a `let` that took part.
  struct Intermediate {
    enum class Kind : uint8_t { Parameter, Definition, Let };
    Kind kind;
    uint32_t index;
    uint32_t dated = 0, column = 0;  ///< Parameter: which of its values
    Value value;
    uint32_t start = kNone;   ///< Definition: its step
    uint32_t next = kNone;
  };

  struct Fault {
    std::string_view kind;    ///< as award::Fault
    NodeId node;
    std::string_view words, words_second;  ///< the policy's own, of `require`
    uint32_t next = kNone;
  };

  struct Clause {
    bool reported = false;
    award::Outcome outcome = award::Outcome::Undetermined;
    std::optional<num::Exact> amount, lowest, highest, excluded_amount;
    uint32_t set_aside_by = kNone;
    Chain conditions, lines, left_out, intermediates, faults;
    ops::Deps missing;                    ///< in the order in which they were found missing
    std::vector<uint32_t> conflicts_with; ///< clauses, one a name
  };

  struct Assumption {
    uint32_t fact;
    Value value;
  };

  struct Payment {
    uint32_t instalment, part;
    Value share;
    std::optional<Value> on;
  };

  /// A field that an item leaves open. What depends on it names it by its index here, behind those of the facts.
  struct OpenField {
    uint32_t fact, position, record, field;
    bool operator==(const OpenField&) const = default;
  };

  std::optional<num::Date> as_of, decided_on;
  award::Outcome outcome = award::Outcome::Undetermined;
  std::optional<num::Exact> total, lowest, highest;
  std::vector<Clause> clauses;          ///< by clause of the module; those `reported` are the answer
  std::vector<Condition> conditions;
  std::vector<ShortBy> short_by;
  std::vector<Line> lines;
  std::vector<Step> steps;
  std::vector<Value> figures;
  std::vector<Let> lets;
  std::vector<LeftOut> left_out;
  std::vector<Intermediate> intermediates;
  std::vector<Fault> faults;
  std::vector<Assumption> assumptions;
  std::vector<Payment> payments;
  std::vector<OpenField> open_fields;
  std::deque<num::Period> periods;      ///< that values hold
  std::deque<std::vector<Value>> sequences;

  /// Empty, for a program with so many clauses.
  void clear(size_t clause_count);

  template <class Entry>
  static uint32_t append(std::vector<Entry>& table, Chain& chain, Entry entry) {
    const auto at = static_cast<uint32_t>(table.size());
    table.push_back(std::move(entry));
    link(table, chain, at);
    return at;
  }
  template <class Entry>
  static void link(std::vector<Entry>& table, Chain& chain, uint32_t at) {
    table[at].next = kNone;
    (chain.empty() ? chain.first : table[chain.last].next) = at;
    chain.last = at;
  }
};

/// The entries of a chain, for a loop that adds none.
template <class Table>
class Entries {
 public:
  struct Iterator {
    Table* table;
    uint32_t at;
    auto& operator*() const { return (*table)[at]; }
    Iterator& operator++() {
      at = (*table)[at].next;
      return *this;
    }
    bool operator!=(const Iterator& other) const { return at != other.at; }
  };
  Entries(Table& table, Trace::Chain chain) : table_(table), first_(chain.first) {}
  Iterator begin() const { return {&table_, first_}; }
  Iterator end() const { return {&table_, Trace::kNone}; }

 private:
  Table& table_;
  uint32_t first_;
};

}  // namespace bursar::eval
