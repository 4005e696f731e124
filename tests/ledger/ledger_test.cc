// A ledger in a file: what is booked, once, and what of it is found when somebody edits the file.
#include "io/ledger/ledger.h"

#include <sqlite3.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>

#include "tests/ledger/sample_audit.h"

using namespace bursar;
using ledger::Finding;
using ledger::Ledger;
using ledger::Mode;

namespace {

struct Folder {
  Folder() {
    std::string name = (std::filesystem::temp_directory_path() / "ledger-XXXXXX").string();
    path = mkdtemp(name.data());
  }
  ~Folder() { std::filesystem::remove_all(path); }
  std::string operator/(const std::string& name) const { return (path / name).string(); }
  std::filesystem::path path;
};

struct Opened {
  source::Files files;
  diag::Issues issues;
  std::unique_ptr<Ledger> ledger;
  explicit Opened(const std::string& path, Mode mode = Mode::Create) {
    ledger = Ledger::open(path, mode, files, issues);
  }
  std::optional<diag::Kind> issue() const {
    return issues.empty() ? std::nullopt : std::optional(issues.back().kind);
  }
};

std::optional<ledger::Appended> append(Opened& to, const audit::Audit& audit) {
  const audit::Recording run(audit, kSampleTool);
  return to.ledger->append(run, sample_awards(audit), {{"at", "2026-04-01T00:00:00Z"}}, to.issues);
}

/// What somebody does who edits the file: without triggers, as they can be dropped.
void edit(const std::string& path, const std::string& sql) {
  sqlite3* db = nullptr;
  REQUIRE(sqlite3_open(path.c_str(), &db) == SQLITE_OK);
  for (const char* table : {"entry", "run", "payout", "award", "beside"})
    for (const char* what : {"_no_update", "_no_delete"})
      REQUIRE(sqlite3_exec(db, ("DROP TRIGGER IF EXISTS " + std::string(table) + what).c_str(), nullptr, nullptr, nullptr) == SQLITE_OK);
  char* error = nullptr;
  sqlite3_exec(db, sql.c_str(), nullptr, nullptr, &error);
  INFO((error ? error : ""));
  REQUIRE(error == nullptr);
  REQUIRE(sqlite3_changes(db) > 0);
  sqlite3_close(db);
}

std::vector<Finding> findings(const std::string& path) {
  Opened opened(path, Mode::Read);
  REQUIRE(opened.ledger);
  const auto checked = opened.ledger->check("", opened.issues);
  REQUIRE(checked);
  return checked->findings;
}

}  // namespace

TEST_CASE("a run is booked once, with a name of its year", "[ledger]") {
  const Folder folder;
  Opened opened(folder / "runs.db");
  REQUIRE(opened.ledger);
  const auto first = append(opened, sample_audit(30, 1));
  REQUIRE(first);
  CHECK(first->name == "2026-R1");
  CHECK_FALSE(first->already);
  const auto again = append(opened, sample_audit(30, 1));
  REQUIRE(again);
  CHECK(again->already);
  CHECK(again->name == "2026-R1");
  CHECK(append(opened, sample_audit(30, 2))->name == "2026-R2");
  CHECK(append(opened, sample_audit(30, 3, "2025-12-31"))->name == "2025-R1");
  CHECK(append(opened, sample_audit(30, 4, "none"))->name == "R1");

  const auto runs = opened.ledger->runs(opened.issues);
  REQUIRE(runs);
  REQUIRE(runs->size() == 4);
  CHECK((*runs)[0].record.rows == 30);
  CHECK((*runs)[0].beside[0].second == "2026-04-01T00:00:00Z");
  CHECK(findings(folder / "runs.db").empty());

  const auto run = opened.ledger->run("2026-R2", opened.issues);
  REQUIRE(run);
  const std::string id = proof::to_text(run->record.id);
  CHECK(opened.ledger->run(id, opened.issues)->name == "2026-R2");
  CHECK(opened.ledger->run(id.substr(7, 12), opened.issues)->name == "2026-R2");
  CHECK_FALSE(opened.ledger->run("2026-R9", opened.issues));
  CHECK(opened.issue() == diag::Kind::LedgerNoRun);

  const auto rows = opened.ledger->rows(*run, "V00004", opened.issues);
  REQUIRE(rows);
  REQUIRE(rows->size() == 1);
  CHECK((*rows)[0].place == 3);
  CHECK(audit::read_row((*rows)[0].text)->causes.size() == 1);
  CHECK(opened.ledger->rows(*run, "#30", opened.issues)->size() == 1);
  CHECK(opened.ledger->rows(*run, "#31", opened.issues)->empty());
  size_t count = 0;
  CHECK(opened.ledger->each_row(*run, [&](const ledger::StoredRow& row) { CHECK(row.place == count++); }, opened.issues));
  CHECK(count == 30);
}

