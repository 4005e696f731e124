#include <catch2/catch.hpp>
#include <chrono>

#include "tests/profile/reading.h"

using namespace bursar;
using namespace bursar::profile;

namespace {

/// The text of a value of a one-line mapping that must be read without an issue.
std::string value_of(const std::string& text, const std::string& key) {
  const Reading r(text);
  CHECK(r.issues() == "");
  return r.read.documents.empty() ? "(refused)" : field(r.root(), key).text;
}

/// Seconds and issues of a hostile text: both must stay small.
void check_bounded(const std::string& text, const std::string& first_issue) {
  const auto start = std::chrono::steady_clock::now();
  const Reading r(text);
  const auto spent = std::chrono::steady_clock::now() - start;
  CHECK(r.read.issues.size() <= Limits().max_issues + 1);
  CHECK(r.issues().substr(0, r.issues().find('\n')) == first_issue);
  CHECK(spent < std::chrono::seconds(10));  // about 1 s here; a machine under load gets room
}

}  // namespace

TEST_CASE("Y01 alias bomb", "[yaml]") {
  std::string text = "a: &a [x,x,x,x,x,x,x,x,x]\n";
  for (char c = 'b'; c < 'j'; ++c) {
    const std::string from = "*" + std::string(1, static_cast<char>(c - 1));
    text += std::string(1, c) + ": &" + c + " [" + repeated(from + ",", 8) + from + "]\n";
  }
  check_bounded(text, "YamlFeature 1:4");
  CHECK(Reading(text).arg(0) == "yaml_feature.anchor");
}

TEST_CASE("Y02 an anchor inside itself", "[yaml]") {
  const Reading r("a: &a [*a]\n");
  CHECK(r.issues() == "YamlFeature 1:4\nYamlFeature 1:8");
  CHECK(r.arg(0, 1) == "yaml_feature.alias");
  CHECK(r.arg(1, 1) == "*a");
  CHECK(r.read.documents.empty());
}

TEST_CASE("Y03 a comma alone ends in an error and does not hang", "[yaml]") {
  const Reading r(",");
  CHECK(r.issues() == "YamlSyntax 1:1");
  CHECK(r.arg(0) == "yaml_syntax.value_expected");
  for (const char* text : {"[1],2", "\"x\",", "- a\n,"}) CHECK(!Reading(text).read.issues.empty());
}

TEST_CASE("Y04 lines of JSON with commas", "[yaml]") {
  const Reading r("{\"id\": 1},\n{\"id\": 2}");
  CHECK(r.issues() == "YamlSyntax 1:10");
  CHECK(r.arg(0) == "yaml_syntax.after_document");
  CHECK(r.read.documents.empty());
}

TEST_CASE("Y05-Y08 deep nesting", "[yaml]") {
  check_bounded(repeated("[", 100000), "DataTooDeep 1:65");
  check_bounded(repeated("{a: ", 100000), "DataTooDeep 1:257");
  check_bounded(repeated("- ", 100000), "DataTooDeep 1:129");
  std::string block;
  for (size_t i = 0; i < 3000; ++i) block += std::string(i, ' ') + "a:\n";
  check_bounded(block, "DataTooDeep 65:65");
  CHECK(Reading("a: " + repeated("[", 63) + repeated("]", 63)).issues() == "");
  CHECK(Reading("a: " + repeated("[", 64) + repeated("]", 64)).issues() == "DataTooDeep 1:67");
}

TEST_CASE("Y09 a key twice", "[yaml]") {
  const Reading r("rate: 0.3\ncap: 5\n\"rate\": 0.9\n");
  REQUIRE(r.issues() == "DuplicateKey 3:1");
  CHECK(r.arg(0) == "rate");
  const diag::Label& label = r.read.issues[0].labels.at(0);
  CHECK(label.role == "label.first_given");
  CHECK(r.file.position(label.span.begin).line == 1);
  CHECK(r.read.documents.empty());
}

TEST_CASE("Y10 a key twice in a flow mapping", "[yaml]") {
  CHECK(Reading("a: {b: 1, b: 2}\n").issues() == "DuplicateKey 1:11");
  CHECK(Reading("a: {b: 1}\nc: {b: 1}\n").issues() == "");
}

