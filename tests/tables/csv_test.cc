// Tables of CSV: what is read, what is refused and where, and what is written.
#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>
#include <random>

#include "io/input/bytes.h"
#include "io/render/render.h"
#include "io/tables/csv_reader.h"
#include "io/tables/csv_writer.h"
#include "tests/tables/suites.h"
#include "tests/tables/temporary.h"

using namespace bursar;
using tables::CsvReader;
using tables::Row;
using tables::TableReader;

namespace {

struct Table {
  bool opened = false;
  std::vector<std::vector<std::string>> records;  ///< the header first
  std::vector<uint32_t> lines;                    ///< of the rows behind it
  uint64_t refused = 0;
  std::vector<std::string> issues;                ///< `D0202 3:1`
  input::Origin origin;
};

Table read(std::string_view text, std::optional<input::Encoding> encoding = {}, tables::Limits limits = {}, bool plain = false) {
  const test::Temporary file("t.csv", text);
  source::Files files;
  input::IssueLog log(files);
  CsvReader reader(file.path(), {encoding, true}, limits);
  Table table;
  table.opened = reader.open(log);
  if (table.opened) {
    table.records.push_back(reader.header());
    Row row;
    for (;;) {
      if (plain) {
        const tables::PlainRows rows = reader.plain_rows(7);
        const bool take = rows.rows > 0 && rows.ascii;  // others are for `next` to look at
        for (size_t r = 0; take && r < rows.rows; ++r) {
          auto& cells = table.records.emplace_back();
          for (size_t c = 0; c < reader.header().size(); ++c) cells.emplace_back(rows.cell(r * rows.stride + c));
          table.lines.push_back(rows.first_line + static_cast<uint32_t>(r));
        }
        if (take) {
          reader.take_plain(rows.rows);
          continue;
        }
      }
      const auto next = reader.next(row, log);
      if (next == TableReader::Next::End) break;
      if (next == TableReader::Next::Refused) {
        ++table.refused;
        continue;
      }
      table.records.emplace_back(row.cells.begin(), row.cells.end());
      table.lines.push_back(row.line);
    }
  }
  for (const diag::Issue& issue : log.issues()) {
    const source::Position at = files[issue.span.file].position(issue.span.begin);
    table.issues.push_back(std::string(diag::code(issue.kind)) + " " + std::to_string(at.line) + ":" + std::to_string(at.column));
  }
  table.origin = reader.origin();
  return table;
}

using Issues = std::vector<std::string>;

}  // namespace

TEST_CASE("csv: the published cases come out as documented", "[tables]") {
  const auto lines = test::suite_lines("csv/cases.jsonl");
  if (!lines) return;
  size_t checked = 0;
  for (const std::string& line : *lines) {
    const auto entry = nlohmann::json::parse(line);
    const std::string id = entry["id"], verdict = entry["verdict"], bytes = test::from_base64(entry["b64"].get<std::string>());
    INFO(id);
    const auto records = [&] { return entry["records"].get<std::vector<std::vector<std::string>>>(); };
    for (const bool plain : {false, true}) {
      const Table table = read(bytes, {}, {}, plain);
      if (verdict == "accept") {
        CHECK(table.issues == Issues{});
        CHECK(table.records == records());
      } else if (id == "header-case-space") {
        // The table is well-formed; that its columns are none of the policy is seen where they are mapped.
        CHECK(table.records[0] == std::vector<std::string>{"ID ", " Name", "amount"});
      } else if (verdict == "reject") {
        CHECK_FALSE(table.issues.empty());
        CHECK_FALSE(read(bytes, input::Encoding::Utf8, {}, plain).issues.empty());
      } else {
        // Named it is read; unnamed it is read right or refused; as UTF-8 it is refused. Never anything else.
        CHECK(read(bytes, input::Encoding::Gb18030, {}, plain).records == records());
        CHECK((table.records == records() || !table.issues.empty()));
        CHECK_FALSE(read(bytes, input::Encoding::Utf8, {}, plain).issues.empty());
      }
    }
    ++checked;
  }
  CHECK(checked == 64);
}

