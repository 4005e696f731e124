// Which reader of tables a file needs.
#pragma once

#include <memory>

#include "io/input/bytes.h"
#include "io/tables/table.h"

namespace bursar::batch {

/// By the end of the name. The table is not opened yet.
std::unique_ptr<tables::TableReader> open_table(std::unique_ptr<input::Bytes> bytes);

}  // namespace bursar::batch
