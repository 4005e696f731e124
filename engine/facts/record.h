// One record's facts as typed values: what a profile, a test or `--set` states.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "engine/num/date.h"
#include "engine/num/exact.h"
#include "engine/num/period.h"

namespace bursar::facts {

/// One given value. `Unknown` covers missing, null and "unknown" alike; it is never zero and never no.
struct Value {
  enum class Form : uint8_t { Unknown, DoesNotApply, YesNo, Number, Date, Text, List, Period };
  Form form = Form::Unknown;
  num::Exact number;            ///< YesNo (1, 0), numbers and quantities in the fact's unit, money in whole units,
                                ///< percent as a ratio, year, month index, minutes of a time or a moment
  num::Date date;
  std::string text;             ///< text and one-of values (the value's first name)
  num::Period period;
  std::vector<std::vector<Value>> items;  ///< List: one row of fields an item, in the record's field order; of a series
                                          ///< month and value
};

/// Values by fact index, in the order of the program's facts.
struct Record {
  std::string id;
  std::string name;
  std::optional<num::Date> as_of;
  std::vector<Value> values;
};

}  // namespace bursar::facts
