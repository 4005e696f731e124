#include "io/tables/table.h"

#include <algorithm>
#include <numeric>

namespace bursar::tables {

using diag::Kind;

bool check_header(const std::vector<std::string>& names, const std::vector<source::Span>& places,
                  const input::Stretch& stretch, input::IssueLog& log) {
  bool good = true;
  const auto refuse = [&](Kind kind, size_t at, std::vector<diag::Arg> args, std::vector<diag::Label> labels = {}) {
    good = false;
    log.add({kind, places[at], std::move(args), std::move(labels), {}, {}, {}, {}}, stretch);
  };
  for (size_t i = 0; i < names.size(); ++i)
    if (names[i].empty()) refuse(Kind::ColumnWithoutName, i, {diag::plain(i + 1)});
  // Sorted, so that a table of many columns costs n log n.
  std::vector<size_t> order(names.size());
  std::iota(order.begin(), order.end(), size_t{0});
  std::stable_sort(order.begin(), order.end(), [&](size_t a, size_t b) { return names[a] < names[b]; });
  for (size_t i = 1; i < order.size(); ++i)
    if (const std::string& name = names[order[i]]; !name.empty() && name == names[order[i - 1]])
      refuse(Kind::ColumnTwice, order[i], {diag::written(name)}, {{places[order[i - 1]], "label.first_given", {}}});
  return good;
}

}  // namespace bursar::tables
