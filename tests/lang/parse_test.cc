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
  round_trip("test \"t\" given x -5 yuan, l (a, b) (1, yes) (2, no), n () expect total 5 yuan, C.p eligible");
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
}