TEST_CASE("csv: what is wrong is said where it stands, and the rows behind it are read", "[tables]") {
  const auto issues_of = [](std::string_view text) { return read(text).issues; };
  CHECK(issues_of("id,name,amount\n1,a\n2,b,3\n") == Issues{"D0202 2:1"});
  CHECK(issues_of("id,name,amount\n1,a,1,000.00\n") == Issues{"D0202 2:1"});
  CHECK(issues_of("id,name,amount\n1,\"abc,2\n3,d,4\n") == Issues{"D0201 2:3"});
  CHECK(issues_of("id,name,amount\n1,\"a\"b,2\n") == Issues{"D0201 2:6"});
  CHECK(issues_of("id,name,amount\n1,a\"b,2\n") == Issues{"D0201 2:4"});
  CHECK(issues_of(std::string_view("id,name,amount\n1,a\0b,2\n", 23)) == Issues{"D0201 2:4"});
  CHECK(issues_of("id,name,amount\r1,a,2\r") == Issues{"D0201 1:15"});
  CHECK(issues_of("id,name,amount,amount\n1,a,2,3\n") == Issues{"D0203 1:16"});
  CHECK(issues_of("id,name,\n1,a,2\n") == Issues{"D0204 1:9"});
  CHECK(issues_of("id;name;amount\n1;a;2\n") == Issues{"D0208 1:3"});
  CHECK(issues_of("") == Issues{"D0207 1:1"});
  CHECK(issues_of("id,name\n1,caf\xE9\n2,b\n") == Issues{"E0001 2:6"});
  CHECK(issues_of("id,name\n1,a\n\n\n2,b\n") == Issues{"D0201 3:1"});
  CHECK(issues_of("id,name\n") == Issues{});

  const Table table = read("id,name,amount\n1,\"a\nb\",1\n2,\"x\"y,2\n3,c,3\n4,d\n5,\"e\",5\n");
  CHECK(table.refused == 2);
  CHECK(table.lines == std::vector<uint32_t>{2, 5, 7});
  CHECK(table.records.back() == std::vector<std::string>{"5", "e", "5"});
  CHECK(table.issues == Issues{"D0201 4:6", "D0202 6:1"});

  // A quote that is never closed costs its line, not the rest of the file.
  const Table open = read("id,name\n1,\"abc\n2,b\n3,c\n");
  CHECK(open.refused == 1);
  CHECK(open.records.size() == 3);
}

