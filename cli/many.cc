#include "cli/many.h"

#include <sys/stat.h>

#include <memory>

#include "cli/exit_codes.h"
#include "cli/progress.h"
#include "cli/same_file.h"
#include "cli/worker.h"
#include "engine/api/batch.h"
#include "io/batch/reader.h"
#include "io/batch/write_rows.h"

namespace bursar::cli {

namespace {

constexpr size_t kChunk = 1024;
constexpr size_t kPiece = size_t{1} << 18;  ///< what is written at once

uint64_t bytes_of(const std::vector<std::string>& files) {
  uint64_t sum = 0;
  struct stat info {};
  for (const std::string& file : files)
    if (file != "-" && stat(file.c_str(), &info) == 0) sum += static_cast<uint64_t>(info.st_size);
  return sum;
}

/// Rows in front of one that were refused, and what is said of them.
struct RefusedRow {
  size_t before = 0;  ///< row of the chunk
  std::string id, reason;
};

/// A chunk on its way from the reader to the output. One thread reads, the slots evaluate and write, each in turn.
struct Slot {
  Slot(const api::Program& program, bool threaded) : batch(program) {
    if (threaded) worker.emplace();
  }

  api::Batch batch;
  columns::Chunk chunk;
  api::BatchAnswers answers;
  std::vector<RefusedRow> refused;
  std::string text;
  int code = kYes;
  bool under_way = false;
  std::optional<Worker> worker;
};

class Rows {
 public:
  Rows(const Context& context, const Options& options, Session& session, const std::vector<std::string>& files)
      : context_(context),
        session_(session),
        program_(*session.program),
        files_(files),
        shapes_(api::shapes(program_)),
        writer_(options.format == "jsonl" ? batch::RowWriter::Form::Ndjson : batch::RowWriter::Form::Csv,
                api::reported_clauses(program_), api::policy(program_).currency),
        log_(session.loaded.files),
        output_(options.output),
        progress_(context, options, bytes_of(files)),
        exit_zero_(options.exit_zero) {
    if (!options.as_of.empty()) as_of_ = num::Date::parse(options.as_of);
    for (unsigned i = 0; i < options.jobs; ++i) slots_.push_back(std::make_unique<Slot>(program_, options.jobs > 1));
  }

  int run(const batch::Options& reading) {
    if (output_.error() != 0) return context_.cannot_write(output_), kBroken;
    writer_.header(text_);
    for (const std::string& file : files_)
      if (going_on_) read(file, reading);
    flush();
    progress_.clear();
    if (!log_.issues().empty()) context_.report_issues(log_.issues(), session_.loaded.files, summary());
    if (!context_.finish(output_)) return kBroken;
    return exit_zero_ && code_ != kBroken ? kYes : code_;
  }

 private:
  void read(const std::string& file, const batch::Options& reading) {
    const auto reader = batch::open_reader(file, {}, api::facts(program_), shapes_, reading, log_);
    if (!reader) {
      code_ = kBroken;
      return;
    }
    next_ordinal_ = 1;
    while (going_on_) {
      Slot& slot = *slots_[turn_ % slots_.size()];
      collect(slot);
      if (!reader->next(slot.chunk, kChunk, slot.batch.dictionary())) break;
      ++turn_;
      prepare(slot, file);
      hand_over(slot);
      progress_.at(done_ += slot.chunk.size(), bytes_before_ + reader->origin().bytes);
    }
    for (size_t i = 0; i < slots_.size(); ++i) collect(*slots_[(turn_ + i) % slots_.size()]);
    std::vector<RefusedRow> last;
    refuse(file, reader->records() + 1, 0, last);
    for (const RefusedRow& row : last) writer_.refused(row.id, row.reason, text_);
    bytes_before_ += reader->origin().bytes;
    refused_ += reader->refused();
    if (told_ < log_.issues().size()) code_ = kBroken;  // the file broke off
    told_ = log_.issues().size();
  }

  void prepare(Slot& slot, const std::string& file) {
    const bool undated = !as_of_ && api::needs_as_of(program_);
    slot.refused.clear();
    for (size_t row = 0; row < slot.chunk.size(); ++row) {
      if (undated && !slot.chunk.as_of[row]) ask_for_date(slot.chunk.places[row].line, file);
      refuse(file, slot.chunk.places[row].ordinal, row, slot.refused);
      ++next_ordinal_;
    }
  }

  /// The records before this ordinal that could not be read, in the order of their issues.
  void refuse(const std::string& file, uint64_t before, size_t row, std::vector<RefusedRow>& out) {
    for (; next_ordinal_ < before; ++next_ordinal_) {
      code_ = kBroken;
      const std::string number = "#" + std::to_string(next_ordinal_);
      if (told_ >= log_.issues().size()) {  // more than are kept
        out.push_back({row, number, file});
        continue;
      }
      const diag::Issue& issue = log_.issues()[told_];
      const std::string& record = issue.record;
      const source::File& place = session_.loaded.files[issue.span.file];
      out.push_back({row, record.empty() ? number : record,
                     place.name() + ":" + std::to_string(place.position(issue.span.begin).line) + ": " +
                         std::string(diag::code(issue.kind)) + (issue.field.empty() ? "" : " " + issue.field)});
      size_t next = told_ + 1;
      while (next < log_.issues().size() && log_.issues()[next].record == record) ++next;
      told_ = next;
    }
  }

