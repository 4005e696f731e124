// A batch of payouts to practise on: what a policy gives, with errors planted in it, and the list of those.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "engine/api/bursar.h"
#include "engine/audit/audit.h"
#include "engine/columns/chunk.h"

namespace bursar::practice {

/// What can be planted, in the order in which shares of the errors are given out.
enum class Error : uint8_t {
  NotEligible,       ///< A1: nothing is due, and no single change of the rules gives what was paid
  SameCode,          ///< A2: the same clause paid twice
  NearCode,          ///< A2: the same clause paid again under a mistyped code, of which there are no facts
  CapDropped,        ///< A3
  TopRate,           ///< A3: the top rate on the whole base
  OtherVersion,      ///< A9: the version or the value in force before
  Truncated,         ///< A6: cut off where the rules round, one smallest unit less
  ConditionIgnored,  ///< A1, or A4 where it is about what counts
  Underpaid,         ///< A5, and no single change of the rules gives it
  FactMissing,       ///< A8
  Late,              ///< A7: paid more than 150 days after it was approved
};
inline constexpr size_t kErrors = 11;

struct Request {
  uint64_t payouts = 0;
  uint64_t errors = 0;  ///< of the payouts; in equal shares of what the policy allows
  uint64_t seed = 0;
};

/// One error and the only lead that it should make. `kind` is the kind of the cause (audit/causes.def) with its detail
/// where it is a change of the rules, else `not_eligible`, `same_code`, `near_code` (detail: the payout that is
/// repeated), `underpaid`, `fact_missing` (detail: the fact), `late` (detail: days).
struct Planted {
  std::string payout;
  audit::Code code;
  std::string kind, detail;
};

struct Batch {
  columns::Chunk enterprises;       ///< as generated; ids are unified social credit codes with good checks
  columns::Dictionary dictionary;   ///< of its texts
  std::vector<uint32_t> order;      ///< in which the enterprises are listed
  std::vector<audit::Payout> payouts;
  std::vector<Planted> planted;     ///< by payout
  uint64_t shares[kErrors] = {};    ///< how many of each were planted
};

/// The same request gives the same batch, everywhere. Every payout that is not planted is exactly what the rules give,
/// and every enterprise is paid all that it is entitled to. Fewer payouts than asked for, none at best, where the policy
/// pays nobody that could be found. The policy must not have budgets: there payouts depend on each other.
Batch make(const api::Program& program, const Request& request);

}  // namespace bursar::practice
