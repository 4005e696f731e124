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
  const bool measures = program_.units.same_measures(seen.unit, expected.unit);
  if (is_plain_number(seen.kind) && is_plain_number(expected.kind)) return measures;
  if (seen.kind == TypeKind::Money && expected.kind == TypeKind::Money)
    return seen.currency == expected.currency && measures;
  if (seen.kind == TypeKind::Series || seen.kind == TypeKind::Sequence) return seen == expected;
  if (seen.kind == TypeKind::OneOf && expected.kind == TypeKind::OneOf) return seen.index == expected.index;
  return seen.kind == expected.kind;
}

/// The type two values have in common, as in a comparison, a sum or `lower of`; an issue when they have none.
Type Checker::common(Type a, Type b, source::Span span) {
  if (a.kind == TypeKind::None) return b;
  if (b.kind == TypeKind::None) return a;
  if (fits(a, b)) return a.kind == TypeKind::Count || a.kind == TypeKind::Percent ? b : a;
  if (a.kind == TypeKind::Money && b.kind == TypeKind::Money && a.currency != b.currency) {
    issue(Kind::CurrencyMismatch, span, {plain(a.currency.code()), plain(b.currency.code())});
  } else {
    issue(Kind::UnitMismatch, span, {type_arg(a), type_arg(b)});
  }
  return {};
}

/// The type as messages name it: with its unit when it has one.
diag::Arg Checker::type_arg(Type t) const {
  if (t.unit == 0) return term(type_term(t.kind));
  const std::string& key = program_.units[t.unit].key;
  return plain(t.kind == TypeKind::Money ? std::string(t.currency.code()) + key : key);
}

/// Checks an expression that must be of one of these kinds.
Type Checker::want(ExprId id, std::initializer_list<TypeKind> kinds, Type expected) {
  const Type t = check(id, expected);
  if (t.kind == TypeKind::None) return t;
  for (TypeKind k : kinds)
    if (t.kind == k) return t;
  issue(Kind::TypeMismatch, tree_[id].span, {term(type_term(*kinds.begin())), type_arg(t)});
  return {};
}

