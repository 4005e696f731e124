// The few colours of a terminal that issues use; never the only sign of anything.
#pragma once

#include <string>
#include <string_view>

namespace bursar::render {

inline constexpr std::string_view kRed = "\x1b[1;31m";
inline constexpr std::string_view kYellow = "\x1b[1;33m";
inline constexpr std::string_view kBlue = "\x1b[1;34m";
inline constexpr std::string_view kBold = "\x1b[1m";

inline std::string painted(std::string_view text, std::string_view colour, bool on) {
  if (!on || text.empty()) return std::string(text);
  return std::string(colour) + std::string(text) + "\x1b[0m";
}

}  // namespace bursar::render
