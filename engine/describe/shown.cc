// Values for showing: in the unit that the policy gives them.
#include "engine/describe/describe.h"
#include "engine/describe/words.h"

namespace bursar::describe {

using checked::TypeKind;

namespace {

/// `2024-01-01 to 2024-12-31`; with times when they are not whole days. Pieces are joined by `, `.
std::string period_text(const num::Period& p, const std::string& to) {
  const auto moment = [](int64_t m) {
    const num::Date day = num::day_of(m);
    const int64_t minute = m - num::minutes_of(day);
    const auto two = [](int64_t n) { return (n < 10 ? "0" : "") + std::to_string(n); };
    return day.to_text() + " " + two(minute / 60) + ":" + two(minute % 60);
  };
  std::string text;
  for (const auto& [from, end] : p.pieces) {
    const bool days = from % num::kDayMinutes == 0 && end % num::kDayMinutes == 0;
    if (!text.empty()) text += ", ";
    text += days ? num::day_of(from).to_text() + to + num::day_of(end - 1).to_text() : moment(from) + to + moment(end);
  }
  return text;
}

}  // namespace

award::Shown shown(const checked::Program& program, const ops::Value& v, const checked::Type& type) {
  award::Shown s;
  s.unit = unit_of(type);
  if (type.kind == TypeKind::Money) s.currency = std::string(type.currency.code());
  if (type.unit != 0) s.measure = measure_of(program, type);
  switch (v.state) {
    case ops::Value::State::Known: s.state = award::Shown::State::Known; break;
    case ops::Value::State::DoesNotApply: s.state = award::Shown::State::DoesNotApply; return s;
    default: s.state = award::Shown::State::Unknown; return s;
  }
  s.number = type.unit == 0 ? v.number : *num::Exact::divide(v.number, program.units[type.unit].factor);
  s.date = v.date;
  if (type.kind == TypeKind::Month) {  // a computed month has its index only
    const int64_t index = v.number.to_int64().value_or(0);
    if (const auto m = num::Month::of(static_cast<int>(index / 12), static_cast<unsigned>(index % 12 + 1))) s.date = m->start();
  }
  if (v.sequence() != nullptr) s.number = num::Exact(static_cast<int64_t>(v.sequence()->size()));
  s.text = v.period() != nullptr ? period_text(*v.period(), " to ") : std::string(v.text);
  if (v.period() != nullptr) s.text_zh = period_text(*v.period(), " 至 ");
  if (type.kind == TypeKind::OneOf) {
    const checked::OneOfValues& values = program.one_ofs[type.index];
    for (size_t i = 0; i < values.names.size(); ++i)
      if (values.names[i] == v.text) s.text_zh = std::string(values.second_names[i]);
  }
  if (v.list() != nullptr) s.number = num::Exact(static_cast<int64_t>(v.list()->size()));
  return s;
}

}  // namespace bursar::describe
