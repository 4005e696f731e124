#include "engine/num/share.h"

#include <algorithm>

#include "engine/num/rounding.h"

namespace bursar::num {

std::vector<Exact> shares(const Exact& whole, const std::vector<Exact>& weights, const Exact& unit, Remainder remainder,
                          const std::vector<size_t>& order) {
  Exact sum;
  for (const Exact& w : weights) sum += w;
  std::vector<Exact> out(weights.size()), cut(weights.size());
  Exact left = whole;
  for (size_t i = 0; i < weights.size(); ++i) {
    const Exact exact = *Exact::divide(whole * weights[i], sum);
    out[i] = round_to(exact, Rounding::Lower, unit);
    cut[i] = exact - out[i];
    left = left - out[i];
  }
  if (left.is_zero()) return out;
  if (remainder == Remainder::Last) {
    for (size_t i = order.size(); i-- > 0 && left.sign() > 0;) {
      const Exact part = std::min(left, weights[order[i]] - out[order[i]]);
      out[order[i]] += part;
      left = left - part;
    }
    return out;
  }
  std::vector<size_t> by_fraction = order;
  std::stable_sort(by_fraction.begin(), by_fraction.end(), [&](size_t a, size_t b) { return cut[b] < cut[a]; });
  // No share passes its claim, so a round may leave something for the next.
  while (left.sign() > 0)
    for (size_t i : by_fraction) {
      const Exact one = std::min({unit, left, weights[i] - out[i]});
      out[i] += one;
      left = left - one;
      if (left.is_zero()) break;
    }
  return out;
}

}  // namespace bursar::num
