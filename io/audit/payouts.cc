#include "io/audit/payouts.h"

#include <optional>

#include "engine/base/nearest.h"
#include "io/profile/figures.h"

namespace bursar::audit {

namespace {

std::optional<PayoutColumn> column_of(std::string_view header) {
  for (const PayoutColumnName& column : kPayoutColumns)
    if (header == column.name || header == column.second_name) return column.column;
  return std::nullopt;
}

class Reading {
 public:
  Reading(tables::TableReader& table, PayoutTable kind, const std::string& currency, input::IssueLog& log)
      : table_(table), log_(log) {
    for (const PayoutColumnName& column : kPayoutColumns)
      if (kind == PayoutTable::Paid ? column.needed
                                    : column.column == PayoutColumn::Payout || column.column == PayoutColumn::Paid)
        needed_.push_back(column.column);
    money_.unit = award::Unit::Money;
    money_.currency = currency;
    money_.type = "money";
  }

  bool bind(const batch::Mapping& mapping) {
    cells_.assign(kPayoutColumns.size(), kNone);
    for (size_t cell = 0; cell < table_.header().size(); ++cell) {
      const std::string& header = table_.header()[cell];
      std::string_view name = header;
      for (const auto& [own, meant] : mapping)
        if (own == header) name = meant;
      const auto column = column_of(name);
      if (!column) {
        out_.other_columns.push_back(header);
        continue;
      }
      size_t& at = cells_[static_cast<size_t>(*column)];
      if (at != kNone) {
        complain(diag::Kind::ColumnTwice, head(), cell, {diag::written(header)});
        return false;
      }
      at = cell;
      out_.given[static_cast<size_t>(*column)] = true;
    }
    bool whole = true;
    for (const PayoutColumn column : needed_) {
      if (out_.has(column)) continue;
      const PayoutColumnName& missing = kPayoutColumns[static_cast<size_t>(column)];
      std::vector<diag::Arg> args{diag::written(missing.name)};
      std::vector<std::string_view> others(out_.other_columns.begin(), out_.other_columns.end());
      if (const auto near = nearest(missing.name, others)) args.push_back(diag::written(*near));
      complain(diag::Kind::NoSuchColumn, head(), tables::TableReader::kNoCell, std::move(args));
      whole = false;
    }
    return whole;
  }

  Payouts run() {
    tables::Row row;
    for (;;) {
      const auto next = table_.next(row, log_);
      if (next == tables::TableReader::Next::End) break;
      if (next == tables::TableReader::Next::Row) read(row);
      else out_.refused.push_back({table_.origin().name, row.line, "#" + std::to_string(row.ordinal), {},
                                   std::string(diag::code(log_.issues().back().kind)), {}});
    }
    return std::move(out_);
  }

 private:
  static constexpr size_t kNone = SIZE_MAX;

  /// The header as a row, for issues in it.
  tables::Row head() const {
    tables::Row row;
    row.cells.assign(table_.header().begin(), table_.header().end());
    row.line = 1;
    return row;
  }

  size_t cell_of(PayoutColumn column) const { return cells_[static_cast<size_t>(column)]; }
  std::string_view text(const tables::Row& row, PayoutColumn column) const {
    const size_t cell = cell_of(column);
    return cell == kNone ? std::string_view() : row.cells[cell];
  }

  void read(const tables::Row& row) {
    Payout payout;
    payout.line = row.line;
    payout.ordinal = row.ordinal;
    payout.payout = text(row, PayoutColumn::Payout);
    if (payout.payout.empty()) payout.payout = "#" + std::to_string(row.ordinal);
    record_ = payout.payout;
    payout.id = text(row, PayoutColumn::Id);
    payout.clause = text(row, PayoutColumn::Clause);
    payout.capitals = text(row, PayoutColumn::Capitals);
    payout.account = text(row, PayoutColumn::Account);
    payout.legal_person = text(row, PayoutColumn::LegalPerson);
    payout.project = text(row, PayoutColumn::Project);
    payout.approved_by = text(row, PayoutColumn::ApprovedBy);
    payout.reviewed_by = text(row, PayoutColumn::ReviewedBy);
    bool good = true;
    for (const PayoutColumn column : needed_) good = stated(row, column) && good;
    if (good) good = figure(row, PayoutColumn::Paid, [&](const facts::Value& v) { payout.paid = v.number; });
    good = figure(row, PayoutColumn::ApprovedOn, [&](const facts::Value& v) { payout.approved_on = v.date; }) && good;
    good = figure(row, PayoutColumn::PaidOn, [&](const facts::Value& v) { payout.paid_on = v.date; }) && good;
    if (good) out_.rows.push_back(std::move(payout));
  }

  bool stated(const tables::Row& row, PayoutColumn column) {
    if (!text(row, column).empty()) return true;
    complain(diag::Kind::EmptyCell, row, cell_of(column), {diag::written(table_.header()[cell_of(column)])});
    return false;
  }

  /// An empty cell of a column that is not needed is nothing stated.
  template <class Take>
  bool figure(const tables::Row& row, PayoutColumn column, Take take) {
    const std::string_view written = text(row, column);
    if (written.empty()) return true;
    const bool amount = column == PayoutColumn::Paid;
    // What was paid back is an amount below zero.
    const bool back = amount && written.size() > 1 && written.front() == '-';
    profile::Figure figure =
        amount ? profile::read_figure(money_, written.substr(back)) : profile::read_date(written);
    if (back) figure.value.number = -figure.value.number;
    const auto wanted = amount ? facts::Value::Form::Number : facts::Value::Form::Date;
    if (figure.refusal) {
      complain(figure.refusal->kind, row, cell_of(column), figure.refusal->args);
      return false;
    }
    if (figure.value.form != wanted) {  // "unknown" is no amount that was paid
      complain(diag::Kind::EmptyCell, row, cell_of(column), {diag::written(table_.header()[cell_of(column)])});
      return false;
    }
    take(figure.value);
    return true;
  }

  void complain(diag::Kind kind, const tables::Row& row, size_t cell, std::vector<diag::Arg> args) {
    size_t begin = 0, end = 0;
    const input::Stretch stretch = table_.place(row, cell, begin, end);
    const std::string field = cell == tables::TableReader::kNoCell ? "" : table_.header()[cell];
    log_.add(kind, stretch, begin, end, std::move(args), record_, field);
    if (row.ordinal == 0) return;
    out_.refused.push_back({std::string(stretch.file), row.line, record_, field, std::string(diag::code(kind)), {}});
  }

  tables::TableReader& table_;
  input::IssueLog& log_;
  api::FactInfo money_;
  std::vector<PayoutColumn> needed_;
  std::vector<size_t> cells_;  ///< by payout column: the cell
  std::string record_;
  Payouts out_;
};

}  // namespace

std::optional<Payouts> read_payouts(tables::TableReader& table, PayoutTable kind, const std::string& currency,
                                    const batch::Mapping& mapping, input::IssueLog& log) {
  if (!table.open(log)) return std::nullopt;
  Reading reading(table, kind, currency, log);
  if (!reading.bind(mapping)) return std::nullopt;
  return reading.run();
}

}  // namespace bursar::audit
