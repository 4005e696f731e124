// A clause's result among those of an award.
#pragma once

#include <string_view>

#include "engine/award/award.h"

namespace bursar::award {

/// The result of a clause by its id; null when there is none. Where it is open which version of the clause is in force
/// an award has a result of each: then what is open, or faulty, is the clause's, whatever a version refuses.
inline const ClauseResult* result_of(const Award& award, std::string_view clause) {
  const ClauseResult* found = nullptr;
  for (const ClauseResult& result : award.clauses)
    if (result.id == clause && (found == nullptr || found->outcome == Outcome::Ineligible)) found = &result;
  return found;
}

}  // namespace bursar::award
