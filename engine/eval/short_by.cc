#include "engine/eval/short_by.h"

#include <algorithm>

#include "engine/num/rounding.h"

namespace bursar::eval {

using checked::TypeKind;
using lowered::Op;
using num::Exact;

class ShortBy {
 public:
  ShortBy(Evaluator& e, const lowered::Module& m, const facts::Record& r) : evaluator_(e), module_(m), record_(r) {}

  std::optional<Trace::ShortBy> solve(const Node& n) {
    std::vector<uint32_t> facts;
    for (NodeId k : n.kids) collect(k, facts);
    for (uint32_t f : facts)
      if (auto found = solve_for(n, f)) return found;
    return std::nullopt;
  }

 private:
  /// slope · x + constant
  struct Line {
    Exact slope, constant;
  };

  void collect(NodeId id, std::vector<uint32_t>& into) const {
    const Node& n = module_[id];
    const TypeKind t = n.type.kind;
    const bool number = t == TypeKind::Money || checked::is_plain_number(t) || t == TypeKind::Date || t == TypeKind::Year;
    if (n.op == Op::Fact && number && record_.values[n.index].form != facts::Value::Form::Unknown &&
        std::find(into.begin(), into.end(), n.index) == into.end())
      into.push_back(n.index);
    if (n.op == Op::Definition && module_.definitions[n.index].steps.empty())
      collect(module_.definitions[n.index].value, into);
    for (NodeId k : n.kids) collect(k, into);
  }

  bool uses(NodeId id, uint32_t fact) const {
    std::vector<uint32_t> facts;
    collect(id, facts);
    return std::find(facts.begin(), facts.end(), fact) != facts.end();
  }

  std::optional<Line> line(NodeId id, uint32_t fact) {
    const Node& n = module_[id];
    if (n.op == Op::Fact && n.index == fact) return Line{Exact(1), Exact(0)};
    if (!uses(id, fact)) {
      const Value v = evaluator_.eval(id);
      if (!v.known()) return std::nullopt;
      return Line{Exact(0), n.type.kind == TypeKind::Date ? Exact(v.date.days) : v.number};
    }
    const auto two = [&]() -> std::optional<std::pair<Line, Line>> {
      const auto a = line(n.kids[0], fact);
      const auto b = a ? line(n.kids[1], fact) : std::nullopt;
      return b ? std::optional(std::pair(*a, *b)) : std::nullopt;
    };
    switch (n.op) {
      case Op::Definition:
        if (!module_.definitions[n.index].steps.empty()) return std::nullopt;
        return line(module_.definitions[n.index].value, fact);
      case Op::Negate:
        if (const auto a = line(n.kids[0], fact)) return Line{-a->slope, -a->constant};
        return std::nullopt;
      case Op::Add:
        if (const auto p = two())
          return Line{p->first.slope + p->second.slope, p->first.constant + p->second.constant};
        return std::nullopt;
      case Op::Subtract:
        if (const auto p = two())
          return Line{p->first.slope - p->second.slope, p->first.constant - p->second.constant};
        return std::nullopt;
      case Op::Multiply:
        if (const auto p = two()) {
          const auto& [a, b] = *p;
          if (!a.slope.is_zero() && !b.slope.is_zero()) return std::nullopt;
          return Line{a.slope * b.constant + b.slope * a.constant, a.constant * b.constant};
        }
        return std::nullopt;
      case Op::Divide:
        if (const auto p = two()) {
          const auto& [a, b] = *p;
          if (!b.slope.is_zero() || b.constant.is_zero()) return std::nullopt;
          return Line{*Exact::divide(a.slope, b.constant), *Exact::divide(a.constant, b.constant)};
        }
        return std::nullopt;
      default: return std::nullopt;
    }
  }

  std::optional<Trace::ShortBy> solve_for(const Node& n, uint32_t fact) {
    using syntax::Comparison;
    if (n.comparison == Comparison::IsNot) return std::nullopt;
    const auto left = line(n.kids[0], fact), right = line(n.kids[1], fact);
    if (!left || !right) return std::nullopt;
    const Exact slope = left->slope - right->slope;
    const auto zero = Exact::divide(right->constant - left->constant, slope);
    if (!zero) return std::nullopt;
    const checked::Fact& f = evaluator_.program_.facts[fact];
    const bool wants_more = n.comparison == Comparison::AtLeast || n.comparison == Comparison::MoreThan;
    const bool up = n.comparison == Comparison::Is ? *zero > have(fact) : wants_more == (slope.sign() > 0);
    const bool strict = n.comparison == Comparison::MoreThan || n.comparison == Comparison::LessThan;
    Exact target = *zero;
    if (const auto unit = smallest(f.type)) {
      target = num::round_to(target, up ? num::Rounding::Higher : num::Rounding::Lower, *unit);
      if (strict && target == *zero) target = up ? target + *unit : target - *unit;
    } else if (strict) {
      return std::nullopt;
    }
    const Exact gap = (target - have(fact)).abs();
    if (gap.is_zero() || target.sign() < 0) return std::nullopt;
    return Trace::ShortBy{fact, target < have(fact), gap, target};
  }

  Exact have(uint32_t fact) const {
    const facts::Value& v = record_.values[fact];
    if (v.form == facts::Value::Form::Date) return Exact(v.date.days);
    const checked::Program& program = *module_.program;
    return v.number * program.units[program.facts[fact].type.unit].factor;
  }

  static std::optional<Exact> smallest(const checked::Type& t) {
    switch (t.kind) {
      case TypeKind::Money: return t.currency.smallest_unit();
      case TypeKind::Count:
      case TypeKind::Date:
      case TypeKind::Year: return Exact(1);
      default: return std::nullopt;
    }
  }

  Evaluator& evaluator_;
  const lowered::Module& module_;
  const facts::Record& record_;
};

std::optional<Trace::ShortBy> short_by(Evaluator& evaluator, const lowered::Module& module,
                                       const facts::Record& record, NodeId comparison) {
  return ShortBy(evaluator, module, record).solve(module[comparison]);
}

}  // namespace bursar::eval