  void hand_over(Slot& slot) {
    slot.under_way = true;
    if (!slot.worker) return answer(slot);
    slot.worker->start([this, &slot] { answer(slot); });
  }

  /// In whatever thread: touches the slot alone.
  void answer(Slot& slot) const {
    slot.batch.evaluate(slot.chunk, as_of_, slot.answers);
    slot.text.clear();
    size_t from = 0;
    for (const RefusedRow& row : slot.refused) {
      writer_.rows(slot.chunk, slot.answers, from, row.before, slot.text);
      from = row.before;
      writer_.refused(row.id, row.reason, slot.text);
    }
    writer_.rows(slot.chunk, slot.answers, from, slot.chunk.size(), slot.text);
    slot.code = kYes;
    for (size_t row = 0; row < slot.chunk.size(); ++row)
      if (!slot.answers.answers.left[row]) slot.code = worse(slot.code, exit_of(slot.answers.answers.outcomes[row]));
    for (const auto& [row, award] : slot.answers.one_by_one) slot.code = worse(slot.code, exit_of(award.outcome));
  }

  /// Takes what a slot has made, in the order of the chunks.
  void collect(Slot& slot) {
    if (!slot.under_way) return;
    if (slot.worker) slot.worker->wait();
    slot.under_way = false;
    code_ = worse(code_, slot.code);
    text_ += slot.text;
    if (text_.size() >= kPiece) flush();
  }

  void ask_for_date(uint32_t line, const std::string& file) {
    code_ = kBroken;
    if (dateless_++ == 0) context_.complain(context_.say(Say::RecordNeedsDate, {file, std::to_string(line)}));
  }

  void flush() {
    going_on_ = output_.write(text_) && going_on_;
    text_.clear();
  }

  std::string summary() const {
    const std::string count = log_.count() > log_.issues().size()
                                  ? context_.say(Say::IssuesOf, {std::to_string(log_.issues().size()),
                                                                 std::to_string(log_.count())})
                                  : render::count_text(log_.issues(), context_.chinese());
    return refused_ > 0 ? context_.say(Say::CountNotEvaluated, {count, std::to_string(refused_)})
                        : context_.say(Say::CountOnly, {count});
  }

  const Context& context_;
  Session& session_;
  const api::Program& program_;
  const std::vector<std::string>& files_;
  const std::vector<columns::Shape> shapes_;
  const batch::RowWriter writer_;
  input::IssueLog log_;
  Output output_;
  Progress progress_;
  const bool exit_zero_;
  std::optional<num::Date> as_of_;
  std::vector<std::unique_ptr<Slot>> slots_;
  size_t turn_ = 0;
  std::string text_;
  uint64_t next_ordinal_ = 1, done_ = 0, refused_ = 0, bytes_before_ = 0, dateless_ = 0;
  size_t told_ = 0;
  bool going_on_ = true;
  int code_ = kYes;
};

}  // namespace

bool comes_in_rows(const Options& options, const Session& session) {
  return (options.format == "csv" || options.format == "jsonl") && options.set.empty() &&
         !api::has_budgets(*session.program);
}

std::optional<batch::Options> reader_options(const Context& context, const Options& options, input::IssueLog& log) {
  batch::Options reading;
  if (options.encoding == "gb18030") reading.bytes.encoding = input::Encoding::Gb18030;
  if (options.encoding == "utf-8") reading.bytes.encoding = input::Encoding::Utf8;
  for (const std::string& list : options.lists) {
    const size_t at = list.find('=');
    if (at == list.npos || at == 0 || at + 1 == list.size()) {
      context.complain(context.say(Say::BadList, {list}));
      return std::nullopt;
    }
    reading.lists.emplace_back(list.substr(0, at), list.substr(at + 1));
  }
  if (options.mapping.empty()) return reading;
  auto mapping = batch::read_mapping(options.mapping, log);
  if (!mapping) return std::nullopt;
  reading.mapping = std::move(*mapping);
  return reading;
}

int answer_rows(const Context& context, const Options& options, Session& session,
                const std::vector<std::string>& files) {
  for (const std::string& file : files)
    if (same_file(file, options.output)) {
      context.complain(context.say(Say::OverwritesInput, {options.output}));
      return kBroken;
    }
  input::IssueLog log(session.loaded.files);
  const auto reading = reader_options(context, options, log);
  if (!reading) {
    if (!log.issues().empty())
      context.report_issues(log.issues(), session.loaded.files,
                            context.say(Say::CountNothingRun, {render::count_text(log.issues(), context.chinese())}));
    return kBroken;
  }
  return Rows(context, options, session, files).run(*reading);
}

}  // namespace bursar::cli
