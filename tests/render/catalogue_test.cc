#include <catch2/catch.hpp>
#include <set>
#include <string>

#include "io/render/catalogue.h"
#include "io/render/render.h"

using namespace bursar;

TEST_CASE("every kind of issue has a text in both languages and a code of its own") {
  for (diag::Kind kind : render::kinds_without_text()) FAIL_CHECK("no text: " << diag::name(kind));
  for (std::string_view name : render::texts_without_kind()) FAIL_CHECK("no kind: " << name);
  std::set<std::string> codes;
  for (diag::Kind kind : diag::all_kinds()) CHECK(codes.insert(std::string(diag::code(kind))).second);
}

TEST_CASE("what acts on a terminal is shown, not sent") {
  CHECK(render::escaped("a\x1b[31m\xE2\x80\xAE\n中") == "a<U+001B>[31m<U+202E><U+000A>中");
  CHECK(render::escaped("\xFFx\xE4\xB8") == "<FF>x<E4><B8>");
}

TEST_CASE("a long line is cut around the caret") {
  source::Files files;
  const std::string text = std::string(5'000'000, 'x') + "中文bad" + std::string(5'000'000, 'y');
  const uint32_t file = files.add("long.json", text);
  const diag::Issue issue{diag::Kind::UnknownName, {file, 5'000'006, 5'000'009}, {diag::written("bad")}, {}, {}, {}, {}, {}};
  const std::string out = render::issues_text({issue}, files, {});
  CHECK(out.size() < 1000);
  CHECK(out.find("中文bad") != std::string::npos);
  CHECK(out.find("^^^") != std::string::npos);
}

TEST_CASE("carets are placed by display width") {
  source::Files files;
  const uint32_t file = files.add("a.policy", "营业收入 bad\n");
  const diag::Issue issue{diag::Kind::UnknownName, {file, 13, 16}, {diag::written("bad")}, {}, {}, {}, {}, {}};
  CHECK(render::issues_text({issue}, files, {}).find("\n  |          ^^^\n") != std::string::npos);
}

TEST_CASE("at most twenty issues are shown") {
  source::Files files;
  const uint32_t file = files.add("a.policy", "bad\n");
  const diag::Issues issues(25, {diag::Kind::UnknownName, {file, 0, 3}, {diag::written("bad")}, {}, {}, {}, {}, {}});
  CHECK(render::issues_text(issues, files, {}).ends_with("and 5 more\n"));
  CHECK(render::count_text(issues, false) == "25 errors");
}
