// The languages that reports are printed in.
#pragma once

#include <cstdint>

namespace bursar::report {

enum class Language : uint8_t { En, Zh };

/// How a text report looks. Neither changes what it says.
struct Style {
  bool colour = false;
  bool plain = false;  ///< for screen readers: whole sentences, no tables, no drawn lines
};

}  // namespace bursar::report
