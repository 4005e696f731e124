// Typed indices: a clause id cannot be passed where a fact id is meant.
#pragma once

#include <compare>
#include <cstdint>
#include <functional>

namespace bursar {

/// An index into one kind of table. Default-constructed ids are absent (`has()` is false).
template <class Tag>
struct Id {
  static constexpr uint32_t kNone = UINT32_MAX;
  uint32_t index = kNone;

  constexpr Id() = default;
  constexpr explicit Id(size_t i) : index(static_cast<uint32_t>(i)) {}
  constexpr bool has() const { return index != kNone; }
  constexpr auto operator<=>(const Id&) const = default;
};

}  // namespace bursar

template <class Tag>
struct std::hash<bursar::Id<Tag>> {
  size_t operator()(bursar::Id<Tag> id) const noexcept { return id.index; }
};