TEST_CASE("Y11-Y22 what YAML 1.1 reads as something else stays text", "[yaml]") {
  for (const char* text : {"no", "y", "off", "010", "0x1F", "0o17", "1:30", "1e400", "1E-400", ".inf", ".nan",
                           "100000000000000000.01", "0.1", "1_000.00", "true", "是", "5.00"}) {
    const Reading r(std::string("v: ") + text + "\n");
    REQUIRE(r.issues() == "");
    const Node& node = field(r.root(), "v");
    CHECK(node.text == text);
    CHECK(!node.quoted);
    CHECK(!node.null);
    CHECK(r.written(node.span) == text);
    CHECK(node.json_type == Node::JsonType::None);
  }
}

TEST_CASE("Y23 thousands commas", "[yaml]") {
  CHECK(value_of("fee: 1,000.00\n", "fee") == "1,000.00");  // one text: the binder refuses it
  const Reading r("fees: [1,234.50, 7]\n");
  CHECK(r.issues() == "FlowThousandsComma 1:8");
  CHECK(r.arg(0) == "1,234.50");
  CHECK(r.written(r.read.issues[0].span) == "1,234.50");
  CHECK(Reading("f: [2, 1,234,567.50]\n").arg(0) == "1,234,567.50");
  CHECK(Reading("f: {a: 1,234: x}\n").issues() == "FlowThousandsComma 1:8");
  CHECK(Reading("f: [1,234: x]\n").issues() == "FlowThousandsComma 1:5");
  for (const char* fine : {"f: [1, 234]", "f: [1 ,234]", "f: [1,23]", "f: [1,2345]", "f: [a,234]",
                           "f: [\"1\",234]", "f: [1,\"234\"]", "f: [1,[234]]"})
    CHECK(Reading(fine).issues() == "");
}

TEST_CASE("Y24 an empty value is null and stands behind its colon", "[yaml]") {
  const Reading r("fee:\ncap: ~\nrate: null\nname: \"\"\nlist:\n  -\n  - x\nend: \"null\"\n");
  REQUIRE(r.issues() == "");
  const Node& fee = field(r.root(), "fee");
  CHECK(fee.null);
  CHECK(fee.text == "");
  CHECK(fee.span == source::Span{0, 4, 4});
  CHECK(field(r.root(), "cap").null);
  CHECK(field(r.root(), "cap").text == "~");
  CHECK(field(r.root(), "rate").null);
  CHECK(!field(r.root(), "name").null);
  CHECK(field(r.root(), "name").quoted);
  CHECK(!field(r.root(), "end").null);
  const Node& item = field(r.root(), "list").items.at(0);
  CHECK(item.null);
  CHECK(r.file.position(item.span.begin).line == 6);
  CHECK(r.file.position(item.span.begin).column == 4);
}

TEST_CASE("Y25 tabs as indentation", "[yaml]") {
  CHECK(Reading("a:\n\tb: 1\n").issues() == "TabIndentation 2:1");
  CHECK(Reading("a: 1\n\tb: 2\n").issues() == "TabIndentation 2:1");
  CHECK(Reading("a:\n  b: 1\n  \tc: 2\n").issues() == "TabIndentation 3:3");
  CHECK(Reading("a:\n -\t- b\n").issues() == "TabIndentation 2:3");
  CHECK(Reading("a: x\n\ty\n").issues() == "TabIndentation 2:1");
  CHECK(value_of("a:\t1\t# note\n", "a") == "1");
}

TEST_CASE("Y26 merge keys", "[yaml]") {
  const Reading r("d: &d {rate: 0.3}\nx:\n  <<: *d\n  cap: 9\n");
  CHECK(r.issues() == "YamlFeature 1:4\nYamlFeature 3:3\nYamlFeature 3:7");
  CHECK(r.arg(0, 1) == "yaml_feature.merge_key");
  CHECK(value_of("\"<<\": 1\n", "<<") == "1");
}

TEST_CASE("Y27 two documents are two profiles", "[yaml]") {
  const Reading r("rate: 0.3\n---\nrate: 0.9\n");
  REQUIRE(r.issues() == "");
  REQUIRE(r.read.documents.size() == 2);
  CHECK(r.read.documents[1].ordinal == 2);
  CHECK(field(r.root(0), "rate").text == "0.3");
  CHECK(field(r.root(1), "rate").text == "0.9");
  CHECK(r.file.position(field(r.root(1), "rate").span.begin).line == 3);
  CHECK(Reading("a: 1\n...\nb: 2\n").issues() == "YamlFeature 3:1 #2");
  CHECK(Reading("a: 1\n...\n---\nb: 2\n...\n").read.documents.size() == 2);
}