TEST_CASE("the awards of the same payouts are history once", "[ledger]") {
  const Folder folder;
  Opened opened(folder / "runs.db");
  const audit::Audit audit = sample_audit(10, 1);
  REQUIRE(append(opened, audit));
  audit::Audit other = audit;
  other.policy.digest = "sha256:other";
  const auto second = append(opened, other);
  REQUIRE(second);
  CHECK(second->name == "2026-R2");
  CHECK(second->history_of == "2026-R1");
  CHECK(second->other_rules == "2026-R1");
  const auto history = opened.ledger->history(audit.rows[4].payout.id, "", opened.issues);
  REQUIRE(history);
  REQUIRE(history->size() == 1);
  CHECK((*history)[0].amount == audit.rows[4].payout.paid);
  CHECK((*history)[0].date == *audit.as_of);
  CHECK((*history)[0].item == "V00005");
  CHECK((*history)[0].keys[0].second == "g-1");
  // What is audited is not its own history.
  CHECK(opened.ledger->history(audit.rows[4].payout.id, Ledger::batch_of(audit), opened.issues)->empty());
  size_t all = 0;
  CHECK(opened.ledger->each_award("", [&](const ledger::HistoryEntry&) { ++all; }, opened.issues));
  CHECK(all == 10);
  const auto root = opened.ledger->history_root("", opened.issues);
  REQUIRE(root);
  CHECK(*root != *opened.ledger->history_root(Ledger::batch_of(audit), opened.issues));
  REQUIRE(append(opened, sample_audit(10, 2)));
  CHECK(opened.ledger->history_root(Ledger::batch_of(sample_audit(10, 2)), opened.issues) == root);
}

TEST_CASE("two different people sign", "[ledger]") {
  const Folder folder;
  Opened opened(folder / "runs.db");
  REQUIRE(append(opened, sample_audit(10, 1)));
  const auto run = opened.ledger->run("2026-R1", opened.issues);
  const proof::SigningKey one({1}), two({2});
  const auto first = opened.ledger->sign(*run, "zhang.wei", one, {}, opened.issues);
  REQUIRE(first);
  CHECK(first->signatures.size() == 1);
  CHECK_FALSE(opened.ledger->sign(*run, "li.na", one, {}, opened.issues));
  CHECK(opened.issue() == diag::Kind::SignedAlready);
  CHECK_FALSE(opened.ledger->sign(*run, "ZHANG.WEI", two, {}, opened.issues));
  CHECK(opened.ledger->sign(*run, "li.na", two, {}, opened.issues)->signatures.size() == 2);
  CHECK(opened.ledger->run("2026-R1", opened.issues)->signatures.size() == 2);
  CHECK(findings(folder / "runs.db").empty());
}

TEST_CASE("what was edited is found, and nothing is added to it", "[ledger]") {
  const Folder folder;
  const std::string original = folder / "runs.db", copy = folder / "copy.db";
  {
    Opened opened(original);
    REQUIRE(append(opened, sample_audit(25, 1)));
    REQUIRE(append(opened, sample_audit(25, 2)));
    const auto run = opened.ledger->run("2026-R1", opened.issues);
    REQUIRE(opened.ledger->sign(*run, "zhang.wei", proof::SigningKey({1}), {}, opened.issues));
  }
  struct Edit {
    const char* sql;
    Finding::Kind kind;
    uint64_t entry, place;
  };
  using K = Finding::Kind;
  const Edit edits[] = {
      {"UPDATE payout SET body = replace(body, '\"paid\":\"', '\"paid\":\"1') WHERE run = 3 AND place = 7", K::RowChanged, 3, 8},
      {"UPDATE payout SET payout = 'V1' WHERE run = 2 AND place = 0", K::RowChanged, 2, 1},
      {"UPDATE payout SET leaf = zeroblob(32) WHERE run = 2 AND place = 24", K::RowChanged, 2, 25},
      {"DELETE FROM payout WHERE run = 2 AND place = 24", K::RowMissing, 2, 25},
      {"DELETE FROM payout WHERE run = 2 AND place = 3", K::RowMissing, 2, 4},
      {"UPDATE payout SET place = 99 WHERE run = 3 AND place = 24", K::RowMissing, 3, 25},
      {"UPDATE run SET record = replace(record, '\"rows\":25', '\"rows\":26') WHERE entry = 2", K::RecordChanged, 2, 0},
      {"UPDATE run SET name = '2026-R7' WHERE entry = 3", K::RunMissing, 3, 0},
      {"UPDATE entry SET body = replace(body, '2026-R2', '2026-R9') WHERE seq = 3", K::EntryChanged, 3, 0},
      {"UPDATE entry SET hash = zeroblob(32) WHERE seq = 2", K::EntryChanged, 2, 0},
      {"UPDATE entry SET kind = 'signature' WHERE seq = 2", K::EntryChanged, 2, 0},
      {"UPDATE entry SET body = replace(body, 'zhang.wei', 'wang.wei') WHERE seq = 4", K::EntryChanged, 4, 0},
      {"UPDATE award SET body = replace(body, 'rd_grant', 'other') WHERE run = 2 AND place = 5", K::HistoryChanged, 2, 6},
      {"DELETE FROM award WHERE run = 2 AND place = 24", K::HistoryChanged, 2, 0},
      {"INSERT INTO award SELECT run, 25, enterprise, body, leaf FROM award WHERE run = 3 AND place = 0", K::HistoryChanged, 3, 0},
      {"PRAGMA foreign_keys = OFF; DELETE FROM entry WHERE seq = 2", K::EntryMissing, 2, 0},
      {"INSERT INTO payout SELECT 9, place, payout, body, leaf FROM payout WHERE run = 2", K::RunMissing, 9, 0},
  };
  for (const Edit& one : edits) {
    INFO(one.sql);
    std::filesystem::copy_file(original, copy, std::filesystem::copy_options::overwrite_existing);
    edit(copy, one.sql);
    const auto found = findings(copy);
    REQUIRE_FALSE(found.empty());
    CHECK(found[0].kind == one.kind);
    CHECK(found[0].entry == one.entry);
    CHECK(found[0].place == one.place);
    if (one.kind == K::EntryChanged || one.kind == K::EntryMissing) {
      Opened opened(copy, Mode::Add);
      REQUIRE(opened.ledger);
      CHECK_FALSE(append(opened, sample_audit(5, 3)));
      CHECK(opened.issue() == diag::Kind::LedgerAltered);
    }
  }
  CHECK(findings(original).empty());
}

