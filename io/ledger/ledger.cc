#include "io/ledger/ledger.h"

#include <algorithm>

#include "engine/base/nearest.h"
#include "engine/num/currency.h"
#include "io/ledger/entries.h"
#include "io/ledger/open.h"

namespace bursar::ledger {

using diag::Kind;
using proof::CanonicalWriter;
using proof::Digest;
using proof::Json;

namespace {

constexpr uint64_t kPage = 4096;  // rows that are asked for at a time

std::string run_body(const audit::RunRecord& record, const std::string& name, const Digest& history, uint64_t awards,
                     const Log& log, uint64_t earlier) {
  std::string body;
  CanonicalWriter w(body);
  w.object().key("history").object().member("count", awards).member("root", proof::to_text(history)).end();
  w.member("id", proof::to_text(record.id)).key("log").object().member("earlier", earlier).key("proof").array();
  if (earlier > 0)
    for (const Digest& digest : proof::consistency_proof(log.leaves, earlier)) w.text(proof::to_hex(digest));
  w.end().member("root", proof::to_text(proof::merkle_root(log.leaves)));
  w.member("size", uint64_t{log.entries.size()}).end().member("name", name).end();
  return body;
}

/// `2026-R3` behind two runs of that year.
std::string next_name(const std::optional<num::Date>& as_of, const Log& log) {
  const std::string prefix = as_of ? as_of->to_text().substr(0, 4) + "-R" : "R";
  uint64_t count = 1;
  for (const Entry& entry : log.entries)
    count += entry.kind == kRunKind && entry.content["name"].text.starts_with(prefix);
  return prefix + std::to_string(count);
}

std::string award_text(const HistoryEntry& award) {
  std::string text;
  CanonicalWriter w(text);
  w.object().member("amount", num::amount_text(award.amount, award.currency)).member("clause", award.clause);
  w.member("currency", award.currency).member("date", award.date.to_text()).member("enterprise", award.enterprise);
  w.member("item", award.item).key("keys").array();
  for (const auto& [name, value] : award.keys) w.array().text(name).text(value).end();
  w.end().member("policy", award.policy).end();
  return text;
}

std::optional<HistoryEntry> read_award(const std::string& text) {
  const auto json = proof::read_json(text);
  if (!json) return {};
  const std::string& written = (*json)["amount"].text;
  auto amount = num::Exact::parse_decimal(written);
  if (!amount) amount = num::Exact::parse_fraction(written);
  const auto date = num::Date::parse((*json)["date"].text);
  if (!amount || !date) return {};
  HistoryEntry award{(*json)["enterprise"].text, (*json)["policy"].text, (*json)["clause"].text, *date, *amount,
                     (*json)["currency"].text, (*json)["item"].text, {}};
  for (const Json& key : (*json)["keys"].items)
    if (key.items.size() == 2) award.keys.emplace_back(key.items[0].text, key.items[1].text);
  return award;
}

std::string bytes_of(const Digest& digest) { return {reinterpret_cast<const char*>(digest.data()), digest.size()}; }

Digest digest_in(const Value& value) {
  Digest digest{};
  if (value.text.size() == digest.size()) std::copy(value.text.begin(), value.text.end(), digest.begin());
  return digest;
}

}  // namespace

Ledger::Ledger(std::unique_ptr<Database> database, std::string name, uint32_t file)
    : database_(std::move(database)), name_(std::move(name)), file_(file) {}

std::unique_ptr<Ledger> Ledger::open(const std::string& where, Mode mode, source::Files& files, diag::Issues& issues) {
  const std::string name = shown_name(where);
  const uint32_t file = files.add(name, "");
  Fault fault;
  std::unique_ptr<Database> database = open_database(where, mode == Mode::Create, fault);
  uint64_t version = 0;
  if (database && !database->version(version)) {
    fault = database->fault();
    database.reset();
  }
  if (!database) {
    issues.push_back(issue_of(fault, name, file));
    return nullptr;
  }
  std::unique_ptr<Ledger> ledger(new Ledger(std::move(database), name, file));
  if (version == 0) {
    ledger->fail(issues, Kind::LedgerForeign, {diag::plain(name)});
    return nullptr;
  }
  if (version != kSchemaVersion) {
    ledger->fail(issues, Kind::LedgerNewer, {diag::plain(name), diag::plain(version), diag::plain(kSchemaVersion)});
    return nullptr;
  }
  if (mode == Mode::Read) return ledger;
  // Whoever has worked for an hour should not hear then that the ledger cannot be written: something is, and undone.
  const bool writable = ledger->database_->begin_writing() &&
                        ledger->database_->run("INSERT INTO beside (entry, name, value) SELECT min(seq), $1, $2 FROM entry"
                                               " HAVING count(*) > 0",
                                               {Value::of(std::string("probe")), Value::of(std::string())});
  if (!writable) {
    ledger->fail(issues);
    return nullptr;
  }
  ledger->database_->rollback();
  return ledger;
}

bool Ledger::fail(diag::Issues& issues) const {
  const Fault fault = database_->fault();
  database_->rollback();
  issues.push_back(issue_of(fault, name_, file_));
  return false;
}

bool Ledger::fail(diag::Issues& issues, Kind kind, std::vector<diag::Arg> args) const {
  database_->rollback();
  issues.push_back({kind, {file_, 0, 0}, std::move(args), {}, {}, {}, {}, {}});
  return false;
}

std::string Ledger::batch_of(const audit::Audit& audit) {
  std::vector<std::string> digests;
  for (const audit::Input& input : audit.inputs)
    if (input.role == "payouts") digests.push_back(input.sha256);
  std::sort(digests.begin(), digests.end());
  proof::Sha256 all;
  for (const std::string& digest : digests) all.add(digest).add("\n");
  return proof::to_text(all.finish());
}

bool Ledger::read_log(Log& log, diag::Issues& issues) {
  const bool good = database_->query(
      "SELECT seq, kind, body, previous, hash FROM entry ORDER BY seq", {}, [&](const Values& row) {
        Entry entry{static_cast<uint64_t>(row[0].number), row[1].text, row[2].text, digest_in(row[3]), digest_in(row[4]), {}};
        if (auto body = proof::read_json(entry.body)) entry.content = std::move(*body);
        log.leaves.push_back(log_leaf(entry.hash));
        log.entries.push_back(std::move(entry));
        return true;
      });
  return good || fail(issues);
}

bool Ledger::add_entry(Log& log, std::string_view kind, std::string body, const Beside& beside, diag::Issues& issues) {
  Entry entry{log.entries.size() + 1, std::string(kind), std::move(body), log.head(), {}, {}};
  entry.hash = hash_of(entry);
  const bool good =
      database_->run("INSERT INTO entry (seq, kind, body, previous, hash) VALUES ($1, $2, $3, $4, $5)",
                     {Value::of(entry.seq), Value::of(entry.kind), Value::of(entry.body),
                      Value::bytes(bytes_of(entry.previous)), Value::bytes(bytes_of(entry.hash))});
  if (!good) return fail(issues);
  for (const auto& [name, value] : beside)
    if (!database_->run("INSERT INTO beside (entry, name, value) VALUES ($1, $2, $3)",
                        {Value::of(entry.seq), Value::of(name), Value::of(value)}))
      return fail(issues);
  log.leaves.push_back(log_leaf(entry.hash));
  log.entries.push_back(std::move(entry));
  return true;
}

bool Ledger::begin_adding(Log& log, diag::Issues& issues) {
  if (!database_->begin_writing()) return fail(issues);
  if (!read_log(log, issues)) return false;
  if (const auto bad = first_bad(log)) return fail(issues, Kind::LedgerAltered, {diag::plain(name_), diag::plain(bad->entry)});
  if (!log.entries.empty()) return true;
  std::string body;
  CanonicalWriter(body).object().member("schema", "bursar.ledger/1").end();
  return add_entry(log, kLedgerKind, std::move(body), {}, issues);
}

std::optional<Appended> Ledger::append(const audit::Recording& run, const std::vector<HistoryEntry>& awards,
                                       const Beside& beside, diag::Issues& issues) {
  Log log;
  if (!begin_adding(log, issues)) return {};
  const audit::RunRecord& record = run.record();
  const std::string id = proof::to_text(record.id), batch = batch_of(run.audit());
  Appended out;
  const auto name_into = [](std::string& name) {
    return [&name](const Values& row) {
      name = row[0].text;
      return false;
    };
  };
  if (!database_->query("SELECT name FROM run WHERE id = $1", {Value::of(id)}, name_into(out.name)) ||
      !database_->query("SELECT name FROM run WHERE batch = $1 AND awards > 0 ORDER BY entry", {Value::of(batch)},
                        name_into(out.history_of)))
    return fail(issues), std::nullopt;
  if (!out.name.empty()) {
    database_->rollback();
    out.already = true;
    return out;
  }
  const bool searched = database_->query(
      "SELECT name, record FROM run ORDER BY entry DESC", {}, [&](const Values& row) {
        const auto earlier = audit::read_record(row[1].text);
        if (!earlier || earlier->policy.id != record.policy.id) return true;
        if (earlier->policy.digest != record.policy.digest) out.other_rules = row[0].text;
        return false;
      });
  if (!searched) return fail(issues), std::nullopt;

  const size_t booked = out.history_of.empty() ? awards.size() : 0;
  proof::MerkleRoot history;
  for (size_t i = 0; i < booked; ++i) history.add(proof::leaf_hash(award_text(awards[i])));
  uint64_t earlier = 0;
  for (const Entry& entry : log.entries)
    if (entry.kind == kRunKind) earlier = entry.seq - 1;
  out.name = next_name(record.as_of, log);
  if (!add_entry(log, kRunKind, run_body(record, out.name, history.root(), booked, log, earlier), beside, issues))
    return {};
  const uint64_t entry = log.entries.back().seq;
  size_t at = 0;
  const auto next_row = [&](Values& values) {
    if (at == run.leaves().size()) return false;
    values = {Value::of(entry), Value::of(at), Value::of(run.audit().rows[at].payout.payout), Value::of(run.row(at)),
              Value::bytes(bytes_of(run.leaves()[at]))};
    return ++at > 0;
  };
  size_t award = 0;
  const auto next_award = [&](Values& values) {
    if (award == booked) return false;
    const std::string text = award_text(awards[award]);
    values = {Value::of(entry), Value::of(award), Value::of(awards[award].enterprise), Value::of(text),
              Value::bytes(bytes_of(proof::leaf_hash(text)))};
    return ++award > 0;
  };
  const bool good = database_->run("INSERT INTO run (entry, name, id, record, batch, awards) VALUES ($1, $2, $3, $4, $5, $6)",
                                   {Value::of(entry), Value::of(out.name), Value::of(id), Value::of(record.text),
                                    Value::of(batch), Value::of(booked)}) &&
                    database_->insert_leaves("payout", {"run", "place", "payout", "body", "leaf"}, next_row) &&
                    database_->insert_leaves("award", {"run", "place", "enterprise", "body", "leaf"}, next_award) &&
                    database_->commit();
  if (!good) return fail(issues), std::nullopt;
  return out;
}

bool Ledger::read_runs(const Log& log, std::vector<Run>& runs, diag::Issues& issues) {
  const bool good = database_->query("SELECT entry, name, record, awards FROM run ORDER BY entry", {}, [&](const Values& row) {
    Run run;
    run.entry = static_cast<uint64_t>(row[0].number);
    run.name = row[1].text;
    if (auto record = audit::read_record(row[2].text)) run.record = std::move(*record);
    run.awards = static_cast<uint64_t>(row[3].number);
    runs.push_back(std::move(run));
    return true;
  }) && database_->query("SELECT entry, name, value FROM beside ORDER BY entry, name", {}, [&](const Values& row) {
    for (Run& run : runs)
      if (run.entry == static_cast<uint64_t>(row[0].number)) run.beside.emplace_back(row[1].text, row[2].text);
    return true;
  });
  if (!good) return fail(issues);
  for (const Entry& entry : log.entries) {
    if (entry.kind != kSignatureKind) continue;
    for (Run& run : runs)
      if (proof::to_text(run.record.id) == entry.content["run"].text) run.signatures.push_back(
            {entry.content["signer"].text, entry.content["key"].text, entry.content["signature"].text});
  }
  return true;
}

std::optional<std::vector<Run>> Ledger::runs(diag::Issues& issues) {
  Log log;
  std::vector<Run> runs;
  if (!database_->begin_reading()) return fail(issues), std::nullopt;
  if (!read_log(log, issues) || !read_runs(log, runs, issues)) return {};
  database_->rollback();
  return runs;
}

std::optional<Run> Ledger::run(std::string_view name, diag::Issues& issues) {
  auto all = runs(issues);
  if (!all) return {};
  std::vector<Run*> found;
  std::vector<std::string_view> names;
  for (Run& run : *all) {
    const std::string id = proof::to_text(run.record.id);
    names.push_back(run.name);
    if (run.name == name || id == name) return std::move(run);
    if (name.size() >= 8 && (id.starts_with(name) || id.substr(id.find(':') + 1).starts_with(name))) found.push_back(&run);
  }
  if (found.size() == 1) return std::move(*found.front());
  std::vector<diag::Arg> args{diag::written(name)};
  if (const auto near = nearest(name, names)) args.push_back(diag::written(*near));
  return fail(issues, Kind::LedgerNoRun, std::move(args)), std::nullopt;
}

namespace {

StoredRow row_in(const Values& row) {
  return {static_cast<uint64_t>(row[0].number), row[1].text, row[2].text, digest_in(row[3])};
}

}  // namespace

std::optional<std::vector<StoredRow>> Ledger::rows(const Run& run, std::string_view payout, diag::Issues& issues) {
  std::vector<StoredRow> found;
  const auto take = [&](const Values& row) {
    found.push_back(row_in(row));
    return true;
  };
  if (!database_->query("SELECT place, payout, body, leaf FROM payout WHERE run = $1 AND payout = $2 ORDER BY place",
                        {Value::of(run.entry), Value::of(std::string(payout))}, take))
    return fail(issues), std::nullopt;
  const auto place = payout.starts_with('#') ? num::Exact::parse_decimal(payout.substr(1)) : std::nullopt;
  const auto number = place ? place->to_int64() : std::nullopt;
  if (found.empty() && number && *number > 0 &&
      !database_->query("SELECT place, payout, body, leaf FROM payout WHERE run = $1 AND place = $2",
                        {Value::of(run.entry), Value::of(static_cast<uint64_t>(*number - 1))}, take))
    return fail(issues), std::nullopt;
  return found;
}

bool Ledger::pages(const char* sql, uint64_t run, const std::function<void(const StoredRow&)>& row,
                   diag::Issues& issues) {
  for (uint64_t from = 0, got = kPage; got == kPage;) {
    got = 0;
    const bool good = database_->query(sql, {Value::of(run), Value::of(from), Value::of(kPage)}, [&](const Values& values) {
      const StoredRow stored = row_in(values);
      row(stored);
      from = stored.place + 1;
      ++got;
      return true;
    });
    if (!good) return fail(issues);
  }
  return true;
}

bool Ledger::each_row(const Run& run, const std::function<void(const StoredRow&)>& row, diag::Issues& issues) {
  return pages(kRows, run.entry, row, issues);
}

std::optional<std::vector<HistoryEntry>> Ledger::history(std::string_view enterprise, std::string_view except,
                                                         diag::Issues& issues) {
  std::vector<HistoryEntry> awards;
  const bool good = database_->query(
      "SELECT award.body FROM award JOIN run ON run.entry = award.run WHERE award.enterprise = $1 AND run.batch <> $2"
      " ORDER BY award.run, award.place",
      {Value::of(std::string(enterprise)), Value::of(std::string(except))}, [&](const Values& row) {
        if (auto award = read_award(row[0].text)) awards.push_back(std::move(*award));
        return true;
      });
  if (!good) return fail(issues), std::nullopt;
  return awards;
}

bool Ledger::booked(std::string_view except, const std::function<void(const StoredRow&)>& award,
                    diag::Issues& issues) {
  std::vector<uint64_t> runs;
  if (!database_->query("SELECT entry FROM run WHERE batch <> $1 AND awards > 0 ORDER BY entry",
                        {Value::of(std::string(except))}, [&](const Values& row) {
                          runs.push_back(static_cast<uint64_t>(row[0].number));
                          return true;
                        }))
    return fail(issues);
  return std::all_of(runs.begin(), runs.end(), [&](uint64_t run) { return pages(kAwards, run, award, issues); });
}

bool Ledger::each_award(std::string_view except, const std::function<void(const HistoryEntry&)>& award,
                        diag::Issues& issues) {
  return booked(except, [&](const StoredRow& stored) {
    if (const auto read = read_award(stored.text)) award(*read);
  }, issues);
}

std::optional<Digest> Ledger::history_root(std::string_view except, diag::Issues& issues) {
  proof::MerkleRoot root;
  if (!booked(except, [&](const StoredRow& stored) { root.add(stored.leaf); }, issues)) return {};
  return root.root();
}

std::optional<Run> Ledger::sign(const Run& run, std::string_view signer, const proof::SigningKey& key,
                                const Beside& beside, diag::Issues& issues) {
  Log log;
  Checked checked;
  if (!begin_adding(log, issues) || !walk(log, run.name, checked, issues)) return {};
  if (!checked.findings.empty())
    return fail(issues, Kind::LedgerAltered, {diag::plain(name_), diag::plain(checked.findings.front().entry)}), std::nullopt;
  const auto refuse = [&](std::string_view why) {
    return fail(issues, Kind::SignedAlready, {diag::plain(run.name), diag::term(why)}), std::nullopt;
  };
  Run out;
  for (Run& one : checked.runs)
    if (one.entry == run.entry) out = std::move(one);
  const audit::Signed own = audit::sign(signer, key, out.record.id, out.record.root);
  for (const audit::Signed& earlier : out.signatures)
    if (audit::same_signer(earlier, own)) return refuse(earlier.key == own.key ? "signed.key" : "signed.name");
  std::string body;
  CanonicalWriter(body).object().member("key", own.key).member("root", proof::to_text(out.record.root))
      .member("run", proof::to_text(out.record.id)).member("signature", own.signature).member("signer", own.signer).end();
  if (!add_entry(log, kSignatureKind, std::move(body), beside, issues)) return {};
  if (!database_->commit()) return fail(issues), std::nullopt;
  out.signatures.push_back(own);
  return out;
}

}  // namespace bursar::ledger