void Checker::want_condition(ExprId id) {
  if (!id.has()) return;
  const Type t = check(id, {TypeKind::YesNo});
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
      if (e.unit.empty() && expected.kind == TypeKind::Year && e.value.is_integer()) return expected;
      if (e.unit.empty()) return {TypeKind::Number};
      if (e.unit == "%" || e.unit == "points") return {TypeKind::Percent};
      const size_t per = std::min(e.unit.find('/'), e.unit.size());
      const std::string_view rest = e.unit.substr(per);
      if (const auto c = currency_of_unit(e.unit.substr(0, per), e.span))
        return {TypeKind::Money, *c, 0, rest.empty() ? 0 : program_.units.of_key(rest)};
      return {TypeKind::Number, {}, 0, program_.units.of_key(e.unit)};
    }
    case ExprKind::Date: return {TypeKind::Date};
    case ExprKind::Text: return {TypeKind::Text};
    case ExprKind::Yes:
    case ExprKind::No: return {TypeKind::YesNo};
    case ExprKind::Unknown:
    case ExprKind::DoesNotApply: return expected;
    case ExprKind::Path: return check_path(id, e, expected);
    case ExprKind::Base:
      if (running_.kind == TypeKind::None) issue(Kind::StepWithoutAmount, e.span);
      return running_;
    case ExprKind::NotStated: return expected.kind == TypeKind::None ? Type{TypeKind::Money, program_.currency} : expected;
    case ExprKind::Total:
      if (clause_ && program_.clauses[*clause_].type.kind == TypeKind::Money && in_total_) return program_.clauses[*clause_].type;
      issue(Kind::NotAValue, e.span, {written("total")});
      return {};
    case ExprKind::Position:
      if (!loops_.empty()) return {TypeKind::Count};
      issue(Kind::NotAValue, e.span, {written("position")});
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
      return {TypeKind::Number};
    }
    case ExprKind::Lower:
    case ExprKind::Higher: {
      Type t;
      for (ExprId k : e.kids) t = common(t, check(k, expected), tree_[k].span);
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
      return {TypeKind::YesNo};
    case ExprKind::Checklist:
      for (const syntax::Item& item : e.items) {
        check_cites(item.cites);
        want_condition(item.condition);
      }
      return {TypeKind::YesNo};
    case ExprKind::Compare: return check_compare(e);
    case ExprKind::IsOneOf:
    case ExprKind::IsNotOneOf: {
      const Type a = kid(0);
      for (size_t i = 1; i < e.kids.size(); ++i) common(a, check(e.kids[i], a), tree_[e.kids[i]].span);
      return {TypeKind::YesNo};
    }
    case ExprKind::Sum:
    case ExprKind::Average:
    case ExprKind::Highest:
    case ExprKind::Smallest:
    case ExprKind::Number:
    case ExprKind::Some:
    case ExprKind::Every: return check_loop(e);
    case ExprKind::Matched: {
      const Type t = want_amount(e.kids[0]);
      for (size_t i = 1; i < e.kids.size(); ++i) check(e.kids[i]);
      return t;
    }
    case ExprKind::Ladder:
    case ExprKind::TopUp: return check_ladder(e);
    case ExprKind::TiersWhole:
    case ExprKind::TiersMarginal: return check_tiers(e);
    case ExprKind::Table: return check_table(e, expected);
    case ExprKind::Taper: return check_taper(e);
    case ExprKind::EarlierAwards:
    case ExprKind::NeverAwarded:
    case ExprKind::AwardedBefore: return check_history(id, e);
    case ExprKind::SoFar:
      if (loops_.empty()) issue(Kind::NotAValue, e.span, {written("so far")});
      return kid(0);
    case ExprKind::Completed:
    case ExprKind::Started: {
      const Type unit = kid(0), of = kid(1);
      if (!fits(unit, of)) common(unit, of, e.span);
      return {TypeKind::Count};
    }
    case ExprKind::PerCompleted:
    case ExprKind::PerStarted: {
      const Type amount = kid(0), unit = kid(1), of = kid(2);
      if (!fits(unit, of)) common(unit, of, e.span);
      return amount;
    }
    case ExprKind::AsDecided:
      if (!e.kids.empty()) want_amount(e.kids[0]);
      if (clause_)
        for (uint32_t f = 0; f < program_.facts.size(); ++f)
          if (program_.facts[f].decided_by == clause_) program_.refs[id.index] = {Ref::Kind::Fact, f, 0};
      return {TypeKind::Money, program_.currency};
    case ExprKind::Stepped: {
      const Type before = running_;
      const Type t = check(e.kids[0]);
      const Type after = check_steps(e.steps, t);
      running_ = before;
      return after;
    }
    default: return check_time(e);
  }
}

