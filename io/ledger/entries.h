// The chain as it was read: what a ledger's functions share.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/proof/canonical.h"
#include "engine/proof/chain.h"
#include "engine/proof/merkle.h"
#include "io/ledger/ledger.h"

namespace bursar::ledger {

inline constexpr std::string_view kLedgerKind = "ledger", kRunKind = "run", kSignatureKind = "signature";

// Pages of a run's leaves: $1 the run, $2 the first place, $3 how many.
inline constexpr const char* kRows =
    "SELECT place, payout, body, leaf FROM payout WHERE run = $1 AND place >= $2 ORDER BY place LIMIT $3";
inline constexpr const char* kAwards =
    "SELECT place, enterprise, body, leaf FROM award WHERE run = $1 AND place >= $2 ORDER BY place LIMIT $3";

struct Entry {
  uint64_t seq = 0;
  std::string kind, body;
  proof::Digest previous{}, hash{};
  proof::Json content;  ///< the body, read
};

/// The hash that an entry has to have behind the one before it.
proof::Digest hash_of(const Entry& entry);
/// Of an entry's hash, as a leaf of the log.
proof::Digest log_leaf(const proof::Digest& hash);

struct Log {
  std::vector<Entry> entries;
  std::vector<proof::Digest> leaves;
  const proof::Digest& head() const { return entries.empty() ? proof::kChainStart : entries.back().hash; }
};

/// The first entry where the chain breaks.
std::optional<Finding> first_bad(const Log& log);

}  // namespace bursar::ledger
