// The sentences of issues in both languages.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/diag/issue.h"

namespace bursar::render {

/// The message of an issue with its arguments filled in.
std::string message(const diag::Issue& issue, bool chinese);
/// Its help; empty when there is none or none of its forms fits the arguments.
std::string help(const diag::Issue& issue, bool chinese);
/// A text of the catalogue for a kind as a whole, with `…` in its holes.
std::string general_message(diag::Kind kind, bool chinese);
std::string general_help(diag::Kind kind, bool chinese);

/// A term by its key; an unknown key shows its last word.
std::string term(std::string_view key, bool chinese);
/// A label's role with its arguments.
std::string label_text(const diag::Label& label, bool chinese);

/// Kinds without a text, for the test that there are none.
std::vector<diag::Kind> kinds_without_text();
/// Texts of kinds that are no more.
std::vector<std::string_view> texts_without_kind();

/// Text for a terminal: controls, bidirectional and invisible characters and bytes that are no UTF-8 are shown as
/// `<U+001B>`; line ends too.
std::string escaped(std::string_view text);

}  // namespace bursar::render
