// Many records from CSV, JSON and YAML: the same columns and the same issues as one profile at a time.
#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>
#include <random>

#include "engine/api/batch.h"
#include "io/batch/reader.h"
#include "io/batch/write_rows.h"
#include "io/profile/bind.h"
#include "io/profile/read.h"
#include "io/render/render.h"
#include "tests/tables/suites.h"
#include "tests/tables/temporary.h"

using namespace bursar;

namespace {

constexpr const char* kPolicy = R"(source measures "Measures"
policy example/示例 "Example" under measures
    pays CNY
    rounds each line half up to 0.01 yuan
record launch/发射
    field model/型号 : text  "Model"
    field date       : date  "Date"
    field fee        : money "Fee"
    field orbit      : yes/no "In orbit?"
fact in_zone/注册在区内 : yes/no "In the zone?"
fact cost : money "Cost"
fact share : percent "Share"
fact weight : number "Weight"
fact staff : count "Staff"
fact founded : date "Founded"
fact claim_year : year "Year"
fact first_month : month "First month"
fact area : number of m² "Area"
fact size/规模 : one of small/小型, large/大型 "Size"
fact remark : text "Remark"
fact launches/历次发射 : list of launch "Launches"
fact sales : money by month "Sales"
clause other "Other" cites measures art. 9 award cost
)";

struct Program {
  source::Files files;
  api::ProgramPtr program;
  std::vector<columns::Shape> shapes;

  explicit Program(const char* text = kPolicy) {
    const uint32_t file = files.add("p.policy", text);
    api::Compiled compiled = api::compile(files, {file});
    INFO(render::issues_text(compiled.issues, files, {}));
    REQUIRE(compiled.program);
    program = std::move(compiled.program);
    shapes = api::shapes(*program);
  }
  const std::vector<api::FactInfo>& facts() const { return api::facts(*program); }
};

struct Found {
  bool opened = false;
  std::vector<facts::Record> records;
  std::vector<uint32_t> lines;
  std::vector<uint64_t> ordinals;
  std::vector<std::string> issues;  ///< `D0105 3:5 E1 cost`
  uint64_t counted = 0, refused = 0;
};

std::string shown(const diag::Issue& issue, const source::Files& files) {
  const source::Position at = files[issue.span.file].position(issue.span.begin);
  return std::string(diag::code(issue.kind)) + " " + std::to_string(at.line) + ":" + std::to_string(at.column) + " " +
         issue.record + " " + issue.field;
}

