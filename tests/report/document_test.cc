// The documents: JSON, YAML and CSV.
#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "io/report/csv.h"
#include "io/report/document.h"
#include "io/report/json.h"
#include "io/report/yaml.h"
#include "io/tables/csv_writer.h"
#include "tests/report/expected.h"
#include "tests/report/samples.h"

using namespace bursar;
using namespace bursar::report;

TEST_CASE("report: the award as JSON", "[report]") {
  CHECK_EXPECTED("eligible.json", to_json(test::eligible()));
  CHECK_EXPECTED("near_miss.json", to_json(test::near_miss()));
  CHECK_EXPECTED("undetermined.json", to_json(test::undetermined()));
  CHECK_EXPECTED("faulty.json", to_json(test::faulty()));
}

TEST_CASE("report: an independent reader understands the JSON", "[report]") {
  const auto award = nlohmann::json::parse(to_json(test::near_miss()));
  CHECK(award["schema"] == "bursar.award/1");
  const auto& condition = award["clauses"][0]["conditions"][3];
  CHECK(condition["need"] == "1/20");
  CHECK(condition["have"] == "2311/48000");
  CHECK(condition["short_by"]["amount"] == "89000.00");
  CHECK(award["total"]["amount"] == "0.00");
  const std::vector<award::Award> two = {test::eligible(), test::faulty()};
  CHECK(nlohmann::json::parse(to_json(two, false)).size() == 2);
  CHECK(nlohmann::json::parse(to_json({test::faulty()}, true)).is_array());
  CHECK(to_json({test::faulty()}, false) == to_json(test::faulty()));
  const std::string line = to_json_line(test::eligible());
  CHECK(line.find('\n') == line.size() - 1);
  CHECK(nlohmann::json::parse(line) == nlohmann::json::parse(to_json(test::eligible())));
}

TEST_CASE("report: JSON texts are escaped", "[report]") {
  const std::string hard = "a\"\\\n\r\t\x01\x7f\xc2\x85\xe2\x80\xa8 中\xf0\x9f\x9a\x80";
  CHECK(nlohmann::json::parse(quoted_json(hard)).get<std::string>() == hard);
  CHECK(quoted_json("\xc2\x85\xe2\x80\xa9") == "\"\\u0085\\u2029\"");
}

TEST_CASE("report: amounts in documents", "[report]") {
  CHECK(amount_string(*num::Exact::parse_decimal("71095.238"), "CNY") == "71095.238");
  CHECK(amount_string(71095, "CNY") == "71095.00");
  CHECK(amount_string(71095, "JPY") == "71095");
  CHECK(amount_string(num::Exact::ratio(1, 3), "CNY") == "1/3");
}

TEST_CASE("report: the award as YAML", "[report]") {
  CHECK_EXPECTED("near_miss.yaml", to_yaml(test::near_miss()));
  CHECK_EXPECTED("undetermined.yaml", to_yaml({test::undetermined()}, true));
  Node node = Node::object();
  for (const char* text :
       {"no",  "Yes", "1e3", "0x1F", "12:30", "2026-03-31", "~",   "",    "a: b", "a #b",
        "- a", "y",   ".5",  "=",    "null",  "中文",       "R&D", "a b", "b ",   "art. 5(1)"})
    node.items.push_back(Node::string(text));
  node.kind = Node::Kind::Array;
  CHECK(yaml_text(node) ==
        "- \"no\"\n- \"Yes\"\n- \"1e3\"\n- \"0x1F\"\n- \"12:30\"\n- \"2026-03-31\"\n- \"~\"\n- \"\"\n- \"a: "
        "b\"\n"
        "- \"a #b\"\n- \"- a\"\n- \"y\"\n- \".5\"\n- \"=\"\n- \"null\"\n- 中文\n- \"R&D\"\n- a b\n- \"b "
        "\"\n- art. 5(1)\n");
}

TEST_CASE("report: awards as CSV", "[report]") {
  CHECK_EXPECTED("awards.csv",
                 to_csv({test::eligible(), test::near_miss(), test::undetermined(), test::faulty()}));
  CHECK(tables::text_cell("=1+1") == "'=1+1");
  CHECK(tables::text_cell("＝1") == "'＝1");
  CHECK(tables::text_cell("-5,\"x\"") == "\"'-5,\"\"x\"\"\"");
  CHECK(tables::text_cell("a-b") == "a-b");
}
