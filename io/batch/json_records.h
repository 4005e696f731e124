// Records of JSON Lines, of an array, or a single object.
//
// Records written plainly are read here, in one pass; any other one by io/profile, whose grammar of JSON decides in the
// end what is wrong. A broken line costs that line; inside an array, what is no JSON ends the reading.
#pragma once

#include <memory>

#include "io/batch/reader.h"

namespace bursar::batch {

/// Nothing: there is no record at all; an issue says why.
std::unique_ptr<Reader> read_json_records(std::unique_ptr<input::Bytes> bytes, const std::vector<api::FactInfo>& facts,
                                          const std::vector<columns::Shape>& shapes, input::IssueLog& log);

}  // namespace bursar::batch
