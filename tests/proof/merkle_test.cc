#include "engine/proof/merkle.h"

#include <catch2/catch.hpp>
#include <string>

using namespace bursar::proof;

namespace {

/// MTH of RFC 6962 as it is defined, by recursion.
Digest by_definition(std::span<const Digest> leaves) {
  if (leaves.empty()) return sha256("");
  if (leaves.size() == 1) return leaves[0];
  size_t k = 1;
  while (2 * k < leaves.size()) k *= 2;
  return node_hash(by_definition(leaves.first(k)), by_definition(leaves.subspan(k)));
}

std::vector<Digest> some_leaves(size_t n) {
  std::vector<Digest> leaves;
  for (size_t i = 0; i < n; ++i) leaves.push_back(leaf_hash("entry " + std::to_string(i)));
  return leaves;
}

}  // namespace

TEST_CASE("SHA-256 gives the values of its standard", "[proof]") {
  CHECK(to_text(sha256("")) == "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  CHECK(to_hex(sha256("abc")) == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  CHECK(Sha256().add("a").add("").add("bc").finish() == sha256("abc"));
  CHECK(from_text(to_text(sha256("abc"))) == sha256("abc"));
  for (const char* wrong : {"", "abc", "sha256:", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"})
    CHECK_FALSE(from_text(wrong));
  Digest digest;
  CHECK_FALSE(from_hex("BA7816BF8F01CFEA414140DE5DAE2223B00361A396177A9CB410FF61F20015AD", digest));
}

TEST_CASE("Merkle roots are those of RFC 6962's leaves", "[proof]") {
  const std::vector<std::string> entries{"",
                                         std::string("\0", 1),
                                         "\x10",
                                         "\x20\x21",
                                         "\x30\x31",
                                         "\x40\x41\x42\x43",
                                         "\x50\x51\x52\x53\x54\x55\x56\x57",
                                         "\x60\x61\x62\x63\x64\x65\x66\x67\x68\x69\x6a\x6b\x6c\x6d\x6e\x6f"};
  std::vector<Digest> leaves;
  for (const std::string& entry : entries) leaves.push_back(leaf_hash(entry));
  const auto root = [&](size_t n) { return to_hex(merkle_root(std::span(leaves).first(n))); };
  CHECK(root(0) == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  CHECK(root(1) == "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d");
  CHECK(root(2) == "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125");
  CHECK(root(3) == "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77");
  CHECK(root(8) == "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328");
}

TEST_CASE("every leaf of a tree is proven, and nothing else", "[proof]") {
  for (size_t n = 1; n <= 64; ++n) {
    const auto leaves = some_leaves(n);
    const Digest root = merkle_root(leaves);
    REQUIRE(root == by_definition(leaves));
    for (size_t i = 0; i < n; ++i) {
      auto proof = inclusion_proof(leaves, i);
      REQUIRE(root_by_inclusion(leaves[i], i, n, proof) == root);
      REQUIRE(root_by_inclusion(leaf_hash("another"), i, n, proof) != root);
      REQUIRE(root_by_inclusion(leaves[i], (i + 1) % n, n, proof) != (n > 1 ? std::optional(root) : std::nullopt));
      REQUIRE_FALSE(root_by_inclusion(leaves[i], n, n, proof));
      if (!proof.empty()) {
        proof[0][0] ^= 1;
        REQUIRE(root_by_inclusion(leaves[i], i, n, proof) != root);
        proof.pop_back();
        REQUIRE_FALSE(root_by_inclusion(leaves[i], i, n, proof));
      }
      proof = inclusion_proof(leaves, i);
      proof.push_back(root);
      REQUIRE_FALSE(root_by_inclusion(leaves[i], i, n, proof));
    }
  }
}

TEST_CASE("a tree agrees with every earlier one, and no other does", "[proof]") {
  for (size_t n = 1; n <= 64; ++n) {
    const auto leaves = some_leaves(n);
    const Digest root = merkle_root(leaves);
    CHECK(is_consistent(0, n, sha256(""), root, {}));
    for (size_t m = 1; m <= n; ++m) {
      const Digest before = merkle_root(std::span(leaves).first(m));
      auto proof = consistency_proof(leaves, m);
      REQUIRE(is_consistent(m, n, before, root, proof));
      auto changed = some_leaves(m);
      changed[m / 2] = leaf_hash("another");
      REQUIRE_FALSE(is_consistent(m, n, merkle_root(changed), root, proof));
      REQUIRE_FALSE(is_consistent(m, n, before, leaf_hash("another"), proof));
      if (m < n) {
        proof.back()[0] ^= 1;
        REQUIRE_FALSE(is_consistent(m, n, before, root, proof));
        proof.pop_back();
        REQUIRE_FALSE(is_consistent(m, n, before, root, proof));
      }
      REQUIRE_FALSE(is_consistent(n + 1, n, before, root, {}));
    }
  }
}
