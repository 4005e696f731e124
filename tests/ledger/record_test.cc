// A run as it is recorded, and what is proven of it.
#include <catch2/catch.hpp>

#include "engine/audit/receipt.h"
#include "engine/num/currency.h"
#include "engine/proof/canonical.h"
#include "engine/proof/merkle.h"
#include "tests/ledger/sample_audit.h"

using namespace bursar;

namespace {

const std::array<uint8_t, 32> kSeed{1, 2, 3}, kOtherSeed{4, 5, 6};

}  // namespace

TEST_CASE("a run is recorded in one way", "[ledger]") {
  const audit::Audit audit = sample_audit(5, 1);
  const audit::Recording one(audit, kSampleTool), again(audit, kSampleTool);
  CHECK(one.record().text == again.record().text);
  CHECK(one.record().id == proof::sha256(one.record().text));
  CHECK(one.record().root == proof::merkle_root(one.leaves()));
  const auto json = proof::read_json(one.record().text);
  REQUIRE(json);
  CHECK(proof::canonical(*json) == one.record().text);
  CHECK((*json)["inputs"].items[0]["file"].text == "payouts.csv");
  CHECK((*json)["codes"]["A3"].number == 1);
  CHECK((*json)["totals"]["batch"]["paid"].text == audit.control_total.to_decimal(2));
  const auto read = audit::read_record(one.record().text);
  REQUIRE(read);
  CHECK(read->id == one.record().id);
  CHECK(read->rows == 5);
  CHECK(read->inputs[0].sha256 == audit.inputs[0].sha256);
  CHECK(read->options == audit.options);
  CHECK_FALSE(audit::read_record(" " + one.record().text));
  CHECK_FALSE(audit::read_record("{}"));
}

TEST_CASE("what determines a run changes its id", "[ledger]") {
  const audit::Audit base = sample_audit(5, 1);
  const auto id = [](const audit::Audit& audit, const audit::Tool& tool = kSampleTool) {
    return audit::Recording(audit, tool).record().id;
  };
  const auto changed = [&](auto change) {
    audit::Audit audit = sample_audit(5, 1);
    change(audit);
    return id(audit) != id(base);
  };
  CHECK(changed([](audit::Audit& a) { a.rows[4].payout.paid += num::Exact::ratio(1, 100); }));
  CHECK(changed([](audit::Audit& a) { a.rows[3].causes.clear(); }));
  CHECK(changed([](audit::Audit& a) { a.policy.digest = "sha256:other"; }));
  CHECK(changed([](audit::Audit& a) { a.as_of.reset(); }));
  CHECK(changed([](audit::Audit& a) { a.options[0].second = "0.02"; }));
  CHECK(changed([](audit::Audit& a) { a.inputs[0].sha256[0] = 'x'; }));
  CHECK(changed([](audit::Audit& a) { a.refused.push_back({"in/payouts.csv", 7, "V7", "paid", "D0105", {}}); }));
  CHECK(changed([](audit::Audit& a) { std::swap(a.rows[0], a.rows[1]); }));
  CHECK_FALSE(changed([](audit::Audit& a) { a.inputs[0].file = "elsewhere/payouts.csv"; }));
  CHECK_FALSE(changed([](audit::Audit& a) { a.run = "sha256:…"; }));
  CHECK(id(base, {"0.1.0", "sha256:other"}) != id(base));
}

TEST_CASE("a row is read as it was recorded", "[ledger]") {
  audit::Audit audit = sample_audit(5, 1);
  audit.rows[1].outcome = award::Outcome::Undetermined;
  audit.rows[1].due.reset();
  audit.rows[1].difference.reset();
  audit.rows[2].payout.paid = num::Exact::ratio(1, 3);
  const audit::Recording run(audit, kSampleTool);
  const auto open = audit::read_row(run.row(1)), third = audit::read_row(run.row(2)), over = audit::read_row(run.row(3));
  REQUIRE((open && third && over));
  CHECK_FALSE(open->due);
  CHECK_FALSE(open->difference);
  CHECK(open->outcome == award::Outcome::Undetermined);
  CHECK(third->paid == num::Exact::ratio(1, 3));
  CHECK(over->payout == "V00004");
  CHECK(over->difference == num::Exact(100));
  CHECK(over->leads == std::vector{audit::Code::A3});
  REQUIRE(over->causes.size() == 1);
  CHECK(over->causes[0] == audit.causes[0]);
}