TEST_CASE("csv: limits hold on both sides", "[tables]") {
  const tables::Limits limits{1 << 20, 100};
  const std::string long_cell(900'000, 'x');
  CHECK(read("a,b\n1," + long_cell + "\n", {}, limits).records.size() == 2);
  const Table over = read("a,b\n1," + std::string(3 << 20, 'x') + "\n2,b\n", {}, limits);
  CHECK(over.issues == Issues{"D0005 2:1"});
  CHECK(over.records.size() == 2);  // the row behind it
  const Table quoted = read("a,b\n1,\"" + std::string(3 << 20, 'x') + "\"\n2,b\n", {}, limits);
  CHECK(quoted.issues == Issues{"D0201 2:3"});
  std::string header = "c0";
  for (int i = 1; i < 100; ++i) header += ",c" + std::to_string(i);
  CHECK(read(header + "\n", {}, limits).opened);
  CHECK(read(header + ",more\n", {}, limits).issues == Issues{"D0005 1:1"});
  CHECK(read(std::string(1'000'000, ',') + "\n").issues == Issues{"D0005 1:1"});
}

TEST_CASE("csv: any table that is written is read again, wherever blocks end", "[tables]") {
  std::mt19937 random(20240601);
  const std::vector<std::string> kPieces{"a", "1234.50", ",", "\"", "\n", "\r\n", "发射", " ", "", "=1+1", "-5", "x\ty", "é"};
  for (int round = 0; round < 60; ++round) {
    const size_t columns = 1 + random() % 9;
    std::vector<std::vector<std::string>> records(1);
    for (size_t c = 0; c < columns; ++c) records[0].push_back("c" + std::to_string(c));
    const size_t rows = random() % (round % 10 == 0 ? 20'000 : 300);
    const bool often_quoted = random() % 2;
    for (size_t r = 0; r < rows; ++r) {
      auto& row = records.emplace_back();
      for (size_t c = 0; c < columns; ++c) {
        std::string cell;
        const size_t pieces = random() % 4;
        for (size_t p = 0; p < pieces; ++p) cell += kPieces[often_quoted ? random() % kPieces.size() : random() % 2];
        if (random() % 5000 == 0) cell += std::string(random() % 200'000, 'y');
        if (columns == 1 && cell.empty()) cell = "z";  // an empty line is no row
        row.push_back(cell);
      }
    }
    const std::string end = random() % 2 ? "\r\n" : "\n";
    std::string text;
    for (const auto& row : records) {
      for (size_t c = 0; c < columns; ++c) text += (c ? "," : "") + tables::text_cell(row[c]);
      text += end;
    }
    for (const bool plain : {false, true}) {
      Table table = read(text, {}, {}, plain);
      for (auto& row : table.records)
        for (std::string& cell : row) cell = tables::original(cell);
      REQUIRE(table.issues == Issues{});
      REQUIRE(table.records == records);
    }
  }
}

TEST_CASE("csv: a line end of another kind in the midst of plain rows", "[tables]") {
  for (const bool plain : {false, true}) {
    const Table table = read("a,b\r\n1,2\n3,4\r\n5,6\r\n7,8\n9,0", {}, {}, plain);
    CHECK(table.issues == Issues{});
    CHECK(table.records.size() == 6);
    CHECK(table.records[3] == std::vector<std::string>{"5", "6"});
    CHECK(table.lines == std::vector<uint32_t>{2, 3, 4, 5, 6});
  }
}

TEST_CASE("csv: GB18030 is recognised, read and reported", "[tables]") {
  const std::string text = "id,name\n1,\xB1\xB1\xBE\xA9\xBB\xF0\xBC\xFD\n2,\x95\x32\x82\x36\n";
  const Table table = read(text);
  CHECK(table.origin.encoding == input::Encoding::Gb18030);
  CHECK(table.records[1][1] == "北京火箭");
  CHECK(table.records[2][1] == "𠀀");
  // UTF-8 with one bad byte is no GB18030, though every byte of it might be.
  const Table bad = read("id,name\n1,北京火箭股份\xE5\n2,公司\n");
  CHECK(bad.origin.encoding == input::Encoding::Utf8);
  CHECK(bad.issues == Issues{"E0001 2:9"});
  CHECK(bad.records.size() == 2);
  CHECK(read(text, input::Encoding::Utf8).issues[0] == "D0209 2:3");
  CHECK(read("id\n1\xB1\n", input::Encoding::Gb18030).issues == Issues{"D0210 2:2"});
}

TEST_CASE("csv: the bytes are counted and digested as they are in the file", "[tables]") {
  const Table table = read("\xEF\xBB\xBFid\n1\n");
  CHECK(table.origin.byte_order_mark);
  CHECK(table.origin.bytes == 8);
  CHECK(table.origin.sha256 == "7a8ab3b48769cc86df09eabd7ab1ae6cb9b15eb9dcf61b097ba85c2410a7c11c");
}

TEST_CASE("csv: what a spreadsheet would run is neutral, and comes back", "[tables]") {
  using tables::neutral;
  using tables::original;
  for (const char* text : {"=cmd|'/C calc'!A0", "+1", "@SUM(1)", "-5", "\t=1", "'=1", "''+1", "＝1", "'", "''", "it's", "", "a=b", "'a"}) {
    INFO(text);
    CHECK(original(neutral(text)) == text);
    const std::string safe = neutral(text);
    CHECK((safe.empty() || std::string_view("=+-@\t\r\n").find(safe[0]) == std::string_view::npos));
  }
  CHECK(tables::text_cell("=1,\"x\"") == "\"'=1,\"\"x\"\"\"");
  CHECK(tables::text_cell("plain") == "plain");
}

TEST_CASE("csv: an issue prints like that of any file", "[tables]") {
  const test::Temporary file("t.csv", "id,name\n1,\"a\nb\"\n2,b,c\n");
  source::Files files;
  input::IssueLog log(files);
  CsvReader reader(file.path(), {});
  Row row;
  REQUIRE(reader.open(log));
  while (reader.next(row, log) != TableReader::Next::End) {}
  const std::string text = render::issues_text(log.issues(), files, {});
  CHECK(text.find("t.csv:4:1\n") != std::string::npos);
  CHECK(text.find("4 | 2,b,c\n") != std::string::npos);
  CHECK(text.find("the row has 3 cells, the header has 2") != std::string::npos);
}

TEST_CASE("csv: a file that is not there", "[tables]") {
  source::Files files;
  input::IssueLog log(files);
  CsvReader reader("/no/such/file.csv", {});
  CHECK_FALSE(reader.open(log));
  REQUIRE(log.issues().size() == 1);
  CHECK(log.issues()[0].kind == diag::Kind::CannotRead);
}
