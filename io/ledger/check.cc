// Whether a ledger says what it said when it was written.
#include <algorithm>
#include <map>
#include <set>

#include "io/ledger/entries.h"
#include "io/ledger/ledger.h"

namespace bursar::ledger {

using proof::Digest;
using proof::Json;
using What = Finding::Kind;

namespace {

/// The log that a run's entry names is that of the entries before it, and grew from the one before.
bool log_agrees(const Log& log, size_t index, const std::vector<Digest>& roots) {
  const Json& named = log.entries[index].content["log"];
  const auto root = proof::from_text(named["root"].text);
  const uint64_t size = named["size"].number, earlier = named["earlier"].number;
  if (!root || size != index || earlier > size || *root != roots[size]) return false;
  std::vector<Digest> path;
  for (const Json& item : named["proof"].items)
    if (!proof::from_hex(item.text, path.emplace_back())) return false;
  return proof::is_consistent(earlier, size, roots[earlier], *root, path);
}

void check_signatures(const Run& run, const Log& log, std::vector<Finding>& findings) {
  size_t at = 0;
  for (const Entry& entry : log.entries) {
    if (entry.kind != kSignatureKind || entry.content["run"].text != proof::to_text(run.record.id)) continue;
    const audit::Signed& own = run.signatures[at];
    if (entry.content["root"].text != proof::to_text(run.record.root))
      findings.push_back({What::SignatureOther, entry.seq, run.name, 0, {}});
    else if (!audit::is_good(own, run.record.id, run.record.root))
      findings.push_back({What::SignatureBad, entry.seq, run.name, 0, {}});
    const bool twice = std::any_of(run.signatures.begin(), run.signatures.begin() + static_cast<std::ptrdiff_t>(at),
                                   [&](const audit::Signed& other) { return audit::same_signer(own, other); });
    if (twice) findings.push_back({What::SignedTwice, entry.seq, run.name, 0, {}});
    ++at;
  }
}

}  // namespace

Digest hash_of(const Entry& entry) {
  std::string text;
  proof::CanonicalWriter(text).object().key("body").literal(entry.body).member("kind", entry.kind)
      .member("seq", entry.seq).end();
  return proof::chain_hash(entry.previous, text);
}

Digest log_leaf(const Digest& hash) {
  return proof::leaf_hash({reinterpret_cast<const char*>(hash.data()), hash.size()});
}

std::optional<Finding> first_bad(const Log& log) {
  Digest previous = proof::kChainStart;
  uint64_t seq = 0;
  for (const Entry& entry : log.entries) {
    if (entry.seq != ++seq) return Finding{What::EntryMissing, seq, {}, 0, {}};
    if (entry.previous != previous || entry.hash != hash_of(entry)) return Finding{What::EntryChanged, seq, {}, 0, {}};
    if (entry.kind != (seq == 1 ? kLedgerKind : entry.kind == kRunKind ? kRunKind : kSignatureKind))
      return Finding{What::EntryUnknown, seq, {}, 0, {}};
    previous = entry.hash;
  }
  return {};
}

bool Ledger::check_rows(const Run& run, std::vector<Finding>& findings, diag::Issues& issues) {
  proof::MerkleRoot root;
  bool named = false;  // the first bad row is
  const auto bad = [&](What what, uint64_t place, const std::string& payout) {
    if (!named) findings.push_back({what, run.entry, run.name, place, payout});
    named = true;
  };
  const bool read = each_row(run, [&](const StoredRow& row) {
    if (row.place != root.size() && !named) return bad(What::RowMissing, root.size() + 1, {});
    const auto said = audit::read_row(row.text);
    if (proof::leaf_hash(row.text) != row.leaf || !said || said->payout != row.payout)
      bad(What::RowChanged, row.place + 1, row.payout);
    root.add(row.leaf);
  }, issues);
  if (!read) return false;
  if (!named && root.size() < run.record.rows) bad(What::RowMissing, root.size() + 1, {});
  if (!named && (root.size() != run.record.rows || root.root() != run.record.root))
    findings.push_back({What::RowsChanged, run.entry, run.name, 0, {}});
  return true;
}

bool Ledger::check_awards(const Run& run, const Json& history, std::vector<Finding>& findings, diag::Issues& issues) {
  proof::MerkleRoot root;
  uint64_t bad = 0;
  const bool read = pages(kAwards, run.entry, [&](const StoredRow& award) {
    const auto said = proof::read_json(award.text);
    const bool good = award.place == root.size() && proof::leaf_hash(award.text) == award.leaf && said &&
                      (*said)["enterprise"].text == award.payout;
    if (!good && bad == 0) bad = root.size() + 1;
    root.add(award.leaf);
  }, issues);
  if (!read) return false;
  const bool whole = root.size() == history["count"].number && run.awards == root.size() &&
                     proof::to_text(root.root()) == history["root"].text;
  if (bad > 0 || !whole) findings.push_back({What::HistoryChanged, run.entry, run.name, bad, {}});
  return true;
}

bool Ledger::walk(const Log& log, std::string_view only, Checked& out, diag::Issues& issues) {
  if (!read_runs(log, out.runs, issues)) return false;
  out.entries = log.entries.size();
  proof::MerkleRoot grown;
  std::vector<Digest> roots{grown.root()};
  for (const Digest& leaf : log.leaves) {
    grown.add(leaf);
    roots.push_back(grown.root());
  }
  if (const auto bad = first_bad(log)) out.findings.push_back(*bad);

  std::map<uint64_t, const Run*> runs;
  for (const Run& run : out.runs) runs[run.entry] = &run;
  std::set<uint64_t> known;
  for (size_t i = 0; i < log.entries.size(); ++i) {
    const Entry& entry = log.entries[i];
    if (entry.kind != kRunKind) continue;
    known.insert(entry.seq);
    const std::string& name = entry.content["name"].text;
    if (!log_agrees(log, i, roots)) out.findings.push_back({What::LogChanged, entry.seq, name, 0, {}});
    const auto found = runs.find(entry.seq);
    if (found == runs.end() || found->second->name != name) {
      out.findings.push_back({What::RunMissing, entry.seq, name, 0, {}});
      continue;
    }
    const Run& run = *found->second;
    if (!only.empty() && run.name != only) continue;
    if (proof::to_text(run.record.id) != entry.content["id"].text) {
      out.findings.push_back({What::RecordChanged, entry.seq, name, 0, {}});
      continue;
    }
    if (!check_rows(run, out.findings, issues) || !check_awards(run, entry.content["history"], out.findings, issues))
      return false;
    check_signatures(run, log, out.findings);
  }
  for (const Run& run : out.runs)
    if (!known.contains(run.entry)) out.findings.push_back({What::RunMissing, run.entry, run.name, 0, {}});
  for (const char* table : {"SELECT DISTINCT run FROM payout", "SELECT DISTINCT run FROM award"}) {
    const bool good = database_->query(table, {}, [&](const Values& row) {
      const auto entry = static_cast<uint64_t>(row[0].number);
      if (!runs.contains(entry)) out.findings.push_back({What::RunMissing, entry, {}, 0, {}});
      return true;
    });
    if (!good) return fail(issues);
  }
  std::stable_sort(out.findings.begin(), out.findings.end(),
                   [](const Finding& a, const Finding& b) { return a.entry < b.entry; });
  out.log_roots.assign(roots.begin() + 1, roots.end());
  return true;
}

std::optional<Checked> Ledger::check(std::string_view run, diag::Issues& issues) {
  Log log;
  Checked out;
  if (!database_->begin_reading()) return fail(issues), std::nullopt;
  if (!read_log(log, issues) || !walk(log, run, out, issues)) return {};
  database_->rollback();
  return out;
}

}  // namespace bursar::ledger
