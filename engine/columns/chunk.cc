#include "engine/columns/chunk.h"

#include <algorithm>

namespace bursar::columns {

using FactForm = facts::Value::Form;

namespace {

num::Exact power_of_ten(int decimals) {
  int64_t p = 1;
  for (int i = 0; i < decimals; ++i) p *= 10;
  return p;
}

void cut(Column& column, const Shape& shape, size_t rows) {
  if (column.size() <= rows && shape.form != Form::List) return;
  if (column.size() > rows) {
    column.states.resize(rows);
    if (column.numbers.size() > rows) column.numbers.resize(rows);
    if (column.flags.size() > rows) column.flags.resize(rows);
  }
  while (!column.beside.empty() && column.beside.back().first >= rows) column.beside.pop_back();
  if (shape.form != Form::List) return;
  column.offsets.resize(rows + 1);
  for (size_t f = 0; f < column.fields.size(); ++f) cut(column.fields[f], shape.fields[f], column.offsets.back());
}

facts::Value value_of(const Column& column, const Shape& shape, size_t row, const Dictionary& dictionary) {
  facts::Value v;
  switch (column.states[row]) {
    case State::Unknown: return v;
    case State::DoesNotApply: v.form = FactForm::DoesNotApply; return v;
    case State::Beside: {
      const auto at = std::lower_bound(column.beside.begin(), column.beside.end(), row,
                                       [](const auto& entry, size_t wanted) { return entry.first < wanted; });
      return at->second;
    }
    case State::Known: break;
  }
  switch (shape.form) {
    case Form::YesNo:
      v.form = FactForm::YesNo;
      v.number = column.flags[row];
      break;
    case Form::Whole:
      v.form = FactForm::Number;
      v.number = column.numbers[row];
      break;
    case Form::Decimal:
      v.form = FactForm::Number;
      v.number = *num::Exact::divide(column.numbers[row], power_of_ten(shape.decimals));
      break;
    case Form::Date:
      v.form = FactForm::Date;
      v.date.days = static_cast<int32_t>(column.numbers[row]);
      break;
    case Form::Text:
      v.form = FactForm::Text;
      v.text = dictionary.text(static_cast<uint32_t>(column.numbers[row]));
      break;
    case Form::List:
      v.form = FactForm::List;
      for (uint32_t item = column.offsets[row]; item < column.offsets[row + 1]; ++item) {
        auto& values = v.items.emplace_back();
        for (size_t f = 0; f < column.fields.size(); ++f)
          values.push_back(value_of(column.fields[f], shape.fields[f], item, dictionary));
      }
      break;
    case Form::Other: break;
  }
  return v;
}

}  // namespace

uint32_t Dictionary::code(std::string_view text) {
  if (const auto at = codes_.find(text); at != codes_.end()) return at->second;
  const auto [at, added] = codes_.emplace(text, static_cast<uint32_t>(texts_.size()));
  texts_.push_back(&at->first);
  return at->second;
}

void Dictionary::forget() {
  std::erase_if(codes_, [&](const auto& entry) { return entry.second >= kept_; });
  texts_.resize(kept_);
}

void Column::clear() {
  numbers.clear();
  flags.clear();
  states.clear();
  beside.clear();
  all_known = true;
  lowest = highest = 0;
  if (!offsets.empty()) offsets.assign(1, 0);
  for (Column& field : fields) field.clear();
}

void Column::add_state(const Shape& shape, State state) {
  switch (shape.form) {
    case Form::YesNo: flags.push_back(0); break;
    case Form::List: offsets.push_back(offsets.back()); break;
    default: numbers.push_back(0); break;
  }
  states.push_back(state);
  all_known = false;
}

void Column::add_beside(const Shape& shape, facts::Value value) {
  beside.emplace_back(static_cast<uint32_t>(size()), std::move(value));
  add_state(shape, State::Beside);
}

namespace {

void shape_column(Column& column, const Shape& shape) {
  if (shape.form == Form::List) {
    column.offsets.assign(1, 0);
    column.fields.resize(shape.fields.size());
    for (size_t f = 0; f < shape.fields.size(); ++f) shape_column(column.fields[f], shape.fields[f]);
  }
  column.clear();
}

}  // namespace

void Chunk::reset(const std::vector<Shape>& shapes) {
  columns.resize(shapes.size());
  for (size_t f = 0; f < shapes.size(); ++f) shape_column(columns[f], shapes[f]);
  ids.clear();
  names.clear();
  id_ends.clear();
  name_ends.clear();
  as_of.clear();
  places.clear();
}

void Chunk::end_record(std::string_view id, std::string_view name, std::optional<num::Date> date, Place place) {
  ids += id;
  id_ends.push_back(static_cast<uint32_t>(ids.size()));
  names += name;
  name_ends.push_back(static_cast<uint32_t>(names.size()));
  as_of.push_back(date);
  places.push_back(place);
}

void Chunk::drop_open_record(const std::vector<Shape>& shapes) {
  for (size_t f = 0; f < columns.size(); ++f) cut(columns[f], shapes[f], size());
}

void add(Column& column, const Shape& shape, const facts::Value& value, Dictionary& dictionary) {
  if (value.form == FactForm::Unknown) return column.add_state(shape, State::Unknown);
  if (value.form == FactForm::DoesNotApply) return column.add_state(shape, State::DoesNotApply);
  switch (shape.form) {
    case Form::YesNo: return column.add_flag(!value.number.is_zero());
    case Form::Whole:
    case Form::Decimal: {
      const num::Exact scaled = shape.form == Form::Whole ? value.number : value.number * power_of_ten(shape.decimals);
      if (const auto whole = scaled.to_int64()) return column.add_number(*whole);
      break;
    }
    case Form::Date: return column.add_number(value.date.days);
    case Form::Text: return column.add_number(dictionary.code(value.text));
    case Form::List:
      for (const auto& item : value.items)
        for (size_t f = 0; f < item.size(); ++f) add(column.fields[f], shape.fields[f], item[f], dictionary);
      return column.end_list();
    case Form::Other: break;
  }
  column.add_beside(shape, value);
}

void add(Chunk& chunk, const std::vector<Shape>& shapes, const facts::Record& record, Place place,
         Dictionary& dictionary) {
  for (size_t f = 0; f < shapes.size(); ++f) add(chunk.columns[f], shapes[f], record.values[f], dictionary);
  chunk.end_record(record.id, record.name, record.as_of, place);
}

facts::Record record(const Chunk& chunk, const std::vector<Shape>& shapes, size_t row, const Dictionary& dictionary) {
  facts::Record r;
  r.id = chunk.id(row);
  r.name = chunk.name(row);
  r.as_of = chunk.as_of[row];
  r.values.reserve(shapes.size());
  for (size_t f = 0; f < shapes.size(); ++f)
    r.values.push_back(value_of(chunk.columns[f], shapes[f], row, dictionary));
  return r;
}

}  // namespace bursar::columns
