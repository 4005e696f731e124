// What is kept of a run, in one way of writing it that can be hashed (engine/proof/canonical.h): a leaf for each row, and
// one record with everything that determines the run: the tool, the rules, the inputs, the options, the root over the
// rows, the totals. No time, no path, no sentence: the same audit of the same files is the same record, byte for byte.
//
// The SHA-256 of the record is the id of the run.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/audit/audit.h"
#include "engine/proof/sha256.h"

namespace bursar::audit {

/// What computed the run.
struct Tool {
  std::string version;  ///< `0.1.0`
  std::string build;    ///< digest of the program, `sha256:…`
};

/// The record, and what it was made of.
struct RunRecord {
  Tool tool;
  award::PolicyId policy;  ///< id, version, digest, currency
  std::optional<num::Date> as_of;
  std::vector<Input> inputs;  ///< `file` without its folder
  std::vector<std::pair<std::string, std::string>> options;  ///< by name
  uint64_t rows = 0;
  proof::Digest root{};
  num::Exact control_total;
  std::string text;  ///< canonical JSON, schema `bursar.run/1`
  proof::Digest id{};
};

/// An audit as it is recorded. Refers to the audit, which has to stay as it is but for `run` and `root`.
///
/// A row is canonical JSON (schema `bursar.row/1`): payout, id, clause, paid, due, difference, outcome, codes of its leads,
/// causes, and a salt. A proof for one row holds hashes of its neighbours, and a row is easily guessed (its number, a known
/// firm, a round amount); so each has a salt that only the whole batch gives: SHA-256 over all rows, then over that and the
/// row's place.
class Recording {
 public:
  Recording(const Audit& audit, const Tool& tool);

  const Audit& audit() const { return audit_; }
  const RunRecord& record() const { return record_; }
  std::string row(size_t place) const;
  const std::vector<proof::Digest>& leaves() const { return leaves_; }  ///< of the rows, in order

 private:
  std::string write(const Row& row, std::string_view salt) const;

  const Audit& audit_;
  proof::Digest batch_;
  std::vector<proof::Digest> leaves_;
  RunRecord record_;
};

/// Nothing when the text is no record, or not in its canonical form.
std::optional<RunRecord> read_record(std::string_view text);

/// A row as it was recorded.
struct RecordedRow {
  std::string payout, id, clause;
  num::Exact paid;
  std::optional<num::Exact> due, difference;
  award::Outcome outcome = award::Outcome::Undetermined;
  std::vector<Code> leads;
  std::vector<Cause> causes;  ///< without their texts
};
std::optional<RecordedRow> read_row(std::string_view text);

}  // namespace bursar::audit
