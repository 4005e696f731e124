#include "cli/profile_table.h"

#include "engine/num/currency.h"
#include "io/tables/csv_writer.h"

namespace bursar::cli {

using award::Unit;
using facts::Value;
using Form = Value::Form;

namespace {

std::string two(int64_t n) { return (n < 10 ? "0" : "") + std::to_string(n); }

std::string clock(int64_t minutes) { return two(minutes / 60) + ":" + two(minutes % 60); }

std::string moment(int64_t minutes) {
  const num::Date day = num::day_of(minutes);
  return day.to_text() + " " + clock(minutes - num::minutes_of(day));
}

std::string period(const num::Period& p) {
  if (p.pieces.empty()) return {};
  const auto& [from, end] = p.pieces.front();
  if (from % num::kDayMinutes == 0 && end % num::kDayMinutes == 0)
    return num::day_of(from).to_text() + " to " + num::day_of(end - 1).to_text();
  return moment(from) + " to " + moment(end);
}

/// `launch` of a fact whose items are launches; of a series the fact's own name.
std::string item_name(const api::FactInfo& fact) {
  constexpr std::string_view kListOf = "list of ";
  return fact.type.starts_with(kListOf) ? fact.type.substr(kListOf.size()) : fact.name;
}

}  // namespace

std::string written_value(const api::FactInfo& fact, const Value& v) {
  switch (v.form) {
    case Form::Unknown:
    case Form::List: return {};
    case Form::DoesNotApply: return "n/a";
    case Form::YesNo: return v.number.is_zero() ? "no" : "yes";
    case Form::Text: return v.text;
    case Form::Period: return period(v.period);
    case Form::Date:
      if (fact.unit == Unit::Month) break;  // its index is its number
      return v.date.to_text();
    case Form::Number: break;
  }
  const int64_t whole = v.number.to_int64().value_or(0);
  switch (fact.unit) {
    case Unit::Month: return num::Month{static_cast<int32_t>(whole)}.to_text();
    case Unit::Time: return clock(whole);
    case Unit::Moment: return moment(whole);
    case Unit::Percent: return (v.number * num::Exact(100)).to_text() + "%";
    case Unit::Money: {
      const num::Exact figure = *num::Exact::divide(v.number, fact.scale);
      return figure.decimals() ? figure.to_decimal(num::minor_digits_of(fact.currency)) : figure.to_fraction();
    }
    default: return v.number.to_text();
  }
}

ProfileTable::ProfileTable(const api::Program& program, std::vector<size_t> items)
    : facts_(api::facts(program)), items_(std::move(items)), dated_(api::needs_as_of(program)) {}

std::string ProfileTable::head() const {
  std::string out = "id";
  if (dated_) out += ",as_of";
  for (size_t f = 0; f < facts_.size(); ++f) {
    const api::FactInfo& fact = facts_[f];
    if (fact.fields.empty()) out += "," + tables::text_cell(fact.name);
    for (size_t item = 1; item <= items_[f]; ++item)
      for (const api::FactInfo& field : fact.fields)
        out += "," + tables::text_cell(item_name(fact) + std::to_string(item) + "_" + field.name);
  }
  return out + "\r\n";
}

std::string ProfileTable::row(const facts::Record& record) const {
  std::string out = tables::text_cell(record.id);
  if (dated_) out += "," + (record.as_of ? record.as_of->to_text() : "");
  for (size_t f = 0; f < facts_.size(); ++f) {
    const api::FactInfo& fact = facts_[f];
    const Value& value = record.values[f];
    if (fact.fields.empty()) out += "," + tables::text_cell(written_value(fact, value));
    for (size_t item = 0; item < items_[f]; ++item)
      for (size_t k = 0; k < fact.fields.size(); ++k) {
        out += ",";
        if (item < value.items.size()) out += tables::text_cell(written_value(fact.fields[k], value.items[item][k]));
      }
  }
  return out + "\r\n";
}

}  // namespace bursar::cli
