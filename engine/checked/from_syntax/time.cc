// Types of dates, months, times, moments, periods and of what is earlier: the history.
#include "engine/checked/from_syntax/checker.h"

namespace bursar::checked {

using diag::Kind;
using diag::plain;
using diag::term;
using diag::written;
using syntax::Expr;
using syntax::ExprKind;

/// A length of time that a date or a moment can move by.
void Checker::check_length(ExprId id, Type length, bool moment) {
  const auto& measures = program_.units[length.unit].measures;
  const bool one = measures.size() == 1 && measures.begin()->second == 1;
  const std::string name = one ? measures.begin()->first : std::string();
  if (name == "minutes" || name == "months" || (!moment && name == "working days")) {
    if (name == "working days" && !has_working_days()) issue(Kind::NoWorkingDays, tree_[id].span);
    return;
  }
  issue(Kind::TypeMismatch, tree_[id].span, {term("type.duration"), type_arg(length)});
}

/// A year, a month or a period, which days lie in; a bare figure is a year.
Type Checker::want_span_of_days(ExprId id) {
  const Type t = check(id);
  if (is_plain_number(t.kind) && t.unit == 0 && tree_[id].kind == ExprKind::Quantity) return {TypeKind::Year};
  if (t.kind == TypeKind::Year || t.kind == TypeKind::Month || t.kind == TypeKind::Period || t.kind == TypeKind::None)
    return t;
  issue(Kind::TypeMismatch, tree_[id].span, {term("type.period"), type_arg(t)});
  return {};
}

Type Checker::check_time(const Expr& e) {
  const Type yes_no{TypeKind::YesNo}, date{TypeKind::Date}, count{TypeKind::Count};
  const uint32_t minutes = program_.units.of_key("minutes");
  switch (e.kind) {
    case ExprKind::Time: return {TypeKind::Time};
    case ExprKind::Moment: return {TypeKind::Moment};
    case ExprKind::In: {
      const Type a = want(e.kids[0], {TypeKind::Date, TypeKind::Month, TypeKind::Moment});
      const Type b = want_span_of_days(e.kids[1]);
      if (a.kind == TypeKind::Month && b.kind == TypeKind::Month)
        issue(Kind::TypeMismatch, tree_[e.kids[1]].span, {term("type.period"), type_arg(b)});
      return yes_no;
    }
    case ExprKind::Within: {
      const Type a = want(e.kids[0], {TypeKind::Date, TypeKind::Moment});
      const Type n = want(e.kids[1], {TypeKind::Number, TypeKind::Count});
      if (n.kind != TypeKind::None) check_length(e.kids[1], n, a.kind == TypeKind::Moment);
      common(a, check(e.kids[2]), tree_[e.kids[2]].span);
      return yes_no;
    }
    case ExprKind::FromTo: {
      const Type a = check(e.kids[0]);
      if (a.kind == TypeKind::Money || is_plain_number(a.kind)) {
        issue(Kind::AmountFromTo, e.span);
        return yes_no;
      }
      if (a.kind != TypeKind::Date && a.kind != TypeKind::Month && a.kind != TypeKind::Moment && a.kind != TypeKind::Year &&
          a.kind != TypeKind::Time && a.kind != TypeKind::None)
        issue(Kind::TypeMismatch, tree_[e.kids[0]].span, {term("type.date"), type_arg(a)});
      for (size_t i : {1, 2}) {
        const Type b = check(e.kids[i], a);
        if (!(a.kind == TypeKind::Year && is_plain_number(b.kind))) common(a, b, tree_[e.kids[i]].span);
      }
      if (const auto first = figure_of(e.kids[1]), last = figure_of(e.kids[2]); first && last && *last < *first)
        issue(Kind::PeriodEndsBeforeStart, e.span);
      return yes_no;
    }
    case ExprKind::StartOf:
    case ExprKind::EndOf: want_span_of_days(e.kids[0]); return date;
    case ExprKind::MonthOf: want(e.kids[0], {TypeKind::Date, TypeKind::Moment}); return {TypeKind::Month};
    case ExprKind::YearOf: want(e.kids[0], {TypeKind::Date, TypeKind::Moment, TypeKind::Month}); return {TypeKind::Year};
    case ExprKind::DaysBetween:
    case ExprKind::CompleteMonthsBetween:
    case ExprKind::CompleteYearsBetween:
      for (ExprId k : e.kids) want(k, {TypeKind::Date});
      return count;
    case ExprKind::PeriodFrom: {
      const Type a = want(e.kids[0], {TypeKind::Date, TypeKind::Moment, TypeKind::Month});
      common(a, check(e.kids[1]), tree_[e.kids[1]].span);
      return {TypeKind::Period};
    }
    case ExprKind::LengthOf: want(e.kids[0], {TypeKind::Period}); return {TypeKind::Number, {}, 0, minutes};
    case ExprKind::DaysIn:
    case ExprKind::CompleteMonthsIn: want_span_of_days(e.kids[0]); return count;
    case ExprKind::WorkingDaysIn:
      if (!has_working_days()) issue(Kind::NoWorkingDays, e.span);
      want_span_of_days(e.kids[0]);
      return count;
    case ExprKind::MonthsOf:
      want_span_of_days(e.kids[0]);
      return {TypeKind::Sequence, {}, 0, 0, TypeKind::Month};
    case ExprKind::ClockBand:
      want(e.kids[0], {TypeKind::Period});
      for (size_t i : {1, 2}) want(e.kids[i], {TypeKind::Time});
      return {TypeKind::Period};
    case ExprKind::SplitEvery: {
      want(e.kids[0], {TypeKind::Period});
      const Type n = check(e.kids[1]);
      check_length(e.kids[1], n, true);
      return {TypeKind::Sequence, {}, 0, 0, TypeKind::Period};
    }
    case ExprKind::Range: {
      for (size_t i : {0, 1}) {
        const Type t = want(e.kids[i], {TypeKind::Count, TypeKind::Number, TypeKind::Year});
        if (t.unit != 0) issue(Kind::TypeMismatch, tree_[e.kids[i]].span, {term("type.count"), type_arg(t)});
      }
      return {TypeKind::Sequence, {}, 0, 0, TypeKind::Count};
    }
    case ExprKind::FirstAfter: want(e.kids[0], {TypeKind::Date}); return date;
    case ExprKind::DueAfter: {
      const Type n = want(e.kids[0], {TypeKind::Number, TypeKind::Count});
      const Type d = want(e.kids[1], {TypeKind::Date, TypeKind::Moment});
      if (n.kind != TypeKind::None) check_length(e.kids[0], n, d.kind == TypeKind::Moment);
      return d;
    }
    case ExprKind::NextWorkingDay:
      if (!has_working_days()) issue(Kind::NoWorkingDays, e.span);
      return want(e.kids[0], {TypeKind::Date});
    case ExprKind::On: {
      const Type of = check(e.kids[0]);
      if (of.kind == TypeKind::Series) {
        want(e.kids[1], {TypeKind::Month, TypeKind::Date});
        Type one = of;
        one.kind = of.element;
        one.element = TypeKind::None;
        return one;
      }
      want(e.kids[1], {TypeKind::Date});
      if (of.kind != TypeKind::None && program_.refs[e.kids[0].index].kind != Ref::Kind::Parameter)
        issue(Kind::NotDated, tree_[e.kids[0]].span);
      return of;
    }
    case ExprKind::AveragedOver: {
      const Type of = check(e.kids[0]);
      if (of.kind != TypeKind::None && program_.refs[e.kids[0].index].kind != Ref::Kind::Parameter)
        issue(Kind::NotDated, tree_[e.kids[0]].span);
      want_span_of_days(e.kids[1]);
      return of;
    }
    default: return {};
  }
}

void Checker::note_history(source::Span span) {
  if (!program_.earlier_awards) issue(Kind::NotAValue, span, {written("earlier awards")});
}

Type Checker::check_history(ExprId id, const Expr& e) {
  note_history(e.span);
  const Type money{TypeKind::Money, program_.currency};
  if (e.kind == ExprKind::AwardedBefore) {
    if (!clause_) issue(Kind::NotAValue, e.span, {written("awarded before")});
    else program_.refs[id.index] = {Ref::Kind::EarlierOf, *clause_, 0};
    return money;
  }
  const Expr& path = tree_[e.kids[0]];
  const auto at = symbols_.find(path.names[0]);
  if (path.names.size() != 1 || at == symbols_.end() || at->second.kind != Ref::Kind::Clause) {
    issue(Kind::UnknownClause, path.span, {written(path.names[0])});
    return e.kind == ExprKind::NeverAwarded ? Type{TypeKind::YesNo} : money;
  }
  program_.refs[id.index] = program_.refs[e.kids[0].index] = {Ref::Kind::EarlierOf, at->second.index, 0};
  program_.types[e.kids[0].index] = money;
  check_window(e.window);
  return e.kind == ExprKind::NeverAwarded ? Type{TypeKind::YesNo} : money;
}

void Checker::check_window(const syntax::Window& window) {
  if (!window.length.has()) return;
  const Type n = check(window.length);
  const Expr& e = tree_[window.length];
  if (e.unit != "fiscal years" && n.kind != TypeKind::None) check_length(window.length, n, false);
}

}  // namespace bursar::checked
