// What many records get, a row a record: CSV and NDJSON.
//
// CSV: `id`, a column a clause in the policy's order, `total`, `outcome`, `reason`; an open amount is empty. NDJSON:
// `{"id": …, "outcome": …, "total": …, "clauses": {…}}`; amounts are texts, an open one is null; a `reason` where there
// is one. A record that could not be read has the outcome `refused`.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "engine/api/batch.h"
#include "engine/columns/chunk.h"

namespace bursar::batch {

class RowWriter {
 public:
  enum class Form : uint8_t { Csv, Ndjson };
  /// `clauses` as api::reported_clauses gives them.
  RowWriter(Form form, const std::vector<std::string>& clauses, std::string_view currency);

  /// Adds the header, if the form has one.
  void header(std::string& out) const;
  /// Adds a row for each of the records [from, to) of the chunk.
  void rows(const columns::Chunk& chunk, const api::BatchAnswers& answers, size_t from, size_t to,
            std::string& out) const;
  /// Adds the row of a record that could not be read.
  void refused(std::string_view id, std::string_view reason, std::string& out) const;
  /// Adds the row of one award.
  void row(std::string_view id, const award::Award& award, std::string& out) const;

 private:
  char* put_amount(char* to, int64_t minor_units) const;
  void fast_row(const columns::Chunk& chunk, const batch::Answers& answers, size_t row, std::string& out) const;

  Form form_;
  std::vector<std::string> clauses_;
  std::string currency_;
  int decimals_;
  std::vector<std::string> keys_;  ///< NDJSON: what stands before each clause's amount
  size_t most_ = 0;                ///< bytes of a row, its id aside
};

}  // namespace bursar::batch
