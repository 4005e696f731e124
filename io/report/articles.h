// Article paths as the two languages write them.
#pragma once

#include <string>

#include "io/report/language.h"

namespace bursar::report {

/// `5(1)(ii)` is "art. 5(1)(ii)" or 第五条第一款第（二）项. What is no such path stands as the policy wrote
/// it.
std::string article_text(const std::string& canonical, const std::string& written, Language language);

}  // namespace bursar::report
