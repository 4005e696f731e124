#include "engine/audit/duplicates.h"

#include <algorithm>
#include <array>
#include <bit>
#include <functional>
#include <limits>
#include <optional>
#include <unordered_map>
#include <utility>

#include "engine/audit/credit_code.h"

namespace bursar::audit {

namespace {

constexpr uint32_t kNone = std::numeric_limits<uint32_t>::max();
constexpr size_t kShortestNear = 8;

uint64_t mixed(uint64_t a, uint64_t b) {
  a = (a ^ b) * 0x9E3779B97F4A7C15u;
  return a ^ (a >> 29);
}

/// Equal values to equal small numbers.
template <typename Key>
class Numbers {
 public:
  uint32_t of(const Key& key) { return numbers_.try_emplace(key, static_cast<uint32_t>(numbers_.size())).first->second; }
  size_t size() const { return numbers_.size(); }

 private:
  std::unordered_map<Key, uint32_t> numbers_;
};

using Triple = std::array<uint32_t, 3>;
struct TripleHash {
  size_t operator()(const Triple& t) const { return mixed(mixed(t[0], t[1]), t[2]); }
};

/// Whether an unknown id is a known one with one slip.
bool one_slip(std::string_view known, std::string_view unknown) {
  if (known.size() == unknown.size()) {
    const auto [a, b] = std::mismatch(known.begin(), known.end(), unknown.begin());
    if (a == known.end()) return false;
    const size_t at = a - known.begin();
    if (known.substr(at + 1) == unknown.substr(at + 1)) return true;
    if (at + 1 < known.size() && known[at] == unknown[at + 1] && known[at + 1] == unknown[at] &&
        known.substr(at + 2) == unknown.substr(at + 2))
      return true;
    return without_lookalikes(unknown) == known;
  }
  const std::string_view longer = known.size() > unknown.size() ? known : unknown;
  const std::string_view shorter = known.size() > unknown.size() ? unknown : known;
  if (longer.size() != shorter.size() + 1) return false;
  const size_t at = std::mismatch(shorter.begin(), shorter.end(), longer.begin()).first - shorter.begin();
  return longer.substr(at + 1) == shorter.substr(at);
}

/// Unknown ids by what they have in common with the known ids they may stand for: the id with one character blanked,
/// with one left out, or with two swapped. Two ids one slip apart share one of these, so nothing is compared in pairs.
class NearIds {
 public:
  void add(std::string_view id, uint32_t purpose, uint32_t row) {
    const uint32_t place = static_cast<uint32_t>(unknown_.size());
    unknown_.push_back({id, purpose, row, kNone});
    const auto note = [&](uint64_t hash) { by_hash_.emplace_back(hash, place); };
    note(whole(id, purpose));
    each_blanked(id, [&](std::string_view text) { note(whole(text, purpose)); });
    each_shortened(id, [&](std::string_view text) { note(whole(text, purpose)); });
    std::string swapped(id);
    for (size_t i = 0; i + 1 < id.size(); ++i) {
      std::swap(swapped[i], swapped[i + 1]);
      if (swapped != id) note(whole(swapped, purpose));
      std::swap(swapped[i], swapped[i + 1]);
    }
    if (const auto meant = without_lookalikes(id)) note(whole(*meant, purpose));
  }

  /// Once all are added.
  void seal() {
    std::sort(by_hash_.begin(), by_hash_.end());
    filter_.assign(std::bit_ceil(8 * by_hash_.size() + 1), false);
    for (const auto& [hash, place] : by_hash_) filter_[hash & (filter_.size() - 1)] = true;
  }

