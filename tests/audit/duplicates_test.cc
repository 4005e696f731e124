#include "engine/audit/duplicates.h"

#include <catch2/catch.hpp>
#include <map>
#include <random>
#include <string>

#include "engine/audit/credit_code.h"

using namespace bursar::audit;
using How = Duplicate::How;

namespace {

const std::string kA = "91350100M000100Y43", kB = "12440600MB2C07549J", kC = "91990100MAHU49D470";

constexpr std::string_view kAlphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";

std::string random_code(std::mt19937_64& random) {
  std::string first = "91";
  for (int i = 0; i < 6; ++i) first += static_cast<char>('0' + random() % 10);
  for (int i = 0; i < 8; ++i) first += kAlphabet[random() % kAlphabet.size()];
  return *with_check_digits(first);
}

bool has_valid_checks(const std::string& id) { return check_code(id).verdict == CodeVerdict::Valid; }

/// One slip that no valid code is made by.
std::string mistyped(const std::string& code, std::mt19937_64& random) {
  for (;;) {
    std::string out = code;
    const size_t at = random() % (out.size() - 1);
    switch (random() % 4) {
      case 0: out[at] = kAlphabet[random() % kAlphabet.size()]; break;
      case 1: std::swap(out[at], out[at + 1]); break;
      case 2: out.erase(at, 1); break;
      default: out.insert(at, 1, kAlphabet[random() % kAlphabet.size()]);
    }
    if (out != code && !has_valid_checks(out)) return out;
  }
}

}  // namespace

TEST_CASE("duplicates: the same code, clause and part, however it is written", "[audit]") {
  const std::vector<Claim> claims{{kA, "grant", "", "", 100},
                                  {"91350100m000100y4-3", "grant", "", "", 250},
                                  {kA, "bonus", "", "", 100},
                                  {kA, "grant", "p2", "", 100},
                                  {kB, "grant", "", "", 100},
                                  {"９１350100M000100Y43", "grant", "", "", 100},
                                  {kA, "grant", "p2", "", 1}};
  CHECK(duplicates(claims) == std::vector<Duplicate>{{1, 0, How::SameCode}, {5, 0, How::SameCode}, {6, 3, How::SameCode}});
}

TEST_CASE("duplicates: what pays nothing or back repeats nothing", "[audit]") {
  CHECK(duplicates({{kA, "grant", "", "", 0}, {kA, "grant", "", "", 100}, {kA, "grant", "", "", -100}}).empty());
}

TEST_CASE("duplicates: near codes", "[audit]") {
  const auto near = [](const std::string& unknown, bool known = false) {
    return duplicates({{kA, "grant", "", "", 100}, {unknown, "grant", "", "", 100, known}});
  };
  const std::vector<Duplicate> found{{1, 0, How::NearCode}};
  CHECK(near("91350100M000100Y48") == found);   // a wrong character
  CHECK(near("91350100M000100YA3") == found);
  CHECK(near("91350100M00010Y043") == found);   // two swapped
  CHECK(near("91350100M00010Y43") == found);    // one missing
  CHECK(near("91350100M0000100Y43") == found);  // one too many
  CHECK(near("9135OIOOM000100Y43") == found);   // look-alikes
  CHECK(near("91350100M000111Y43").empty());    // two wrong
  CHECK(near("91350100M000100Y48", true).empty());  // both are known
  CHECK(duplicates({{"E1", "grant", "", "", 100}, {"E2", "grant", "", "", 100, false}}).empty());
  CHECK(duplicates({{kA, "grant", "", "", 100}, {"91350100M000100Y48", "bonus", "", "", 100, false}}).empty());
  CHECK(duplicates({{kA, "grant", "", "", 100}, {"91350100M000100Y48", "grant", "", "", 99, false}}).empty());
}

