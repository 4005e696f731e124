// What the explaining evaluator writes down: ids of the program and exact values.
#include "engine/eval/trace.h"

#include <catch2/catch.hpp>

#include "engine/api/explain.h"
#include "io/policy/load.h"

namespace bursar {
namespace {

using award::Met;
using award::Outcome;
using eval::Entries;
using eval::Trace;
using facts::Value;
using num::Exact;
using Kind = award::Step::Kind;

enum Fact { InZone, Output, Peak, Core, Expense, Premium, Subsidy, Launches };
enum Clause { OutputAward, RdAward, InsuranceAward, LaunchAward };

Value number(Exact n, Value::Form form = Value::Form::Number) {
  Value v;
  v.form = form;
  v.number = std::move(n);
  return v;
}
Value yes(bool b = true) { return number(b ? 1 : 0, Value::Form::YesNo); }

std::vector<Value> launch(const char* model, int day, int64_t fee, bool orbit = true) {
  Value m, date;
  m.form = Value::Form::Text;
  m.text = model;
  date.form = Value::Form::Date;
  date.date = *num::Date::of(2024, 5, static_cast<unsigned>(day));
  return {m, date, number(fee), yes(orbit)};
}

facts::Record enterprise() {
  facts::Record r;
  Value launches;
  launches.form = Value::Form::List;
  r.values = {yes(), number(600'000'000), number(Exact::ratio(99'999'999'99, 100)), yes(), number(200'000'000),
              number(1'000'000), number(300'000), launches};
  return r;
}

class Rocket4 {
 public:
  Rocket4() : files_(policy::load("bench/rocket4/rocket4.policy")) {
    program_ = api::compile(files_.files, files_.indices, files_.used).program;
    REQUIRE(program_);
    explainer_.emplace(*program_);
  }
  const Trace& trace(const facts::Record& r) { return explainer_->trace(r, {}); }

 private:
  policy::Loaded files_;
  api::ProgramPtr program_;
  std::optional<api::Explainer> explainer_;
};

template <class Entry>
std::vector<Entry> all(const std::vector<Entry>& table, Trace::Chain chain) {
  std::vector<Entry> out;
  for (const Entry& e : Entries(table, chain)) out.push_back(e);
  return out;
}

std::vector<Trace::Step> steps(const Trace& t, Clause clause) {
  const auto lines = all(t.lines, t.clauses[clause].lines);
  REQUIRE(lines.size() == 1);
  return all(t.steps, lines[0].steps);
}

}  // namespace

TEST_CASE("a trace holds each step with the exact values before and after", "[trace]") {
  Rocket4 rocket4;
  const Trace& t = rocket4.trace(enterprise());
  CHECK(t.outcome == Outcome::Eligible);
  CHECK(t.total == Exact(53'300'000));
  const auto rd = steps(t, RdAward);
  REQUIRE(rd.size() == 3);
  CHECK(rd[0].kind == Kind::Start);
  REQUIRE(rd[0].figures.size == 2);
  CHECK(t.figures[rd[0].figures.first].number == Exact::ratio(3, 10));
  CHECK(t.figures[rd[0].figures.first + 1].number == Exact(200'000'000));
  CHECK(rd[1].kind == Kind::Cap);
  CHECK(rd[1].applied);
  CHECK(rd[1].before.number == Exact(60'000'000));
  CHECK(rd[1].operand.number == Exact(50'000'000));
  CHECK(rd[1].after.number == Exact(50'000'000));
  CHECK(rd[2].kind == Kind::Round);
  CHECK_FALSE(rd[2].applied);
  const auto insurance = steps(t, InsuranceAward);
  REQUIRE(insurance.size() == 3);
  CHECK(insurance[0].chosen == 0);
  // The rows of the ladder are constants: they follow from the program.
  const auto output = steps(t, OutputAward);
  CHECK(output[0].chosen == 1);
  CHECK(output[0].figures.size == 0);
  CHECK(output[0].after.number == Exact(3'000'000));
}

TEST_CASE("a trace holds each condition with what was needed and given", "[trace]") {
  Rocket4 rocket4;
  facts::Record r = enterprise();
  r.values[Core] = {};
  r.values[Output] = number(Exact::ratio(99'999'999'99, 100));
  const Trace& t = rocket4.trace(r);
  CHECK(t.outcome == Outcome::Undetermined);
  const auto rd = all(t.conditions, t.clauses[RdAward].conditions);
  REQUIRE(rd.size() == 1);
  CHECK(rd[0].outcome == Met::Unknown);
  const auto parts = all(t.conditions, rd[0].parts);
  REQUIRE(parts.size() == 2);
  CHECK(parts[0].outcome == Met::Met);
  CHECK(parts[1].outcome == Met::Unknown);
  CHECK(parts[1].value.deps() == ops::Deps{Core});
  CHECK(t.clauses[RdAward].missing == ops::Deps{Core});
  CHECK(t.clauses[RdAward].highest == Exact(50'000'000));
  const auto output = all(t.conditions, t.clauses[OutputAward].conditions);
  REQUIRE(output.size() == 2);
  CHECK(output[1].kind == Trace::Condition::Kind::Steps);
  CHECK(output[1].need.number == Exact(100'000'000));
  REQUIRE(output[1].short_by != Trace::kNone);
  CHECK(t.short_by[output[1].short_by].fact == Output);
  CHECK(t.short_by[output[1].short_by].gap == Exact::ratio(1, 100));
}

TEST_CASE("a trace holds the lines and what was left out in the list's order", "[trace]") {
  Rocket4 rocket4;
  facts::Record r = enterprise();
  r.values[Launches].items = {launch("a", 9, 900), launch("a", 2, 200), launch("b", 5, 500, false),
                              launch("a", 4, 400), launch("a", 3, 300), launch("b", 1, 101)};
  const Trace& t = rocket4.trace(r);
  std::vector<uint32_t> positions;
  for (const auto& line : all(t.lines, t.clauses[LaunchAward].lines)) {
    positions.push_back(line.position);
    CHECK(line.fields == &r.values[Launches].items[line.position - 1]);
  }
  CHECK(positions == std::vector<uint32_t>{2, 4, 5, 6});
  const auto out = all(t.left_out, t.clauses[LaunchAward].left_out);
  REQUIRE(out.size() == 2);
  CHECK(out[0].position == 1);
  CHECK(out[0].by == Trace::LeftOut::By::Take);
  CHECK(out[1].position == 3);
  CHECK(out[1].by == Trace::LeftOut::By::Where);
  CHECK(t.clauses[LaunchAward].amount == Exact::ratio(100'100, 200));
}

}  // namespace bursar