  void meet_known(std::string_view id, uint32_t purpose, uint32_t row) {
    const auto look = [&](std::string_view text) {
      const uint64_t hash = whole(text, purpose);
      if (!filter_[hash & (filter_.size() - 1)]) return;  // nearly always
      auto hit = std::lower_bound(by_hash_.begin(), by_hash_.end(), std::pair(hash, uint32_t{0}));
      for (; hit != by_hash_.end() && hit->first == hash; ++hit) {
        Unknown& one = unknown_[hit->second];
        if (one.original == kNone && one.purpose == purpose && one_slip(id, one.id)) one.original = row;
      }
    };
    look(id);
    each_blanked(id, look);
    each_shortened(id, look);
  }

  template <typename Take>
  void each_found(Take take) const {
    for (const Unknown& one : unknown_)
      if (one.original != kNone) take(one.row, one.original);
  }

 private:
  struct Unknown {
    std::string_view id;
    uint32_t purpose, row, original;
  };

  static uint64_t whole(std::string_view text, uint32_t purpose) {
    return mixed(std::hash<std::string_view>()(text), purpose);
  }
  template <typename Take>
  static void each_blanked(std::string_view id, Take take) {
    std::string text(id);
    for (size_t i = 0; i < id.size(); ++i) {
      text[i] = '\0';
      take(text);
      text[i] = id[i];
    }
  }
  template <typename Take>
  static void each_shortened(std::string_view id, Take take) {
    std::string text;
    for (size_t i = 0; i < id.size(); ++i) {
      if (i > 0 && id[i] == id[i - 1]) continue;  // the same text again
      text.assign(id).erase(i, 1);
      take(text);
    }
  }

