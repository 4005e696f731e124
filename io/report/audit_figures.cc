#include "io/report/audit_figures.h"

#include <algorithm>
#include <tuple>

namespace bursar::report {

using audit::Code;
using num::Exact;

namespace {

void count_difference(std::vector<DifferenceBand>& bands, const Exact& difference) {
  const Exact size = difference.abs();
  if (bands.empty()) bands.push_back({0, 1, 0, 0});
  while (bands.back().to <= size) bands.push_back({bands.back().to, bands.back().to * 10, 0, 0});
  const auto band = std::find_if(bands.begin(), bands.end(), [&](const DifferenceBand& b) { return size < b.to; });
  ++(difference.sign() > 0 ? band->over : band->under);
}

}  // namespace

Exact difference_of(const audit::Sum& sum) { return sum.over - sum.under; }

AuditFigures figures_of(const audit::Audit& audit) {
  AuditFigures out;
  for (const auto& [code, sum] : audit.sums) {
    out.improper.rows += sum.rows;
    out.improper.paid += sum.paid;
    out.improper.due += sum.due;
    out.improper.over += sum.over;
    out.improper.under += sum.under;
  }
  for (const audit::Row& row : audit.rows) {
    for (size_t code = 0; code < audit::kCodes; ++code) out.rows_with[code] += row.has(static_cast<Code>(code));
    if (!row.difference || row.difference->is_zero()) continue;
    count_difference(out.bands, *row.difference);
    if (!row.causes.empty() || row.has(Code::A2)) continue;
    ++out.unexplained;
    out.unexplained_difference += *row.difference;
  }
  return out;
}

const audit::Row* first_to_open(const audit::Audit& audit) {
  const auto rank = [](const audit::Row& row) {
    return std::tuple(!row.leads.empty(), row.difference && !row.causes.empty(),
                      row.difference ? row.difference->abs() : Exact(0));
  };
  const auto best = std::max_element(audit.rows.begin(), audit.rows.end(),
                                     [&](const audit::Row& a, const audit::Row& b) { return rank(a) < rank(b); });
  return best == audit.rows.end() || best->leads.empty() ? nullptr : &*best;
}

}  // namespace bursar::report
