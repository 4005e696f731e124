#include <utility>

#include "engine/lowered/module.h"

namespace bursar::lowered {

namespace {

using syntax::Expr;
using syntax::ExprId;
using syntax::ExprKind;
using syntax::StatementKind;

class Lowering {
 public:
  explicit Lowering(const checked::Program& program) : program_(program), tree_(*program.tree) {
    module_.program = &program;
  }

  Module run() {
    module_.nodes.reserve(tree_.exprs.size());
    for (const auto& d : tree_.definitions) module_.definitions.push_back(definition(d));
    for (const auto& p : tree_.parameters) {
      std::vector<DatedValue> values;
      for (const auto& v : p.values) values.push_back({v.from, expr(v.value)});
      module_.parameters.push_back(std::move(values));
    }
    for (uint32_t c = 0; c < tree_.clauses.size(); ++c) module_.clauses.push_back(clause(c));
    module_.assumptions.resize(program_.facts.size());
    for (size_t f = 0; f < program_.facts.size(); ++f)
      if (f < program_.assumed.size() && program_.assumed[f])
        module_.assumptions[f] = expr(tree_.assumptions[*program_.assumed[f]].definition.value);
    if (!tree_.policies.empty()) {
      const auto& p = tree_.policies[0];
      module_.decided_by = expr(p.decided_by);
      module_.in_force = p.in_force;
      for (const auto& r : p.rounding)
        (r.total ? module_.round_total : module_.round_line) = Rounding{r.mode, expr(r.multiple)};
    }
    return std::move(module_);
  }

 private:
  NodeId add(Node n) {
    module_.nodes.push_back(std::move(n));
    return NodeId(module_.nodes.size() - 1);
  }

  std::vector<Step> steps(const std::vector<syntax::Step>& from) {
    std::vector<Step> out;
    for (const auto& s : from) out.push_back({s.kind, expr(s.operand), s.mode});
    return out;
  }

  Definition definition(const syntax::Definition& d) { return {expr(d.value), steps(d.steps)}; }

  static Condition::Kind kind_of(StatementKind k) {
    switch (k) {
      case StatementKind::ExceptWhen: return Condition::Kind::ExceptWhen;
      case StatementKind::Require: return Condition::Kind::Require;
      case StatementKind::ReferWhen: return Condition::Kind::ReferWhen;
      default: return Condition::Kind::When;
    }
  }

  Clause clause(uint32_t index) {
    const checked::Clause& from = program_.clauses[index];
    const auto& body = tree_.clauses[index].body;
    Clause c;
    const auto conditions = [&](const std::vector<uint32_t>& which) {
      std::vector<Condition> out;
      for (uint32_t i : which) out.push_back({kind_of(body[i].kind), expr(body[i].expr), body[i].text});
      return out;
    };
    const auto step_list = [&](const std::vector<uint32_t>& which) {
      std::vector<Step> out;
      for (uint32_t i : which) out.push_back({body[i].step.kind, expr(body[i].step.operand), body[i].step.mode});
      return out;
    };
    c.conditions = conditions(from.conditions);
    c.item_conditions = conditions(from.item_conditions);
    for (uint32_t i : from.lets) c.lets.push_back(definition(body[i].definition));
    if (from.for_each) {
      Loop loop;
      loop.list = expr(body[*from.for_each].expr);
      loop.record = from.record;
      for (uint32_t i : from.where) loop.where.push_back(expr(body[i].expr));
      if (from.by) loop.by = expr(body[*from.by].expr);
      if (from.in_order_of) {
        loop.order = expr(body[*from.in_order_of].expr);
        loop.descending = body[*from.in_order_of].descending;
      }
      if (from.take) {
        loop.takes = true;
        loop.first = body[*from.take].first;
        loop.last = body[*from.take].last;
      }
      for (uint32_t i : from.of_these) loop.of_these.push_back(expr(body[i].expr));
      if (from.once_per) loop.once_per = expr(body[*from.once_per].expr);
      c.loop = std::move(loop);
    }
    if (from.base) c.base = expr(body[*from.base].expr);
    c.base_steps = step_list(from.base_steps);
    if (from.pay) {
      c.verb = body[*from.pay].verb;
      c.pay = expr(body[*from.pay].expr);
    }
    c.pay_steps = step_list(from.pay_steps);
    c.total_steps = step_list(from.total_steps);
    c.in_force = from.in_force;
    c.decided_by = expr(from.decided_by);
    return c;
  }

