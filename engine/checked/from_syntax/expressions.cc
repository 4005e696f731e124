// Types of expressions: amounts, conditions, units and currencies.
#include "engine/checked/from_syntax/checker.h"

namespace bursar::checked {

using diag::Kind;
using diag::plain;
using diag::term;
using diag::written;
using syntax::Expr;
using syntax::ExprKind;

bool Checker::fits(Type seen, Type expected) const {
  if (seen.kind == TypeKind::None || expected.kind == TypeKind::None) return true;
  if (is_plain_number(seen.kind) && is_plain_number(expected.kind)) return true;
  if (seen.kind == TypeKind::Money && expected.kind == TypeKind::Money) return seen.currency == expected.currency;
  if (seen.kind == TypeKind::OneOf && expected.kind == TypeKind::OneOf) return seen.index == expected.index;
  return seen.kind == expected.kind;
}

/// The type two values have in common, as in a comparison, a sum or `lower of`; an issue when they have none.
Type Checker::common(Type a, Type b, source::Span span) {
  if (a.kind == TypeKind::None) return b;
  if (b.kind == TypeKind::None) return a;
  if (fits(a, b)) return a.kind == TypeKind::Count || a.kind == TypeKind::Percent ? b : a;
  if (a.kind == TypeKind::Money && b.kind == TypeKind::Money) {
    issue(Kind::CurrencyMismatch, span, {plain(a.currency.code()), plain(b.currency.code())});
  } else {
    issue(Kind::UnitMismatch, span, {term(type_term(a.kind)), term(type_term(b.kind))});
  }
  return {};
}

void Checker::want_condition(ExprId id) {
  if (!id.has()) return;
  const Type t = check(id, {TypeKind::YesNo, {}, 0});
  if (t.kind != TypeKind::YesNo && t.kind != TypeKind::None)
    issue(Kind::NotACondition, tree_[id].span, {term(type_term(t.kind))});
}

Type Checker::want_amount(ExprId id) {
  const Type t = check(id);
  if (t.kind != TypeKind::Money && t.kind != TypeKind::None) {
    issue(Kind::NotAnAmount, tree_[id].span, {term(type_term(t.kind))});
    return {};
  }
  return t;
}

Type Checker::check(ExprId id, Type expected) {
  if (!id.has()) return {};
  const Type t = check_kind(id, tree_[id], expected);
  program_.types[id.index] = t;
  return t;
}

Type Checker::check_kind(ExprId id, const Expr& e, Type expected) {
  const auto kid = [&](size_t i) { return check(e.kids[i]); };
  switch (e.kind) {
    case ExprKind::Quantity: {
      if (e.unit.empty()) return {TypeKind::Number, {}, 0};
      if (e.unit == "%" || e.unit == "points") return {TypeKind::Percent, {}, 0};
      if (e.unit == "days" || e.unit == "months" || e.unit == "years") return {TypeKind::Duration, {}, 0};
      if (const auto c = currency_of_unit(e.unit, e.span)) return {TypeKind::Money, *c, 0};
      issue(Kind::UnknownCurrency, e.span, {written(e.unit)});
      return {};
    }
    case ExprKind::Date: return {TypeKind::Date, {}, 0};
    case ExprKind::Text: return {TypeKind::Text, {}, 0};
    case ExprKind::Yes:
    case ExprKind::No: return {TypeKind::YesNo, {}, 0};
    case ExprKind::Unknown:
    case ExprKind::DoesNotApply: return expected;
    case ExprKind::Path: return check_path(id, e, expected);
    case ExprKind::Base:
      if (running_.kind == TypeKind::None) issue(Kind::StepWithoutAmount, e.span);
      return running_;
    case ExprKind::Total:
    case ExprKind::Position:
      issue(Kind::NotAValue, e.span, {written(e.kind == ExprKind::Total ? "total" : "position")});
      return {};
    case ExprKind::Negate: return kid(0);
    case ExprKind::Add:
    case ExprKind::Subtract:
    case ExprKind::Multiply:
    case ExprKind::Divide:
    case ExprKind::Of: return check_arithmetic(e);
    case ExprKind::Power: {
      const Type a = kid(0);
      kid(1);
      if (a.kind == TypeKind::Money) issue(Kind::MoneyTimesMoney, e.span);
      const Expr& p = tree_[e.kids[1]];
      if (p.kind != ExprKind::Quantity || !p.value.is_integer() || !p.unit.empty())
        issue(Kind::ConstantNotWhole, p.span);
      return {TypeKind::Number, {}, 0};
    }
    case ExprKind::Lower:
    case ExprKind::Higher: {
      Type t;
      for (ExprId k : e.kids) t = common(t, check(k), tree_[k].span);
      return t;
    }
    case ExprKind::If: {
      want_condition(e.kids[0]);
      const Type a = check(e.kids[1], expected), b = check(e.kids[2], expected);
      return common(a, b, e.span);
    }
    case ExprKind::Not:
    case ExprKind::And:
    case ExprKind::Or:
      for (ExprId k : e.kids) want_condition(k);
      return {TypeKind::YesNo, {}, 0};
    case ExprKind::Checklist:
      for (const syntax::Item& item : e.items) {
        check_cites(item.cites);
        want_condition(item.condition);
      }
      return {TypeKind::YesNo, {}, 0};
    case ExprKind::Compare: return check_compare(e);
    case ExprKind::IsOneOf:
    case ExprKind::IsNotOneOf: {
      const Type a = kid(0);
      for (size_t i = 1; i < e.kids.size(); ++i) common(a, check(e.kids[i], a), tree_[e.kids[i]].span);
      return {TypeKind::YesNo, {}, 0};
    }
    case ExprKind::In: {
      const Type a = kid(0), b = kid(1);
      if (a.kind != TypeKind::Date && a.kind != TypeKind::None)
        issue(Kind::TypeMismatch, tree_[e.kids[0]].span, {term("type.date"), term(type_term(a.kind))});
      const bool year_like = b.kind == TypeKind::Year || b.kind == TypeKind::Month || b.kind == TypeKind::None ||
                             (tree_[e.kids[1]].kind == ExprKind::Quantity && is_plain_number(b.kind));
      if (!year_like)
        issue(Kind::TypeMismatch, tree_[e.kids[1]].span, {term("type.year"), term(type_term(b.kind))});
      return {TypeKind::YesNo, {}, 0};
    }
    case ExprKind::Sum:
    case ExprKind::Average:
    case ExprKind::Highest:
    case ExprKind::Smallest:
    case ExprKind::Number:
    case ExprKind::Some:
    case ExprKind::Every: return check_loop(e);
    case ExprKind::StartOf:
    case ExprKind::EndOf: {
      const Type a = kid(0);
      const bool literal_year = tree_[e.kids[0]].kind == ExprKind::Quantity && is_plain_number(a.kind);
      if (a.kind != TypeKind::Year && a.kind != TypeKind::Month && a.kind != TypeKind::None && !literal_year)
        issue(Kind::TypeMismatch, tree_[e.kids[0]].span, {term("type.year"), term(type_term(a.kind))});
      return {TypeKind::Date, {}, 0};
    }
    case ExprKind::MonthOf:
    case ExprKind::YearOf: {
      const Type a = kid(0);
      if (a.kind != TypeKind::Date && a.kind != TypeKind::None)
        issue(Kind::TypeMismatch, tree_[e.kids[0]].span, {term("type.date"), term(type_term(a.kind))});
      return {e.kind == ExprKind::YearOf ? TypeKind::Year : TypeKind::Month, {}, 0};
    }
    case ExprKind::DaysBetween:
    case ExprKind::CompleteMonthsBetween:
    case ExprKind::CompleteYearsBetween:
      for (ExprId k : e.kids) {
        const Type t = check(k);
        if (t.kind != TypeKind::Date && t.kind != TypeKind::None)
          issue(Kind::TypeMismatch, tree_[k].span, {term("type.date"), term(type_term(t.kind))});
      }
      return {TypeKind::Count, {}, 0};
    case ExprKind::Matched: {
      const Type t = want_amount(e.kids[0]);
      for (size_t i = 1; i < e.kids.size(); ++i) check(e.kids[i]);
      return t;
    }
    case ExprKind::Ladder: {
      Type t = kid(0);
      if (e.kids.size() > 1) t = common(t, check(e.kids[1]), tree_[e.kids[1]].span);
      Type value;
      const num::Exact* last = nullptr;
      for (const syntax::Row& row : e.rows) {
        common(t, check(row.bound, t), tree_[row.bound].span);
        value = common(value, check(row.value), tree_[row.value].span);
        const Expr& bound = tree_[row.bound];
        const bool upward =
            row.comparison == syntax::Comparison::AtLeast || row.comparison == syntax::Comparison::MoreThan;
        if (!upward || (bound.kind == ExprKind::Quantity && last != nullptr && bound.value <= *last))
          issue(Kind::LadderNotAscending, row.bound_span);
        if (bound.kind == ExprKind::Quantity) last = &bound.value;
      }
      return value;
    }
    case ExprKind::AsDecided:
      if (!e.kids.empty()) want_amount(e.kids[0]);
      if (clause_)
        for (uint32_t f = 0; f < program_.facts.size(); ++f)
          if (program_.facts[f].decided_by == clause_) program_.refs[id.index] = {Ref::Kind::Fact, f, 0};
      return {TypeKind::Money, program_.currency, 0};
    case ExprKind::Stepped: {
      const Type before = running_;
      const Type t = check(e.kids[0]);
      const Type after = check_steps(e.steps, t);
      running_ = before;
      return after;
    }
  }
  return {};
}

Type Checker::check_path(ExprId id, const Expr& e, Type expected) {
  Ref& ref = program_.refs[id.index];
  const std::string_view name = e.names[0];
  for (size_t outer = 0; outer < loops_.size(); ++outer) {
    const LoopScope& loop = loops_[loops_.size() - 1 - outer];
    if (loop.variable != name) continue;
    if (e.names.size() == 1) {
      issue(Kind::NotAValue, e.span, {written(name)});
      return {};
    }
    const auto field = find_field(loop.record, e.names[1]);
    if (!field || e.names.size() > 2) {
      issue(Kind::UnknownField, e.span, {written(e.names.back()), written(tree_.records[loop.record].name.first)});
      return {};
    }
    ref = {Ref::Kind::Field, *field, static_cast<uint32_t>(outer)};
    return program_.fields[loop.record][*field];
  }
  if (e.names.size() == 1 && expected.kind == TypeKind::OneOf) {
    const auto& values = program_.one_ofs[expected.index].names;
    for (uint32_t i = 0; i < values.size(); ++i)
      if (values[i] == name) {
        ref = {Ref::Kind::Value, i, expected.index};
        return expected;
      }
  }
  if (e.names.size() == 1)
    if (const auto let = lets_.find(name); let != lets_.end()) {
      ref = {Ref::Kind::Let, let->second, *clause_};
      return program_.let_types[*clause_][let->second];
    }
  const auto at = symbols_.find(name);
  if (at == symbols_.end() || at->second.kind == Ref::Kind::None) {
    std::vector<diag::Arg> args{written(name)};
    if (const auto near = nearest_name(name); !near.empty()) args.push_back(written(near));
    issue(Kind::UnknownName, e.span, std::move(args));
    return {};
  }
  const Symbol& symbol = at->second;
  if (e.names.size() > 1) {
    if (symbol.kind == Ref::Kind::Clause && e.names.size() == 2 && (e.names[1] == "decided" || e.names[1] == "核定"))
      for (uint32_t f = 0; f < program_.facts.size(); ++f)
        if (program_.facts[f].decided_by == symbol.index) {
          ref = {Ref::Kind::Fact, f, 0};
          return program_.facts[f].type;
        }
    issue(Kind::UnknownField, e.span, {written(e.names[1]), written(name)});
    return {};
  }
  ref = {symbol.kind, symbol.index, 0};
  switch (symbol.kind) {
    case Ref::Kind::Fact: return program_.facts[symbol.index].type;
    case Ref::Kind::Parameter: return program_.parameter_types[symbol.index];
    case Ref::Kind::Definition: {
      check_definition(symbol.index);
      return program_.definition_types[symbol.index];
    }
    case Ref::Kind::Clause: return {TypeKind::Money, program_.currency, 0};
    default: return {};
  }
}

Type Checker::check_arithmetic(const Expr& e) {
  const Type a = check(e.kids[0]), b = check(e.kids[1]);
  if (a.kind == TypeKind::None || b.kind == TypeKind::None) return {};
  const auto mismatch = [&] {
    issue(Kind::UnitMismatch, e.span, {term(type_term(a.kind)), term(type_term(b.kind))},
          {{tree_[e.kids[0]].span, "label.is", {term(type_term(a.kind))}},
           {tree_[e.kids[1]].span, "label.is", {term(type_term(b.kind))}}});
    return Type{};
  };
  const bool numbers = is_plain_number(a.kind) && is_plain_number(b.kind);
  switch (e.kind) {
    case ExprKind::Add:
    case ExprKind::Subtract:
      if (a.kind == TypeKind::Date && b.kind == TypeKind::Duration) return a;
      if (a.kind == TypeKind::Date && b.kind == TypeKind::Date && e.kind == ExprKind::Subtract)
        return {TypeKind::Count, {}, 0};
      if (a.kind == TypeKind::Year && is_plain_number(b.kind)) return a;
      if (a.kind == TypeKind::Year && b.kind == TypeKind::Year && e.kind == ExprKind::Subtract)
        return {TypeKind::Count, {}, 0};
      if (a.kind == TypeKind::Money && b.kind == TypeKind::Money) return common(a, b, e.span);
      if (numbers) return {a.kind == b.kind ? a.kind : TypeKind::Number, {}, 0};
      return mismatch();
    case ExprKind::Multiply:
    case ExprKind::Of:
      if (a.kind == TypeKind::Money && b.kind == TypeKind::Money) {
        issue(Kind::MoneyTimesMoney, e.span, {},
              {{tree_[e.kids[0]].span, "label.is", {term("type.money")}},
               {tree_[e.kids[1]].span, "label.is", {term("type.money")}}});
        return {};
      }
      if (a.kind == TypeKind::Money && is_plain_number(b.kind)) return a;
      if (b.kind == TypeKind::Money && is_plain_number(a.kind)) return b;
      if (numbers)
        return {a.kind == TypeKind::Count && b.kind == TypeKind::Count ? TypeKind::Count : TypeKind::Number, {}, 0};
      return mismatch();
    case ExprKind::Divide:
      if (a.kind == TypeKind::Money && b.kind == TypeKind::Money) {
        common(a, b, e.span);
        return {TypeKind::Number, {}, 0};
      }
      if (a.kind == TypeKind::Money && is_plain_number(b.kind)) return a;
      if (numbers) return {TypeKind::Number, {}, 0};
      return mismatch();
    default: return {};
  }
}

Type Checker::check_compare(const Expr& e) {
  const Type a = check(e.kids[0]);
  const Type b = check(e.kids[1], a);
  const Type yes_no{TypeKind::YesNo, {}, 0};
  if (a.kind == TypeKind::None || b.kind == TypeKind::None) return yes_no;
  const bool equality = e.comparison == syntax::Comparison::Is || e.comparison == syntax::Comparison::IsNot;
  const bool literal_year = (a.kind == TypeKind::Year && is_plain_number(b.kind)) ||
                            (b.kind == TypeKind::Year && is_plain_number(a.kind));
  if (literal_year) return yes_no;
  common(a, b, e.span);
  if (!equality && (a.kind == TypeKind::YesNo || a.kind == TypeKind::Text || a.kind == TypeKind::OneOf))
    issue(Kind::UnitMismatch, e.span, {term(type_term(a.kind)), term(type_term(b.kind))});
  return yes_no;
}

Type Checker::check_loop(const Expr& e) {
  const Type list = check(e.loop.list);
  if (list.kind != TypeKind::List) {
    if (list.kind != TypeKind::None)
      issue(Kind::TypeMismatch, tree_[e.loop.list].span, {term("type.list"), term(type_term(list.kind))});
    return {};
  }
  loops_.push_back({e.loop.variable, list.index});
  if (e.loop.where.has()) want_condition(e.loop.where);
  Type t{TypeKind::Count, {}, 0};
  if (e.kind == ExprKind::Some || e.kind == ExprKind::Every) {
    if (!e.kids.empty()) want_condition(e.kids[0]);
    t = {TypeKind::YesNo, {}, 0};
  } else if (e.kind != ExprKind::Number) {
    t = check(e.kids[0]);
  }
  loops_.pop_back();
  return t;
}

Type Checker::check_steps(const std::vector<syntax::Step>& steps, Type running) {
  for (const syntax::Step& step : steps) {
    running_ = running;
    const Type t = check(step.operand);
    if (t.kind == TypeKind::None || running.kind == TypeKind::None) continue;
    const source::Span span = tree_[step.operand].span;
    using syntax::StepKind;
    switch (step.kind) {
      case StepKind::Plus:
      case StepKind::Less:
        if (t.kind == TypeKind::Percent && running.kind == TypeKind::Money) {
          issue(Kind::PercentStepOnMoney, span);
          break;
        }
        [[fallthrough]];
      case StepKind::CappedAt:
      case StepKind::NotBelow:
      case StepKind::Rounded: common(running, t, span); break;
      case StepKind::MultipliedBy:
      case StepKind::DividedBy:
      case StepKind::RaisedBy:
      case StepKind::LoweredBy:
        if (!is_plain_number(t.kind)) {
          if (t.kind == TypeKind::Money && running.kind == TypeKind::Money && step.kind == StepKind::MultipliedBy)
            issue(Kind::MoneyTimesMoney, span);
          else
            issue(Kind::TypeMismatch, span, {term("type.number"), term(type_term(t.kind))});
        }
    }
    if (step.kind == StepKind::Rounded && tree_[step.operand].kind == ExprKind::Quantity &&
        tree_[step.operand].value.sign() <= 0)
      issue(Kind::RoundingNotPositive, span);
  }
  return running;
}

}  // namespace bursar::checked
