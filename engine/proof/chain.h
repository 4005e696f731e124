// A chain of entries: each one's hash covers the hash before it, so that no entry can be changed, left out or put in
// without changing every later hash.
#pragma once

#include <string_view>

#include "engine/proof/sha256.h"

namespace bursar::proof {

inline constexpr Digest kChainStart{};  ///< what stands before the first entry: zeros

/// SHA-256(previous ‖ entry). The previous hash has a fixed length, so the two cannot be split in another way.
inline Digest chain_hash(const Digest& previous, std::string_view entry) {
  return Sha256().add(previous).add(entry).finish();
}

}  // namespace bursar::proof
