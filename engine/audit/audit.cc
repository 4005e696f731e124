#include "engine/audit/audit.h"

namespace bursar::audit {

std::string_view name(Code code) {
  constexpr std::string_view kNames[kCodes] = {"A1", "A2", "A3", "A4", "A5", "A6", "A7", "A8", "A9",
                                               "B1", "B2", "B3", "B4", "B5", "C1", "C2", "C3"};
  return kNames[static_cast<size_t>(code)];
}

}  // namespace bursar::audit