Type Checker::check_path(ExprId id, const Expr& e, Type expected) {
  Ref& ref = program_.refs[id.index];
  const std::string_view name = e.names[0];
  for (size_t outer = 0; outer < loops_.size(); ++outer) {
    const LoopScope& loop = loops_[loops_.size() - 1 - outer];
    if (loop.variable != name && (loop.second.empty() || loop.second != name)) continue;
    if (loop.item.kind != TypeKind::List) {  // a number, a month, a part of a period
      if (e.names.size() > 1) {
        issue(Kind::UnknownField, e.span, {written(e.names.back()), written(name)});
        return {};
      }
      ref = {Ref::Kind::LoopVariable, 0, static_cast<uint32_t>(outer)};
      return loop.item;
    }
    if (e.names.size() == 1) {
      issue(Kind::NotAValue, e.span, {written(name)});
      return {};
    }
    const auto field = find_field(loop.item.index, e.names[1]);
    if (!field || e.names.size() > 2) {
      issue(Kind::UnknownField, e.span, {written(e.names.back()), written(tree_.records[loop.item.index].name.first)});
      return {};
    }
    ref = {Ref::Kind::Field, *field, static_cast<uint32_t>(outer), loop.item.index};
    return program_.fields[loop.item.index][*field];
  }
  if (e.names.size() == 1 && expected.kind == TypeKind::OneOf) {
    const OneOfValues& values = program_.one_ofs[expected.index];
    for (uint32_t i = 0; i < values.names.size(); ++i)
      if (values.names[i] == name || (!values.second_names[i].empty() && values.second_names[i] == name)) {
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
    if (symbol.kind == Ref::Kind::Clause && e.names.size() == 2 && (e.names[1] == "paid" || e.names[1] == "实给")) {
      ref = {Ref::Kind::ClausePaid, symbol.index, 0};
      return {TypeKind::Money, program_.currency};
    }
    if (symbol.kind == Ref::Kind::Parameter && e.names.size() == 2) {
      const auto& columns = tree_.parameters[symbol.index].columns;
      for (uint32_t c = 0; c < columns.size(); ++c)
        if (columns[c].name.first == e.names[1] || (!columns[c].name.second.empty() && columns[c].name.second == e.names[1])) {
          ref = {Ref::Kind::Parameter, symbol.index, c};
          return program_.parameter_types[symbol.index][c];
        }
    }
    issue(Kind::UnknownField, e.span, {written(e.names[1]), written(name)});
    return {};
  }
  if (symbol.kind == Ref::Kind::Parameter && !tree_.parameters[symbol.index].columns.empty()) {
    issue(Kind::NotAValue, e.span, {written(name)});
    return {};
  }
  ref = {symbol.kind, symbol.index, 0};
  switch (symbol.kind) {
    case Ref::Kind::Fact: return program_.facts[symbol.index].type;
    case Ref::Kind::Parameter: return program_.parameter_types[symbol.index][0];
    case Ref::Kind::Definition: {
      check_definition(symbol.index);
      return program_.definition_types[symbol.index];
    }
    case Ref::Kind::Clause: {
      const syntax::Verb verb = verb_of(symbol.index);
      if (verb != syntax::Verb::Answer && verb != syntax::Verb::Due) return {TypeKind::Money, program_.currency};
      check_clause(symbol.index);
      return program_.clauses[symbol.index].type;
    }
    default: return {};
  }
}

Type Checker::check_arithmetic(const Expr& e) {
  const Type a = check(e.kids[0]), b = check(e.kids[1]);
  if (a.kind == TypeKind::None || b.kind == TypeKind::None) return {};
  const auto mismatch = [&] {
    issue(Kind::UnitMismatch, e.span, {type_arg(a), type_arg(b)},
          {{tree_[e.kids[0]].span, "label.is", {type_arg(a)}}, {tree_[e.kids[1]].span, "label.is", {type_arg(b)}}});
    return Type{};
  };
  const auto number = [](Type t) { return is_plain_number(t.kind); };
  const auto length = [&](Type t) { return number(t) && t.unit != 0; };
  Units& units = program_.units;
  switch (e.kind) {
    case ExprKind::Add:
    case ExprKind::Subtract: {
      const bool minus = e.kind == ExprKind::Subtract;
      if ((a.kind == TypeKind::Date || a.kind == TypeKind::Moment) && length(b)) {
        check_length(e.kids[1], b, a.kind == TypeKind::Moment);
        return a;
      }
      if (a.kind == TypeKind::Month && length(b)) {
        if (units[b.unit].measures != std::map<std::string, int>{{"months", 1}}) return mismatch();
        return a;
      }
      if (a.kind == TypeKind::Date && b.kind == TypeKind::Date && minus) return {TypeKind::Count};
      if (a.kind == TypeKind::Moment && b.kind == TypeKind::Moment && minus)
        return {TypeKind::Number, {}, 0, units.of_key("minutes")};
      if (a.kind == TypeKind::Year && number(b) && b.unit == 0) return a;
      if (a.kind == TypeKind::Year && b.kind == TypeKind::Year && minus) return {TypeKind::Count};
      if (a.kind == TypeKind::Money && b.kind == TypeKind::Money) return common(a, b, e.span);
      if (number(a) && number(b) && units.same_measures(a.unit, b.unit))
        return a.unit != 0 ? a : Type{a.kind == b.kind ? a.kind : TypeKind::Number};
      return mismatch();
    }
    case ExprKind::Multiply:
    case ExprKind::Of: {
      if (a.kind == TypeKind::Money && b.kind == TypeKind::Money) {
        issue(Kind::MoneyTimesMoney, e.span, {},
              {{tree_[e.kids[0]].span, "label.is", {term("type.money")}},
               {tree_[e.kids[1]].span, "label.is", {term("type.money")}}});
        return {};
      }
      const uint32_t unit = units.product(a.unit, b.unit);
      if (a.kind == TypeKind::Money && number(b)) return {TypeKind::Money, a.currency, 0, unit};
      if (b.kind == TypeKind::Money && number(a)) return {TypeKind::Money, b.currency, 0, unit};
      if (number(a) && number(b))
        return {a.kind == TypeKind::Count && b.kind == TypeKind::Count ? TypeKind::Count : TypeKind::Number, {}, 0, unit};
      return mismatch();
    }
    case ExprKind::Divide: {
      const uint32_t unit = units.quotient(a.unit, b.unit);
      if (a.kind == TypeKind::Money && b.kind == TypeKind::Money) {
        if (a.currency != b.currency) common(a, b, e.span);
        return {TypeKind::Number, {}, 0, unit};
      }
      if (a.kind == TypeKind::Money && number(b)) return {TypeKind::Money, a.currency, 0, unit};
      if (number(a) && number(b)) return {TypeKind::Number, {}, 0, unit};
      return mismatch();
    }
    default: return {};
  }
}

Type Checker::check_compare(const Expr& e) {
  const Type a = check(e.kids[0]);
  const Type b = check(e.kids[1], a);
  const Type yes_no{TypeKind::YesNo};
  if (a.kind == TypeKind::None || b.kind == TypeKind::None) return yes_no;
  const bool equality = e.comparison == syntax::Comparison::Is || e.comparison == syntax::Comparison::IsNot;
  const bool literal_year = (a.kind == TypeKind::Year && is_plain_number(b.kind)) ||
                            (b.kind == TypeKind::Year && is_plain_number(a.kind));
  if (literal_year) return yes_no;
  common(a, b, e.span);
  if (!equality && (a.kind == TypeKind::YesNo || a.kind == TypeKind::Text || a.kind == TypeKind::OneOf ||
                    a.kind == TypeKind::Period))
    issue(Kind::UnitMismatch, e.span, {term(type_term(a.kind)), term(type_term(b.kind))});
  return yes_no;
}

/// What a loop's variable is: an item of the list's record, or an element.
Type Checker::item_of(Type list) {
  if (list.kind != TypeKind::Sequence) return list;
  Type item = list;
  item.kind = list.element;
  item.element = TypeKind::None;
  return item;
}

Type Checker::check_loop(const Expr& e) {
  const Type list = want(e.loop.list, {TypeKind::List, TypeKind::Sequence});
  if (list.kind == TypeKind::None) return {};
  loops_.push_back({e.loop.variable, {}, item_of(list)});
  if (e.loop.where.has()) want_condition(e.loop.where);
  Type t{TypeKind::Count};
  if (e.kind == ExprKind::Some || e.kind == ExprKind::Every) {
    if (!e.kids.empty()) want_condition(e.kids[0]);
    t = {TypeKind::YesNo};
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
      case StepKind::CumulativelyCappedAt:
      case StepKind::Rounded: common(running, t, span); break;
      case StepKind::MultipliedBy:
      case StepKind::DividedBy:
      case StepKind::RaisedBy:
      case StepKind::LoweredBy:
        if (step.kind == StepKind::MultipliedBy && is_plain_number(t.kind)) {
          running.unit = program_.units.product(running.unit, t.unit);
        } else if (step.kind == StepKind::DividedBy && is_plain_number(t.kind)) {
          running.unit = program_.units.quotient(running.unit, t.unit);
        } else if (!is_plain_number(t.kind) || t.unit != 0) {
          if (t.kind == TypeKind::Money && running.kind == TypeKind::Money && step.kind == StepKind::MultipliedBy)
            issue(Kind::MoneyTimesMoney, span);
          else
            issue(Kind::TypeMismatch, span, {term("type.number"), type_arg(t)});
        }
    }
    if (step.kind == StepKind::Rounded && tree_[step.operand].kind == ExprKind::Quantity &&
        tree_[step.operand].value.sign() <= 0)
      issue(Kind::RoundingNotPositive, span);
  }
  return running;
}

}  // namespace bursar::checked