TEST_CASE("a whole batch that was exchanged is found by its root", "[ledger]") {
  const Folder folder;
  const std::string path = folder / "runs.db";
  {
    Opened opened(path);
    REQUIRE(append(opened, sample_audit(25, 1)));
    REQUIRE(append(opened, sample_audit(25, 2)));
  }
  edit(path, "UPDATE payout SET body = (SELECT body FROM payout AS o WHERE o.run = 3 AND o.place = payout.place),"
             " leaf = (SELECT leaf FROM payout AS o WHERE o.run = 3 AND o.place = payout.place) WHERE run = 2");
  const auto found = findings(path);
  REQUIRE(found.size() == 1);
  CHECK(found[0].kind == Finding::Kind::RowsChanged);
}

TEST_CASE("SQL cannot change a ledger", "[ledger]") {
  const Folder folder;
  const std::string path = folder / "runs.db";
  {
    Opened opened(path);
    REQUIRE(append(opened, sample_audit(3, 1)));
  }
  sqlite3* db = nullptr;
  REQUIRE(sqlite3_open(path.c_str(), &db) == SQLITE_OK);
  for (const char* table : {"entry", "run", "payout", "award", "beside"}) {
    const std::string name = table;
    CHECK(sqlite3_exec(db, ("DELETE FROM " + name).c_str(), nullptr, nullptr, nullptr) == SQLITE_CONSTRAINT);
    CHECK(sqlite3_exec(db, ("UPDATE " + name + " SET rowid = rowid").c_str(), nullptr, nullptr, nullptr) == SQLITE_CONSTRAINT);
  }
  sqlite3_close(db);
  CHECK(findings(path).empty());
}

TEST_CASE("what is no ledger is refused and left as it is", "[ledger]") {
  const Folder folder;
  const auto refused = [&](const std::string& name, const std::string& bytes, diag::Kind kind) {
    const std::string path = folder / name;
    std::ofstream(path, std::ios::binary) << bytes;
    for (const Mode mode : {Mode::Read, Mode::Add, Mode::Create}) {
      Opened opened(path, mode);
      CHECK_FALSE(opened.ledger);
      CHECK(opened.issue() == kind);
    }
    std::ifstream file(path, std::ios::binary);
    CHECK(std::string(std::istreambuf_iterator<char>(file), {}) == bytes);
  };
  refused("empty.db", "", diag::Kind::LedgerForeign);
  refused("text.db", "payout,id\n", diag::Kind::LedgerForeign);
  refused("long.db", std::string(10000, 'x'), diag::Kind::LedgerForeign);

  std::string bytes;
  {
    Opened opened(folder / "good.db");
    REQUIRE(opened.ledger);
  }
  std::ifstream file(folder / "good.db", std::ios::binary);
  bytes.assign(std::istreambuf_iterator<char>(file), {});
  std::string newer = bytes, foreign = bytes;
  newer[63] = 2;    // user_version
  foreign[68] = 0;  // application_id
  refused("newer.db", newer, diag::Kind::LedgerNewer);
  refused("foreign.db", foreign, diag::Kind::LedgerForeign);

  Opened missing(folder / "missing.db", Mode::Read);
  CHECK(missing.issue() == diag::Kind::LedgerUnusable);
  CHECK_FALSE(std::filesystem::exists(folder / "missing.db"));
  Opened nowhere(folder / "no/such/folder.db", Mode::Create);
  CHECK(nowhere.issue() == diag::Kind::LedgerUnusable);
  Opened a_folder(folder.path.string(), Mode::Create);
  CHECK(a_folder.issue() == diag::Kind::LedgerForeign);
}

TEST_CASE("a ledger that is only just made is one", "[ledger]") {
  const Folder folder;
  Opened made(folder / "runs.db");
  REQUIRE(made.ledger);
  CHECK(findings(folder / "runs.db").empty());
  CHECK(std::distance(std::filesystem::directory_iterator(folder.path), {}) == 1);
  CHECK(made.ledger->runs(made.issues)->empty());
}
