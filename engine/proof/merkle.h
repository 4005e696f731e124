// Merkle trees as in RFC 6962, section 2.1: a root over many entries, a short proof that one of them is among them, and
// one that a later tree holds all of an earlier one.
//
// A leaf is SHA-256(0x00 ‖ entry), a node SHA-256(0x01 ‖ left ‖ right), split at the largest power of two below the
// number of leaves; the root of nothing is SHA-256 of nothing. The prefixes keep a leaf from posing as a node.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "engine/proof/sha256.h"

namespace bursar::proof {

Digest leaf_hash(std::string_view entry);
Digest node_hash(const Digest& left, const Digest& right);

/// Takes leaves in order and knows the root of those it has. Holds one digest a level.
class MerkleRoot {
 public:
  void add(const Digest& leaf);
  uint64_t size() const { return size_; }
  Digest root() const;

 private:
  std::vector<Digest> perfect_;  ///< roots of the perfect trees that the leaves fall into, the largest first
  uint64_t size_ = 0;
};

Digest merkle_root(std::span<const Digest> leaves);

/// The hashes that lead from a leaf to the root, the nearest first. Precondition: index < leaves.size().
std::vector<Digest> inclusion_proof(std::span<const Digest> leaves, uint64_t index);
/// The root such a proof leads to (RFC 9162, section 2.1.3.2); nothing when it is too short, too long or for no leaf.
std::optional<Digest> root_by_inclusion(const Digest& leaf, uint64_t index, uint64_t size, std::span<const Digest> proof);

/// That the tree of all leaves begins with that of the first `earlier`. Precondition: 0 < earlier <= leaves.size().
std::vector<Digest> consistency_proof(std::span<const Digest> leaves, uint64_t earlier);
/// RFC 9162, section 2.1.4.2. An earlier tree of no leaves agrees with every later one, by an empty proof.
bool is_consistent(uint64_t earlier, uint64_t later, const Digest& earlier_root, const Digest& later_root,
                   std::span<const Digest> proof);

}  // namespace bursar::proof
