// files FORMAT POLICY FILE PAIRS: from a file to awards in CSV, the engine against C++ written by hand, in one process, in
// interleaved pairs; the rows of both are compared. Prints JSON, nanoseconds of CPU
// time a record. FORMAT is csv, ndjson or yaml.
#include <cstdlib>
#include <fstream>
#include <iterator>

#include "bench/measure.h"
#include "bench/rocket4/by_hand.h"
#include "bench/rocket4/by_hand_streams.h"
#include "engine/api/batch.h"
#include "io/batch/reader.h"
#include "io/batch/write_rows.h"
#include "io/policy/load.h"

using namespace bursar;

namespace {

[[noreturn]] void fail(const std::string& text) {
  std::fprintf(stderr, "files: %s\n", text.c_str());
  std::exit(1);
}

/// The whole file, with room behind it for what reads in large steps.
void read_file(const char* path, std::string& text, size_t& length) {
  std::ifstream in(path, std::ios::binary);
  in.seekg(0, std::ios::end);
  length = static_cast<size_t>(in.tellg());
  in.seekg(0);
  text.resize(length + 128);
  in.read(text.data(), static_cast<std::streamsize>(length));
  if (!in) fail(std::string("cannot read ") + path);
}

class ByHand {
 public:
  ByHand(std::string format, const char* path) : format_(std::move(format)), path_(path) {}

  void run() {
    size_t length = 0;
    read_file(path_, text_, length);
    const std::string_view text(text_.data(), length);
    rows_.resize(length + (length >> 1) + 4096);
    char* to = rows_.data();
    records_ = 0;
    const auto take = [&](const by_hand::Enterprise& e, const by_hand::Launch* launches) {
      to = by_hand::write_row(to, e.id, by_hand::evaluate(e, launches));
      ++records_;
    };
    if (format_ == "csv") {
      by_hand::read_csv(text, file_);
      if (!file_.good) fail("by hand: not the workload's format");
      for (const by_hand::Enterprise& e : file_.enterprises) take(e, file_.launches.data() + e.first);
    } else if (!(format_ == "ndjson" ? by_hand::read_ndjson(text, take) : by_hand::read_yaml(text, take))) {
      fail("by hand: not the workload's format");
    }
    size_ = static_cast<size_t>(to - rows_.data());
    bench::keep(rows_[0]);
  }

  std::string_view rows() const { return {rows_.data(), size_}; }
  size_t records() const { return records_; }

 private:
  std::string format_;
  const char* path_;
  std::string text_, rows_;
  by_hand::File file_;
  size_t size_ = 0, records_ = 0;
};

class Engine {
 public:
  Engine(const char* policy, const char* path) : path_(path), loaded_(policy::load(policy)) {
    program_ = api::compile(loaded_.files, loaded_.indices, loaded_.used).program;
    if (!program_) fail("the policy does not compile");
    shapes_ = api::shapes(*program_);
  }

  /// As `bursar award … --format csv` does it.
  void run() {
    api::Batch batch(*program_);
    const batch::RowWriter writer(batch::RowWriter::Form::Csv, api::reported_clauses(*program_),
                                  api::policy(*program_).currency);
    input::IssueLog log(loaded_.files);
    const auto reader = batch::open_reader(path_, {}, api::facts(*program_), shapes_, {}, log);
    if (!reader) fail("the file does not read");
    rows_.clear();
    while (reader->next(chunk_, 1024, batch.dictionary())) {
      batch.evaluate(chunk_, {}, answers_);
      writer.rows(chunk_, answers_, 0, chunk_.size(), rows_);
    }
    if (log.count() > 0) fail("the file has issues");
    bench::keep(rows_[0]);
  }

  const std::string& rows() const { return rows_; }

 private:
  const char* path_;
  policy::Loaded loaded_;
  api::ProgramPtr program_;
  std::vector<columns::Shape> shapes_;
  columns::Chunk chunk_;
  api::BatchAnswers answers_;
  std::string rows_;
};

/// The same ids and amounts, row by row: the engine adds an outcome and a reason to each.
bool same(std::string_view engine, std::string_view hand) {
  while (!engine.empty() && !hand.empty()) {
    const size_t e = engine.find('\n'), h = hand.find('\n');
    if (e == engine.npos || h == hand.npos) return false;
    std::string_view row = hand.substr(0, h);
    if (row.ends_with('\r')) row.remove_suffix(1);
    if (!engine.substr(0, e).starts_with(row) || engine[row.size()] != ',') return false;
    engine.remove_prefix(e + 1);
    hand.remove_prefix(h + 1);
  }
  return engine.empty() && hand.empty();
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 5) fail("usage: files csv|ndjson|yaml POLICY FILE PAIRS");
  ByHand hand(argv[1], argv[3]);
  Engine engine(argv[2], argv[3]);
  const auto [own, other] = bench::pairs(std::atoi(argv[4]), 1, [&] { engine.run(); }, [&] { hand.run(); });
  const bool exact = same(engine.rows(), hand.rows());
  std::printf("{\"records\": %zu, \"exact\": %s, \"engine\": %s, \"by_hand\": %s}\n", hand.records(),
              exact ? "true" : "false", bench::list(own, hand.records()).c_str(), bench::list(other, hand.records()).c_str());
  return exact ? 0 : 1;
}
