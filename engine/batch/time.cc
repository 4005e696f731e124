// Dates, months, years, and periods whose edges are at hand.
#include <utility>

#include "engine/batch/compiler.h"
#include "engine/num/period.h"

namespace bursar::batch {

using checked::TypeKind;
using lowered::Op;
using num::Date;
using num::Exact;

namespace {

bool give(std::optional<Date> date, int64_t* out) {
  if (date) *out = date->days;
  return date.has_value();
}

Date day(int64_t days) { return Date{static_cast<int32_t>(days)}; }

bool add_days(const void*, int64_t date, int64_t n, int64_t* out) { return give(day(date).add_days(n), out); }
bool add_months(const void*, int64_t date, int64_t n, int64_t* out) { return give(day(date).add_months(n), out); }

bool add_working_days(const void* calendar, int64_t date, int64_t n, int64_t* out) {
  const auto& days = *static_cast<const num::WorkingDays*>(calendar);
  constexpr int64_t kMost = 100'000;
  if (n > kMost || n < -kMost) return false;
  const auto to = days.move(day(date), n);
  return to && days.knows(day(date)) && days.knows(*to) && give(to, out);
}

bool next_working_day(const void* calendar, int64_t date, int64_t, int64_t* out) {
  const auto& days = *static_cast<const num::WorkingDays*>(calendar);
  const auto to = days.next_or_same(day(date));
  return to && days.knows(*to) && give(to, out);
}

bool months_between(const void*, int64_t a, int64_t b, int64_t* out) {
  *out = num::complete_months_between(day(a), day(b));
  return true;
}
bool years_between(const void*, int64_t a, int64_t b, int64_t* out) {
  *out = num::complete_years_between(day(a), day(b));
  return true;
}
bool year_of(const void*, int64_t date, int64_t, int64_t* out) {
  *out = day(date).year();
  return true;
}
bool month_of(const void*, int64_t date, int64_t, int64_t* out) {
  *out = num::Month::of(day(date)).index;
  return true;
}
bool year_of_month(const void*, int64_t month, int64_t, int64_t* out) {
  *out = month / 12;
  return true;
}

bool month_edge(int64_t month, bool last, int64_t* out) {
  if (month < 12 || month >= 10'000 * 12) return false;
  const auto m = num::Month::of(static_cast<int>(month / 12), static_cast<unsigned>(month % 12 + 1));
  return m && give(last ? m->end() : m->start(), out);
}
bool month_start(const void*, int64_t month, int64_t, int64_t* out) { return month_edge(month, false, out); }
bool month_end(const void*, int64_t month, int64_t, int64_t* out) { return month_edge(month, true, out); }

/// `start` is the month times 100 and the day that the year starts on.
std::optional<Date> start_of(int64_t year, int64_t start) {
  if (year < 1 || year > 9999) return {};
  const auto month = static_cast<unsigned>(start / 100);
  if (const auto d = Date::of(static_cast<int>(year), month, static_cast<unsigned>(start % 100))) return d;
  const auto first = Date::of(static_cast<int>(year), month, 1);
  return first ? num::Month::of(*first).end() : std::optional<Date>{};
}
bool year_start(const void*, int64_t year, int64_t start, int64_t* out) { return give(start_of(year, start), out); }
bool year_end(const void*, int64_t year, int64_t start, int64_t* out) {
  if (!start_of(year, start)) return false;
  const auto next = start_of(year + 1, start);
  return give(next ? next->add_days(-1) : Date::of(9999, 12, 31), out);
}
bool first_after(const void*, int64_t date, int64_t start, int64_t* out) {
  const auto here = start_of(day(date).year(), start);
  return give(here && day(date) < *here ? here : start_of(day(date).year() + 1, start), out);
}

}  // namespace

Number Compiler::moved(const Node& n) {
  const Number from = number(n.kids[0]), length = number(n.kids[1]);
  const checked::Type& by = module_[n.kids[1]].type;
  const TypeKind kind = module_[n.kids[0]].type.kind;
  if (kind == TypeKind::Month) return to_.add(from, length);
  if (kind != TypeKind::Date) throw NoOperation{"a moment that is moved"};
  const std::string& measure = program_.units[by.unit].measures.begin()->first;
  const Number days = measure == "minutes" ? to_.divide(length, to_.constant(Exact(num::kDayMinutes))) : length;
  const Number whole = days.constant && days.constant->is_integer()
                           ? days
                           : Number{to_.whole(days, Exact(1)), 1, kNone, {}};
  if (measure == "working days") return to_.call(add_working_days, &*policy().working_days, from, &whole, 0);
  return to_.call(measure == "months" ? add_months : add_days, nullptr, from, &whole, 0);
}

/// The first or the last day of a year, a month or a period that is not empty.
Number Compiler::edge_of(NodeId span, bool last) {
  const Node& n = module_[span];
  if (n.type.kind == TypeKind::Month) return to_.call(last ? month_end : month_start, nullptr, number(span), nullptr, 0);
  if (n.type.kind == TypeKind::Year) {
    const syntax::YearStart start =
        n.type.index != 0 ? tree_.calendars[n.type.index - 1].starts.value_or(syntax::YearStart{}) : syntax::YearStart{};
    return to_.call(last ? year_end : year_start, nullptr, number(span), nullptr, start.month * 100 + start.day);
  }
  if (n.op != Op::PeriodFrom || module_[n.kids[0]].type.kind != TypeKind::Date) throw NoOperation{"a period"};
  const Number edge = number(n.kids[last ? 1 : 0]);
  return last && n.flag ? to_.subtract(edge, to_.constant(Exact(1))) : edge;
}

Register Compiler::within(const Node& n) {
  if (module_[n.kids[0]].type.kind != TypeKind::Date) throw NoOperation{"what is no date within a period"};
  const Number date = number(n.kids[0]);
  return to_.logic(Code::And, to_.compare(Relation::AtLeast, date, edge_of(n.kids[1], false)),
                   to_.compare(Relation::AtMost, date, edge_of(n.kids[1], true)));
}

std::optional<Number> Compiler::time(const Node& n) {
  const auto kid = [&](size_t i) { return number(n.kids[i]); };
  const auto kind = [&](size_t i) { return module_[n.kids[i]].type.kind; };
  const Number one = to_.constant(Exact(1));
  switch (n.op) {
    case Op::DaysBetween: return to_.subtract(kid(1), kid(0));
    case Op::MonthsBetween:
    case Op::YearsBetween: {
      const Number b = kid(1);
      return to_.call(n.op == Op::MonthsBetween ? months_between : years_between, nullptr, kid(0), &b, 0);
    }
    case Op::MoveBy: return moved(n);
    case Op::NextWorkingDay: return to_.call(next_working_day, &*policy().working_days, kid(0), nullptr, 0);
    case Op::FirstAfter: return to_.call(first_after, nullptr, kid(0), nullptr, n.date.month() * 100 + n.date.day());
    case Op::YearOf:
      if (kind(0) == TypeKind::Month) return to_.call(year_of_month, nullptr, kid(0), nullptr, 0);
      if (kind(0) != TypeKind::Date) return {};
      return to_.call(year_of, nullptr, kid(0), nullptr, 0);
    case Op::MonthOf:
      if (kind(0) != TypeKind::Date) return {};
      return to_.call(month_of, nullptr, kid(0), nullptr, 0);
    case Op::StartOf:
    case Op::EndOf: {
      const bool last = n.op == Op::EndOf;
      const Number edge = edge_of(n.kids[0], last);
      if (kind(0) != TypeKind::Period) return edge;
      return to_.mark(edge, to_.compare(Relation::AtMost, edge_of(n.kids[0], false), edge_of(n.kids[0], true)), Left);
    }
    case Op::DaysIn: {
      const Number days = to_.add(to_.subtract(edge_of(n.kids[0], true), edge_of(n.kids[0], false)), one);
      return to_.pick(days, to_.constant(Exact(0)), false, true);
    }
    case Op::MonthsIn: {
      const Number first = edge_of(n.kids[0], false), last = edge_of(n.kids[0], true), next = to_.add(last, one);
      const Number months = to_.call(months_between, nullptr, first, &next, 0);
      return to_.select(to_.compare(Relation::AtMost, first, last), months, to_.through(to_.through(to_.constant(Exact(0)), first), last));
    }
    default: return {};
  }
}

}  // namespace bursar::batch
