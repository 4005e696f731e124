// `bursar explain` as text: why, down to every figure and article.
#pragma once

#include <string>
#include <string_view>

#include "engine/award/award.h"
#include "io/report/language.h"

namespace bursar::report {

/// How much is told: the same trace, from what counts for the applicant to everything.
enum class Depth : uint8_t {
  Applicant,  ///< what changed the amount, and the conditions
  Office,     ///< and the names of the facts, the formulas and the steps that changed nothing
  Audit,      ///< and exact fractions, ids and the digest
};

/// All clauses, or the one with the id `clause`.
std::string explain_text(const award::Award& award, Language language, Style style = {},
                         Depth depth = Depth::Applicant, std::string_view clause = {});

}  // namespace bursar::report
