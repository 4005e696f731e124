// The reports of an audit: whole, in both languages.
#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "io/report/audit_csv.h"
#include "io/report/audit_figures.h"
#include "io/report/audit_html.h"
#include "io/report/audit_json.h"
#include "io/report/audit_text.h"
#include "io/report/audit_words.h"
#include "tests/report/audit_samples.h"
#include "tests/report/expected.h"

using namespace bursar;
using namespace bursar::report;

TEST_CASE("audit report: the summary in both languages and styles", "[report][audit]") {
  const struct {
    const char* name;
    audit::Audit audit;
  } samples[] = {{"audit", test::batch()}, {"audit_hostile", test::hostile_batch()}, {"audit_clean", test::clean_batch()}};
  for (const auto& sample : samples)
    for (const Language language : {Language::En, Language::Zh})
      for (const bool plain : {false, true}) {
        const std::string text = audit_text(sample.audit, language, {false, plain});
        CHECK(text.find(" \n") == text.npos);
        CHECK(text.ends_with('\n'));
        CHECK_EXPECTED(std::string(sample.name) + (plain ? ".plain" : "") + (language == Language::En ? ".en" : ".zh") +
                           ".txt",
                       text);
      }
}

TEST_CASE("audit report: JSON and CSV", "[report][audit]") {
  CHECK_EXPECTED("audit_hostile.json", audit_json(test::hostile_batch()));
  CHECK_EXPECTED("audit_hostile.csv", audit_csv(test::hostile_batch()));
  CHECK_EXPECTED("audit_clean.json", audit_json(test::clean_batch()));
}

TEST_CASE("audit report: an independent reader understands the JSON", "[report][audit]") {
  const audit::Audit batch = test::batch();
  const auto document = nlohmann::json::parse(audit_json(batch));
  REQUIRE(document["rows"].size() == batch.rows.size());
  CHECK(document["totals"]["control_total"] == "394258966.77");
  CHECK(document["totals"]["by_first_a_code"][0]["paid"] == "3100256.93");
  CHECK(document["totals"]["rows_with_code"]["A3"] == 17);
  const auto& row = document["rows"][17];
  CHECK(row["leads"][0]["code"] == "A3");
  CHECK(row["leads"][0]["reason"]["id"] == "above_standard");
  CHECK(document["causes"][row["causes"][0].get<size_t>()]["kind"] == "top_rate_on_whole_base");
  const auto undecided = nlohmann::json::parse(audit_json(test::hostile_batch()))["rows"][7];
  CHECK(undecided["due"].is_null());
  CHECK(undecided["difference"].is_null());
  audit::Audit none = test::clean_batch();
  none.rows.clear();
  CHECK(nlohmann::json::parse(audit_json(none))["rows"].empty());
}

TEST_CASE("audit report: a reason or cause without words is printed by its id", "[report][audit]") {
  const audit::Audit audit = test::hostile_batch();
  const AuditWords words(audit, Language::Zh);
  CHECK(words.cause(audit.causes[1]) == "<b>unheard of</b>：=1+1");
  CHECK(words.reason(audit.rows[9].leads[0].reason) == "something_new：1.00；V1；<i>");
  CHECK(words.reason({"facts_missing", {}, {"a", "b"}, {}}) == "缺：a、b");
  CHECK(words.reason({"only_left", audit.rows[2].leads[0].reason.values, {"V1", "paid", "bank"}, {}}) ==
        "付款 V1 仅在“支付”中，不在“银行到账”中：1,000,000.00");
}

TEST_CASE("audit report: figures", "[report][audit]") {
  const AuditFigures figures = figures_of(test::batch());
  CHECK(figures.improper.rows == 45);
  CHECK(figures.unexplained == 25);
  uint64_t over = 0, under = 0;
  for (const DifferenceBand& band : figures.bands) {
    over += band.over;
    under += band.under;
  }
  CHECK(over == 38);
  CHECK(under == 7);
  CHECK(figures.bands.front().from == 0);
  CHECK(first_to_open(test::clean_batch()) == nullptr);
}

TEST_CASE("audit report: the page", "[report][audit]") {
  for (const Language language : {Language::En, Language::Zh}) {
    const std::string end = language == Language::En ? ".en.html" : ".zh.html";
    CHECK_EXPECTED("audit" + end, audit_html(test::batch(), language));
    const std::string page = audit_html(test::hostile_batch(), language);
    CHECK_EXPECTED("audit_hostile" + end, page);
    // What stands in the data is text: no tag, no attribute, no character that turns the text round.
    for (const char* tag : {"<script", "<img", "<b>unheard", "<u>", "<i>", "onerror=alert(1)\">", "\u202e"})
      CHECK(page.find(tag) == page.npos);
    CHECK(page.find("&lt;script&gt;alert(1)&lt;/script&gt;") != page.npos);
    CHECK(page.find("&quot;&gt;&lt;img src=x") != page.npos);
  }
}

TEST_CASE("audit report: a page lists so many payouts and says what it leaves out", "[report][audit]") {
  audit::Audit audit = test::batch();
  audit::Row small = audit.rows[0];
  small.difference = num::Exact::ratio(1, 100);
  small.payout.payout = "SMALL";
  while (audit.rows.size() < 1241 + 45 + kMostRowsOfPage) audit.rows.push_back(small);
  audit.rows[0].payout.payout = "LARGE";
  const std::string page = audit_html(audit, Language::En);
  CHECK(page.find("1,000 of 1,045 payouts") != page.npos);
  CHECK(page.find("LARGE") != page.npos);
}
