#include "io/report/audit_charts.h"

#include <fmt/format.h>

#include <algorithm>

#include "io/report/html_text.h"

namespace bursar::report {

namespace {

using num::Exact;

/// `value` of `most`, drawn to a length of `full`; at least one where there is anything at all.
int64_t length(const Exact& value, const Exact& most, int64_t full) {
  if (value.is_zero() || most.is_zero()) return 0;
  return std::max<int64_t>(1, (*Exact::divide(value * full, most)).floor().to_int64().value_or(full));
}

struct Bar {
  std::string css_class;
  Exact value;
  std::string text;
};

/// A row of a chart: its label beside one or two bars, each with its value.
struct BarRow {
  std::string label;
  std::vector<Bar> bars;
};

/// Labels are cells of a table, so that long ones wrap; the bars are SVG.
std::string bar_rows(const std::vector<BarRow>& rows, std::string_view title) {
  constexpr int64_t kFull = 1000;
  Exact most;
  for (const BarRow& row : rows)
    for (const Bar& bar : row.bars) most = std::max(most, bar.value);
  std::string out = "<table class=\"bars\">\n<tbody>\n";
  for (const BarRow& row : rows) {
    bool first = true;
    for (const Bar& bar : row.bars) {
      out += "<tr>";
      if (first) out += fmt::format("<th scope=\"row\" rowspan=\"{}\">{}</th>", row.bars.size(), html_text(row.label));
      first = false;
      out += fmt::format(
          "<td class=\"bar\"><svg viewBox=\"0 0 {} 12\" preserveAspectRatio=\"none\" role=\"img\" aria-label=\"{}: {}\">"
          "<rect class=\"{}\" x=\"0\" y=\"0\" width=\"{}\" height=\"12\"/></svg></td><td class=\"n\">{}</td></tr>\n",
          kFull, html_text(title), html_text(bar.text), bar.css_class, length(bar.value, most, kFull),
          html_text(bar.text));
    }
  }
  return out += "</tbody>\n</table>\n";
}

}  // namespace

std::string leads_chart(const audit::Audit& audit, const AuditTables& tables) {
  const AuditWords& words = tables.words();
  std::vector<BarRow> rows;
  for (const auto& [code, sum] : audit.sums) {
    BarRow row{std::string(audit::name(code)) + ' ' + words.lead(code), {}};
    if (!sum.over.is_zero()) row.bars.push_back({"over", sum.over, words.difference(sum.over)});
    if (!sum.under.is_zero()) row.bars.push_back({"under", sum.under, words.difference(-sum.under)});
    if (!row.bars.empty()) rows.push_back(std::move(row));
  }
  return rows.empty() ? "" : bar_rows(rows, words.say(Key::AuditChartLeads));
}

std::string bunching_chart(const audit::Audit& audit, const AuditTables& tables) {
  if (audit.bunching.empty()) return "";
  const AuditWords& words = tables.words();
  const ReportTable table = tables.bunching();
  std::vector<BarRow> rows;
  for (size_t i = 0; i < audit.bunching.size(); ++i) {
    const audit::Bunching& one = audit.bunching[i];
    rows.push_back({table.rows[i][0].text,
                    {{"below", one.below, words.say(Key::NamedItem, table.columns[1].title, words.count(one.below))},
                     {"above", one.above, words.say(Key::NamedItem, table.columns[2].title, words.count(one.above))}}});
  }
  return bar_rows(rows, table.title);
}

std::string differences_chart(const AuditTables& tables) {
  const std::vector<DifferenceBand>& bands = tables.figures().bands;
  if (bands.empty()) return "";
  const AuditWords& words = tables.words();
  uint64_t most_over = 0, most_under = 0;
  for (const DifferenceBand& band : bands) {
    most_over = std::max(most_over, band.over);
    most_under = std::max(most_under, band.under);
  }
  // Columns of one width; both halves share one scale.
  constexpr int64_t kWidth = 640, kHalf = 90, kText = 16, kLeft = 84;
  const uint64_t most = std::max(most_over, most_under);
  const int64_t up = most_over > 0 ? length(most_over, most, kHalf) + kText : 4;
  const int64_t down = most_under > 0 ? length(most_under, most, kHalf) + kText : 4;
  const int64_t axis = up, labels = axis + down + kText, height = labels + 6;
  const int64_t step = (kWidth - kLeft) / static_cast<int64_t>(bands.size());
  const int64_t column = std::min<int64_t>(step * 7 / 10, 56);
  std::string out = fmt::format("<svg class=\"columns\" viewBox=\"0 0 {} {}\" role=\"img\" aria-label=\"{}\">\n", kWidth,
                                height, html_text(words.say(Key::AuditChartDifferences)));
  const auto text = [&](int64_t x, int64_t y, std::string_view anchor, const std::string& what) {
    out += fmt::format("<text x=\"{}\" y=\"{}\" text-anchor=\"{}\">{}</text>\n", x, y, anchor, html_text(what));
  };
  if (most_over > 0) text(0, axis - 6, "start", words.say(Key::AuditOver));
  if (most_under > 0) text(0, axis + 14, "start", words.say(Key::AuditUnder));
  for (size_t i = 0; i < bands.size(); ++i) {
    const DifferenceBand& band = bands[i];
    const int64_t middle = kLeft + step * static_cast<int64_t>(i) + step / 2, x = middle - column / 2;
    const int64_t over = length(band.over, most, kHalf), under = length(band.under, most, kHalf);
    if (over > 0) {
      out += fmt::format("<rect class=\"over\" x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\"/>\n", x, axis - over, column, over);
      text(middle, axis - over - 4, "middle", words.count(band.over));
    }
    if (under > 0) {
      out += fmt::format("<rect class=\"under\" x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\"/>\n", x, axis, column, under);
      text(middle, axis + under + 12, "middle", words.count(band.under));
    }
    const std::string from = words.count(static_cast<uint64_t>(band.from.to_int64().value_or(0)));
    text(middle, labels, "middle", i == 0 ? "< 1" : "\xe2\x89\xa5 " + from);
  }
  out += fmt::format("<line class=\"axis\" x1=\"{}\" y1=\"{}\" x2=\"{}\" y2=\"{}\"/>\n</svg>\n", kLeft, axis, kWidth, axis);
  return out;
}

}  // namespace bursar::report
