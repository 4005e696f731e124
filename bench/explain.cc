// explain ROCKET4.policy RECORDS PAIRS: one record into its full trace of ids and exact values, against C++ written by
// hand that computes its amounts, on records made here, in interleaved pairs. Every amount is compared. Prints JSON,
// nanoseconds of CPU time a record.
#include <cstdlib>
#include <random>

#include "bench/measure.h"
#include "bench/rocket4/by_hand.h"
#include "engine/api/explain.h"
#include "engine/eval/trace.h"
#include "io/policy/load.h"

using namespace bursar;

namespace {

[[noreturn]] void fail(const std::string& text) {
  std::fprintf(stderr, "explain: %s\n", text.c_str());
  std::exit(1);
}

/// Spread like those of tests/rocket4/gen.py.
struct Population {
  std::vector<by_hand::Enterprise> enterprises;
  std::vector<by_hand::Launch> launches;

  explicit Population(size_t count) {
    for (size_t i = 0; i < count; ++i) add();
  }

 private:
  int64_t below(int64_t n) { return static_cast<int64_t>(random_() % static_cast<uint64_t>(n)); }

  void add() {
    constexpr int64_t kScales[] = {200, 900, 2000, 9000};  // million yuan
    constexpr uint32_t kLaunches[] = {0, 0, 0, 1, 2, 3, 5};
    const int64_t scale = kScales[below(4)] * by_hand::kMillion;
    by_hand::Enterprise e;
    e.in_zone = below(10) != 0;
    e.core = below(10) < 3;
    e.output = below(scale);
    e.peak = below(scale);
    e.rd = below(300 * by_hand::kMillion);
    e.premium = below(30 * by_hand::kMillion);
    e.subsidy = below(e.premium * 7 / 10 + 1);
    e.first = static_cast<uint32_t>(launches.size());
    e.count = kLaunches[below(7)];
    for (uint32_t k = 0; k < e.count; ++k)
      launches.push_back({by_hand::kMillion + below(59 * by_hand::kMillion),
                          static_cast<int32_t>((2019 + below(3)) * 10'000 + (1 + below(12)) * 100 + 1 + below(28)),
                          static_cast<uint8_t>(below(2)), below(10) < 8});
    enterprises.push_back(e);
  }

  std::mt19937_64 random_{4};
};

facts::Value number(num::Exact n, facts::Value::Form form = facts::Value::Form::Number) {
  facts::Value v;
  v.form = form;
  v.number = std::move(n);
  return v;
}
facts::Value money(int64_t cents) { return number(num::Exact::ratio(cents, 100)); }
facts::Value yes_no(bool yes) { return number(yes ? 1 : 0, facts::Value::Form::YesNo); }

/// In the order of the policy's facts.
facts::Record record(const by_hand::Enterprise& e, const by_hand::Launch* launches) {
  constexpr const char* kModels[] = {"CZ-X", "ZK-1"};
  facts::Value list;
  list.form = facts::Value::Form::List;
  for (uint32_t k = 0; k < e.count; ++k) {
    const by_hand::Launch& l = launches[k];
    facts::Value model, date;
    model.form = facts::Value::Form::Text;
    model.text = kModels[l.model];
    date.form = facts::Value::Form::Date;
    date.date = *num::Date::of(l.date / 10'000, static_cast<unsigned>(l.date / 100 % 100), static_cast<unsigned>(l.date % 100));
    list.items.push_back({model, date, money(l.fee), yes_no(l.orbit)});
  }
  facts::Record r;
  r.values = {yes_no(e.in_zone), money(e.output), money(e.peak), yes_no(e.core), money(e.rd), money(e.premium),
              money(e.subsidy), std::move(list)};
  return r;
}

bool same(const by_hand::Awards& a, const eval::Trace& trace) {
  const int64_t amounts[] = {a.output, a.rd, a.insurance, a.launch};
  for (size_t i = 0; i < std::size(amounts); ++i)
    if (trace.clauses[i].amount != num::Exact::ratio(amounts[i], 100)) return false;
  return trace.total == num::Exact::ratio(a.total(), 100);
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 4) fail("usage: explain ROCKET4.policy RECORDS PAIRS");
  const auto count = static_cast<size_t>(std::atoll(argv[2]));
  const policy::Loaded files = policy::load(argv[1]);
  const api::ProgramPtr program = api::compile(files.files, files.indices, files.used).program;
  if (!program) fail(std::string("does not compile: ") + argv[1]);

  const Population made(count);
  std::vector<facts::Record> records;
  for (const by_hand::Enterprise& e : made.enterprises) records.push_back(record(e, made.launches.data() + e.first));
  api::Explainer explainer(*program);
  bool exact = true;
  for (size_t i = 0; i < count; ++i) {
    const by_hand::Enterprise& e = made.enterprises[i];
    exact = exact && same(by_hand::evaluate(e, made.launches.data() + e.first), explainer.trace(records[i], {}));
  }
  constexpr int kPasses = 10;
  const auto [explained, hand] = bench::pairs(
      std::atoi(argv[3]), kPasses,
      [&] {
        for (const facts::Record& r : records) bench::keep(explainer.trace(r, {}));
      },
      [&] {
        for (const by_hand::Enterprise& e : made.enterprises)
          bench::keep(by_hand::evaluate(e, made.launches.data() + e.first));
      });
  std::printf("{\"records\": %zu, \"exact\": %s, \"explain\": %s, \"by_hand\": %s}\n", count, exact ? "true" : "false",
              bench::list(explained, count).c_str(), bench::list(hand, count).c_str());
  return exact ? 0 : 1;
}
