// A line on standard error for long work: records, rate, time left. Only on a terminal, and only after a second.
#pragma once

#include <chrono>
#include <cstdint>

#include "cli/context.h"

namespace bursar::cli {

class Progress {
 public:
  /// `total_bytes` 0: unknown, no time left is told.
  Progress(const Context& context, const Options& options, uint64_t total_bytes);
  ~Progress();
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

  void at(uint64_t records, uint64_t bytes);
  /// Takes the line away.
  void clear();

 private:
  using Clock = std::chrono::steady_clock;
  const Context& context_;
  bool wanted_;
  bool shown_ = false;
  uint64_t total_bytes_;
  Clock::time_point start_, last_;
};

}  // namespace bursar::cli
