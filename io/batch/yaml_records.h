// Records of a stream of YAML documents.
//
// Documents written plainly (`name: value` lines, lists of items one level deep) are read here, in one pass; any other
// one by io/profile, which decides in the end what a document means and whether it is one. A broken document costs that
// document. A stream with directives or `...` lines is read by io/profile from there on, at most its limit of bytes.
#pragma once

#include <memory>

#include "io/batch/reader.h"

namespace bursar::batch {

/// Nothing: there is no record at all; an issue says why.
std::unique_ptr<Reader> read_yaml_records(std::unique_ptr<input::Bytes> bytes, const std::vector<api::FactInfo>& facts,
                                          const std::vector<columns::Shape>& shapes, input::IssueLog& log);

}  // namespace bursar::batch
