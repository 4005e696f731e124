#include <catch2/catch.hpp>

#include "io/text/width.h"
#include "io/text/wrap.h"

using namespace bursar::text;
using Lines = std::vector<std::string>;

TEST_CASE("wrap: at spaces", "[text]") {
  CHECK(wrap("", 10) == Lines{""});
  CHECK(wrap("one two three", 7) == Lines{"one two", "three"});
  CHECK(wrap("one two three", 5) == Lines{"one", "two", "three"});
  CHECK(wrap("one  two   ", 4) == Lines{"one", "two"});
  CHECK(wrap("abcde ", 5) == Lines{"abcde"});
  CHECK(wrap("  one", 5) == Lines{"  one"});
}

TEST_CASE("wrap: between Han characters, not before or behind their marks", "[text]") {
  CHECK(wrap("研发费用补助", 4) == Lines{"研发", "费用", "补助"});
  CHECK(wrap("研发费用补助", 5) == Lines{"研发", "费用", "补助"});
  CHECK(wrap("研发费，补助", 6) == Lines{"研发", "费，补", "助"});
  CHECK(wrap("研发费（补助）", 8) == Lines{"研发费", "（补助）"});
  CHECK(wrap("上浮20%部分", 6) == Lines{"上浮", "20%部", "分"});
  CHECK(wrap("超过500万元", 6) == Lines{"超过", "500万", "元"});
}

TEST_CASE("wrap: pieces longer than a line, line feeds, hanging lines", "[text]") {
  CHECK(wrap("a abcdefgh", 4) == Lines{"a", "abcd", "efgh"});
  CHECK(wrap("中文", 1) == Lines{"中", "文"});
  CHECK(wrap("one\n\ntwo", 10) == Lines{"one", "", "two"});
  CHECK(wrap("one two\n  three", 0) == Lines{"one two", "  three"});
  CHECK(wrap("3  R&D spend of the year", 12, 3) == Lines{"3  R&D spend", "   of the", "   year"});
}

TEST_CASE("wrap: no line is too wide and nothing is lost", "[text]") {
  const std::string text = "《示例市研发投入补助办法》第5条：企业 R&D 投入达到2,000,000.00元（含）以上的，按 5% 给予补助。";
  const auto bare = [](std::string s) {
    std::erase(s, ' ');
    return s;
  };
  for (int width = 4; width <= 100; ++width) {
    std::string joined;
    for (const std::string& line : wrap(text, width)) {
      CHECK(display_width(line) <= width);
      joined += line;
    }
    CHECK(bare(joined) == bare(text));
  }
}