TEST_CASE("a refused document does not lose the others, broken text loses the rest", "[yaml]") {
  const Reading r("a: 1\n---\nb: 1\nb: 2\n---\nc: &x 1\n---\nd: 1\n---\n- e\n---\n");
  CHECK(r.issues() == "DuplicateKey 4:1 #2\nYamlFeature 6:4 #3\nNotAMapping 10:1 #5\nEmptyProfile 11:1 #6");
  REQUIRE(r.read.documents.size() == 2);
  CHECK(r.read.documents[1].ordinal == 4);
  const Reading broken("a: 1\n---\nb: [\n---\nc: 1\n");
  CHECK(broken.issues() == "YamlSyntax 4:1 #2");
  CHECK(broken.read.documents.size() == 1);
  const Reading cut("  a: 1\n b: 2\n");  // libfyaml ends a document behind `a: 1`: it is not whole
  CHECK(cut.issues() == "YamlSyntax 2:2");
  CHECK(cut.read.documents.empty());
}

TEST_CASE("Y28, Y29, Y41 what yaml-cpp alone lets pass", "[yaml]") {
  CHECK(Reading("- a\nb: 1\n").issues() == "YamlSyntax 2:1");
  CHECK(Reading("foo:\n  bar\ninvalid\n").issues() == "YamlSyntax 3:1");
  CHECK(Reading("foo:\n  bar\ninvalid\n").arg(0) == "yaml_syntax.no_colon");
  CHECK(Reading("list: [1,,2]\n").issues() == "YamlSyntax 1:10");
  CHECK(Reading("list: [1,,2]\n").arg(0) == "yaml_syntax.empty_entry");
  CHECK(Reading("key: \"missing closing quote").issues() == "YamlSyntax 1:6");
  CHECK(Reading("key: \"missing closing quote").arg(0) == "yaml_syntax.unclosed_quote");
  CHECK(Reading("key: \"a\\").issues() == "YamlSyntax 1:6");  // libfyaml alone aborts here
}

TEST_CASE("an unclosed bracket is shown where it was opened", "[yaml]") {
  for (const char* text : {"a: {b: 1\n", "a: [1,\n  2,\n", "a: [1, {b: 1}\n"}) {
    const Reading r(text);
    REQUIRE(r.read.issues.size() == 1);
    CHECK(r.arg(0) == "yaml_syntax.unclosed_bracket");
    REQUIRE(r.read.issues[0].labels.size() == 1);
    CHECK(r.read.issues[0].labels[0].span.begin == 3);
  }
}

TEST_CASE("Chinese punctuation in place of the colon", "[yaml]") {
  for (const char* text : {"名称: 甲\n费用：5\n", "名称: 甲\n费用：5\n日期: x\n"}) {
    const Reading r(text);
    CHECK(r.issues() == "YamlSyntax 2:3");
    CHECK(r.arg(0) == "yaml_syntax.fullwidth_colon");
  }
  CHECK(Reading("名称：甲\n费用：5\n").issues() == "YamlSyntax 1:3");
  CHECK(Reading("- 名称：甲\n").issues() == "NotAMapping 1:1");
  CHECK(value_of("名称: 甲：乙\n", "名称") == "甲：乙");
}

TEST_CASE("Y30 keys that are no plain or quoted scalars", "[yaml]") {
  const Reading r("1: x\n[1]: y\n{z: 1}: w\n~: v\n: u\n? |\n  k\n: t\n");
  CHECK(r.issues() == "YamlFeature 2:1\nYamlFeature 3:1\nYamlFeature 4:1\nYamlFeature 5:2\nYamlFeature 7:1");
  CHECK(r.arg(0, 0) == "yaml_feature.collection_key");
  CHECK(r.arg(0, 2) == "yaml_feature.null_key");
  CHECK(r.arg(0, 4) == "yaml_feature.block_key");
  CHECK(value_of("1: x\n", "1") == "x");
  CHECK(Reading("? 名: 1\n").arg(1) == "名");
}

