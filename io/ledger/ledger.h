// The ledger: what was audited, by which rules, with which result, who signed it, and what was booked as awarded. It is
// only added to.
//
// Its entries are a chain (engine/proof/chain.h). An entry is the canonical JSON of {body, kind, seq}; its hash covers the
// hash of the entry before it. Kinds and their bodies:
//
//   ledger     {schema}: the first entry
//   run        {history {count, root}, id, log {earlier, proof, root, size}, name}: the id is the SHA-256 of the run record
//              (engine/audit/run_record.h), which holds the root over the rows; history is what the run booked as awarded,
//              each a leaf; log is the Merkle tree of the hashes of all entries before this one, with a proof that it holds
//              all of the log of the run before
//   signature  {key, root, run, signature, signer}: over the canonical JSON of {key, root, run, schema, signer}
//
// A time is kept beside an entry, as are the paths of files; neither is hashed.
//
// Faults become issues (kinds Ledger…), which name the ledger; nothing is changed then.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/audit/run_record.h"
#include "engine/audit/signing.h"
#include "engine/diag/issue.h"
#include "engine/proof/merkle.h"
#include "engine/source/source.h"
#include "io/ledger/database.h"

namespace bursar::proof {
struct Json;
}

namespace bursar::ledger {

struct Log;

/// One award as it was given: what cumulative limits, first-time conditions and ordinals of later decisions read. Fields
/// as those of the list `earlier_awards`.
struct HistoryEntry {
  std::string enterprise, policy, clause;
  num::Date date;
  num::Exact amount;
  std::string currency;
  std::string item;                                       ///< which item of a list, where that matters
  std::vector<std::pair<std::string, std::string>> keys;  ///< of limits: name and value
};

/// What is kept beside an entry: `at`, a time; `policy` and `input:N`, paths, N the place among the run's inputs.
using Beside = std::vector<std::pair<std::string, std::string>>;

struct Appended {
  std::string name;      ///< `2026-R1`: the year of the deciding date and the number of the run in it; without one `R1`
  bool already = false;  ///< the same run stood in the ledger already; nothing was added
  std::string history_of;   ///< the run that had booked the history of these payouts before; empty: booked now
  std::string other_rules;  ///< the latest run of this policy whose rules had another digest; empty: none
};

/// A run as it stands in the ledger.
struct Run {
  uint64_t entry = 0;
  std::string name;
  audit::RunRecord record;
  uint64_t awards = 0;  ///< how much history it booked
  std::vector<audit::Signed> signatures;  ///< as they stand; `check` says whether they are good
  Beside beside;
};

/// A row of a run, or an award that it booked: what is kept as a leaf.
struct StoredRow {
  uint64_t place = 0;  ///< from 0
  std::string payout;  ///< of an award: its enterprise
  std::string text;
  proof::Digest leaf{};
};

/// What is wrong with a ledger.
struct Finding {
  enum class Kind : uint8_t {
    EntryChanged,   ///< its hash is not that of what it says and of what stands before
    EntryMissing,   ///< the next number is another
    EntryUnknown,   ///< no kind of entry that this program knows
    LogChanged,     ///< the log that a run names is not that of the entries before it
    RunMissing,     ///< an entry without its run, or a run without its entry
    RecordChanged,  ///< the record is not the one with this id
    RowChanged,     ///< a row is not the one with this leaf
    RowMissing,
    RowsChanged,    ///< the rows are others than the record's root stands for
    HistoryChanged,
    SignatureBad,   ///< not by this key over this statement
    SignatureOther, ///< of another root than the run's
    SignedTwice,    ///< two signatures with one key or one name
  };
  Kind kind;
  uint64_t entry = 0;
  std::string run;     ///< its name
  uint64_t place = 0;  ///< of a row, from 1
  std::string payout;  ///< of a row
};

struct Checked {
  std::vector<Finding> findings;  ///< in the order of the entries; of a broken chain and of a run's rows the first
  uint64_t entries = 0;
  std::vector<proof::Digest> log_roots;  ///< of the first 1, 2, … entries; the last is that of the ledger
  std::vector<Run> runs;
};

enum class Mode : uint8_t {
  Read,
  Add,     ///< the ledger has to be there and to be writable
  Create,  ///< made if there is none
};

class Ledger {
 public:
  /// A file, or `postgresql://…`. Null with an issue. The ledger's name is added to `files`; issues point at it.
  static std::unique_ptr<Ledger> open(const std::string& where, Mode mode, source::Files& files, diag::Issues& issues);

