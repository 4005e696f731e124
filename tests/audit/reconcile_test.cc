#include "engine/audit/reconcile.h"

#include <catch2/catch.hpp>

using namespace bursar::audit;
using bursar::num::Exact;

namespace {
Exact cents(int64_t n) { return Exact::ratio(n, 100); }
}  // namespace

TEST_CASE("reconcile: missing, extra and different, with totals", "[audit]") {
  const Match match = reconcile("approved", {{"V1", 100}, {"V2", 200}, {"V3", 300}, {"V4", 50}}, "paid",
                                {{"V3", cents(30001)}, {"V1", 100}, {"V9", 7}, {"V4", 30}, {"V4", 20}});
  CHECK(match.sums.left == "approved");
  CHECK(match.sums.right == "paid");
  CHECK(match.sums.left_total == 650);
  CHECK(match.sums.right_total == cents(45701));
  CHECK(match.sums.missing == 1);
  CHECK(match.sums.extra == 1);
  CHECK(match.sums.different == 1);
  CHECK(match.breaks == std::vector<Break>{{Break::Kind::Missing, "V2", Exact(200), {}, 1, 0},
                                           {Break::Kind::Different, "V3", Exact(300), cents(30001), 1, 1},
                                           {Break::Kind::Extra, "V9", {}, Exact(7), 0, 1}});
}

TEST_CASE("reconcile: equal totals hide nothing", "[audit]") {
  const Match match = reconcile("paid", {{"V1", 100}, {"V2", 200}}, "bank", {{"V1", 200}, {"V2", 100}});
  CHECK(match.sums.left_total == match.sums.right_total);
  CHECK(match.sums.different == 2);
}

TEST_CASE("reconcile: a payment made twice is no match", "[audit]") {
  const Match match = reconcile("paid", {{"V1", 100}}, "bank", {{"V1", 100}, {"V1", 100}});
  CHECK(match.breaks == std::vector<Break>{{Break::Kind::Different, "V1", Exact(100), Exact(200), 1, 2}});
  CHECK(reconcile("paid", {{"V1", 0}}, "bank", {}).sums.missing == 1);
}

TEST_CASE("fund: the whole and its parts, and the row that crossed", "[audit]") {
  const std::vector<FundEntry> rows{{"north", 60}, {"south", 50}, {"north", 41}, {"north", -1}, {"south", 10}};
  const auto over = over_fund({{"", 160}, {"north", 100}, {"south", 59}, {"west", 0}}, rows);
  REQUIRE(over.size() == 1);
  CHECK(over[0].key == "south");
  CHECK(over[0].paid == 60);
  CHECK(over[0].crossed == 4);
  const auto whole = over_fund({{"", cents(15999)}}, rows);
  REQUIRE(whole.size() == 1);
  CHECK(whole[0].paid == 160);
  CHECK(whole[0].crossed == 4);
}

TEST_CASE("reviews: two people, and two different ones", "[audit]") {
  using Why = Unreviewed::Why;
  const auto found = unreviewed({"V1", "V2", "V3", "V4", "V5", "V6"}, {{"V1", "zhang.wei", "li.na"},
                                                                      {"V2", "zhang.wei", ""},
                                                                      {"V3", "Zhang Wei", "zhang wei "},
                                                                      {"V5", "zhang.wei", ""},
                                                                      {"V5", "", "li.na"},
                                                                      {"V6", "", ""}});
  CHECK(found == std::vector<Unreviewed>{{1, Why::NoSecond, "zhang.wei"},
                                         {2, Why::SamePerson, "Zhang Wei"},
                                         {3, Why::NoReview, ""},
                                         {5, Why::NoReview, ""}});
}
