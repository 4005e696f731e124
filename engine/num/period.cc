#include "engine/num/period.h"

#include <algorithm>

namespace bursar::num {

Date day_of(int64_t minutes) {
  const int64_t day = minutes >= 0 ? minutes / kDayMinutes : -((-minutes + kDayMinutes - 1) / kDayMinutes);
  return Date{static_cast<int32_t>(day)};
}

Period Period::of_days(Date first, Date last) {
  if (last < first) return {};
  return {{{minutes_of(first), minutes_of(last) + kDayMinutes}}};
}

int64_t Period::length() const {
  int64_t sum = 0;
  for (const auto& [from, to] : pieces) sum += to - from;
  return sum;
}

int64_t Period::days() const {
  int64_t count = 0, counted_to = INT64_MIN;
  for (const auto& [from, to] : pieces) {
    const int64_t first = std::max<int64_t>(day_of(from).days, counted_to), last = day_of(to - 1).days;
    if (last >= first) count += last - first + 1;
    counted_to = last + 1;
  }
  return count;
}

bool Period::contains(int64_t minute) const {
  return std::any_of(pieces.begin(), pieces.end(), [&](const auto& p) { return p.first <= minute && minute < p.second; });
}

Period clipped(const Period& p, int64_t begin, int64_t end) {
  Period out;
  for (const auto& [from, to] : p.pieces)
    if (std::max(from, begin) < std::min(to, end)) out.pieces.emplace_back(std::max(from, begin), std::min(to, end));
  return out;
}

Period clock_band(const Period& p, int from, int to) {
  Period out;
  const int64_t length = to > from ? to - from : to - from + kDayMinutes;
  for (const auto& [begin, end] : p.pieces)
    for (int64_t day = day_of(begin).days - 1; day * kDayMinutes < end; ++day) {
      const int64_t a = std::max(begin, day * kDayMinutes + from), b = std::min(end, day * kDayMinutes + from + length);
      if (a >= b) continue;
      if (!out.empty() && out.pieces.back().second == a) out.pieces.back().second = b;
      else out.pieces.emplace_back(a, b);
    }
  return out;
}

std::vector<Period> split_every(const Period& p, int64_t minutes) {
  std::vector<Period> out;
  if (p.empty()) return out;
  for (int64_t at = p.begin(); at < p.end(); at += minutes) {
    Period part = clipped(p, at, at + minutes);
    if (!part.empty()) out.push_back(std::move(part));
  }
  return out;
}

bool WorkingDays::is_working(Date day) const {
  const auto in = [&](const auto& list) {
    return std::any_of(list.begin(), list.end(), [&](const auto& r) { return r.first <= day && day <= r.second; });
  };
  if (in(open)) return true;
  return (week >> (day.weekday() - 1) & 1) != 0 && !in(closed);
}

bool WorkingDays::knows(Date day) const {
  if (closed.empty() && open.empty()) return true;
  int first = 9999, last = 0;
  for (const auto* list : {&closed, &open})
    for (const auto& [from, to] : *list) {
      first = std::min(first, from.year());
      last = std::max(last, to.year());
    }
  return first <= day.year() && day.year() <= last;
}

std::optional<Date> WorkingDays::move(Date day, int64_t n) const {
  const int step = n < 0 ? -1 : 1;
  for (int64_t left = n < 0 ? -n : n; left > 0;) {
    const auto next = day.add_days(step);
    if (!next) return {};
    day = *next;
    if (is_working(day)) --left;
  }
  return day;
}

std::optional<Date> WorkingDays::next_or_same(Date day) const { return is_working(day) ? day : move(day, 1); }

int64_t WorkingDays::count(Date first, Date last) const {
  int64_t n = 0;
  for (Date d = first; d <= last; ++d.days)
    if (is_working(d)) ++n;
  return n;
}

}  // namespace bursar::num
