#include "engine/api/thresholds.h"

#include <algorithm>
#include <set>

#include "engine/api/program.h"

namespace bursar::api {

using checked::TypeKind;
using lowered::Node;
using lowered::NodeId;
using lowered::Op;

namespace {

template <class T>
void settle(std::vector<T>& values) {
  std::sort(values.begin(), values.end());
  values.erase(std::unique(values.begin(), values.end()), values.end());
}

void settle_all(Thresholds& t) {
  settle(t.numbers);
  settle(t.dates);
  settle(t.texts);
  for (Thresholds& field : t.fields) settle_all(field);
}

class Search {
 public:
  explicit Search(const Program& program) : program_(program), module_(program.module) {
    out_.resize(program.checked.facts.size());
    records_.resize(program.checked.fields.size());
    for (size_t r = 0; r < records_.size(); ++r) records_[r].resize(program.checked.fields[r].size());
  }

  std::vector<Thresholds> run() {
    for (const Node& n : module_.nodes) {
      switch (n.op) {
        case Op::Compare:
        case Op::In:
          hold(n.kids[0], n.kids[1]);
          hold(n.kids[1], n.kids[0]);
          break;
        case Op::IsOneOf:
          for (size_t i = 1; i < n.kids.size(); ++i) hold(n.kids[0], n.kids[i]);
          break;
        case Op::Ladder:
          for (NodeId subject : n.kids)
            for (const lowered::Row& row : n.rows) hold(subject, row.bound);
          break;
        case Op::TiersWhole:
        case Op::TiersMarginal:
          for (const lowered::Band& band : n.bands) {
            hold(n.kids[0], band.lower);
            hold(n.kids[0], band.upper);
          }
          break;
        case Op::Table:
          for (const lowered::KeyRow& row : n.key_rows)
            for (size_t i = 0; i < row.keys.size() && i < n.kids.size(); ++i) hold(n.kids[i], row.keys[i]);
          break;
        default: break;
      }
    }
    for (size_t f = 0; f < out_.size(); ++f) {
      const checked::Type& type = program_.checked.facts[f].type;
      if (type.kind == TypeKind::List) out_[f].fields = records_[type.index];
      settle_all(out_[f]);
    }
    return std::move(out_);
  }

 private:
  /// Every fact and field that a node is made from, and every constant.
  void leaves(NodeId id, std::vector<NodeId>& out, std::set<NodeId>& seen) const {
    if (!id.has() || !seen.insert(id).second) return;
    const Node& n = module_[id];
    switch (n.op) {
      case Op::Fact:
      case Op::Field:
      case Op::Constant:
      case Op::ConstantDate:
      case Op::ConstantText: out.push_back(id); break;
      case Op::Definition: leaves(module_.definitions[n.index].value, out, seen); break;
      case Op::Let: leaves(module_.clauses[n.outer].lets[n.index].value, out, seen); break;
      case Op::Parameter:
        for (const auto& value : module_.parameters[n.index])
          for (NodeId v : value.values) leaves(v, out, seen);
        break;
      default: break;
    }
    for (NodeId kid : n.kids) leaves(kid, out, seen);
  }

  void hold(NodeId subject, NodeId bound) {
    if (!bound.has()) return;
    std::vector<NodeId> facts, constants;
    std::set<NodeId> seen;
    leaves(subject, facts, seen);
    leaves(bound, constants, seen);
    for (NodeId f : facts) {
      const Node& fact = module_[f];
      if (fact.op != Op::Fact && fact.op != Op::Field) continue;
      Thresholds& to = fact.op == Op::Fact ? out_[fact.index] : field(fact);
      for (NodeId c : constants) {
        const Node& constant = module_[c];
        if (constant.op == Op::ConstantDate) {
          to.dates.push_back(constant.date);
        } else if (constant.op == Op::ConstantText) {
          to.texts.emplace_back(constant.text);
        } else if (constant.op == Op::Constant && like(fact.type, constant.type)) {
          const num::Exact factor = fact.type.unit == 0 ? num::Exact(1) : program_.checked.units[fact.type.unit].factor;
          to.numbers.push_back(*num::Exact::divide(constant.value, factor));
        }
      }
    }
  }

  Thresholds& field(const Node& n) { return records_[program_.checked.refs[n.origin.index].record][n.index]; }

  static bool like(const checked::Type& a, const checked::Type& b) {
    return a.kind == b.kind || (checked::is_plain_number(a.kind) && checked::is_plain_number(b.kind));
  }

  const Program& program_;
  const lowered::Module& module_;
  std::vector<Thresholds> out_;
  std::vector<std::vector<Thresholds>> records_;  ///< by record, by field
};

}  // namespace

std::vector<Thresholds> thresholds(const Program& program) { return Search(program).run(); }

Named named(const Program& program) {
  Named out;
  for (const Node& n : program.module.nodes) {
    if (n.op == Op::ConstantDate) out.days.push_back(n.date);
    if (n.op != Op::Constant || n.value.sign() <= 0) continue;
    if (n.type.kind == TypeKind::Money && n.type.unit == 0) out.amounts.push_back(n.value);
    if (n.type.kind == TypeKind::Percent) out.shares.push_back(n.value);
  }
  const auto force = [&](const std::optional<syntax::InForce>& period) {
    if (!period) return;
    out.days.push_back(period->from);
    if (period->to) out.days.push_back(*period->to);
  };
  for (const auto& policy : program.module.policies) force(policy.in_force);
  for (const auto& clause : program.module.clauses) force(clause.in_force);
  for (const auto& parameter : program.module.parameters)
    for (const auto& value : parameter)
      if (value.from) out.days.push_back(*value.from);
  settle(out.amounts);
  settle(out.shares);
  settle(out.days);
  return out;
}

}  // namespace bursar::api
