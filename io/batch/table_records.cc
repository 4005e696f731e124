#include "io/batch/table_records.h"

#include <algorithm>

#include "io/batch/decode.h"
#include "io/batch/items.h"
#include "io/batch/names.h"
#include "io/profile/issue_list.h"

namespace bursar::batch {

using diag::Kind;
using tables::Row;
using tables::TableReader;

namespace {

constexpr size_t kNoCell = TableReader::kNoCell;
constexpr size_t kRowsAtOnce = 256;  // read by columns; with their text within the nearest memory

/// A list, or a series, whose items stand side by side in a row.
struct Groups {
  size_t fact;
  std::vector<Decoder> decoders;            ///< by field; of a series none
  std::vector<std::vector<size_t>> cells;   ///< by item, by field; kNoCell where there is no column
  std::vector<size_t> first_cells{};        ///< by item
};

struct Slot {
  size_t cell, fact;
  Decoder decoder;
};

/// The first character of a cell that no text may hold, and what it is.
source::BadTextFound bad_text(std::string_view cell) {
  const source::BadTextFound found = source::find_bad_text(cell);
  if (found.what == source::BadText::None && cell.starts_with("\xEF\xBB\xBF")) return {source::BadText::ZeroWidth, 0, 0xFEFF};
  return found;
}

class TableRecords : public Reader {
 public:
  TableRecords(std::unique_ptr<TableReader> table, const std::vector<api::FactInfo>& facts,
               const std::vector<columns::Shape>& shapes, input::IssueLog& log)
      : Reader(shapes), table_(std::move(table)), facts_(facts), log_(log) {}

  bool open(RowsAre rows, const Options& options) {
    if (!table_->open(log_) || !plan(rows, options)) return false;
    for (const auto& [name, path] : options.lists)
      if (!take_list(name, path, options)) return false;
    for (size_t fact = 0; fact < facts_.size(); ++fact)
      if (!given_[fact]) absent_.push_back(fact);
    see_whether_by_columns();
    return true;
  }

  input::Origin origin() const override { return table_->origin(); }

  std::vector<std::string> absent() const override {
    std::vector<std::string> names;
    for (const size_t fact : absent_) names.push_back(facts_[fact].name);
    return names;
  }

 protected:
  void forget_codes() override {
    for (Slot& slot : slots_) slot.decoder.forget();
    for (Groups& list : lists_)
      for (Decoder& decoder : list.decoders) decoder.forget();
  }

  bool add_next(columns::Chunk& chunk, size_t most, columns::Dictionary& dictionary) override {
    if (one_by_one_ == 0) {
      if (const size_t rows = add_rows(chunk, most, dictionary)) {
        records_ += rows;
        return true;
      }
    } else {
      --one_by_one_;
    }
    const TableReader::Next got = table_->next(row_, log_);
    if (got == TableReader::Next::End) return finish(), false;
    ++records_;
    if (got == TableReader::Next::Row && add_row(chunk, dictionary)) return true;
    ++refused_;
    return true;
  }

 private:
  /// What each column is. Every wrong one is reported.
  bool plan(RowsAre rows, const Options& options) {
    const std::vector<std::string>& header = table_->header();
    given_.assign(facts_.size(), false);
    std::vector<std::pair<Target, size_t>> seen;
    bool good = check_mapping(rows, options);
    for (size_t cell = 0; cell < header.size(); ++cell) {
      const auto target = find(header[cell], rows, options);
      if (!target) {
        good = refuse_column(header[cell], cell, options);
        continue;
      }
      if (target->kind == Target::Kind::Ignored) continue;
      const auto same = std::find_if(seen.begin(), seen.end(), [&](const auto& entry) { return clash(entry.first, *target); });
      if (same != seen.end()) {
        header_issue(Kind::FactGivenTwice, cell, {diag::written(header[same->second]), diag::written(header[cell])});
        good = false;
        continue;
      }
      seen.emplace_back(*target, cell);
      take_column(*target, cell);
    }
    if (rows == RowsAre::Items && id_ == kNoCell) {
      header_issue(Kind::NoSuchColumn, kNoCell, {diag::written("id")});
      good = false;
    }
    return good;
  }

