#include "cli/issue_pages.h"

namespace bursar::cli {

namespace {

struct Page {
  std::string_view code, en, zh;
};

constexpr Page kPages[] = {
    {"", "", ""},
// issue_pages.inc is generated: one ISSUE_PAGE(code, en, zh) a page.
#if __has_include("issue_pages.inc")
#define ISSUE_PAGE(code, en, zh) {code, en, zh},
#include "issue_pages.inc"
#undef ISSUE_PAGE
#endif
};

}  // namespace

std::string_view issue_page(std::string_view code, bool chinese) {
  for (const Page& page : kPages)
    if (page.code == code) return chinese && !page.zh.empty() ? page.zh : page.en;
  return {};
}

}  // namespace bursar::cli
