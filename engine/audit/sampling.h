// Monetary-unit sampling (ISA 530, CSA 1314): which vouchers to fetch, and what those that were looked at say of all.
// For what only papers show; amounts that follow from rules are recomputed in full instead.
//
// Amounts here are whole numbers of the smallest unit of the currency; factors are exact decimals; nothing is rounded
// except where it says so. The formulas are those of the audit guide Audit Sampling (AICPA): a Poisson bound with basic
// precision and an incremental allowance.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "engine/num/exact.h"

namespace bursar::audit {

/// Levels of confidence, percent, with the factor by which an expected misstatement uses up the tolerable one (the
/// guide's expansion factors).
struct ConfidenceLevel {
  int percent;
  int risk_percent;
  int expansion_tenths;
};
inline constexpr ConfidenceLevel kConfidenceLevels[] = {
    {80, 20, 13}, {85, 15, 14}, {90, 10, 15}, {95, 5, 16}, {99, 1, 19}};
/// Nothing for any other percentage.
std::optional<ConfidenceLevel> confidence_level(int percent);

/// The mean of a Poisson distribution under which so many errors or fewer have the probability that is risked, rounded
/// up to 0.01: for 95 %: 3.00, 4.75, 6.30, 7.76 … Computed with whole numbers from the series of e^x, never below the
/// true value.
class PoissonFactors {
 public:
  explicit PoissonFactors(const ConfidenceLevel& level) : risk_percent_(level.risk_percent) {}
  num::Exact of(size_t errors);

 private:
  bool covers(int64_t hundredths, size_t errors) const;

  int risk_percent_;
  std::vector<int64_t> hundredths_;
};

/// What is sampled from. Nothing paid, and paid back, are no part of it: they need a test of their own.
struct Population {
  num::Exact book;  ///< sum of the amounts above 0
  uint64_t items = 0, zero = 0, negative = 0;
  num::Exact negative_sum;
};
Population population(const std::vector<num::Exact>& amounts);

struct Plan {
  num::Exact book, tolerable, expected;
  ConfidenceLevel confidence{};
  num::Exact confidence_factor, expansion_factor;
  num::Exact size;      ///< n = ceil(book × confidence factor / (tolerable − expected × expansion factor))
  num::Exact interval;  ///< floor(book / n)
};
enum class PlanFault : uint8_t {
  NothingToSample,   ///< no amount above 0
  NothingTolerable,  ///< tolerable is below one unit
  ExpectedTooHigh,   ///< expected × factor reaches what is tolerable: no sample can show that it is kept
  IntervalTooSmall,  ///< less than a unit: all items would have to be taken
};
/// Nothing, and why in `fault`.
std::optional<Plan> plan(const num::Exact& book, const num::Exact& tolerable, const num::Exact& expected,
                         const ConfidenceLevel& confidence, PlanFault& fault);

/// The first unit, 1 to the interval, from SHA-256 of the phrase and then the batch's digest: drawn after the batch is
/// fixed, repeatable by anyone, chosen by nobody. The digest is read as a number, most significant byte first. Nothing
/// when it is among those that would prefer some starts (fewer than one in 2^150): then take the digest of the digest.
std::optional<num::Exact> start_from(std::span<const uint8_t, 32> digest, const num::Exact& interval);

struct Selected {
  uint32_t row = 0;
  num::Exact unit;     ///< the first selected unit in it, of all units in the order of the rows
  bool large = false;  ///< the interval or more: always selected
  bool operator==(const Selected&) const = default;
};
/// Every row that holds one of the units start, start + interval, start + 2 × interval …
std::vector<Selected> select(const std::vector<num::Exact>& amounts, const num::Exact& interval,
                             const num::Exact& start);

struct Audited {
  num::Exact book;     ///< above 0
  num::Exact audited;  ///< what the papers support, not below 0
};

/// Misstatement of one direction in the whole population.
struct Bound {
  num::Exact known;             ///< of large items
  std::vector<num::Exact> taints;  ///< of the others that are wrong: the wrong part of the book amount, largest first
  num::Exact projected;         ///< taints × interval
  num::Exact basic_precision;   ///< factor for no error × interval
  num::Exact allowance;         ///< for each taint, by falling size: (factor − the one before − 1) × taint × interval
  num::Exact upper() const { return known + projected + basic_precision + allowance; }
};

struct Evaluation {
  Bound over, under;  ///< never offset; `under` assumes that nothing is understated by more than its book amount
};
Evaluation evaluate(const std::vector<Audited>& items, const num::Exact& interval, const ConfidenceLevel& confidence);

}  // namespace bursar::audit
