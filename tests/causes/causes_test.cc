// Root causes to the cent: the vectors of the running example, and every planted change found again.
#include <algorithm>
#include <catch2/catch.hpp>
#include <map>
#include <set>

#include "engine/api/causes.h"
#include "io/policy/load.h"
#include "io/report/language.h"
#include "io/report/sentences.h"

namespace bursar {
namespace {

using facts::Value;
using num::Exact;

struct Policy {
  explicit Policy(const std::string& path) : files(policy::load(path)) {
    program = api::compile(files.files, files.indices, files.used).program;
    REQUIRE(program);
  }
  policy::Loaded files;
  api::ProgramPtr program;
};

Exact money(const std::string& text) { return *Exact::parse_decimal(text); }

Value value_of(const api::FactInfo& fact, const std::string& text) {
  Value v;
  if (fact.unit == award::Unit::YesNo) {
    v.form = Value::Form::YesNo;
    v.number = Exact(text == "yes" ? 1 : 0);
  } else if (fact.unit == award::Unit::Date) {
    v.form = Value::Form::Date;
    v.date = *num::Date::parse(text);
  } else if (fact.unit == award::Unit::Text) {
    v.form = Value::Form::Text;
    v.text = text;
  } else {
    v.form = Value::Form::Number;
    v.number = money(text);
  }
  return v;
}

facts::Record record_of(const api::Program& program, const std::map<std::string, std::string>& given) {
  facts::Record record;
  record.id = "R";
  for (const api::FactInfo& fact : api::facts(program)) {
    const auto at = given.find(fact.name);
    record.values.push_back(at == given.end() ? Value{} : value_of(fact, at->second));
  }
  return record;
}

/// An enterprise that is eligible under both versions.
facts::Record enterprise(const api::Program& program, const std::string& rd_spend, bool little_giant,
                         std::map<std::string, std::string> changed = {}) {
  std::map<std::string, std::string> given{
      {"claim_year", "2026"},     {"in_city", "yes"},   {"certificate_until", "2027-01-01"}, {"rd_spend", rd_spend},
      {"rd_before", "1000000"},   {"revenue", "20000000"}, {"dishonest", "no"},
      {"first_recognised", "no"}, {"little_giant", little_giant ? "yes" : "no"}};
  for (const auto& [name, value] : changed) given[name] = value;
  return record_of(program, given);
}

std::vector<std::string> kinds(const std::vector<audit::Cause>& causes) {
  std::vector<std::string> out;
  for (const audit::Cause& cause : causes) out.push_back(cause.kind + " " + cause.detail);
  return out;
}

bool contains(const std::vector<audit::Cause>& causes, std::string_view kind, std::string_view detail = {}) {
  return std::any_of(causes.begin(), causes.end(), [&](const audit::Cause& c) {
    return c.kind == kind && (detail.empty() || c.detail == detail);
  });
}

TEST_CASE("the storyboard's rows are explained to the cent", "[causes]") {
  const Policy policy("tests/causes/rd-2026.policy");
  api::RootCause root(*policy.program);
  const auto causes = [&](const facts::Record& record, const std::string& paid) {
    return root.causes("rd_support", record, {}, money(paid));
  };

  SECTION("the top rate on the whole base, no uplift, no cap") {
    const auto record = enterprise(*policy.program, "14225230.44", true);
    CHECK(root.due("rd_support", record, {}) == money("1000000"));
    const auto found = causes(record, "1138018.44");
    CHECK(kinds(found) == std::vector<std::string>{"top_rate_alone award"});
  }
  SECTION("without the cap: 250,000 + 738,018.44 + 197,603.69") {
    const auto record = enterprise(*policy.program, "14225230.44", true);
    const auto found = causes(record, "1185622.13");
    REQUIRE(kinds(found) == std::vector<std::string>{"cap_dropped award.3"});
    CHECK(found[0].text.en == "capped at 1 million yuan");
    CHECK(found[0].text.zh == "最高不超过 100万元");
    CHECK(found[0].clause == "rd_support");
  }
  SECTION("20 % paid without the title; 5 % x 1.2 is last year's 6 %") {
    const auto record = enterprise(*policy.program, "4000000", false);
    CHECK(root.due("rd_support", record, {}) == money("200000"));
    const auto found = causes(record, "240000");
    CHECK(contains(found, "case_assumed"));
    CHECK(contains(found, "earlier_version", "2025-01-01"));
    const auto above = causes(enterprise(*policy.program, "6000000", false), "396000");
    CHECK(kinds(above) == std::vector<std::string>{"case_assumed award.2"});
  }
  SECTION("the title overlooked is the step left out") {
    const auto found = causes(enterprise(*policy.program, "6000000", true), "330000");
    CHECK(kinds(found) == std::vector<std::string>{"step_skipped award.2"});
  }
  SECTION("8 % on the whole base, the steps done") {
    const auto found = causes(enterprise(*policy.program, "6000000", true), "576000");
    CHECK(kinds(found) == std::vector<std::string>{"top_rate_on_whole_base award"});
  }
  SECTION("5 % on the whole base") {
    const auto found = causes(enterprise(*policy.program, "6000000", false), "300000");
    CHECK(kinds(found) == std::vector<std::string>{"band_rate_on_whole_base award.1"});
  }
  SECTION("last year's version") {
    const auto found = causes(enterprise(*policy.program, "6000000", false), "360000");
    CHECK(kinds(found) == std::vector<std::string>{"earlier_version 2025-01-01"});
    CHECK(found[0].text.en == "in force from 2025-01-01 to 2025-12-31");
    CHECK(audit::lead_of(found[0].kind) == audit::Code::A9);
  }
  SECTION("next year's version") {
    const auto record = enterprise(*policy.program, "6000000", false, {{"claim_year", "2025"}});
    const auto found = causes(record, "330000");
    CHECK(contains(found, "later_version", "2026-01-01"));
  }
  SECTION("cut off instead of rounded") {
    const auto record = enterprise(*policy.program, "2000000.10", false);  // 100,000.005
    CHECK(root.due("rd_support", record, {}) == money("100000.01"));
    const auto found = causes(record, "100000.00");
    CHECK(contains(found, "rounding", "award.1:downward"));
  }
  SECTION("one condition ignored") {
    const auto record = enterprise(*policy.program, "4000000", false, {{"rd_before", "3900000"}});
    CHECK(root.due("rd_support", record, {}) == Exact(0));
    const auto found = causes(record, "200000");
    REQUIRE(kinds(found) == std::vector<std::string>{"condition_ignored 5"});
    CHECK(found[0].text.en == "rd_spend at least 110% of rd_before");
    const auto listed = enterprise(*policy.program, "4000000", false, {{"dishonest", "yes"}});
    CHECK(kinds(causes(listed, "200000")) == std::vector<std::string>{"condition_ignored 6"});
  }
  SECTION("two conditions ignored are no single change") {
    const auto record =
        enterprise(*policy.program, "4000000", false, {{"dishonest", "yes"}, {"in_city", "no"}});
    CHECK(causes(record, "200000").empty());
  }
  SECTION("both clauses paid although one excludes the other") {
    const auto record = enterprise(*policy.program, "2000000", false, {{"first_recognised", "yes"}});
    CHECK(root.due("rd_support", record, {}) == Exact(0));
    CHECK(kinds(causes(record, "100000")) == std::vector<std::string>{"exclusive_ignored 1"});
  }
  SECTION("units mistaken") {
    const auto record = enterprise(*policy.program, "4000000", false);
    CHECK(kinds(causes(record, "2000000000")) == std::vector<std::string>{"ten_thousand_times "});
    CHECK(kinds(causes(record, "20000")) == std::vector<std::string>{"tenth "});
  }
  SECTION("what is due has no cause, nor has what fits nothing") {
    const auto record = enterprise(*policy.program, "4000000", false);
    CHECK(causes(record, "200000").empty());
    CHECK(causes(record, "210000").empty());
    CHECK(root.causes("no_such_clause", record, {}, Exact(1)).empty());
  }
  SECTION("a clause goes by its Chinese name as well") {
    const auto record = enterprise(*policy.program, "14225230.44", true);
    CHECK(contains(root.causes("研发支持", record, {}, money("1185622.13")), "cap_dropped"));
  }
  SECTION("a division by zero in a changed rule fits nothing") {
    const auto record = enterprise(*policy.program, "4000000", false, {{"revenue", "0"}});
    CHECK(causes(record, "123").empty());
    CHECK(kinds(causes(record, "200000")) == std::vector<std::string>{"condition_ignored 4"});
  }
}

facts::Record rocket(const api::Program& program, const std::map<std::string, std::string>& given,
                     const std::vector<std::vector<std::string>>& launches) {
  facts::Record record = record_of(program, given);
  const auto& facts = api::facts(program);
  for (size_t f = 0; f < facts.size(); ++f) {
    if (facts[f].name != "launches") continue;
    record.values[f].form = Value::Form::List;
    for (const auto& row : launches) {
      std::vector<Value> item;
      for (size_t i = 0; i < row.size(); ++i) item.push_back(value_of(facts[f].fields[i], row[i]));
      record.values[f].items.push_back(std::move(item));
    }
  }
  return record;
}

TEST_CASE("causes of clauses with ladders, lists and limits", "[causes]") {
  const Policy policy("rules/cn-beijing-etown");
  api::RootCause root(*policy.program);
  const std::map<std::string, std::string> base{{"claim_year", "2024"}, {"in_zone", "yes"}, {"core_project", "yes"},
                                                {"output", "600000000"}, {"peak_output", "90000000"},
                                                {"rd_expense", "80000000"}, {"premium", "6000000"},
                                                {"city_subsidy", "4000000"}};
  const std::vector<std::vector<std::string>> launches{{"X", "2023-11-01", "8000000", "yes"},
                                                       {"X", "2024-02-01", "7000000", "yes"},
                                                       {"X", "2024-04-01", "5000000", "no"},
                                                       {"X", "2024-06-01", "9000000", "yes"},
                                                       {"X", "2024-07-01", "6000000", "yes"},
                                                       {"Y", "2024-08-01", "1000000", "yes"}};
  const auto with = [&](std::map<std::string, std::string> changed) {
    for (const auto& [name, value] : base) changed.emplace(name, value);
    return rocket(*policy.program, changed, launches);
  };
  const auto causes = [&](const char* clause, const facts::Record& record, const std::string& paid) {
    return kinds(root.causes(clause, record, {}, money(paid)));
  };
  using Kinds = std::vector<std::string>;

  SECTION("a ladder") {
    CHECK(root.due("output_milestone", with({}), {}) == money("3000000"));
    CHECK(causes("output_milestone", with({}), "5000000") == Kinds{"step_above award"});
    CHECK(causes("output_milestone", with({}), "1000000") == Kinds{"step_below award"});
    CHECK(causes("output_milestone", with({{"peak_output", "550000000"}}), "3000000") == Kinds{"reached_before_ignored award"});
    CHECK(causes("output_milestone", with({{"output", "500000000"}}), "3000000")[0] == "step_above award");
    CHECK(causes("output_milestone", with({{"output", "100000000"}}), "1000000") == Kinds{"bound_itself award"});
    CHECK(causes("output_milestone", with({{"in_zone", "no"}}), "3000000") == Kinds{"condition_ignored 1"});
    CHECK(causes("output_milestone", with({{"claim_year", "2020"}}), "3000000") == Kinds{"in_force_ignored policy"});
  }
  SECTION("a cap, a rate, a limit") {
    const auto large = with({{"rd_expense", "200000000.10"}, {"output", "90000000"}});
    CHECK(root.due("rd_support", large, {}) == money("50000000"));
    CHECK(causes("rd_support", large, "60000000.03") == Kinds{});  // the limit still binds
    CHECK(causes("rd_support", large, "55000000") == Kinds{"cap_dropped award.1"});
    const auto both = with({{"rd_expense", "200000000"}, {"output", "6000000000"}});
    CHECK(root.due("rd_support", both, {}) == money("45000000"));
    CHECK(causes("rd_support", both, "50000000") == Kinds{"limit_ignored 1"});
    CHECK(causes("rd_support", with({}), "50000000") == Kinds{"factor_left_out award"});
  }
  SECTION("a share matched, a cap and a floor") {
    CHECK(root.due("launch_insurance", with({}), {}) == money("2000000"));
    // Without the cap, and what the city paid not taken off the premium: they come to the same here.
    CHECK(causes("launch_insurance", with({}), "4000000") == Kinds{"cap_dropped award.1", "part_left_out own_premium"});
    const auto above = with({{"premium", "1000000"}, {"city_subsidy", "1200000"}});
    CHECK(causes("launch_insurance", above, "-200000") == Kinds{"floor_dropped award.2"});
  }
  SECTION("a list") {
    CHECK(root.due("launch_subsidy", with({}), {}) == money("8500000"));  // 3.5 + 4.5 + 0.5
    CHECK(causes("launch_subsidy", with({}), "11500000") == Kinds{"take_ignored for"});
    CHECK(causes("launch_subsidy", with({}), "12500000") == Kinds{"choice_ignored of_these.1"});
    CHECK(causes("launch_subsidy", with({}), "8000000") == Kinds{"group_ignored for"});
    CHECK(causes("launch_subsidy", with({}), "6500000") == Kinds{"filter_ignored where.1"});
    CHECK(audit::lead_of("filter_ignored") == audit::Code::A4);
  }
}

TEST_CASE("the unchanged rules stay: every change is taken back", "[causes]") {
  const Policy policy("rules/cn-beijing-etown");
  api::RootCause root(*policy.program);
  const auto record = rocket(*policy.program, {{"claim_year", "2024"}, {"in_zone", "yes"}, {"output", "600000000"}, {"peak_output", "0"}, {"core_project", "no"}}, {});
  for (const char* clause : {"output_milestone", "rd_support", "launch_subsidy", "basic_rd"}) {
    const auto due = root.due(clause, record, {});
    for (size_t i = 0; i < root.changes(clause).size(); ++i) root.amount_under(clause, i, record, {});
    CHECK(root.due(clause, record, {}) == due);
  }
}

TEST_CASE("a change that fits is found by what was planted with it", "[causes]") {
  const Policy policy("tests/causes/rd-2026.policy");
  api::RootCause root(*policy.program);
  const auto record = enterprise(*policy.program, "14225230.44", true);
  const auto changes = root.changes("rd_support");
  const auto due = root.due("rd_support", record, {});
  std::set<std::string> seen;
  size_t planted = 0;
  for (size_t i = 0; i < changes.size(); ++i) {
    CHECK(seen.insert(changes[i].kind + " " + changes[i].detail).second);  // a name each
    const auto amount = root.amount_under("rd_support", i, record, {});
    if (!amount || amount == due) continue;
    ++planted;
    INFO(changes[i].kind << " " << changes[i].detail);
    CHECK_FALSE(root.causes("rd_support", record, {}, *amount).empty());
  }
  CHECK(planted >= 10);
}

TEST_CASE("every kind of cause has a name in both languages", "[causes]") {
  for (std::string_view kind : audit::cause_kinds()) {
    INFO(kind);
    CHECK(report::term(kind, report::Language::En) != kind);
    CHECK(report::term(kind, report::Language::Zh) != kind);
  }
}

}  // namespace
}  // namespace bursar