  /// What identifies a set of payouts, whatever rules they are audited by: the digests of the inputs of that role.
  static std::string batch_of(const audit::Audit& audit);

  /// Books a run, its rows and the awards in one transaction: all or nothing. The same run again adds nothing; the same
  /// payouts by other rules are another run, but their awards are not booked again.
  std::optional<Appended> append(const audit::Recording& run, const std::vector<HistoryEntry>& awards,
                                 const Beside& beside, diag::Issues& issues);

  /// In the order of the ledger.
  std::optional<std::vector<Run>> runs(diag::Issues& issues);
  /// By name or by id (`sha256:…`, or its digits, or their beginning). LedgerNoRun when there is none or no single one.
  std::optional<Run> run(std::string_view name, diag::Issues& issues);
  /// Rows of a run with this number of a payout; `#12`, where no payout is called so, is the twelfth row.
  std::optional<std::vector<StoredRow>> rows(const Run& run, std::string_view payout, diag::Issues& issues);
  /// Every row in order.
  bool each_row(const Run& run, const std::function<void(const StoredRow&)>& row, diag::Issues& issues);

  /// What was awarded before, in the order booked. `except` is a batch whose own awards do not count: payouts that are
  /// audited again would else be their own history.
  std::optional<std::vector<HistoryEntry>> history(std::string_view enterprise, std::string_view except,
                                                   diag::Issues& issues);
  /// The same of every enterprise.
  bool each_award(std::string_view except, const std::function<void(const HistoryEntry&)>& award, diag::Issues& issues);
  /// Identifies what `each_award` gives: part of the inputs of a run that reads it.
  std::optional<proof::Digest> history_root(std::string_view except, diag::Issues& issues);

  /// Signs the run's id and root. SignedAlready when the name or the key has signed before; the run is checked first.
  std::optional<Run> sign(const Run& run, std::string_view signer, const proof::SigningKey& key, const Beside& beside,
                          diag::Issues& issues);

  /// Walks the chain, and all that hangs on it: of one run, where it is named.
  std::optional<Checked> check(std::string_view run, diag::Issues& issues);

 private:
  Ledger(std::unique_ptr<Database> database, std::string name, uint32_t file);

  bool fail(diag::Issues& issues) const;
  bool fail(diag::Issues& issues, diag::Kind kind, std::vector<diag::Arg> args) const;
  bool begin_adding(Log& log, diag::Issues& issues);
  bool read_log(Log& log, diag::Issues& issues);
  bool add_entry(Log& log, std::string_view kind, std::string body, const Beside& beside, diag::Issues& issues);
  bool read_runs(const Log& log, std::vector<Run>& runs, diag::Issues& issues);
  bool pages(const char* sql, uint64_t run, const std::function<void(const StoredRow&)>& row, diag::Issues& issues);
  bool booked(std::string_view except, const std::function<void(const StoredRow&)>& award, diag::Issues& issues);
  bool walk(const Log& log, std::string_view only, Checked& out, diag::Issues& issues);
  bool check_rows(const Run& run, std::vector<Finding>& findings, diag::Issues& issues);
  bool check_awards(const Run& run, const proof::Json& history, std::vector<Finding>& findings, diag::Issues& issues);

  std::unique_ptr<Database> database_;
  std::string name_;
  uint32_t file_;
};

}  // namespace bursar::ledger
