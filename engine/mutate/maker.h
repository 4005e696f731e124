// Goes through a clause and makes its mutations. Parts: clauses, conditions, formulas.
#pragma once

#include <set>
#include <string>
#include <string_view>

#include "engine/mutate/mutations.h"

namespace bursar::mutate {

class Maker {
 public:
  Maker(lowered::Module& module, uint32_t clause);
  std::vector<Mutation> run();

 private:
  using NodeId = lowered::NodeId;
  using Steps = std::vector<lowered::Step>;

  // clauses.cc
  void clause(uint32_t index);
  void loop(uint32_t index);
  void top_rate_alone(NodeId tiers, NodeId rate);
  void programme();
  void versions();
  void in_force(uint32_t index);
  void policy_rounding();
  void figures();

  // conditions.cc
  void conditions(uint32_t index);
  void condition(NodeId id, const std::string& where, std::string_view kind, bool met);

  // formulas.cc
  template <class Store>
  void steps(const Steps& list, const std::string& where, Store store);
  template <class Store>
  void rounding(num::Rounding written, const award::Text& text, const std::string& where, Store store);
  void formula(NodeId id, const std::string& where, bool in_place = false);
  void parts(NodeId id, const std::string& where);
  void rows(NodeId id, const std::string& where);
  void marginal(NodeId id, const std::string& where);
  void definition(uint32_t index);
  void let(uint32_t clause, uint32_t index);
  void parameter(NodeId id);
  void dated(NodeId id);

  // mutations.cc
  Mutation& add(std::string_view kind, std::string detail, award::Text text);
  NodeId node(lowered::Node n);
  NodeId truth(bool yes, NodeId like);
  award::Text printed(NodeId id) const;
  award::Text printed(const lowered::Step& step) const;
  award::Text printed(const syntax::InForce& period) const;
  void new_place() { ++place_; }

  lowered::Module& module_;
  const checked::Program& program_;
  const syntax::Tree& tree_;
  const uint32_t first_;                ///< version of the clause
  std::vector<uint32_t> all_;           ///< its versions, by time
  std::vector<Mutation> made_;
  uint32_t place_ = 0;
  uint32_t clause_ = 0;                 ///< the version being gone through
  NodeId tiers_of_award_;               ///< what its award opens with
  std::set<NodeId> seen_;
  std::set<uint32_t> definitions_, parameters_;
  std::set<std::pair<uint32_t, uint32_t>> lets_;
};

}  // namespace bursar::mutate
