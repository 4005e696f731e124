// A batch of payouts held against what the policy gives: the result of an audit. Ids, exact values and copies of what
// was written; no sentence of any language. io/report turns it into text, documents (schema `bursar.audit/1`), tables
// and pages.
//
// A lead is a place to look, never a verdict: whether somebody meant it, and what follows, people decide.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "engine/award/award.h"
#include "engine/num/date.h"
#include "engine/num/exact.h"

namespace bursar::audit {

/// Leads by their place in the taxonomy. A: the payout itself is improper or cannot be decided; B: something about it
/// is unusual; C: the files do not agree with each other or with the fund.
enum class Code : uint8_t {
  A1,  ///< not eligible
  A2,  ///< duplicate: the same enterprise and clause, or the same project, is paid twice
  A3,  ///< above the standard
  A4,  ///< outside the scope: a cost, a period, a region that does not count
  A5,  ///< underpaid, or entitled and not paid
  A6,  ///< a difference within the tolerance
  A7,  ///< late
  A8,  ///< undecided: a fact is missing
  A9,  ///< a version of the rules, or a clause, that was not in force
  B1,  ///< the enterprise's code fails its check
  B2,  ///< the amount in capitals is another
  B3,  ///< payees share an account, a legal person or an address
  B4,  ///< figures bunch just above a threshold
  B5,  ///< several rows are off by the same
  C1,  ///< approved, paid and received do not agree
  C2,  ///< over the fund
  C3,  ///< no second approval
};
inline constexpr size_t kCodes = 17;
std::string_view name(Code code);  ///< `A1`

/// One payout as the file states it. Amounts are in the policy's currency, whole units.
struct Payout {
  std::string payout;   ///< its own number; `#12`, by its place, where the file gives none
  std::string id;       ///< the enterprise
  std::string clause;   ///< as written
  num::Exact paid;
  std::optional<num::Date> approved_on, paid_on;
  std::string capitals, account, legal_person, project;
  std::string approved_by, reviewed_by;
  uint32_t line = 0;    ///< in its file, 1-based
  uint64_t ordinal = 0; ///< 1-based among the rows of its file, refused ones counted
};

/// Why a lead was made: an id of the catalogue with what goes into its sentence.
struct Reason {
  std::string id;                           ///< `not_eligible`, `duplicate_of`, `cause`, …
  std::vector<award::Shown> values;         ///< amounts, dates, counts
  std::vector<std::string> names;           ///< of payouts, clauses, conditions, facts
  award::Text text;                         ///< words of the policy: a condition, a cap
};

struct Lead {
  Code code;
  Reason reason;
};

/// One single change of the rules that gives exactly what was paid.
struct Cause {
  std::string kind;    ///< `cap_dropped`, `floor_dropped`, `top_rate_on_whole_base`, `condition_ignored`, `rounding`, `earlier_version`, …
  std::string clause;
  std::string detail;  ///< what of the clause: the condition's id, the step's number, a version, a mode
  award::Text text;    ///< the words of the policy that were changed or ignored
  bool operator==(const Cause& other) const {
    return kind == other.kind && clause == other.clause && detail == other.detail;
  }
};

struct Row {
  Payout payout;
  award::Outcome outcome = award::Outcome::Undetermined;  ///< of its clause
  std::optional<num::Exact> due;         ///< absent where it is not decided
  std::optional<num::Exact> difference;  ///< paid less due
  std::vector<Lead> leads;               ///< by code
  std::vector<uint32_t> causes;          ///< into Audit::causes; all that fit
  bool has(Code code) const {
    for (const Lead& lead : leads)
      if (lead.code == code) return true;
    return false;
  }
};

/// A row of an input that could not be read: nothing of it is in the figures.
struct Refused {
  std::string file;
  uint32_t line = 0;
  std::string record;
  std::string field;
  std::string issue;   ///< code of the issue: `E0500`
  award::Text message;
};

/// One input as it was read.
struct Input {
  std::string role;     ///< `payouts`, `profiles`, `approved`, `bank`, `fund`, `reviews`
  std::string file;     ///< as named
  std::string sha256;   ///< of its bytes, hexadecimal
  uint64_t bytes = 0;
  std::string encoding; ///< `UTF-8`, `GB18030`
  uint64_t rows = 0;    ///< read, refused ones not counted
};

/// Rows of one kind: their number and sums. Over and under are never netted.
struct Sum {
  uint64_t rows = 0;
  num::Exact paid, due, over, under;  ///< `due` of the decided rows alone
};

/// Rows that one cause explains, or a residue that several share.
struct CauseSum {
  uint32_t cause = 0;
  uint64_t rows = 0, also = 0;  ///< `also`: rows of these that other causes explain as well
  num::Exact difference;
};
struct Residue {
  num::Exact difference;
  uint64_t rows = 0;
};

/// Two sums that must be equal, with what stands on either side only.
struct Reconciliation {
  std::string left, right;              ///< roles of inputs
  num::Exact left_total, right_total;
  uint64_t missing = 0, extra = 0, different = 0;
};

/// How the figures of one fact stand around a threshold of a clause, whether that made a lead or not.
struct Bunching {
  std::string fact;
  award::Text title;
  award::Shown threshold, width;        ///< counted are [threshold - width, threshold) and [threshold, threshold + width)
  uint64_t below = 0, above = 0;
};

/// What was not looked at, and why.
struct NotChecked {
  std::string id;                       ///< `late`, `bank`, `approved`, `facts`, …
  std::vector<std::string> names;       ///< what would be needed
};

struct Audit {
  award::PolicyId policy;
  std::optional<num::Date> as_of;
  std::vector<Input> inputs;
  std::vector<std::pair<std::string, std::string>> options;  ///< that change results, by name
  std::vector<Row> rows;                ///< as listed
  std::vector<Refused> refused;
  std::vector<Cause> causes;
  std::vector<CauseSum> cause_sums;     ///< by falling number of rows
  std::vector<Residue> residues;        ///< shared by two rows or more, of those without a cause
  std::vector<Lead> of_the_batch;       ///< leads that belong to no single row
  std::vector<Reconciliation> reconciliations;
  std::vector<Bunching> bunching;       ///< thresholds with the most uneven counts first
  Sum batch, matched, undecided;
  std::vector<std::pair<Code, Sum>> sums;  ///< of rows by the first of their A codes; every A code, in order
  uint64_t leads = 0;                   ///< rows with any lead
  num::Exact control_total;             ///< of everything that was paid, refused rows not counted
  std::vector<NotChecked> not_checked;
  std::string run;                      ///< id of the run: SHA-256 of the run record
  std::string root;                     ///< Merkle root of the rows
};

}  // namespace bursar::audit
