#include <sys/stat.h>

#include <algorithm>
#include <fstream>

#include "cli/commands/commands.h"
#include "cli/exit_codes.h"
#include "cli/ledgers.h"
#include "cli/session.h"
#include "engine/audit/receipt.h"
#include "engine/num/currency.h"
#include "io/render/catalogue.h"
#include "io/report/json.h"
#include "io/report/node.h"
#include "io/text/figure.h"

namespace bursar::cli {

namespace {

using ledger::Finding;
using report::Node;

constexpr size_t kReceiptBytes = 16 << 20;

enum class Same : uint8_t { Yes, No, NotFound };
constexpr std::string_view kSame[] = {"match", "differ", "not_found"};

/// The file's digest; nothing when it cannot be read.
std::optional<proof::Digest> digest_of(const std::string& path) {
  struct stat info {};
  if (stat(path.c_str(), &info) != 0 || !S_ISREG(info.st_mode)) return {};
  std::ifstream file(path, std::ios::binary);
  proof::Sha256 hash;
  std::string piece(size_t{1} << 16, '\0');
  while (file) {
    file.read(piece.data(), static_cast<std::streamsize>(piece.size()));
    hash.add({piece.data(), static_cast<size_t>(file.gcount())});
  }
  if (!file.eof()) return {};
  return hash.finish();
}

std::string beside(const ledger::Run& run, const std::string& name) {
  for (const auto& [key, value] : run.beside)
    if (key == name) return value;
  return {};
}

Same rules_of(const ledger::Run& run) {
  const std::string path = beside(run, "policy");
  struct stat info {};
  if (path.empty() || stat(path.c_str(), &info) != 0) return Same::NotFound;
  Session session;
  load_policy(path, session);
  return session.program && api::policy(*session.program).digest == run.record.policy.digest ? Same::Yes : Same::No;
}

/// What was found of one run, apart from the findings of the ledger itself.
struct Seen {
  const ledger::Run* run;
  bool good = true;  ///< no finding is about it
  Same rules = Same::NotFound;
  std::vector<Same> inputs;
  enum class Rerun : uint8_t { None, Same, Other } rerun = Rerun::None;

