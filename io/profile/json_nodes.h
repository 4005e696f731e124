// The one function of the module that holds simdjson. Debian ships simdjson as a shared library only; loading it
// at every start would bring the shared C++ library with it, so the module is loaded when JSON is read.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "io/profile/document.h"

namespace bursar::profile::json {

struct Text {
  const char* data;
  size_t size, capacity;  ///< simdjson reads beyond the end, within the capacity
  uint32_t file;
};

/// Reads the bytes [begin, end), one value that scan_json has found good: the items of an array if `spread`, else
/// the value itself. Nothing is checked. `refused` says what simdjson refused, empty when it read all. Never throws.
using ReadNodes = void (*)(const Text& text, size_t begin, size_t end, bool spread, std::vector<Node>& out,
                           std::string& refused);

inline constexpr const char* kModule = "libbursar_json.so";
inline constexpr const char* kReadNodes = "bursar_json_read_nodes";

/// How many bytes of capacity the text needs behind its end.
inline constexpr size_t kPadding = 64;

}  // namespace bursar::profile::json
