#include <algorithm>

#include "engine/eval/operands.h"
#include "engine/num/rounding.h"

namespace bursar::eval {

using checked::TypeKind;
using lowered::Op;
using num::Exact;
using State = Value::State;

namespace {

/// Beyond this a value is absurd, and slow to compute with.
constexpr size_t kMaxBits = 16'384;

bool is_date(const checked::Type& t) { return t.kind == TypeKind::Date; }
bool is_text(const checked::Type& t) { return t.kind == TypeKind::Text || t.kind == TypeKind::OneOf; }

}  // namespace

ops::Compared compared_as(const checked::Type& type) {
  return is_date(type) ? ops::Compared::Dates : is_text(type) ? ops::Compared::Texts : ops::Compared::Numbers;
}

void Evaluator::bound_size(const Value& v, NodeId id) {
  if (!v.number.is_small() && v.known() && v.number.bits() > kMaxBits) throw FaultSignal{"too_large", id, {}};
}

Value Evaluator::eval(NodeId id) {
  Value v = evaluate_node(module_[id], id);
  bound_size(v, id);
  return v;
}

Value Evaluator::from_fact(const facts::Value& v, const checked::Type& type, uint32_t fact_index) {
  using Form = facts::Value::Form;
  switch (v.form) {
    case Form::Unknown:
      if (type.kind == TypeKind::YesNo) return ops::unknown({fact_index}, Exact(0), Exact(1));
      // A stated amount is never negative (a profile that says so is refused), nor is a count.
      if (type.kind == TypeKind::Money || type.kind == TypeKind::Count) return ops::unknown({fact_index}, Exact(0));
      return ops::unknown({fact_index});
    case Form::DoesNotApply: return ops::does_not_apply();
    case Form::Date:
      if (type.kind == TypeKind::Month) break;  // a month's index is its number
      return ops::of_date(v.date);
    case Form::Text: return ops::of_text(v.text);
    case Form::List: {
      Value out;
      out.hold(v.items);
      return out;
    }
    case Form::Period: {
      Value out;
      out.hold(v.period);
      return out;
    }
    case Form::YesNo:
    case Form::Number: break;
  }
  return ops::known(type.unit == 0 ? v.number : v.number * program_.units[type.unit].factor);
}

Value Evaluator::fact(uint32_t index) {
  const facts::Value& v = record_->values[index];
  if (v.form == facts::Value::Form::Unknown && module_.assumptions[index].has()) return eval(module_.assumptions[index]);
  return from_fact(v, program_.facts[index].type, index);
}

/// Of the clause being evaluated.
const lowered::Policy& Evaluator::policy() const {
  return module_.policies[here_.clause ? part_[*here_.clause] : 0];
}

Value Evaluator::deciding_date() {
  NodeId by = here_.clause ? module_.clauses[*here_.clause].decided_by : NodeId{};
  if (!by.has()) by = policy().decided_by;
  if (by.has()) return eval(by);
  return as_of_ ? ops::of_date(*as_of_) : ops::unknown({});
}

Value Evaluator::parameter(const Node& n, NodeId id, const Value& date) {
  const auto& values = module_.parameters[n.index];
  const auto value = [&](const lowered::DatedValue& v) {
    const std::pair used(n.index, static_cast<uint32_t>(&v - values.data()));
    if (std::find(here_.used_parameters.begin(), here_.used_parameters.end(), used) == here_.used_parameters.end())
      here_.used_parameters.push_back(used);
    return eval(v.values[std::min<size_t>(n.outer, v.values.size() - 1)]);
  };
  if (values.size() == 1 && !values[0].from) return value(values[0]);
  if (date.known()) {
    const lowered::DatedValue* chosen = nullptr;
    for (const auto& v : values)
      if (!v.from || *v.from <= date.date) chosen = &v;
    if (chosen == nullptr) throw FaultSignal{"no_value_on_date", id, {}};
    return value(*chosen);
  }
  Value out = value(values[0]);
  for (size_t i = 1; i < values.size(); ++i) out = ops::hull(out, value(values[i]));
  if (!out.known()) out.depend_on(date.deps());
  return out;
}

Value Evaluator::quotient(const Value& a, const Value& b, NodeId id) {
  auto q = ops::divide(a, b);
  if (!q) throw FaultSignal{"division_by_zero", id, {}};
  return *q;
}

Value Evaluator::comparison(const Node& n, const Value& a, const Value& b, syntax::Comparison c) {
  return ops::compare(static_cast<ops::Relation>(c), compared_as(module_[n.kids[0]].type), a, b);
}

Value Evaluator::decided(const Node& n, NodeId id) {
  Value v = fact(n.index);
  if (n.kids.empty()) return v;
  const Value limit = eval(n.kids[0]);
  if (v.known() && limit.known() && v.number > limit.number) throw FaultSignal{"above_limit", id, {}};
  if (v.state == State::Unknown) v.set_open({v.lo(), ops::highest(limit), v.deps()});
  return v;
}

Value Evaluator::apply(Value v, const lowered::Step& step) { return apply(std::move(v), step, eval(step.operand)); }

Value Evaluator::apply(Value v, const lowered::Step& step, const Value& o) {
  using syntax::StepKind;
  // A cap or a floor of what does not apply is no amount.
  if (v.state == State::DoesNotApply || v.state == State::NoRow) return v;
  switch (step.kind) {
    case StepKind::Plus: return ops::add(v, o);
    case StepKind::Less: return ops::subtract(v, o);
    case StepKind::MultipliedBy: return ops::multiply(v, o);
    case StepKind::DividedBy: return quotient(v, o, step.operand);
    case StepKind::RaisedBy: return ops::multiply(v, ops::add(ops::known(Exact(1)), o));
    case StepKind::LoweredBy: return ops::multiply(v, ops::subtract(ops::known(Exact(1)), o));
    case StepKind::CappedAt: return ops::lower(v, o);
    case StepKind::NotBelow: return ops::higher(v, o);
    case StepKind::CumulativelyCappedAt: {
      // What this clause gave before, in earlier claims and in the lines so far, counts.
      Value rest = ops::subtract(o, earlier_awards(*here_.clause, syntax::Window::Kind::Ever, {}, step.operand));
      if (here_.paid_in_loop) rest = ops::subtract(rest, *here_.paid_in_loop);
      return ops::lower(v, ops::higher(rest, ops::known(Exact(0))));
    }
    case StepKind::Rounded:
      if (!o.known() || o.number.sign() <= 0) return ops::unknown(o.deps());
      return ops::round(v, step.mode, o.number);
  }
  return v;
}

Value Evaluator::stepped(Value running, const std::vector<lowered::Step>& steps) {
  const auto before = here_.base;
  for (const auto& s : steps) {
    here_.base = running;
    running = apply(std::move(running), s);
    bound_size(running, s.operand);
  }
  here_.base = before;
  return running;
}

uint32_t Evaluator::item_count(const Value& list) {
  const size_t n = list.list() != nullptr ? list.list()->size() : list.sequence() != nullptr ? list.sequence()->size() : 0;
  return static_cast<uint32_t>(n);
}

Evaluator::Item Evaluator::item_at(const Value& list, uint32_t i) {
  if (list.list() != nullptr) return {&(*list.list())[i], nullptr, i + 1, i + 1};
  return {nullptr, &(*list.sequence())[i], i + 1, i + 1};
}

/// The sum over the items before, in the order they are gone through, and this one.
Value Evaluator::so_far(const Node& n, NodeId id) {
  SoFar& s = here_.so_far[{id.index, here_.items.empty() ? 0 : here_.items.back().group}];
  const uint32_t position = here_.items.empty() ? 0 : here_.items.back().position;
  const Value own = eval(n.kids[0]);
  if (s.position == 0) {
    s.before = ops::known(Exact(0));
  } else if (s.position != position) {
    s.before = ops::add(s.before, s.current);
  }
  s.position = position;
  s.current = own;
  return ops::add(s.before, own);
}

Value Evaluator::loop_value(const Node& n, NodeId id) {
  const Value list = eval(n.list);
  const bool condition = n.op == Op::Some || n.op == Op::Every;
  if (list.state == State::Unknown) {
    if (condition) return ops::unknown(list.deps(), Exact(0), Exact(1));
    if (n.op == Op::Number) return ops::unknown(list.deps(), Exact(0));
    return ops::unknown(list.deps());
  }
  Value result = n.op == Op::Every ? ops::yes_no(true) : ops::yes_no(false);
  Value count = ops::known(Exact(0));
  std::optional<Value> best;
  for (uint32_t i = 0, size = item_count(list); i < size; ++i) {
    here_.items.push_back(item_at(list, i));
    Value selected = n.where.has() ? eval(n.where) : ops::yes_no(true);
    if (selected.state == State::DoesNotApply) selected = ops::yes_no(false);
    if (!selected.is_no()) {
      if (condition) {
        const Value holds = n.kids.empty() ? ops::yes_no(true) : eval(n.kids[0]);
        result = n.op == Op::Some ? ops::disjunction(result, ops::conjunction(selected, holds))
                                  : ops::conjunction(result, ops::disjunction(ops::negation(selected), holds));
      } else {
        Value v = n.op == Op::Number ? ops::known(Exact(1)) : eval(n.kids[0]);
        if (v.state != State::DoesNotApply) {
          Value one = ops::known(Exact(1));
          Value taken = v;
          if (!selected.known()) {
            taken = ops::hull(v, ops::known(Exact(0)));
            if (!taken.known()) taken.depend_on(selected.deps());
            one = ops::unknown(selected.deps(), Exact(0), Exact(1));
          }
          result = ops::add(result, taken);
          count = ops::add(count, one);
          if (selected.is_yes()) {
            best = !best ? v : n.op == Op::Highest ? ops::higher(*best, v) : ops::lower(*best, v);
          } else if (n.op == Op::Highest || n.op == Op::Smallest) {
            Value wide = ops::unknown(v.deps());
            wide.depend_on(selected.deps());
            best = best ? ops::hull(*best, wide) : wide;
          }
        }
      }
    }
    here_.items.pop_back();
  }
  switch (n.op) {
    case Op::Number: return count;
    case Op::Average: return quotient(result, count, id);
    case Op::Highest:
    case Op::Smallest: return best ? *best : ops::known(Exact(0));
    default: return result;
  }
}

/// What would settle it is that item's field.
Value Evaluator::open_field(const Item& item, uint32_t field, Value v) {
  ops::Deps deps;
  for (uint32_t f = 0; f < record_->values.size(); ++f) {
    const auto& rows = record_->values[f].items;
    if (rows.empty() || item.fields < rows.data() || item.fields >= rows.data() + rows.size()) continue;
    const Trace::OpenField open{f, item.position, program_.facts[f].type.index, field};
    auto& known = trace_->open_fields;
    auto at = std::find(known.begin(), known.end(), open);
    if (at == known.end()) at = known.insert(at, open);
    deps = {static_cast<uint32_t>(program_.facts.size() + static_cast<size_t>(at - known.begin()))};
  }
  v.set_open({v.lo(), v.hi(), std::move(deps)});
  return v;
}

Value Evaluator::evaluate_node(const Node& n, NodeId id) {
  const auto kid = [&](size_t i) { return eval(n.kids[i]); };
  const auto dates = [&](auto compute) -> Value {
    const Value a = kid(0), b = kid(1);
    if (a.state == State::DoesNotApply || b.state == State::DoesNotApply) return ops::does_not_apply();
    if (!a.known() || !b.known()) {
      ops::Deps deps = a.deps();
      ops::merge(deps, b.deps());
      return ops::unknown(std::move(deps));
    }
    return ops::known(Exact(compute(a.date, b.date)));
  };
  switch (n.op) {
    case Op::Constant: return ops::known(n.value);
    case Op::ConstantDate: return ops::of_date(n.date);
    case Op::ConstantText: return ops::of_text(n.text);
    case Op::Unknown: return ops::unknown({});
    case Op::DoesNotApply: return ops::does_not_apply();
    case Op::Fact: return fact(n.index);
    case Op::Decided: return decided(n, id);
    case Op::Field: {
      const Item& item = here_.items[here_.items.size() - 1 - n.outer];
      Value v = from_fact((*item.fields)[n.index], n.type, 0);
      return v.state == State::Unknown ? open_field(item, n.index, std::move(v)) : v;
    }
    case Op::LoopItem: return *here_.items[here_.items.size() - 1 - n.outer].element;
    case Op::Position:
      if (here_.items.back().place == 0) return ops::unknown({}, Exact(1));
      return ops::known(Exact(here_.items.back().place));
    case Op::Total: return here_.total ? *here_.total : ops::unknown({});
    case Op::SoFar: return so_far(n, id);
    case Op::EarlierAwards: return earlier_awards(n.index, n.window, n.kids.empty() ? NodeId{} : n.kids[0], id);
    case Op::NeverAwarded: return ops::negation(awarded_item(n.index, {}, {}));
    case Op::ClausePaid: return paid(n.index);
    case Op::Parameter: return parameter(n, id, n.kids.empty() ? deciding_date() : kid(0));
    case Op::ParameterAveraged: return averaged(n, id);
    case Op::Definition: {
      auto& memo = definitions_[n.index];
      if (!memo) {
        auto items = std::exchange(here_.items, {});
        auto base = std::exchange(here_.base, std::nullopt);
        const auto& d = module_.definitions[n.index];
        memo = stepped(eval(d.value), d.steps);
        here_.items = std::move(items);
        here_.base = std::move(base);
      }
      if (std::find(here_.used_definitions.begin(), here_.used_definitions.end(), n.index) == here_.used_definitions.end())
        here_.used_definitions.push_back(n.index);
      return *memo;
    }
    case Op::ClauseAmount: return of_versions(n.index, &ClauseState::amount);
    case Op::Let: {
      auto& memo = here_.lets[n.index];
      if (!memo) {
        const auto& d = module_.clauses[n.outer].lets[n.index];
        memo = stepped(eval(d.value), d.steps);
      }
      return *memo;
    }
    case Op::Base: return here_.base ? *here_.base : ops::unknown({});
    case Op::Negate: return ops::negate(kid(0));
    case Op::Add:
    case Op::Subtract:
    case Op::Multiply:
    case Op::Divide:
    case Op::Lower:
    case Op::Higher: return arithmetic(n, id, kid);
    case Op::Power: {
      const Value a = kid(0), e = kid(1);
      const auto whole = e.known() ? e.number.to_int64() : std::nullopt;
      if (!a.known() || !whole) return ops::unknown(a.deps());
      const auto p = Exact::power(a.number, *whole);
      if (!p) throw FaultSignal{a.number.is_zero() ? "division_by_zero" : "too_large", id, {}};
      return ops::known(*p);
    }
    case Op::If: {
      const Value c = ops::negation(kid(0));
      if (c.is_no()) return kid(1);
      if (c.is_yes()) return kid(2);
      const Value a = kid(1), b = kid(2);
      if (is_date(n.type) || is_text(n.type)) return ops::unknown(c.deps());
      Value out = ops::hull(a, b);
      if (!out.known()) out.depend_on(c.deps());
      return out;
    }
    case Op::CompletedUnits:
    case Op::StartedUnits: {
      auto count = ops::times(kid(0), kid(1), n.op == Op::StartedUnits);
      if (!count) throw FaultSignal{"division_by_zero", id, {}};
      return *count;
    }
    case Op::DaysBetween: return dates([](num::Date a, num::Date b) { return num::days_between(a, b); });
    case Op::MonthsBetween: return dates([](num::Date a, num::Date b) { return num::complete_months_between(a, b); });
    case Op::YearsBetween: return dates([](num::Date a, num::Date b) { return num::complete_years_between(a, b); });
    case Op::MoveBy:
    case Op::NextWorkingDay:
    case Op::FirstAfter:
    case Op::StartOf:
    case Op::EndOf:
    case Op::MonthOf:
    case Op::YearOf:
    case Op::PeriodFrom:
    case Op::LengthOf:
    case Op::DaysIn:
    case Op::WorkingDaysIn:
    case Op::MonthsIn:
    case Op::ClockBand:
    case Op::SplitEvery:
    case Op::MonthsOf:
    case Op::Range:
    case Op::SeriesAt: return time(n, id);
    case Op::Not:
    case Op::And:
    case Op::Or:
    case Op::AllOf:
    case Op::AnyOf:
    case Op::NoneOf:
    case Op::AtLeastOf: return grouped(n, kid);
    case Op::Compare: return comparison(n, kid(0), kid(1), n.comparison);
    case Op::IsOneOf: {
      const Value a = kid(0);
      Value v = ops::yes_no(false);
      for (size_t i = 1; i < n.kids.size(); ++i)
        v = ops::disjunction(v, comparison(n, a, kid(i), syntax::Comparison::Is));
      return v;
    }
    case Op::In: return in_span(n);
    case Op::Sum:
    case Op::Average:
    case Op::Highest:
    case Op::Smallest:
    case Op::Number:
    case Op::Some:
    case Op::Every: return loop_value(n, id);
    case Op::Ladder: return ladder(n);
    case Op::TiersWhole: return tiers_whole(n);
    case Op::TiersMarginal: return tiers_marginal(n);
    case Op::Table: return table(n);
    case Op::Stepped: return stepped(kid(0), n.steps);
  }
  return ops::unknown({});
}

}  // namespace bursar::eval