  NodeId constant(num::Exact value, Type type, ExprId origin) {
    Node n{Op::Constant, type, origin, {}};
    n.value = std::move(value);
    return add(std::move(n));
  }

  NodeId simple(Op op, ExprId id, std::vector<NodeId> kids) {
    return add(Node{op, program_.types[id.index], id, std::move(kids)});
  }

  std::vector<NodeId> kids(const Expr& e) {
    std::vector<NodeId> out;
    for (ExprId k : e.kids) out.push_back(expr(k));
    return out;
  }

  NodeId date_sum(ExprId id, const Expr& e) {
    // D + 7 days, D - 3 months: the duration is a figure with its unit.
    const Expr& d = tree_[e.kids[1]];
    num::Exact n = d.kind == ExprKind::Quantity ? d.value : num::Exact(0);
    if (e.kind == ExprKind::Subtract) n = -n;
    const bool days = d.unit == "days";
    if (d.unit == "years") n = n * num::Exact(12);
    Node node{days ? Op::AddDays : Op::AddMonths, program_.types[id.index], id, {expr(e.kids[0])}};
    node.value = std::move(n);
    return add(std::move(node));
  }

  NodeId path(ExprId id, const Expr&) {
    const checked::Ref& r = program_.refs[id.index];
    using Kind = checked::Ref::Kind;
    Op op = Op::Unknown;
    switch (r.kind) {
      case Kind::Fact: op = Op::Fact; break;
      case Kind::Field: op = Op::Field; break;
      case Kind::Definition: op = Op::Definition; break;
      case Kind::Parameter: op = Op::Parameter; break;
      case Kind::Clause: op = Op::ClauseAmount; break;
      case Kind::Let: op = Op::Let; break;
      case Kind::Value: {
        Node n{Op::ConstantText, program_.types[id.index], id, {}};
        n.text = program_.one_ofs[r.outer].names[r.index];
        return add(std::move(n));
      }
      default: break;
    }
    Node n{op, program_.types[id.index], id, {}};
    n.index = r.index;
    n.outer = r.outer;
    return add(std::move(n));
  }

