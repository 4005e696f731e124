#include "engine/proof/canonical.h"

#include <catch2/catch.hpp>

#include "engine/proof/chain.h"

using namespace bursar::proof;

TEST_CASE("JSON is written in one way", "[proof]") {
  std::string out;
  CanonicalWriter w(out);
  w.object().member("a", "\"\\\b\f\n\r\t\x01\x1f/中\x7f").key("b").array().number(0).text("").object().end().end();
  w.key("c").literal("null").member("d", uint64_t{9007199254740991}).end();
  CHECK(out == "{\"a\":\"\\\"\\\\\\b\\f\\n\\r\\t\\u0001\\u001f/中\x7f\",\"b\":[0,\"\",{}],\"c\":null,\"d\":9007199254740991}");
  const auto read = read_json(out);
  REQUIRE(read);
  CHECK(canonical(*read) == out);
}

TEST_CASE("JSON in another layout has the same canonical form", "[proof]") {
  const auto read = read_json(" { \"b\" : [ true , false, null ],\n\t\"a\": \"\\u4e2d\\ud83d\\ude00\\/\" } \n");
  REQUIRE(read);
  CHECK(canonical(*read) == "{\"a\":\"中😀/\",\"b\":[true,false,null]}");
  CHECK((*read)["b"].items.size() == 3);
  CHECK((*read)["none"]["below"].kind == Json::Kind::Null);
}

TEST_CASE("what canonical JSON cannot hold is not read", "[proof]") {
  for (const char* wrong : {"", "{", "[1", "[1,]", "{\"a\":1,}", "{\"a\":1,\"a\":1}", "{\"a\" 1}", "1.5", "-1", "01", "1e3",
                            "9007199254740992", "\"", "\"\\x\"", "\"\\u12\"", "\"\\ud800\"", "\"\\udc00\"",
                            "\"\\ud800\\u0041\"", "\"\t\"", "nul", "1 2", "{} x", "'a'"})
    CHECK_FALSE(read_json(wrong));
  CHECK_FALSE(read_json(std::string(70, '[') + std::string(70, ']')));
  CHECK(read_json(std::string(60, '[') + std::string(60, ']')));
}

TEST_CASE("a chain covers what stands before", "[proof]") {
  const Digest first = chain_hash(kChainStart, "a");
  CHECK(first == sha256(std::string(32, '\0') + "a"));
  CHECK(chain_hash(first, "b") != chain_hash(kChainStart, "b"));
}
