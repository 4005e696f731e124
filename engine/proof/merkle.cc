#include "engine/proof/merkle.h"

#include <bit>

namespace bursar::proof {

namespace {

/// The largest power of two below n. Precondition: n > 1.
uint64_t split_of(uint64_t n) { return std::bit_floor(n - 1); }

/// SUBPROOF of the RFC. `whole`: the verifier knows the root of these leaves.
void subproof(std::span<const Digest> leaves, uint64_t earlier, bool whole, std::vector<Digest>& out) {
  if (earlier == leaves.size()) {
    if (!whole) out.push_back(merkle_root(leaves));
    return;
  }
  const uint64_t k = split_of(leaves.size());
  if (earlier <= k) {
    subproof(leaves.first(k), earlier, whole, out);
    out.push_back(merkle_root(leaves.subspan(k)));
  } else {
    subproof(leaves.subspan(k), earlier - k, false, out);
    out.push_back(merkle_root(leaves.first(k)));
  }
}

}  // namespace

Digest leaf_hash(std::string_view entry) { return Sha256().add(std::string_view("\0", 1)).add(entry).finish(); }

Digest node_hash(const Digest& left, const Digest& right) {
  return Sha256().add(std::string_view("\1", 1)).add(left).add(right).finish();
}

void MerkleRoot::add(const Digest& leaf) {
  Digest tree = leaf;
  // Every trailing one of the size is a perfect tree that this leaf completes to the next larger one.
  for (uint64_t n = size_; n & 1; n >>= 1) {
    tree = node_hash(perfect_.back(), tree);
    perfect_.pop_back();
  }
  perfect_.push_back(tree);
  ++size_;
}

Digest MerkleRoot::root() const {
  if (perfect_.empty()) return sha256("");
  Digest root = perfect_.back();
  for (size_t i = perfect_.size() - 1; i-- > 0;) root = node_hash(perfect_[i], root);
  return root;
}

Digest merkle_root(std::span<const Digest> leaves) {
  MerkleRoot tree;
  for (const Digest& leaf : leaves) tree.add(leaf);
  return tree.root();
}

std::vector<Digest> inclusion_proof(std::span<const Digest> leaves, uint64_t index) {
  std::vector<Digest> from_root;
  while (leaves.size() > 1) {
    const uint64_t k = split_of(leaves.size());
    const auto left = leaves.first(k), right = leaves.subspan(k);
    from_root.push_back(merkle_root(index < k ? right : left));
    leaves = index < k ? left : right;
    if (index >= k) index -= k;
  }
  return {from_root.rbegin(), from_root.rend()};
}

std::optional<Digest> root_by_inclusion(const Digest& leaf, uint64_t index, uint64_t size,
                                        std::span<const Digest> proof) {
  if (index >= size) return {};
  uint64_t at = index, last = size - 1;
  Digest root = leaf;
  for (const Digest& other : proof) {
    if (last == 0) return {};
    if ((at & 1) != 0 || at == last) {
      root = node_hash(other, root);
      while (at != 0 && (at & 1) == 0) {
        at >>= 1;
        last >>= 1;
      }
    } else {
      root = node_hash(root, other);
    }
    at >>= 1;
    last >>= 1;
  }
  if (last != 0) return {};
  return root;
}

std::vector<Digest> consistency_proof(std::span<const Digest> leaves, uint64_t earlier) {
  std::vector<Digest> out;
  subproof(leaves, earlier, true, out);
  return out;
}

bool is_consistent(uint64_t earlier, uint64_t later, const Digest& earlier_root, const Digest& later_root,
                   std::span<const Digest> proof) {
  if (earlier > later) return false;
  if (earlier == 0) return proof.empty() && earlier_root == sha256("");
  if (earlier == later) return proof.empty() && earlier_root == later_root;
  std::vector<Digest> path;
  if (std::has_single_bit(earlier)) path.push_back(earlier_root);
  path.insert(path.end(), proof.begin(), proof.end());
  if (path.empty()) return false;
  uint64_t at = earlier - 1, last = later - 1;
  while (at & 1) {
    at >>= 1;
    last >>= 1;
  }
  Digest first = path[0], second = path[0];
  for (size_t i = 1; i < path.size(); ++i) {
    if (last == 0) return false;
    if ((at & 1) != 0 || at == last) {
      first = node_hash(path[i], first);
      second = node_hash(path[i], second);
      while (at != 0 && (at & 1) == 0) {
        at >>= 1;
        last >>= 1;
      }
    } else {
      second = node_hash(second, path[i]);
    }
    at >>= 1;
    last >>= 1;
  }
  return last == 0 && first == earlier_root && second == later_root;
}

}  // namespace bursar::proof