  /// Two columns for one thing; a list is either one column of states or groups of columns.
  static bool clash(const Target& a, const Target& b) {
    const auto is_fact = [](const Target& t) { return t.kind == Target::Kind::Fact || t.kind == Target::Kind::Item; };
    return a == b || (is_fact(a) && is_fact(b) && a.fact == b.fact && a.kind != b.kind);
  }

  std::optional<Target> target_in(std::string_view name, RowsAre rows) const {
    if (rows == RowsAre::Records) return target_of(facts_, name);
    if (name == "id") return Target{Target::Kind::Id, 0, 0, 0};
    if (const auto field = find_fact(facts_, name)) return Target{Target::Kind::Fact, *field, 0, 0};
    return std::nullopt;
  }

  std::optional<Target> find(const std::string& column, RowsAre rows, const Options& options) const {
    for (const auto& [from, to] : options.mapping)
      if (from == column) return to == "ignore" ? Target{} : target_in(to, rows);
    return target_in(column, rows);
  }

  /// A mapping that names a fact that is none is wrong whether or not its column is there.
  bool check_mapping(RowsAre rows, const Options& options) {
    bool good = true;
    for (const auto& [from, to] : options.mapping) {
      if (rows == RowsAre::Items || to == "ignore" || target_in(to, rows)) continue;
      std::vector<diag::Arg> args{profile::excerpt(to)};
      if (const auto near = near_target(facts_, to)) args.push_back(diag::written(*near));
      header_issue(Kind::UnknownFact, kNoCell, std::move(args), from);
      good = false;
    }
    return good;
  }

  bool refuse_column(const std::string& name, size_t cell, const Options& options) {
    const bool mapped = std::any_of(options.mapping.begin(), options.mapping.end(), [&](const auto& m) { return m.first == name; });
    if (mapped) return false;  // check_mapping has said so
    std::vector<diag::Arg> args{profile::excerpt(name)};
    if (const auto near = near_target(facts_, name)) args.push_back(diag::written(*near));
    header_issue(Kind::UnknownColumn, cell, std::move(args), name);
    return false;
  }

  void take_column(const Target& target, size_t cell) {
    using K = Target::Kind;
    if (target.kind == K::Id) id_ = cell;
    if (target.kind == K::Name) name_ = cell;
    if (target.kind == K::AsOf) as_of_ = cell;
    if (target.kind != K::Fact && target.kind != K::Item) return;
    given_[target.fact] = true;
    if (target.kind == K::Fact) {
      slots_.push_back({cell, target.fact, Decoder(facts_[target.fact], shapes_[target.fact])});
      return;
    }
    auto list = std::find_if(lists_.begin(), lists_.end(), [&](const Groups& l) { return l.fact == target.fact; });
    const api::FactInfo& fact = facts_[target.fact];
    if (list == lists_.end()) {
      list = lists_.insert(list, {target.fact, {}, {}});
      for (size_t f = 0; f < shapes_[target.fact].fields.size(); ++f)
        list->decoders.emplace_back(fact.fields[f], shapes_[target.fact].fields[f]);
    }
    while (list->cells.size() <= target.item) list->cells.emplace_back(fact.fields.size(), kNoCell);
    list->cells[target.item][target.field] = cell;
  }

  bool take_list(const std::string& name, const std::string& path, const Options& options) {
    const auto fact = find_fact(facts_, name);
    if (!fact || (facts_[*fact].unit != award::Unit::List && !facts_[*fact].series)) {
      std::vector<diag::Arg> args{profile::excerpt(name)};
      if (const auto near = near_target(facts_, name); near && !fact) args.push_back(diag::written(*near));
      header_issue(Kind::UnknownFact, kNoCell, std::move(args), name);
      return false;
    }
    if (given_[*fact] || id_ == kNoCell) {
      if (given_[*fact])
        header_issue(Kind::FactGivenTwice, kNoCell, {diag::written(name), diag::plain(path)}, name);
      else
        header_issue(Kind::NoSuchColumn, kNoCell, {diag::written("id")});
      return false;
    }
    given_[*fact] = true;
    items_.emplace_back(*fact, Items::read(path, facts_[*fact], shapes_[*fact], options, log_));
    return items_.back().second != nullptr;
  }

