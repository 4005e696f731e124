// Stretches of time, to the minute, and working days.
#pragma once

#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

#include "engine/num/date.h"

namespace bursar::num {

inline constexpr int64_t kDayMinutes = 24 * 60;

/// Midnight of a day, in minutes since 1970-01-01 00:00.
inline int64_t minutes_of(Date day) { return int64_t{day.days} * kDayMinutes; }
/// The day that a minute is in.
Date day_of(int64_t minutes);

/// One stretch of time or several, in order: each from its first minute to before its last. A period of days runs from
/// the first day's midnight to the midnight behind the last day.
struct Period {
  std::vector<std::pair<int64_t, int64_t>> pieces;

  static Period of_days(Date first, Date last);  ///< both included; empty when the last is before the first
  bool empty() const { return pieces.empty(); }
  int64_t begin() const { return pieces.front().first; }
  int64_t end() const { return pieces.back().second; }
  Date first_day() const { return day_of(begin()); }  ///< precondition: not empty
  Date last_day() const { return day_of(end() - 1); }
  int64_t length() const;      ///< minutes, pieces summed
  int64_t days() const;        ///< calendar days touched, both ends counted
  bool contains(int64_t minute) const;
  bool operator==(const Period&) const = default;
};

/// The part of `p` within [begin, end).
Period clipped(const Period& p, int64_t begin, int64_t end);
/// The part of `p` between two times of day; over midnight when the second is not later.
Period clock_band(const Period& p, int from, int to);
/// Parts of `minutes` each from the start of `p` on, the last as long as what is left.
std::vector<Period> split_every(const Period& p, int64_t minutes);

/// Which days are worked: a week, days closed and days open in spite of the week. An exception named later wins.
struct WorkingDays {
  uint8_t week = 0x1F;  ///< bit 0 is Monday
  std::vector<std::pair<Date, Date>> closed, open;  ///< both ends included

  bool is_working(Date day) const;
  /// A calendar that names holidays says nothing of the years before its first and after its last exception.
  bool knows(Date day) const;
  /// The n-th working day after (before, when n is negative) a day; that day is not counted. Nothing out of range.
  std::optional<Date> move(Date day, int64_t n) const;
  /// The day itself, or the first working day after it.
  std::optional<Date> next_or_same(Date day) const;
  int64_t count(Date first, Date last) const;
};

}  // namespace bursar::num
