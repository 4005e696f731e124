// Dates, months, periods, deadlines and series.
#include <algorithm>
#include <utility>

#include "engine/eval/evaluator.h"

namespace bursar::eval {

using checked::TypeKind;
using lowered::Op;
using num::Exact;
using State = Value::State;

namespace {

std::optional<num::Date> start_of_year(int64_t year, syntax::YearStart start) {
  if (year < 1 || year > 9999) return {};
  if (const auto d = num::Date::of(static_cast<int>(year), start.month, start.day)) return d;
  const auto first = num::Date::of(static_cast<int>(year), start.month, 1);  // 29 February of a common year
  return first ? num::Month::of(*first).end() : std::optional<num::Date>{};
}

/// 12 months at a time, days are whole; months of 100 years and more are absurd as a length of a loop.
constexpr int64_t kMaxParts = 100'000;

}  // namespace

int named_year(num::Date date, syntax::YearStart start) {
  const bool started = std::pair(date.month(), date.day()) >= std::pair(start.month, start.day);
  return date.year() - (started ? 0 : 1);
}

Value Evaluator::of_period(num::Period period) {
  Value out;
  out.hold(trace_->periods.emplace_back(std::move(period)));
  return out;
}

Value Evaluator::of_sequence(std::vector<Value> values) {
  Value out;
  out.hold(trace_->sequences.emplace_back(std::move(values)));
  return out;
}

/// The days of a year, a month or a period.
std::optional<num::Period> Evaluator::span_of(const Value& v, const checked::Type& type) const {
  if (v.period() != nullptr) return *v.period();
  const auto whole = v.number.to_int64();
  if (!whole) return {};
  if (type.kind == TypeKind::Month) {
    const auto m = num::Month::of(static_cast<int>(*whole / 12), static_cast<unsigned>(*whole % 12 + 1));
    return m ? std::optional(num::Period::of_days(m->start(), m->end())) : std::nullopt;
  }
  const syntax::YearStart start =
      type.kind == TypeKind::Year && type.index != 0 ? tree_.calendars[type.index - 1].starts.value_or(syntax::YearStart{})
                                                     : syntax::YearStart{};
  const auto first = start_of_year(*whole, start), next = start_of_year(*whole + 1, start);
  if (!first) return {};
  const auto last = next ? next->add_days(-1) : num::Date::of(9999, 12, 31);
  return num::Period::of_days(*first, *last);
}

Value Evaluator::in_span(const Node& n) {
  const Value d = eval(n.kids[0]), p = eval(n.kids[1]);
  if (d.state == State::DoesNotApply || p.state == State::DoesNotApply) return ops::yes_no(false);
  if (!d.known() || !p.known()) {
    ops::Deps deps = d.deps();
    ops::merge(deps, p.deps());
    return ops::unknown(std::move(deps), Exact(0), Exact(1));
  }
  const auto span = span_of(p, module_[n.kids[1]].type);
  if (!span) return ops::yes_no(false);
  const checked::Type& of = module_[n.kids[0]].type;
  if (of.kind == TypeKind::Moment) return ops::yes_no(span->contains(d.number.to_int64().value_or(0)));
  if (of.kind == TypeKind::Month) {
    const auto month = span_of(d, of);
    return ops::yes_no(month && !span->empty() && span->begin() <= month->begin() && month->end() <= span->end());
  }
  return ops::yes_no(span->contains(num::minutes_of(d.date)));
}

std::optional<num::Date> Evaluator::moved(num::Date date, const Exact& length, const checked::Type& type,
                                          NodeId id) const {
  const auto& measures = program_.units[type.unit].measures;
  const std::string& measure = measures.begin()->first;
  const Exact days = measure == "minutes" ? *Exact::divide(length, Exact(num::kDayMinutes)) : length;
  const auto whole = days.to_int64();
  if (!days.is_integer() || !whole) throw FaultSignal{"not_whole_days", id, {}};
  if (measure == "working days") {
    if (*whole > kMaxParts || *whole < -kMaxParts) return {};
    const auto to = policy().working_days->move(date, *whole);
    if (to && !(policy().working_days->knows(date) && policy().working_days->knows(*to)))
      throw FaultSignal{"calendar_range", id, {}};
    return to;
  }
  return measure == "months" ? date.add_months(*whole) : date.add_days(*whole);
}

Value Evaluator::move_by(const Node& n, NodeId id) {
  const Value d = eval(n.kids[0]), length = eval(n.kids[1]);
  if (d.state == State::DoesNotApply) return d;
  if (!d.known() || !length.known()) {
    ops::Deps deps = d.deps();
    ops::merge(deps, length.deps());
    return ops::unknown(std::move(deps));
  }
  const checked::Type& by = module_[n.kids[1]].type;
  const TypeKind kind = module_[n.kids[0]].type.kind;
  if (kind == TypeKind::Month) return ops::known(d.number + length.number);
  if (kind == TypeKind::Moment) {
    if (program_.units[by.unit].measures.begin()->first == "minutes") return ops::known(d.number + length.number);
    const int64_t at = d.number.to_int64().value_or(0);
    const num::Date day = num::day_of(at);
    const auto to = moved(day, length.number, by, id);
    if (!to) throw FaultSignal{"date_out_of_range", id, {}};
    return ops::known(Exact(num::minutes_of(*to) + at - num::minutes_of(day)));
  }
  const auto to = moved(d.date, length.number, by, id);
  if (!to) throw FaultSignal{"date_out_of_range", id, {}};
  return ops::of_date(*to);
}

/// The parameter's value of each day, averaged over the days of a period.
Value Evaluator::averaged(const Node& n, NodeId id) {
  const Value p = eval(n.kids[0]);
  const auto& values = module_.parameters[n.index];
  const auto value = [&](const lowered::DatedValue& v) { return eval(v.values[std::min<size_t>(n.outer, v.values.size() - 1)]); };
  if (!p.known()) {
    Value out = value(values[0]);
    for (size_t i = 1; i < values.size(); ++i) out = ops::hull(out, value(values[i]));
    if (!out.known()) out.depend_on(p.deps());
    return out;
  }
  const auto span = span_of(p, module_[n.kids[0]].type);
  if (!span || span->empty()) throw FaultSignal{"division_by_zero", id, {}};
  Value sum = ops::known(Exact(0));
  int64_t days = 0;
  for (size_t i = 0; i < values.size(); ++i) {
    const int64_t from = values[i].from ? num::minutes_of(*values[i].from) : INT64_MIN / 2;
    const int64_t to = i + 1 < values.size() && values[i + 1].from ? num::minutes_of(*values[i + 1].from) : INT64_MAX / 2;
    const int64_t own = num::clipped(*span, from, to).days();
    if (own == 0) continue;
    days += own;
    sum = ops::add(sum, ops::multiply(value(values[i]), ops::known(Exact(own))));
  }
  if (days != span->days()) throw FaultSignal{"no_value_on_date", id, {}};
  return quotient(sum, ops::known(Exact(days)), id);
}

Value Evaluator::time(const Node& n, NodeId id) {
  std::vector<Value> kids;
  ops::Deps deps;
  bool open = false;
  if (n.op == Op::MoveBy) return move_by(n, id);
  for (NodeId k : n.kids) {
    kids.push_back(eval(k));
    if (kids.back().state == State::DoesNotApply) return kids.back();
    if (!kids.back().known()) open = true;
    ops::merge(deps, kids.back().deps());
  }
  // A length, a number of days is never negative.
  const bool counts = n.op == Op::LengthOf || n.op == Op::DaysIn || n.op == Op::WorkingDaysIn || n.op == Op::MonthsIn;
  if (open) return counts ? ops::unknown(std::move(deps), Exact(0)) : ops::unknown(std::move(deps));
  const auto type = [&](size_t i) -> const checked::Type& { return module_[n.kids[i]].type; };
  const auto fault = [&](const char* kind) { return FaultSignal{kind, id, {}}; };
  const auto span = [&](size_t i) {
    auto s = span_of(kids[i], type(i));
    if (!s) throw fault("date_out_of_range");
    return *s;
  };
  const auto date = [&](std::optional<num::Date> d) {
    if (!d) throw fault("date_out_of_range");
    return ops::of_date(*d);
  };
  switch (n.op) {
    case Op::NextWorkingDay: {
      const auto to = policy().working_days->next_or_same(kids[0].date);
      if (to && !policy().working_days->knows(*to)) throw fault("calendar_range");
      return date(to);
    }
    case Op::FirstAfter: {
      const syntax::YearStart day{n.date.month(), n.date.day()};
      const auto here = start_of_year(kids[0].date.year(), day);
      return date(here && kids[0].date < *here ? here : start_of_year(kids[0].date.year() + 1, day));
    }
    case Op::StartOf:
    case Op::EndOf: {
      const num::Period p = span(0);
      if (p.empty()) throw fault("empty_period");
      return ops::of_date(n.op == Op::StartOf ? p.first_day() : p.last_day());
    }
    case Op::MonthOf: {
      const num::Date d = type(0).kind == TypeKind::Moment ? num::day_of(kids[0].number.to_int64().value_or(0)) : kids[0].date;
      return ops::known(Exact(num::Month::of(d).index));
    }
    case Op::YearOf: {
      if (type(0).kind == TypeKind::Month) return ops::known(Exact(kids[0].number.to_int64().value_or(0) / 12));
      const num::Date d = type(0).kind == TypeKind::Moment ? num::day_of(kids[0].number.to_int64().value_or(0)) : kids[0].date;
      return ops::known(Exact(d.year()));
    }
    case Op::PeriodFrom: {
      const TypeKind kind = type(0).kind;
      if (kind == TypeKind::Moment) {
        const int64_t from = kids[0].number.to_int64().value_or(0), to = kids[1].number.to_int64().value_or(0);
        num::Period p;
        if (from < to) p.pieces.emplace_back(from, to);
        else if (to < from) throw fault("period_backwards");
        return of_period(std::move(p));
      }
      num::Date first = kids[0].date, last = kids[1].date;
      if (kind == TypeKind::Month) {
        first = span(0).first_day();
        last = n.flag ? span(1).first_day() : span(1).last_day();
      }
      if (n.flag) last.days -= 1;
      return of_period(num::Period::of_days(first, last));
    }
    case Op::LengthOf: return ops::known(Exact(span(0).length()));
    case Op::DaysIn: return ops::known(Exact(span(0).days()));
    case Op::WorkingDaysIn: {
      const num::Period p = span(0);
      if (p.empty()) return ops::known(Exact(0));
      if (!policy().working_days->knows(p.first_day()) || !policy().working_days->knows(p.last_day()))
        throw fault("calendar_range");
      return ops::known(Exact(policy().working_days->count(p.first_day(), p.last_day())));
    }
    case Op::MonthsIn: {
      const num::Period p = span(0);
      if (p.empty()) return ops::known(Exact(0));
      const num::Date next{p.last_day().days + 1};
      return ops::known(Exact(num::complete_months_between(p.first_day(), next)));
    }
    case Op::ClockBand:
      return of_period(num::clock_band(span(0), static_cast<int>(kids[1].number.to_int64().value_or(0)),
                                       static_cast<int>(kids[2].number.to_int64().value_or(0))));
    case Op::SplitEvery: {
      const num::Period p = span(0);
      const auto step = kids[1].number.to_int64();
      if (!step || *step <= 0) throw fault("division_by_zero");
      std::vector<Value> parts;
      if (program_.units[type(1).unit].measures.begin()->first == "months") {
        for (num::Date from = p.empty() ? num::Date{} : p.first_day(); !p.empty() && num::minutes_of(from) < p.end();) {
          const auto next = p.first_day().add_months(*step * static_cast<int64_t>(parts.size() + 1));
          if (!next || parts.size() > kMaxParts) throw fault("date_out_of_range");
          parts.push_back(of_period(num::clipped(p, num::minutes_of(from), num::minutes_of(*next))));
          from = *next;
        }
        return of_sequence(std::move(parts));
      }
      if (!p.empty() && (p.end() - p.begin()) / *step > kMaxParts) throw fault("too_large");
      for (num::Period& part : num::split_every(p, *step)) parts.push_back(of_period(std::move(part)));
      return of_sequence(std::move(parts));
    }
    case Op::MonthsOf: {
      const num::Period p = span(0);
      std::vector<Value> months;
      if (!p.empty())
        for (int32_t m = num::Month::of(p.first_day()).index; m <= num::Month::of(p.last_day()).index; ++m)
          months.push_back(ops::known(Exact(m)));
      return of_sequence(std::move(months));
    }
    case Op::Range: {
      const auto from = kids[0].number.to_int64(), to = kids[1].number.to_int64();
      if (!from || !to) throw fault("not_whole");
      if (*to - *from > kMaxParts) throw fault("too_large");
      std::vector<Value> numbers;
      for (int64_t i = *from; i <= *to; ++i) numbers.push_back(ops::known(Exact(i)));
      return of_sequence(std::move(numbers));
    }
    default: {  // SeriesAt: a month that is not given is unknown
      const Exact month = type(1).kind == TypeKind::Date ? Exact(num::Month::of(kids[1].date).index) : kids[1].number;
      const Node& series = module_[n.kids[0]];
      if (kids[0].list() != nullptr)
        for (const auto& row : *kids[0].list())
          if (row.size() > 1 && row[0].number == month) return from_fact(row[1], n.type, series.index);
      facts::Value missing;
      return from_fact(missing, n.type, series.index);
    }
  }
}

}  // namespace bursar::eval
