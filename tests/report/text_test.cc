// The text reports, whole, in both languages.
#include <catch2/catch.hpp>

#include "io/report/award_text.h"
#include "io/report/check_text.h"
#include "io/report/explain_text.h"
#include "tests/report/expected.h"
#include "tests/report/samples.h"

using namespace bursar;
using namespace bursar::report;

namespace {

struct Sample {
  const char* name;
  award::Award award;
};

std::vector<Sample> samples() {
  return {{"eligible", test::eligible()},
          {"near_miss", test::near_miss()},
          {"undetermined", test::undetermined()},
          {"faulty", test::faulty()}};
}

void check_lines(const std::string& text) {
  CHECK(text.find(" \n") == text.npos);
  CHECK(text.ends_with('\n'));
  CHECK(text.find('\t') == text.npos);
}

}  // namespace

TEST_CASE("report: every screen in both languages and styles", "[report]") {
  for (const Sample& sample : samples()) {
    for (const Language language : {Language::En, Language::Zh}) {
      const std::string end = language == Language::En ? ".en.txt" : ".zh.txt";
      for (const bool plain : {false, true}) {
        const Style style{false, plain};
        const std::string tail = (plain ? std::string(".plain") : std::string()) + end;
        const std::string name = sample.name;
        INFO(name << tail);
        for (const std::string& text :
             {award_text(sample.award, language, style), check_text(sample.award, language, style),
              explain_text(sample.award, language, style, Depth::Audit)})
          check_lines(text);
        CHECK_EXPECTED(name + ".award" + tail, award_text(sample.award, language, style));
        CHECK_EXPECTED(name + ".check" + tail, check_text(sample.award, language, style));
        CHECK_EXPECTED(name + ".explain" + tail, explain_text(sample.award, language, style));
      }
    }
  }
}

TEST_CASE("report: the depths of an explanation", "[report]") {
  const award::Award award = test::eligible();
  for (const Language language : {Language::En, Language::Zh}) {
    const std::string end = language == Language::En ? ".en.txt" : ".zh.txt";
    CHECK_EXPECTED("eligible.office" + end, explain_text(award, language, {}, Depth::Office));
    CHECK_EXPECTED("eligible.audit" + end, explain_text(award, language, {}, Depth::Audit));
  }
  const std::string one = explain_text(award, Language::En, {}, Depth::Applicant, "launch");
  CHECK(one.find("Launch subsidy") != one.npos);
  CHECK(one.find("Output milestone") == one.npos);
  CHECK(explain_text(award, Language::En, {}, Depth::Applicant, "nowhere") ==
        "This policy has no clause nowhere.\n");
}

TEST_CASE("report: colour changes nothing but colour", "[report]") {
  const auto without_colour = [](std::string text) {
    for (size_t at = text.find('\x1b'); at != text.npos; at = text.find('\x1b'))
      text.erase(at, text.find('m', at) - at + 1);
    return text;
  };
  for (const Sample& sample : samples()) {
    const Style colour{true, false};
    for (const Language language : {Language::En, Language::Zh}) {
      CHECK(award_text(sample.award, language, colour).find('\x1b') != std::string::npos);
      CHECK(without_colour(award_text(sample.award, language, colour)) == award_text(sample.award, language));
      CHECK(without_colour(check_text(sample.award, language, colour)) == check_text(sample.award, language));
      CHECK(without_colour(explain_text(sample.award, language, colour)) ==
            explain_text(sample.award, language));
    }
  }
}

TEST_CASE("report: hostile and empty awards are printed too", "[report]") {
  award::Award bare;
  award::ClauseResult clause;
  clause.id = "c";
  for (const auto outcome : {award::Outcome::Eligible, award::Outcome::Ineligible,
                             award::Outcome::Undetermined, award::Outcome::Conflict, award::Outcome::Fault}) {
    bare.outcome = clause.outcome = outcome;
    bare.clauses = {clause};
    award::Line line;
    line.id = line.clause = "c";
    line.amount = num::Exact::ratio(1, 3);
    line.steps.resize(3);
    line.steps[1].kind = award::Step::Kind::Round;
    line.steps[2].kind = award::Step::Kind::Cap;
    bare.lines = {line};
    for (const Language language : {Language::En, Language::Zh}) {
      for (const bool plain : {false, true}) {
        check_lines(award_text(bare, language, {false, plain}));
        check_lines(check_text(bare, language, {false, plain}));
        check_lines(explain_text(bare, language, {false, plain}, Depth::Audit));
      }
    }
  }
}
