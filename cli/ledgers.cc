#include "cli/ledgers.h"

#include <ctime>

#include "io/text/figure.h"

namespace bursar::cli {

bool refuse(const Context& context, const OpenLedger& open) {
  context.report_issues(open.issues, open.files, {});
  return false;
}

bool open_ledger(const Context& context, const std::string& where, ledger::Mode mode, OpenLedger& out) {
  out.ledger = ledger::Ledger::open(where, mode, out.files, out.issues);
  return out.ledger != nullptr || refuse(context, out);
}

std::string now() {
  const std::time_t time = std::time(nullptr);
  std::tm utc{};
  gmtime_r(&time, &utc);
  char text[32];
  return {text, std::strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", &utc)};
}

std::string count_text(uint64_t number) { return text::number_text(num::Exact(number)); }

}  // namespace bursar::cli
