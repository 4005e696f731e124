// The steps of an amount, wherever a list of them stands.
#pragma once

#include "engine/mutate/maker.h"

namespace bursar::mutate {

/// `store(mutation, steps)` puts a changed list in the place of the one it came from.
template <class Store>
void Maker::steps(const Steps& list, const std::string& where, Store store) {
  for (size_t i = 0; i < list.size(); ++i) {
    const lowered::Step& step = list[i];
    const std::string at = where + "." + std::to_string(i + 1);
    const award::Text text = printed(step);
    Steps without = list;
    without.erase(without.begin() + static_cast<std::ptrdiff_t>(i));
    new_place();
    switch (step.kind) {
      case syntax::StepKind::CappedAt: store(add("cap_dropped", at, text), std::move(without)); break;
      case syntax::StepKind::NotBelow: store(add("floor_dropped", at, text), std::move(without)); break;
      case syntax::StepKind::CumulativelyCappedAt: {
        store(add("cap_dropped", at, text), std::move(without));
        Steps of_one_claim = list;
        of_one_claim[i].kind = syntax::StepKind::CappedAt;
        store(add("earlier_awards_ignored", at, text), std::move(of_one_claim));
        break;
      }
      case syntax::StepKind::Rounded:
        rounding(step.mode, text, at, [&](Mutation& m, std::optional<num::Rounding> mode) {
          Steps other = mode ? list : without;
          if (mode) other[i].mode = *mode;
          store(m, std::move(other));
        });
        break;
      default: store(add("step_skipped", at, text), std::move(without)); break;
    }
    formula(step.operand, at, true);
  }
}

/// `store(mutation, mode)`; no mode: not rounded at all. The modes that differ on amounts, truncation first.
template <class Store>
void Maker::rounding(num::Rounding written, const award::Text& text, const std::string& where, Store store) {
  using num::Rounding;
  new_place();
  for (Rounding mode : {Rounding::Down, Rounding::Up, Rounding::HalfUp, Rounding::HalfEven, Rounding::HalfDown}) {
    if (mode == written) continue;
    store(add("rounding", where + ":" + std::string(num::name(mode)), text), mode);
  }
  store(add("rounding_dropped", where, text), std::nullopt);
}

/// The rate of the highest band reached, on the whole of what the tiers are of, in the place of the tiers.
inline lowered::Node top_rate(const lowered::Node& tiers, lowered::NodeId rate) {
  return lowered::Node{lowered::Op::Multiply, tiers.type, tiers.origin, {tiers.kids[0], rate}};
}

}  // namespace bursar::mutate
