#include "engine/audit/causes.h"

#include <iterator>

namespace bursar::audit {

namespace {

enum class Means : uint8_t { None, Scope, Version };

constexpr std::string_view kKinds[] = {
#define CAUSE(id, lead) #id,
#include "engine/audit/causes.def"
#undef CAUSE
};

constexpr Means kMeans[] = {
#define CAUSE(id, lead) Means::lead,
#include "engine/audit/causes.def"
#undef CAUSE
};

}  // namespace

std::span<const std::string_view> cause_kinds() { return kKinds; }

std::optional<Code> lead_of(std::string_view cause_kind) {
  for (size_t i = 0; i < std::size(kKinds); ++i) {
    if (kKinds[i] != cause_kind) continue;
    if (kMeans[i] == Means::Scope) return Code::A4;
    if (kMeans[i] == Means::Version) return Code::A9;
  }
  return std::nullopt;
}

}  // namespace bursar::audit
