// How long payments took, from approval to payment, in working or calendar days.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "engine/num/date.h"
#include "engine/num/period.h"

namespace bursar::audit {

/// How days are counted. The day of approval is not counted, the day of payment is.
struct DayCount {
  bool working = true;                          ///< else every day of the calendar
  std::optional<num::WorkingDays> calendar;     ///< without one, Monday to Friday: holidays are then not known
};

struct Dated {
  std::optional<num::Date> approved, paid;
};

struct Lateness {
  struct Late {
    uint32_t row = 0;
    int64_t age = 0, over = 0;  ///< days taken, and those above what is allowed
    bool operator==(const Late&) const = default;
  };
  struct Percentile {
    int percent = 0;
    int64_t age = 0;
    bool operator==(const Percentile&) const = default;
  };

  std::vector<Late> late;                 ///< in the file's order
  std::vector<uint32_t> paid_before_approval;
  std::vector<Percentile> percentiles;    ///< of 10, 25, 50, 75, 90, 95, 99 and 100; empty when nothing has both dates
  uint64_t dated = 0, undated = 0;        ///< rows with both dates, and others
  bool holidays_known = false;            ///< the count needs none, or a calendar says them for every date
};

/// Rows paid more than `allowed` days after approval. A percentile is by nearest rank: the age of the row at place
/// ceil(p / 100 × n) by age, an age that occurs. Rows paid before approval are in no percentile.
Lateness lateness(const std::vector<Dated>& rows, int64_t allowed, const DayCount& count);

}  // namespace bursar::audit
