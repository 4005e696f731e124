#include "engine/mutate/mutations.h"

#include <algorithm>

#include "engine/checked/naming.h"
#include "engine/mutate/maker.h"
#include "engine/syntax/print.h"

namespace bursar::mutate {

using lowered::Node;
using lowered::NodeId;
using syntax::Language;

void Applied::exchange() {
  for (auto& [id, node] : replaced_.nodes) std::swap(module_.nodes[id.index], node);
  for (auto& [i, clause] : replaced_.clauses) std::swap(module_.clauses[i], clause);
  for (auto& [i, definition] : replaced_.definitions) std::swap(module_.definitions[i], definition);
  for (auto& [i, values] : replaced_.parameters) std::swap(module_.parameters[i], values);
  for (auto& [i, limit] : replaced_.limits) std::swap(module_.limits[i], limit);
  for (auto& [i, policy] : replaced_.policies) std::swap(module_.policies[i], policy);
}

std::vector<Mutation> mutations(lowered::Module& module, uint32_t clause) { return Maker(module, clause).run(); }

Maker::Maker(lowered::Module& module, uint32_t clause)
    : module_(module), program_(*module.program), tree_(*module.program->tree), first_(clause), all_{clause} {
  const auto& later = program_.clauses[clause].versions;
  all_.insert(all_.end(), later.begin(), later.end());
  std::stable_sort(all_.begin(), all_.end(), [&](uint32_t a, uint32_t b) {
    const auto &left = module_.clauses[a].in_force, &right = module_.clauses[b].in_force;
    return left && right && left->from < right->from;
  });
}

std::vector<Mutation> Maker::run() {
  for (uint32_t version : all_) clause(version);
  policy_rounding();
  for (uint32_t version : all_) conditions(version);
  programme();
  versions();
  for (uint32_t version : all_) in_force(version);
  figures();
  return std::move(made_);
}

/// A detail names one change of its kind.
Mutation& Maker::add(std::string_view kind, std::string detail, award::Text text) {
  const auto taken = [&](const std::string& one) {
    return std::any_of(made_.begin(), made_.end(),
                       [&](const Mutation& m) { return m.cause.kind == kind && m.cause.detail == one; });
  };
  std::string unique = detail;
  for (int n = 2; taken(unique); ++n) unique = detail + "/" + std::to_string(n);
  Mutation& made = made_.emplace_back();
  made.cause = {std::string(kind), std::string(tree_.clauses[first_].name.first), std::move(unique), std::move(text)};
  made.place = place_;
  return made;
}

NodeId Maker::node(Node n) {
  module_.nodes.push_back(std::move(n));
  return NodeId(module_.nodes.size() - 1);
}

/// Yes or no, said to stand where another node does.
NodeId Maker::truth(bool yes, NodeId like) {
  Node n{lowered::Op::Constant, {checked::TypeKind::YesNo}, module_[like].origin};
  n.value = num::Exact(yes ? 1 : 0);
  return node(std::move(n));
}

award::Text Maker::printed(NodeId id) const {
  const syntax::ExprId origin = module_[id].origin;
  if (!origin.has()) return {};
  const checked::Naming naming(program_);
  return {syntax::print(tree_, origin, Language::En, naming), syntax::print(tree_, origin, Language::Zh, naming)};
}

award::Text Maker::printed(const lowered::Step& step) const {
  const checked::Naming naming(program_);
  const syntax::Step written{step.kind, syntax::StepSubject::Running, module_[step.operand].origin, step.mode,
                             step.cut, {}};
  return {syntax::print(tree_, written, Language::En, naming), syntax::print(tree_, written, Language::Zh, naming)};
}

award::Text Maker::printed(const syntax::InForce& period) const {
  return {syntax::print(period, Language::En), syntax::print(period, Language::Zh)};
}

}  // namespace bursar::mutate
