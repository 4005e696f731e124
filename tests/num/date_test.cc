#include "engine/num/date.h"

#include <catch2/catch.hpp>
#include <random>

#include "engine/num/currency.h"

namespace bursar::num {

namespace {

Date day(std::string_view text) { return Date::parse(text).value(); }
Month month(std::string_view text) { return Month::parse(text).value(); }

}  // namespace

TEST_CASE("date: read strictly", "[num][date]") {
  CHECK(day("1970-01-01").days == 0);
  CHECK(day("2000-03-01").days == 11'017);
  CHECK(day("0001-01-01").to_text() == "0001-01-01");
  CHECK(day("9999-12-31").to_text() == "9999-12-31");
  CHECK(day("2024-02-29").to_text() == "2024-02-29");
  for (const char* bad : {"", "2024-2-01", "2024-02-30", "2023-02-29", "1900-02-29", "2024-13-01",
                          "2024-00-10", "2024-01-00", "2024-01-32", "0000-01-01", "2024/01/01", "20240101",
                          "2024-01-01 ", " 2024-01-01", "2024-01-1x", "-024-01-01", "+024-01-01",
                          "2024-01-01T00:00", "２024-01-1", "12024-01-01"})
    CHECK_FALSE(Date::parse(bad));
  CHECK_FALSE(Date::of(10'000, 1, 1));
  CHECK_FALSE(Date::of(0, 12, 31));
  CHECK_FALSE(Date::of(2024, 257, 1));
  CHECK_FALSE(Date::of(2024, 1, 257));
}

TEST_CASE("date: every day of 9,999 years", "[num][date]") {
  constexpr unsigned kLengths[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  int32_t days = day("0001-01-01").days;
  unsigned weekday = 1;  // 0001-01-01 was a Monday
  size_t wrong = 0;
  for (int y = 1; y <= 9999; ++y) {
    const bool leap = y % 4 == 0 && (y % 100 != 0 || y % 400 == 0);
    for (unsigned m = 1; m <= 12; ++m) {
      const unsigned length = kLengths[m - 1] + (m == 2 && leap);
      for (unsigned d = 1; d <= length; ++d, ++days, weekday = weekday % 7 + 1) {
        const Date date{days};
        wrong += date.year() != y || date.month() != m || date.day() != d || date.weekday() != weekday ||
                 Date::of(y, m, d) != date;
      }
      wrong += Date::of(y, m, length + 1).has_value();
      const Month whole = *Month::of(y, m);
      wrong += whole.end().days != days - 1 || whole.start().days != days - static_cast<int32_t>(length);
    }
  }
  CHECK(wrong == 0);
  CHECK(days == day("9999-12-31").days + 1);
}

TEST_CASE("date: steps", "[num][date]") {
  CHECK(day("2024-01-31").add_months(1) == day("2024-02-29"));
  CHECK(day("2023-01-31").add_months(1) == day("2023-02-28"));
  CHECK(day("2024-03-31").add_months(-1) == day("2024-02-29"));
  CHECK(day("2024-01-15").add_months(-1) == day("2023-12-15"));
  CHECK(day("2024-02-29").add_years(1) == day("2025-02-28"));
  CHECK(day("2024-02-29").add_years(4) == day("2028-02-29"));
  CHECK(day("2024-12-31").add_days(1) == day("2025-01-01"));
  CHECK(day("9999-12-30").add_days(1) == day("9999-12-31"));
  CHECK_FALSE(day("9999-12-31").add_days(1));
  CHECK_FALSE(day("0001-01-01").add_days(-1));
  CHECK(day("0001-01-01").add_days(day("9999-12-31").days - day("0001-01-01").days) == day("9999-12-31"));
  CHECK_FALSE(day("9999-12-01").add_months(1));
  CHECK_FALSE(day("0001-01-31").add_months(-1));
  for (int64_t far : {INT64_MIN, INT64_MAX}) {
    CHECK_FALSE(day("2024-01-01").add_days(far));
    CHECK_FALSE(day("2024-01-01").add_months(far));
    CHECK_FALSE(day("2024-01-01").add_years(far));
  }
}

TEST_CASE("date: differences", "[num][date]") {
  CHECK(days_between(day("2024-02-28"), day("2024-03-01")) == 2);
  CHECK(days_between(day("2024-03-01"), day("2024-02-28")) == -2);
  CHECK(complete_months_between(day("2024-01-31"), day("2024-02-29")) == 1);
  CHECK(complete_months_between(day("2024-01-31"), day("2024-02-28")) == 0);
  CHECK(complete_months_between(day("2024-01-15"), day("2024-02-14")) == 0);
  CHECK(complete_months_between(day("2024-01-15"), day("2024-02-15")) == 1);
  CHECK(complete_months_between(day("2024-02-15"), day("2024-01-15")) == -1);
  CHECK(complete_months_between(day("2024-02-14"), day("2024-01-15")) == 0);
  CHECK(complete_years_between(day("2000-02-29"), day("2018-02-28")) == 18);
  CHECK(complete_years_between(day("2000-05-20"), day("2018-05-19")) == 17);
  CHECK(complete_years_between(day("2000-05-20"), day("2018-05-20")) == 18);
  CHECK(complete_years_between(day("0001-01-01"), day("9999-12-31")) == 9998);
}

TEST_CASE("date: complete months are the largest step that stays within", "[num][date][property]") {
  std::mt19937_64 random(99);
  const int64_t first = day("0001-01-01").days;
  const auto all = static_cast<uint64_t>(day("9999-12-31").days - first + 1);
  for (int i = 0; i < 100'000; ++i) {
    const Date a{static_cast<int32_t>(first + static_cast<int64_t>(random() % all))};
    const auto b = a.add_days(static_cast<int64_t>(random() % 2000));
    if (!b) continue;
    const int64_t months = complete_months_between(a, *b), years = complete_years_between(a, *b);
    const auto next_month = a.add_months(months + 1), next_year = a.add_years(years + 1);
    if (*a.add_months(months) > *b || (next_month && *next_month <= *b) || *a.add_years(years) > *b ||
        (next_year && *next_year <= *b) || complete_months_between(*b, a) != -months ||
        Date::parse(a.to_text()) != a)
      FAIL(a.to_text() << " to " << b->to_text());
  }
}

TEST_CASE("date: weekdays and years", "[num][date]") {
  CHECK(day("2024-07-01").weekday() == 1);
  CHECK(day("2024-07-07").weekday() == 7);
  CHECK(Date::start_of_year(2024) == day("2024-01-01"));
  CHECK(Date::end_of_year(2024) == day("2024-12-31"));
}

TEST_CASE("month", "[num][date]") {
  CHECK(month("2024-02").index == 2024 * 12 + 1);
  CHECK(month("2024-02").start() == day("2024-02-01"));
  CHECK(month("2024-02").end() == day("2024-02-29"));
  CHECK(month("0001-01").to_text() == "0001-01");
  CHECK(Month::of(day("2024-12-31")) == month("2024-12"));
  CHECK(month("2024-12").add_months(1) == month("2025-01"));
  CHECK(month("2024-01").add_months(-1) == month("2023-12"));
  CHECK_FALSE(month("9999-12").add_months(1));
  CHECK_FALSE(month("0001-01").add_months(-1));
  CHECK_FALSE(month("2024-01").add_months(INT64_MIN));
  for (const char* bad :
       {"", "2024", "2024-13", "2024-00", "0000-01", "2024-1", "2024-01-01", "2024/01", "202a-01"})
    CHECK_FALSE(Month::parse(bad));
}

TEST_CASE("currency", "[num][currency]") {
  CHECK(currency_of("EUR")->minor_digits() == 2);
  CHECK(currency_of("NZD")->minor_digits() == 2);
  CHECK(currency_of("JPY")->minor_digits() == 0);
  CHECK(currency_of("KRW")->minor_digits() == 0);
  CHECK(currency_of("KWD")->minor_digits() == 3);
  CHECK(currency_of("CNY")->code() == "CNY");
  CHECK(currency_of("USD") != currency_of("EUR"));
  for (const char* bad : {"", "EU", "eur", "EURO", "XXX", "AAA", "ZZZ"}) CHECK_FALSE(currency_of(bad));
  for (size_t i = 0; i < currency_count(); ++i) {
    const Currency currency{static_cast<uint8_t>(i)};
    CHECK(currency_of(currency.code()) == currency);
  }
}

}  // namespace bursar::num
