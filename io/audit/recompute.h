// Every payout held against what the policy gives its enterprise: chunk by chunk of facts, nothing kept of them.
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "engine/api/batch.h"
#include "engine/api/causes.h"
#include "engine/audit/judge.h"
#include "io/audit/bunches.h"

namespace bursar::audit {

/// Finds the payouts of each enterprise, or the payout of each row, and judges them as facts come by.
class Recompute {
 public:
  /// `audit.rows` hold the payouts.
  Recompute(const api::Program& program, Audit& audit, const Tolerance& tolerance, std::optional<num::Date> as_of);

  /// Facts of enterprises: each judges all payouts of its id.
  void facts_of_enterprises(const columns::Chunk& chunk, const api::BatchAnswers& answers,
                            const columns::Dictionary& dictionary);
  /// Facts in the payouts' own rows: record n of the input judges the payout that stands there.
  void facts_of_rows(const columns::Chunk& chunk, const api::BatchAnswers& answers,
                     const columns::Dictionary& dictionary);
  /// A record of facts that could not be read, by its id.
  void refused(std::string_view id) { refused_.emplace(id); }
  /// The enterprises of the payouts, each once: what is counted of them goes there.
  void watch(Bunches& bunches) { bunches_ = &bunches; }
  /// Whom the facts entitle although no payout is there: rows with nothing paid.
  void name_unpaid() { name_unpaid_ = true; }

  /// Payouts that no facts were found for.
  void finish();
  /// Of a row, after `finish`.
  bool has_facts(size_t row) const { return with_facts_[row]; }

 private:
  struct Asked {
    std::optional<size_t> clause;  ///< among the reported
    std::string line;              ///< a line of it: `launch_subsidy/2`; empty: all of the clause
  };
  struct Hash {
    using is_transparent = void;
    size_t operator()(std::string_view s) const { return std::hash<std::string_view>()(s); }
  };

  Asked asked(const std::string& clause) const;
  Judgement judgement(const Asked& asked, const columns::Chunk& chunk, uint32_t row, const api::BatchAnswers& answers,
                      const columns::Dictionary& dictionary, const Payout& payout);
  Judgement from_award(const Asked& asked, const award::Award& award) const;
  void judge_row(uint32_t at, const columns::Chunk& chunk, uint32_t row, const api::BatchAnswers& answers,
                 const columns::Dictionary& dictionary);
  void unpaid(const columns::Chunk& chunk, uint32_t row, const api::BatchAnswers& answers,
              const std::vector<uint32_t>& payouts);

  const api::Program& program_;
  Audit& audit_;
  Tolerance tolerance_;
  std::optional<num::Date> as_of_;
  std::vector<columns::Shape> shapes_;
  std::vector<std::string> clauses_;                           ///< reported ids
  std::unordered_map<std::string, size_t, Hash, std::equal_to<>> clause_by_name_;
  std::unordered_map<std::string, std::vector<uint32_t>, Hash, std::equal_to<>> rows_by_id_;
  std::vector<uint32_t> row_by_ordinal_;
  std::vector<bool> judged_, with_facts_;
  std::unordered_set<std::string, Hash, std::equal_to<>> refused_;
  api::RootCause causes_;
  std::vector<Row> unpaid_;
  num::Exact unit_;                                            ///< the currency's smallest unit
  bool name_unpaid_ = false;
  Bunches* bunches_ = nullptr;
  std::unordered_set<std::string, Hash, std::equal_to<>> counted_;  ///< enterprises whose facts stand in several rows
};

}  // namespace bursar::audit
