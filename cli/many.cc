#include "cli/many.h"

#include <sys/stat.h>

#include "cli/exit_codes.h"
#include "cli/progress.h"
#include "cli/same_file.h"
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

class Rows {
 public:
  Rows(const Context& context, const Options& options, Session& session, const std::vector<std::string>& files)
      : context_(context),
        session_(session),
        program_(*session.program),
        files_(files),
        shapes_(api::shapes(program_)),
        batch_(program_),
        writer_(options.format == "jsonl" ? batch::RowWriter::Form::Ndjson : batch::RowWriter::Form::Csv,
                api::reported_clauses(program_), api::policy(program_).currency),
        log_(session.loaded.files),
        output_(options.output),
        progress_(context, options, bytes_of(files)),
        exit_zero_(options.exit_zero) {
    if (!options.as_of.empty()) as_of_ = num::Date::parse(options.as_of);
  }

  int run(const batch::Options& reading) {
    if (output_.error() != 0) return context_.cannot_write(output_), kBroken;
    writer_.header(text_);
    for (const std::string& file : files_)
      if (going_on_) read(file, reading);
    flush();
    progress_.clear();
    if (!log_.issues().empty())
      context_.report_issues(log_.issues(), session_.loaded.files, summary());
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
    while (going_on_ && reader->next(chunk_, kChunk, batch_.dictionary())) {
      add(file);
      progress_.at(done_ += chunk_.size(), bytes_before_ + reader->origin().bytes);
    }
    refuse(file, reader->records() + 1);
    bytes_before_ += reader->origin().bytes;
    refused_ += reader->refused();
    if (told_ < log_.issues().size()) code_ = kBroken;  // the file broke off
    told_ = log_.issues().size();
  }

  void add(const std::string& file) {
    const bool undated = !as_of_ && api::needs_as_of(program_);
    batch_.evaluate(chunk_, as_of_, answers_);
    size_t from = 0;
    for (size_t row = 0; row < chunk_.size(); ++row) {
      const uint64_t ordinal = chunk_.places[row].ordinal;
      if (undated && !chunk_.as_of[row]) ask_for_date(row, file);
      if (ordinal == next_ordinal_++) continue;
      writer_.rows(chunk_, answers_, from, row, text_);
      from = row;
      refuse(file, ordinal);
      next_ordinal_ = ordinal + 1;
    }
    writer_.rows(chunk_, answers_, from, chunk_.size(), text_);
    note_outcomes();
    if (text_.size() >= kPiece) flush();
  }

  /// Rows for the records before this one that could not be read, in the order of their issues.
  void refuse(const std::string& file, uint64_t before) {
    for (; next_ordinal_ < before; ++next_ordinal_) {
      code_ = kBroken;
      if (told_ >= log_.issues().size()) {  // more than are kept
        writer_.refused("#" + std::to_string(next_ordinal_), file, text_);
        continue;
      }
      const std::string record = log_.issues()[told_].record;
      const diag::Issue& issue = log_.issues()[told_];
      const source::File& place = session_.loaded.files[issue.span.file];
      writer_.refused(record.empty() ? "#" + std::to_string(next_ordinal_) : record,
                      place.name() + ":" + std::to_string(place.position(issue.span.begin).line) + ": " +
                          std::string(diag::code(issue.kind)) + (issue.field.empty() ? "" : " " + issue.field),
                      text_);
      while (told_ < log_.issues().size() && log_.issues()[told_].record == record) ++told_;
    }
  }

  void note_outcomes() {
    for (size_t row = 0; row < chunk_.size(); ++row)
      if (!answers_.answers.left[row]) note(answers_.answers.outcomes[row]);
    for (const auto& [row, award] : answers_.one_by_one) note(award.outcome);
  }

  void note(award::Outcome outcome) { code_ = worse(code_, exit_of(outcome)); }

  void ask_for_date(size_t row, const std::string& file) {
    code_ = kBroken;
    if (dateless_++ == 0) {
      context_.complain(context_.say(Say::RecordNeedsDate, {file, std::to_string(chunk_.places[row].line)}));
    }
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
  api::Batch batch_;
  const batch::RowWriter writer_;
  input::IssueLog log_;
  Output output_;
  Progress progress_;
  const bool exit_zero_;
  std::optional<num::Date> as_of_;
  columns::Chunk chunk_;
  api::BatchAnswers answers_;
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
