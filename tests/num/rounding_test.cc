#include "engine/num/rounding.h"

#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "tests/num/random_values.h"

namespace bursar::num {

namespace {

Exact dec(std::string_view text) { return Exact::parse_decimal(text).value(); }

std::string rounded(std::string_view value, Rounding mode, const Exact& multiple) {
  const Exact small = round_to(dec(value), mode, multiple);
  const Exact big = round_to(Exact::force_big(dec(value)), mode, multiple);
  CHECK(small == big);
  return small.to_text();
}

/// The results in all seven modes, in the order of kRoundings.
std::vector<std::string> in_all_modes(std::string_view value, const Exact& multiple) {
  std::vector<std::string> out;
  for (Rounding mode : kRoundings) out.push_back(rounded(value, mode, multiple));
  return out;
}

using Texts = std::vector<std::string>;

}  // namespace

TEST_CASE("rounding: the seven modes", "[num][rounding]") {
  //                                      half up, even,  down, up,   down, higher, lower
  CHECK(in_all_modes("2.5", 1) == Texts{"3", "2", "2", "3", "2", "3", "2"});
  CHECK(in_all_modes("3.5", 1) == Texts{"4", "4", "3", "4", "3", "4", "3"});
  CHECK(in_all_modes("-2.5", 1) == Texts{"-3", "-2", "-2", "-3", "-2", "-2", "-3"});
  CHECK(in_all_modes("-3.5", 1) == Texts{"-4", "-4", "-3", "-4", "-3", "-3", "-4"});
  CHECK(in_all_modes("2.4", 1) == Texts{"2", "2", "2", "3", "2", "3", "2"});
  CHECK(in_all_modes("-2.6", 1) == Texts{"-3", "-3", "-3", "-3", "-2", "-2", "-3"});
  CHECK(in_all_modes("-0.4", 1) == Texts{"0", "0", "0", "-1", "0", "0", "-1"});
  CHECK(in_all_modes("0", 1) == Texts{"0", "0", "0", "0", "0", "0", "0"});
  CHECK(in_all_modes("-7", 1) == Texts{"-7", "-7", "-7", "-7", "-7", "-7", "-7"});
}

TEST_CASE("rounding: any multiple", "[num][rounding]") {
  CHECK(rounded("1.005", Rounding::HalfUp, dec("0.01")) == "1.01");
  CHECK(rounded("1.005", Rounding::HalfEven, dec("0.01")) == "1");
  CHECK(rounded("1234.50", Rounding::HalfUp, 10) == "1230");
  CHECK(rounded("1235", Rounding::HalfEven, 10) == "1240");
  CHECK(rounded("1245", Rounding::HalfEven, 10) == "1240");
  CHECK(rounded("499.99", Rounding::HalfUp, 1000) == "0");
  CHECK(rounded("0.02", Rounding::HalfUp, dec("0.05")) == "0");
  CHECK(rounded("0.03", Rounding::HalfUp, dec("0.05")) == "0.05");
  CHECK(rounded("0.5", Rounding::Higher, Exact::ratio(1, 3)) == "2/3");
  CHECK(rounded("0.5", Rounding::HalfDown, Exact::ratio(1, 3)) == "1/3");
  CHECK(round_to(dec("12.345"), Rounding::HalfUp, dec("0.01")).to_decimal(2) == "12.35");
}

TEST_CASE("rounding: at the edges of 64 bits", "[num][rounding]") {
  CHECK(round_to(INT64_MIN, Rounding::Lower, 10).to_text() == "-9223372036854775810");
  CHECK(round_to(INT64_MAX, Rounding::Higher, 10).to_text() == "9223372036854775810");
  CHECK(round_to(INT64_MIN, Rounding::HalfUp, 1) == INT64_MIN);
  CHECK(round_to(INT64_MAX, Rounding::Down, INT64_MAX) == INT64_MAX);
  CHECK(round_to(INT64_MAX, Rounding::Down, Exact::ratio(1, INT64_MAX)) == INT64_MAX);
  CHECK(round_to(Exact::ratio(1, INT64_MAX), Rounding::Up, INT64_MAX) == INT64_MAX);
  CHECK(round_to(Exact::ratio(INT64_MIN, 2), Rounding::HalfEven, Exact::ratio(2, INT64_MAX)) <= 0);
}

TEST_CASE("rounding: names", "[num][rounding]") {
  CHECK(name(Rounding::HalfUp) == "half up");
  CHECK(name(Rounding::HalfEven) == "half even");
  CHECK(name(Rounding::HalfDown) == "half down");
  CHECK(name(Rounding::Up) == "upward");
  CHECK(name(Rounding::Down) == "downward");
  CHECK(name(Rounding::Higher) == "to the higher");
  CHECK(name(Rounding::Lower) == "to the lower");
}

TEST_CASE("rounding: both paths agree and keep the promises of the modes", "[num][rounding][property]") {
  RandomValues random(31'337);
  for (int i = 0; i < 30'000; ++i) {
    const Exact unit = random.any().exact.abs();
    if (unit.is_zero()) continue;
    // Half of the values are whole or half multiples, so that ties are frequent.
    const Exact value = i % 2 == 0 ? random.any().exact : unit * Exact::ratio(random.whole(), 2);
    const Exact low = round_to(value, Rounding::Lower, unit), high = round_to(value, Rounding::Higher, unit);
    const bool between = low <= value && value <= high;
    const bool adjacent = high - low == (low == value ? Exact(0) : unit);
    if (!between || !adjacent) FAIL(value.to_fraction() << " by " << unit.to_fraction());
    for (Rounding mode : kRoundings) {
      const Exact small = round_to(value, mode, unit);
      const bool same_paths = small == round_to(Exact::force_big(value), mode, unit) &&
                              small == round_to(value, mode, Exact::force_big(unit));
      const bool whole = Exact::divide(small, unit)->is_integer();
      const bool nearest = mode > Rounding::HalfDown || (small - value).abs() * 2 <= unit;
      if (!same_paths || !whole || !nearest || (small != low && small != high))
        FAIL(value.to_fraction() << ' ' << name(mode) << " by " << unit.to_fraction());
    }
  }
}

}  // namespace bursar::num
