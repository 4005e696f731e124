// Colour, and the headline that the text reports begin with.
#pragma once

#include <string>
#include <string_view>

#include "engine/award/award.h"
#include "io/report/phrases.h"

namespace bursar::report {

enum class Hue : uint8_t { Good, Bad, Open, Strong, Faint };

/// The text, coloured if the style has colour. Colour only repeats what a word or sign says.
std::string paint(std::string_view text, Hue hue, const Style& style);

Hue hue_of(award::Outcome outcome);
/// "NOT ELIGIBLE".
std::string outcome_heading(const Phrases& phrases, award::Outcome outcome);
/// "✗": beside a word, never alone.
std::string_view mark(award::Outcome outcome);
std::string_view mark(award::Met met);

/// Texts that the award leaves empty leave no spaces behind at the end of a line.
std::string trim_lines(const std::string& text);

/// Outcome, policy, date, and the applicant if the award names one; each line ended by a line feed.
std::string headline(const Phrases& phrases, const award::Award& award, const Style& style);

}  // namespace bursar::report
