#include "engine/audit/sampling.h"

#include <algorithm>
#include <functional>

namespace bursar::audit {

using num::BigInt;
using num::BigRational;
using num::Exact;

std::optional<ConfidenceLevel> confidence_level(int percent) {
  for (const ConfidenceLevel& level : kConfidenceLevels)
    if (level.percent == percent) return level;
  return std::nullopt;
}

/// Whether P(X <= errors) is at most the risk for a mean of m / 100: sum of x^i / i! for i up to `errors`, over e^x.
bool PoissonFactors::covers(int64_t hundredths, size_t errors) const {
  // Sums over the common denominator 100^i × i!. Of e^x only a part is summed, which errs on the safe side.
  const size_t terms = errors + 3 * static_cast<size_t>(hundredths / 100 + 1) + 64;
  BigInt sum = 1, power = 1, head = 1;
  for (size_t i = 1; i <= terms; ++i) {
    power *= hundredths;
    sum = sum * (100 * i) + power;
    if (i <= errors)
      head = sum;
    else
      head *= 100 * i;
  }
  return head * 100 <= sum * risk_percent_;
}

Exact PoissonFactors::of(size_t errors) {
  while (hundredths_.size() <= errors) {
    const size_t next = hundredths_.size();
    int64_t low = hundredths_.empty() ? 0 : hundredths_.back();  // does not cover
    int64_t high = low + 100;
    while (!covers(high, next)) {
      low = high;
      high += 100;
    }
    while (high - low > 1) {
      const int64_t middle = (low + high) / 2;
      (covers(middle, next) ? high : low) = middle;
    }
    hundredths_.push_back(high);
  }
  return Exact::ratio(hundredths_[errors], 100);
}

Population population(const std::vector<Exact>& amounts) {
  Population out;
  for (const Exact& amount : amounts) {
    const int sign = amount.sign();
    if (sign > 0) {
      ++out.items;
      out.book += amount;
    } else if (sign == 0) {
      ++out.zero;
    } else {
      ++out.negative;
      out.negative_sum += amount;
    }
  }
  return out;
}

std::optional<Plan> plan(const Exact& book, const Exact& tolerable, const Exact& expected,
                         const ConfidenceLevel& confidence, PlanFault& fault) {
  const auto refuse = [&](PlanFault why) {
    fault = why;
    return std::nullopt;
  };
  if (book.sign() <= 0) return refuse(PlanFault::NothingToSample);
  if (tolerable < 1) return refuse(PlanFault::NothingTolerable);
  Plan out{book, tolerable, expected, confidence, PoissonFactors(confidence).of(0),
           Exact::ratio(confidence.expansion_tenths, 10), {}, {}};
  const Exact left = tolerable - expected * out.expansion_factor;
  if (left.sign() <= 0) return refuse(PlanFault::ExpectedTooHigh);
  out.size = Exact::divide(book * out.confidence_factor, left)->ceil();
  out.interval = Exact::divide(book, out.size)->floor();
  if (out.interval.sign() <= 0) return refuse(PlanFault::IntervalTooSmall);
  return out;
}

std::optional<Exact> start_from(std::span<const uint8_t, 32> digest, const Exact& interval) {
  BigInt number = 0;
  for (const uint8_t byte : digest) number = number << 8 | byte;
  const BigInt width = boost::multiprecision::numerator(interval.big());
  const BigInt all = BigInt(1) << 256;
  if (number >= all - all % width) return std::nullopt;
  return Exact::of(BigRational(number % width + 1));
}

std::vector<Selected> select(const std::vector<Exact>& amounts, const Exact& interval, const Exact& start) {
  std::vector<Selected> out;
  Exact sum, next = start;
  for (uint32_t row = 0; row < amounts.size(); ++row) {
    const Exact& amount = amounts[row];
    if (amount.sign() <= 0) continue;
    sum += amount;
    if (next > sum) continue;
    out.push_back({row, next, amount >= interval});
    const Exact passed = Exact::divide(sum - next, interval)->floor() + 1;
    next += passed * interval;
  }
  return out;
}

Evaluation evaluate(const std::vector<Audited>& items, const Exact& interval, const ConfidenceLevel& confidence) {
  Evaluation out;
  for (const Audited& item : items) {
    const Exact wrong = item.book - item.audited;
    if (wrong.is_zero()) continue;
    Bound& bound = wrong.sign() > 0 ? out.over : out.under;
    if (item.book >= interval)
      bound.known += wrong.abs();
    else
      bound.taints.push_back(*Exact::divide(wrong.abs(), item.book));
  }
  PoissonFactors factors(confidence);
  for (Bound* bound : {&out.over, &out.under}) {
    std::sort(bound->taints.begin(), bound->taints.end(), std::greater<>());
    bound->basic_precision = factors.of(0) * interval;
    for (size_t k = 0; k < bound->taints.size(); ++k) {
      const Exact projected = bound->taints[k] * interval;
      bound->projected += projected;
      bound->allowance += (factors.of(k + 1) - factors.of(k) - 1) * projected;
    }
  }
  return out;
}

}  // namespace bursar::audit
