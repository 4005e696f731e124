// From a payout and what the policy gives to leads: which code, why, and the sums of the batch.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/audit/audit.h"

namespace bursar::audit {

/// What the policy gives for one payout's clause, under the facts of its enterprise.
struct Judgement {
  enum class Basis : uint8_t {
    Evaluated,
    NoProfile,      ///< no facts are there for this enterprise
    NoSuchClause,   ///< the policy has no clause, or no line, of this name
    FactsRefused,   ///< the enterprise's facts could not be read
  };
  Basis basis = Basis::Evaluated;
  award::Outcome outcome = award::Outcome::Undetermined;
  std::optional<num::Exact> due;
  std::vector<std::string> missing;       ///< facts that would decide it
  std::vector<award::Text> not_met;       ///< conditions that fail, in the policy's words
  std::vector<Cause> causes;              ///< single changes of the rules that give what was paid
};

struct Tolerance {
  num::Exact amount;  ///< differences up to this are A6
};

/// Adds the causes of a row to the audit's list, each once, and their places to the row.
void note_causes(Audit& audit, Row& row, const std::vector<Cause>& causes);

/// Sets outcome, due, difference and the lead A1, A3, A4, A5, A6, A8 or A9 of a row that is no duplicate.
void judge(Audit& audit, Row& row, const Judgement& judgement, const Tolerance& tolerance);

award::Shown shown_money(const num::Exact& amount, const std::string& currency);
award::Shown shown_count(int64_t count);

/// The row is paid a second time: nothing is due, whatever it came to alone. `original` is the payout it repeats; `how`: `same_code`, `near_code`,
/// `same_project`.
void mark_duplicate(Row& row, const std::string& how, const Payout& original);

/// Sums, causes by rows, shared residues (and B5), in place; leads of each row by code.
void summarise(Audit& audit);

}  // namespace bursar::audit
