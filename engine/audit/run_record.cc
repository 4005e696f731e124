#include "engine/audit/run_record.h"

#include <algorithm>
#include <array>

#include "engine/num/currency.h"
#include "engine/proof/canonical.h"
#include "engine/proof/merkle.h"

namespace bursar::audit {

namespace {

using proof::CanonicalWriter;
using proof::Json;

constexpr std::string_view kRunSchema = "bursar.run/1", kRowSchema = "bursar.row/1";

void optional_amount(CanonicalWriter& w, std::string_view key, const std::optional<num::Exact>& amount,
                     std::string_view currency) {
  w.key(key);
  if (amount) w.text(num::amount_text(*amount, currency));
  else w.literal("null");
}

void sum(CanonicalWriter& w, std::string_view key, const Sum& sum, std::string_view currency) {
  const auto amount = [&](const num::Exact& value) { return num::amount_text(value, currency); };
  w.key(key).object();
  w.member("due", amount(sum.due)).member("over", amount(sum.over)).member("paid", amount(sum.paid));
  w.member("rows", sum.rows).member("under", amount(sum.under)).end();
}

std::string_view base_name(std::string_view path) { return path.substr(path.rfind('/') + 1); }

/// Root over the rows that could not be read: how many there were alone would let one stand for another.
proof::Digest refused_root(const Audit& audit) {
  proof::MerkleRoot root;
  for (const Refused& refused : audit.refused) {
    std::string text;
    CanonicalWriter w(text);
    w.object().member("field", refused.field).member("file", base_name(refused.file)).member("issue", refused.issue);
    w.member("line", uint64_t{refused.line}).member("record", refused.record).end();
    root.add(proof::leaf_hash(text));
  }
  return root.root();
}

std::optional<num::Exact> amount_in(const Json& value) {
  if (value.kind != Json::Kind::Text) return {};
  const auto amount = num::Exact::parse_decimal(value.text);
  return amount ? amount : num::Exact::parse_fraction(value.text);
}

std::optional<Code> code_named(std::string_view text) {
  for (size_t i = 0; i < kCodes; ++i)
    if (name(static_cast<Code>(i)) == text) return static_cast<Code>(i);
  return {};
}

/// What a run was, with its text and id.
RunRecord record_of(const Audit& audit, const Tool& tool, const std::vector<proof::Digest>& leaves) {
  RunRecord record;
  record.tool = tool;
  record.policy = audit.policy;
  record.as_of = audit.as_of;
  record.inputs = audit.inputs;
  for (Input& input : record.inputs) input.file = base_name(input.file);
  record.options = audit.options;
  std::sort(record.options.begin(), record.options.end());
  record.rows = leaves.size();
  record.root = proof::merkle_root(leaves);
  record.control_total = audit.control_total;

  const std::string_view currency = audit.policy.currency;
  std::array<uint64_t, kCodes> codes{};
  for (const Row& row : audit.rows)
    for (size_t i = 0; i < kCodes; ++i) codes[i] += row.has(static_cast<Code>(i));

  CanonicalWriter w(record.text);
  w.object().member("as_of", audit.as_of ? audit.as_of->to_text() : "").key("batch_leads").array();
  for (const Lead& lead : audit.of_the_batch) w.text(name(lead.code));
  w.end().key("codes").object();
  for (size_t i = 0; i < kCodes; ++i)
    if (codes[i] > 0) w.member(name(static_cast<Code>(i)), codes[i]);
  w.end().member("control_total", num::amount_text(audit.control_total, currency)).key("inputs").array();
  for (const Input& input : record.inputs) {
    w.object().member("bytes", input.bytes).member("encoding", input.encoding).member("file", input.file);
    w.member("role", input.role).member("rows", input.rows).member("sha256", input.sha256).end();
  }
  w.end().member("leads", audit.leads).key("options").array();
  for (const auto& [option, value] : record.options) w.array().text(option).text(value).end();
  w.end().key("policy").object().member("currency", currency).member("digest", audit.policy.digest);
  w.member("id", audit.policy.id).member("version", audit.policy.version).end();
  w.key("refused").object().member("root", proof::to_text(refused_root(audit)));
  w.member("rows", uint64_t{audit.refused.size()}).end();
  w.key("rows").object().member("count", record.rows).member("root", proof::to_text(record.root)).end();
  w.member("schema", kRunSchema).key("sums").object();
  for (const auto& [code, of_code] : audit.sums) sum(w, name(code), of_code, currency);
  w.end().key("tool").object().member("build", tool.build).member("version", tool.version).end();
  w.key("totals").object();
  sum(w, "batch", audit.batch, currency);
  sum(w, "matched", audit.matched, currency);
  sum(w, "undecided", audit.undecided, currency);
  w.end().end();
  record.id = proof::sha256(record.text);
  return record;
}

}  // namespace

Recording::Recording(const Audit& audit, const Tool& tool) : audit_(audit) {
  proof::Sha256 all;
  for (const Row& row : audit.rows) all.add(write(row, "")).add("\n");
  batch_ = all.finish();
  leaves_.reserve(audit.rows.size());
  for (size_t i = 0; i < audit.rows.size(); ++i) leaves_.push_back(proof::leaf_hash(row(i)));
  record_ = record_of(audit, tool, leaves_);
}

std::string Recording::row(size_t place) const {
  const proof::Digest salt = proof::Sha256().add(batch_).add(std::to_string(place)).finish();
  return write(audit_.rows[place], proof::to_hex(salt));
}

std::string Recording::write(const Row& row, std::string_view salt) const {
  std::string text;
  CanonicalWriter w(text);
  const std::string_view currency = audit_.policy.currency;
  w.object().key("causes").array();
  for (const uint32_t index : row.causes) {
    const Cause& cause = audit_.causes[index];
    w.object().member("clause", cause.clause).member("detail", cause.detail).member("kind", cause.kind).end();
  }
  w.end().member("clause", row.payout.clause);
  optional_amount(w, "difference", row.difference, currency);
  optional_amount(w, "due", row.due, currency);
  w.member("id", row.payout.id).key("leads").array();
  for (const Lead& lead : row.leads) w.text(name(lead.code));
  w.end().member("outcome", award::name(row.outcome)).member("paid", num::amount_text(row.payout.paid, currency));
  w.member("payout", row.payout.payout).member("salt", salt).member("schema", kRowSchema).end();
  return text;
}

std::optional<RunRecord> read_record(std::string_view text) {
  const auto json = proof::read_json(text);
  if (!json || (*json)["schema"].text != kRunSchema || proof::canonical(*json) != text) return {};
  RunRecord record;
  record.tool = {(*json)["tool"]["version"].text, (*json)["tool"]["build"].text};
  const Json& policy = (*json)["policy"];
  record.policy.id = policy["id"].text;
  record.policy.version = policy["version"].text;
  record.policy.digest = policy["digest"].text;
  record.policy.currency = policy["currency"].text;
  record.as_of = num::Date::parse((*json)["as_of"].text);
  for (const Json& input : (*json)["inputs"].items)
    record.inputs.push_back({input["role"].text, input["file"].text, input["sha256"].text, input["bytes"].number,
                             input["encoding"].text, input["rows"].number});
  for (const Json& option : (*json)["options"].items)
    if (option.items.size() == 2) record.options.emplace_back(option.items[0].text, option.items[1].text);
  record.rows = (*json)["rows"]["count"].number;
  const auto root = proof::from_text((*json)["rows"]["root"].text);
  const auto total = amount_in((*json)["control_total"]);
  if (!root || !total) return {};
  record.root = *root;
  record.control_total = *total;
  record.text = text;
  record.id = proof::sha256(text);
  return record;
}

std::optional<RecordedRow> read_row(std::string_view text) {
  const auto json = proof::read_json(text);
  if (!json || (*json)["schema"].text != kRowSchema) return {};
  RecordedRow row;
  row.payout = (*json)["payout"].text;
  row.id = (*json)["id"].text;
  row.clause = (*json)["clause"].text;
  const auto paid = amount_in((*json)["paid"]);
  if (!paid) return {};
  row.paid = *paid;
  row.due = amount_in((*json)["due"]);
  row.difference = amount_in((*json)["difference"]);
  const auto outcome = std::find(std::begin(award::kOutcomes), std::end(award::kOutcomes), (*json)["outcome"].text);
  if (outcome == std::end(award::kOutcomes)) return {};
  row.outcome = static_cast<award::Outcome>(outcome - std::begin(award::kOutcomes));
  for (const Json& lead : (*json)["leads"].items) {
    const auto code = code_named(lead.text);
    if (!code) return {};
    row.leads.push_back(*code);
  }
  for (const Json& cause : (*json)["causes"].items)
    row.causes.push_back({cause["kind"].text, cause["clause"].text, cause["detail"].text, {}});
  return row;
}

}  // namespace bursar::audit
