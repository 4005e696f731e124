// Single changes of a clause's rules: what a payout that is wrong may have been computed by.
//
// A change is what one mistake does to the rules as they are lowered: a cap dropped, a condition ignored, the value of
// another year. Each is held as the parts of the module that it replaces, so that a thousand changes cost one copy of
// the module. The idea is that of mutation testing, turned round: there one asks which change goes unnoticed, here which
// one explains the figure that was paid.
#pragma once

#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

#include "engine/audit/audit.h"
#include "engine/lowered/module.h"

namespace bursar::mutate {

/// Parts of a module in the place of those it has.
struct Replaced {
  std::vector<std::pair<lowered::NodeId, lowered::Node>> nodes;
  std::vector<std::pair<uint32_t, lowered::Clause>> clauses;
  std::vector<std::pair<uint32_t, lowered::Definition>> definitions;
  std::vector<std::pair<uint32_t, std::vector<lowered::DatedValue>>> parameters;
  std::vector<std::pair<uint32_t, lowered::Limit>> limits;
  std::vector<std::pair<uint32_t, lowered::Policy>> policies;
};

struct Mutation {
  audit::Cause cause;
  uint32_t place = 0;    ///< changes of one place of the rules share a number: of those that fit, the first says most
  Replaced replaced;
  num::Exact factor = 1; ///< of the amount, which is then rounded to the smallest unit
};

/// The changes of a clause (its first version), the most telling first. Nodes that they need are added to the module.
std::vector<Mutation> mutations(lowered::Module& module, uint32_t clause);

/// A module under a mutation for as long as this lives.
class Applied {
 public:
  Applied(lowered::Module& module, Mutation& mutation) : module_(module), replaced_(mutation.replaced) { exchange(); }
  ~Applied() { exchange(); }
  Applied(const Applied&) = delete;
  Applied& operator=(const Applied&) = delete;

 private:
  void exchange();
  lowered::Module& module_;
  Replaced& replaced_;
};

}  // namespace bursar::mutate
