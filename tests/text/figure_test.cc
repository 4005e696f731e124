#include <catch2/catch.hpp>

#include <random>

#include "io/text/figure.h"

using namespace bursar::text;
using bursar::num::Exact;

namespace {

Exact decimal(std::string_view text) { return *Exact::parse_decimal(text); }
Exact fraction(std::string_view text) { return *Exact::parse_fraction(text); }
Exact percent(std::string_view text) { return *Exact::divide(decimal(text), 100); }

}  // namespace

TEST_CASE("figure: money", "[text]") {
  CHECK(money_text(0, 2) == "0.00");
  CHECK(money_text(decimal("1234.5"), 2) == "1,234.50");
  CHECK(money_text(decimal("-1234.5"), 2) == "-1,234.50");
  CHECK(money_text(999, 0) == "999");
  CHECK(money_text(-999, 2) == "-999.00");
  CHECK(money_text(1000, 0) == "1,000");
  CHECK(money_text(decimal("71095.238"), 2) == "71,095.238");
  CHECK(money_text(decimal("105476.1896"), 2) == "105,476.1896");
  CHECK(money_text(decimal("0.005"), 2) == "0.005");
  CHECK(money_text(fraction("2311/48000"), 2) == "2,311/48,000");
  CHECK(money_text(fraction("-1000000/3"), 2) == "-1,000,000/3");
  CHECK(money_text(decimal("123456789012345678901234567890"), 2) ==
        "123,456,789,012,345,678,901,234,567,890.00");
}

TEST_CASE("figure: numbers", "[text]") {
  CHECK(number_text(0) == "0");
  CHECK(number_text(86400000) == "86,400,000");
  CHECK(number_text(decimal("1234.50")) == "1,234.5");
  CHECK(number_text(decimal("-0.0001")) == "-0.0001");
  CHECK(number_text(fraction("2311/48000")) == "2,311/48,000");
}

TEST_CASE("figure: percentages", "[text]") {
  CHECK(percent_text(fraction("1/20")) == "5 %");
  CHECK(percent_text(fraction("1/20"), {}, PercentStyle::Tight) == "5%");
  CHECK(percent_text(fraction("2311/48000")) == "4.81 %");
  CHECK(percent_text(fraction("2311/48000"), percent("5"), PercentStyle::Tight) == "4.81%");
  CHECK(percent_text(fraction("631845237/8640000000")) == "7.31 %");
  CHECK(percent_text(0) == "0 %");
  CHECK(percent_text(12) == "1,200 %");
  CHECK(percent_text(percent("7.5")) == "7.5 %");
  CHECK(percent_text(percent("12.3456")) == "12.3456 %");
  CHECK(percent_text(percent("12.34567")) == "12.35 %");
  CHECK(percent_text(percent("1.005001")) == "1.01 %");
  CHECK(percent_text(fraction("-1/3")) == "-33.33 %");
  CHECK(percent_text(fraction("-2/3")) == "-66.67 %");
  CHECK(percent_text(percent("-0.000001")) == "0.00 %");
}

TEST_CASE("figure: a percentage never looks like the limit that it misses", "[text]") {
  const Exact five = percent("5");
  CHECK(percent_text(percent("4.9960"), five) == "4.996 %");
  CHECK(percent_text(percent("4.996001"), five) == "4.996 %");
  CHECK(percent_text(percent("4.999951"), five) == "4.99995 %");
  CHECK(percent_text(percent("5.00001"), five) == "5.00001 %");
  CHECK(percent_text(percent("4.99000001"), five) == "4.99 %");
  CHECK(percent_text(five, five) == "5 %");
  CHECK(percent_text(percent("-0.000001"), 0) == "-0.000001 %");
  CHECK(percent_text(five - fraction("1/30000000000000000"), five) ==
        "1,499,999,999,999,999/30,000,000,000,000,000");
  // A limit that is no short decimal itself: each is shown beside the other.
  const Exact third = fraction("1/3"), near = percent("33.33");
  CHECK(percent_text(near, third) == "33.33 %");
  CHECK(percent_text(third, near) == "33.333 %");
}

TEST_CASE("figure: two percentages stand in their true order", "[text]") {
  std::mt19937_64 random(20260331);
  const auto shown = [](std::string text) {
    if (!text.ends_with(" %")) {
      std::erase(text, ',');
      return *Exact::parse_fraction(text) * 100;
    }
    text.resize(text.size() - 2);
    std::erase(text, ',');
    return decimal(text);
  };
  for (int i = 0; i < 20'000; ++i) {
    const auto below = [&](int64_t n) { return static_cast<int64_t>(random() % static_cast<uint64_t>(n)); };
    const Exact a = Exact::ratio(below(200'000), 1 + below(300'000));
    int64_t scale = 1;
    for (int64_t k = below(12); k > 0; --k) scale *= 10;
    const Exact b = a + Exact::ratio(below(19) - 9, scale);
    const Exact left = shown(percent_text(a, b)), right = shown(percent_text(b, a));
    CAPTURE(a.to_fraction(), b.to_fraction());
    REQUIRE((left <=> right) == (a <=> b));
  }
}
