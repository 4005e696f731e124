#include <catch2/catch.hpp>

#include <string>
#include <vector>

#include "engine/base/nearest.h"

namespace {

std::string found(std::string_view wrong, std::vector<std::string_view> candidates) {
  return std::string(bursar::nearest(wrong, candidates).value_or("none"));
}

}  // namespace

TEST_CASE("nearest: one edit of each kind", "[text]") {
  CHECK(found("revenu", {"staff", "revenue"}) == "revenue");
  CHECK(found("revenuee", {"staff", "revenue"}) == "revenue");
  CHECK(found("revemue", {"staff", "revenue"}) == "revenue");
  CHECK(found("srce", {"code", "scre"}) == "scre");  // a swap is one edit
  CHECK(found("REVENUE", {"revenue"}) == "revenue");
}

TEST_CASE("nearest: the limit grows with the length", "[text]") {
  CHECK(found("abcd", {"abxy"}) == "none");
  CHECK(found("abcde", {"abcxy"}) == "abcxy");
  CHECK(found("abcdefgh", {"abcdexyz"}) == "none");
  CHECK(found("abcdefghi", {"abcdefxyz"}) == "abcdefxyz");
  CHECK(found("abcdefghi", {"abcdewxyz"}) == "none");
  CHECK(found("a", {"b"}) == "none");  // nothing of it is kept
  CHECK(found("a", {"ab"}) == "ab");
  CHECK(found("", {"a"}) == "none");
  CHECK(found("abc", {}) == "none");
}

TEST_CASE("nearest: of Han text half may differ", "[text]") {
  CHECK(found("研发费", {"研发费用", "营业收入"}) == "研发费用");
  CHECK(found("研发非用", {"研发费用", "营业收入"}) == "研发费用");
  CHECK(found("税", {"费"}) == "none");
  CHECK(found("税额", {"税款"}) == "税款");
  CHECK(found("收入", {"营业收入"}) == "none");
  CHECK(found("营业收入总额", {"营业总收入额"}) == "营业总收入额");
  CHECK(found("大写金额", {"小写数字"}) == "none");
}

TEST_CASE("nearest: a tie is no answer", "[text]") {
  CHECK(found("cat", {"bat", "hat"}) == "none");
  CHECK(found("cat", {"bat", "hat", "cats", "Cat"}) == "Cat");
  CHECK(found("cats", {"cats2", "cots", "cats2"}) == "none");
  CHECK(found("bats", {"bat", "bat"}) == "bat");  // the same name twice is one name
}
