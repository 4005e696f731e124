// Conditions that are taken as met, and those of which no heed is taken.
#include "engine/mutate/maker.h"

namespace bursar::mutate {

using lowered::Node;
using lowered::NodeId;
using lowered::Op;
using Kind = lowered::Condition::Kind;

void Maker::conditions(uint32_t index) {
  const std::vector<lowered::Condition> list = module_.clauses[index].conditions;
  size_t whens = 0, number = 0;
  for (const auto& k : list) whens += k.kind == Kind::When || k.kind == Kind::ExceptWhen;
  for (const auto& k : list) {
    switch (k.kind) {
      case Kind::When: {
        ++number;
        // One list of conditions is the clause's own list, as in explanations.
        const bool own = whens == 1 && module_[k.node].op == Op::AllOf;
        condition(k.node, own ? "" : std::to_string(number), "condition_ignored", true);
        break;
      }
      case Kind::ExceptWhen: condition(k.node, std::to_string(++number), "condition_ignored", false); break;
      case Kind::Require: condition(k.node, "require", "condition_ignored", true); break;
      case Kind::ReferWhen: condition(k.node, "refer", "condition_ignored", false); break;
    }
    dated(k.node);
  }
}

/// Ignored is: taken as met, or as not met where that lets the clause apply. Of several that must all hold, each alone.
void Maker::condition(NodeId id, const std::string& where, std::string_view kind, bool met) {
  const Node n = module_[id];
  const auto each = [&](bool each_met) {
    for (size_t i = 0; i < n.kids.size(); ++i)
      condition(n.kids[i], where + (where.empty() ? "" : ".") + std::to_string(i + 1), kind, each_met);
  };
  const bool range = n.op == Op::And && tree_[n.origin].kind != syntax::ExprKind::And;
  if (met ? n.op == Op::AllOf || (n.op == Op::And && !range) : n.op == Op::Or || n.op == Op::AnyOf) return each(met);
  if (met && n.op == Op::NoneOf) return each(false);
  if (n.op == Op::Not && tree_[n.origin].kind == syntax::ExprKind::Not) {
    const Op inner = module_[n.kids[0]].op;
    if (inner == Op::And || inner == Op::Or) return condition(n.kids[0], where, kind, !met);
  }
  if (n.op == Op::Definition) {
    const NodeId value = module_.definitions[n.index].value;
    const Op inner = module_[value].op;
    if (inner == Op::AllOf || inner == Op::NoneOf || inner == Op::And)
      return condition(value, std::string(tree_.definitions[n.index].name.first), kind, met);
  }
  new_place();
  Node truth{Op::Constant, {checked::TypeKind::YesNo}, n.origin};
  truth.value = num::Exact(met ? 1 : 0);
  add(kind, where, printed(id)).replaced.nodes.emplace_back(id, std::move(truth));
}

}  // namespace bursar::mutate
