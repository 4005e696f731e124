// What a clause does as a whole: its steps, its list, the period it is in force, the rules that bind it to others.
#include <algorithm>

#include "engine/mutate/maker.h"
#include "engine/mutate/steps.h"

namespace bursar::mutate {

using lowered::Clause;
using lowered::Node;
using lowered::NodeId;
using lowered::Op;

void Maker::clause(uint32_t index) {
  const Clause c = module_.clauses[index];  // a copy: nodes and clauses are changed on the way
  const auto own = [&](const Steps& list, const std::string& where, Steps Clause::*which) {
    steps(list, where, [this, index, which](Mutation& m, Steps changed) {
      Clause copy = module_.clauses[index];
      copy.*which = std::move(changed);
      m.replaced.clauses.emplace_back(index, std::move(copy));
    });
  };
  own(c.pay_steps, "award", &Clause::pay_steps);
  own(c.base_steps, "base", &Clause::base_steps);
  own(c.total_steps, "total", &Clause::total_steps);
  tiers_of_award_ = c.pay.has() && module_[c.pay].op == Op::Stepped ? module_[c.pay].kids[0] : c.pay;
  clause_ = index;
  if (c.pay.has()) formula(c.pay, "award");
  if (c.base.has()) formula(c.base, "base");

  if (c.loop) loop(index);
}

/// Tiers that are all of the award: the top rate, and nothing behind it but rounding.
void Maker::top_rate_alone(NodeId tiers, NodeId rate) {
  const auto only_rounding = [](Steps& list) {
    std::erase_if(list, [](const lowered::Step& s) { return s.kind != syntax::StepKind::Rounded; });
  };
  Clause bare = module_.clauses[clause_];
  only_rounding(bare.pay_steps);
  only_rounding(bare.total_steps);
  Mutation& m = add("top_rate_alone", "award", printed(tiers));
  m.replaced.nodes.emplace_back(tiers, top_rate(module_[tiers], rate));
  if (bare.pay != tiers) {
    Node stepped = module_[bare.pay];
    only_rounding(stepped.steps);
    m.replaced.nodes.emplace_back(bare.pay, std::move(stepped));
  }
  m.replaced.clauses.emplace_back(clause_, std::move(bare));
}

void Maker::loop(uint32_t index) {
  const Clause c = module_.clauses[index];
  const lowered::Loop& l = *c.loop;
  for (size_t i = 0; i < l.where.size(); ++i) condition(l.where[i], "where." + std::to_string(i + 1), "filter_ignored", true);
  for (size_t i = 0; i < l.of_these.size(); ++i)
    condition(l.of_these[i], "of_these." + std::to_string(i + 1), "choice_ignored", true);
  for (size_t i = 0; i < c.item_conditions.size(); ++i) {
    const bool met = c.item_conditions[i].kind != lowered::Condition::Kind::ExceptWhen;
    condition(c.item_conditions[i].node, "item." + std::to_string(i + 1), "item_condition_ignored", met);
  }
  const auto changed = [&](std::string_view kind, award::Text text, auto change) {
    new_place();
    Clause copy = c;
    change(*copy.loop);
    add(kind, "for", std::move(text)).replaced.clauses.emplace_back(index, std::move(copy));
  };
  if (l.takes) {
    changed("take_ignored", printed(l.list), [](lowered::Loop& loop) {
      loop.takes = false;
      loop.first = 1;
      loop.last = UINT32_MAX;
    });
  }
  if (l.by.has()) changed("group_ignored", printed(l.by), [](lowered::Loop& loop) { loop.by = {}; });
  if (l.order.has()) changed("order_ignored", printed(l.order), [](lowered::Loop& loop) { loop.order = {}; });
  if (l.once_per.has()) changed("once_per_ignored", printed(l.once_per), [](lowered::Loop& loop) { loop.once_per = {}; });
  if (l.unbroken_by.has())
    changed("gap_ignored", printed(l.unbroken_by), [](lowered::Loop& loop) { loop.unbroken_by = {}; });
  for (NodeId id : l.where) dated(id);
  for (NodeId id : l.of_these) dated(id);
  for (const auto& k : c.item_conditions) dated(k.node);
}

/// The policy's own rounding of every line, as it acts on this clause.
void Maker::policy_rounding() {
  const uint32_t part = tree_.part(tree_.clauses[first_].span);
  const auto& rule = module_.policies[part].round_line;
  if (!rule) return;
  const lowered::Step written{syntax::StepKind::Rounded, rule->multiple, rule->mode};
  rounding(rule->mode, printed(written), "line", [&](Mutation& m, std::optional<num::Rounding> mode) {
    lowered::Policy copy = module_.policies[part];
    if (mode) copy.round_line->mode = *mode;
    else copy.round_line.reset();
    m.replaced.policies.emplace_back(part, std::move(copy));
  });
}

/// What others take from the clause: those it is subject to, rivals, limits of a sum.
void Maker::programme() {
  const auto silenced = [&](Mutation& m, uint32_t other) {
    Clause copy = module_.clauses[other];
    const NodeId like = copy.pay;
    copy.conditions.push_back({lowered::Condition::Kind::When, truth(false, like), {}, {}});
    m.replaced.clauses.emplace_back(other, std::move(copy));
  };
  const auto named = [&](uint32_t other) {
    return award::Text{std::string(tree_.clauses[other].name.first), std::string(tree_.clauses[other].name.second)};
  };
  for (uint32_t version : all_)
    for (uint32_t other : program_.clauses[version].set_aside_by) {
      new_place();
      silenced(add("override_ignored", std::string(tree_.clauses[other].name.first), named(other)), other);
    }
  const auto among = [&](const std::vector<uint32_t>& clauses) {
    return std::find(clauses.begin(), clauses.end(), first_) != clauses.end();
  };
  for (size_t i = 0; i < program_.exclusives.size(); ++i) {
    const std::vector<uint32_t>& rivals = program_.exclusives[i].clauses;
    if (!among(rivals)) continue;
    new_place();
    award::Text text;
    for (uint32_t rival : rivals) {
      if (program_.clauses[rival].version_of) continue;
      const award::Text name = named(rival);
      text.en += (text.en.empty() ? "" : ", ") + name.en;
      text.zh += (text.zh.empty() ? "" : "、") + (name.zh.empty() ? name.en : name.zh);
    }
    Mutation& m = add("exclusive_ignored", std::to_string(i + 1), std::move(text));
    for (uint32_t rival : rivals)
      if (std::find(all_.begin(), all_.end(), rival) == all_.end()) silenced(m, rival);
  }
  for (uint32_t i = 0; i < program_.limits.size(); ++i) {
    if (!among(program_.limits[i].clauses)) continue;
    new_place();
    lowered::Limit copy = module_.limits[i];
    copy.when = truth(false, copy.at_most);
    add("limit_ignored", std::to_string(i + 1), printed(copy.at_most)).replaced.limits.emplace_back(i, std::move(copy));
    formula(module_.limits[i].at_most, "limit." + std::to_string(i + 1));
  }
}

/// One version in the time of the next one, or of the one before.
void Maker::versions() {
  for (size_t i = 0; i + 1 < all_.size(); ++i) {
    const uint32_t before = all_[i], after = all_[i + 1];
    const auto &early = module_.clauses[before].in_force, &late = module_.clauses[after].in_force;
    if (!early || !late) continue;
    const syntax::InForce both{early->from, late->to, early->span};
    const auto instead = [&](std::string_view kind, uint32_t used, uint32_t unused) {
      new_place();
      const syntax::InForce own = *module_.clauses[used].in_force;
      Mutation& m = add(kind, own.from.to_text(), printed(own));
      Clause stays = module_.clauses[used], goes = module_.clauses[unused];
      stays.in_force = both;
      goes.conditions.push_back({lowered::Condition::Kind::When, truth(false, goes.pay), {}, {}});
      m.replaced.clauses.emplace_back(used, std::move(stays));
      m.replaced.clauses.emplace_back(unused, std::move(goes));
    };
    instead("earlier_version", before, after);
    instead("later_version", after, before);
  }
}

void Maker::in_force(uint32_t index) {
  const Clause& c = module_.clauses[index];
  if (c.in_force && all_.size() == 1) {
    new_place();
    Clause copy = c;
    copy.in_force.reset();
    add("in_force_ignored", "clause", printed(*c.in_force)).replaced.clauses.emplace_back(index, std::move(copy));
  }
  const uint32_t part = tree_.part(tree_.clauses[index].span);
  if (module_.policies[part].in_force && index == first_) {
    new_place();
    lowered::Policy copy = module_.policies[part];
    copy.in_force.reset();
    add("in_force_ignored", "policy", printed(*module_.policies[part].in_force))
        .replaced.policies.emplace_back(part, std::move(copy));
  }
}

/// A figure written with a digit too many, or in 10,000 yuan for yuan.
void Maker::figures() {
  new_place();
  add("ten_times", "", {}).factor = num::Exact(10);
  add("tenth", "", {}).factor = num::Exact::ratio(1, 10);
  add("ten_thousand_times", "", {}).factor = num::Exact(10'000);
  add("ten_thousandth", "", {}).factor = num::Exact::ratio(1, 10'000);
}

}  // namespace bursar::mutate
