#include "io/batch/items.h"

#include <algorithm>

#include "engine/num/date.h"
#include "io/batch/table_records.h"
#include "io/batch/tables.h"

namespace bursar::batch {

using columns::Form;
using columns::State;
using diag::Kind;

namespace {

/// The value of `from` at `row`, at the end of `to`.
void copy(const columns::Column& from, size_t row, const columns::Shape& shape, const columns::Dictionary& texts,
          columns::Column& to, columns::Dictionary& dictionary) {
  switch (from.states[row]) {
    case State::Beside: {
      const auto at = std::lower_bound(from.beside.begin(), from.beside.end(), row,
                                       [](const auto& entry, size_t wanted) { return entry.first < wanted; });
      return to.add_beside(shape, at->second);
    }
    case State::Known: break;
    default: return to.add_state(shape, from.states[row]);
  }
  if (shape.form == Form::YesNo) return to.add_flag(from.flags[row] != 0);
  if (shape.form != Form::Text) return to.add_number(from.numbers[row]);
  to.add_number(dictionary.code(texts.text(static_cast<uint32_t>(from.numbers[row]))));
}

/// The columns of a list's fields; a series keeps whole months and any value.
std::vector<columns::Shape> shapes_of_fields(const api::FactInfo& list, const columns::Shape& shape) {
  if (!list.series) return shape.fields;
  return {{Form::Whole, 0, {}}, {Form::Decimal, 4, {}}};
}

}  // namespace

Items::Items(std::string file, const api::FactInfo& list, const columns::Shape& shape)
    : file_(std::move(file)), list_(list), shape_(shape), shapes_(shapes_of_fields(list, shape)) {}

std::unique_ptr<Items> Items::read(const std::string& path, const api::FactInfo& list, const columns::Shape& shape,
                                   const Options& options, input::IssueLog& log) {
  std::unique_ptr<Items> items(new Items(path, list, shape));
  const uint64_t before = log.count();
  Options own{options.bytes, options.mapping, {}};
  auto bytes = std::make_unique<input::Bytes>(path, own.bytes);
  const auto reader = read_table(open_table(std::move(bytes)), RowsAre::Items, list.fields, items->shapes_, own, log);
  if (!reader) return nullptr;
  reader->next(items->chunk_, SIZE_MAX, items->dictionary_);
  for (size_t row = 0; row < items->chunk_.size(); ++row) {
    const std::string_view id = items->chunk_.id(row);
    auto at = items->by_id_.find(id);
    if (at == items->by_id_.end()) at = items->by_id_.emplace(std::string(id), Rows{}).first;
    at->second.rows.push_back(static_cast<uint32_t>(row));
  }
  if (list.series && !items->check_months(log)) return nullptr;
  return log.count() == before ? std::move(items) : nullptr;
}

bool Items::check_months(input::IssueLog& log) const {
  bool good = true;
  for (const auto& [id, entry] : by_id_) {
    std::vector<std::pair<int64_t, uint32_t>> months;
    for (const uint32_t row : entry.rows) months.emplace_back(chunk_.columns[0].numbers[row], row);
    std::sort(months.begin(), months.end());
    for (size_t i = 1; i < months.size(); ++i) {
      if (months[i].first != months[i - 1].first) continue;
      good = false;
      const std::string month = num::Month{static_cast<int32_t>(months[i].first)}.to_text();
      log.add(Kind::MonthGivenTwice, {file_, {}, chunk_.places[months[i].second].line}, 0, 0, {diag::written(month)}, id,
              list_.name);
    }
  }
  return good;
}

void Items::add(std::string_view id, columns::Column& column, columns::Dictionary& dictionary) {
  const auto at = by_id_.find(id);
  static const std::vector<uint32_t> kNone;
  if (at != by_id_.end()) at->second.used = true;
  const std::vector<uint32_t>& rows = at == by_id_.end() ? kNone : at->second.rows;
  if (list_.series) {
    facts::Value value;
    value.form = facts::Value::Form::List;
    for (const uint32_t row : rows)
      value.items.push_back(columns::record(chunk_, shapes_, row, dictionary_).values);
    return columns::add(column, shape_, value, dictionary);
  }
  for (const uint32_t row : rows)
    for (size_t f = 0; f < shapes_.size(); ++f)
      copy(chunk_.columns[f], row, shapes_[f], dictionary_, column.fields[f], dictionary);
  column.end_list();
}

void Items::finish(std::string_view records_file, input::IssueLog& log) const {
  // In the order of their rows, not of the hash.
  std::vector<std::pair<uint32_t, std::string_view>> unused;
  for (const auto& [id, entry] : by_id_)
    if (!entry.used) unused.emplace_back(chunk_.places[entry.rows[0]].line, id);
  std::sort(unused.begin(), unused.end());
  for (const auto& [line, id] : unused)
    log.add(Kind::ItemWithoutRecord, {file_, {}, line}, 0, 0, {diag::written(id), diag::plain(records_file)},
            std::string(id), list_.name);
}

}  // namespace bursar::batch
