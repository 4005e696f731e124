// Properties that hold for every policy of rules/, docs/language/patterns/ and bench/, on random applicants: bounds
// contain what any completion of the unknowns gives; budget shares sum exactly; the order of applicants changes nothing;
// no step leaves more than its cap; instalments sum to the award; no record is told by the one before it.
#include <algorithm>
#include <catch2/catch.hpp>
#include <cstdlib>
#include <map>

#include "engine/api/explain.h"
#include "io/report/json.h"
#include "tests/property/applicants.h"

namespace bursar {
namespace {

using facts::Value;
using num::Exact;
using tests::Applicants;
using tests::programs;

bool decided(award::Outcome o) { return o == award::Outcome::Eligible || o == award::Outcome::Ineligible; }

bool money(const award::ClauseResult& c) { return !award::is_result(c.verb); }

int rounds() { return std::getenv("BURSAR_LONG") != nullptr ? 2'000 : 60; }

}  // namespace

TEST_CASE("bounds contain every completion of the unknowns") {
  int undetermined = 0, settled = 0;
  for (const auto& loaded : programs()) {
    Applicants make(*loaded->program, 7);
    for (int round = 0; round < rounds(); ++round) {
      const facts::Record whole = make.record(static_cast<size_t>(round));
      const facts::Record partly = make.with_unknowns(whole);
      const award::Award full = api::evaluate(*loaded->program, whole, {});
      const award::Award open = api::evaluate(*loaded->program, partly, {});
      for (size_t c = 0; c < open.clauses.size() && c < full.clauses.size(); ++c) {
        const award::ClauseResult &a = open.clauses[c], &b = full.clauses[c];
        if (a.id != b.id || !money(a) || !decided(b.outcome) || !b.amount) continue;  // a fault has no amount to compare
        INFO(loaded->path << " " << a.id << ", round " << round << ": " << b.amount->to_text());
        if (decided(a.outcome)) {
          ++settled;
          CHECK(*a.amount == *b.amount);
        } else if (a.outcome == award::Outcome::Undetermined) {
          ++undetermined;
          if (a.lowest) CHECK(*a.lowest <= *b.amount);
          if (a.highest) CHECK(*b.amount <= *a.highest);
        }
      }
      if (open.outcome == award::Outcome::Undetermined && full.total) {
        INFO(loaded->path << " total, round " << round << ": " << full.total->to_text());
        if (open.lowest) CHECK(*open.lowest <= *full.total);
        if (open.highest) CHECK(*full.total <= *open.highest);
      }
    }
  }
  CHECK(undetermined > 500);
  CHECK(settled > 500);
}

TEST_CASE("no step leaves more than its cap, and instalments sum to the award") {
  int caps = 0, payments = 0;
  for (const auto& loaded : programs()) {
    Applicants make(*loaded->program, 11);
    for (int round = 0; round < rounds(); ++round) {
      const award::Award a = api::evaluate(*loaded->program, make.record(static_cast<size_t>(round)), {});
      INFO(loaded->path << ", round " << round);
      for (const award::Line& line : a.lines)
        for (const award::Step& s : line.steps) {
          if (s.kind != award::Step::Kind::Cap || s.after.state != award::Shown::State::Known) continue;
          ++caps;
          CHECK(s.after.number <= s.operand.number);
        }
      std::map<std::string, Exact> paid;
      for (const award::Payment& p : a.payments) paid[p.clause] += p.amount;
      for (const award::ClauseResult& c : a.clauses)
        if (paid.count(c.id) != 0) {
          ++payments;
          CHECK(paid[c.id] == *c.amount);
        }
    }
  }
  CHECK(caps > 300);
  CHECK(payments > 10);
}

TEST_CASE("an evaluation knows nothing of the one before it") {
  for (const auto& loaded : programs()) {
    Applicants make(*loaded->program, 17);
    api::Explainer explainer(*loaded->program);
    for (int round = 0; round < rounds() / 4; ++round) {
      const facts::Record whole = make.record(static_cast<size_t>(round));
      const facts::Record record = make.chance(50) ? make.with_unknowns(whole) : whole;
      INFO(loaded->path << ", round " << round);
      CHECK(report::to_json_line(explainer.evaluate(record, {})) == report::to_json_line(api::evaluate(*loaded->program, record, {})));
    }
  }
}

TEST_CASE("budget shares sum exactly, whatever the order of the applicants") {
  int shared = 0;
  for (const auto& loaded : programs()) {
    if (!api::has_budgets(*loaded->program)) continue;
    Applicants make(*loaded->program, 13);
    for (int round = 0; round < rounds(); ++round) {
      std::vector<facts::Record> records;
      for (size_t i = 0; i < 7; ++i) records.push_back(make.record(i));
      // One day for all: a budget by years is shared within each.
      for (facts::Record& r : records)
        for (size_t f = 0; f < r.values.size(); ++f)
          if (r.values[f].form == Value::Form::Date) r.values[f] = records[0].values[f];
      const auto run = [&](const std::vector<size_t>& order) {
        std::vector<std::pair<const facts::Record*, std::optional<num::Date>>> all;
        for (size_t i : order) all.emplace_back(&records[i], records[0].as_of);
        return api::evaluate_all(*loaded->program, all);
      };
      std::vector<size_t> order{0, 1, 2, 3, 4, 5, 6};
      const auto first = run(order);
      std::shuffle(order.begin(), order.end(), make.random());
      const auto second = run(order);
      INFO(loaded->path << ", round " << round);
      std::optional<Exact> budget;
      Exact given;
      for (const award::Award& a : first)
        for (const award::Line& line : a.lines) {
          given += line.amount;
          for (const award::Step& s : line.steps)
            if (s.kind == award::Step::Kind::Budget) budget = s.operand.number;
        }
      if (budget) {
        ++shared;
        CHECK(given <= *budget);
      }
      for (size_t i = 0; i < order.size(); ++i) {
        CHECK(second[i].total.has_value() == first[order[i]].total.has_value());
        if (second[i].total && first[order[i]].total) CHECK(*second[i].total == *first[order[i]].total);
      }
    }
  }
  CHECK(shared > 10);
}

}  // namespace bursar
