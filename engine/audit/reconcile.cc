#include "engine/audit/reconcile.h"

#include <set>
#include <unordered_map>

#include "engine/audit/credit_code.h"

namespace bursar::audit {

using num::Exact;

namespace {

struct Totals {
  std::vector<Break> rows;  // of one number each, in the order they first appear
  std::unordered_map<std::string_view, uint32_t> places;
  Exact total;
};

Break& row_of(Totals& totals, const std::string& payout) {
  const auto [at, is_new] = totals.places.try_emplace(payout, static_cast<uint32_t>(totals.rows.size()));
  if (is_new) totals.rows.push_back({Break::Kind::Different, payout, {}, {}, 0, 0});
  return totals.rows[at->second];
}

void add(std::optional<Exact>& sum, const Exact& amount) { sum = sum ? *sum + amount : amount; }

/// A name as it is compared.
std::string person_key(std::string_view name) { return normalised_code(name); }

}  // namespace

Match reconcile(std::string left_name, const std::vector<Entry>& left, std::string right_name,
                const std::vector<Entry>& right) {
  Match out;
  out.sums.left = std::move(left_name);
  out.sums.right = std::move(right_name);
  Totals both;
  for (const Entry& entry : left) {
    Break& row = row_of(both, entry.payout);
    add(row.left, entry.amount);
    ++row.left_rows;
    out.sums.left_total += entry.amount;
  }
  for (const Entry& entry : right) {
    Break& row = row_of(both, entry.payout);
    add(row.right, entry.amount);
    ++row.right_rows;
    out.sums.right_total += entry.amount;
  }
  for (Break& row : both.rows) {
    if (row.left == row.right) continue;
    row.kind = !row.right ? Break::Kind::Missing : !row.left ? Break::Kind::Extra : Break::Kind::Different;
    uint64_t& count = row.kind == Break::Kind::Missing ? out.sums.missing
                      : row.kind == Break::Kind::Extra ? out.sums.extra
                                                       : out.sums.different;
    ++count;
    out.breaks.push_back(std::move(row));
  }
  return out;
}

std::vector<OverFund> over_fund(const std::vector<FundLimit>& limits, const std::vector<FundEntry>& rows) {
  std::vector<OverFund> out;
  for (const FundLimit& limit : limits) {
    OverFund one{limit.key, limit.limit, 0, 0};
    for (uint32_t at = 0; at < rows.size(); ++at) {
      if (!limit.key.empty() && rows[at].key != limit.key) continue;
      const bool was_over = one.paid > limit.limit;
      one.paid += rows[at].paid;
      if (!was_over && one.paid > limit.limit) one.crossed = at;
    }
    if (one.paid > limit.limit) out.push_back(std::move(one));
  }
  return out;
}

std::vector<Unreviewed> unreviewed(const std::vector<std::string_view>& payouts, const std::vector<Review>& reviews) {
  struct People {
    std::set<std::string> keys;
    std::string person;
    bool twice = false;  // one person stands as first and second
  };
  std::unordered_map<std::string_view, People> by_payout;
  for (const Review& review : reviews) {
    People& people = by_payout[review.payout];
    const std::string first = person_key(review.first), second = person_key(review.second);
    if (!first.empty()) people.keys.insert(first);
    if (!second.empty()) people.keys.insert(second);
    people.twice |= !first.empty() && first == second;
    if (people.person.empty()) people.person = first.empty() ? review.second : review.first;
  }
  std::vector<Unreviewed> out;
  for (uint32_t row = 0; row < payouts.size(); ++row) {
    const auto found = by_payout.find(payouts[row]);
    if (found == by_payout.end() || found->second.keys.empty())
      out.push_back({row, Unreviewed::Why::NoReview, ""});
    else if (found->second.keys.size() == 1)
      out.push_back({row, found->second.twice ? Unreviewed::Why::SamePerson : Unreviewed::Why::NoSecond,
                     found->second.person});
  }
  return out;
}

}  // namespace bursar::audit
