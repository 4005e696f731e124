// Dates and months of the proleptic Gregorian calendar, 0001-01-01 to 9999-12-31. No time of day.
#pragma once

#include <compare>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace bursar::num {

/// A day, counted from 1970-01-01. Made by `of`, `parse` and the functions below it is always in range.
struct Date {
  int32_t days = 0;

  /// Nothing when there is no such day.
  static std::optional<Date> of(int year, unsigned month, unsigned day);
  /// Exactly YYYY-MM-DD in ASCII digits, and a day that exists.
  static std::optional<Date> parse(std::string_view text);
  static Date start_of_year(int year);  // precondition: 1..9999
  static Date end_of_year(int year);    // precondition: 1..9999

  int year() const;
  unsigned month() const;    // 1..12
  unsigned day() const;      // 1..31
  unsigned weekday() const;  // Monday 1 .. Sunday 7
  std::string to_text() const;

  /// These give nothing when the result is out of range.
  std::optional<Date> add_days(int64_t n) const;
  /// The same day of the month `n` months on, or the last day of that month when it is shorter.
  std::optional<Date> add_months(int64_t n) const;
  std::optional<Date> add_years(int64_t n) const;

  constexpr auto operator<=>(const Date&) const = default;
};

/// b - a: negative when b is the earlier one.
int64_t days_between(Date a, Date b);
/// The largest n for which a.add_months(n) <= b; when b is before a, minus the months from b to a.
int64_t complete_months_between(Date a, Date b);
/// The same in years.
int64_t complete_years_between(Date a, Date b);

/// A calendar month: year * 12 + month - 1.
struct Month {
  int32_t index = 1970 * 12;

  static std::optional<Month> of(int year, unsigned month);
  static Month of(Date day);
  /// Exactly YYYY-MM in ASCII digits.
  static std::optional<Month> parse(std::string_view text);

  int year() const { return index / 12; }
  unsigned month() const { return static_cast<unsigned>(index % 12) + 1; }  // 1..12
  Date start() const;
  Date end() const;
  std::string to_text() const;
  /// Nothing when the result is out of range.
  std::optional<Month> add_months(int64_t n) const;

  constexpr auto operator<=>(const Month&) const = default;
};

}  // namespace bursar::num

template <>
struct std::hash<bursar::num::Date> {
  size_t operator()(bursar::num::Date date) const noexcept { return std::hash<int32_t>()(date.days); }
};

template <>
struct std::hash<bursar::num::Month> {
  size_t operator()(bursar::num::Month month) const noexcept { return std::hash<int32_t>()(month.index); }
};
