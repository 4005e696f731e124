// Texts made from the tree of options: help, the overview, completions, the manual page.
#pragma once

#include <string>

namespace CLI {
class App;
}

namespace bursar::cli {

inline constexpr const char* kVersion = BURSAR_VERSION;  // of the project, from CMakeLists.txt

std::string overview_text(const CLI::App& tree, bool chinese);
std::string help_text(const CLI::App& command, bool chinese);
/// `shell` is bash, zsh or fish; empty for any other.
std::string completions_text(const CLI::App& tree, const std::string& shell);
/// roff, section 1.
std::string manual_text(const CLI::App& tree, bool chinese);


}  // namespace bursar::cli
