#include "engine/num/date.h"

#include <algorithm>
#include <cassert>
#include <chrono>

namespace bursar::num {

namespace {

namespace chrono = std::chrono;

constexpr int kFirstYear = 1;
constexpr int kLastYear = 9999;

constexpr int32_t days_of(chrono::year_month_day date) {
  return static_cast<int32_t>(chrono::sys_days(date).time_since_epoch().count());
}

constexpr int32_t days_of(int year, unsigned month, unsigned day) {
  return days_of(chrono::year_month_day(chrono::year(year), chrono::month(month), chrono::day(day)));
}

constexpr int32_t kFirstDay = days_of(kFirstYear, 1, 1);
constexpr int32_t kLastDay = days_of(kLastYear, 12, 31);

constexpr int64_t kMonthsInAll = int64_t{kLastYear} * 12;
constexpr int64_t kDaysInAll = int64_t{kLastDay} - kFirstDay;

chrono::year_month_day civil(Date date) {
  return chrono::year_month_day(chrono::sys_days(chrono::days(date.days)));
}

bool in_range(int year) { return year >= kFirstYear && year <= kLastYear; }

/// The number that text[from, from + length) spells in ASCII digits; -1 when it is anything else.
int digits(std::string_view text, size_t from, size_t length) {
  int n = 0;
  for (char c : text.substr(from, length)) {
    if (c < '0' || c > '9') return -1;
    n = n * 10 + (c - '0');
  }
  return n;
}

std::string padded(int n, size_t width) {
  std::string text = std::to_string(n);
  text.insert(0, width - text.size(), '0');
  return text;
}

}  // namespace

std::optional<Date> Date::of(int year, unsigned month, unsigned day) {
  if (!in_range(year) || month > 12 || day > 31) return std::nullopt;
  const chrono::year_month_day date{chrono::year(year), chrono::month(month), chrono::day(day)};
  if (!date.ok()) return std::nullopt;
  return Date{days_of(date)};
}

std::optional<Date> Date::parse(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
  const int year = digits(text, 0, 4), month = digits(text, 5, 2), day = digits(text, 8, 2);
  if (year < 0 || month < 0 || day < 0) return std::nullopt;
  return of(year, static_cast<unsigned>(month), static_cast<unsigned>(day));
}

Date Date::start_of_year(int year) {
  assert(in_range(year));
  return Date{days_of(year, 1, 1)};
}

Date Date::end_of_year(int year) {
  assert(in_range(year));
  return Date{days_of(year, 12, 31)};
}

int Date::year() const { return static_cast<int>(civil(*this).year()); }
unsigned Date::month() const { return static_cast<unsigned>(civil(*this).month()); }
unsigned Date::day() const { return static_cast<unsigned>(civil(*this).day()); }

unsigned Date::weekday() const {
  return chrono::weekday(chrono::sys_days(chrono::days(days))).iso_encoding();
}

std::string Date::to_text() const {
  return Month::of(*this).to_text() + '-' + padded(static_cast<int>(day()), 2);
}

std::optional<Date> Date::add_days(int64_t n) const {
  if (n < -kDaysInAll || n > kDaysInAll) return std::nullopt;
  const int64_t sum = days + n;
  if (sum < kFirstDay || sum > kLastDay) return std::nullopt;
  return Date{static_cast<int32_t>(sum)};
}

std::optional<Date> Date::add_months(int64_t n) const {
  const auto month = Month::of(*this).add_months(n);
  if (!month) return std::nullopt;
  const Date wanted{month->start().days + static_cast<int32_t>(day()) - 1};
  return std::min(wanted, month->end());
}

std::optional<Date> Date::add_years(int64_t n) const {
  if (n < -kLastYear || n > kLastYear) return std::nullopt;
  return add_months(n * 12);
}

int64_t days_between(Date a, Date b) { return int64_t{b.days} - a.days; }

int64_t complete_months_between(Date a, Date b) {
  if (b < a) return -complete_months_between(b, a);
  const int64_t months = Month::of(b).index - Month::of(a).index;
  return *a.add_months(months) <= b ? months : months - 1;
}

int64_t complete_years_between(Date a, Date b) { return complete_months_between(a, b) / 12; }

std::optional<Month> Month::of(int year, unsigned month) {
  if (!in_range(year) || month < 1 || month > 12) return std::nullopt;
  return Month{year * 12 + static_cast<int32_t>(month) - 1};
}

Month Month::of(Date day) {
  const auto date = civil(day);
  const auto month = static_cast<unsigned>(date.month());
  return Month{static_cast<int>(date.year()) * 12 + static_cast<int32_t>(month) - 1};
}

std::optional<Month> Month::parse(std::string_view text) {
  if (text.size() != 7 || text[4] != '-') return std::nullopt;
  const int year = digits(text, 0, 4), month = digits(text, 5, 2);
  if (year < 0 || month < 0) return std::nullopt;
  return of(year, static_cast<unsigned>(month));
}

Date Month::start() const { return Date{days_of(year(), month(), 1)}; }

Date Month::end() const {
  return Date{days_of(chrono::year(year()) / chrono::month(month()) / chrono::last)};
}

std::string Month::to_text() const {
  return padded(year(), 4) + '-' + padded(static_cast<int>(month()), 2);
}

std::optional<Month> Month::add_months(int64_t n) const {
  if (n < -kMonthsInAll || n > kMonthsInAll) return std::nullopt;
  const int64_t sum = index + n;
  if (sum < kFirstYear * 12 || sum >= (kLastYear + 1) * 12) return std::nullopt;
  return Month{static_cast<int32_t>(sum)};
}

}  // namespace bursar::num
