// Tables in plain text, for terminals and reports.
//
//   Item                       How                 Amount (CNY)
//   -------------------------  ------------------  ------------
//   a  R&D up to 5,000,000.00  5,000,000.00 × 5 %    250,000.00
//   -------------------------  ------------------  ------------
//   Award                                            250,000.00
//
// Columns are aligned by display width and two spaces apart; no line ends in a space. Characters of ambiguous
// width (× ÷ “ ” ─) count as one column: where a terminal shows them as two, what stands behind them in the
// line moves, so in a Chinese table they belong into the last column.
#pragma once

#include <string>
#include <utility>
#include <vector>

namespace bursar::text {

enum class Align { Left, Right };

struct Column {
  std::string header;
  Align align = Align::Left;
  int max_width = 0;  ///< longer cells are wrapped; 0 for no limit
  int hang = 0;       ///< how far the further lines of a wrapped cell are indented
};

class Table {
 public:
  explicit Table(std::vector<Column> columns) : columns_(std::move(columns)) {}

  /// Cells that are not given are empty. A line feed in a cell starts a new line of it.
  void add_row(std::vector<std::string> cells);
  /// A rule between the rows before it and behind it.
  void add_rule() { rules_.push_back(rows_.size()); }
  /// The last row, set off by a second rule.
  void set_total(std::vector<std::string> cells);

  bool empty() const { return rows_.empty(); }

  /// All lines, each ended by a line feed and indented by `indent` columns.
  std::string text(int indent = 0) const;

 private:
  std::vector<Column> columns_;
  std::vector<std::vector<std::string>> rows_;
  std::vector<std::string> total_;
  std::vector<size_t> rules_;  ///< before the rows of these places
};

}  // namespace bursar::text