  bool ok() const {
    return good && rules != Same::No && rerun != Rerun::Other &&
           std::count(inputs.begin(), inputs.end(), Same::No) == 0;
  }
};

Seen look_at(const ledger::Run& run, const std::vector<Finding>& findings, const Rerun& rerun) {
  Seen seen{&run};
  for (const Finding& finding : findings) seen.good = seen.good && finding.run != run.name;
  seen.rules = rules_of(run);
  for (size_t i = 0; i < run.record.inputs.size(); ++i) {
    const auto digest = digest_of(beside(run, "input:" + std::to_string(i)));
    seen.inputs.push_back(!digest ? Same::NotFound
                          : proof::to_hex(*digest) == run.record.inputs[i].sha256 ? Same::Yes
                                                                                  : Same::No);
  }
  if (const auto again = rerun ? rerun(run) : std::nullopt)
    seen.rerun = *again == run.record.text ? Seen::Rerun::Same : Seen::Rerun::Other;
  return seen;
}

Say key_of(Finding::Kind kind) {
  switch (kind) {
    case Finding::Kind::EntryChanged: return Say::FindEntryChanged;
    case Finding::Kind::EntryMissing: return Say::FindEntryMissing;
    case Finding::Kind::EntryUnknown: return Say::FindEntryUnknown;
    case Finding::Kind::LogChanged: return Say::FindLogChanged;
    case Finding::Kind::RunMissing: return Say::FindRunMissing;
    case Finding::Kind::RecordChanged: return Say::FindRecordChanged;
    case Finding::Kind::RowChanged: return Say::FindRowChanged;
    case Finding::Kind::RowMissing: return Say::FindRowMissing;
    case Finding::Kind::RowsChanged: return Say::FindRowsChanged;
    case Finding::Kind::HistoryChanged: return Say::FindHistoryChanged;
    case Finding::Kind::SignatureBad: return Say::FindSignatureBad;
    case Finding::Kind::SignatureOther: return Say::FindSignatureOther;
    case Finding::Kind::SignedTwice: return Say::FindSignedTwice;
  }
  return Say::FindEntryChanged;
}

std::string finding_text(const Context& context, const Finding& finding) {
  return context.say(key_of(finding.kind), {std::to_string(finding.entry), render::escaped(finding.run),
                                            std::to_string(finding.place), render::escaped(finding.payout)});
}

std::string names_of(const Seen& seen, Same which) {
  std::string names;
  for (size_t i = 0; i < seen.inputs.size(); ++i)
    if (seen.inputs[i] == which) names += (names.empty() ? "" : ", ") + render::escaped(seen.run->record.inputs[i].file);
  return names;
}

std::string run_text(const Context& context, const Seen& seen) {
  const ledger::Run& run = *seen.run;
  std::vector<std::string> parts{context.say(Say::RunWord, {run.name}),
                                 context.say(Say::RowCount, {count_text(run.record.rows)}),
                                 context.say(seen.good ? Say::RootMatches : Say::RootDiffers)};
  parts.push_back(context.say(seen.rules == Same::Yes  ? Say::RulesMatch
                              : seen.rules == Same::No ? Say::RulesDiffer
                                                       : Say::RulesNotFound));
  const std::string other = names_of(seen, Same::No), missing = names_of(seen, Same::NotFound);
  if (!other.empty()) parts.push_back(context.say(Say::InputsDiffer, {other}));
  if (!missing.empty()) parts.push_back(context.say(Say::InputsNotFound, {missing}));
  if (other.empty() && missing.empty()) parts.push_back(context.say(Say::InputsMatch));
  std::string signers;
  for (const audit::Signed& signature : run.signatures)
    signers += (signers.empty() ? "" : ", ") + render::escaped(signature.signer);
  parts.push_back(signers.empty() ? context.say(Say::NotSigned)
                                  : context.say(Say::SignedBy, {signers, std::to_string(run.signatures.size()),
                                                                std::to_string(audit::kSigners)}));
  parts.push_back(context.say(seen.rerun == Seen::Rerun::None   ? Say::NotRerun
                              : seen.rerun == Seen::Rerun::Same ? Say::RerunSame
                                                                : Say::RerunDiffers));
  parts.push_back(context.say(seen.ok() ? Say::VerdictOk : Say::VerdictBad));
  std::string line;
  for (const std::string& part : parts) line += (line.empty() ? "" : context.plain() ? ", " : "   ") + part;
  return line + (context.plain() ? ".\n" : "\n");
}

Node run_node(const Seen& seen) {
  const ledger::Run& run = *seen.run;
  Node node = Node::object();
  node.add("run", run.name).add("id", proof::to_text(run.record.id));
  node.add("rows", Node::number(static_cast<int64_t>(run.record.rows))).add("root", proof::to_text(run.record.root));
  node.add("recorded", Node::boolean(seen.good)).add("rules", std::string(kSame[static_cast<size_t>(seen.rules)]));
  Node inputs = Node::array(), signatures = Node::array();
  for (size_t i = 0; i < seen.inputs.size(); ++i)
    inputs.items.push_back(Node::object()
                               .add("role", run.record.inputs[i].role)
                               .add("file", run.record.inputs[i].file)
                               .add("digest", std::string(kSame[static_cast<size_t>(seen.inputs[i])])));
  for (const audit::Signed& signature : run.signatures)
    signatures.items.push_back(Node::object()
                                   .add("signer", signature.signer)
                                   .add("key", audit::fingerprint(signature))
                                   .add("good", Node::boolean(audit::is_good(signature, run.record.id, run.record.root))));
  node.add("inputs", std::move(inputs)).add("signatures", std::move(signatures));
  node.add("rerun", seen.rerun == Seen::Rerun::None ? "not_run" : seen.rerun == Seen::Rerun::Same ? "identical" : "different");
  return node.add("ok", Node::boolean(seen.ok()));
}

Node finding_node(const Context& context, const Finding& finding) {
  Node node = Node::object();
  node.add("entry", Node::number(static_cast<int64_t>(finding.entry))).add("run", finding.run);
  if (finding.place > 0) node.add("row", Node::number(static_cast<int64_t>(finding.place)));
  if (!finding.payout.empty()) node.add("payout", finding.payout);
  return node.add("message", finding_text(context, finding));
}

/// Which root of the ledger a root is, in a sentence; `known` says whether it is one.
std::string root_text(const Context& context, const proof::Digest& root, const ledger::Checked& checked, bool& known) {
  known = true;
  const std::string text = proof::to_text(root);
  for (const ledger::Run& run : checked.runs)
    if (run.record.root == root) return context.say(Say::RootOfRun, {text, run.name});
  for (size_t i = 0; i < checked.log_roots.size(); ++i)
    if (checked.log_roots[i] == root) return context.say(Say::RootOfEntries, {text, std::to_string(i + 1)});
  known = false;
  return context.say(Say::RootUnknown, {text});
}

int verify_ledger(const Context& context, const Options& options, const std::optional<proof::Digest>& root,
                  const Rerun& rerun) {
  OpenLedger open;
  if (!open_ledger(context, options.arguments[0], ledger::Mode::Read, open)) return kBroken;
  std::string only;
  if (!options.run.empty()) {
    const auto run = open.ledger->run(options.run, open.issues);
    if (!run) return refuse(context, open), kBroken;
    only = run->name;
  }
  const auto checked = open.ledger->check(only, open.issues);
  if (!checked) return refuse(context, open), kBroken;

  bool ok = checked->findings.empty(), known = true;
  std::vector<Seen> all;
  for (const ledger::Run& run : checked->runs) {
    if (!only.empty() && run.name != only) continue;
    all.push_back(look_at(run, checked->findings, rerun));
    ok = ok && all.back().ok();
  }
  const std::string about_root = root ? root_text(context, *root, *checked, known) : std::string();
  ok = ok && known;
  const std::string ledger_root = checked->log_roots.empty() ? "" : proof::to_text(checked->log_roots.back());
  std::string out;
  if (options.format == "json") {
    Node runs = Node::array(), findings = Node::array();
    for (const Seen& seen : all) runs.items.push_back(run_node(seen));
    for (const Finding& finding : checked->findings) findings.items.push_back(finding_node(context, finding));
    Node node = Node::object();
    node.add("schema", "bursar.verify/1").add("entries", Node::number(static_cast<int64_t>(checked->entries)));
    node.add("root", ledger_root).add("runs", std::move(runs)).add("findings", std::move(findings));
    if (root) node.add("root_known", Node::boolean(known));
    out = report::json_text(node.add("ok", Node::boolean(ok)));
  } else {
    for (const Seen& seen : all) out += run_text(context, seen);
    for (const Finding& finding : checked->findings) out += finding_text(context, finding) + "\n";
    out += context.say(Say::LedgerRoot, {count_text(checked->entries), ledger_root}) + "\n";
    if (root) out += about_root + "\n";
  }
  if (!context.answer(out)) return kBroken;
  return ok ? kYes : kNo;
}

std::string leads_of(const Context& context, const audit::RecordedRow& row) {
  std::string leads;
  for (const audit::Code code : row.leads) leads += (leads.empty() ? "" : " ") + std::string(audit::name(code));
  return leads.empty() ? context.say(Say::NoLead) : leads;
}

int verify_receipt(const Context& context, const Options& options, const std::optional<proof::Digest>& root) {
  OpenLedger open;
  const std::string& path = options.arguments[0];
  const uint32_t file = policy::read_into(open.files, path, kReceiptBytes, open.issues);
  if (!open.issues.empty()) return refuse(context, open), kBroken;
  const auto receipt = audit::read_receipt(open.files[file].text());
  if (!receipt) {
    context.complain(context.say(Say::NotAReceipt, {path}));
    return kBroken;
  }
  const audit::RunRecord& record = receipt->record;
  const auto row = audit::read_row(receipt->row);
  const bool proven = audit::is_proven(*receipt), same_root = !root || *root == record.root;
  bool ok = proven && same_root;
  for (const audit::Signed& signature : receipt->signatures)
    ok = ok && audit::is_good(signature, record.id, record.root);
  const std::string root_named = proof::to_text(record.root);
  const int minor = num::minor_digits_of(record.policy.currency);
  const auto amount = [&](const std::optional<num::Exact>& value) {
    return value ? text::money_text(*value, minor) : context.say(Say::NotDecided);
  };
  std::string out;
  if (options.format == "json") {
    Node signatures = Node::array();
    for (const audit::Signed& signature : receipt->signatures)
      signatures.items.push_back(Node::object()
                                     .add("signer", signature.signer)
                                     .add("key", audit::fingerprint(signature))
                                     .add("good", Node::boolean(audit::is_good(signature, record.id, record.root))));
    Node node = Node::object();
    node.add("schema", "bursar.verify/1").add("payout", row->payout).add("run", proof::to_text(record.id));
    node.add("row", Node::number(static_cast<int64_t>(receipt->place + 1)));
    node.add("rows", Node::number(static_cast<int64_t>(record.rows))).add("root", root_named);
    node.add("proven", Node::boolean(proven)).add("signatures", std::move(signatures));
    if (root) node.add("root_known", Node::boolean(same_root));
    out = report::json_text(node.add("ok", Node::boolean(ok)));
  } else {
    const auto safe = [](const std::string& text) { return render::escaped(text); };
    out = context.say(Say::ReceiptRow, {safe(row->payout), safe(row->id), safe(row->clause), amount(row->paid),
                                        amount(row->due), amount(row->difference), leads_of(context, *row)}) + "\n";
    out += context.say(Say::ReceiptRun, {safe(receipt->name), proof::to_text(record.id), safe(record.policy.id),
                                         safe(record.policy.version), safe(record.policy.digest)}) + "\n";
    for (const audit::Signed& signature : receipt->signatures)
      out += (audit::is_good(signature, record.id, record.root)
                  ? context.say(Say::ReceiptSigned, {safe(signature.signer), audit::fingerprint(signature)})
                  : context.say(Say::ReceiptSignedBadly, {safe(signature.signer)})) + "\n";
    out += context.say(proven ? Say::ReceiptProven : Say::ReceiptNotProven,
                       {count_text(receipt->place + 1), count_text(record.rows), root_named}) + "\n";
    if (!same_root) out += context.say(Say::ReceiptOtherRoot, {proof::to_text(*root)}) + "\n";
  }
  if (!context.answer(out)) return kBroken;
  if (!root && !context.quiet()) context.tell(context.say(Say::ReceiptCompare));
  return ok ? kYes : kNo;
}

/// A receipt is JSON, which no ledger is.
bool is_receipt(const std::string& path) {
  if (path == "-") return true;
  struct stat info {};
  if (stat(path.c_str(), &info) != 0 || !S_ISREG(info.st_mode)) return false;
  std::ifstream file(path, std::ios::binary);
  char first = '\0';
  file >> first;
  return first == '{';
}

}  // namespace

int run_verify(const Context& context, const Options& options, const Rerun& rerun) {
  const auto root = proof::from_text(options.root);
  if (!options.root.empty() && !root) {
    context.complain(context.say(Say::BadRoot, {options.root}));
    return kBroken;
  }
  if (is_receipt(options.arguments[0])) return verify_receipt(context, options, root);
  return verify_ledger(context, options, root, rerun);
}

}  // namespace bursar::cli
