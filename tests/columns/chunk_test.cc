// A record in columns is the record that was put there.
#include <catch2/catch.hpp>

#include "engine/columns/chunk.h"

using namespace bursar;
using columns::Form;
using columns::Shape;
using columns::State;
using FactForm = facts::Value::Form;

namespace {

facts::Value number(num::Exact n) {
  facts::Value v;
  v.form = FactForm::Number;
  v.number = n;
  return v;
}
facts::Value yes_no(bool b) {
  facts::Value v;
  v.form = FactForm::YesNo;
  v.number = b ? 1 : 0;
  return v;
}
facts::Value text(std::string t) {
  facts::Value v;
  v.form = FactForm::Text;
  v.text = std::move(t);
  return v;
}
facts::Value none(FactForm form) {
  facts::Value v;
  v.form = form;
  return v;
}

const std::vector<Shape> kShapes{
    {Form::YesNo, 0, {}},
    {Form::Decimal, 2, {}},
    {Form::List, 0, {{Form::Text, 0, {}}, {Form::Decimal, 2, {}}}},
};

facts::Record record(std::string id, facts::Value a, facts::Value b, std::vector<std::vector<facts::Value>> items) {
  facts::Record r;
  r.id = std::move(id);
  facts::Value list;
  list.form = FactForm::List;
  list.items = std::move(items);
  r.values = {std::move(a), std::move(b), std::move(list)};
  return r;
}

void same(const facts::Value& a, const facts::Value& b) {
  CHECK(a.form == b.form);
  CHECK(a.number == b.number);
  CHECK(a.text == b.text);
  REQUIRE(a.items.size() == b.items.size());
  for (size_t i = 0; i < a.items.size(); ++i)
    for (size_t f = 0; f < a.items[i].size(); ++f) same(a.items[i][f], b.items[i][f]);
}

}  // namespace

TEST_CASE("records come out of columns as they went in") {
  columns::Dictionary dictionary;
  columns::Chunk chunk;
  chunk.reset(kShapes);
  const std::vector<facts::Record> records{
      record("A", yes_no(true), number(num::Exact::ratio(12345, 100)), {{text("X"), number(3)}, {text("Y"), number(4)}}),
      record("B", none(FactForm::Unknown), number(num::Exact::ratio(1, 3)), {}),
      record("C", none(FactForm::DoesNotApply), number(*num::Exact::parse_decimal("99999999999999999999.99")),
             {{text("X"), number(num::Exact::ratio(1, 1000))}}),
  };
  for (size_t i = 0; i < records.size(); ++i)
    columns::add(chunk, kShapes, records[i], {static_cast<uint32_t>(i + 1), i + 1}, dictionary);
  REQUIRE(chunk.size() == 3);
  for (size_t i = 0; i < records.size(); ++i) {
    const facts::Record out = columns::record(chunk, kShapes, i, dictionary);
    CHECK(out.id == records[i].id);
    for (size_t f = 0; f < kShapes.size(); ++f) same(out.values[f], records[i].values[f]);
  }
  CHECK(chunk.columns[1].states[1] == State::Beside);
  CHECK(chunk.columns[1].highest == 12345);
  CHECK_FALSE(chunk.columns[1].all_known);
  CHECK(chunk.columns[2].all_known);
}

TEST_CASE("a record that was not ended leaves nothing behind") {
  columns::Dictionary dictionary;
  columns::Chunk chunk;
  chunk.reset(kShapes);
  columns::add(chunk, kShapes, record("A", yes_no(true), number(1), {{text("X"), number(2)}}), {1, 1}, dictionary);
  columns::add(chunk.columns[0], kShapes[0], yes_no(false), dictionary);
  columns::add(chunk.columns[1], kShapes[1], number(num::Exact::ratio(1, 3)), dictionary);
  columns::add(chunk.columns[2].fields[0], kShapes[2].fields[0], text("half an item"), dictionary);
  chunk.drop_open_record(kShapes);
  columns::add(chunk, kShapes, record("B", yes_no(false), number(5), {{text("Z"), number(7)}}), {2, 2}, dictionary);
  REQUIRE(chunk.size() == 2);
  const facts::Record b = columns::record(chunk, kShapes, 1, dictionary);
  CHECK(b.id == "B");
  CHECK(b.values[1].number == num::Exact(5));
  REQUIRE(b.values[2].items.size() == 1);
  CHECK(b.values[2].items[0][0].text == "Z");
}

TEST_CASE("the dictionary forgets what is not kept") {
  columns::Dictionary dictionary;
  const uint32_t kept = dictionary.code("constant");
  dictionary.keep();
  dictionary.code("of a record");
  dictionary.forget();
  CHECK(dictionary.size() == 1);
  CHECK(dictionary.code("constant") == kept);
  CHECK(dictionary.code("another") == 1);
}
