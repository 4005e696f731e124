#include <catch2/catch.hpp>
#include <vector>

#include "tests/profile/reading.h"

using namespace bursar;
using namespace bursar::profile;

namespace {

Reading json(const std::string& text, const Limits& limits = {}) {
  return Reading(text, "case.json", limits);
}

struct Fault {
  const char* text;
  const char* issue;
  const char* reason;
};

}  // namespace

TEST_CASE("json values keep their characters, types and places", "[json]") {
  const Reading r = json(
      "{\"名\": \"甲\\u4e59\\n\", \"fee\": 100000000000000000.01 , \"e\": -1E+400, \"z\": 0.10,\n"
      " \"t\": true, \"n\": null, \"l\": [1, {\"a\": false}], \"q\\u0041\": \"\"}");
  REQUIRE(r.issues() == "");
  const Node& root = r.root();
  const Node& name = field(root, "名");
  CHECK(name.text == "甲乙\n");
  CHECK(name.quoted);
  CHECK(name.json_type == Node::JsonType::String);
  CHECK(r.written(name.span) == "\"甲\\u4e59\\n\"");
  CHECK(r.written(root.entries[0].key_span) == "\"名\"");
  for (const auto& [key, text] : std::vector<std::pair<std::string, std::string>>{
           {"fee", "100000000000000000.01"}, {"e", "-1E+400"}, {"z", "0.10"}}) {
    CHECK(field(root, key).text == text);
    CHECK(field(root, key).json_type == Node::JsonType::Number);
    CHECK(!field(root, key).quoted);
    CHECK(r.written(field(root, key).span) == text);
  }
  CHECK(field(root, "t").json_type == Node::JsonType::Bool);
  CHECK(field(root, "t").text == "true");
  CHECK(field(root, "n").null);
  CHECK(field(root, "n").json_type == Node::JsonType::Null);
  CHECK(field(field(root, "l").items.at(1), "a").text == "false");
  CHECK(r.written(field(root, "l").span) == "[");
  CHECK(field(root, "qA").quoted);
  CHECK(r.file.position(field(root, "t").span.begin).line == 2);
}

TEST_CASE("json syntax errors say what and where", "[json]") {
  const std::vector<Fault> faults = {
      {"{\"a\": 1,}", "JsonSyntax 1:8", "json_syntax.trailing_comma"},
      {"{\"a\": [1,]}", "JsonSyntax 1:9", "json_syntax.trailing_comma"},
      {"{\"a\": [1,,2]}", "JsonSyntax 1:10", "json_syntax.value_expected"},
      {"{\"a\": [1 2]}", "JsonSyntax 1:10", "json_syntax.comma_expected"},
      {"{\"a\" 1}", "JsonSyntax 1:6", "json_syntax.colon_expected"},
      {"{a: 1}", "JsonSyntax 1:2", "json_syntax.key_expected"},
      {"{1: 1}", "JsonSyntax 1:2", "json_syntax.key_expected"},
      {"{'a': 1}", "JsonSyntax 1:2", "json_syntax.single_quote"},
      {"{\"a\": 1", "JsonSyntax 1:8", "json_syntax.unclosed"},
      {"{\"a\": \"x}\n", "JsonSyntax 1:7", "json_syntax.unclosed_quote"},
      {"{\"a\": \"x\ty\"}", "JsonSyntax 1:9", "json_syntax.raw_control"},
      {"{\"a\": \"\\q\"}", "JsonSyntax 1:8", "json_syntax.bad_escape"},
      {"{\"a\": \"\\u12\"}", "JsonSyntax 1:8", "json_syntax.bad_escape"},
      {"{\"a\": \"\\ud800x\"}", "JsonSyntax 1:8", "json_syntax.lone_surrogate"},
      {"{\"a\": \"\\udc00\"}", "JsonSyntax 1:8", "json_syntax.lone_surrogate"},
      {"{\"a\": 010}", "JsonSyntax 1:7", "json_syntax.bad_number"},
      {"{\"a\": 1.}", "JsonSyntax 1:7", "json_syntax.bad_number"},
      {"{\"a\": -}", "JsonSyntax 1:7", "json_syntax.bad_number"},
      {"{\"a\": 0x1F}", "JsonSyntax 1:7", "json_syntax.bad_number"},
      {"{\"a\": 1_000}", "JsonSyntax 1:7", "json_syntax.bad_number"},
      {"{\"a\": 30０}", "JsonSyntax 1:7", "json_syntax.bad_number"},
      {"{\"a\": +1}", "JsonSyntax 1:7", "json_syntax.unknown_word"},
      {"{\"a\": NaN}", "JsonSyntax 1:7", "json_syntax.unknown_word"},
      {"{\"a\": True}", "JsonSyntax 1:7", "json_syntax.unknown_word"},
      {"{\"a\": truex}", "JsonSyntax 1:7", "json_syntax.unknown_word"},
      {"{\"a\": 1} // note", "JsonSyntax 1:10", "json_syntax.trailing_text"},
      {"{\"a\": /* note */ 1}", "JsonSyntax 1:7", "json_syntax.comment"},
      {"{\"a\": 1}}", "JsonSyntax 1:9", "json_syntax.trailing_text"},
      {"{\"a\": 1},\n{\"a\": 2}", "JsonSyntax 1:9", "json_syntax.trailing_text"},
      {"{\"a\": 1}{\"a\": 2}", "JsonSyntax 1:9", "json_syntax.trailing_text"},
      {"{\"名\": 1,\n \"称\" 2}", "JsonSyntax 2:6", "json_syntax.colon_expected"},
      {"[1", "JsonSyntax 1:3", "json_syntax.unclosed"},
  };
  for (const Fault& fault : faults) {
    INFO(fault.text);
    const Reading r = json(fault.text);
    CHECK(r.issues() == fault.issue);
    CHECK(r.arg(0) == fault.reason);
    CHECK(r.read.documents.empty());
  }
  CHECK(json("{\"a\": [1").read.issues.at(0).labels.at(0).span.begin == 6);
}

