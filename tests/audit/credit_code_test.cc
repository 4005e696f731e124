#include "engine/audit/credit_code.h"

#include <catch2/catch.hpp>
#include <random>
#include <string>

using namespace bursar::audit;

TEST_CASE("credit code: worked vectors of the standard", "[audit]") {
  for (const char* code : {"91350100M000100Y43", "12440600MB2C07549J", "91990100MAHU49D470", "91990100MABA2PB05Y",
                           "91990100MATDUXMT2T"}) {
    CAPTURE(code);
    const CodeCheck check = check_code(code);
    CHECK(check.verdict == CodeVerdict::Valid);
    CHECK(check.check_17 == code[16]);
    CHECK(check.check_18 == code[17]);
    CHECK_FALSE(check.proposal);
    CHECK(check.registrar_known);
    CHECK(with_check_digits(std::string(code).substr(0, 16)) == code);
  }
}

TEST_CASE("credit code: what must fail", "[audit]") {
  CHECK(check_code("111111111111111111").verdict == CodeVerdict::Invalid);
  CHECK(check_code("111111111111111111").check_18 == '5');
  CHECK(check_code("91310115MA1G4L1WXK").verdict == CodeVerdict::Invalid);
  CHECK(check_code("91310115MA1G4L1WXK").check_18 == '7');
  // what the standard prints as its example
  CHECK(check_code("91350100M000100Y4Z").verdict == CodeVerdict::Invalid);
  CHECK(check_code("9135A100M000100Y43").verdict == CodeVerdict::Invalid);  // letters in the region
}

TEST_CASE("credit code: one check wrong is a warning, and says which", "[audit]") {
  const CodeCheck irregular = check_code("91350203M0001QKT19");
  CHECK(irregular.verdict == CodeVerdict::Irregular);
  CHECK(irregular.check_18 == 'F');
  CHECK(irregular.check_17 == '1');
  const CodeCheck not_a_company = check_code("369999190001010018");
  CHECK(not_a_company.verdict == CodeVerdict::NotACompany);
  CHECK(not_a_company.check_18 == '8');
  CHECK(not_a_company.check_17 == '4');
  CHECK_FALSE(not_a_company.registrar_known);
}

TEST_CASE("credit code: other ids are told apart", "[audit]") {
  for (const char* id : {"", "E-0001", "91350100M000100Y4", "91350100M000100Y431", "91350100M000100Y4?"})
    CHECK(check_code(id).verdict == CodeVerdict::OtherKind);
}

TEST_CASE("credit code: forms of one code are one", "[audit]") {
  const std::string code = "91350100M000100Y43";
  for (const char* cell : {"91350100m000100y43", " 91350100 M000100Y 43\t", "９１３５０１００Ｍ０００１００Ｙ４３",
                           "91350100-M000100Y4-3", "\u200b91350100M000100Y43\ufeff", "913501\u00a000\u3000M000100y43",
                           "913501\u201100M00\u00ad0100Y43"}) {
    CAPTURE(cell);
    CHECK(normalised_code(cell) == code);
    CHECK(check_code(cell).verdict == CodeVerdict::Valid);
  }
}

TEST_CASE("credit code: look-alikes are proposed, never applied", "[audit]") {
  const CodeCheck check = check_code("9135O1OOMOOOIOOY43");
  CHECK(check.verdict == CodeVerdict::Invalid);
  CHECK(check.code == "9135O1OOMOOOIOOY43");
  REQUIRE(check.proposal);
  CHECK(*check.proposal == "91350100M000100Y43");
  CHECK(without_lookalikes("IOSVZ") == "105U2");
  CHECK_FALSE(without_lookalikes("105U2"));
}

TEST_CASE("credit code: a citizen's number is recognised", "[audit]") {
  CHECK(like_personal_id("11010519491231002X"));  // the example of GB 11643
  CHECK(check_code("11010519491231002x").like_personal_id);
  CHECK_FALSE(like_personal_id("110105194912310021"));
  CHECK_FALSE(like_personal_id("11010519491331002X"));
  CHECK_FALSE(like_personal_id("91350100M000100Y43"));
  CHECK(check_code("369999190001010018").like_personal_id);  // and its check at 18 is right for a company too
}

TEST_CASE("credit code: every single wrong character is noticed", "[audit]") {
  constexpr std::string_view kAlphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";
  std::mt19937_64 random(32100);
  for (int n = 0; n < 300; ++n) {
    std::string first = "91";
    for (int i = 0; i < 6; ++i) first += kAlphabet[random() % 10];
    for (int i = 0; i < 8; ++i) first += kAlphabet[random() % kAlphabet.size()];
    const auto code = with_check_digits(first);
    REQUIRE(code);
    REQUIRE(check_code(*code).verdict == CodeVerdict::Valid);
    for (size_t at = 0; at < code->size(); ++at)
      for (const char other : kAlphabet) {
        std::string wrong = *code;
        wrong[at] = other;
        if (wrong != *code && check_code(wrong).verdict == CodeVerdict::Valid) FAIL(*code << " and " << wrong);
      }
  }
}
