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
      const auto index = static_cast<uint32_t>(module_.parameters.size());
      for (const auto& v : p.values) {
        DatedValue dated{v.from, {}};
        for (ExprId value : v.values) dated.values.push_back(expr(value));
        if (!v.key_rows.empty()) dated.values.push_back(row_of_fact(index, v));
        values.push_back(std::move(dated));
      }
      module_.parameters.push_back(std::move(values));
    }
    for (uint32_t c = 0; c < tree_.clauses.size(); ++c) module_.clauses.push_back(clause(c));
    module_.assumptions.resize(program_.facts.size());
    for (size_t f = 0; f < program_.facts.size(); ++f)
      if (f < program_.assumed.size() && program_.assumed[f])
        module_.assumptions[f] = expr(tree_.assumptions[*program_.assumed[f]].definition.value);
    programme();
    for (size_t part = 0; part < program_.policies.size(); ++part) module_.policies.push_back(policy(part));
    return std::move(module_);
  }

 private:
  NodeId add(Node n) {
    module_.nodes.push_back(std::move(n));
    return NodeId(module_.nodes.size() - 1);
  }

  std::vector<Step> steps(const std::vector<syntax::Step>& from) {
    std::vector<Step> out;
    for (const auto& s : from) out.push_back({s.kind, expr(s.operand), s.mode, s.cut});
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
    clause_ = index;
    const auto conditions = [&](const std::vector<uint32_t>& which) {
      std::vector<Condition> out;
      for (uint32_t i : which) out.push_back({kind_of(body[i].kind), expr(body[i].expr), body[i].text, body[i].text_second});
      return out;
    };
    const auto step_list = [&](const std::vector<uint32_t>& which) {
      std::vector<Step> out;
      for (uint32_t i : which) out.push_back({body[i].step.kind, expr(body[i].step.operand), body[i].step.mode, body[i].step.cut});
      return out;
    };
    c.conditions = conditions(from.conditions);
    c.item_conditions = conditions(from.item_conditions);
    for (uint32_t i : from.lets) c.lets.push_back(definition(body[i].definition));
    if (from.for_each) {
      Loop loop;
      loop.list = expr(body[*from.for_each].expr);
      loop.item = from.item;
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
      if (from.unbroken_by) loop.unbroken_by = expr(body[*from.unbroken_by].expr);
      c.loop = std::move(loop);
    }
    if (from.base) c.base = expr(body[*from.base].expr);
    c.base_steps = step_list(from.base_steps);
    if (from.pay) {
      c.verb = body[*from.pay].verb;
      c.pay = expr(body[*from.pay].expr);
      c.until = expr(body[*from.pay].until);
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

  void programme() {
    module_.component = program_.component;
    module_.members.resize(program_.component.size());
    for (uint32_t c = 0; c < program_.component.size(); ++c) module_.members[program_.component[c]].push_back(c);
    for (const auto& l : tree_.limits)
      module_.limits.push_back({expr(l.at_most), expr(l.counting), expr(l.when), expr(l.window.length)});
    for (const auto& b : tree_.budgets)
      module_.budgets.push_back({expr(b.at_most), expr(b.in_order_of), expr(b.per_receiver), expr(b.floor_to),
                                 expr(b.ties_by), expr(b.window.length)});
    for (const auto& i : tree_.instalments) {
      std::vector<Instalment> parts;
      for (const auto& part : i.parts) parts.push_back({expr(part.share), expr(part.on)});
      module_.instalments.push_back(std::move(parts));
    }
  }

  Policy policy(size_t part) {
    const syntax::Policy& from = tree_.policies[program_.policies[part].index];
    Policy p;
    p.decided_by = expr(from.decided_by);
    p.in_force = from.in_force;
    p.fiscal_year = from.fiscal_year.value_or(syntax::YearStart{});
    for (const auto& r : from.rounding) (r.total ? p.round_total : p.round_line) = Rounding{r.mode, expr(r.multiple)};
    if (const auto calendar = program_.policies[part].working_days) {
      const syntax::Calendar& c = tree_.calendars[*calendar];
      num::WorkingDays days;
      days.week = *c.works;
      for (const auto& r : c.closed) days.closed.emplace_back(r.first, r.last);
      for (const auto& r : c.open) days.open.emplace_back(r.first, r.last);
      p.working_days = std::move(days);
    }
    return p;
  }

  /// The row of a parameter that its fact picks.
  NodeId row_of_fact(uint32_t parameter, const syntax::DatedValue& v) {
    const ExprId origin = v.key_rows[0].values[0];
    Node key{Op::Fact, program_.facts[*program_.parameter_by[parameter]].type, origin};
    key.index = *program_.parameter_by[parameter];
    Node table{Op::Table, program_.parameter_types[parameter][0], origin, {add(std::move(key))}};
    for (const auto& row : v.key_rows) table.key_rows.push_back({exprs(row.keys), expr(row.values[0])});
    return add(std::move(table));
  }

  std::vector<NodeId> exprs(const std::vector<ExprId>& list) {
    std::vector<NodeId> out;
    for (ExprId e : list) out.push_back(expr(e));
    return out;
  }

  NodeId compare(ExprId id, syntax::Comparison comparison, NodeId a, NodeId b) {
    Node n{Op::Compare, {checked::TypeKind::YesNo}, id, {a, b}};
    n.comparison = comparison;
    return add(std::move(n));
  }

  /// Tiers to bands with both edges: a one-sided row is cut at its neighbour.
  NodeId tiers(ExprId id, const Expr& e) {
    using syntax::Comparison;
    using syntax::Row;
    Node n{e.kind == ExprKind::TiersWhole ? Op::TiersWhole : Op::TiersMarginal, program_.types[id.index], id, kids(e)};
    for (const Row& row : e.rows) {
      Band b;
      b.value = expr(row.value);
      switch (row.form) {
        case Row::Form::Otherwise: b.otherwise = true; break;
        case Row::Form::UpTo:
          b.upper = expr(row.bound);
          b.upper_included = true;
          break;
        case Row::Form::Above: b.lower = expr(row.bound); break;
        case Row::Form::Compare: {
          const bool upward = row.comparison == Comparison::AtLeast || row.comparison == Comparison::MoreThan;
          (upward ? b.lower : b.upper) = expr(row.bound);
          (upward ? b.lower_included : b.upper_included) =
              row.comparison == Comparison::AtLeast || row.comparison == Comparison::AtMost;
          if (row.upper.has()) {
            b.upper = expr(row.upper);
            b.upper_included = row.upper_comparison == Comparison::AtMost;
          }
        }
      }
      n.bands.push_back(b);
    }
    for (size_t i = 1; i < n.bands.size(); ++i) {
      Band &below = n.bands[i - 1], &above = n.bands[i];
      if (above.otherwise) continue;
      if (!below.upper.has() && above.lower.has()) {
        below.upper = above.lower;
        below.upper_included = !above.lower_included;
      } else if (!above.lower.has() && below.upper.has()) {
        above.lower = below.upper;
        above.lower_included = !below.upper_included;
      }
    }
    return add(std::move(n));
  }

  NodeId table(ExprId id, const Expr& e) {
    Node n{Op::Table, program_.types[id.index], id, kids(e)};
    for (const auto& row : e.key_rows)
      for (size_t c = 0; c < row.values.size(); ++c) {
        KeyRow one{exprs(row.keys), expr(row.values[c])};
        if (!e.columns.empty()) {
          // `otherwise` across columns: the row of every other key, in each column.
          if (row.keys.empty()) one.keys.resize(e.kids.size() - 1);
          one.keys.push_back(expr(e.columns[c]));
        }
        n.key_rows.push_back(std::move(one));
      }
    return add(std::move(n));
  }

  /// From P at A to Q at B: P + (Q - P) * (x - A) / (B - A) with x held between A and B; in steps, (x - A) counts in
  /// whole steps and the result does not pass Q.
  NodeId taper(ExprId id, const Expr& e) {
    const Type type = program_.types[id.index], measure = program_.types[e.kids[0].index];
    const NodeId x = expr(e.kids[0]), a = expr(e.kids[1]), b = expr(e.kids[2]), p = expr(e.kids[3]), q = expr(e.kids[4]);
    const auto make = [&](Op op, Type t, NodeId l, NodeId r) { return add(Node{op, t, id, {l, r}}); };
    const NodeId held = make(Op::Higher, measure, make(Op::Lower, measure, x, b), a);
    const NodeId along = make(Op::Subtract, measure, held, a), length = make(Op::Subtract, measure, b, a);
    const NodeId change = make(Op::Subtract, type, q, p);
    if (e.steps_of == syntax::TaperSteps::Continuous) {
      const NodeId moved = make(Op::Divide, type, make(Op::Multiply, type, change, along), length);
      return make(Op::Add, type, p, moved);
    }
    const NodeId s = expr(e.kids[5]);
    const Op op = e.steps_of == syntax::TaperSteps::Completed ? Op::CompletedUnits : Op::StartedUnits;
    const NodeId steps = make(op, {checked::TypeKind::Count}, s, along);
    const NodeId one = make(Op::Divide, type, make(Op::Multiply, type, change, s), length);
    const NodeId reached = make(Op::Add, type, p, make(Op::Multiply, type, one, steps));
    const NodeId held_at_end = make(e.up ? Op::Lower : Op::Higher, type, reached, q);
    // Behind B it is Q, also where the last completed step ends before.
    return add(Node{Op::If, type, id, {compare(id, syntax::Comparison::AtLeast, x, b), q, held_at_end}});
  }

  NodeId earlier(ExprId id, uint32_t clause, const syntax::Window& window) {
    Node n{Op::EarlierAwards, {checked::TypeKind::Money, program_.currency}, id};
    n.index = clause;
    n.window = window.kind;
    if (window.length.has()) n.kids.push_back(expr(window.length));
    return add(std::move(n));
  }

  NodeId within(ExprId id, const Expr& e) {
    const NodeId x = expr(e.kids[0]), n = expr(e.kids[1]), d = expr(e.kids[2]);
    const bool before = e.comparison == syntax::Comparison::LessThan;
    const NodeId length = before ? add(Node{Op::Negate, program_.types[e.kids[1].index], id, {n}}) : n;
    const NodeId far = add(Node{Op::MoveBy, program_.types[e.kids[2].index], id, {d, length}});
    return simple(Op::And, id, {compare(id, syntax::Comparison::AtLeast, x, before ? far : d),
                                compare(id, syntax::Comparison::AtMost, x, before ? d : far)});
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
      case Kind::Clause: return clause_amount(id, r.index);
      case Kind::ClausePaid: op = Op::ClausePaid; break;
      case Kind::EarlierOf: return earlier(id, r.index, {});
      case Kind::LoopVariable: op = Op::LoopItem; break;
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

  /// A clause with versions: only the one in force comes to anything.
  NodeId clause_amount(ExprId id, uint32_t clause) {
    Node n{Op::ClauseAmount, program_.types[id.index], id};
    n.index = clause;
    return add(std::move(n));
  }

  NodeId expr(ExprId id) {
    if (!id.has()) return {};
    const Expr& e = tree_[id];
    const Type type = program_.types[id.index];
    using checked::TypeKind;
    switch (e.kind) {
      case ExprKind::Quantity: return constant(syntax::number_of(e) * program_.units[type.unit].factor, type, id);
      case ExprKind::Time: return constant(e.value, type, id);
      case ExprKind::Moment: return constant(num::Exact(num::minutes_of(e.date)) + e.value, type, id);
      case ExprKind::NotStated: return simple(Op::Unknown, id, {});
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
      case ExprKind::Total: return simple(Op::Total, id, {});
      case ExprKind::Position: return simple(Op::Position, id, {});
      case ExprKind::SoFar: return simple(Op::SoFar, id, kids(e));
      case ExprKind::AwardedBefore: return earlier(id, program_.refs[id.index].index, {});
      case ExprKind::EarlierAwards: return earlier(id, program_.refs[id.index].index, e.window);
      case ExprKind::NeverAwarded: {
        Node n{Op::NeverAwarded, type, id};
        n.index = program_.refs[id.index].index;
        return add(std::move(n));
      }
      case ExprKind::Negate: return simple(Op::Negate, id, kids(e));
      case ExprKind::Add:
      case ExprKind::Subtract:
        if (const TypeKind k = program_.types[e.kids[0].index].kind;
            k == TypeKind::Date || k == TypeKind::Moment || k == TypeKind::Month) {
          const Type by = program_.types[e.kids[1].index];
          if (by.kind == TypeKind::Date) return simple(Op::DaysBetween, id, {expr(e.kids[1]), expr(e.kids[0])});
          if (by.kind != TypeKind::Moment) {
            NodeId length = expr(e.kids[1]);
            if (e.kind == ExprKind::Subtract) length = add(Node{Op::Negate, by, id, {length}});
            return simple(Op::MoveBy, id, {expr(e.kids[0]), length});
          }
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
      case ExprKind::TopUp:
      case ExprKind::Ladder: {
        Node n{Op::Ladder, type, id, kids(e)};
        for (const auto& row : e.rows) n.rows.push_back({row.comparison, expr(row.bound), expr(row.value)});
        const NodeId ladder = add(std::move(n));
        if (e.kind == ExprKind::Ladder) return ladder;
        const NodeId rest = simple(Op::Subtract, id, {ladder, earlier(id, *clause_, {})});
        return simple(Op::Higher, id, {rest, constant(num::Exact(0), type, id)});
      }
      case ExprKind::TiersWhole:
      case ExprKind::TiersMarginal: return tiers(id, e);
      case ExprKind::Table: return table(id, e);
      case ExprKind::Taper: return taper(id, e);
      case ExprKind::Completed: return simple(Op::CompletedUnits, id, kids(e));
      case ExprKind::Started: return simple(Op::StartedUnits, id, kids(e));
      case ExprKind::PerCompleted:
      case ExprKind::PerStarted: {
        const Op op = e.kind == ExprKind::PerCompleted ? Op::CompletedUnits : Op::StartedUnits;
        const NodeId times = add(Node{op, {TypeKind::Count}, id, {expr(e.kids[1]), expr(e.kids[2])}});
        return simple(Op::Multiply, id, {expr(e.kids[0]), times});
      }
      case ExprKind::Within: return within(id, e);
      case ExprKind::FromTo: {
        const NodeId x = expr(e.kids[0]);
        const auto last = e.open_end ? syntax::Comparison::LessThan : syntax::Comparison::AtMost;
        return simple(Op::And, id, {compare(id, syntax::Comparison::AtLeast, x, expr(e.kids[1])),
                                    compare(id, last, x, expr(e.kids[2]))});
      }
      case ExprKind::PeriodFrom: {
        Node n{Op::PeriodFrom, type, id, kids(e)};
        n.flag = e.open_end;
        return add(std::move(n));
      }
      case ExprKind::LengthOf: return simple(Op::LengthOf, id, kids(e));
      case ExprKind::MonthsOf: return simple(Op::MonthsOf, id, kids(e));
      case ExprKind::DaysIn: return simple(Op::DaysIn, id, kids(e));
      case ExprKind::WorkingDaysIn: return simple(Op::WorkingDaysIn, id, kids(e));
      case ExprKind::CompleteMonthsIn: return simple(Op::MonthsIn, id, kids(e));
      case ExprKind::ClockBand: return simple(Op::ClockBand, id, kids(e));
      case ExprKind::SplitEvery: return simple(Op::SplitEvery, id, kids(e));
      case ExprKind::Range: return simple(Op::Range, id, kids(e));
      case ExprKind::FirstAfter: {
        Node n{Op::FirstAfter, type, id, kids(e)};
        n.date = e.date;
        return add(std::move(n));
      }
      case ExprKind::DueAfter: return simple(Op::MoveBy, id, {expr(e.kids[1]), expr(e.kids[0])});
      case ExprKind::NextWorkingDay: return simple(Op::NextWorkingDay, id, kids(e));
      case ExprKind::On: {
        if (program_.types[e.kids[0].index].kind == TypeKind::Series) return simple(Op::SeriesAt, id, kids(e));
        Node n{Op::Parameter, type, id, {expr(e.kids[1])}};
        n.index = program_.refs[e.kids[0].index].index;
        n.outer = program_.refs[e.kids[0].index].outer;
        return add(std::move(n));
      }
      case ExprKind::AveragedOver: {
        Node n{Op::ParameterAveraged, type, id, {expr(e.kids[1])}};
        n.index = program_.refs[e.kids[0].index].index;
        n.outer = program_.refs[e.kids[0].index].outer;
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
  std::optional<uint32_t> clause_;  ///< being lowered
  Module module_;
};

}  // namespace

Module from_checked(const checked::Program& program) { return Lowering(program).run(); }

}  // namespace bursar::lowered
