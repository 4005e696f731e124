#include <catch2/catch.hpp>

#include <random>
#include <string>
#include <vector>

#include "engine/base/utf8.h"
#include "engine/num/capitals.h"

using namespace bursar::num;

namespace {

Exact decimal(std::string_view text) { return *Exact::parse_decimal(text); }

std::string parsed(std::string_view text) {
  const std::optional<Exact> amount = parse_rmb_capitals(text);
  return amount ? amount->to_decimal(2) : "none";
}

struct Vector {
  const char* amount;
  const char* text;  // without 人民币
};

// The first twenty are those of the design; the last ones reach its limits.
constexpr Vector kVectors[] = {
    {"0.00", "零元整"},
    {"0.05", "伍分"},
    {"0.50", "伍角整"},
    {"10.00", "壹拾元整"},
    {"10.10", "壹拾元零壹角整"},
    {"325.04", "叁佰贰拾伍元零肆分"},
    {"1409.50", "壹仟肆佰零玖元伍角整"},
    {"1680.32", "壹仟陆佰捌拾元零叁角贰分"},
    {"6007.14", "陆仟零柒元壹角肆分"},
    {"12000.01", "壹万贰仟元零壹分"},
    {"16409.02", "壹万陆仟肆佰零玖元零贰分"},
    {"100000.00", "壹拾万元整"},
    {"107000.53", "壹拾万柒仟元零伍角叁分"},
    {"160102.30", "壹拾陆万零壹佰零贰元叁角整"},
    {"1205623.00", "壹佰贰拾万伍仟陆佰贰拾叁元整"},
    {"10010000.00", "壹仟零壹万元整"},
    {"100000001.00", "壹亿零壹元整"},
    {"200000000.00", "贰亿元整"},
    {"1000000000001.00", "壹万亿零壹元整"},
    {"-1234.50", "负壹仟贰佰叁拾肆元伍角整"},
    {"-0.01", "负壹分"},
    {"0.99", "玖角玖分"},
    {"426571.43", "肆拾贰万陆仟伍佰柒拾壹元肆角叁分"},
    {"100005000.00", "壹亿零伍仟元整"},
    {"1000050000.00", "壹拾亿零伍万元整"},
    {"1010101010101.01", "壹万零壹佰零壹亿零壹佰零壹万零壹佰零壹元零壹分"},
    {"9999999999999999.99",
     "玖仟玖佰玖拾玖万玖仟玖佰玖拾玖亿玖仟玖佰玖拾玖万玖仟玖佰玖拾玖元玖角玖分"},
};

/// Random amounts of every length, half of their digits zeros.
Exact random_amount(std::mt19937_64& random) {
  int64_t fen = 0;
  for (uint64_t digits = 1 + random() % 18; digits > 0; --digits) {
    const uint64_t r = random();
    fen = fen * 10 + (r % 2 == 0 ? 0 : static_cast<int64_t>(r / 2 % 10));
  }
  return Exact::ratio(random() % 8 == 0 ? -fen : fen, 100);
}

std::string replaced(std::string text, std::string_view from, std::string_view to) {
  for (size_t at = text.find(from); at != text.npos; at = text.find(from, at + to.size()))
    text.replace(at, from.size(), to);
  return text;
}

}  // namespace

TEST_CASE("capitals: the vectors, both ways", "[num][capitals]") {
  for (const auto& [amount, text] : kVectors) {
    CAPTURE(amount);
    const std::string whole = std::string("人民币") + text;
    CHECK(rmb_capitals(decimal(amount)) == whole);
    CHECK(parse_rmb_capitals(whole) == decimal(amount));
    CHECK(parse_rmb_capitals(text) == decimal(amount));
  }
}

TEST_CASE("capitals: what cannot be written", "[num][capitals]") {
  CHECK_FALSE(rmb_capitals(decimal("0.001")));
  CHECK_FALSE(rmb_capitals(*Exact::parse_fraction("1/3")));
  CHECK_FALSE(rmb_capitals(decimal("10000000000000000")));
  CHECK_FALSE(rmb_capitals(decimal("-10000000000000000")));
  CHECK_FALSE(rmb_capitals(decimal("100000000000000000000000000000")));
  CHECK(rmb_capitals(decimal("-9999999999999999.99")));
}

TEST_CASE("capitals: 300,000 random amounts come back", "[num][capitals]") {
  std::mt19937_64 random(72);
  for (int i = 0; i < 300'000; ++i) {
    const Exact amount = random_amount(random);
    const std::optional<std::string> text = rmb_capitals(amount);
    if (!text || parse_rmb_capitals(*text) != amount) FAIL(amount.to_decimal(2));
  }
}

