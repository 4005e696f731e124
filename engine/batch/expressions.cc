// Numbers and flags: facts, names, arithmetic, conditions, loops in brackets.
#include <algorithm>
#include <limits>

#include "engine/batch/compiler.h"

namespace bursar::batch {

using checked::TypeKind;
using lowered::Op;
using num::Exact;

namespace {

Exact power_of_ten(int decimals) {
  Exact p(1);
  for (int i = 0; i < decimals; ++i) p *= Exact(10);
  return p;
}

}  // namespace

Number Compiler::number(NodeId id) { return number_of(module_[id]); }
Register Compiler::flag(NodeId id) { return flag_of(module_[id]); }

// --- facts --------------------------------------------------------------------------------------------

Number Compiler::in_units(Register loaded, const columns::Shape& shape, const checked::Type& type) {
  Number n{loaded, 1, kNone, {}};
  if (shape.form == columns::Form::Decimal)
    n = to_.multiply(n, to_.constant(*Exact::divide(Exact(1), power_of_ten(shape.decimals))));
  if (type.unit != 0) n = to_.multiply(n, to_.constant(program_.units[type.unit].factor));
  return n;
}

Number Compiler::plain_fact(uint32_t index) {
  const columns::Shape& shape = shapes_[index];
  if (shape.form == columns::Form::YesNo || shape.form == columns::Form::List || shape.form == columns::Form::Other)
    throw NoOperation{"a fact that is no figure"};
  return in_units(to_.load(Code::Number, index, kNone, kNone), shape, program_.facts[index].type);
}

Number Compiler::fact(uint32_t index) {
  const Number plain = plain_fact(index);
  return module_.assumptions[index].has() ? to_.instead(plain, number(module_.assumptions[index])) : plain;
}

Register Compiler::flag_fact(uint32_t index) {
  if (shapes_[index].form != columns::Form::YesNo) throw NoOperation{"a fact that is no yes or no"};
  const Register plain = to_.load(Code::Flag, index, kNone, kNone);
  return module_.assumptions[index].has() ? to_.instead_flag(plain, flag(module_.assumptions[index])) : plain;
}

Number Compiler::decided(const Node& n) {
  const Number amount = fact(n.index);
  if (n.kids.empty()) return amount;
  const Number limit = number(n.kids[0]);
  // Above the limit is a fault; what is not known is not above.
  return to_.mark(to_.strict(amount, limit), to_.negation(to_.compare(Relation::MoreThan, amount, limit)), Left);
}

// --- names --------------------------------------------------------------------------------------------

const lowered::Policy& Compiler::policy() const {
  if (place_.in_definition && module_.policies.size() > 1) throw NoOperation{"a definition that asks its policy"};
  return module_.policies[place_.clause ? tree_.part(tree_.clauses[*place_.clause].span) : 0];
}

Number Compiler::deciding_date() {
  // A definition is computed once, under the date of whichever clause asks first.
  if (place_.in_definition)
    for (const lowered::Clause& c : module_.clauses)
      if (c.decided_by.has()) throw NoOperation{"a definition that asks for the deciding date"};
  NodeId by = place_.clause ? module_.clauses[*place_.clause].decided_by : NodeId{};
  if (!by.has()) by = policy().decided_by;
  if (!by.has()) return to_.as_of();
  Place outer = std::exchange(place_, Place{place_.clause, kNone, false, false, place_.in_definition, {}, {}, {}});
  const Number date = number(by);
  place_ = std::move(outer);
  return date;
}

Number Compiler::definition(uint32_t index) {
  if (const auto at = definitions_.find(index); at != definitions_.end()) return at->second;
  Place outer = std::exchange(place_, Place{place_.clause, kNone, false, false, true, {}, {}, {}});
  const auto& d = module_.definitions[index];
  const Number value = stepped(number(d.value), d.steps);
  place_ = std::move(outer);
  return definitions_[index] = value;
}

Register Compiler::flag_definition(uint32_t index) {
  if (const auto at = flag_definitions_.find(index); at != flag_definitions_.end()) return at->second;
  Place outer = std::exchange(place_, Place{place_.clause, kNone, false, false, true, {}, {}, {}});
  const Register value = flag(module_.definitions[index].value);
  place_ = std::move(outer);
  return flag_definitions_[index] = value;
}

Number Compiler::let(const Node& n) {
  const auto& d = module_.clauses[n.outer].lets[n.index];
  auto base = std::exchange(place_.base, std::nullopt);
  const Number value = stepped(number(d.value), d.steps);
  place_.base = base;
  if (place_.choosing && to_.list_of(value) >= 0) throw NoOperation{"a let that chooses items"};
  return value;
}

Register Compiler::flag_let(const Node& n) {
  const Register value = flag(module_.clauses[n.outer].lets[n.index].value);
  if (place_.choosing && to_.list_of(value) >= 0) throw NoOperation{"a let that chooses items"};
  return value;
}

Number Compiler::parameter(const Node& n) {
  const auto& values = module_.parameters[n.index];
  const auto value = [&](const lowered::DatedValue& v) {
    // Its other columns are shown, and must be computable.
    if (v.values.size() > 1)
      for (NodeId column : v.values)
        if (!constant_of(column)) throw NoOperation{"a parameter's columns that are not constant"};
    return number(v.values[std::min<size_t>(n.outer, v.values.size() - 1)]);
  };
  if (values.size() == 1 && !values[0].from) return value(values[0]);
  const Number date = n.kids.empty() ? deciding_date() : number(n.kids[0]);
  Number out = value(values[0]);
  if (values[0].from) {
    const Register begun = to_.compare(Relation::AtLeast, date, to_.constant(Exact(values[0].from->days)));
    out = to_.mark(out, begun, Left);
  }
  for (size_t i = 1; i < values.size(); ++i) {
    if (!values[i].from) {
      out = value(values[i]);
      continue;
    }
    const Register begun = to_.compare(Relation::AtLeast, date, to_.constant(Exact(values[i].from->days)));
    out = to_.strict(to_.select(begun, value(values[i]), out), out);
  }
  return out;
}

// --- steps --------------------------------------------------------------------------------------------

Number Compiler::step(const Number& running, const lowered::Step& s) {
  using syntax::StepKind;
  if (s.kind == StepKind::CumulativelyCappedAt) throw NoOperation{"a cap that counts earlier awards"};
  const Number o = number(s.operand);
  const Number one = to_.constant(Exact(1));
  switch (s.kind) {
    case StepKind::Plus: return to_.add(running, o);
    case StepKind::Less: return to_.subtract(running, o);
    case StepKind::MultipliedBy: return to_.multiply(running, o);
    case StepKind::DividedBy: return to_.divide(running, o);
    case StepKind::RaisedBy: return to_.multiply(running, to_.add(one, o));
    case StepKind::LoweredBy: return to_.multiply(running, to_.subtract(one, o));
    case StepKind::CappedAt: return to_.pick(running, o, true, true);
    case StepKind::NotBelow: return to_.pick(running, o, false, true);
    case StepKind::CumulativelyCappedAt: break;
    case StepKind::Rounded:
      if (!o.constant) throw NoOperation{"a rounding to what is not constant"};
      return to_.round(running, s.mode, *o.constant);
  }
  return running;
}

Number Compiler::stepped(Number running, const std::vector<lowered::Step>& steps) {
  auto base = place_.base;
  for (const auto& s : steps) {
    place_.base = running;
    running = step(running, s);
  }
  place_.base = base;
  return running;
}

Number Compiler::power(const Node& n) {
  const auto exponent = constant_of(n.kids[1]);
  const auto whole = exponent ? exponent->to_int64() : std::nullopt;
  const Number base = number(n.kids[0]);
  constexpr int64_t kMost = 8;
  if (!whole || *whole < 1 || *whole > kMost) throw NoOperation{"a power that is not small and constant"};
  Number out = base;
  for (int64_t i = 1; i < *whole; ++i) out = to_.multiply(out, base);
  return out;
}

// --- loops in brackets --------------------------------------------------------------------------------

uint32_t Compiler::list_fact(NodeId list) const {
  const Node& n = module_[list];
  if (n.op != Op::Fact || n.type.kind != TypeKind::List || shapes_[n.index].form != columns::Form::List ||
      module_.assumptions[n.index].has())
    throw NoOperation{"a loop over what is no list of the record"};
  return n.index;
}

template <class Body>
auto Compiler::in_loop(uint32_t list, Body body) {
  Place outer = place_;
  place_.nested = outer.list != kNone;
  place_.list = static_cast<int32_t>(list);
  place_.position.reset();
  auto result = body();
  place_ = std::move(outer);
  return result;
}

Register Compiler::where(const Node& n) { return n.where.has() ? flag(n.where) : kNone; }

Number Compiler::loop_number(const Node& n) {
  const uint32_t list = list_fact(n.list);
  const auto at = static_cast<int32_t>(list);
  return in_loop(list, [&]() -> Number {
    const Register which = where(n);
    if (n.op == Op::Number) return to_.count(at, which);
    const Number value = number(n.kids[0]);
    switch (n.op) {
      case Op::Sum: return to_.sum(at, which, value);
      case Op::Highest: return to_.extreme(at, which, value, true);
      case Op::Smallest: return to_.extreme(at, which, value, false);
      default: throw NoOperation{"an average over a list"};
    }
  });
}

Register Compiler::loop_flag(const Node& n) {
  const uint32_t list = list_fact(n.list);
  return in_loop(list, [&] {
    const Register which = where(n);
    const auto at = static_cast<int32_t>(list);
    if (n.op == Op::Some) {
      const Register holds = n.kids.empty() ? kNone : flag(n.kids[0]);
      if (which == kNone && holds == kNone)
        return to_.compare(Relation::MoreThan, to_.count(at, kNone), to_.constant(Exact(0)));
      return to_.any_of(at, both(which, holds));
    }
    if (n.kids.empty()) throw NoOperation{"every, of nothing"};
    const Register fails = to_.negation(flag(n.kids[0]));
    return to_.negation(to_.any_of(at, both(which, fails)));
  });
}

// --- numbers ------------------------------------------------------------------------------------------

Number Compiler::number_of(const Node& n) {
  const auto kid = [&](size_t i) { return number(n.kids[i]); };
  if (n.type.kind == TypeKind::YesNo) return to_.from_flag(flag_of(n));
  switch (n.op) {
    case Op::Constant: return to_.constant(n.value);
    case Op::ConstantDate: return to_.constant(Exact(n.date.days));
    case Op::ConstantText: return to_.text(n.text);
    case Op::Unknown: return to_.open_number(Unknown);
    case Op::DoesNotApply: return to_.open_number(DoesNotApply);
    case Op::Fact: return fact(n.index);
    case Op::Decided: return decided(n);
    case Op::Field: {
      if (n.outer != 0 || place_.list == kNone) throw NoOperation{"a field of an outer loop"};
      const auto list = static_cast<size_t>(place_.list);
      const columns::Shape& shape = shapes_[list].fields[n.index];
      if (shape.form == columns::Form::List || shape.form == columns::Form::Other || shape.form == columns::Form::YesNo)
        throw NoOperation{"a field that is no figure"};
      return in_units(to_.load(Code::Number, static_cast<uint32_t>(list), place_.list, static_cast<int32_t>(n.index)),
                      shape, n.type);
    }
    case Op::Position:
      if (!place_.position) throw NoOperation{"a position outside of `for each`"};
      return *place_.position;
    case Op::Base:
      if (!place_.base) throw NoOperation{"a base that is not open"};
      return *place_.base;
    case Op::Total:
      if (!place_.total) throw NoOperation{"a total that is not open"};
      return *place_.total;
    case Op::Parameter: return parameter(n);
    case Op::Definition: return definition(n.index);
    case Op::Let: return let(n);
    case Op::ClauseAmount: return of_versions(n.index);
    case Op::ClausePaid: return seen(n.index);
    case Op::Negate: return to_.negate(kid(0));
    case Op::Add: return to_.add(kid(0), kid(1));
    case Op::Subtract: return to_.subtract(kid(0), kid(1));
    case Op::Multiply: return to_.multiply(kid(0), kid(1));
    case Op::Divide: return to_.divide(kid(0), kid(1));
    case Op::Power: return power(n);
    case Op::Lower:
    case Op::Higher: {
      Number v = kid(0);
      for (size_t i = 1; i < n.kids.size(); ++i) v = to_.pick(v, kid(i), n.op == Op::Lower, false);
      return v;
    }
    case Op::If: return to_.select(flag(n.kids[0]), kid(1), kid(2));
    case Op::CompletedUnits:
    case Op::StartedUnits:
      return to_.round(to_.divide(kid(1), kid(0)),
                       n.op == Op::StartedUnits ? num::Rounding::Higher : num::Rounding::Lower, Exact(1));
    case Op::Sum:
    case Op::Average:
    case Op::Highest:
    case Op::Smallest:
    case Op::Number: return loop_number(n);
    case Op::Ladder: return ladder(n);
    case Op::TiersWhole: return tiers_whole(n);
    case Op::TiersMarginal: return tiers_marginal(n);
    case Op::Table: return table(n);
    case Op::Stepped: return stepped(kid(0), n.steps);
    default:
      if (auto value = time(n)) return *value;
      throw NoOperation{std::string(lowered::name(n.op))};
  }
}

// --- flags --------------------------------------------------------------------------------------------

Register Compiler::compared(NodeId a, NodeId b, Relation relation) {
  if (is_text(module_[a].type) && relation != Relation::Is && relation != Relation::IsNot) throw NoOperation{"an order of texts"};
  return to_.compare(relation, number(a), number(b));
}

Register Compiler::flag_of(const Node& n) {
  const auto kid = [&](size_t i) { return flag(n.kids[i]); };
  switch (n.op) {
    case Op::Constant: return to_.flag(!n.value.is_zero());
    case Op::Unknown: return to_.open_flag(Unknown);
    case Op::DoesNotApply: return to_.open_flag(DoesNotApply);
    case Op::Fact: return flag_fact(n.index);
    case Op::Field: {
      if (n.outer != 0 || place_.list == kNone) throw NoOperation{"a field of an outer loop"};
      return to_.load(Code::Flag, static_cast<uint32_t>(place_.list), place_.list, static_cast<int32_t>(n.index));
    }
    case Op::Definition: return flag_definition(n.index);
    case Op::Let: return flag_let(n);
    case Op::Not: return to_.negation(kid(0));
    case Op::And:
    case Op::AllOf: {
      Register v = to_.flag(true);
      for (size_t i = 0; i < n.kids.size(); ++i) v = i == 0 ? kid(0) : to_.logic(Code::And, v, kid(i));
      return n.kids.size() == 1 ? to_.negation(to_.negation(v)) : v;
    }
    case Op::Or:
    case Op::AnyOf:
    case Op::NoneOf: {
      Register v = to_.flag(false);
      for (size_t i = 0; i < n.kids.size(); ++i) v = i == 0 ? kid(0) : to_.logic(Code::Or, v, kid(i));
      if (n.op == Op::NoneOf) return to_.negation(v);
      return n.kids.size() == 1 ? to_.negation(to_.negation(v)) : v;
    }
    case Op::AtLeastOf: {
      Number count = to_.constant(Exact(0));
      for (size_t i = 0; i < n.kids.size(); ++i)
        count = to_.add(count, to_.from_flag(to_.negation(to_.negation(kid(i)))));
      return to_.compare(Relation::AtLeast, count, to_.constant(Exact(n.index)));
    }
    case Op::Compare: return compared(n.kids[0], n.kids[1], n.comparison);
    case Op::IsOneOf: {
      const bool texts = std::all_of(n.kids.begin() + 1, n.kids.end(),
                                     [&](NodeId k) { return module_[k].op == Op::ConstantText; });
      if (texts) {
        std::vector<std::string_view> all;
        for (size_t i = 1; i < n.kids.size(); ++i) all.push_back(module_[n.kids[i]].text);
        return to_.one_of(number(n.kids[0]), all);
      }
      Register v = kNone;
      for (size_t i = 1; i < n.kids.size(); ++i) {
        const Register is = compared(n.kids[0], n.kids[i], Relation::Is);
        v = v == kNone ? is : to_.logic(Code::Or, v, is);
      }
      return v == kNone ? to_.flag(false) : v;
    }
    case Op::In: return within(n);
    case Op::Some:
    case Op::Every: return loop_flag(n);
    case Op::If: return to_.select_flag(kid(0), kid(1), kid(2));
    default: throw NoOperation{std::string(lowered::name(n.op))};
  }
}

}  // namespace bursar::batch
