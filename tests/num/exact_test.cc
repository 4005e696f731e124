#include "engine/num/exact.h"

#include <catch2/catch.hpp>
#include <type_traits>
#include <unordered_set>
#include <vector>

#include "tests/num/random_values.h"

namespace bursar::num {

namespace {

static_assert(!std::is_constructible_v<Exact, double> && !std::is_constructible_v<Exact, float>);
static_assert(!std::is_constructible_v<Exact, bool>);
static_assert(std::is_convertible_v<int, Exact> && std::is_convertible_v<uint64_t, Exact>);
static_assert(std::is_nothrow_move_constructible_v<Exact>);

Exact dec(std::string_view text) { return Exact::parse_decimal(text).value(); }
Exact frac(std::string_view text) { return Exact::parse_fraction(text).value(); }

}  // namespace

TEST_CASE("exact: whole numbers", "[num][exact]") {
  CHECK(Exact() == 0);
  CHECK(Exact(7) == int64_t{7});
  CHECK(Exact(7u) + 1 == 8);
  CHECK(Exact(INT64_MIN).to_text() == "-9223372036854775808");
  CHECK((-Exact(INT64_MIN)).to_text() == "9223372036854775808");
  CHECK(-(-Exact(INT64_MIN)) == INT64_MIN);
  CHECK((-(-Exact(INT64_MIN))).is_small());
  CHECK(Exact(INT64_MIN).abs() == Exact(uint64_t{1} << 63));
  CHECK(Exact(UINT64_MAX).to_text() == "18446744073709551615");
  CHECK(Exact(INT64_MAX) + 1 - 1 == INT64_MAX);
  CHECK((Exact(INT64_MAX) + 1 - 1).is_small());
}

TEST_CASE("exact: ratio", "[num][exact]") {
  CHECK(Exact::ratio(1, -2) == frac("-1/2"));
  CHECK(Exact::ratio(-6, -4).to_fraction() == "3/2");
  CHECK(Exact::ratio(INT64_MIN, INT64_MIN) == 1);
  CHECK(Exact::ratio(1, INT64_MIN).to_fraction() == "-1/9223372036854775808");
  CHECK(Exact::ratio(INT64_MIN, -1).to_fraction() == "9223372036854775808");
  CHECK(Exact::ratio(0, -5).to_text() == "0");
}

TEST_CASE("exact: decimals are read strictly", "[num][exact]") {
  CHECK(dec("12.50") == Exact::ratio(25, 2));
  CHECK(dec("-0.00") == 0);
  CHECK(dec("007") == 7);
  CHECK(dec("0000000000000000000000000010") == 10);
  CHECK(dec("9223372036854775808") == -Exact(INT64_MIN));
  CHECK(dec("0.0000000000000000000000001").to_text() == "0.0000000000000000000000001");
  for (const char* bad : {"", "-", "+1", ".5", "5.", "-.5", "1.2.3", "1e3", " 1", "1 ", "--1", "1,000",
                          "0x10", "１", "1/2", "1.-2", "nan"})
    CHECK_FALSE(Exact::parse_decimal(bad));
  CHECK_FALSE(Exact::parse_decimal(std::string_view("1\0", 2)));
  const std::string longest = "-" + std::string(5'000, '9') + "." + std::string(4'999, '0') + "1";
  CHECK(dec(longest).to_text() == longest);
  CHECK_FALSE(Exact::parse_decimal(longest + "1"));
  CHECK_FALSE(Exact::parse_decimal(std::string(10'001, '0')));
}

TEST_CASE("exact: fractions are read strictly", "[num][exact]") {
  CHECK(frac("2311/48000") == Exact::ratio(2311, 48000));
  CHECK(frac("-10/4").to_fraction() == "-5/2");
  CHECK(frac("8/4").to_fraction() == "2");
  CHECK(frac("-7") == -7);
  CHECK(frac("9223372036854775808/18446744073709551616") == dec("0.5"));
  for (const char* bad : {"", "/", "1/", "/2", "1/0", "1/-2", "1/2/3", "1.5/2", "+1/2", "1 / 2"})
    CHECK_FALSE(Exact::parse_fraction(bad));
  CHECK_FALSE(Exact::parse_fraction("1/" + std::string(10'001, '1')));
}

TEST_CASE("exact: text", "[num][exact]") {
  CHECK(dec("-1234.5").to_decimal(2) == "-1234.50");
  CHECK(dec("-0.05").to_decimal() == "-0.05");
  CHECK(dec("-0.05").to_decimal(1) == "-0.05");
  CHECK(Exact(0).to_decimal(2) == "0.00");
  CHECK((-Exact(0)).to_decimal() == "0");
  CHECK(Exact::force_big(dec("-0.0")).to_decimal(2) == "0.00");
  CHECK(Exact(100).to_decimal() == "100");
  CHECK(Exact::ratio(1, 8).to_text() == "0.125");
  CHECK(Exact::ratio(-1, 3).to_text() == "-1/3");
  CHECK(Exact::ratio(3, 300).to_text() == "0.01");
  CHECK_THROWS_AS(Exact::ratio(1, 3).to_decimal(), std::bad_optional_access);
  const Exact tiny = Exact::power(Exact::ratio(1, 2), 62).value();
  CHECK(tiny.is_small());
  CHECK(tiny.decimals() == 62);
  CHECK(tiny.to_text() == Exact::force_big(tiny).to_text());
  CHECK(Exact::ratio(INT64_MIN, 1'000'000'000'000'000'000).to_decimal(20) == "-9.22337203685477580800");
}

TEST_CASE("exact: decimals", "[num][exact]") {
  CHECK(Exact(5).decimals() == 0);
  CHECK(dec("1.50").decimals() == 1);
  CHECK(Exact::ratio(3, 6).decimals() == 1);
  CHECK(Exact::ratio(1, 40).decimals() == 3);
  CHECK_FALSE(Exact::ratio(1, 7).decimals());
  CHECK(Exact::power(5, -1000).value().decimals() == 1000);
  CHECK(Exact::power(2, -1000).value().decimals() == 1000);
  CHECK(Exact::power(10, -1000).value().decimals() == 1000);
  CHECK_FALSE(Exact::power(15, -1000).value().decimals());
}

TEST_CASE("exact: whole parts", "[num][exact]") {
  CHECK(dec("2.5").floor() == 2);
  CHECK(dec("2.5").ceil() == 3);
  CHECK(dec("-2.5").floor() == -3);
  CHECK(dec("-2.5").ceil() == -2);
  CHECK(dec("3.00").is_integer());
  CHECK(dec("3.00").to_int64() == 3);
  CHECK_FALSE(dec("3.01").to_int64());
  CHECK_FALSE((Exact(INT64_MAX) + 1).to_int64());
  CHECK(Exact::force_big(INT64_MIN).to_int64() == INT64_MIN);
  const Exact far = Exact::power(10, 40).value();
  CHECK((far + Exact::ratio(1, 3)).floor() == far);
  CHECK((-far - Exact::ratio(1, 3)).floor() == -far - 1);
  CHECK((-far - Exact::ratio(1, 3)).ceil() == -far);
  CHECK(far.sign() == 1);
  CHECK((-far).sign() == -1);
}

TEST_CASE("exact: division", "[num][exact]") {
  CHECK_FALSE(Exact::divide(1, 0));
  CHECK_FALSE(Exact::divide(1, Exact::force_big(0)));
  CHECK(Exact::divide(1, -3) == Exact::ratio(-1, 3));
  CHECK(Exact::divide(dec("10.00"), dec("2.50")) == 4);
  CHECK(Exact::divide(INT64_MIN, -1) == Exact(uint64_t{1} << 63));
  CHECK(Exact::divide(INT64_MIN, INT64_MIN) == 1);
  CHECK(Exact::divide(1, INT64_MIN) == Exact::ratio(1, INT64_MIN));
}

TEST_CASE("exact: powers", "[num][exact]") {
  CHECK(Exact::power(dec("1.05"), 2) == dec("1.1025"));
  CHECK(Exact::power(-2, 3) == -8);
  CHECK(Exact::power(-2, -3) == dec("-0.125"));
  CHECK(Exact::power(Exact::ratio(-2, 3), -2) == Exact::ratio(9, 4));
  CHECK(Exact::power(0, 0) == 1);
  CHECK(Exact::power(0, 5) == 0);
  CHECK(Exact::power(7, 0) == 1);
  CHECK_FALSE(Exact::power(0, -1));
  CHECK(Exact::power(1, INT64_MIN) == 1);
  CHECK(Exact::power(-1, INT64_MAX) == -1);
  CHECK(Exact::power(-1, INT64_MIN) == 1);
  // 2^65534 has 65,535 bits and its denominator one.
  CHECK(Exact::power(2, 65'534).value().bits() == Exact::kMaxPowerBits);
  CHECK_FALSE(Exact::power(2, 65'535));
  CHECK(Exact::power(2, -65'534));
  CHECK_FALSE(Exact::power(2, -65'535));
  CHECK_FALSE(Exact::power(3, 65'536));
  CHECK_FALSE(Exact::power(dec("1.0000001"), INT64_MAX));
  CHECK_FALSE(Exact::power(dec("1.0000001"), INT64_MIN));
}

TEST_CASE("exact: bits", "[num][exact]") {
  CHECK(Exact(0).bits() == 1);
  CHECK(Exact(1).bits() == 2);
  CHECK(Exact(-8).bits() == 5);
  CHECK(dec("0.50").bits() == 3);
  CHECK(Exact(INT64_MIN).bits() == 65);
  CHECK(Exact::force_big(dec("0.50")).bits() == 3);
}

TEST_CASE("exact: sums of cents stay small", "[num][exact]") {
  Exact sum;
  for (int i = 0; i < 100'000; ++i) sum += Exact::ratio(i % 1999, 100);
  CHECK(sum.is_small());
  Exact thirds;
  for (int i = 1; i <= 3000; ++i) thirds += Exact::divide(dec("100.00"), 3).value();
  CHECK(thirds == 100'000);
  CHECK(thirds.is_small());
}

TEST_CASE("exact: copies share and moved-from values are zero", "[num][exact]") {
  Exact huge = Exact::power(10, 100).value();
  Exact copy = huge;
  const Exact& alias = copy;
  copy = alias;
  CHECK(copy == huge);
  Exact moved = std::move(copy);
  CHECK(copy == 0);
  copy = moved;
  moved = Exact(1);
  CHECK(copy == huge);
  huge = huge - copy;
  CHECK(huge == 0);
  CHECK(huge.is_small());
  std::vector<Exact> many(1000, copy);
  many.erase(many.begin() + 1, many.end());
  CHECK(many[0] == copy);
}

TEST_CASE("exact: equal values have equal hashes", "[num][exact]") {
  CHECK(Exact::ratio(1, 2).hash() == Exact::ratio(50, 100).hash());
  CHECK(Exact::force_big(dec("0.5")).hash() == Exact::ratio(50, 100).hash());
  const Exact huge = Exact::power(3, 200).value();
  CHECK(Exact::force_big(huge).hash() == huge.hash());
  std::unordered_set<Exact> set{dec("1.0"), dec("1.00"), 1, Exact::force_big(1), huge};
  CHECK(set.size() == 2);
}

namespace {

struct Operands {
  Sample a, b;
  std::string shown() const { return a.exact.to_fraction() + " and " + b.exact.to_fraction(); }
};

/// Both paths must give what Boost alone gives, in the right form, and look alike from outside.
void expect(const Exact& small, const Exact& forced, const BigRational& plain, const Operands& on,
            const char* what) {
  const bool values = same(small.big(), plain) && same(forced.big(), plain) && small == forced;
  const bool forms = small.is_small() == fits(plain) && !forced.is_small();
  const bool texts = small.to_text() == forced.to_text() && small.hash() == forced.hash() &&
                     small.bits() == forced.bits() && small.decimals() == forced.decimals() &&
                     small.sign() == forced.sign() && small.to_int64() == forced.to_int64() &&
                     small.is_integer() == forced.is_integer();
  if (!values || !forms || !texts)
    FAIL(what << " of " << on.shown() << ": " << small.to_fraction() << ", forced " << forced.to_fraction()
              << ", expected " << plain);
}

}  // namespace

TEST_CASE("exact: small path, big path and Boost agree", "[num][exact][property]") {
  RandomValues random(20'240'601);
  size_t operations = 0;
  for (int i = 0; i < 60'000; ++i) {
    const Operands on = i % 2 == 0 ? Operands{random.small(), random.small()}
                                   : Operands{random.any(), random.any()};
    const auto& [a, p] = on.a;
    const auto& [b, q] = on.b;
    const bool both = i % 3 == 0;
    const Exact fa = Exact::force_big(a), fb = both ? Exact::force_big(b) : b;
    expect(a + b, fa + fb, p + q, on, "sum");
    expect(a - b, fa - fb, p - q, on, "difference");
    expect(b - a, fb - fa, q - p, on, "difference");
    expect(a * b, fa * fb, p * q, on, "product");
    expect(-a, -fa, -p, on, "negation");
    if (!b.is_zero()) expect(*Exact::divide(a, b), *Exact::divide(fa, fb), p / q, on, "quotient");
    const BigRational gap = p - q;
    const int order = numerator(gap).sign();
    if ((a <=> b) != (order <=> 0) || (fa <=> fb) != (order <=> 0) || (b <=> fa) != (0 <=> order) ||
        (a == b) != (order == 0))
      FAIL("order of " << on.shown());
    operations += 7;
  }
  CHECK(operations >= 200'000);
}

TEST_CASE("exact: chains of operations agree", "[num][exact][property]") {
  RandomValues random(77);
  size_t operations = 0;
  for (int round = 0; round < 4'000; ++round) {
    Exact small, forced = Exact::force_big(0);
    BigRational plain = 0;
    for (int step = 0; step < 10; ++step, ++operations) {
      const Sample next = random.small();
      const Operands on{{small, plain}, next};
      switch (random.between(0, 3)) {
        case 0:
          small += next.exact, forced += next.exact, plain = plain + next.plain;
          break;
        case 1:
          small -= next.exact, forced -= next.exact, plain = plain - next.plain;
          break;
        case 2:
          small *= next.exact, forced *= next.exact, plain = plain * next.plain;
          break;
        default:
          if (next.exact.is_zero()) continue;
          small = *Exact::divide(small, next.exact), forced = *Exact::divide(forced, next.exact);
          plain = plain / next.plain;
      }
      expect(small, forced, plain, on, "step");
    }
  }
  CHECK(operations == 40'000);
}

TEST_CASE("exact: floor, ceil, powers and texts of random values", "[num][exact][property]") {
  RandomValues random(4711);
  for (int i = 0; i < 20'000; ++i) {
    const auto [a, p] = random.any();
    const Exact forced = Exact::force_big(a);
    const Exact low = a.floor(), high = a.ceil();
    const bool whole = a.is_integer();
    if (!low.is_integer() || low > a || a - low >= 1 || high != (whole ? low : low + 1) ||
        forced.floor() != low || forced.ceil() != high)
      FAIL("whole parts of " << a.to_fraction());
    if (Exact::parse_fraction(a.to_fraction()) != a) FAIL("fraction " << a.to_fraction());
    if (a.decimals()) {
      const std::string text = a.to_decimal(3);
      if (Exact::parse_decimal(text) != a || forced.to_decimal(3) != text) FAIL("decimal " << text);
    }

    const int64_t exponent = random.between(-6, 6);
    if (a.is_zero() && exponent < 0) continue;
    BigRational power = 1;
    for (int64_t k = 0; k < (exponent < 0 ? -exponent : exponent); ++k)
      power = exponent < 0 ? BigRational(power / p) : BigRational(power * p);
    expect(*Exact::power(a, exponent), *Exact::power(forced, exponent), power, {{a, p}, {exponent, exponent}},
           "power");
  }
}

}  // namespace bursar::num