  std::vector<Unknown> unknown_;
  std::vector<std::pair<uint64_t, uint32_t>> by_hash_;
  std::vector<bool> filter_;  // by the low bits of a hash: whether any such is there
};

}  // namespace

std::vector<Duplicate> duplicates(const std::vector<Claim>& claims) {
  using How = Duplicate::How;
  const uint32_t n = static_cast<uint32_t>(claims.size());
  std::vector<std::string> ids(n);
  Numbers<std::string_view> id_numbers, clauses, parts;
  Numbers<num::Exact> amounts;
  std::vector<Triple> keys(n);
  std::vector<std::optional<Duplicate>> found(n);

  std::unordered_map<Triple, uint32_t, TripleHash> first_by_code;
  for (uint32_t row = 0; row < n; ++row) {
    const Claim& claim = claims[row];
    ids[row] = normalised_code(claim.id);
    keys[row] = {id_numbers.of(ids[row]), clauses.of(claim.clause), parts.of(claim.part)};
    if (claim.paid.sign() <= 0) continue;
    const auto [first, is_new] = first_by_code.try_emplace(keys[row], row);
    if (!is_new) found[row] = Duplicate{row, first->second, How::SameCode};
  }

  NearIds near;
  std::unordered_map<Triple, uint32_t, TripleHash> purposes;  // clause, part, amount: of unknown ids only
  for (uint32_t row = 0; row < n; ++row) {
    const Claim& claim = claims[row];
    if (claim.known || found[row] || claim.paid.sign() <= 0 || ids[row].size() < kShortestNear) continue;
    if (check_code(ids[row]).verdict == CodeVerdict::Valid) continue;
    const Triple purpose{keys[row][1], keys[row][2], amounts.of(claim.paid)};
    near.add(ids[row], purposes.try_emplace(purpose, static_cast<uint32_t>(purposes.size())).first->second, row);
  }
  near.seal();
  for (uint32_t row = 0; row < n && !purposes.empty(); ++row) {
    const Claim& claim = claims[row];
    if (!claim.known || claim.paid.sign() <= 0) continue;
    const auto purpose = purposes.find({keys[row][1], keys[row][2], amounts.of(claim.paid)});
    if (purpose != purposes.end()) near.meet_known(ids[row], purpose->second, row);
  }
  near.each_found([&](uint32_t row, uint32_t original) { found[row] = Duplicate{row, original, How::NearCode}; });

  Numbers<std::string> projects;
  std::unordered_map<Triple, uint32_t, TripleHash> first_by_project;
  for (uint32_t row = 0; row < n; ++row) {
    if (claims[row].project.empty() || claims[row].paid.sign() <= 0) continue;
    const Triple project{projects.of(normalised_code(claims[row].project)), keys[row][1], 0};
    const auto [first, is_new] = first_by_project.try_emplace(project, row);
    if (!is_new && !found[row] && keys[first->second][0] != keys[row][0])
      found[row] = Duplicate{row, first->second, How::SameProject};
  }

  std::vector<Duplicate> out;
  for (const auto& one : found)
    if (one) out.push_back(*one);
  return out;
}

std::vector<Linked> linked_payees(const std::vector<Payee>& payees) {
  using By = Linked::By;
  struct Shared {
    By by;
    std::vector<std::pair<uint32_t, uint32_t>> holders;  // payee, its first row with it
    bool walked = false;
  };
  struct Holder {
    uint32_t row;
    std::vector<std::pair<uint32_t, uint32_t>> holds;  // place in `shared`, row
    std::optional<Linked> linked;                       // `first` and `through` are payees here
  };
  std::vector<Shared> shared;
  std::vector<Holder> holders;
  Numbers<std::string> ids, keys[2];
  std::vector<uint32_t> place_of[2];
  std::unordered_map<uint64_t, bool> held;
  const auto hold = [&](uint32_t payee, By by, std::string_view written, uint32_t row) {
    const std::string text = normalised_code(written);
    if (text.empty()) return;
    const size_t kind = static_cast<size_t>(by);
    const uint32_t key = keys[kind].of(text);
    if (key == place_of[kind].size()) {
      place_of[kind].push_back(static_cast<uint32_t>(shared.size()));
      shared.push_back({by, {}, false});
    }
    const uint32_t place = place_of[kind][key];
    if (!held.try_emplace(uint64_t{payee} << 32 | place, true).second) return;
    shared[place].holders.emplace_back(payee, row);
    holders[payee].holds.emplace_back(place, row);
  };
  for (uint32_t row = 0; row < payees.size(); ++row) {
    const uint32_t payee = ids.of(normalised_code(payees[row].id));
    if (payee == holders.size()) holders.push_back({row, {}, std::nullopt});
    hold(payee, By::Account, payees[row].account, row);
    hold(payee, By::LegalPerson, payees[row].legal_person, row);
  }

  for (uint32_t first = 0; first < holders.size(); ++first) {
    if (holders[first].linked) continue;
    std::vector<uint32_t> queue{first};  // breadth first: the fewest steps
    for (size_t next = 0; next < queue.size(); ++next) {
      const uint32_t from = queue[next];
      for (const auto& [place, from_row] : holders[from].holds) {
        if (std::exchange(shared[place].walked, true)) continue;
        for (const auto& [to, to_row] : shared[place].holders) {
          if (to == first || holders[to].linked) continue;
          const Linked::Step step{shared[place].by, from_row, to_row};
          holders[to].linked = Linked{holders[to].row, first, from, step};
          if (!holders[first].linked) holders[first].linked = Linked{holders[first].row, first, to, step};
          queue.push_back(to);
        }
      }
    }
  }

  std::vector<Linked> out;
  std::vector<uint32_t> place(holders.size());
  for (uint32_t payee = 0; payee < holders.size(); ++payee)
    if (holders[payee].linked) {
      place[payee] = static_cast<uint32_t>(out.size());
      out.push_back(*holders[payee].linked);
    }
  for (Linked& one : out) {
    one.first = place[one.first];
    one.through = place[one.through];
  }
  return out;
}

std::vector<Linked::Step> path_to(const std::vector<Linked>& linked, uint32_t place) {
  const uint32_t first = linked[place].first;
  if (place == first) return {linked[place].step};
  std::vector<Linked::Step> out;
  for (; place != first; place = linked[place].through) out.push_back(linked[place].step);
  std::reverse(out.begin(), out.end());
  return out;
}

}  // namespace bursar::audit
