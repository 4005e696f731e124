// explain ROCKET4.policy [RECORDS [PAIRS]]: CPU time of one record into its full trace of ids and exact values, against
// hand-written C++ that computes the same record's amounts in int64 cents. Both see the same generated records, in
// interleaved pairs; every amount is compared. Prints one JSON object with every measurement, in ns a record.
#include <time.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <random>
#include <string>
#include <vector>

#include "engine/api/bursar.h"
#include "engine/api/explain.h"
#include "engine/eval/trace.h"

namespace {

using namespace bursar;
using facts::Value;

[[noreturn]] void fail(const std::string& what) {
  std::fprintf(stderr, "explain: %s\n", what.c_str());
  std::exit(1);
}

double cpu_ns() {
  timespec now{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) * 1e9 + static_cast<double>(now.tv_nsec);
}

// --- the policy by hand, in cents ------------------------------------------------------------------

constexpr int64_t kMillion = 100'000'000;  // yuan, in cents

struct Launch {
  int64_t fee;
  int32_t date;
  uint8_t model;
  bool orbit;
};

struct Enterprise {
  int64_t output, peak, rd, premium, city;
  bool in_zone, core;
  std::vector<Launch> launches;
};

struct Amounts {
  int64_t output = 0, rd = 0, insurance = 0, launch = 0;
};

int64_t milestone(int64_t output) {
  constexpr int64_t kSteps[][2] = {{5000, 10}, {1000, 5}, {500, 3}, {100, 1}};
  for (const auto& [bound, award] : kSteps)
    if (output >= bound * kMillion) return award * kMillion;
  return 0;
}

Amounts by_hand(const Enterprise& e) {
  Amounts a;
  if (!e.in_zone) return a;
  const int64_t now = milestone(e.output), before = milestone(e.peak);
  a.output = now > before ? now : 0;
  if (e.core) a.rd = std::min((e.rd * 3 + 5) / 10, 50 * kMillion);
  a.insurance = std::max(std::min(e.city, e.premium - e.city), int64_t{0});
  const Launch* ordered[64];
  size_t size = 0;
  for (const Launch& launch : e.launches) {
    if (!launch.orbit) continue;
    size_t at = size++;
    for (; at > 0 && ordered[at - 1]->date > launch.date; --at) ordered[at] = ordered[at - 1];
    ordered[at] = &launch;
  }
  uint8_t taken[4] = {};
  for (size_t i = 0; i < size; ++i)
    if (++taken[ordered[i]->model] <= 3) a.launch += (ordered[i]->fee + 1) / 2;
  return a;
}

// --- the same records as facts ---------------------------------------------------------------------

Enterprise enterprise(std::mt19937_64& random) {
  const auto below = [&](int64_t n) { return static_cast<int64_t>(random() % static_cast<uint64_t>(n)); };
  constexpr int64_t kScales[] = {2, 9, 20, 90};  // hundred million yuan
  const int64_t scale = kScales[below(4)] * 100 * kMillion;
  Enterprise e;
  e.in_zone = below(10) != 0;
  e.core = below(10) < 3;
  e.output = below(scale);
  e.peak = below(scale);
  e.rd = below(300 * kMillion);
  e.premium = below(30 * kMillion);
  e.city = below(e.premium * 7 / 10 + 1);
  constexpr int kLaunches[] = {0, 0, 0, 1, 2, 3, 5};
  for (int n = kLaunches[below(7)]; n > 0; --n)
    e.launches.push_back({kMillion + below(59 * kMillion), static_cast<int32_t>(17'897 + below(1096)),
                          static_cast<uint8_t>(below(2)), below(10) < 8});
  return e;
}

Value number(num::Exact n, Value::Form form = Value::Form::Number) {
  Value v;
  v.form = form;
  v.number = std::move(n);
  return v;
}
Value money(int64_t cents) { return number(num::Exact::ratio(cents, 100)); }
Value yes_no(bool yes) { return number(yes ? 1 : 0, Value::Form::YesNo); }

facts::Record record(const Enterprise& e) {
  constexpr const char* kModels[] = {"CZ-X", "ZK-1"};
  facts::Record r;
  Value launches;
  launches.form = Value::Form::List;
  for (const Launch& launch : e.launches) {
    Value model, date;
    model.form = Value::Form::Text;
    model.text = kModels[launch.model];
    date.form = Value::Form::Date;
    date.date.days = launch.date;
    launches.items.push_back({model, date, money(launch.fee), yes_no(launch.orbit)});
  }
  r.values = {yes_no(e.in_zone), money(e.output), money(e.peak), yes_no(e.core), money(e.rd), money(e.premium),
              money(e.city), launches};
  return r;
}

bool same(const Amounts& a, const eval::Trace& trace) {
  const int64_t amounts[] = {a.output, a.rd, a.insurance, a.launch};
  for (size_t i = 0; i < 4; ++i)
    if (trace.clauses[i].amount != num::Exact::ratio(amounts[i], 100)) return false;
  return trace.total == num::Exact::ratio(a.output + a.rd + a.insurance + a.launch, 100);
}

void print(const char* name, const std::vector<double>& values, const char* end) {
  std::printf("\"%s\": [", name);
  for (size_t i = 0; i < values.size(); ++i) std::printf("%s%.1f", i ? ", " : "", values[i]);
  std::printf("]%s", end);
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2) fail("usage: explain ROCKET4.policy [RECORDS [PAIRS]]");
  const size_t count = argc > 2 ? static_cast<size_t>(std::atoll(argv[2])) : 10'000;
  const int pairs = argc > 3 ? std::atoi(argv[3]) : 5;
  std::ifstream in(argv[1], std::ios::binary);
  if (!in) fail(std::string("cannot read ") + argv[1]);
  source::Files files;
  const uint32_t index = files.add(argv[1], std::string(std::istreambuf_iterator<char>(in), {}));
  const api::Compiled compiled = api::compile(files, {index});
  if (!compiled.program) fail(std::string("does not compile: ") + argv[1]);

  std::mt19937_64 random(4);
  std::vector<Enterprise> enterprises;
  std::vector<facts::Record> records;
  for (size_t i = 0; i < count; ++i) {
    enterprises.push_back(enterprise(random));
    records.push_back(record(enterprises.back()));
  }
  api::Explainer explainer(*compiled.program);
  for (size_t i = 0; i < count; ++i)
    if (!same(by_hand(enterprises[i]), explainer.trace(records[i], {}))) fail("the amounts differ");

  int64_t sum = 0;
  num::Exact total;
  std::vector<double> explained, by_hand_ns;
  for (int pair = 0; pair < pairs; ++pair) {
    double start = cpu_ns();
    for (const facts::Record& r : records) total += *explainer.trace(r, {}).total;
    explained.push_back((cpu_ns() - start) / static_cast<double>(count));
    // Many times over: once is too short for the clock.
    constexpr int kTimes = 20;
    start = cpu_ns();
    for (int i = 0; i < kTimes; ++i)
      for (const Enterprise& e : enterprises) {
        const Amounts a = by_hand(e);
        sum += a.output + a.rd + a.insurance + a.launch;
      }
    by_hand_ns.push_back((cpu_ns() - start) / static_cast<double>(count) / kTimes);
  }
  if (total * num::Exact(2000) != num::Exact(sum)) fail("the totals differ");
  std::printf("{\"records\": %zu, ", count);
  print("explain_ns", explained, ", ");
  print("by_hand_ns", by_hand_ns, "}\n");
}
