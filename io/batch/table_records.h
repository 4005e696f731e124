// Rows of a table as records: the one place where columns become facts, whatever file the table comes from.
#pragma once

#include <memory>

#include "io/batch/reader.h"
#include "io/tables/table.h"

namespace bursar::batch {

enum class RowsAre : uint8_t {
  Records,
  Items,  ///< `facts` are the fields of a list, and a column `id` says whose item a row is
};

/// Opens the table. Nothing: its header does not fit; an issue says why.
std::unique_ptr<Reader> read_table(std::unique_ptr<tables::TableReader> table, RowsAre rows,
                                   const std::vector<api::FactInfo>& facts, const std::vector<columns::Shape>& shapes,
                                   const Options& options, input::IssueLog& log);

}  // namespace bursar::batch
