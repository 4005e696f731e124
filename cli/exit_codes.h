// What a command's end tells a script.
#pragma once

namespace bursar::cli {

enum Exit : int {
  kYes = 0,      ///< eligible, clean, all passed
  kNo = 1,       ///< not eligible, errors found, tests failed
  kBroken = 2,   ///< usage, file, rule or data error, a fault or a conflict
  kUnknown = 3,  ///< finished without a no, but something is undecided
};

/// Over several results the one to report: broken before no before unknown before yes.
inline int worse(int a, int b) {
  constexpr int kRank[] = {0, 2, 3, 1};
  return kRank[a] >= kRank[b] ? a : b;
}

}  // namespace bursar::cli