  void header_issue(Kind kind, size_t cell, std::vector<diag::Arg> args, std::string field = {}) {
    Row header;
    header.cells.assign(table_->header().begin(), table_->header().end());
    header.line = 1;
    size_t begin = 0, end = 0;
    const input::Stretch stretch = table_->place(header, cell, begin, end);
    log_.add(kind, stretch, begin, end, std::move(args), {}, std::move(field));
  }

  void issue(Kind kind, size_t cell, std::vector<diag::Arg> args, std::string field) {
    size_t begin = 0, end = 0;
    const input::Stretch stretch = table_->place(row_, cell, begin, end);
    std::string record = id_ != kNoCell ? std::string(row_.cells[id_]) : std::string();
    if (record.empty()) record = "#" + std::to_string(row_.ordinal);
    log_.add(kind, stretch, begin, end, std::move(args), std::move(record), std::move(field));
  }

  bool add_row(columns::Chunk& chunk, columns::Dictionary& dictionary) {
    if (!row_.ascii && !check_text()) return false;
    bool good = true;
    for (Slot& slot : slots_) {
      columns::Column& column = chunk.columns[slot.fact];
      const std::string_view text = row_.cells[slot.cell];
      if (text.empty())
        column.add_state(slot.decoder.shape(), columns::State::Unknown);
      else if (!slot.decoder.add(padded(text), column, dictionary))
        good = refuse_cell(slot.decoder, slot.cell, table_->header()[slot.cell]);
    }
    for (Groups& list : lists_)
      good &= facts_[list.fact].series ? add_months(list, chunk.columns[list.fact], dictionary)
                                       : add_items(list, chunk.columns[list.fact], dictionary);
    for (const size_t fact : absent_) chunk.columns[fact].add_state(shapes_[fact], columns::State::Unknown);
    std::optional<num::Date> as_of;
    if (as_of_ != kNoCell && !row_.cells[as_of_].empty()) good &= read_as_of(as_of);
    const std::string_view id = id_ == kNoCell ? std::string_view() : row_.cells[id_];
    if (!good) {
      chunk.drop_open_record(shapes_);
      return false;
    }
    for (auto& [fact, items] : items_) items->add(id, chunk.columns[fact], dictionary);
    chunk.end_record(id, name_ == kNoCell ? std::string_view() : row_.cells[name_], as_of, {row_.line, row_.ordinal});
    return true;
  }

  /// Many plain rows, a column at a time. 0: the next one is not plain, or one of them has an issue: then all of these
  /// are read one by one.
  size_t add_rows(columns::Chunk& chunk, size_t most, columns::Dictionary& dictionary) {
    if (!by_columns_) return 0;
    const tables::PlainRows rows = table_->plain_rows(std::min<size_t>(most, kRowsAtOnce));
    if (rows.rows == 0) return 0;
    if ((!rows.ascii && !is_clean_text(rows)) || !add_columns(chunk, rows, dictionary)) {
      chunk.drop_open_record(shapes_);
      one_by_one_ = rows.rows - 1;
      return 0;
    }
    for (auto& [fact, items] : items_)
      for (size_t row = 0; row < rows.rows; ++row)
        items->add(rows.cell(row * rows.stride + id_), chunk.columns[fact], dictionary);
    add_texts(rows, id_, chunk.ids, chunk.id_ends);
    add_texts(rows, name_, chunk.names, chunk.name_ends);
    if (as_of_ == kNoCell)
      chunk.as_of.resize(chunk.as_of.size() + rows.rows);
    else
      chunk.as_of.insert(chunk.as_of.end(), as_ofs_.begin(), as_ofs_.end());
    for (size_t row = 0; row < rows.rows; ++row)
      chunk.places.push_back({rows.first_line + static_cast<uint32_t>(row), rows.first_ordinal + row});
    table_->take_plain(rows.rows);
    return rows.rows;
  }

  static void add_texts(const tables::PlainRows& rows, size_t cell, std::string& texts, std::vector<uint32_t>& ends) {
    for (size_t row = 0; row < rows.rows; ++row) {
      if (cell != kNoCell) texts += rows.cell(row * rows.stride + cell);
      ends.push_back(static_cast<uint32_t>(texts.size()));
    }
  }

