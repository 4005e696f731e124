// Enterprises that a policy has something to say about: figures around its thresholds, days around those it names.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/api/thresholds.h"
#include "engine/award/results.h"
#include "engine/practice/random.h"

namespace bursar::practice {

/// A record and what it gets.
struct Drawn {
  facts::Record record;
  award::Award award;
};

/// Whether a payout follows: the clause pays a sum of money.
bool pays(const award::ClauseResult& clause);

class Population {
 public:
  Population(const api::Program& program, Random& random);

  /// Ids of the clauses for which an enterprise was found that they pay, in the policy's order.
  const std::vector<std::string>& clauses() const { return clauses_; }

  /// An enterprise that the clause (by its place in `clauses`) pays.
  Drawn eligible(size_t clause);
  /// An enterprise that misses the clause by one fact; nothing when none was found in a few attempts.
  std::optional<Drawn> ineligible(size_t clause);

 private:
  facts::Record record();
  facts::Value value(const api::FactInfo& fact, const api::Thresholds& at);
  facts::Value list(const api::FactInfo& fact, const api::Thresholds& at);
  num::Exact amount(const api::FactInfo& fact, const api::Thresholds& at);
  num::Exact number(const api::FactInfo& fact, const api::Thresholds& at, const num::Exact& unit);
  num::Date date(const api::Thresholds& at);
  void redraw(facts::Record& record, size_t fact);
  Drawn evaluated(facts::Record record) const;
  bool fit(const Drawn& drawn, const std::string& clause) const;
  void search(const std::string& clause);

  const api::Program& program_;
  Random& random_;
  const std::vector<api::FactInfo>& facts_;
  std::vector<api::Thresholds> thresholds_;
  api::Named named_;
  std::vector<num::Exact> amounts_;        ///< that awards are made from: as named, and what a share of gives one
  std::vector<std::string> clauses_;
  std::vector<std::vector<Drawn>> pools_;  ///< by clause
};

}  // namespace bursar::practice
