// The award as the document `bursar.award/1` (docs/schema): keys and bytes the same in every language.
#pragma once

#include <string>
#include <string_view>

#include "engine/award/award.h"
#include "io/report/node.h"

namespace bursar::report {

inline constexpr std::string_view kAwardSchema = "bursar.award/1";

Node award_document(const award::Award& award);

/// An amount as documents write it: with the currency's digits, more when it has more, or its fraction.
/// A known value as documents write it; empty when it is not known.
std::string value_string(const award::Shown& value);
std::string amount_string(const num::Exact& amount, std::string_view currency);

/// `eligible`, `ineligible`, ...
std::string_view key_of(award::Outcome outcome);
/// `met`, `not_met`, `unknown`.
std::string_view key_of(award::Met met);
/// `start`, `plus`, ..., `total_cut`.
std::string_view key_of(award::Step::Kind kind);
/// `money`, `yes_no`, ...
std::string_view key_of(award::Unit unit);

}  // namespace bursar::report
