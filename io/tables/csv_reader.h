// CSV as RFC 4180 has it, strictly: comma, quotes doubled within quotes, LF or CRLF behind each row.
//
// Whatever is doubtful refuses its row and says where: a row of another length than the header, text behind a closing
// quote, a quote inside a bare cell, a carriage return alone, a control character, bytes that are no UTF-8, a blank
// line between rows (at the end they are nothing). The rows behind it are read on.
#pragma once

#include <memory>

#include "io/input/bytes.h"
#include "io/tables/table.h"

namespace bursar::tables {

class CsvReader : public TableReader {
 public:
  CsvReader(std::string name, input::BytesOptions options, Limits limits = {});
  CsvReader(std::unique_ptr<input::Bytes> bytes, Limits limits = {});
  ~CsvReader() override;

  bool open(input::IssueLog& log) override;
  const std::vector<std::string>& header() const override;
  Next next(Row& row, input::IssueLog& log) override;
  PlainRows plain_rows(size_t most) override;
  void take_plain(size_t rows) override;
  input::Stretch place(const Row& row, size_t cell, size_t& begin, size_t& end) override;
  input::Origin origin() const override;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace bursar::tables
