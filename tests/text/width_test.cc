#include <catch2/catch.hpp>

#include "io/text/width.h"

using namespace bursar::text;

TEST_CASE("width: code points", "[text]") {
  CHECK(display_width(U'a') == 1);
  CHECK(display_width(U'中') == 2);
  CHECK(display_width(U'〇') == 2);
  CHECK(display_width(U'（') == 2);
  CHECK(display_width(U'％') == 2);
  CHECK(display_width(U'　') == 2);   // ideographic space
  CHECK(display_width(U'｡') == 1);    // halfwidth forms
  CHECK(display_width(U'é') == 1);
  CHECK(display_width(U'\u0301') == 0);   // combining acute
  CHECK(display_width(U'\u200B') == 0);   // zero width space
  CHECK(display_width(U'\uFE0F') == 0);   // variation selector
  CHECK(display_width(U'\u00AD') == 1);   // soft hyphen
  CHECK(display_width(U'\t') == 0);
  CHECK(display_width(U'\u0085') == 0);
  CHECK(display_width(U'가') == 2);
  CHECK(display_width(U'\u1161') == 0);   // a vowel inside a Hangul syllable
  CHECK(display_width(U'𠮷') == 2);
  CHECK(display_width(char32_t{0x3FFFD}) == 2);
  CHECK(display_width(char32_t{0x10FFFF}) == 1);
}

TEST_CASE("width: ambiguous characters count as one", "[text]") {
  for (const char32_t c : U"≥×÷“”—─├✓✗…·§") {
    if (c == 0) continue;
    CAPTURE(static_cast<uint32_t>(c));
    CHECK(display_width(c) == 1);
  }
}

TEST_CASE("width: texts and padding", "[text]") {
  CHECK(display_width("") == 0);
  CHECK(display_width("R&D 研发费用") == 12);
  CHECK(display_width("e\u0301tat") == 4);
  CHECK(pad_right("研发", 6) == "研发  ");
  CHECK(pad_left("研发", 6) == "  研发");
  CHECK(pad_right("研发", 3) == "研发");
  CHECK(pad_left("研发", -1) == "研发");
}
