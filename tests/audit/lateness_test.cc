#include "engine/audit/lateness.h"

#include <catch2/catch.hpp>

using namespace bursar::audit;
using bursar::num::Date;
using bursar::num::WorkingDays;

namespace {

Dated dated(const char* approved, const char* paid) { return {Date::parse(approved), Date::parse(paid)}; }

/// The Spring Festival of 2026: closed 15 to 23 February, worked on Saturday 14 and 28.
WorkingDays spring_2026() {
  WorkingDays days;
  days.closed = {{*Date::parse("2026-01-01"), *Date::parse("2026-01-03")},
                 {*Date::parse("2026-02-15"), *Date::parse("2026-02-23")}};
  days.open = {{*Date::parse("2026-01-04"), *Date::parse("2026-01-04")},
               {*Date::parse("2026-02-14"), *Date::parse("2026-02-14")},
               {*Date::parse("2026-02-28"), *Date::parse("2026-02-28")}};
  return days;
}

int64_t age(const Dated& row, const DayCount& count) { return lateness({row}, 0, count).percentiles.back().age; }

}  // namespace

TEST_CASE("lateness: working days by a calendar, by the week, and calendar days", "[audit]") {
  const Dated row = dated("2026-02-13", "2026-02-28");  // Friday to Saturday
  CHECK(age(row, {true, spring_2026()}) == 6);          // 14, 24, 25, 26, 27, 28
  CHECK(age(row, {true, std::nullopt}) == 10);
  CHECK(age(row, {false, std::nullopt}) == 15);
  CHECK(age(dated("2026-02-13", "2026-02-13"), {true, std::nullopt}) == 0);
}

TEST_CASE("lateness: the day that is allowed is not late", "[audit]") {
  const std::vector<Dated> rows{dated("2026-03-02", "2026-03-06"), dated("2026-03-02", "2026-03-09"),
                                dated("2026-03-02", "2026-03-01"), {Date::parse("2026-03-02"), std::nullopt}};
  const Lateness found = lateness(rows, 4, {true, spring_2026()});
  CHECK(found.late == std::vector<Lateness::Late>{{1, 5, 1}});
  CHECK(found.paid_before_approval == std::vector<uint32_t>{2});
  CHECK(found.dated == 3);
  CHECK(found.undated == 1);
  CHECK(found.holidays_known);
}

TEST_CASE("lateness: what a calendar does not know is said", "[audit]") {
  const std::vector<Dated> rows{dated("2026-03-02", "2027-03-06")};
  CHECK_FALSE(lateness(rows, 4, {true, spring_2026()}).holidays_known);
  CHECK_FALSE(lateness(rows, 4, {true, std::nullopt}).holidays_known);
  CHECK(lateness(rows, 4, {false, std::nullopt}).holidays_known);
}

TEST_CASE("lateness: percentiles by nearest rank", "[audit]") {
  std::vector<Dated> rows;
  for (int days = 20; days >= 1; --days) {
    const Date start = *Date::parse("2026-01-01");
    rows.push_back({start, start.add_days(days)});
  }
  CHECK(lateness(rows, 100, {false, {}}).percentiles ==
        std::vector<Lateness::Percentile>{{10, 2}, {25, 5}, {50, 10}, {75, 15}, {90, 18}, {95, 19}, {99, 20}, {100, 20}});
  CHECK(lateness({}, 100, {false, {}}).percentiles.empty());
}
