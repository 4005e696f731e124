#include "io/audit/sample.h"

#include <array>

#include "engine/base/nearest.h"
#include "io/profile/figures.h"
#include "io/tables/csv_writer.h"

namespace bursar::audit {

using num::Exact;

namespace {

enum Column : size_t {
  kPayout,
  kId,
  kClause,
  kPaid,
  kUnit,
  kLarge,
  kAudited,
  kInterval,
  kTolerable,
  kConfidence,
  kDrawn,
  kColumns
};
constexpr std::array<std::string_view, kColumns> kNames{"payout",  "id",       "clause",    "paid",       "unit", "large",
                                                        "audited", "interval", "tolerable", "confidence", "drawn"};

api::FactInfo money() {
  api::FactInfo fact;
  fact.unit = award::Unit::Money;
  fact.type = "money";
  return fact;
}

class Reading {
 public:
  Reading(tables::TableReader& table, input::IssueLog& log, std::optional<SampleFault>& fault)
      : table_(table), log_(log), fault_(fault) {}

  std::optional<Sample> run() {
    if (!table_.open(log_) || !bind()) return std::nullopt;
    tables::Row row;
    for (;;) {
      const auto next = table_.next(row, log_);
      if (next == tables::TableReader::Next::End) break;
      if (next == tables::TableReader::Next::Row) read(row);
    }
    if (log_.count() > 0 || fault_) return std::nullopt;
    if (out_.rows.empty()) return refuse({SampleFault::Why::Empty, 0, "", "", "", ""}), std::nullopt;
    if (std::to_string(out_.rows.size()) != plan_[kDrawn])
      return refuse({SampleFault::Why::NotWhole, 0, "", "", std::to_string(out_.rows.size()), plan_[kDrawn]}), std::nullopt;
    return std::move(out_);
  }

 private:
  static constexpr size_t kNone = SIZE_MAX;

  void refuse(SampleFault fault) {
    if (!fault_) fault_ = std::move(fault);
  }

  bool bind() {
    cells_.fill(kNone);
    const auto& header = table_.header();
    for (size_t cell = 0; cell < header.size(); ++cell)
      for (size_t column = 0; column < kColumns; ++column)
        if (header[cell] == kNames[column]) cells_[column] = cell;
    bool whole = true;
    for (size_t column = 0; column < kColumns; ++column) {
      if (cells_[column] != kNone) continue;
      std::vector<diag::Arg> args{diag::written(kNames[column])};
      if (const auto near = nearest(kNames[column], std::vector<std::string_view>(header.begin(), header.end())))
        args.push_back(diag::written(*near));
      tables::Row head;
      head.line = 1;
      complain(diag::Kind::NoSuchColumn, head, tables::TableReader::kNoCell, std::move(args));
      whole = false;
    }
    return whole;
  }

  void read(const tables::Row& row) {
    const auto text = [&](Column column) { return tables::original(row.cells[cells_[column]]); };
    SampleRow one;
    one.payout = record_ = text(kPayout);
    one.id = text(kId);
    one.clause = text(kClause);
    for (const Column column : {kInterval, kTolerable, kConfidence, kDrawn}) {
      const std::string seen(text(column));
      if (out_.rows.empty()) plan_[column] = seen;
      else if (seen != plan_[column])
        return refuse({SampleFault::Why::OtherPlan, row.line, record_, std::string(kNames[column]), seen, plan_[column]});
    }
    const auto bad = [&](Column column) {
      refuse({SampleFault::Why::BadValue, row.line, record_, std::string(kNames[column]), std::string(text(column)), ""});
    };
    const auto paid = amount(row, kPaid), unit = amount(row, kUnit), interval = amount(row, kInterval),
               tolerable = amount(row, kTolerable);
    if (!paid || !unit || !interval || !tolerable) return;
    if (paid->sign() <= 0) return bad(kPaid);
    if (interval->sign() <= 0) return bad(kInterval);
    if (tolerable->sign() <= 0) return bad(kTolerable);
    const auto percent = Exact::parse_decimal(text(kConfidence));
    const auto level = percent && percent->to_int64() ? confidence_level(static_cast<int>(*percent->to_int64())) : std::nullopt;
    if (!level) return bad(kConfidence);
    if (!text(kAudited).empty()) {
      one.audited = amount(row, kAudited);
      if (!one.audited) return;
      if (one.audited->sign() < 0) return bad(kAudited);
    }
    one.paid = *paid;
    one.unit = *unit;
    one.large = *paid >= *interval;
    out_.interval = *interval;
    out_.tolerable = *tolerable;
    out_.confidence = *level;
    out_.rows.push_back(std::move(one));
  }

  std::optional<Exact> amount(const tables::Row& row, Column column) {
    const std::string_view text = row.cells[cells_[column]];
    const profile::Figure figure = profile::read_figure(money_, text);
    if (figure.refusal)
      complain(figure.refusal->kind, row, cells_[column], figure.refusal->args);
    else if (figure.value.form != facts::Value::Form::Number)
      complain(diag::Kind::EmptyCell, row, cells_[column], {diag::written(kNames[column])});
    else
      return figure.value.number;
    return std::nullopt;
  }

  void complain(diag::Kind kind, const tables::Row& row, size_t cell, std::vector<diag::Arg> args) {
    size_t begin = 0, end = 0;
    const input::Stretch stretch = table_.place(row, cell, begin, end);
    log_.add(kind, stretch, begin, end, std::move(args), record_,
             cell == tables::TableReader::kNoCell ? "" : table_.header()[cell]);
  }

  tables::TableReader& table_;
  input::IssueLog& log_;
  std::optional<SampleFault>& fault_;
  const api::FactInfo money_ = money();
  std::array<size_t, kColumns> cells_{};
  std::array<std::string, kColumns> plan_;  ///< of the first row
  std::string record_;
  Sample out_;
};

}  // namespace

Exact in_units(const Exact& amount) { return amount * *Exact::power(10, kSampleDecimals); }
Exact from_units(const Exact& units) { return units * *Exact::power(10, -kSampleDecimals); }

std::optional<Exact> read_amount(std::string_view text) {
  const profile::Figure figure = profile::read_figure(money(), text);
  if (figure.refusal || figure.value.form != facts::Value::Form::Number) return std::nullopt;
  return figure.value.number;
}

std::string sample_csv(const Sample& sample) {
  std::string out;
  for (size_t column = 0; column < kColumns; ++column) out.append(column ? "," : "").append(kNames[column]);
  out += tables::kLineEnd;
  const std::string plan = sample.interval.to_decimal(kSampleDecimals) + "," +
                           sample.tolerable.to_decimal(kSampleDecimals) + "," +
                           std::to_string(sample.confidence.percent) + "," + std::to_string(sample.rows.size());
  for (const SampleRow& row : sample.rows) {
    for (const std::string* text : {&row.payout, &row.id, &row.clause}) {
      tables::add_text_cell(out, *text);
      out += ',';
    }
    out += row.paid.to_decimal(kSampleDecimals) + "," + row.unit.to_decimal(kSampleDecimals) + "," +
           (row.large ? "yes" : "no") + ",";
    if (row.audited) out += row.audited->to_decimal(kSampleDecimals);
    out.append(",").append(plan).append(tables::kLineEnd);
  }
  return out;
}

std::optional<Sample> read_sample(tables::TableReader& table, input::IssueLog& log, std::optional<SampleFault>& fault) {
  return Reading(table, log, fault).run();
}

}  // namespace bursar::audit