  NodeId expr(ExprId id) {
    if (!id.has()) return {};
    const Expr& e = tree_[id];
    const Type type = program_.types[id.index];
    using checked::TypeKind;
    switch (e.kind) {
      case ExprKind::Quantity: return constant(syntax::number_of(e), type, id);
      case ExprKind::Yes: return constant(num::Exact(1), type, id);
      case ExprKind::No: return constant(num::Exact(0), type, id);
      case ExprKind::Date: {
        Node n{Op::ConstantDate, type, id, {}};
        n.date = e.date;
        return add(std::move(n));
      }
      case ExprKind::Text: {
        Node n{Op::ConstantText, type, id, {}};
        n.text = e.text;
        return add(std::move(n));
      }
      case ExprKind::Unknown: return simple(Op::Unknown, id, {});
      case ExprKind::DoesNotApply: return simple(Op::DoesNotApply, id, {});
      case ExprKind::Path: return path(id, e);
      case ExprKind::Base: return simple(Op::Base, id, {});
      case ExprKind::Total:
      case ExprKind::Position: return simple(Op::Unknown, id, {});
      case ExprKind::Negate: return simple(Op::Negate, id, kids(e));
      case ExprKind::Add:
      case ExprKind::Subtract:
        if (program_.types[e.kids[0].index].kind == TypeKind::Date) {
          if (program_.types[e.kids[1].index].kind == TypeKind::Duration) return date_sum(id, e);
          return simple(Op::DaysBetween, id, {expr(e.kids[1]), expr(e.kids[0])});
        }
        return simple(e.kind == ExprKind::Add ? Op::Add : Op::Subtract, id, kids(e));
      case ExprKind::Multiply:
      case ExprKind::Of: return simple(Op::Multiply, id, kids(e));
      case ExprKind::Divide: return simple(Op::Divide, id, kids(e));
      case ExprKind::Power: return simple(Op::Power, id, kids(e));
      case ExprKind::Lower: return simple(Op::Lower, id, kids(e));
      case ExprKind::Higher: return simple(Op::Higher, id, kids(e));
      case ExprKind::If: return simple(Op::If, id, kids(e));
      case ExprKind::Not: return simple(Op::Not, id, kids(e));
      case ExprKind::And: return simple(Op::And, id, kids(e));
      case ExprKind::Or: return simple(Op::Or, id, kids(e));
      case ExprKind::Checklist: {
        constexpr Op kOps[] = {Op::AllOf, Op::AnyOf, Op::NoneOf, Op::AtLeastOf};
        std::vector<NodeId> items;
        for (const auto& item : e.items) items.push_back(expr(item.condition));
        Node n{kOps[static_cast<size_t>(e.head)], type, id, std::move(items)};
        n.index = e.at_least;
        return add(std::move(n));
      }
      case ExprKind::Compare: {
        Node n{Op::Compare, type, id, kids(e)};
        n.comparison = e.comparison;
        return add(std::move(n));
      }
      case ExprKind::IsOneOf: return simple(Op::IsOneOf, id, kids(e));
      case ExprKind::IsNotOneOf: return simple(Op::Not, id, {simple(Op::IsOneOf, id, kids(e))});
      case ExprKind::In: return simple(Op::In, id, kids(e));
      case ExprKind::StartOf: return simple(Op::StartOf, id, kids(e));
      case ExprKind::EndOf: return simple(Op::EndOf, id, kids(e));
      case ExprKind::MonthOf: return simple(Op::MonthOf, id, kids(e));
      case ExprKind::YearOf: return simple(Op::YearOf, id, kids(e));
      case ExprKind::DaysBetween: return simple(Op::DaysBetween, id, kids(e));
      case ExprKind::CompleteMonthsBetween: return simple(Op::MonthsBetween, id, kids(e));
      case ExprKind::CompleteYearsBetween: return simple(Op::YearsBetween, id, kids(e));
      case ExprKind::Matched: {
        // X matched a:b is b yuan of ours for each a of theirs.
        const NodeId x = expr(e.kids[0]), a = expr(e.kids[1]), b = expr(e.kids[2]);
        if (tree_[e.kids[1]].value == tree_[e.kids[2]].value) return x;
        return simple(Op::Divide, id, {simple(Op::Multiply, id, {x, b}), a});
      }
      case ExprKind::Sum:
      case ExprKind::Average:
      case ExprKind::Highest:
      case ExprKind::Smallest:
      case ExprKind::Number:
      case ExprKind::Some:
      case ExprKind::Every: {
        constexpr std::pair<ExprKind, Op> kOps[] = {
            {ExprKind::Sum, Op::Sum},         {ExprKind::Average, Op::Average}, {ExprKind::Highest, Op::Highest},
            {ExprKind::Smallest, Op::Smallest}, {ExprKind::Number, Op::Number}, {ExprKind::Some, Op::Some},
            {ExprKind::Every, Op::Every}};
        Op op = Op::Sum;
        for (const auto& [kind, o] : kOps)
          if (kind == e.kind) op = o;
        Node n{op, type, id, kids(e)};
        n.list = expr(e.loop.list);
        n.where = expr(e.loop.where);
        return add(std::move(n));
      }
      case ExprKind::Ladder: {
        Node n{Op::Ladder, type, id, kids(e)};
        for (const auto& row : e.rows) n.rows.push_back({row.comparison, expr(row.bound), expr(row.value)});
        return add(std::move(n));
      }
      case ExprKind::AsDecided: {
        Node n{Op::Decided, type, id, kids(e)};
        n.index = program_.refs[id.index].index;
        return add(std::move(n));
      }
      case ExprKind::Stepped: {
        Node n{Op::Stepped, type, id, kids(e)};
        n.steps = steps(e.steps);
        return add(std::move(n));
      }
    }
    return {};
  }

  const checked::Program& program_;
  const syntax::Tree& tree_;
  Module module_;
};

}  // namespace

Module from_checked(const checked::Program& program) { return Lowering(program).run(); }

}  // namespace bursar::lowered
