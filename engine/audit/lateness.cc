#include "engine/audit/lateness.h"

#include <algorithm>

namespace bursar::audit {

using num::Date;

namespace {

/// Days counted up to each day of a stretch, so that an age is one subtraction.
class Days {
 public:
  Days(const DayCount& count, Date first, Date last) : working_(count.working), first_(first) {
    if (!working_) return;
    const num::WorkingDays week = count.calendar.value_or(num::WorkingDays{});
    int32_t sum = 0;
    for (Date day = first; day <= last; ++day.days) up_to_.push_back(sum += week.is_working(day));
  }

  /// After `from`, up to and with `to`.
  int64_t between(Date from, Date to) const {
    if (!working_) return num::days_between(from, to);
    return up_to_[to.days - first_.days] - up_to_[from.days - first_.days];
  }

 private:
  bool working_;
  Date first_;
  std::vector<int32_t> up_to_;
};

}  // namespace

Lateness lateness(const std::vector<Dated>& rows, int64_t allowed, const DayCount& count) {
  Lateness out;
  std::optional<Date> first, last;
  for (const Dated& row : rows) {
    if (!row.approved || !row.paid) {
      ++out.undated;
      continue;
    }
    ++out.dated;
    const auto [earlier, later] = std::minmax(*row.approved, *row.paid);
    first = first ? std::min(*first, earlier) : earlier;
    last = last ? std::max(*last, later) : later;
  }
  if (!first) return out;
  out.holidays_known = !count.working || (count.calendar && count.calendar->knows(*first) && count.calendar->knows(*last));
  const Days days(count, *first, *last);
  std::vector<int64_t> ages;
  for (uint32_t at = 0; at < rows.size(); ++at) {
    const Dated& row = rows[at];
    if (!row.approved || !row.paid) continue;
    if (*row.paid < *row.approved) {
      out.paid_before_approval.push_back(at);
      continue;
    }
    const int64_t age = days.between(*row.approved, *row.paid);
    ages.push_back(age);
    if (age > allowed) out.late.push_back({at, age, age - allowed});
  }
  std::sort(ages.begin(), ages.end());
  for (const int percent : {10, 25, 50, 75, 90, 95, 99, 100})
    if (!ages.empty()) out.percentiles.push_back({percent, ages[(ages.size() * percent + 99) / 100 - 1]});
  return out;
}

}  // namespace bursar::audit
