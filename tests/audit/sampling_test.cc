#include "engine/audit/sampling.h"

#include <array>
#include <catch2/catch.hpp>
#include <random>

using namespace bursar::audit;
using bursar::num::Exact;

namespace {

Exact decimal(std::string_view text) { return *Exact::parse_decimal(text); }

std::string factors_text(int percent) {
  PoissonFactors factors(*confidence_level(percent));
  std::string out;
  for (size_t k = 0; k <= 6; ++k) out += (k ? " " : "") + factors.of(k).to_decimal(2);
  return out;
}

const ConfidenceLevel k95 = *confidence_level(95);

/// P1 to P10 of the design's vector, in cents.
const std::vector<Exact> kVector{12'000'000, 3'500'000, 800'000, 25'000'000, 1'250'000,
                                 9'900'000,  0,         4'700'000, -150'000, 2'850'000};

}  // namespace

TEST_CASE("sampling: Poisson factors, rounded up", "[audit]") {
  CHECK(factors_text(80) == "1.61 3.00 4.28 5.52 6.73 7.91 9.08");
  CHECK(factors_text(90) == "2.31 3.89 5.33 6.69 8.00 9.28 10.54");
  CHECK(factors_text(95) == "3.00 4.75 6.30 7.76 9.16 10.52 11.85");
  CHECK(factors_text(99) == "4.61 6.64 8.41 10.05 11.61 13.11 14.58");
  CHECK(PoissonFactors(k95).of(50).to_decimal(2) == "63.29");  // half of the chi-squared quantile with 102 degrees
  CHECK_FALSE(confidence_level(94));
}

TEST_CASE("sampling: the worked vector, to the cent", "[audit]") {
  const Population all = population(kVector);
  CHECK(all.book == 60'000'000);
  CHECK(all.items == 8);
  CHECK(all.zero == 1);
  CHECK(all.negative == 1);
  CHECK(all.negative_sum == -150'000);

  PlanFault fault{};
  const auto planned = plan(all.book, 30'000'000, 0, k95, fault);
  REQUIRE(planned);
  CHECK(planned->size == 6);
  CHECK(planned->interval == 10'000'000);

  CHECK(select(kVector, planned->interval, 7'654'321) == std::vector<Selected>{{0, 7'654'321, true},
                                                                              {3, 17'654'321, true},
                                                                              {5, 47'654'321, false},
                                                                              {9, 57'654'321, false}});

  const Evaluation result = evaluate(
      {{12'000'000, 12'000'000}, {25'000'000, 24'000'000}, {9'900'000, 7'920'000}, {2'850'000, 2'850'000}},
      planned->interval, k95);
  CHECK(result.over.known == 1'000'000);
  CHECK(result.over.taints == std::vector<Exact>{Exact::ratio(1, 5)});
  CHECK(result.over.projected == 2'000'000);
  CHECK(result.over.basic_precision == 30'000'000);
  CHECK(result.over.allowance == 1'500'000);
  CHECK(result.over.upper() == 34'500'000);
  CHECK(result.under.taints.empty());
  CHECK(result.under.upper() == 30'000'000);
}

TEST_CASE("sampling: the plan of the storyboard", "[audit]") {
  PlanFault fault{};
  const Exact book = 39'425'896'677;
  const Exact tolerable = (book * Exact::ratio(2, 100)).floor();
  CHECK(tolerable == 788'517'933);
  const auto planned = plan(book, tolerable, 0, k95, fault);
  REQUIRE(planned);
  CHECK(planned->size == 151);
  CHECK(planned->interval == 261'098'653);
  CHECK(planned->confidence_factor * planned->interval == 783'295'959);
}

TEST_CASE("sampling: an expected misstatement makes the sample larger", "[audit]") {
  PlanFault fault{};
  const auto planned = plan(60'000'000, 30'000'000, 5'000'000, k95, fault);
  REQUIRE(planned);
  CHECK(planned->expansion_factor == decimal("1.6"));
  CHECK(planned->size == 9);  // 180,000,000 / 22,000,000 = 8.18…
  CHECK(planned->interval == 6'666'666);
}

TEST_CASE("sampling: plans that cannot be", "[audit]") {
  PlanFault fault{};
  CHECK_FALSE(plan(0, 1, 0, k95, fault));
  CHECK(fault == PlanFault::NothingToSample);
  CHECK_FALSE(plan(100, Exact::ratio(1, 2), 0, k95, fault));
  CHECK(fault == PlanFault::NothingTolerable);
  CHECK_FALSE(plan(1000, 160, 100, k95, fault));
  CHECK(fault == PlanFault::ExpectedTooHigh);
  CHECK_FALSE(plan(1000, 2, 0, k95, fault));
  CHECK(fault == PlanFault::IntervalTooSmall);
}

TEST_CASE("sampling: the start is fair and inside the interval", "[audit]") {
  std::array<uint8_t, 32> digest{};
  CHECK(*start_from(digest, 1000) == 1);
  digest[31] = 0xE7;
  digest[30] = 0x03;
  CHECK(*start_from(digest, 1000) == 1000);  // 999 + 1
  digest.fill(0xFF);
  CHECK_FALSE(start_from(digest, 1000));     // 2^256 is no multiple of 1000: the last digests are not used
  CHECK(*start_from(digest, 1024) == 1024);  // but of 1024
  digest[31] = 0xFF - 64;                    // 2^256 mod 1000 is 936
  digest[30] = 0xFC;                         // 2^256 - 1 - 768 - 64, in the last 936
  CHECK_FALSE(start_from(digest, 1000));
  digest[30] = 0xFB;                         // below them
  CHECK(start_from(digest, 1000));
}

TEST_CASE("sampling: every large item, and as many units as intervals", "[audit]") {
  std::mt19937_64 random(4);
  for (int round = 0; round < 300; ++round) {
    std::vector<Exact> amounts;
    const size_t items = 1 + random() % 60;
    for (size_t i = 0; i < items; ++i) amounts.push_back(static_cast<int64_t>(random() % 5000) - 500);
    const Exact interval = 1 + static_cast<int64_t>(random() % 4000);
    const Exact start = 1 + static_cast<int64_t>(random() % 1'000'000) % *interval.to_int64();
    const auto selected = select(amounts, interval, start);
    // The same by its definition, unit by unit.
    std::vector<Selected> expected;
    Exact before = 0;
    for (uint32_t row = 0; row < amounts.size(); ++row) {
      if (amounts[row].sign() <= 0) continue;
      const Exact behind = before + amounts[row];
      const Exact k = before < start ? Exact(0) : Exact::divide(before - start, interval)->floor() + 1;
      const Exact unit = start + k * interval;
      if (unit > before && unit <= behind) expected.push_back({row, unit, amounts[row] >= interval});
      if (amounts[row] >= interval) REQUIRE((!expected.empty() && expected.back().row == row));
      before = behind;
    }
    REQUIRE(selected == expected);
  }
}

TEST_CASE("sampling: over and under are evaluated apart", "[audit]") {
  const Evaluation result = evaluate({{100, 50}, {100, 150}, {100, 0}, {5000, 6000}}, 1000, k95);
  CHECK(result.over.taints == std::vector<Exact>{1, Exact::ratio(1, 2)});
  CHECK(result.over.known == 0);
  CHECK(result.over.projected == 1500);
  CHECK(result.over.allowance == decimal("0.75") * 1000 + decimal("0.55") * 500);
  CHECK(result.under.taints == std::vector<Exact>{Exact::ratio(1, 2)});
  CHECK(result.under.known == 1000);
}
