// Whether two names are one file.
#pragma once

#include <string>

namespace bursar::cli {

/// False for standard input and output, and for names without a file.
bool same_file(const std::string& a, const std::string& b);

}  // namespace bursar::cli
