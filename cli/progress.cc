#include "cli/progress.h"

#include <unistd.h>

#include <string>

#include "engine/num/exact.h"
#include "io/text/figure.h"

namespace bursar::cli {

namespace {

std::string grouped(uint64_t n) { return text::number_text(num::Exact(static_cast<int64_t>(n))); }

}  // namespace

Progress::Progress(const Context& context, const Options& options, uint64_t total_bytes)
    : context_(context),
      wanted_(!options.no_progress && !context.quiet() && !context.plain() && isatty(2)),
      total_bytes_(total_bytes),
      start_(Clock::now()),
      last_(start_) {}

Progress::~Progress() { clear(); }

void Progress::at(uint64_t records, uint64_t bytes) {
  if (!wanted_) return;
  const Clock::time_point now = Clock::now();
  using std::chrono::milliseconds;
  if (now - start_ < milliseconds(1000) || now - last_ < milliseconds(200)) return;
  last_ = now;
  const uint64_t passed = static_cast<uint64_t>(std::chrono::duration_cast<milliseconds>(now - start_).count());
  std::string line = context_.say(Say::ProgressRecords, {grouped(records), grouped(records * 1000 / passed)});
  if (bytes > 0 && total_bytes_ > bytes)
    line += context_.say(Say::ProgressLeft, {grouped((total_bytes_ - bytes) * passed / bytes / 1000 + 1)});
  const std::string out = "\r\x1b[K" + line;
  shown_ = ::write(2, out.data(), out.size()) > 0;
}

void Progress::clear() {
  if (!shown_) return;
  constexpr char kClear[] = "\r\x1b[K";
  shown_ = ::write(2, kClear, sizeof kClear - 1) < 0;
}

}  // namespace bursar::cli
