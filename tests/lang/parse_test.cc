// Text to tree and back: word orders, layouts, round trips, and what is said about wrong sentences.
#include <catch2/catch.hpp>

#include "engine/parse/from_text.h"
#include "engine/syntax/equal.h"
#include "engine/syntax/print.h"

using namespace bursar;
using syntax::Language;

namespace {

struct Read {
  source::Files files;
  parse::Parsed parsed;
  explicit Read(const std::string& text) {
    const uint32_t index = files.add("test", text);
    parsed = parse::from_text(files, {index});
    for (const auto& issue : parsed.issues) {
      const auto at = files[0].position(issue.span.begin);
      UNSCOPED_INFO(at.line << ":" << at.column << " " << diag::name(issue.kind));
    }
  }
};

const std::string kEnglish = R"(clause a "t" cites m art. 5
    quote "q"
    when in_zone
    award highest step newly reached by output, before at peak
        more than 100 million yuan : 1 million yuan
        more than 1 billion yuan : 5 million yuan
    capped at 10 million yuan
clause b "t" cites m art. 9
    when all of
        (1) in_zone
        (2) x at least 2
    for each launch in launches
        where launch.orbit
        by launch.model
        in order of launch.date, then as listed
        take 1st to 3rd
        of these, where launch.date in claim_year
    award 50% of launch.fee
    total capped at lower of (a, b * 2)
)";

const std::string kChinese = R"(条款 甲 "题" 依据 办法 第五条
    原文 "文"
    条件 注册在经开区
    给予 首次突破最高档 按 年产值，此前最高 历史最高
        超过 1亿元  : 100万元
        超过 10亿元 : 500万元
    最高不超过 1000万元
条款 乙 "题" 依据 办法 第九条
    条件 同时符合：（一）注册在经开区；（二）甲 2以上。
    对 发射表 中每次 发射
        其中 发射.入轨
        按 发射.型号 分组
        按 发射.日期 排序，同序依录入
        取 第1至3次
        仅计 发射.日期 在 申报年度 内
    给予 发射.费用 的 50%
    各项合计 最高不超过（甲，乙 × 2）孰低
)";

void round_trip(const std::string& text) {
  Read first(text);
  INFO(text);
  REQUIRE(first.parsed.issues.empty());
  for (Language language : {Language::En, Language::Zh}) {
    const std::string printed = syntax::print(first.parsed.tree, language);
    INFO(printed);
    Read second(printed);
    REQUIRE(second.parsed.issues.empty());
    CHECK(syntax::equal(first.parsed.tree, second.parsed.tree));
  }
}

void wrong(const std::string& text, diag::Kind kind, uint32_t line, uint32_t column) {
  Read read(text);
  INFO(text);
  REQUIRE_FALSE(read.parsed.issues.empty());
  const auto& issue = read.parsed.issues[0];
  const auto at = read.files[0].position(issue.span.begin);
  CHECK(diag::name(issue.kind) == diag::name(kind));
  CHECK(at.line == line);
  CHECK(at.column == column);
}

// The text after the repair that is offered; empty when none is.
std::string repaired(const std::string& text) {
  Read read(text);
  REQUIRE_FALSE(read.parsed.issues.empty());
  const auto& fix = read.parsed.issues[0].fix;
  if (!fix) return {};
  return text.substr(0, fix->span.begin) + fix->replacement + text.substr(fix->span.end);
}

}  // namespace

TEST_CASE("both languages give one tree") {
  Read en(kEnglish), zh(kChinese);
  REQUIRE(en.parsed.issues.empty());
  REQUIRE(zh.parsed.issues.empty());
  CHECK(syntax::equal(en.parsed.tree, zh.parsed.tree, {.names = false}));
}

TEST_CASE("printing and reading back") {
  round_trip(kEnglish);
  round_trip(kChinese);
  for (const char* e : {"a + b * -c ^ 2", "(a + b) * c", "x.y of z", "(50% of 30%) of x", "if a then b else c",
                        "not (a and b) or c is not 2", "number of (l in ls where l.x at least 1亿元)",
                        "some (l in ls) has (l.x is one of (p, q))", "sum of (e.pay capped at 80_000 yuan) (e in es)",
                        "days between a and (b + 7 days)", "x matched 1:1", "as decided at most 5 yuan",
                        "complete years between a and 2024-02-29", "`all` + 「条件」", "20 yuan/m²", "0.5 cents",
                        "lower of (a)", "x * (1)", "a before 2021-12-01", "8.5 points", "610 NZD", "m is 2021-12", "x in `order` of y", "2021 years", "1.25年", "100 万元"})
    round_trip("define d = " + std::string(e) + "\n");
  round_trip("clause a when all of (1) x (2) any of (a) y (b) z \"t\" cites m art. 5(1)(ii), art. 6a (3) w award 1 yuan");
  round_trip("parameter p : period\n    from 2024-01-01 : period from 2024-01-01 to 2024-03-31\n");
  round_trip("fact t : number of working days by month\nfact u : money/m²/month\n事实 v : 数 以 平方米计\n");
  round_trip("policy p version 3\n    fiscal year starts 1 April\n    counts working days by c\n");
  round_trip("clause a for each s in l by month of s.date when s.x is not stated award 20元/平方米/月 × s.area");
  round_trip("define d = completed - started + completed 5 days of started");
  round_trip("test \"t\" given started 2024-01-01, completed 5 yuan");
  round_trip("define d = 0.5 cents/kWh + 200 m2");
  round_trip("test \"t\" given x -5 yuan, l (a, b) (1, yes) (2, no), n () expect total 5 yuan, C.p eligible");
}