TEST_CASE("equal rows have different leaves, which the batch determines", "[ledger]") {
  audit::Audit audit = sample_audit(2, 1);
  audit.rows[1] = audit.rows[0];
  const audit::Recording run(audit, kSampleTool);
  CHECK(run.leaves()[0] != run.leaves()[1]);
  audit::Audit longer = audit;
  longer.rows.push_back(audit.rows[0]);
  CHECK(audit::Recording(longer, kSampleTool).leaves()[0] != run.leaves()[0]);
}

TEST_CASE("a receipt proves its row and shows no other", "[ledger]") {
  for (const size_t rows : {1, 2, 7, 64, 65}) {
    const audit::Audit audit = sample_audit(rows, 1);
    const audit::Recording run(audit, kSampleTool);
    const proof::SigningKey key(kSeed);
    for (size_t i = 0; i < rows; ++i) {
      audit::Receipt receipt{"2026-R1", run.record(), run.row(i), i, proof::inclusion_proof(run.leaves(), i),
                             {audit::sign("zhang.wei", key, run.record().id, run.record().root)}};
      const std::string text = audit::receipt_text(receipt);
      const auto read = audit::read_receipt(text);
      REQUIRE(read);
      REQUIRE(audit::is_proven(*read));
      REQUIRE(audit::is_good(read->signatures[0], read->record.id, read->record.root));
      for (size_t other = 0; other < rows; ++other)
        if (other != i) REQUIRE(text.find(audit.rows[other].payout.payout) == std::string::npos);
      std::string altered = text;
      const std::string paid = num::amount_text(audit.rows[i].payout.paid, "CNY");
      const size_t at = altered.find("\"paid\":\"" + paid, altered.find("\"row\":"));
      REQUIRE(at != std::string::npos);
      altered[at + 8] = altered[at + 8] == '9' ? '8' : '9';
      const auto other = audit::read_receipt(altered);
      REQUIRE((!other || !audit::is_proven(*other)));
    }
  }
  for (const char* none : {"", "{}", "[]", "{\"schema\":\"bursar.receipt/1\"}"}) CHECK_FALSE(audit::read_receipt(none));
}

TEST_CASE("a signature is of one person over one root", "[ledger]") {
  const proof::SigningKey key(kSeed), other(kOtherSeed);
  const proof::Digest run = proof::sha256("run"), root = proof::sha256("root");
  const audit::Signed one = audit::sign("Zhang.Wei", key, run, root);
  CHECK(audit::is_good(one, run, root));
  CHECK_FALSE(audit::is_good(one, run, run));
  CHECK_FALSE(audit::is_good(one, root, root));
  audit::Signed renamed = one;
  renamed.signer = "li.na";
  CHECK_FALSE(audit::is_good(renamed, run, root));
  CHECK(audit::same_signer(one, audit::sign("zhang.wei", other, run, root)));
  CHECK(audit::same_signer(one, audit::sign("li.na", key, run, root)));
  CHECK_FALSE(audit::same_signer(one, audit::sign("li.na", other, run, root)));
  // RFC 8032, section 7.1, test 2.
  std::array<uint8_t, 32> seed{};
  REQUIRE(proof::from_hex("4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb", seed));
  const proof::SigningKey known(seed);
  CHECK(proof::to_hex(known.public_key()) == "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c");
  CHECK(proof::to_hex(known.sign("\x72")) ==
        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
        "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00");
}
