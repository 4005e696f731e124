// Whether lists of the same payouts agree: what was approved, paid, and received; whether the sums stay within the fund;
// whether a second person approved.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/audit/audit.h"

namespace bursar::audit {

/// A row of one list: so much under this payout's number.
struct Entry {
  std::string payout;
  num::Exact amount;
};

/// A payout that two lists do not agree on.
struct Break {
  enum class Kind : uint8_t { Missing, Extra, Different };  ///< only at the left; only at the right; two amounts
  Kind kind = Kind::Missing;
  std::string payout;
  std::optional<num::Exact> left, right;  ///< sums of its rows
  uint32_t left_rows = 0, right_rows = 0; ///< how many: an instalment, a returned transfer, an entry made twice
  bool operator==(const Break&) const = default;
};

struct Match {
  Reconciliation sums;
  std::vector<Break> breaks;  ///< in the order of the left list, what it lacks behind
};

/// `left` and `right` by the payout's number, as written; several rows of one number are added up. The names are those
/// of the inputs: `approved`, `paid`, `bank`.
Match reconcile(std::string left_name, const std::vector<Entry>& left, std::string right_name,
                const std::vector<Entry>& right);

/// What may be paid under one key: a clause, a region; the empty key is the whole fund.
struct FundLimit {
  std::string key;
  num::Exact limit;
};
struct FundEntry {
  std::string_view key;  ///< a payout counts under its key and under the whole fund
  num::Exact paid;
};
struct OverFund {
  std::string key;
  num::Exact limit, paid;
  uint32_t crossed = 0;  ///< the row that took the sum above the limit for good
};

/// Limits that the sums exceed, in their order.
std::vector<OverFund> over_fund(const std::vector<FundLimit>& limits, const std::vector<FundEntry>& rows);

/// Who approved a payout, first and second.
struct Review {
  std::string payout, first, second;
};
struct Unreviewed {
  enum class Why : uint8_t { NoReview, NoSecond, SamePerson };
  uint32_t row = 0;  ///< among the payouts
  Why why = Why::NoReview;
  std::string person;  ///< who approved alone
  bool operator==(const Unreviewed&) const = default;
};

/// Payouts without two different people, in their order. Names are the same when only case, width or spaces differ.
std::vector<Unreviewed> unreviewed(const std::vector<std::string_view>& payouts, const std::vector<Review>& reviews);

}  // namespace bursar::audit
