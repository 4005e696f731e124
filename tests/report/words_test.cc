// The catalogue, articles and values in words.
#include <catch2/catch.hpp>

#include <set>

#include "io/report/articles.h"
#include "io/report/phrases.h"
#include "io/report/sentences.h"
#include "tests/report/samples.h"

using namespace bursar;
using namespace bursar::report;

namespace {

std::set<std::string> holes(std::string_view text) {
  std::set<std::string> out;
  for (size_t at = text.find('{'); at != text.npos; at = text.find('{', at + 1))
    out.emplace(text.substr(at, text.find('}', at) - at + 1));
  return out;
}

}  // namespace

TEST_CASE("report: both languages have every sentence, with the same holes", "[report]") {
  for (size_t i = 0; i < sentence_count(); ++i) {
    const Key key = static_cast<Key>(i);
    const std::string_view en = sentence(key, Language::En), zh = sentence(key, Language::Zh);
    INFO(en);
    CHECK_FALSE(en.empty());
    CHECK_FALSE(zh.empty());
    CHECK(holes(en) == holes(zh));
  }
}

TEST_CASE("report: terms", "[report]") {
  CHECK(term("at least", Language::Zh) == "不低于");
  CHECK(term("at least 2 of", Language::En) == "at least 2 of these");
  CHECK(term("at least 2 of", Language::Zh) == "以下至少符合 2 项");
  CHECK(term("something new", Language::Zh) == "something new");
}

TEST_CASE("report: articles in both languages", "[report]") {
  CHECK(article_text("5(1)(ii)", "art. 5(1)(ii)", Language::En) == "art. 5(1)(ii)");
  CHECK(article_text("5(1)(ii)", "art. 5(1)(ii)", Language::Zh) == "第五条第一款第（二）项");
  CHECK(article_text("5(1)(ii)", "第五条第一款第（二）项", Language::En) == "art. 5(1)(ii)");
  CHECK(article_text("5", "第5条", Language::Zh) == "第5条");
  CHECK(article_text("12(xiv)", "", Language::Zh) == "第十二条第（十四）项");
  CHECK(article_text("110", "", Language::Zh) == "第一百一十条");
  CHECK(article_text("205(ix)", "", Language::Zh) == "第二百零五条第（九）项");
  CHECK(article_text("Annex B", "Annex B", Language::Zh) == "Annex B");
  CHECK(article_text("36(a)", "s. 36(a)", Language::Zh) == "s. 36(a)");
}

TEST_CASE("report: a percentage is told apart from the one it misses", "[report]") {
  const award::Award award = test::near_miss();
  const Phrases phrases(award, Language::En);
  const award::Condition& close = award.clauses[0].conditions[4];
  CHECK(phrases.need(close) == "less than 70 %");
  CHECK(phrases.have(close) == "70.000001 %");
}
