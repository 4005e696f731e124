#include "engine/audit/receipt.h"

#include "engine/proof/canonical.h"
#include "engine/proof/merkle.h"

namespace bursar::audit {

namespace {

constexpr std::string_view kSchema = "bursar.receipt/1";

}  // namespace

std::string receipt_text(const Receipt& receipt) {
  std::string text;
  proof::CanonicalWriter w(text);
  w.object().member("name", receipt.name).key("path").array();
  for (const proof::Digest& digest : receipt.path) w.text(proof::to_hex(digest));
  w.end().member("place", receipt.place + 1).key("record").literal(receipt.record.text);
  w.key("row").literal(receipt.row).member("schema", kSchema).key("signatures").array();
  for (const Signed& signature : receipt.signatures)
    w.object().member("key", signature.key).member("signature", signature.signature).member("signer", signature.signer).end();
  w.end().end();
  return text += '\n';
}

std::optional<Receipt> read_receipt(std::string_view text) {
  const auto json = proof::read_json(text);
  if (!json || (*json)["schema"].text != kSchema || (*json)["place"].number == 0) return {};
  Receipt receipt;
  receipt.name = (*json)["name"].text;
  auto record = read_record(proof::canonical((*json)["record"]));
  if (!record) return {};
  receipt.record = std::move(*record);
  receipt.row = proof::canonical((*json)["row"]);
  if (!read_row(receipt.row)) return {};
  receipt.place = (*json)["place"].number - 1;
  for (const proof::Json& item : (*json)["path"].items)
    if (!proof::from_hex(item.text, receipt.path.emplace_back())) return {};
  for (const proof::Json& item : (*json)["signatures"].items)
    receipt.signatures.push_back({item["signer"].text, item["key"].text, item["signature"].text});
  return receipt;
}

bool is_proven(const Receipt& receipt) {
  return proof::root_by_inclusion(proof::leaf_hash(receipt.row), receipt.place, receipt.record.rows, receipt.path) ==
         receipt.record.root;
}

}  // namespace bursar::audit
