// An audit of made-up payouts, the same for the same numbers.
#pragma once

#include <string>

#include "engine/audit/run_record.h"
#include "io/ledger/ledger.h"

namespace bursar {

inline audit::Audit sample_audit(size_t rows, uint64_t seed, const std::string& as_of = "2026-03-31") {
  audit::Audit audit;
  audit.policy.id = "rd-2026";
  audit.policy.version = "2026.1";
  audit.policy.digest = proof::to_text(proof::sha256("rules"));
  audit.policy.currency = "CNY";
  audit.as_of = num::Date::parse(as_of);
  audit.inputs.push_back({"payouts", "in/payouts.csv", proof::to_hex(proof::sha256("payouts " + std::to_string(seed))),
                          1234, "UTF-8", rows});
  audit.options = {{"tolerance", "0.01"}};
  audit.causes.push_back({"cap_dropped", "rd_grant", "1", {"capped at 1,000,000 yuan", "最高 100万元"}});
  for (size_t i = 0; i < rows; ++i) {
    audit::Row row;
    const std::string number = std::to_string(i + 1);
    row.payout.payout = "V" + std::string(5 - std::min<size_t>(5, number.size()), '0') + number;
    row.payout.id = "9199010" + std::to_string(seed) + number;
    row.payout.clause = "rd_grant";
    row.payout.paid = num::Exact::ratio(static_cast<int64_t>((i * 7919 + seed * 104729) % 100'000'000), 100);
    row.outcome = award::Outcome::Eligible;
    row.due = row.payout.paid;
    if (i % 10 == 3) {
      row.due = row.payout.paid - num::Exact(100);
      row.leads.push_back({audit::Code::A3, {}});
      row.causes.push_back(0);
    }
    row.difference = row.payout.paid - *row.due;
    audit.control_total += row.payout.paid;
    audit.rows.push_back(std::move(row));
  }
  audit.batch.rows = rows;
  audit.batch.paid = audit.control_total;
  return audit;
}

inline std::vector<ledger::HistoryEntry> sample_awards(const audit::Audit& audit) {
  std::vector<ledger::HistoryEntry> awards;
  for (const audit::Row& row : audit.rows)
    awards.push_back({row.payout.id, audit.policy.id, row.payout.clause, audit.as_of.value_or(num::Date{}), row.payout.paid, "CNY",
                      row.payout.payout, {{"group", "g-1"}}});
  return awards;
}

inline const audit::Tool kSampleTool{"0.1.0", "sha256:build"};

}  // namespace bursar