TEST_CASE("json keys twice", "[json]") {
  const Reading r = json("{\"a\": 1, \"b\": {\"c\": 1, \"\\u0063\": 2}, \"a\": 2}");
  REQUIRE(r.issues() == "DuplicateKey 1:24\nDuplicateKey 1:38");
  CHECK(r.arg(0, 1) == "a");
  CHECK(r.read.issues[1].labels.at(0).span == source::Span{0, 1, 4});
  CHECK(r.read.documents.empty());
}

TEST_CASE("json characters that no text may hold, written or escaped", "[json]") {
  CHECK(json("{\"a\": \"\xff\"}").issues() == "InvalidUtf8 1:8");
  CHECK(json(std::string("{\"a\":\0}", 7)).issues() == "ControlCharacter 1:6");
  CHECK(json("{\"a\": \"\\u0000\"}").issues() == "ControlCharacter 1:7");
  CHECK(json("{\"a\": \"x\\u202ey\"}").issues() == "BidiControl 1:7");
  CHECK(json("{\"\\ufeffa\": 1}").issues() == "ZeroWidthCharacter 1:2");
  CHECK(json("\xEF\xBB\xBF{\"a\": 1}").issues() == "");
}

TEST_CASE("an array of objects is several profiles", "[json]") {
  const Reading r = json("[{\"a\": 1}, 3, {\"b\": 1, \"b\": 2}, [], {\"c\": 1}]");
  CHECK(r.issues() == "NotAMapping 1:12 #2\nDuplicateKey 1:24 #3\nNotAMapping 1:33 #4");
  REQUIRE(r.read.documents.size() == 2);
  CHECK(r.read.documents[1].ordinal == 5);
  CHECK(field(r.root(1), "c").text == "1");
  CHECK(json("[]").issues() == "EmptyProfile 1:1");
}

TEST_CASE("one object a line is several profiles, and a broken line costs only itself", "[json]") {
  for (const char* name : {"p.ndjson", "p.jsonl", "p.json", "-"}) {
    const Reading r("{\"a\": 1}\n\n{\"a\": 2,}\r\n{\"a\": 3}\n[4]\n", name);
    CHECK(r.issues() == "JsonSyntax 3:8 #2\nNotAMapping 5:1 #4");
    REQUIRE(r.read.documents.size() == 2);
    CHECK(r.read.documents[1].ordinal == 3);
    CHECK(field(r.root(1), "a").text == "3");
    CHECK(r.file.position(field(r.root(1), "a").span.begin).line == 4);
  }
  CHECK(Reading("{\"a\":\n 1}\n", "p.ndjson").issues() == "JsonSyntax 1:6 #1\nJsonSyntax 2:3 #2");
  CHECK(json("{\"a\":\n 1}\n").issues() == "");
  CHECK(json("{\n}\n{\n}\n").issues() == "JsonSyntax 3:1");
}

TEST_CASE("json roots", "[json]") {
  CHECK(json("").issues() == "EmptyProfile 1:1");
  CHECK(json(" \n\t ").issues() == "EmptyProfile 1:1");
  for (const char* text : {"1", "\"a\"", "null", "true"}) CHECK(json(text).issues() == "NotAMapping 1:1");
  CHECK(json("{}").read.documents.size() == 1);
}

TEST_CASE("json limits", "[json]") {
  CHECK(json(repeated("{\"a\":", 64) + "1" + repeated("}", 64)).issues() == "");
  CHECK(json(repeated("{\"a\":", 65) + "1" + repeated("}", 65)).issues() == "DataTooDeep 1:321");
  CHECK(json(repeated("[", 100000)).issues() == "DataTooDeep 1:66");
  CHECK(json(repeated("{\"\":", 50000)).issues() == "DataTooDeep 1:257");
  CHECK(json("{\"" + std::string(256, 'k') + "\": 1}").issues() == "");
  CHECK(json("{\"" + std::string(257, 'k') + "\": 1}").issues() == "DataTooLarge 1:2");
  CHECK(json("{\"a\": [" + repeated("1,", 2'000'000) + "1]}").arg(0) == "data_limit.nodes");
  std::string keys = "{\"k\": 0";
  for (int i = 0; i < 300000; ++i) keys += ", \"k" + std::to_string(i) + "\": 1";
  CHECK(json(keys + "}").issues() == "");
  CHECK(json("[" + repeated("1,", 300000) + "1]").read.issues.size() == 101);
  CHECK(json("{\"a\": " + std::string(10'000'000, '1') + "}").issues() == "");
}
