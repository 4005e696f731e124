#include "engine/audit/bunching.h"

#include <catch2/catch.hpp>

using namespace bursar::audit;
using bursar::num::BigInt;
using bursar::num::Exact;
using Favours = Threshold::Favours;

namespace {

/// The same by its definition, term by term.
BigInt plain_one_in(uint64_t favoured, uint64_t other) {
  const uint64_t n = favoured + other;
  BigInt choose = 1, sum = 0;
  for (uint64_t k = 0; k <= n; ++k) {
    if (k >= favoured) sum += choose;
    choose = choose * (n - k) / (k + 1);
  }
  return (BigInt(1) << static_cast<unsigned>(n)) / sum;
}

std::pair<uint64_t, uint64_t> counts(const std::vector<Exact>& values, Favours favours) {
  const Bunch bunch = bunching(values, {favours, 100, 10});
  return {bunch.favoured, bunch.other};
}

}  // namespace

TEST_CASE("bunching: the tail of the binomial distribution", "[audit]") {
  CHECK(one_in(0, 0) == 1);
  CHECK(one_in(10, 0) == 1024);
  CHECK(one_in(9, 1) == 93);   // 1024 / 11
  CHECK(one_in(8, 2) == 18);   // 1024 / 56
  CHECK(one_in(5, 5) == 1);
  CHECK(one_in(1, 9) == 1);
  CHECK(one_in(200, 0) == BigInt(1) << 200);
  for (uint64_t favoured = 1; favoured < 90; ++favoured)
    for (uint64_t other = 0; other < favoured; other += 3)
      if (one_in(favoured, other) != plain_one_in(favoured, other)) FAIL(favoured << " to " << other);
  CHECK(one_in(700, 500) == plain_one_in(700, 500));
  CHECK(one_in(1501, 1500) == plain_one_in(1501, 1500));
}

TEST_CASE("bunching: each side has the end that belongs to it", "[audit]") {
  const std::vector<Exact> values{89, 90, 91, 99, 100, 101, 109, 110, 111, Exact::ratio(999, 10)};
  CHECK(counts(values, Favours::AtLeast) == std::pair<uint64_t, uint64_t>(3, 4));   // 100 101 109; 90 91 99 99.9
  CHECK(counts(values, Favours::LessThan) == std::pair<uint64_t, uint64_t>(4, 3));
  CHECK(counts(values, Favours::MoreThan) == std::pair<uint64_t, uint64_t>(3, 4));  // 101 109 110; 91 99 99.9 100
  CHECK(counts(values, Favours::AtMost) == std::pair<uint64_t, uint64_t>(4, 3));
}

TEST_CASE("bunching: a lead from one in a thousand on", "[audit]") {
  std::vector<Exact> values(9, 100);
  CHECK_FALSE(bunching(values, {Favours::AtLeast, 100, 10}).is_lead());  // 512
  values.push_back(104);
  CHECK(bunching(values, {Favours::AtLeast, 100, 10}).is_lead());        // 1024
  CHECK_FALSE(bunching(values, {Favours::LessThan, 100, 10}).is_lead());
}
