#include "io/batch/tables.h"

#include "io/tables/csv_reader.h"

namespace bursar::batch {

std::unique_ptr<tables::TableReader> open_table(std::unique_ptr<input::Bytes> bytes) {
  return std::make_unique<tables::CsvReader>(std::move(bytes));
}

}  // namespace bursar::batch
