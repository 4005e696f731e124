// The items of one list, from a table of their own, by the id of the record they belong to.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "engine/api/bursar.h"
#include "engine/columns/chunk.h"
#include "io/batch/reader.h"

namespace bursar::batch {

/// All items of a list, or of a series (months and values), held in memory as columns.
class Items {
 public:
  /// Nothing: the table cannot be read, does not fit the list, or has an issue in any row: without that row the record
  /// it belongs to would not be whole.
  static std::unique_ptr<Items> read(const std::string& path, const api::FactInfo& list, const columns::Shape& shape,
                                     const Options& options, input::IssueLog& log);

  /// Adds the items of a record to its column, in the order of their rows; none is an empty list.
  void add(std::string_view id, columns::Column& column, columns::Dictionary& dictionary);

  /// An issue for every id that no record had.
  void finish(std::string_view records_file, input::IssueLog& log) const;

 private:
  struct Rows {
    std::vector<uint32_t> rows;
    bool used = false;
  };
  struct Hash {
    using is_transparent = void;
    size_t operator()(std::string_view s) const { return std::hash<std::string_view>()(s); }
  };

  Items(std::string file, const api::FactInfo& list, const columns::Shape& shape);
  bool check_months(input::IssueLog& log) const;

  std::string file_;
  const api::FactInfo& list_;
  const columns::Shape& shape_;
  std::vector<columns::Shape> shapes_;  ///< of the fields
  columns::Chunk chunk_;
  columns::Dictionary dictionary_;
  std::unordered_map<std::string, Rows, Hash, std::equal_to<>> by_id_;
};

}  // namespace bursar::batch
