#include "io/batch/reader.h"

#include <algorithm>

#include "io/batch/json_records.h"
#include "io/batch/table_records.h"
#include "io/batch/tables.h"
#include "io/batch/yaml_records.h"

namespace bursar::batch {

using diag::Kind;

namespace {

/// Texts a dictionary may hold before it forgets: names and such, each of which comes once.
constexpr size_t kMostTexts = 1 << 16;

}  // namespace

bool Reader::next(columns::Chunk& chunk, size_t most, columns::Dictionary& dictionary) {
  chunk.reset(shapes_);
  if (dictionary.size() > kMostTexts) dictionary.forget();
  forget_codes();
  while (!ended_ && chunk.size() < most) ended_ = !add_next(chunk, most - chunk.size(), dictionary);
  return chunk.size() > 0;
}

Format format_of(input::Bytes& bytes) {
  const std::string_view name = bytes.origin().name;
  const auto ends = [&](std::initializer_list<std::string_view> suffixes) {
    return std::any_of(suffixes.begin(), suffixes.end(), [&](std::string_view s) { return name.ends_with(s); });
  };
  if (ends({".csv", ".CSV"})) return Format::Csv;
  if (ends({".json", ".ndjson", ".jsonl"})) return Format::Json;
  if (ends({".xlsx", ".XLSX"})) return Format::Xlsx;
  if (name != "-") return Format::Yaml;
  std::string_view text = bytes.peek();
  if (text.starts_with("PK\x03\x04")) return Format::Xlsx;
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  const size_t first = text.find_first_not_of(" \t\r\n");
  if (first != std::string_view::npos && (text[first] == '{' || text[first] == '[')) return Format::Json;
  const std::string_view line = text.substr(0, text.find_first_of("\r\n"));
  const bool colon = line.find(": ") != std::string_view::npos || line.ends_with(':');
  return line.find(',') != std::string_view::npos && !colon ? Format::Csv : Format::Yaml;
}

std::unique_ptr<Reader> open_reader(const std::string& path, std::optional<Format> format,
                                    const std::vector<api::FactInfo>& facts, const std::vector<columns::Shape>& shapes,
                                    const Options& options, input::IssueLog& log) {
  auto bytes = std::make_unique<input::Bytes>(path, options.bytes);
  switch (format.value_or(format_of(*bytes))) {
    case Format::Json: return read_json_records(std::move(bytes), facts, shapes, log);
    case Format::Yaml: return read_yaml_records(std::move(bytes), facts, shapes, log);
    default: return read_table(open_table(std::move(bytes)), RowsAre::Records, facts, shapes, options, log);
  }
}

std::optional<Mapping> read_mapping(const std::string& path, input::IssueLog& log) {
  const auto table = open_table(std::make_unique<input::Bytes>(path, input::BytesOptions{}));
  const uint64_t before = log.count();
  if (!table->open(log)) return std::nullopt;
  size_t column = SIZE_MAX, fact = SIZE_MAX;
  for (size_t i = 0; i < table->header().size(); ++i) {
    if (table->header()[i] == "column" || table->header()[i] == "列") column = i;
    if (table->header()[i] == "fact" || table->header()[i] == "事实") fact = i;
  }
  Mapping mapping;
  tables::Row row;
  const auto refuse = [&](Kind kind, const std::string& what) {
    size_t begin = 0, end = 0;
    const input::Stretch stretch = table->place(row, tables::TableReader::kNoCell, begin, end);
    log.add(kind, stretch, begin, end, {diag::written(what)});
  };
  row.line = 1;
  if (column == SIZE_MAX || fact == SIZE_MAX) {
    refuse(Kind::NoSuchColumn, column == SIZE_MAX ? "column" : "fact");
    return std::nullopt;
  }
  for (;;) {
    const auto got = table->next(row, log);
    if (got == tables::TableReader::Next::End) break;
    if (got == tables::TableReader::Next::Refused) continue;
    const std::string from(row.cells[column]), to(row.cells[fact]);
    const bool twice = std::any_of(mapping.begin(), mapping.end(), [&](const auto& entry) { return entry.first == from; });
    if (from.empty() || to.empty() || twice)
      refuse(twice ? Kind::ColumnTwice : Kind::BadMapping, twice ? from : from + "," + to);
    else
      mapping.emplace_back(from, to);
  }
  return log.count() == before ? std::optional(std::move(mapping)) : std::nullopt;
}

}  // namespace bursar::batch
