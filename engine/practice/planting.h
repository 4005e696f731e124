// One error at a time: an enterprise, its payouts, and which of them is wrong. Every planted payout is judged as an audit
// does before it is taken, so that exactly the intended lead follows.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/api/causes.h"
#include "engine/practice/population.h"
#include "engine/practice/practice.h"

namespace bursar::practice {

struct Paid {
  std::string clause;
  num::Exact amount;
  int64_t days_to_payment = 0;       ///< from approval
};

/// An enterprise with its payouts, of which one at most is wrong.
struct Case {
  facts::Record record;
  std::optional<num::Date> decided_on;
  std::vector<Paid> paid;
  struct Wrong {
    Error error;
    size_t paid = 0;                 ///< which; of a payout made twice, the one that is repeated
    audit::Code code;
    std::string kind, detail;
  };
  std::optional<Wrong> wrong;
};

class Planting {
 public:
  Planting(const api::Program& program, Population& population, Random& random);

  /// An enterprise with all that it is entitled to, and nothing else.
  Case sound();
  /// One attempt at an error on a clause. Nothing when the enterprise drawn does not lend itself to it.
  std::optional<Case> attempt(Error error, size_t clause);
  /// Whether the error can be made on the clause at all, as far as attempts tell.
  bool possible(Error error, size_t clause);

 private:
  Case of(const Drawn& drawn);
  std::optional<Case> changed(Error error, size_t clause);
  std::optional<Case> not_eligible(size_t clause);
  std::optional<Case> underpaid(size_t clause);
  std::optional<Case> fact_missing(size_t clause);
  std::optional<audit::Code> lead(const Drawn& drawn, const std::string& clause, const num::Exact& paid,
                                  const std::vector<audit::Cause>& causes) const;
  bool whole_units(const num::Exact& amount) const;
  const std::vector<size_t>& changes_for(Error error, size_t clause);

  const api::Program& program_;
  Population& population_;
  Random& random_;
  api::RootCause root_;
  num::Exact unit_;
  std::vector<std::vector<audit::Cause>> changes_;                    ///< by clause
  std::vector<std::vector<std::optional<std::vector<size_t>>>> wanted_;  ///< by error and clause
};

}  // namespace bursar::practice
