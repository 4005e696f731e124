// Many records at once, a column a fact: what the readers of batches fill and the column evaluator reads.
//
// A column keeps whole numbers only: amounts in the currency's smallest unit, shares and plain figures in a fixed
// number of decimals, days, months, codes of texts. A value that does not fit its column stays beside it, exact, and
// is marked Beside: the record that has it is evaluated one by one.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "engine/facts/record.h"

namespace bursar::columns {

enum class Form : uint8_t {
  YesNo,    ///< 0 or 1
  Whole,    ///< a count, a year, a month's index, minutes of a time or a moment
  Decimal,  ///< number = value / 10^decimals
  Date,     ///< days since 1970-01-01
  Text,     ///< a code of the dictionary
  List,     ///< items
  Other,    ///< periods and series: always Beside, or without a value
};

enum class State : uint8_t { Known, Unknown, DoesNotApply, Beside };

/// How one fact, or one field of a list's record, is kept; it follows from its type alone.
struct Shape {
  Form form = Form::Other;
  int decimals = 0;           ///< Decimal
  std::vector<Shape> fields;  ///< List: by field of its record
  bool operator==(const Shape&) const = default;
};

/// Texts by code. The same text has the same code until `forget`. Codes below `kept` never change.
class Dictionary {
 public:
  uint32_t code(std::string_view text);
  std::string_view text(uint32_t code) const { return *texts_[code]; }
  size_t size() const { return texts_.size(); }
  /// All texts so far stay through `forget`: the constants of a program.
  void keep() { kept_ = texts_.size(); }
  /// Drops what is not kept, so that memory does not grow with the records; columns in use must be cleared first.
  void forget();

 private:
  struct Hash {
    using is_transparent = void;
    size_t operator()(std::string_view s) const { return std::hash<std::string_view>()(s); }
  };
  std::unordered_map<std::string, uint32_t, Hash, std::equal_to<>> codes_;
  std::vector<const std::string*> texts_;
  size_t kept_ = 0;
};

struct Column {
  std::vector<int64_t> numbers;   ///< by row, YesNo and List aside; 0 where the state is not Known
  std::vector<uint8_t> flags;     ///< YesNo: by row; 0 where the state is not Known
  std::vector<State> states;      ///< by row
  bool all_known = true;          ///< no state is other than Known
  int64_t lowest = 0, highest = 0;  ///< of `numbers`, wide enough for all rows; 0 is always within
  std::vector<uint32_t> offsets;  ///< List: by row, and one behind the last; items of a row stand together
  std::vector<Column> fields;     ///< List: by field, a row an item
  std::vector<std::pair<uint32_t, facts::Value>> beside;  ///< by ascending row

  size_t size() const { return states.size(); }
  void clear();
  void add_number(int64_t number) {
    numbers.push_back(number);
    states.push_back(State::Known);
    if (number < lowest) lowest = number;
    if (number > highest) highest = number;
  }
  void add_flag(bool yes) {
    flags.push_back(yes);
    states.push_back(State::Known);
  }
  /// Unknown or DoesNotApply, and a placeholder; for a List an empty one.
  void add_state(const Shape& shape, State state);
  void add_beside(const Shape& shape, facts::Value value);
  /// List: closes a row whose items were added to the fields.
  void end_list() {
    states.push_back(State::Known);
    offsets.push_back(static_cast<uint32_t>(fields.empty() ? 0 : fields[0].size()));
  }
};

/// Where a record stands in its input: for reports.
struct Place {
  uint32_t line = 0;     ///< 1-based
  uint64_t ordinal = 0;  ///< 1-based among the records of the input, refused ones counted
};

struct Chunk {
  std::vector<Column> columns;  ///< by fact
  std::string ids, names;       ///< one behind the other
  std::vector<uint32_t> id_ends{}, name_ends{};
  std::vector<std::optional<num::Date>> as_of;
  std::vector<Place> places;

  size_t size() const { return places.size(); }
  std::string_view id(size_t row) const { return slice(ids, id_ends, row); }
  std::string_view name(size_t row) const { return slice(names, name_ends, row); }
  /// Empty columns of these shapes.
  void reset(const std::vector<Shape>& shapes);
  /// Behind a record's values: closes its row.
  void end_record(std::string_view id, std::string_view name, std::optional<num::Date> as_of, Place place);
  /// Takes back the values of a record that was not ended: every column is as long as `places` again.
  void drop_open_record(const std::vector<Shape>& shapes);

 private:
  static std::string_view slice(const std::string& all, const std::vector<uint32_t>& ends, size_t row) {
    const uint32_t begin = row == 0 ? 0 : ends[row - 1];
    return std::string_view(all).substr(begin, ends[row] - begin);
  }
};

/// Adds one value; what does not fit the column goes beside it.
void add(Column& column, const Shape& shape, const facts::Value& value, Dictionary& dictionary);
/// Adds a whole record.
void add(Chunk& chunk, const std::vector<Shape>& shapes, const facts::Record& record, Place place,
         Dictionary& dictionary);

/// One record of the chunk as it was added.
facts::Record record(const Chunk& chunk, const std::vector<Shape>& shapes, size_t row, const Dictionary& dictionary);

}  // namespace bursar::columns