TEST_CASE("a repair is offered when it is the only one that passes") {
  CHECK(repaired("fact x money") == "fact x : money");
  CHECK(repaired("clause a award x caped at 5 yuan") == "clause a award x capped at 5 yuan");
  CHECK(repaired("clause a when x is one off (y) award 1 yuan") ==
        "clause a when x is one of (y) award 1 yuan");
  CHECK(repaired("clause a When x award 5 yuan") == "clause a when x award 5 yuan");
  CHECK(repaired("clause a When x award award 5 yuan").empty());
  CHECK(repaired("fact when : money") == "fact `when` : money");
  CHECK(repaired("define a = if b 5 yuan else 6 yuan") == "define a = if b then 5 yuan else 6 yuan");
  CHECK(repaired("parameter p : percent 30%") == "parameter p : percent = 30%");
  CHECK(repaired("clause a award b c").empty());
  CHECK(repaired("条款 甲 给予 乙 最高不超 5元") == "条款 甲 给予 乙 最高不超过 5元");
  CHECK(repaired("条款 甲 条件 乙 给予给予 5元").empty());
}

TEST_CASE("what could stand there is named in kinds") {
  const auto expected = [](const std::string& text) -> std::string {
    const Read read(text);
    std::string names;
    if (read.parsed.issues.empty()) return "read: " + syntax::print(read.parsed.tree, Language::En);
    for (size_t i = 1; i < read.parsed.issues[0].args.size(); ++i)
      names += read.parsed.issues[0].args[i].text + " ";
    return names;
  };
  CHECK(expected("fact x").starts_with(": "));
  CHECK(expected("define a = lower of b, c") == "( expected.label ");
  CHECK(expected("clause a award b )").empty());
  CHECK(expected("clause a when at most 5 award 1 yuan") == "expected.condition ");
  CHECK(expected("record a 5").find("field") != std::string::npos);
  CHECK(expected("条款 甲 给予 乙 丙").find("expected.step") != std::string::npos);
}

TEST_CASE("wrong sentences") {
  using diag::Kind;
  wrong("", Kind::NoDeclaration, 1, 1);
  wrong("hello", Kind::NotADeclaration, 1, 1);
  wrong("clause a award", Kind::MissingAmount, 1, 10);
  wrong("clause a when in_zone award\nclause b award 1 yuan", Kind::MissingAmount, 1, 23);
  wrong("条款 甲 条件注册在经开区 给予 100万元", Kind::GluedKeyword, 1, 6);
  wrong("条款 甲 条件 年产值超过 1亿元 给予 100万元", Kind::GluedKeyword, 1, 9);
  wrong("define a = x >= 5", Kind::ComparisonSign, 1, 14);
  wrong("define a = 1,000,000 yuan", Kind::GroupedFigure, 1, 12);
  wrong("define a = 1e99999", Kind::ExponentFigure, 1, 12);
  wrong("define a = \"x", Kind::UnterminatedQuote, 1, 12);
  wrong("define a = (b", Kind::BracketNotClosed, 1, 12);
  wrong("define a = b)", Kind::BracketNotOpened, 1, 13);
  wrong("define a = 2021-02-30", Kind::ImpossibleDate, 1, 12);
  wrong("define a = b.", Kind::TrailingFullStop, 1, 13);
  wrong("define a = ~b", Kind::UnknownCharacter, 1, 12);
  wrong("define a = 1 2", Kind::UnexpectedWord, 1, 14);
  wrong("define a = 2021-13", Kind::ImpossibleDate, 1, 12);
  wrong("fact x money", Kind::MissingColon, 1, 8);
  wrong("fact when : money", Kind::KeywordAsName, 1, 6);
  wrong("clause a when x grant 5 yuan", Kind::WrongWord, 1, 17);
  wrong("条款 甲 条件 乙 大于 5 给予 1元", Kind::WrongWord, 1, 11);
  wrong("clause a When x award 1 yuan", Kind::CapitalLetters, 1, 10);
  wrong("clause a when all of (1) x (3) y award 1 yuan", Kind::LabelOutOfSeries, 1, 28);
  wrong("clause a for each x in l take 1st by x award 1 yuan", Kind::LoopPartOutOfPlace, 1, 35);
  wrong("define a = " + std::string(100000, '('), Kind::TooDeep, 1, 262);
  std::string after, on;
  for (int i = 0; i < 100000; ++i) after += "first 1 April after ", on += "p on ";
  wrong("define a = " + after + "x", Kind::TooManyOperators, 1, 40012);
  wrong("define a = " + on + "x", Kind::TooManyOperators, 1, 10014);
}