  static bool is_clean_text(const tables::PlainRows& rows) {
    const size_t begin = rows.ends[-1] + 1U, end = rows.ends[rows.rows * rows.stride - 1];
    return bad_text({rows.text + begin, end - begin}).what == source::BadText::None;
  }

  bool add_columns(columns::Chunk& chunk, const tables::PlainRows& rows, columns::Dictionary& dictionary) {
    for (Slot& slot : slots_)
      if (!slot.decoder.add_cells(rows, rows.rows, [&](size_t row) { return row * rows.stride + slot.cell; },
                                  chunk.columns[slot.fact], dictionary))
        return false;
    for (Groups& list : lists_)
      if (!add_item_columns(list, rows, chunk.columns[list.fact], dictionary)) return false;
    for (const size_t fact : absent_)
      for (size_t row = 0; row < rows.rows; ++row) chunk.columns[fact].add_state(shapes_[fact], columns::State::Unknown);
    return as_of_ == kNoCell || read_as_ofs(rows);
  }

  /// The items of all rows: first which there are, then their fields.
  bool add_item_columns(Groups& list, const tables::PlainRows& rows, columns::Column& column, columns::Dictionary& dictionary) {
    const size_t fields = list.decoders.size();
    item_cells_.clear();
    auto count = static_cast<uint32_t>(column.fields[0].size());
    for (size_t row = 0; row < rows.rows; ++row) {
      for (const size_t first : list.first_cells) {
        const size_t place = row * rows.stride + first;
        // Nothing but commas stands between the cells of an empty item.
        if (rows.ends[place + fields - 1] - rows.ends[static_cast<ptrdiff_t>(place) - 1] == fields) continue;
        item_cells_.push_back(static_cast<uint32_t>(place));
        ++count;
      }
      column.offsets.push_back(count);
    }
    column.states.resize(column.states.size() + rows.rows, columns::State::Known);
    for (size_t f = 0; f < fields; ++f) {
      const size_t behind = list.cells[0][f] - list.first_cells[0];
      if (!list.decoders[f].add_cells(rows, item_cells_.size(), [&](size_t item) { return item_cells_[item] + behind; },
                                      column.fields[f], dictionary))
        return false;
    }
    return true;
  }

  bool read_as_ofs(const tables::PlainRows& rows) {
    as_ofs_.assign(rows.rows, std::nullopt);
    for (size_t row = 0; row < rows.rows; ++row) {
      const std::string_view text = rows.cell(row * rows.stride + as_of_);
      if (text.empty()) continue;
      const profile::Figure figure = profile::read_date(text);
      if (figure.refusal) return false;
      as_ofs_[row] = figure.value.date;
    }
    return true;
  }

  /// Whether the cells of each item stand together, in the same order: then rows can be read by columns.
  void see_whether_by_columns() {
    by_columns_ = true;
    for (Groups& list : lists_) {
      for (const std::vector<size_t>& cells : list.cells) {
        const size_t first = *std::min_element(cells.begin(), cells.end());
        list.first_cells.push_back(first);
        for (size_t f = 0; f < cells.size(); ++f)
          by_columns_ &= cells[f] < first + cells.size() && cells[f] - first == list.cells[0][f] - list.first_cells[0];
      }
      by_columns_ &= !facts_[list.fact].series;
    }
  }

  std::string_view padded(std::string_view text) { return row_.padded ? text : padding_(text); }

  bool add_items(Groups& list, columns::Column& column, columns::Dictionary& dictionary) {
    bool good = true;
    const columns::Shape& shape = shapes_[list.fact];
    for (size_t item = 0; item < list.cells.size(); ++item) {
      const std::vector<size_t>& cells = list.cells[item];
      if (!is_written(cells)) continue;
      for (size_t f = 0; f < cells.size(); ++f) {
        columns::Column& field = column.fields[f];
        if (cells[f] == kNoCell || row_.cells[cells[f]].empty()) {
          field.add_state(shape.fields[f], columns::State::Unknown);
        } else if (!list.decoders[f].add(padded(row_.cells[cells[f]]), field, dictionary)) {
          good = refuse_cell(list.decoders[f], cells[f], field_name(list, item, f));
        }
      }
    }
    column.end_list();
    return good;
  }