TEST_CASE("Y31-Y33 tags", "[yaml]") {
  for (const char* text :
       {"fee: !!binary MTAw\n", "fee: !!float \"1e3\"\n", "fee: !x 1\n", "fee: ! 1\n",
        "fee: !!python/object/apply:os.system [\"id\"]\n", "fee: !u!v 1\n", "fee: !<a:b> 1\n"}) {
    const Reading r(text);
    CHECK(r.issues() == "YamlFeature 1:6");
    CHECK(r.arg(0) == "yaml_feature.tag");
  }
}

TEST_CASE("Y34-Y37 characters that no text may hold", "[yaml]") {
  CHECK(Reading("name: \"\xff\"\n").issues() == "InvalidUtf8 1:8");
  CHECK(Reading(std::string("name: \"a\0b\"\n", 12)).issues() == "ControlCharacter 1:9");
  CHECK(Reading("name: a\u202eb\n").issues() == "BidiControl 1:8");
  CHECK(Reading("name: a\u200bb\n").issues() == "ZeroWidthCharacter 1:8");
  CHECK(Reading(std::string("\xff\xfer\0a\0", 6)).issues() == "Utf16Text 1:1");
  CHECK(Reading("%T\xa8").issues() == "InvalidUtf8 1:3");  // libfyaml alone hangs here
  CHECK(value_of("\xEF\xBB\xBF名: 甲\n", "名") == "甲");
}

TEST_CASE("escapes do not bring such characters in", "[yaml]") {
  for (const auto& [escape, kind] :
       std::vector<std::pair<std::string, std::string>>{{"\\0", "ControlCharacter"},
                                                        {"\\e", "ControlCharacter"},
                                                        {"\\u202e", "BidiControl"},
                                                        {"\\u200B", "ZeroWidthCharacter"},
                                                        {"\\uFEFF", "ZeroWidthCharacter"}}) {
    CHECK(Reading("a: 1\nb: \"x" + escape + "y\"\n").issues() == kind + " 2:4");
    CHECK(Reading("a: 1\n\"" + escape + "\": y\n").issues() == kind + " 2:1");
  }
  CHECK(Reading("b: \"\\ud800\"\n").issues() == "YamlSyntax 1:4");
  CHECK(value_of("b: \"a\\tb\\n\\u4e2d\"\n", "b") == "a\tb\n中");
}

TEST_CASE("Y38 long keys", "[yaml]") {
  CHECK(Reading(std::string(2000, 'k') + ": 1\n").issues() == "DataTooLarge 1:1");
  CHECK(Reading(std::string(257, 'k') + ": 1\n").arg(0) == "data_limit.key");
  CHECK(Reading(std::string(256, 'k') + ": 1\n").issues() == "");
  CHECK(Reading(repeated("中", 256) + ": 1\n").issues() == "");
  CHECK(Reading("{\"" + repeated("中", 257) + "\": 1}\n").issues() == "DataTooLarge 1:2");
  check_bounded(std::string(10'000'000, 'k') + ": 1", "DataTooLarge 1:1");
}

TEST_CASE("Y39 many keys and long lines take linear time", "[yaml]") {
  std::string keys, doubled;
  for (int i = 0; i < 300000; ++i) keys += "k" + std::to_string(i) + ": " + std::to_string(i) + "\n";
  for (int i = 0; i < 300000; ++i) doubled += "k" + std::to_string(i / 2) + ": 1\n";
  check_bounded(keys, "");
  check_bounded(doubled, "DuplicateKey 2:1");
  check_bounded("a: " + std::string(10'000'000, 'x'), "");
  check_bounded("a: \"" + repeated("x ", 5'000'000) + "\"", "");
  check_bounded("a: |\n" + std::string(1'000'000, '\n') + "  x\n", "DataTooLarge 66:1");
  check_bounded(repeated("a: &x 1\n", 100000), "YamlFeature 1:4");
  check_bounded("a: [" + repeated("1, ", 2'500'000) + "1]", "DataTooLarge 1:5999996");
}

TEST_CASE("Y42, Y43 stray commas and impossible dates are texts for the binder", "[yaml]") {
  CHECK(value_of("x: 5,\ny: 3\n", "x") == "5,");
  CHECK(value_of("date: 2021-02-30\n", "date") == "2021-02-30");
}

