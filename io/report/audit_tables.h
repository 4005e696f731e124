// The tables of an audit's report, before they are laid out as a page or as sheets.
#pragma once

#include <string>
#include <vector>

#include "engine/audit/audit.h"
#include "io/report/audit_figures.h"
#include "io/report/audit_words.h"

namespace bursar::report {

/// A figure stays exact: whoever lays the table out writes it.
struct ReportCell {
  enum class Kind : uint8_t { Empty, Text, Count, Money, Difference };
  Kind kind = Kind::Empty;
  std::string text;
  num::Exact number;

  static ReportCell of(std::string text) { return {Kind::Text, std::move(text), {}}; }
  static ReportCell count(uint64_t n) { return {Kind::Count, {}, n}; }
  static ReportCell money(num::Exact amount) { return {Kind::Money, {}, std::move(amount)}; }
  static ReportCell difference(num::Exact amount) { return {Kind::Difference, {}, std::move(amount)}; }
  bool is_figure() const { return kind > Kind::Text; }
};
using ReportRow = std::vector<ReportCell>;

struct ReportColumn {
  std::string title;
  bool figures = false;  ///< to the right
  int width = 12;        ///< of a sheet's column, in characters
};

struct ReportTable {
  std::string title;
  std::vector<ReportColumn> columns;
  std::vector<ReportRow> rows;
  size_t totals = 0;  ///< the last so many rows are sums
};

class AuditTables {
 public:
  /// The audit must outlive this.
  AuditTables(const audit::Audit& audit, Language language);

  const AuditWords& words() const { return words_; }
  const AuditFigures& figures() const { return figures_; }

  ReportTable leads() const;
  ReportTable further() const;
  ReportTable causes() const;
  ReportTable residues() const;
  ReportTable reconciliations() const;
  ReportTable refused() const;
  ReportTable inputs() const;
  ReportTable taxonomy() const;
  ReportTable bunching() const;
  /// Rules, options, run: what with its value.
  ReportTable rules() const;
  /// The sentences that say what was done and what it shows.
  std::vector<std::string> method() const;
  std::vector<std::string> not_checked() const;

  /// The columns of `row`, no rows.
  ReportTable payouts(std::string title) const;
  ReportRow row(const audit::Row& row) const;

 private:
  ReportRow sum(std::string name, const audit::Sum& sum, bool decided) const;

  const audit::Audit& audit_;
  AuditWords words_;
  AuditFigures figures_;
};

}  // namespace bursar::report
