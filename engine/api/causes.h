// What single change of the rules gives exactly the amount that was paid.
#pragma once

#include <memory>
#include <optional>
#include <string_view>
#include <vector>

#include "engine/api/bursar.h"
#include "engine/audit/causes.h"

namespace bursar::api {

/// The changes of each clause's rules, made once and tried on records. One object a thread; the program must outlive it.
/// A clause goes by its name in either language. Amounts are in whole units of the currency; `as_of` is the date given
/// from outside, else the record's own. A change under which the rules cannot be computed fits nothing.
class RootCause {
 public:
  explicit RootCause(const Program& program);
  ~RootCause();

  /// All changes under which the clause comes to exactly `paid`; of several that change one place, the most telling.
  /// None when that is what the clause comes to anyway.
  std::vector<audit::Cause> causes(std::string_view clause, const facts::Record& record,
                                   std::optional<num::Date> as_of, const num::Exact& paid);

  /// What the clause comes to; nothing when that is open or faulty.
  std::optional<num::Exact> due(std::string_view clause, const facts::Record& record, std::optional<num::Date> as_of);

  /// The changes that are tried, the most telling first. Empty when there is no such clause.
  std::vector<audit::Cause> changes(std::string_view clause);

  /// What the clause comes to under one of them.
  std::optional<num::Exact> amount_under(std::string_view clause, size_t change, const facts::Record& record,
                                         std::optional<num::Date> as_of);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace bursar::api
