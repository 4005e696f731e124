// Why the system does not let a file be read, in words that both languages have.
#pragma once

#include <string_view>

namespace bursar::input {

/// The term (`read_fault.missing`) for an errno.
std::string_view read_fault(int error);

}  // namespace bursar::input
