// Every policy of rules/, docs/language/patterns/ and bench/, and random applicants to each.
#pragma once

#include <algorithm>
#include <catch2/catch.hpp>
#include <filesystem>
#include <memory>
#include <random>
#include <string>
#include <vector>

#include "engine/api/bursar.h"
#include "io/policy/load.h"

namespace bursar::tests {

namespace fs = std::filesystem;
using facts::Value;
using num::Exact;

struct Loaded {
  std::string path;
  policy::Loaded files;
  api::ProgramPtr program;
};

inline std::vector<std::unique_ptr<Loaded>> programs() {
  std::vector<std::string> paths;
  for (const auto& entry : fs::directory_iterator("rules"))
    if (entry.is_directory()) paths.push_back(entry.path().string());
  for (const auto& entry : fs::directory_iterator("docs/language/patterns"))
    if (entry.path().extension() == ".policy" && entry.path().stem().extension() != ".zh") paths.push_back(entry.path().string());
  paths.push_back("bench/rocket4/rocket4.policy");
  std::sort(paths.begin(), paths.end());
  std::vector<std::unique_ptr<Loaded>> out;
  for (const std::string& path : paths) {
    auto one = std::make_unique<Loaded>();
    one->path = path;
    one->files = policy::load(path);
    one->program = api::compile(one->files.files, one->files.indices, one->files.used).program;
    INFO(path);
    REQUIRE(one->program);
    out.push_back(std::move(one));
  }
  return out;
}

class Applicants {
 public:
  Applicants(const api::Program& program, uint32_t seed) : program_(program), facts_(api::facts(program)), random_(seed) {}

  facts::Record record(size_t number) {
    facts::Record r;
    r.id = "a" + std::to_string(number);
    r.as_of = date();
    for (const api::FactInfo& fact : facts_) r.values.push_back(value(fact));
    return r;
  }

  /// Some facts, or fields of their items, become unknown. Bounds say what the values of a fact can give that applies:
  /// one that does not apply is not left open.
  facts::Record with_unknowns(facts::Record r) {
    for (Value& v : r.values) {
      if (chance(30) && v.form != Value::Form::DoesNotApply) v = {};
      for (auto& row : v.items)
        for (Value& field : row)
          if (chance(5) && field.form != Value::Form::DoesNotApply) field = {};
    }
    return r;
  }

  /// Some figures become huge, or get half a cent, or stand 0.01 beside a round figure.
  facts::Record at_edges(facts::Record r) {
    for (Value& v : r.values) {
      edge(v);
      for (auto& row : v.items)
        for (Value& field : row) edge(field);
    }
    return r;
  }

  bool chance(uint32_t percent) { return random_() % 100 < percent; }
  std::mt19937& random() { return random_; }

 private:
  num::Date date() { return *num::Date::of(2016 + static_cast<int>(random_() % 10), 1 + random_() % 12, 1 + random_() % 28); }

  void edge(Value& v) {
    if (v.form != Value::Form::Number || !v.number.decimals() || v.number < Exact(20'000)) return;
    switch (random_() % 8) {
      case 0: v.number += Exact::ratio(1, 100); return;
      case 1: v.number -= Exact::ratio(1, 100); return;
      case 2: v.number += Exact::ratio(5, 1000); return;
      case 3: v.number = v.number * Exact(40'000'000'000); return;
      case 4: v.number = v.number * Exact(90'000'000'000'000); return;
      default: return;
    }
  }

  Exact amount() {
    static constexpr int64_t kEdges[] = {0, 1, 100, 10'000, 1'000'000, 100'000'000, 1'000'000'000};
    Exact e(kEdges[random_() % 7]);
    if (chance(60)) e = e * Exact(static_cast<int64_t>(random_() % 1000)) * Exact::ratio(1, 100);
    if (chance(30)) e += Exact::ratio(1, 100);
    return e;
  }

  Value value(const api::FactInfo& fact) {
    using Unit = award::Unit;
    Value v;
    if (chance(3) && !fact.history) {
      v.form = Value::Form::DoesNotApply;
      return v;
    }
    v.form = Value::Form::Number;
    if (!fact.values.empty()) {
      v.form = Value::Form::Text;
      v.text = fact.values[random_() % fact.values.size()];
      return v;
    }
    switch (fact.unit) {
      case Unit::YesNo:
        v.form = Value::Form::YesNo;
        v.number = Exact(chance(75) ? 1 : 0);
        return v;
      case Unit::Money: v.number = amount(); return v;
      case Unit::Count: v.number = Exact(static_cast<int64_t>(random_() % (chance(50) ? 12 : 400))); return v;
      case Unit::Percent: v.number = Exact::ratio(static_cast<int64_t>(random_() % 120), 100); return v;
      case Unit::Year: v.number = Exact(2015 + static_cast<int64_t>(random_() % 11)); return v;
      case Unit::Month:
        v.form = Value::Form::Date;
        v.date = num::Month::of(date()).start();
        v.number = Exact(num::Month::of(v.date).index);
        return v;
      case Unit::Date:
        v.form = Value::Form::Date;
        v.date = date();
        return v;
      case Unit::Time: v.number = Exact(static_cast<int64_t>(random_() % 1440)); return v;
      case Unit::Moment:
        v.number = Exact(num::minutes_of(*num::Date::of(2025, 5, 1)) + static_cast<int64_t>(random_() % 3000));
        return v;
      case Unit::Period: {
        v.form = Value::Form::Period;
        const num::Date from = date();
        v.period = num::Period::of_days(from, *from.add_days(random_() % 900));
        return v;
      }
      case Unit::Text:
      case Unit::None:
        v.form = Value::Form::Text;
        v.text = std::string(1, static_cast<char>('a' + random_() % 3));
        return v;
      case Unit::List: {
        v.form = Value::Form::List;
        const size_t most = fact.series ? 24 : 5;
        for (size_t n = random_() % (most + 1), i = 0; i < n; ++i) {
          std::vector<Value> row;
          for (const api::FactInfo& field : fact.fields) {
            row.push_back(value(field));
            if (fact.history && field.name == "clause") row.back().text = clause_name();
            if (fact.history && field.name == "policy") row.back() = {};  // left out: this policy
            if (fact.history) row.back().form = row.back().form == Value::Form::DoesNotApply ? Value::Form::Unknown : row.back().form;
          }
          if (fact.series) row[0].number = Exact(num::Month::of(*num::Date::of(2023, 1, 1)).index + static_cast<int32_t>(i));
          v.items.push_back(std::move(row));
        }
        return v;
      }
      default: v.number = Exact(static_cast<int64_t>(random_() % 2000)); return v;
    }
  }

  std::string clause_name() {
    if (names_.empty()) {
      facts::Record empty;
      empty.values.resize(facts_.size());
      empty.as_of = *num::Date::of(2024, 6, 30);
      for (const auto& c : api::evaluate(program_, empty, {}).clauses) names_.push_back(c.id);
    }
    return names_[random_() % names_.size()];
  }

  const api::Program& program_;
  const std::vector<api::FactInfo>& facts_;
  std::mt19937 random_;
  std::vector<std::string> names_;
};

}  // namespace bursar::tests
