// Many records from a file, a chunk at a time, into the columns of a program's facts.
//
// What a value means, and what is wrong with it, is the same as in a single profile (io/profile). A record with an
// issue is left out, the others go on. Memory does not grow with the records.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "engine/api/bursar.h"
#include "engine/columns/chunk.h"
#include "io/input/bytes.h"
#include "io/input/issue_log.h"

namespace bursar::batch {

enum class Format : uint8_t { Csv, Json, Yaml, Xlsx };

/// What the columns of a table are: the fact's name, `id`, `name`, `as_of`, `LIST[2].FIELD`, or `ignore`.
using Mapping = std::vector<std::pair<std::string, std::string>>;

struct Options {
  input::BytesOptions bytes;
  Mapping mapping;
  /// Tables of items: the list (or the series) and the file, whose column `id` names the record. They are held in
  /// memory.
  std::vector<std::pair<std::string, std::string>> lists;
};

class Reader {
 public:
  virtual ~Reader() = default;

  /// Empties the chunk and fills it with the next records, at most `most`. False: there was none left. Codes of texts
  /// are of `dictionary`, which forgets first when it has become large: no other chunk may still use it.
  bool next(columns::Chunk& chunk, size_t most, columns::Dictionary& dictionary);

  virtual input::Origin origin() const = 0;
  /// Facts that no record of this file can have: a table has no column for them.
  virtual std::vector<std::string> absent() const { return {}; }
  /// So far, and how many of them had an issue.
  uint64_t records() const { return records_; }
  uint64_t refused() const { return refused_; }

 protected:
  explicit Reader(const std::vector<columns::Shape>& shapes) : shapes_(shapes) {}
  /// Adds the next record, or several, at most `most`, to the chunk, or counts it as refused. False: there is none.
  virtual bool add_next(columns::Chunk& chunk, size_t most, columns::Dictionary& dictionary) = 0;
  /// Codes of texts remembered so far are void.
  virtual void forget_codes() = 0;

  const std::vector<columns::Shape>& shapes_;
  uint64_t records_ = 0, refused_ = 0;

 private:
  bool ended_ = false;
};

/// By the end of the name: .csv; .json, .ndjson, .jsonl; .xlsx; else YAML. Standard input by its content: JSON when it
/// starts with a bracket, a table when its first line has a comma and no colon with a space behind it, else YAML.
Format format_of(input::Bytes& bytes);

/// A reader of the file, `-` for standard input. Nothing: the file cannot be read as it is; an issue says why. `facts`,
/// `shapes` and `log` must outlive it. Without `format` it is that of the name.
std::unique_ptr<Reader> open_reader(const std::string& path, std::optional<Format> format,
                                    const std::vector<api::FactInfo>& facts, const std::vector<columns::Shape>& shapes,
                                    const Options& options, input::IssueLog& log);

/// A mapping from a table of the columns `column` and `fact`. Nothing, and an issue, when it is none.
std::optional<Mapping> read_mapping(const std::string& path, input::IssueLog& log);

}  // namespace bursar::batch