Found read_file(const Program& program, const std::string& path, size_t chunk_size = 64, const batch::Options& options = {}) {
  Found found;
  source::Files files;
  input::IssueLog log(files, 10'000);
  const auto reader = batch::open_reader(path, {}, program.facts(), program.shapes, options, log);
  found.opened = reader != nullptr;
  columns::Chunk chunk;
  columns::Dictionary dictionary;
  while (reader && reader->next(chunk, chunk_size, dictionary)) {
    REQUIRE(chunk.size() <= chunk_size);
    for (size_t row = 0; row < chunk.size(); ++row) {
      found.records.push_back(columns::record(chunk, program.shapes, row, dictionary));
      found.lines.push_back(chunk.places[row].line);
      found.ordinals.push_back(chunk.places[row].ordinal);
    }
    for (size_t f = 0; f < chunk.columns.size(); ++f) {
      REQUIRE(chunk.columns[f].size() == chunk.size());
      for (const int64_t number : chunk.columns[f].numbers)
        REQUIRE((number >= chunk.columns[f].lowest && number <= chunk.columns[f].highest));
    }
  }
  for (const diag::Issue& issue : log.issues()) found.issues.push_back(shown(issue, files));
  if (reader) {
    found.counted = reader->records();
    found.refused = reader->refused();
  }
  return found;
}

Found read_text(const Program& program, const std::string& name, std::string_view text, size_t chunk_size = 64,
                const batch::Options& options = {}) {
  const test::Temporary file(name, text);
  return read_file(program, file.path(), chunk_size, options);
}

bool same(const facts::Value& a, const facts::Value& b) {
  if (a.form != b.form || a.number != b.number || a.date != b.date || a.text != b.text || a.items.size() != b.items.size()) return false;
  for (size_t i = 0; i < a.items.size(); ++i) {
    if (a.items[i].size() != b.items[i].size()) return false;
    for (size_t f = 0; f < a.items[i].size(); ++f)
      if (!same(a.items[i][f], b.items[i][f])) return false;
  }
  return true;
}

void check_same(const Program& program, const facts::Record& got, const facts::Record& want) {
  CHECK(got.id == want.id);
  CHECK(got.name == want.name);
  CHECK(got.as_of == want.as_of);
  for (size_t f = 0; f < program.facts().size(); ++f) {
    INFO(want.id << ": " << program.facts()[f].name);
    // A date's or month's `number` and `date` are two ways to keep one thing: columns keep one of them.
    facts::Value a = got.values[f], b = want.values[f];
    if (program.facts()[f].unit == award::Unit::Month) a.date = b.date = {}, a.form = b.form;
    CHECK(same(a, b));
  }
}

/// A random record as texts: what stands in a cell, an empty one where nothing does.
struct Written {
  std::vector<std::pair<std::string, std::string>> values;                 ///< by name
  std::vector<std::vector<std::pair<std::string, std::string>>> launches;  ///< likewise
};

class Writing {
 public:
  explicit Writing(uint32_t seed) : random_(seed) {}

  Written record(size_t n, bool odd) {
    Written w;
    odd_ = odd;
    const auto put = [&](const char* name, std::string value) { w.values.emplace_back(name, std::move(value)); };
    put("id", "E" + std::to_string(n));
    put("name", any({"甲公司", "Rocket Ltd", ""}));
    put("as_of", any({"2024-02-29", ""}));
    put("in_zone", any({"true", "false", "yes", "no", "是", "否", "", "unknown"}));
    put("cost", money());
    put("share", any({"0.25", "30%", "0.123456", "0", "1.5%", "", "0.1234567"}));
    put("weight", any({"12.5", "0.0001", "1000", "0.00001", "1,234.5", ""}));
    put("staff", any({"0", "12", "100000", "1,234", ""}));
    put("founded", date());
    put("claim_year", any({"2023", "1999", "2024年", ""}));
    put("first_month", any({"2024-01", "2023年12月", ""}));
    put("area", any({"120", "120.5", "80 m²", ""}));
    put("size", any({"small", "large", "小型", "大型", ""}));
    put("remark", any({"plain", "a longer remark than eight", "中文备注", "不适用", "", "x y"}));
    for (size_t i = random_() % 4; i > 0; --i)
      w.launches.push_back({{"model", any({"CZ-X", "ZK-1", "长征八号改"})}, {"date", date()}, {"fee", money()}, {"orbit", any({"true", "false", ""})}});
    return w;
  }

 private:
  std::string any(std::initializer_list<const char*> values) {
    const std::string value = std::data(values)[random_() % values.size()];
    return odd_ || is_plain(value) ? value : "";
  }
  /// What the fast readers take; the rest is for rows that are odd anyway.
  static bool is_plain(const std::string& value) {
    return value.find_first_of("%,") == std::string::npos && value != "unknown" && value.find("年") == std::string::npos;
  }
  std::string money() {
    if (odd_ && random_() % 8 == 0) return any({"3万元", "1.2亿元", "1,234.50", "CNY 5", "99999999999999999999.99", "１２３"});
    return std::to_string(random_() % 3'000'000'000U) + any({".00", ".5", ".07", ""});
  }
  std::string date() {
    if (odd_ && random_() % 8 == 0) return any({"2024年4月1日", "未知"});
    char text[16];
    std::snprintf(text, sizeof text, "%04u-%02u-%02u", unsigned(1900 + random_() % 200), unsigned(1 + random_() % 12), unsigned(1 + random_() % 28));
    return random_() % 10 == 0 ? "" : text;
  }
  std::mt19937 random_;
  bool odd_ = false;
};

using Pairs = std::vector<std::pair<std::string, std::string>>;

std::string json_of(const Written& w, bool spaces) {
  nlohmann::ordered_json out = nlohmann::ordered_json::object();
  const auto fill = [](nlohmann::ordered_json& to, const Pairs& pairs) {
    for (const auto& [name, value] : pairs) {
      if (value.empty()) to[name] = nullptr;
      else if ((value == "true" || value == "false") && name != "remark") to[name] = value == "true";
      else to[name] = value;
    }
  };
  fill(out, w.values);
  out["launches"] = nlohmann::ordered_json::array();
  for (const Pairs& launch : w.launches) {
    auto item = nlohmann::ordered_json::object();
    fill(item, launch);
    out["launches"].push_back(item);
  }
  return spaces ? out.dump(2) : out.dump();
}

std::string yaml_of(const Written& w) {
  std::string out = "---\n";
  for (const auto& [name, value] : w.values) out += name + (value.empty() ? ":\n" : ": " + value + "\n");
  out += w.launches.empty() ? "launches: []\n" : "launches:\n";
  for (const Pairs& launch : w.launches) {
    std::string lead = "  - ";
    for (const auto& [name, value] : launch) {
      out += lead + name + (value.empty() ? ":\n" : ": " + value + "\n");
      lead = "    ";
    }
  }
  return out;
}

std::string cell_of(const std::string& value) { return value.find(',') == std::string::npos ? value : "\"" + value + "\""; }

std::string csv_header(const Written& w) {
  std::string out;
  for (const auto& [name, value] : w.values) out += name + ",";
  for (int n = 1; n <= 3; ++n)
    for (const char* field : {"model", "date", "fee", "orbit"})
      out += (n == 2 ? "launches[2]." : "launch" + std::to_string(n) + "_") + std::string(field) + (n == 3 && std::string(field) == "orbit" ? "\n" : ",");
  return out;
}

std::string csv_of(const Written& w) {
  std::string out;
  for (const auto& [name, value] : w.values) out += cell_of(value) + ",";
  for (size_t n = 0; n < 3; ++n)
    for (size_t f = 0; f < 4; ++f)
      out += (n < w.launches.size() ? cell_of(w.launches[n][f].second) : "") + (n == 2 && f == 3 ? "\n" : ",");
  return out;
}

/// One profile after the other, as `check` reads them.
std::vector<facts::Record> one_by_one(const Program& program, const std::string& yaml) {
  const source::File file("p.yaml", yaml);
  const profile::Read read = profile::read_yaml(file, 0);
  REQUIRE(read.issues.empty());
  std::vector<facts::Record> records;
  for (const profile::Document& document : read.documents) {
    profile::Bound bound = profile::bind(program.facts(), document, 0);
    REQUIRE(bound.issues.empty());
    records.push_back(std::move(bound.record));
  }
  return records;
}

}  // namespace

TEST_CASE("batch_read: CSV, JSON and YAML of the same records give what profiles give", "[batch_read]") {
  const Program program;
  for (uint32_t seed = 1; seed <= 6; ++seed) {
    Writing writing(seed);
    std::string csv, lines, array = "[", yaml;
    const size_t count = seed == 6 ? 2'000 : 150;
    for (size_t n = 0; n < count; ++n) {
      const Written w = writing.record(n, seed % 2 == 0 && n % 5 == 0);
      if (n == 0) csv = csv_header(w);
      csv += csv_of(w);
      lines += json_of(w, false) + "\n";
      array += (n ? "," : "") + json_of(w, true);
      yaml += yaml_of(w);
    }
    array += "]\n";
    const std::vector<facts::Record> want = one_by_one(program, yaml);
    REQUIRE(want.size() == count);
    const size_t chunk = std::array{1, 3, 64, 1024}[seed % 4];
    for (const auto& [name, text] : std::vector<std::pair<std::string, std::string>>{
             {"r.csv", csv}, {"r.ndjson", lines}, {"r.json", array}, {"r.yaml", yaml}}) {
      INFO(name << ", seed " << seed);
      const Found found = read_text(program, name, text, chunk);
      CHECK(found.issues == std::vector<std::string>{});
      CHECK(found.counted == count);
      REQUIRE(found.records.size() == count);
      for (size_t n = 0; n < count; ++n) {
        check_same(program, found.records[n], want[n]);
        CHECK(found.ordinals[n] == n + 1);
      }
    }
  }
}

TEST_CASE("batch_read: a bad record is left out, the others go on", "[batch_read]") {
  const Program program;
  using Issues = std::vector<std::string>;
  std::string csv = "id,cost,founded,launch1_model,launch1_fee\n", lines, yaml;
  for (int n = 1; n <= 400; ++n) {
    const std::string id = "E" + std::to_string(n);
    const std::string cost = n == 300 ? "1O.00" : "10.00", date = n == 301 ? "2021-02-30" : "2021-02-03";
    csv += id + "," + cost + "," + date + ",CZ," + (n == 302 ? "-5" : "7") + "\n";
    lines += "{\"id\":\"" + id + "\",\"cost\":\"" + cost + "\",\"founded\":\"" + date + "\",\"launches\":[{\"model\":\"CZ\",\"fee\":\"" + (n == 302 ? "-5" : "7") + "\"}]" + (n == 303 ? "" : "}") + "\n";
    yaml += "---\nid: " + id + "\ncost: " + cost + "\nfounded: " + date + "\nlaunches:\n  - model: CZ\n    fee: " + (n == 302 ? "-5" : "7") + "\n" + (n == 303 ? " x\n" : "");
  }
  for (const size_t chunk : {size_t{1}, size_t{100}, size_t{1000}}) {
    const Found c = read_text(program, "r.csv", csv, chunk);
    CHECK(c.issues == Issues{"D0105 301:6 E300 cost", "D0112 302:12 E301 founded", "D0109 303:26 E302 launches[1].fee"});
    CHECK(c.records.size() == 397);
    CHECK(c.refused == 3);
    CHECK(c.ordinals[299] == 303);
    const Found j = read_text(program, "r.ndjson", lines, chunk);
    CHECK(j.issues[0] == "D0105 300:21 E300 cost");
    CHECK(j.issues[1] == "D0112 301:39 E301 founded");
    CHECK(j.issues[2] == "D0109 302:84 E302 launches[1].fee");
    CHECK(j.issues[3].starts_with("D0003 303:"));
    CHECK(j.records.size() == 396);
    CHECK(j.refused == 4);
    const Found y = read_text(program, "r.yaml", yaml, chunk);
    REQUIRE(y.issues.size() == 4);
    CHECK(y.issues[0] == "D0105 " + std::to_string(299 * 7 + 3) + ":7 E300 cost");
    CHECK(y.issues[3].starts_with("D0001 "));
    CHECK(y.records.size() == 396);
    CHECK(y.records[299].id == "E304");
  }
}

TEST_CASE("batch_read: issues are those of a single profile", "[batch_read]") {
  const Program program;
  // Each value is refused for its fact, or read, in every notation alike.
  const std::vector<std::pair<std::string, std::string>> values = {
      {"cost", "1.000,00"}, {"cost", "(100.00)"}, {"cost", "+5"}, {"cost", ".5"}, {"cost", "5."}, {"cost", "1e3"}, {"cost", "0x10"},
      {"cost", "nan"}, {"cost", "12abc"}, {"cost", "12.345"}, {"cost", "30%"}, {"cost", "007"}, {"cost", "1−5"}, {"cost", "١٢"},
      {"cost", "-0"}, {"cost", "00"}, {"cost", "0.00"}, {"cost", "9223372036854775808"}, {"cost", "92233720368547758.07"},
      {"cost", "9999999999999999.99"}, {"cost", "99999999999999999.99"}, {"cost", "1_000"}, {"cost", "USD 5"}, {"cost", "12.3x"},
      {"founded", "2021-02-29"}, {"founded", "2000-02-29"}, {"founded", "1900-02-29"}, {"founded", "0000-01-01"}, {"founded", "0001-01-01"},
      {"founded", "9999-12-31"}, {"founded", "10000-01-01"}, {"founded", "2021-2-3"}, {"founded", "2021-02-3x"}, {"founded", "2021/02/03"},
      {"founded", "44230"}, {"founded", "20210203"}, {"founded", "2021-13-01"}, {"founded", "2021-00-10"}, {"founded", "2021-01-00"},
      {"in_zone", "y"}, {"in_zone", "True"}, {"in_zone", "是"}, {"in_zone", "1"}, {"in_zone", "truee"}, {"in_zone", "falsey"},
      {"staff", "1.5"}, {"staff", "-1"}, {"staff", "010"}, {"staff", "12345678901234567"}, {"staff", "999999999999999999"},
      {"share", "1"}, {"share", "0.9999999"}, {"share", "100%"}, {"share", "0.999999"}, {"share", "1.0"},
      {"weight", "-3.5"}, {"weight", "0.12345"}, {"weight", "123456789012345.6789"}, {"claim_year", "0000"}, {"claim_year", "99"},
      {"claim_year", "0999"}, {"claim_year", "20240"}, {"size", "Small"}, {"size", "小"}, {"area", "5 kg"}, {"first_month", "2024-13"}};
  std::string csv = "id,cost,founded,in_zone,staff,share,weight,claim_year,size,area,first_month\n", lines, yaml;
  const std::vector<std::string> order{"cost", "founded", "in_zone", "staff", "share", "weight", "claim_year", "size", "area", "first_month"};
  std::vector<std::string> want;
  for (size_t n = 0; n < values.size(); ++n) {
    const std::string id = "E" + std::to_string(n);
    csv += id;
    for (const std::string& name : order) csv += "," + (name == values[n].first ? cell_of(values[n].second) : "");
    csv += "\n";
    const std::string line = "{\"id\":\"" + id + "\",\"" + values[n].first + "\":\"" + values[n].second + "\"}";
    lines += line + "\n";
    yaml += "---\nid: " + id + "\n" + values[n].first + ": \"" + values[n].second + "\"\n";
    const source::File file("one.json", line);
    const profile::Read read = profile::read_json(file, 0);
    for (const diag::Issue& issue : profile::bind(program.facts(), read.documents.at(0), 0).issues)
      want.push_back(std::string(diag::code(issue.kind)) + " " + issue.record + " " + issue.field);
  }
  CHECK(want.size() > 30);
  const auto brief = [](const Found& found) {
    std::vector<std::string> out;
    for (const std::string& issue : found.issues) {
      const size_t first = issue.find(' ');
      out.push_back(issue.substr(0, first) + issue.substr(issue.find(' ', first + 1)));
    }
    return out;
  };
  const Found c = read_text(program, "v.csv", csv), j = read_text(program, "v.ndjson", lines), y = read_text(program, "v.yaml", yaml);
  CHECK(brief(c) == want);
  CHECK(brief(j) == want);
  CHECK(brief(y) == want);
  REQUIRE(c.records.size() == j.records.size());
  for (size_t n = 0; n < c.records.size(); ++n) {
    // An empty cell has no items where JSON gave no list at all.
    check_same(program, c.records[n], j.records[n]);
    check_same(program, y.records[n], j.records[n]);
  }
}

TEST_CASE("batch_read: columns by either name, by a mapping, and those that are none", "[batch_read]") {
  const Program program;
  using Issues = std::vector<std::string>;
  const Found chinese = read_text(program, "r.csv", "id,注册在区内,规模,发射1_型号,launch1_fee,历次发射[2].model\n1,是,大型,CZ,5,ZK\n");
  CHECK(chinese.issues == Issues{});
  REQUIRE(chinese.records.size() == 1);
  CHECK(chinese.records[0].values[9].text == "large");
  REQUIRE(chinese.records[0].values[11].items.size() == 2);
  CHECK(chinese.records[0].values[11].items[1][0].text == "ZK");

  CHECK(read_text(program, "r.csv", "id,costs\n1,2\n").issues == Issues{"D0205 1:4  costs"});
  CHECK(read_text(program, "r.csv", "id,launch1_fees\n1,2\n").issues == Issues{"D0205 1:4  launch1_fees"});
  CHECK(read_text(program, "r.csv", "id,in_zone,注册在区内\n1,yes,yes\n").issues == Issues{"D0102 1:12  "});
  CHECK(read_text(program, "r.csv", "id,launches,launch1_fee\n1,,2\n").issues == Issues{"D0102 1:13  "});
  CHECK(read_text(program, "r.csv", "ID , Name,cost\n1,a,2\n").issues == Issues{"D0205 1:1  ID ", "D0205 1:5   Name"});

  batch::Options options;
  options.mapping = {{"代码", "id"}, {"成本", "cost"}, {"备注", "ignore"}, {"次1", "launches[1].model"}};
  const Found mapped = read_text(program, "r.csv", "代码,成本,备注,次1\n1,2.50,x,CZ\n", 64, options);
  CHECK(mapped.issues == Issues{});
  REQUIRE(mapped.records.size() == 1);
  CHECK(mapped.records[0].id == "1");
  CHECK(mapped.records[0].values[1].number == num::Exact::ratio(5, 2));
  options.mapping = {{"代码", "id"}, {"成本", "costt"}};
  CHECK(read_text(program, "r.csv", "代码,成本\n1,2\n", 64, options).issues == Issues{"D0101 1:1  成本"});

  const test::Temporary good("m.csv", "column,fact\n代码,id\n成本,cost\n"), bad("m.csv", "column,fact\n代码,\n成本,cost\n成本,id\n");
  source::Files files;
  input::IssueLog log(files);
  CHECK(batch::read_mapping(good.path(), log) == batch::Mapping{{"代码", "id"}, {"成本", "cost"}});
  CHECK_FALSE(batch::read_mapping(bad.path(), log));
  REQUIRE(log.issues().size() == 2);
  CHECK(shown(log.issues()[0], files) == "D0212 2:1  ");
  CHECK(shown(log.issues()[1], files) == "D0203 4:1  ");
}

TEST_CASE("batch_read: items in a table of their own", "[batch_read]") {
  const Program program;
  using Issues = std::vector<std::string>;
  const test::Temporary launches("l.csv", "id,model,fee,orbit\nE2,CZ,1.00,true\nE1,ZK,2,false\nE2,ZQ,,\n");
  const test::Temporary sales("s.csv", "id,month,value\nE1,2024-01,5\nE1,2024-02,6.5\n");
  batch::Options options;
  options.lists = {{"launches", launches.path()}, {"sales", sales.path()}};
  for (const char* name : {"r.csv"}) {
    const Found found = read_text(program, name, "id,cost\nE1,1\nE2,2\nE3,3\n", 2, options);
    CHECK(found.issues == Issues{});
    REQUIRE(found.records.size() == 3);
    CHECK(found.records[0].values[11].items.size() == 1);
    REQUIRE(found.records[1].values[11].items.size() == 2);
    CHECK(found.records[1].values[11].items[0][0].text == "CZ");
    CHECK(found.records[1].values[11].items[1][0].text == "ZQ");
    CHECK(found.records[1].values[11].items[1][2].form == facts::Value::Form::Unknown);
    CHECK(found.records[2].values[11].form == facts::Value::Form::List);
    REQUIRE(found.records[0].values[12].items.size() == 2);
    CHECK(found.records[0].values[12].items[1][1].number == num::Exact::ratio(13, 2));
  }
  const Found lost = read_text(program, "r.csv", "id,cost\nE1,1\n", 64, options);
  CHECK(lost.issues == Issues{"D0211 2:1 E2 launches"});

  const test::Temporary damaged("l.csv", "id,model,fee\nE1,CZ,x\n"), no_id("l.csv", "model\nCZ\n"), twice("s.csv", "id,month,value\nE1,2024-01,5\nE1,2024-01,6\n");
  options.lists = {{"launches", damaged.path()}};
  CHECK_FALSE(read_text(program, "r.csv", "id,cost\nE1,1\n", 64, options).opened);
  options.lists = {{"launches", no_id.path()}};
  CHECK(read_text(program, "r.csv", "id,cost\nE1,1\n", 64, options).issues == Issues{"D0206 1:1  "});
  options.lists = {{"sales", twice.path()}};
  CHECK(read_text(program, "r.csv", "id,cost\nE1,1\n", 64, options).issues == Issues{"D0127 3:1 E1 sales"});
  options.lists = {{"lanches", launches.path()}};
  CHECK(read_text(program, "r.csv", "id,cost\nE1,1\n", 64, options).issues == Issues{"D0101 1:1  lanches"});
}

TEST_CASE("batch_read: a series side by side in a row", "[batch_read]") {
  const Program program;
  const Found found = read_text(program, "r.csv", "id,sales[1].month,sales[1].value,sales[2].month,sales[2].value\n"
                                                  "E1,2024-01,5,2024-02,\nE2,,,,\nE3,2024-01,5,2024-01,6\nE4,,5,,\n");
  CHECK(found.issues == std::vector<std::string>{"D0127 4:14 E3 sales[2].month", "D0115 5:4 E4 sales[1].month"});
  REQUIRE(found.records.size() == 2);
  CHECK(found.records[0].values[12].items.size() == 2);
  CHECK(found.records[1].values[12].form == facts::Value::Form::Unknown);
}

TEST_CASE("batch_read: a text that cannot be seen refuses its record", "[batch_read]") {
  const Program program;
  const Found found = read_text(program, "r.csv", "id,remark\n1,北京\n2,a\u200Bb\n\uFEFF3,x\n4,\u202Ey\n5,ok\n");
  CHECK(found.issues == std::vector<std::string>{"E0005 3:3 2 remark", "E0005 4:1 \uFEFF3 id", "E0004 5:3 4 remark"});
  CHECK(found.records.size() == 2);
}

TEST_CASE("batch_read: files that are no records", "[batch_read]") {
  const Program program;
  for (const auto& [name, text] : std::vector<std::pair<std::string, std::string>>{
           {"a.json", ""}, {"a.json", "[]"}, {"a.json", "[1,2]"}, {"a.json", "[{\"id\":1}"}, {"a.json", "[{\"id\":1},]"},
           {"a.json", "{\"id\":1} x"}, {"a.json", "[{\"id\":1}{\"id\":2}]"}, {"a.json", "[[{\"id\":1}]]"}, {"a.ndjson", "[{\"id\":1}]"},
           {"a.json", "{\"id\":1,\"id\":2}"}, {"a.json", "{\"remark\":true}"}, {"a.ndjson", "{\"id\":1}\n5\n"}, {"a.json", "{\"cost\":01}"},
           {"a.yaml", ""}, {"a.yaml", "# nothing\n"}, {"a.yaml", "- a\n"}, {"a.yaml", "id: 1\nid: 2\n"}, {"a.yaml", "id: 1\n---\n---\nid: 2\n"},
           {"a.yaml", ","}, {"a.yaml", "&a [*a]"}, {"a.yaml", "id: 1\n...\n%FOO\n---\nid: 2\n"}, {"a.csv", ""}, {"a.csv", "id;cost\n"}}) {
    INFO(name << ": " << text);
    CHECK_FALSE(read_text(program, name, text).issues.empty());
  }
  const Found stream = read_text(program, "a.yaml", "id: 1\ncost: 5\n...\n---\nid: 2\n...\n# end\n");
  CHECK(stream.issues == std::vector<std::string>{});
  CHECK(stream.records.size() == 2);
  const Found crlf = read_text(program, "a.yaml", "id: 1\r\ncost: 5\r\nlaunches:\r\n- model: CZ\r\n  fee: 1\r\n---\r\nid: 2");
  CHECK(crlf.issues == std::vector<std::string>{});
  REQUIRE(crlf.records.size() == 2);
  CHECK(crlf.records[0].values[11].items.size() == 1);
  const Found one = read_text(program, "a.json", "{\n  \"id\": \"x\",\n  \"cost\": 1.50\n}\n");
  REQUIRE(one.records.size() == 1);
  CHECK(one.records[0].values[1].number == num::Exact::ratio(3, 2));
}

TEST_CASE("batch_read: no document that the suites call invalid is read", "[batch_read]") {
  const Program program;
  if (const auto lines = test::suite_lines("yaml/cases.jsonl")) {
    size_t invalid = 0;
    for (const std::string& line : *lines) {
      const auto entry = nlohmann::json::parse(line);
      const std::string text = entry["yaml"];
      INFO(entry["id"].get<std::string>());
      const Found found = read_text(program, "s.yaml", text);
      const source::File file("s.yaml", text);
      const profile::Read read = profile::read_yaml(file, 0);
      if (entry["error"].get<bool>()) {
        ++invalid;
        CHECK_FALSE(found.issues.empty());
      }
      // What a profile may not say, a batch may not say either.
      if (!read.issues.empty()) CHECK_FALSE(found.issues.empty());
    }
    CHECK(invalid == 94);
  }
  if (const auto lines = test::suite_lines("json/parsing.jsonl")) {
    size_t rejected = 0;
    for (const std::string& line : *lines) {
      const auto entry = nlohmann::json::parse(line);
      std::string text;
      if (entry.contains("gen")) {
        for (size_t n = 0; n < entry["gen"]["times"].get<size_t>(); ++n) text += entry["gen"]["unit"].get<std::string>();
        text += entry["gen"]["tail"].get<std::string>();
      } else {
        text = test::from_base64(entry["b64"].get<std::string>());
      }
      INFO(entry["name"].get<std::string>());
      for (const char* name : {"s.json", "s.ndjson"}) {
        const Found found = read_text(program, name, text);
        if (entry["verdict"] == "reject") CHECK_FALSE(found.issues.empty());
      }
      rejected += entry["verdict"] == "reject";
    }
    CHECK(rejected == 188);
  }
}

TEST_CASE("batch_read: broken copies of good files are read as profiles would be, or refused", "[batch_read]") {
  const Program program;
  Writing writing(99);
  std::mt19937 random(7);
  std::string good;
  for (size_t n = 0; n < 3; ++n) good += yaml_of(writing.record(n, n == 1));
  const std::string_view signs = " \n:-\"'#,[]{}&*!|>%@`\t\r~?.0a";
  for (int round = 0; round < 3000; ++round) {
    std::string text = good;
    for (size_t changes = 1 + random() % 2; changes > 0; --changes) {
      const size_t at = random() % text.size();
      const char sign = signs[random() % signs.size()];
      switch (random() % 3) {
        case 0: text[at] = sign; break;
        case 1: text.insert(at, 1, sign); break;
        default: text.erase(at, 1);
      }
    }
    const source::File file("s.yaml", text);
    const profile::Read read = profile::read_yaml(file, 0);
    std::vector<facts::Record> want;
    bool refused = !read.issues.empty();
    for (const profile::Document& document : read.documents) {
      profile::Bound bound = profile::bind(program.facts(), document, 0);
      refused |= !bound.issues.empty();
      want.push_back(std::move(bound.record));
    }
    const Found found = read_text(program, "s.yaml", text);
    INFO(text);
    REQUIRE(found.issues.empty() == !refused);
    if (refused) continue;
    REQUIRE(found.records.size() == want.size());
    for (size_t n = 0; n < want.size(); ++n) check_same(program, found.records[n], want[n]);
  }
}

TEST_CASE("batch_read: memory does not grow with the records", "[batch_read]") {
  const Program program;
  std::string csv = "id,remark\n";
  for (int n = 0; n < 200'000; ++n) csv += std::to_string(n) + ",remark " + std::to_string(n) + "\n";
  const test::Temporary file("r.csv", csv);
  source::Files files;
  input::IssueLog log(files);
  const auto reader = batch::open_reader(file.path(), {}, program.facts(), program.shapes, {}, log);
  REQUIRE(reader);
  columns::Chunk chunk;
  columns::Dictionary dictionary;
  size_t most = 0, row = 0;
  while (reader->next(chunk, 1024, dictionary)) {
    most = std::max(most, dictionary.size());
    for (size_t r = 0; r < chunk.size(); ++r, ++row)
      REQUIRE(dictionary.text(static_cast<uint32_t>(chunk.columns[10].numbers[r])) == "remark " + std::to_string(row));
  }
  CHECK(row == 200'000);
  CHECK(most < 70'000);

  std::string bad = "id,cost\n";
  for (int n = 0; n < 50'000; ++n) bad += std::to_string(n) + ",x\n";
  const test::Temporary all_bad("r.csv", bad);
  source::Files kept;
  input::IssueLog bounded(kept, 100);
  const auto second = batch::open_reader(all_bad.path(), {}, program.facts(), program.shapes, {}, bounded);
  REQUIRE(second);
  CHECK_FALSE(second->next(chunk, 1024, dictionary));
  CHECK(bounded.count() == 50'000);
  CHECK(bounded.issues().size() == 100);
  CHECK(kept.size() <= 100);
  CHECK(second->refused() == 50'000);
}

TEST_CASE("batch_read: rows of what was awarded", "[batch_read]") {
  const Program program;
  const test::Temporary file("r.csv", "id,cost\nE1,1234.50\n\"=x,\"\"y\"\"\",0.05\nE3,\n");
  source::Files files;
  input::IssueLog log(files);
  const auto reader = batch::open_reader(file.path(), {}, program.facts(), program.shapes, {}, log);
  REQUIRE(reader);
  api::Batch evaluator(*program.program);
  columns::Chunk chunk;
  api::BatchAnswers answers;
  REQUIRE(reader->next(chunk, 16, evaluator.dictionary()));
  evaluator.evaluate(chunk, {}, answers);
  const std::vector<std::string> clauses = api::reported_clauses(*program.program);
  const std::string currency = api::policy(*program.program).currency;
  std::string csv, json;
  const batch::RowWriter rows(batch::RowWriter::Form::Csv, clauses, currency), lines(batch::RowWriter::Form::Ndjson, clauses, currency);
  rows.header(csv);
  rows.rows(chunk, answers, 0, chunk.size(), csv);
  lines.rows(chunk, answers, 0, chunk.size(), json);
  CHECK(csv == "id,other,total,outcome,reason\r\nE1,1234.50,1234.50,eligible,\r\n\"'=x,\"\"y\"\"\",0.05,0.05,eligible,\r\n"
               "E3,,,undetermined,cost\r\n");
  CHECK(json == "{\"id\": \"E1\", \"outcome\": \"eligible\", \"total\": \"1234.50\", \"clauses\": {\"other\": \"1234.50\"}}\n"
                "{\"id\": \"=x,\\\"y\\\"\", \"outcome\": \"eligible\", \"total\": \"0.05\", \"clauses\": {\"other\": \"0.05\"}}\n"
                "{\"id\": \"E3\", \"outcome\": \"undetermined\", \"total\": null, \"clauses\": {\"other\": null}, \"reason\": \"cost\"}\n");

  // The two ways to a row, by columns and from an award, write the same.
  for (size_t row = 0; row < chunk.size(); ++row) {
    const facts::Record record = columns::record(chunk, program.shapes, row, evaluator.dictionary());
    std::string one, both;
    rows.row(record.id, api::evaluate(*program.program, record, {}), one);
    api::BatchAnswers same;
    columns::Chunk single;
    single.reset(program.shapes);
    columns::add(single, program.shapes, record, {1, 1}, evaluator.dictionary());
    evaluator.evaluate(single, {}, same);
    rows.rows(single, same, 0, 1, both);
    CHECK(one == both);
  }
}