TEST_CASE("duplicates: of two near ids the unknown one is the lead, wherever it stands", "[audit]") {
  const std::vector<Claim> claims{{"91350100M000100Y48", "grant", "", "", 100, false},
                                  {kA, "grant", "", "", 100},
                                  {"91350100M000100Y48", "grant", "", "", 100, false}};
  CHECK(duplicates(claims) == std::vector<Duplicate>{{0, 1, How::NearCode}, {2, 0, How::SameCode}});
}

TEST_CASE("duplicates: the same project under another id", "[audit]") {
  const std::vector<Claim> claims{{kA, "grant", "", "KY-2025-17", 100},
                                  {kB, "grant", "", "ky 2025 17", 70},
                                  {kB, "bonus", "", "KY-2025-17", 70},
                                  {kA, "grant", "", "KY-2025-17", 100},
                                  {kC, "grant", "", "", 100}};
  CHECK(duplicates(claims) == std::vector<Duplicate>{{1, 0, How::SameProject}, {3, 0, How::SameCode}});
}

TEST_CASE("duplicates: planted pairs are found and nothing else", "[audit]") {
  std::mt19937_64 random(2);
  std::vector<std::string> ids;
  std::vector<Claim> claims;
  std::map<std::string, uint32_t> row_of;
  ids.reserve(8000);
  std::vector<Duplicate> planted;
  // Few amounts, so that what is near is not told apart by the amount.
  const auto pay = [&](std::string id, bool known, int amount) {
    claims.push_back({ids.emplace_back(std::move(id)), "grant", "", "", amount, known});
    return static_cast<uint32_t>(claims.size() - 1);
  };
  for (int i = 0; i < 6000; ++i) {
    const uint32_t row = pay(random_code(random), true, 100'000 + static_cast<int>(random() % 3));
    if (i % 20 == 7) planted.push_back({pay(ids[row], true, 5), row, How::SameCode});
    if (i % 20 == 13) {
      const std::string slip = mistyped(ids[row], random);
      planted.push_back({pay(slip, false, static_cast<int>(*claims[row].paid.to_int64())), row, How::NearCode});
    }
    if (i % 20 == 17) pay(mistyped(mistyped(mistyped(random_code(random), random), random), random), false, 100'000);
  }
  const auto found = duplicates(claims);
  REQUIRE(planted.size() == 600);
  CHECK(found == planted);
}

TEST_CASE("linked payees: with the way they are linked", "[audit]") {
  using By = Linked::By;
  const std::vector<Payee> payees{{"A", "6222 0001", "Zhao"}, {"B", "62220002", "Qian"}, {"C", "6222-0001", "Qian"},
                                  {"D", "62220004", "Sun"},   {"B", "62220005", "Qian"}, {"E", "62220005", ""},
                                  {"F", "", "Sun"},           {"G", "", ""},             {"a", "62220009", ""}};
  const auto linked = linked_payees(payees);
  REQUIRE(linked.size() == 6);  // A, B, C, D, E, F
  const auto rows = [&](size_t i) { return std::pair(linked[i].row, linked[linked[i].first].row); };
  CHECK(rows(0) == std::pair(0u, 0u));
  CHECK(rows(1) == std::pair(1u, 0u));
  CHECK(rows(2) == std::pair(2u, 0u));
  CHECK(rows(3) == std::pair(3u, 3u));
  CHECK(rows(4) == std::pair(5u, 0u));
  CHECK(rows(5) == std::pair(6u, 3u));
  CHECK(path_to(linked, 0) == std::vector<Linked::Step>{{By::Account, 0, 2}});
  CHECK(path_to(linked, 4) == std::vector<Linked::Step>{{By::Account, 0, 2}, {By::LegalPerson, 2, 1}, {By::Account, 4, 5}});
  CHECK(path_to(linked, 5) == std::vector<Linked::Step>{{By::LegalPerson, 3, 6}});
}

TEST_CASE("linked payees: one payee in several rows is linked to nobody", "[audit]") {
  CHECK(linked_payees({{"A", "1", "Zhao"}, {"a ", "1", "Zhao"}, {"B", "2", "Qian"}}).empty());
}
