// A drawn sample as a table: vouchers to fetch, with a column to fill in. What an evaluation needs of the plan stands in
// every row, so that the table is all that has to be kept.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "engine/audit/audit.h"
#include "engine/audit/sampling.h"
#include "io/input/issue_log.h"
#include "io/tables/table.h"

namespace bursar::audit {

/// Amounts in whole units of the currency; the interval too.
struct SampleRow {
  std::string payout, id, clause;
  num::Exact paid, unit;               ///< `unit`: the place of the selected unit in the running sum
  bool large = false;
  std::optional<num::Exact> audited;   ///< what the papers support; nothing: not looked at yet
};
struct Sample {
  num::Exact interval, tolerable;
  ConfidenceLevel confidence{};
  std::vector<SampleRow> rows;
};

/// What the table holds of money: hundredths. Sampling counts in them.
inline constexpr int kSampleDecimals = 2;
num::Exact in_units(const num::Exact& amount);   ///< hundredths of an amount
num::Exact from_units(const num::Exact& units);  ///< and back

/// An amount as tables have it, in the sample's decimals.
std::optional<num::Exact> read_amount(std::string_view text);

std::string sample_csv(const Sample& sample);

/// Why rows are no sample, where the table itself is sound.
struct SampleFault {
  enum class Why : uint8_t {
    OtherPlan,  ///< a row of another plan: `column` has `seen`, the first row `expected`
    NotWhole,   ///< `seen` rows where `expected` were drawn
    BadValue,   ///< `column` has `seen`, which cannot stand there
    Empty,      ///< no rows
  };
  Why why = Why::Empty;
  uint32_t line = 0;
  std::string payout, column, seen, expected;
};

/// Nothing when it cannot be evaluated: issues are in the log, or `fault` says why.
std::optional<Sample> read_sample(tables::TableReader& table, input::IssueLog& log, std::optional<SampleFault>& fault);

}  // namespace bursar::audit
