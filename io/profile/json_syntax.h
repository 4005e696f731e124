// The grammar of JSON (RFC 8259): where a text first leaves it, and why.
#pragma once

#include <cstddef>
#include <string_view>

namespace bursar::profile {

/// The first thing wrong. `reason` is a key of the catalogue (`json_syntax.trailing_comma`).
struct JsonFault {
  std::string_view reason;
  size_t begin = 0, end = 0;
  size_t opened = std::string_view::npos;  ///< where an unclosed bracket or quote stands
};

/// One value was read, or a fault found.
struct JsonScan {
  size_t end = 0;  ///< behind the value; meaningless after a fault
  JsonFault fault;
  size_t too_deep =
      std::string_view::npos;  ///< where the nesting passes the limit; then nothing further was read
  size_t values = 0;           ///< scalars and collections, keys not counted
  bool good() const { return fault.reason.empty() && too_deep == std::string_view::npos; }
};

/// Reads the value that starts at `at`, white space in front of it included. Never recurses.
/// simdjson's on-demand reader checks only what is asked for and has no place for many faults: hence this.
JsonScan scan_json(std::string_view text, size_t at, size_t max_depth);

/// The next place that is no JSON white space.
size_t skip_json_space(std::string_view text, size_t at);

}  // namespace bursar::profile
