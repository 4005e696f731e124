// What the policy calls things, as an award shows it.
#pragma once

#include "engine/award/award.h"
#include "engine/checked/program.h"

namespace bursar::describe {

/// Titles and names in either language: told apart by their characters when only one is given.
award::Text text_of(std::string_view first, std::string_view second);
/// A fact's title; of a decided amount: that it is one, and its clause's title.
award::Text title_of(const checked::Fact& fact);
award::Text measure_of(const checked::Program& program, const checked::Type& type);
award::Unit unit_of(const checked::Type& type);
std::vector<award::Citation> citations_of(const checked::Program& program, const std::vector<syntax::Cite>& cites);

}  // namespace bursar::describe
