// A table, whatever file it comes from: a header and rows of cells, one row at a time.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "io/input/issue_log.h"
#include "io/input/origin.h"

namespace bursar::tables {

inline constexpr size_t kPadding = 32;

/// One row. Its views hold until the next one is asked for.
struct Row {
  std::vector<std::string_view> cells;  ///< exactly as many as the header has; an empty cell is an empty text
  bool padded = false;                  ///< kPadding bytes before and behind each cell may be read
  uint32_t line = 0;                    ///< of the text, where the row starts; of a sheet its row; from 1
  uint64_t ordinal = 0;                 ///< among the rows behind the header, refused ones counted; from 1
  bool ascii = true;                    ///< false: some cell may hold characters outside ASCII
};

/// Rows of plain cells one behind the other in memory. kPadding bytes before and behind the text may be read.
struct PlainRows {
  const char* text = nullptr;
  const uint32_t* ends = nullptr;  ///< where the cells end, `stride` a row; ends[-1] is where the row before ends
  size_t stride = 0;               ///< cells of a row, and one more if lines end in CRLF
  size_t rows = 0;
  uint32_t first_line = 0;         ///< a row a line
  uint64_t first_ordinal = 0;
  bool ascii = true;

  /// Cell `place`, counted through all rows: row * stride + cell.
  std::string_view cell(size_t place) const {
    const uint32_t begin = ends[static_cast<ptrdiff_t>(place) - 1] + 1;
    return {text + begin, ends[place] - begin};
  }
};

/// What a table may cost.
struct Limits {
  size_t max_row = size_t{16} << 20;  ///< bytes of one row
  size_t max_columns = 4096;
};

/// Memory does not grow with the rows.
class TableReader {
 public:
  virtual ~TableReader() = default;

  /// Reads the header, once. False: the file is no table; an issue says why.
  virtual bool open(input::IssueLog& log) = 0;
  /// Names of the columns: none empty, no two the same, as written.
  virtual const std::vector<std::string>& header() const = 0;

  enum class Next : uint8_t {
    Row,
    Refused,  ///< the row is no row of this table: an issue says why, the next may be good
    End,      ///< also after an issue behind which nothing can be read
  };
  virtual Next next(Row& row, input::IssueLog& log) = 0;

  /// The next rows as far as they are plain and at hand, at most `most`; they are still next. May be none at any time,
  /// for a table that is no text always. Their texts are not looked at: they may be no UTF-8.
  virtual PlainRows plain_rows(size_t) { return {}; }
  /// The first rows of those are done with.
  virtual void take_plain(size_t) {}

  /// The text around the last row (before the first one: around the header), for an issue in one of its cells; `begin`
  /// and `end` are where that cell stands in it. `kNoCell` means the whole row.
  static constexpr size_t kNoCell = SIZE_MAX;
  virtual input::Stretch place(const Row& row, size_t cell, size_t& begin, size_t& end) = 0;

  virtual input::Origin origin() const = 0;
};

/// Checks names of columns: none empty, no two the same. `places` are those of the names in the stretch.
bool check_header(const std::vector<std::string>& names, const std::vector<source::Span>& places,
                  const input::Stretch& stretch, input::IssueLog& log);

}  // namespace bursar::tables
