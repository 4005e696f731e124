// The pages of docs/issues/ that the build embedded.
#pragma once

#include <string_view>

namespace bursar::cli {

/// Empty when the code has no page.
std::string_view issue_page(std::string_view code, bool chinese);

}  // namespace bursar::cli