  bool is_written(const std::vector<size_t>& cells) const {
    return std::any_of(cells.begin(), cells.end(), [&](size_t cell) { return cell != kNoCell && !row_.cells[cell].empty(); });
  }

  std::string field_name(const Groups& list, size_t item, size_t field) const {
    const api::FactInfo& fact = facts_[list.fact];
    return fact.name + "[" + std::to_string(item + 1) + "]." + fact.fields[field].name;
  }

  /// A value a month; a series without any is unknown.
  bool add_months(const Groups& list, columns::Column& column, columns::Dictionary& dictionary) {
    facts::Value series;
    series.form = facts::Value::Form::List;
    bool good = true;
    for (size_t item = 0; item < list.cells.size(); ++item) {
      const std::vector<size_t>& cells = list.cells[item];
      if (!is_written(cells)) continue;
      std::vector<facts::Value>& row = series.items.emplace_back(2);
      for (size_t f = 0; f < 2; ++f) {
        const std::string_view text = cells[f] == kNoCell ? std::string_view() : row_.cells[cells[f]];
        if (f == 1 && text.empty()) continue;
        profile::Figure figure = profile::read_figure(facts_[list.fact].fields[f], text);
        if (figure.refusal) {
          issue(figure.refusal->kind, cells[f], std::move(figure.refusal->args), field_name(list, item, f));
          good = false;
        }
        row[f] = std::move(figure.value);
      }
      for (size_t before = 0; before + 1 < series.items.size(); ++before) {
        if (row[0].form == facts::Value::Form::Unknown || series.items[before][0].number != row[0].number) continue;
        issue(Kind::MonthGivenTwice, cells[0], {diag::written(row_.cells[cells[0]])}, field_name(list, item, 0));
        good = false;
      }
    }
    if (series.items.empty()) series.form = facts::Value::Form::Unknown;
    columns::add(column, shapes_[list.fact], series, dictionary);
    return good;
  }

  bool refuse_cell(Decoder& decoder, size_t cell, std::string field) {
    issue(decoder.refusal().kind, cell, std::move(decoder.refusal().args), std::move(field));
    return false;
  }

  bool read_as_of(std::optional<num::Date>& as_of) {
    profile::Figure figure = profile::read_date(row_.cells[as_of_]);
    if (figure.refusal) {
      issue(figure.refusal->kind, as_of_, std::move(figure.refusal->args), "as_of");
      return false;
    }
    as_of = figure.value.date;
    return true;
  }

  /// No cell holds a character that reads otherwise than it runs, or cannot be seen.
  bool check_text() {
    for (size_t cell = 0; cell < row_.cells.size(); ++cell) {
      const source::BadTextFound found = bad_text(row_.cells[cell]);
      if (found.what == source::BadText::None) continue;
      auto [kind, args] = profile::bad_text_issue(found);
      issue(kind, cell, std::move(args), table_->header()[cell]);
      return false;
    }
    return true;
  }

  void finish() {
    for (auto& [fact, items] : items_) items->finish(table_->origin().name, log_);
  }

  std::unique_ptr<TableReader> table_;
  const std::vector<api::FactInfo>& facts_;
  input::IssueLog& log_;
  size_t id_ = kNoCell, name_ = kNoCell, as_of_ = kNoCell;  ///< cells
  std::vector<bool> given_;     ///< by fact
  std::vector<Slot> slots_;
  std::vector<Groups> lists_;
  std::vector<size_t> absent_;  ///< facts
  std::vector<std::pair<size_t, std::unique_ptr<Items>>> items_;
  Row row_;
  Padded padding_;
  bool by_columns_ = false;
  size_t one_by_one_ = 0;  ///< so many rows are not tried by columns
  std::vector<uint32_t> item_cells_;
  std::vector<std::optional<num::Date>> as_ofs_;
};

}  // namespace

std::unique_ptr<Reader> read_table(std::unique_ptr<TableReader> table, RowsAre rows,
                                   const std::vector<api::FactInfo>& facts, const std::vector<columns::Shape>& shapes,
                                   const Options& options, input::IssueLog& log) {
  auto records = std::make_unique<TableRecords>(std::move(table), facts, shapes, log);
  if (!records->open(rows, options)) return nullptr;
  return records;
}

}  // namespace bursar::batch