TEST_CASE("directives", "[yaml]") {
  CHECK(value_of("%YAML 1.2 # as written\n---\na: 1\n", "a") == "1");
  for (const char* text :
       {"%YAML 1.1\n---\na: 1\n", "%TAG ! x\n---\na: 1\n", "%X\n---\na: 1\n", "%YAML 1.2x\n---\na: 1\n"}) {
    const Reading r(text);
    CHECK(r.issues() == "YamlFeature 1:1");
    CHECK(r.arg(0) == "yaml_feature.directive");
  }
  CHECK(Reading("a: 1\n...\n%YAML 1.2\n---\nb: 1\n").issues() == "YamlFeature 3:1");
  CHECK(value_of("a: |\n  %x\n  y\n", "a") == "%x\ny\n");
}

TEST_CASE("empty files and other roots", "[yaml]") {
  for (const char* text : {"", "\n\n", "# only a comment\n", "   ", "---\n"})
    CHECK(Reading(text).issues() == "EmptyProfile 1:1");
  CHECK(Reading("- a\n").issues() == "NotAMapping 1:1");
  CHECK(Reading("- a\n").arg(0) == "data_form.sequence");
  CHECK(Reading("just words\n").arg(0) == "data_form.scalar");
  CHECK(Reading("~\n").issues() == "NotAMapping 1:1");
  CHECK(Reading("{}\n").issues() == "");
}

TEST_CASE("places are bytes of the file, in Chinese text too", "[yaml]") {
  const Reading r("名称: \"甲\\u4e59\"\r\n明细:\r\n  - {费: '1''2', 注: |\n");
  CHECK(!r.read.issues.empty());  // a block scalar inside brackets
  const Reading good(
      "名称: \"甲\\u4e59\"\r\n明细:\r\n  - {费: '1''2'}\r\n  - 注: |-\r\n      一\r\n      二\r\n");
  REQUIRE(good.issues() == "");
  const Node& name = field(good.root(), "名称");
  CHECK(name.text == "甲乙");
  CHECK(name.quoted);
  CHECK(good.written(name.span) == "\"甲\\u4e59\"");
  CHECK(good.written(good.root().entries[0].key_span) == "名称");
  const Node& list = field(good.root(), "明细");
  CHECK(good.written(list.span) == "-");
  CHECK(good.written(list.items.at(0).span) == "{");
  CHECK(good.written(field(list.items[0], "费").span) == "'1''2'");
  CHECK(field(list.items[0], "费").text == "1'2");
  const Node& note = field(list.items.at(1), "注");
  CHECK(note.text == "一\n二");
  CHECK(note.quoted);
  CHECK(good.file.position(note.span.begin).line == 5);
}

TEST_CASE("limits are what they say", "[yaml]") {
  Limits limits;
  limits.max_bytes = 10;
  CHECK(Reading("abc: 1234\n", "p.yaml", limits).issues() == "");
  CHECK(Reading("abc: 12345\n", "p.yaml", limits).arg(0) == "data_limit.bytes");
  limits = {};
  limits.max_nodes = 5;
  CHECK(Reading("a: 1\nb: 2\n", "p.yaml", limits).issues() == "");
  CHECK(Reading("a: 1\nb: 2\nc: 3\n", "p.yaml", limits).arg(0) == "data_limit.nodes");
  limits = {};
  limits.max_issues = 2;
  const Reading r("a: &a 1\nb: &b 1\nc: &c 1\nd: &d 1\n", "p.yaml", limits);
  CHECK(r.issues() == "YamlFeature 1:4\nYamlFeature 2:4\nTooManyIssues 3:4");
}

TEST_CASE("what makes libfyaml 0.7.12 free memory twice never reaches it", "[yaml]") {
  CHECK(Reading("? a:\t- b\n").issues() == "TabIndentation 1:5");
  CHECK(Reading("? -*a-:\t-\n").issues() == "TabIndentation 1:8");
  CHECK(Reading("a:\t- b\n").issues() == "YamlSyntax 1:4");  // no explicit key: libfyaml may see it
}

TEST_CASE("names decide between YAML and JSON", "[yaml]") {
  CHECK(field(Reading("{a: 1}", "p.yaml").root(), "a").json_type == Node::JsonType::None);
  CHECK(field(Reading("{\"a\": 1}", "p.json").root(), "a").json_type == Node::JsonType::Number);
  CHECK(field(Reading(" \n{\"a\": 1}", "-").root(), "a").json_type == Node::JsonType::Number);
  CHECK(field(Reading("a: 1", "-").root(), "a").json_type == Node::JsonType::None);
  CHECK(Reading("{a: 1}", "-").issues() == "JsonSyntax 1:2");
}
