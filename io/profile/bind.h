// A profile's raw document to a record of the policy's facts: names, types and figures checked strictly.
#pragma once

#include "engine/api/bursar.h"
#include "engine/diag/issue.h"
#include "engine/facts/record.h"
#include "io/profile/document.h"

namespace bursar::profile {

struct Bound {
  facts::Record record;
  diag::Issues issues;  ///< any error: the record is not evaluated
};

/// `ordinal` names the record in issues when it has no id.
Bound bind(const std::vector<api::FactInfo>& facts, const Document& document, uint32_t file_index);

/// `--set FACT=VALUE`: changes one value of a bound record. `fact` may be `launches[2].fee`.
diag::Issues set_value(const std::vector<api::FactInfo>& facts, facts::Record& record, const std::string& assignment,
                       uint32_t file_index);

}  // namespace bursar::profile
