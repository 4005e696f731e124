// Practice data held against the rules: nothing in it is wrong but what was planted, and that is what it says.
#include <algorithm>
#include <catch2/catch.hpp>
#include <filesystem>
#include <map>
#include <set>

#include "engine/api/causes.h"
#include "engine/audit/credit_code.h"
#include "engine/audit/duplicates.h"
#include "engine/award/results.h"
#include "engine/practice/practice.h"
#include "io/policy/load.h"

namespace bursar {
namespace {

using audit::Code;
using award::Outcome;

struct Policy {
  explicit Policy(const std::string& path) : files(policy::load(path)) {
    program = api::compile(files.files, files.indices, files.used).program;
    REQUIRE(program);
  }
  policy::Loaded files;
  api::ProgramPtr program;
};

std::string written(const practice::Batch& batch) {
  std::string out;
  for (const audit::Payout& p : batch.payouts)
    out += p.payout + " " + p.id + " " + p.clause + " " + p.paid.to_text() + " " + p.approved_on->to_text() + " " +
           p.paid_on->to_text() + "\n";
  for (const practice::Planted& p : batch.planted) out += p.payout + " " + p.kind + " " + p.detail + "\n";
  return out;
}

/// Every payout against the evaluator, the search for causes and that for duplicates.
void check(const std::string& path, const practice::Request& request) {
  INFO(path);
  const Policy policy(path);
  const practice::Batch batch = practice::make(*policy.program, request);
  const std::vector<columns::Shape> shapes = api::shapes(*policy.program);
  api::RootCause root(*policy.program);
  CHECK(batch.payouts.size() == request.payouts);
  CHECK(batch.planted.size() == request.errors);
  std::map<std::string, facts::Record> records;
  for (uint32_t e : batch.order) {
    facts::Record record = columns::record(batch.enterprises, shapes, e, batch.dictionary);
    CHECK(audit::check_code(record.id).verdict == audit::CodeVerdict::Valid);
    CHECK(records.emplace(record.id, record).second);
  }
  std::map<std::string, practice::Planted> planted;
  for (const practice::Planted& p : batch.planted) CHECK(planted.emplace(p.payout, p).second);
  std::map<std::string, std::set<std::string>> paid_clauses;
  std::vector<audit::Claim> claims;
  std::set<std::string> repeated;
  for (const audit::Payout& payout : batch.payouts) {
    INFO(payout.payout << " " << payout.clause << " " << payout.paid.to_text());
    const auto wrong = planted.find(payout.payout);
    const std::string kind = wrong == planted.end() ? "" : wrong->second.kind;
    const auto known = records.find(payout.id);
    claims.push_back({payout.id, payout.clause, {}, {}, payout.paid, known != records.end()});
    const int64_t days = num::days_between(*payout.approved_on, *payout.paid_on);
    CHECK((kind == "late" ? days > 150 : days > 0 && days < 40));
    if (kind == "same_code" || kind == "near_code") repeated.insert(payout.payout);
    CHECK((kind == "near_code") == (known == records.end()));
    if (known == records.end()) continue;
    paid_clauses[payout.id].insert(payout.clause);
    const award::Award award = api::evaluate(*policy.program, known->second, {});
    const award::ClauseResult* result = award::result_of(award, payout.clause);
    REQUIRE(result != nullptr);
    if (kind.empty() || kind == "late" || kind == "same_code") {
      CHECK(result->outcome == Outcome::Eligible);
      CHECK(result->amount == payout.paid);
      continue;
    }
    const auto causes = root.causes(payout.clause, known->second, {}, payout.paid);
    if (kind == "fact_missing") {
      CHECK(result->outcome == Outcome::Undetermined);
      CHECK(std::count(result->missing.begin(), result->missing.end(), wrong->second.detail) == 1);
    } else if (kind == "not_eligible") {
      CHECK(result->outcome == Outcome::Ineligible);
      CHECK(causes.empty());
    } else if (kind == "underpaid") {
      CHECK(payout.paid < *result->amount);
      CHECK(causes.empty());
    } else {
      CHECK(std::any_of(causes.begin(), causes.end(), [&](const audit::Cause& c) {
        return c.kind == kind && c.detail == wrong->second.detail;
      }));
      CHECK(result->amount != payout.paid);
      if (wrong->second.code == Code::A6) CHECK(*result->amount - payout.paid == num::Exact::ratio(1, 100));
      if (wrong->second.code == Code::A3) CHECK(*result->amount < payout.paid);
      if (wrong->second.code == Code::A1) CHECK(result->outcome == Outcome::Ineligible);
    }
  }
  // Whoever is entitled is paid.
  for (const auto& [id, record] : records)
    for (const auto& clause : api::evaluate(*policy.program, record, {}).clauses)
      if (clause.outcome == Outcome::Eligible && clause.amount->sign() > 0 && !award::is_result(clause.verb))
        CHECK(paid_clauses[id].contains(clause.id));
  std::set<std::string> found;
  for (const audit::Duplicate& d : audit::duplicates(claims)) {
    found.insert(batch.payouts[d.row].payout);
    const auto at = planted.find(batch.payouts[d.row].payout);
    REQUIRE(at != planted.end());
    CHECK(at->second.detail == batch.payouts[d.original].payout);
  }
  CHECK(found == repeated);
}

TEST_CASE("practice data is right but for what was planted", "[practice]") {
  check("tests/causes/rd-2026.policy", {400, 88, 5});
  check("rules/cn-beijing-etown", {600, 90, 11});
}

TEST_CASE("every kind of error is planted where the policy allows it", "[practice]") {
  const Policy policy("tests/causes/rd-2026.policy");
  const practice::Batch batch = practice::make(*policy.program, {300, 46, 2});
  for (size_t e = 0; e < practice::kErrors; ++e) {
    INFO(e);
    CHECK((batch.shares[e] == 4 || batch.shares[e] == 5));
  }
}

TEST_CASE("a seed gives one batch", "[practice]") {
  const Policy policy("rules/cn-beijing-etown");
  const std::string first = written(practice::make(*policy.program, {200, 30, 9}));
  CHECK(first == written(practice::make(*policy.program, {200, 30, 9})));
  CHECK(first != written(practice::make(*policy.program, {200, 30, 10})));
}

TEST_CASE("practice for every policy of rules", "[practice]") {
  for (const auto& entry : std::filesystem::directory_iterator("rules")) {
    if (!entry.is_directory()) continue;
    INFO(entry.path());
    const Policy policy(entry.path().string());
    const practice::Batch batch = practice::make(*policy.program, {40, 8, 1});
    CHECK(batch.payouts.size() <= 40);
    CHECK(batch.planted.size() <= 8);
    uint64_t sum = 0;
    for (uint64_t n : batch.shares) sum += n;
    CHECK(sum == batch.planted.size());
  }
}

}  // namespace
}  // namespace bursar
