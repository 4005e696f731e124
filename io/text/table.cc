#include "io/text/table.h"

#include <algorithm>
#include <cassert>

#include "io/text/width.h"
#include "io/text/wrap.h"

namespace bursar::text {

namespace {

using Lines = std::vector<std::string>;

}  // namespace

void Table::add_row(std::vector<std::string> cells) {
  assert(cells.size() <= columns_.size());
  cells.resize(columns_.size());
  rows_.push_back(std::move(cells));
}

void Table::set_total(std::vector<std::string> cells) {
  assert(cells.size() <= columns_.size());
  cells.resize(columns_.size());
  total_ = std::move(cells);
}

std::string Table::text(int indent) const {
  // Every row as the lines of its cells: the header first, the total last.
  std::vector<std::vector<Lines>> rows;
  const auto lay_out = [&](const std::vector<std::string>& cells) {
    std::vector<Lines>& row = rows.emplace_back();
    for (size_t i = 0; i < cells.size(); ++i)
      row.push_back(wrap(cells[i], columns_[i].max_width, columns_[i].hang));
  };
  std::vector<std::string> headers;
  for (const Column& column : columns_) headers.push_back(column.header);
  lay_out(headers);
  for (const auto& cells : rows_) lay_out(cells);
  if (!total_.empty()) lay_out(total_);

  std::vector<int> widths(columns_.size(), 0);
  for (const auto& row : rows)
    for (size_t i = 0; i < row.size(); ++i)
      for (const std::string& line : row[i]) widths[i] = std::max(widths[i], display_width(line));

  std::string out;
  const auto write = [&](const auto& cell_of) {
    std::string line(static_cast<size_t>(indent), ' ');
    for (size_t i = 0; i < columns_.size(); ++i) {
      const auto pad = columns_[i].align == Align::Right ? pad_left : pad_right;
      line.append(i == 0 ? 0 : 2, ' ').append(pad(cell_of(i), widths[i]));
    }
    line.erase(line.find_last_not_of(' ') + 1);
    out += line + '\n';
  };
  const auto write_rule = [&] {
    write([&](size_t i) { return std::string(static_cast<size_t>(widths[i]), '-'); });
  };

  for (size_t r = 0; r < rows.size(); ++r) {
    if ((!total_.empty() && r + 1 == rows.size()) || std::count(rules_.begin(), rules_.end(), r - 1)) write_rule();
    size_t height = 0;
    for (const Lines& cell : rows[r]) height = std::max(height, cell.size());
    for (size_t k = 0; k < height; ++k)
      write([&](size_t i) { return k < rows[r][i].size() ? rows[r][i][k] : std::string(); });
    if (r == 0) write_rule();
  }
  return out;
}

}  // namespace bursar::text
