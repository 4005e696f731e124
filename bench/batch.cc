// Many records: the engine against C++ written by hand, in one process, in interleaved pairs. Prints JSON, nanoseconds of
// CPU time a record:
//   batch rocket4 POLICY FILE.csv "ORACLE LINE" PAIRS    from columns; FILE.csv and the line as tests/rocket4 writes them
//   batch records POLICY COUNT PAIRS                     any policy of figures, on records made here
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <random>

#include "bench/measure.h"
#include "bench/rocket4/by_hand.h"
#include "engine/api/batch.h"
#include "io/policy/load.h"

using namespace bursar;

namespace {

constexpr size_t kChunk = 1024;

[[noreturn]] void fail(const std::string& text) {
  std::fprintf(stderr, "batch: %s\n", text.c_str());
  std::exit(1);
}

struct Program {
  policy::Loaded files;
  api::ProgramPtr program;
};

std::unique_ptr<Program> compiled(const char* path) {
  auto p = std::make_unique<Program>();
  p->files = policy::load(path);
  p->program = api::compile(p->files.files, p->files.indices, p->files.used).program;
  if (!p->program) fail(std::string("does not compile: ") + path);
  return p;
}

size_t fact(const api::Program& program, std::string_view name) {
  const auto& facts = api::facts(program);
  for (size_t i = 0; i < facts.size(); ++i)
    if (facts[i].name == name) return i;
  fail("no fact " + std::string(name));
}

// --- rocket4 -------------------------------------------------------------------------------------------

std::vector<columns::Chunk> chunks_of(const api::Program& program, const by_hand::File& file, api::Batch& batch) {
  const auto shapes = api::shapes(program);
  const size_t in_zone = fact(program, "in_zone"), output = fact(program, "output"), peak = fact(program, "peak_output"),
               core = fact(program, "core_project"), rd = fact(program, "rd_expense"), premium = fact(program, "premium"),
               subsidy = fact(program, "city_subsidy"), launches = fact(program, "launches");
  std::vector<uint32_t> models;
  for (char m = 'a'; m < 'a' + 16; ++m) models.push_back(batch.dictionary().code(std::string(1, m)));
  std::vector<columns::Chunk> chunks;
  for (size_t i = 0; i < file.enterprises.size(); ++i) {
    if (i % kChunk == 0) chunks.emplace_back().reset(shapes);
    columns::Chunk& chunk = chunks.back();
    const by_hand::Enterprise& e = file.enterprises[i];
    chunk.columns[in_zone].add_flag(e.in_zone);
    chunk.columns[output].add_number(e.output);
    chunk.columns[peak].add_number(e.peak);
    chunk.columns[core].add_flag(e.core);
    chunk.columns[rd].add_number(e.rd);
    chunk.columns[premium].add_number(e.premium);
    chunk.columns[subsidy].add_number(e.subsidy);
    columns::Column& list = chunk.columns[launches];
    for (uint32_t k = 0; k < e.count; ++k) {
      const by_hand::Launch& l = file.launches[e.first + k];
      const auto date = num::Date::of(l.date / 10'000, static_cast<unsigned>(l.date / 100 % 100), static_cast<unsigned>(l.date % 100));
      list.fields[0].add_number(models[l.model]);
      list.fields[1].add_number(date->days);
      list.fields[2].add_number(l.fee);
      list.fields[3].add_flag(l.orbit);
    }
    list.end_list();
    chunk.end_record(e.id, {}, {}, {0, i + 1});
  }
  return chunks;
}

/// `n 3 output 1.00 rd 0.00 insurance 0.00 launch 0.00 total 1.00`
bool oracle_says(const char* line, size_t records, const by_hand::Awards& sums) {
  long long n = 0, yuan[4] = {}, cents[4] = {};
  if (std::sscanf(line, "n %lld output %lld.%2lld rd %lld.%2lld insurance %lld.%2lld launch %lld.%2lld", &n, &yuan[0],
                  &cents[0], &yuan[1], &cents[1], &yuan[2], &cents[2], &yuan[3], &cents[3]) != 9)
    fail("not a line of oracle.py");
  const int64_t got[] = {sums.output, sums.rd, sums.insurance, sums.launch};
  bool same = static_cast<size_t>(n) == records;
  for (int i = 0; i < 4; ++i) same = same && yuan[i] * 100 + cents[i] == got[i];
  return same;
}

int rocket4(const char* policy_path, const char* csv_path, const char* oracle, int pairs) {
  std::ifstream in(csv_path, std::ios::binary);
  std::string text(std::istreambuf_iterator<char>(in), {});
  if (text.empty()) fail(std::string("cannot read ") + csv_path);
  const size_t length = text.size();
  text.append(64, '\0');
  by_hand::File file;
  by_hand::read_csv({text.data(), length}, file);
  if (!file.good) fail("the file written by hand for does not read");
  const size_t n = file.enterprises.size();

  const auto p = compiled(policy_path);
  api::Batch batch(*p->program);
  if (!batch.why_not().empty()) fail("no columns: " + batch.why_not());
  const std::vector<columns::Chunk> chunks = chunks_of(*p->program, file, batch);
  const by_hand::Columns columns = by_hand::columns_of(file.enterprises, file.launches);

  // Every line and total, by hand two ways and by the engine.
  by_hand::AwardColumns hand;
  hand.resize(n);
  for (size_t first = 0; first < n; first += kChunk) by_hand::evaluate(columns, first, std::min(kChunk, n - first), hand);
  bool exact = true;
  by_hand::Awards sums;
  api::BatchAnswers answers;
  size_t row = 0;
  for (const columns::Chunk& chunk : chunks) {
    batch.evaluate(chunk, {}, answers);
    exact = exact && answers.one_by_one.empty();
    for (size_t i = 0; i < chunk.size(); ++i, ++row) {
      const by_hand::Enterprise& e = file.enterprises[row];
      const by_hand::Awards one = by_hand::evaluate(e, file.launches.data() + e.first);
      const auto& c = answers.answers.clauses;
      exact = exact && one == by_hand::Awards{hand.output[row], hand.rd[row], hand.insurance[row], hand.launch[row]} &&
              one == by_hand::Awards{c[0].amounts[i], c[1].amounts[i], c[2].amounts[i], c[3].amounts[i]} &&
              one.total() == hand.total[row] && one.total() == answers.answers.totals[i];
      sums.output += one.output;
      sums.rd += one.rd;
      sums.insurance += one.insurance;
      sums.launch += one.launch;
    }
  }
  exact = exact && oracle_says(oracle, n, sums);

  constexpr int kPasses = 20;
  const auto [engine, by_columns] = bench::pairs(
      pairs, kPasses,
      [&] {
        for (const columns::Chunk& chunk : chunks) batch.evaluate(chunk, {}, answers);
        bench::keep(answers.answers.totals[0]);
      },
      [&] {
        for (size_t first = 0; first < n; first += kChunk)
          by_hand::evaluate(columns, first, std::min(kChunk, n - first), hand);
        bench::keep(hand.total[0]);
      });
  // What else the program written by hand does, for the phases to be set against.
  bench::Times read, records, write;
  std::string written(n * 128, '\0');
  std::vector<by_hand::Awards> awards(n);
  for (int i = 0; i < pairs; ++i) {
    read.push_back(bench::timed(1, [&] { by_hand::read_csv({text.data(), length}, file); }));
    records.push_back(bench::timed(1, [&] {
      for (size_t k = 0; k < n; ++k) awards[k] = by_hand::evaluate(file.enterprises[k], file.launches.data() + file.enterprises[k].first);
      bench::keep(awards[0]);
    }));
    write.push_back(bench::timed(1, [&] {
      char* to = written.data();
      for (size_t k = 0; k < n; ++k) to = by_hand::write_row(to, file.enterprises[k].id, awards[k]);
      bench::keep(*to);
    }));
  }
  std::printf("{\"records\": %zu, \"exact\": %s, \"columns\": {\"engine\": %s, \"by_hand\": %s}, "
              "\"by_hand\": {\"read_csv\": %s, \"records\": %s, \"write_csv\": %s}}\n",
              n, exact ? "true" : "false", bench::list(engine, n).c_str(), bench::list(by_columns, n).c_str(),
              bench::list(read, n).c_str(), bench::list(records, n).c_str(), bench::list(write, n).c_str());
  return exact ? 0 : 1;
}

// --- any policy ----------------------------------------------------------------------------------------

class Records {
 public:
  explicit Records(const api::Program& program) : facts_(api::facts(program)) {}

  facts::Record next() {
    facts::Record r;
    r.as_of = num::Date::of(2025, 6, 30);
    for (const api::FactInfo& fact : facts_) r.values.push_back(value(fact));
    return r;
  }

 private:
  int64_t below(int64_t n) { return static_cast<int64_t>(random_() % static_cast<uint64_t>(n)); }

  facts::Value value(const api::FactInfo& fact) {
    using Form = facts::Value::Form;
    facts::Value v;
    v.form = Form::Number;
    if (!fact.values.empty()) {
      v.form = Form::Text;
      v.text = fact.values[random_() % fact.values.size()];
      return v;
    }
    switch (fact.unit) {
      case award::Unit::YesNo:
        v.form = Form::YesNo;
        v.number = below(4) != 0 ? 1 : 0;
        break;
      case award::Unit::Money: v.number = num::Exact::ratio(below(90'000'000'000), 100); break;
      case award::Unit::Percent: v.number = num::Exact::ratio(below(100), 100); break;
      case award::Unit::Year: v.number = 2020 + below(6); break;
      case award::Unit::Date:
        v.form = Form::Date;
        v.date = *num::Date::of(2020 + static_cast<int>(below(6)), static_cast<unsigned>(1 + below(12)), static_cast<unsigned>(1 + below(28)));
        break;
      case award::Unit::Text:
        v.form = Form::Text;
        v.text = std::string(1, static_cast<char>('a' + below(4)));
        break;
      case award::Unit::List:
        v.form = Form::List;
        for (int64_t n = below(4); n > 0; --n) {
          auto& item = v.items.emplace_back();
          for (const api::FactInfo& field : fact.fields) item.push_back(value(field));
        }
        break;
      default: v.number = below(400); break;
    }
    return v;
  }

  const std::vector<api::FactInfo>& facts_;
  std::mt19937 random_{1};
};

int records(const char* policy_path, size_t count, int pairs) {
  const auto p = compiled(policy_path);
  const api::Program& program = *p->program;
  api::Batch batch(program), one_by_one(program, {false, true, true});
  if (!batch.why_not().empty()) fail("no columns: " + batch.why_not());
  const auto shapes = api::shapes(program);
  Records make(program);
  std::vector<columns::Chunk> chunks;
  for (size_t i = 0; i < count; ++i) {
    if (i % kChunk == 0) chunks.emplace_back().reset(shapes);
    columns::add(chunks.back(), shapes, make.next(), {0, i + 1}, batch.dictionary());
  }
  // A few, also one by one.
  constexpr size_t kSome = 64;
  bool exact = true;
  size_t left = 0;
  api::BatchAnswers answers;
  for (const columns::Chunk& chunk : chunks) {
    batch.evaluate(chunk, {}, answers);
    left += answers.one_by_one.size();
    if (&chunk != &chunks[0]) continue;
    for (size_t i = 0; i < std::min(kSome, chunk.size()); ++i) {
      if (answers.answers.left[i]) continue;
      const award::Award a = api::evaluate(program, columns::record(chunk, shapes, i, batch.dictionary()), {});
      exact = exact && a.total && *a.total * num::Exact(100) == num::Exact(answers.answers.totals[i]);
    }
  }
  bench::Times engine;
  for (int i = 0; i < pairs; ++i)
    engine.push_back(bench::timed(1, [&] {
      for (const columns::Chunk& chunk : chunks) batch.evaluate(chunk, {}, answers);
    }));
  std::printf("{\"records\": %zu, \"clauses\": %zu, \"exact\": %s, \"left\": %zu, \"engine\": %s}\n", count,
              answers.answers.clauses.size(), exact ? "true" : "false", left, bench::list(engine, count).c_str());
  return exact ? 0 : 1;
}

}  // namespace

int main(int argc, char** argv) {
  const std::string what = argc > 1 ? argv[1] : "";
  if (what == "rocket4" && argc == 6) return rocket4(argv[2], argv[3], argv[4], std::atoi(argv[5]));
  if (what == "records" && argc == 5) return records(argv[2], static_cast<size_t>(std::atoll(argv[3])), std::atoi(argv[4]));
  fail("usage: batch rocket4 POLICY FILE.csv \"ORACLE LINE\" PAIRS | batch records POLICY COUNT PAIRS");
}
