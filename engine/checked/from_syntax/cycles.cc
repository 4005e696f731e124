// Circular definitions: a definition, a let or a clause's amount that needs itself.
#include <algorithm>

#include "engine/checked/from_syntax/checker.h"

namespace bursar::checked {

namespace {

/// Definitions come first, then clauses.
struct Graph {
  const syntax::Tree& tree;
  const Program& program;
  std::vector<std::vector<uint32_t>> edges;

  uint32_t clause_node(uint32_t c) const { return static_cast<uint32_t>(tree.definitions.size()) + c; }

  void add(uint32_t from, ExprId id) {
    if (!id.has()) return;
    const syntax::Expr& e = tree[id];
    const Ref& ref = program.refs[id.index];
    if (e.kind == syntax::ExprKind::Path && ref.kind == Ref::Kind::Definition) edges[from].push_back(ref.index);
    if (e.kind == syntax::ExprKind::Path && (ref.kind == Ref::Kind::Clause || ref.kind == Ref::Kind::ClausePaid))
      edges[from].push_back(clause_node(ref.index));
    // What is paid is known when every clause that shares a rule with it is.
    if (e.kind == syntax::ExprKind::Path && ref.kind == Ref::Kind::ClausePaid)
      for (uint32_t c = 0; c < tree.clauses.size(); ++c)
        if (program.component[c] == program.component[ref.index]) edges[from].push_back(clause_node(c));
    syntax::each_child(e, [&](ExprId k) { add(from, k); });
  }
  void add(uint32_t from, const std::vector<syntax::Step>& steps) {
    for (const auto& s : steps) add(from, s.operand);
  }
};

}  // namespace

void Checker::check_cycles() {
  Graph graph{tree_, program_, {}};
  const size_t count = tree_.definitions.size() + tree_.clauses.size();
  graph.edges.resize(count);
  for (uint32_t i = 0; i < tree_.definitions.size(); ++i) {
    graph.add(i, tree_.definitions[i].value);
    graph.add(i, tree_.definitions[i].steps);
  }
  for (uint32_t c = 0; c < tree_.clauses.size(); ++c) {
    const uint32_t node = graph.clause_node(c);
    for (uint32_t other : program_.clauses[c].set_aside_by) graph.edges[node].push_back(graph.clause_node(other));
    for (const syntax::Statement& s : tree_.clauses[c].body) {
      syntax::each_expr(s, [&](ExprId e) { graph.add(node, e); });
    }
  }
  const auto name = [&](uint32_t node) -> const syntax::Name& {
    return node < tree_.definitions.size() ? tree_.definitions[node].name
                                           : tree_.clauses[node - tree_.definitions.size()].name;
  };
  std::vector<uint8_t> state(count, 0);
  std::vector<size_t> height(count, 1);  // of the chain below, itself included
  bool too_deep = false;
  // An explicit stack: a chain of definitions may be long.
  std::vector<std::pair<uint32_t, size_t>> path;
  for (uint32_t start = 0; start < count; ++start) {
    if (state[start] != 0) continue;
    path.push_back({start, 0});
    state[start] = 1;
    while (!path.empty()) {
      auto& [node, next] = path.back();
      if (next == graph.edges[node].size()) {
        state[node] = 2;
        for (uint32_t below : graph.edges[node]) height[node] = std::max(height[node], height[below] + 1);
        if (height[node] > kMaxChain && !too_deep) {
          too_deep = true;
          issue(diag::Kind::TooDeep, name(node).span, {diag::plain(kMaxChain)});
        }
        path.pop_back();
        continue;
      }
      const uint32_t to = graph.edges[node][next++];
      if (state[to] == 1) {
        std::string cycle;
        std::vector<diag::Label> labels;
        bool on = false;
        for (const auto& [n, ignored] : path) {
          on = on || n == to;
          if (!on) continue;
          cycle += std::string(name(n).first) + " -> ";
          if (n != to) labels.push_back({name(n).span, "label.in_cycle", {}});
        }
        cycle += std::string(name(to).first);
        issue(diag::Kind::CircularDefinition, name(to).span, {diag::written(cycle)}, std::move(labels));
      } else if (state[to] == 0) {
        state[to] = 1;
        path.push_back({to, 0});
      }
    }
  }
}

}  // namespace bursar::checked