TEST_CASE("capitals: permitted variants are read", "[num][capitals]") {
  CHECK(parsed("人民币壹佰圆正") == "100.00");
  CHECK(parsed("壹佰圓整") == "100.00");
  CHECK(parsed("貳拾陸萬元整") == "260000.00");
  CHECK(parsed("壹億元整") == "100000000.00");
  // 零 for an empty 万 or 元 place before a full one
  CHECK(parsed("壹仟陆佰捌拾元叁角贰分") == "1680.32");
  CHECK(parsed("壹拾万零柒仟元伍角叁分") == "107000.53");
  CHECK(parsed("壹拾万零柒仟元零伍角叁分") == "107000.53");
  CHECK(parsed("壹佰贰拾万零伍仟陆佰贰拾叁元整") == "1205623.00");
  CHECK(parsed("壹拾亿零伍仟万元整") == "1050000000.00");
  // 角 without 整
  CHECK(parsed("壹仟肆佰零玖元伍角") == "1409.50");
  CHECK(parsed("伍角") == "0.50");
  CHECK(parsed("负伍角正") == "-0.50");
  // 零元
  CHECK(parsed("零元伍角整") == "0.50");
  CHECK(parsed("零元伍角") == "0.50");
  CHECK(parsed("零圆零伍角") == "0.50");
  CHECK(parsed("零元零伍分") == "0.05");
  CHECK(parsed("零圆正") == "0.00");
}

TEST_CASE("capitals: wrong texts are not read", "[num][capitals]") {
  const std::vector<std::string> wrong = {
      "",             "人民币",           "元整",             "零",           "零整",         "壹",
      "壹佰",         "壹佰元",           "拾元整",           "负零元整",     "人民币负",     "人民币 壹元整",
      "壹元整 ",      "壹元整整",         "壹元伍分",         "壹元零伍分整", "零元伍分",     "零伍角整",
      "壹元零伍角整", "壹仟零元整",       "壹拾万零元整",     "贰亿零元整",   "壹亿万元整",   "壹仟壹元整",
      "壹万壹佰元整", "壹万零壹仟元整",   "壹亿伍佰万元整",   "壹佰壹仟元整", "壹拾壹拾元整", "壹仟佰元整",
      "壹壹元整",     "壹万万元整",       "壹亿亿元整",       "万元整",       "壹仟零零壹元整", "零壹元整",
      "壹元伍角零叁分", "壹元伍角叁角",   "壹分伍角",         "一百元整",     "100元整",      "壹块整",
      "壹佰元正整",   "壹万零亿元整",     "壹元零",           "壹元零角伍分", "￥壹元整",     "\xE5\xA3",
  };
  for (const std::string& text : wrong) {
    CAPTURE(text);
    CHECK(parsed(text) == "none");
  }
}

TEST_CASE("capitals: a 零 more or less never changes an amount", "[num][capitals]") {
  std::mt19937_64 random(7);
  for (int i = 0; i < 5'000; ++i) {
    const Exact amount = random_amount(random);
    const std::string text = *rmb_capitals(amount);
    for (size_t at = 0; at < text.size(); bursar::utf8::next(text, at)) {
      std::string other = text;
      if (other.compare(at, 3, "零") == 0)
        other.erase(at, 3);
      else
        other.insert(at, "零");
      const std::optional<Exact> read = parse_rmb_capitals(other);
      if (read && *read != amount) FAIL(text << " / " << other);
    }
    CHECK(parse_rmb_capitals(replaced(replaced(text, "元", "圆"), "整", "正")) == amount);
    if (text.ends_with("角整")) CHECK(parse_rmb_capitals(text.substr(0, text.size() - 3)) == amount);
  }
}

TEST_CASE("capitals: an amount is read although the style is at fault", "[num][capitals]") {
  const auto loose = [](std::string_view text) {
    const auto read = read_rmb_capitals(text);
    return !read ? "none" : read->amount.to_decimal(2) + (read->by_the_rules ? "" : " loose");
  };
  CHECK(loose("人民币壹仟肆佰零玖元伍角整") == "1409.50");
  CHECK(loose("人民币：壹佰元") == "100.00 loose");
  CHECK(loose("壹 佰　元 整") == "100.00 loose");
  CHECK(loose("拾万元整") == "100000.00 loose");
  CHECK(loose("壹拾万零元整") == "100000.00 loose");      // hutool #3986
  CHECK(loose("贰亿零元整") == "200000000.00 loose");     // hutool #1739
  CHECK(loose("壹万贰仟零零零圆零角壹分") == "12000.01 loose");  // fishbase #238
  CHECK(loose("叁佰贰拾伍元肆分") == "325.04 loose");
  CHECK(loose("壹元零伍分整") == "1.05 loose");
  CHECK(loose("零元零角零分") == "0.00 loose");
  CHECK(loose("负拾元整") == "-10.00 loose");
  for (const char* text : {"", "元整", "人民币", "壹佰", "壹佰壹仟元整", "壹万万元整", "壹分伍角", "壹壹元整", "100元整",
                           "壹元整壹角", "壹佰元，壹佰元", "零", "负零元整"}) {
    CAPTURE(text);
    CHECK(loose(text) == "none");
  }
}

TEST_CASE("capitals: without any 零 and 整 the amount is the same", "[num][capitals]") {
  std::mt19937_64 random(11);
  for (int i = 0; i < 20'000; ++i) {
    const Exact amount = random_amount(random);
    const std::string text = *rmb_capitals(amount);
    if (amount.is_zero()) continue;
    const auto read = read_rmb_capitals(replaced(replaced(text, "零", ""), "整", ""));
    if (!read || read->amount != amount) FAIL(text);
  }
}
