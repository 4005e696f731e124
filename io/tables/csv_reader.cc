#include "io/tables/csv_reader.h"

#include <algorithm>
#include <cstring>

#include "io/tables/csv_index.h"

namespace bursar::tables {

using diag::Kind;

namespace {

constexpr size_t kBlock = 64 << 10;  // read at once
constexpr size_t kNone = SIZE_MAX;

bool is_high(char c) { return static_cast<unsigned char>(c) >= 0x80; }

/// The first byte of no UTF-8 character, or kNone.
size_t first_bad_utf8(std::string_view text) {
  for (size_t at = 0; at < text.size();) {
    if (!is_high(text[at])) {
      ++at;
      continue;
    }
    const int length = source::character_length(text, at);
    if (length == 0) return at;
    at += static_cast<size_t>(length);
  }
  return kNone;
}

bool is_ascii(const char* text, size_t size) {
  uint64_t any = 0;
  size_t at = 0;
  for (; at + 8 <= size; at += 8) {
    uint64_t word;
    std::memcpy(&word, text + at, 8);
    any |= word;
  }
  for (; at < size; ++at) any |= static_cast<unsigned char>(text[at]);
  return (any & 0x8080808080808080U) == 0;
}

/// What is wrong with a row; places count from its start.
struct Fault {
  Kind kind;
  std::vector<diag::Arg> args;
  size_t begin = 0, end = 0;
  size_t opened = kNone;  ///< the quote it started with
  size_t resume = 0;      ///< the next row starts behind the first line end from here
};

Fault syntax_fault(std::string_view reason, size_t at, size_t opened = kNone) {
  return {Kind::TableSyntax, {diag::term(reason)}, at, at + 1, opened, at};
}

/// Memory that is not written before it is used, and keeps what it holds when it grows.
template <class T>
class Room {
 public:
  T* data() { return data_.get(); }
  const T* data() const { return data_.get(); }
  size_t size() const { return size_; }
  void grow(size_t size) {
    if (size <= size_) return;
    auto larger = std::make_unique_for_overwrite<T[]>(size);
    if (size_ > 0) std::memcpy(larger.get(), data_.get(), size_ * sizeof(T));
    data_ = std::move(larger);
    size_ = size;
  }

 private:
  std::unique_ptr<T[]> data_;
  size_t size_ = 0;
};

}  // namespace

struct CsvReader::State {
  std::unique_ptr<input::Bytes> bytes;
  Limits limits;
  std::vector<std::string> header;

  // The text that is here, what matters in it, and how far it is read.
  Room<char> buffer;                  ///< kPadding bytes stand before the text
  size_t size = 0;
  Room<uint32_t> place_store;         ///< one stands before the first: where the row before it ends
  size_t place_count = 0;
  Room<uint32_t> breaks;              ///< which places are no commas
  size_t break_count = 0;
  size_t at = 0;            ///< where the next row starts
  size_t cursor = 0;        ///< the first place not before `at`
  size_t break_cursor = 0;  ///< a break not behind the first one from `cursor` on
  size_t plain_stride = 0;  ///< of the rows last given by `plain_rows`
  bool ended = false, high = false;
  uint32_t line = 1;  ///< of `at`
  uint64_t ordinal = 0;

  // The last row.
  size_t row_begin = 0, row_end = 0;
  struct Cell {
    size_t begin, end;  ///< from the start of the row, its quotes included
    bool quoted, doubled;
  };
  std::vector<Cell> cells;  ///< of a row that `slow_row` read
  size_t cell_count = 0;    ///< also beyond those kept
  bool by_cells = false;    ///< the last row is in `cells`
  std::string unquoted;
  std::optional<Fault> fault;

  char* data() { return buffer.data() + kPadding; }
  const char* data() const { return buffer.data() + kPadding; }
  uint32_t* places() { return place_store.data() + 1; }

  /// Reads on. False: there is no more.
  bool fill() {
    if (ended) return false;
    if (size > at) std::memmove(data(), data() + at, size - at);
    for (size_t i = cursor; i < place_count; ++i) places()[i - cursor] = places()[i] - static_cast<uint32_t>(at);
    skip_breaks();
    for (size_t i = break_cursor; i < break_count; ++i) breaks.data()[i - break_cursor] = breaks.data()[i] - static_cast<uint32_t>(cursor);
    place_count -= cursor;
    break_count -= break_cursor;
    cursor = break_cursor = 0;
    size -= at;
    at = 0;
    // Room for a longer row than most, so that this is done once.
    if (buffer.size() < kPadding + size + kBlock + kIndexSlack) buffer.grow(kPadding + 2 * size + kBlock + kBlock / 4 + kIndexSlack);
    const size_t got = bytes->read(data() + size, buffer.size() - kPadding - kIndexSlack - size);
    if (got == 0) ended = true;
    place_store.grow(buffer.size() + kIndexSlack);  // at most a place a byte
    breaks.grow(buffer.size() + kIndexSlack);
    places()[-1] = UINT32_MAX;  // one before the start
    const Indexed found = index_csv(data() + size, got, static_cast<uint32_t>(size), static_cast<uint32_t>(place_count),
                                    places() + place_count, breaks.data() + break_count);
    place_count += found.places;
    break_count += found.breaks;
    high |= found.high;
    size += got;
    return got > 0;
  }

  void skip_breaks() {
    while (break_cursor < break_count && breaks.data()[break_cursor] < cursor) ++break_cursor;
  }

  /// The rows from `at` on that are nothing but plain cells and line ends of one kind.
  PlainRows plain_rows(size_t most) {
    const size_t n = header.size();
    skip_breaks();
    if (break_cursor == break_count) return {};
    const bool crlf = data()[places()[breaks.data()[break_cursor]]] == '\r';
    plain_stride = n + crlf;
    PlainRows rows{data(), places() + cursor, plain_stride, 0, line, ordinal + 1, true};
    size_t next = cursor + n - 1, b = break_cursor;
    for (; rows.rows < most; ++rows.rows, next += rows.stride, b += size_t{1} + crlf) {
      if (b + crlf >= break_count || breaks.data()[b] != next || data()[places()[next]] != (crlf ? '\r' : '\n')) break;
      if (crlf && (places()[next + 1] != places()[next] + 1 || data()[places()[next + 1]] != '\n')) break;
      if (n == 1 && rows.cell(rows.rows * rows.stride).empty()) break;  // a blank line
    }
    if (rows.rows > 0 && high) {
      const size_t end = places()[cursor + rows.rows * rows.stride - 1];
      rows.ascii = is_ascii(data() + at, end - at);
    }
    return rows;
  }

  void take_plain(size_t rows) {
    cursor += rows * plain_stride;
    at = places()[cursor - 1] + size_t{1};
    line += static_cast<uint32_t>(rows);
    ordinal += rows;
  }

  /// The byte `offset` behind the start of the row, or -1 at the end of the text.
  int byte(size_t offset) {
    while (at + offset >= size)
      if (!fill()) return -1;
    return static_cast<unsigned char>(data()[at + offset]);
  }

  /// The place `n` behind the cursor, from the start of the row; kNone at the end of the text or of what a row may be.
  size_t place(size_t n) {
    while (cursor + n >= place_count) {
      if (size - at > limits.max_row) return kNone;
      if (!fill()) return kNone;
    }
    return places()[cursor + n] - at;
  }

  bool too_long() const { return size - at > limits.max_row; }

  std::string_view rest() const { return {data() + at, size - at}; }

  /// A row of plain cells with LF or CRLF behind it, all in the buffer: nearly every row.
  bool fast_row(Row& row) {
    const size_t n = header.size();
    if (place_count - cursor <= n) return false;
    const uint32_t* const p = places() + cursor;
    const char* const text = data();
    row.cells.resize(n);
    std::string_view* const out = row.cells.data();
    size_t start = at;
    unsigned odd = 0;
    for (size_t i = 0; i + 1 < n; ++i) {
      odd |= static_cast<unsigned char>(text[p[i]]) ^ unsigned{','};
      out[i] = {text + start, p[i] - start};
      start = p[i] + size_t{1};
    }
    const size_t last = p[n - 1];
    out[n - 1] = {text + start, last - start};
    size_t used = n, next = last + 1;
    if (text[last] == '\r') {
      odd |= static_cast<unsigned char>(text[last + 1]) ^ unsigned{'\n'};
      ++used;
      ++next;
    } else {
      odd |= static_cast<unsigned char>(text[last]) ^ unsigned{'\n'};
    }
    if (odd != 0 || last == at) return false;  // a blank line of a table of one column is looked at twice
    row_begin = at;
    row_end = last;
    cursor += used;
    at = next;
    row.line = line++;
    by_cells = false;
    return true;
  }

  /// Any row, into `cells` or `fault`; `at` stays. False: there is none. `used` and `next` are what it takes.
  bool slow_row(size_t& used, size_t& next, uint32_t& lines) {
    cells.clear();
    cell_count = 0;
    fault.reset();
    lines = 0;
    size_t start = 0, n = 0;
    if (byte(0) < 0) return false;
    const auto add = [&](size_t begin, size_t end, bool quoted, bool doubled) {
      if (cells.size() <= limits.max_columns) cells.push_back({begin, end, quoted, doubled});
      ++cell_count;
    };
    const auto end_row = [&](size_t end, size_t behind) {
      row_end = end;
      next = behind;
      used = n;
      return true;
    };
    for (;;) {
      size_t end = kNone;
      bool quoted = byte(start) == '"', doubled = false;
      if (quoted) {
        ++n;
        for (end = kNone; end == kNone;) {
          const size_t p = place(n);
          if (p == kNone && !bytes->failure().empty()) return false;
          if (p == kNone) {
            fault = Fault{Kind::TableSyntax, {diag::term("table_syntax.unclosed_quote")}, start, start + 1, kNone, start};
            return true;
          }
          ++n;
          const int c = byte(p);
          if (c == '\n') ++lines;
          if (c == '"' && byte(p + 1) == '"') {
            ++n;
            doubled = true;
          } else if (c == '"') {
            end = p + 1;
          } else if (c != ',' && c != '\n' && c != '\r') {
            return fault = syntax_fault("table_syntax.control", p), true;
          }
        }
        const int c = byte(end);
        if (c >= 0 && c != ',' && c != '\n' && !(c == '\r' && byte(end + 1) == '\n'))
          return fault = syntax_fault("table_syntax.text_behind_quote", end, start), true;
      } else {
        end = place(n);
        if (end == kNone && too_long()) {
          fault = Fault{Kind::DataTooLarge, {diag::term("data_limit.row"), diag::plain(limits.max_row)}, 0, 1, kNone, start};
          return true;
        }
        if (end == kNone) end = size - at;
      }
      add(start, end, quoted, doubled);
      const int c = byte(end);
      if (c < 0) return bytes->failure().empty() && end_row(end, end);
      ++n;
      if (c == ',') {
        start = end + 1;
      } else if (c == '\n') {
        ++lines;
        return end_row(end, end + 1);
      } else if (c == '\r' && byte(end + 1) == '\n') {
        ++lines;
        ++n;
        return end_row(end, end + 2);
      } else if (c == '\r') {
        return fault = syntax_fault("table_syntax.bare_return", end), true;
      } else if (c == '"') {
        return fault = syntax_fault("table_syntax.quote_inside", end), true;
      } else {
        return fault = syntax_fault("table_syntax.control", end), true;
      }
    }
  }

  /// Behind the first line end from `offset` of the row on.
  void skip_line(size_t offset) {
    for (size_t from = at + offset;;) {
      for (; cursor < place_count; ++cursor) {
        if (data()[places()[cursor]] != '\n') continue;
        ++line;
        if (places()[cursor] < from) continue;
        at = places()[cursor++] + size_t{1};
        return;
      }
      // None of it is needed any more.
      const size_t left = from > size ? from - size : 0;
      at = size;
      if (!fill()) return;
      from = left;
    }
  }

  void take(size_t used, size_t next, uint32_t lines) {
    row_begin = at;
    row_end += at;
    at += next;
    cursor += used;
    line += lines;
    by_cells = true;
  }

  bool blank() const { return cells.size() == 1 && !cells[0].quoted && cells[0].begin == cells[0].end; }

  /// The text of a cell of the last row, which `slow_row` read.
  std::string_view text_of(const Cell& cell) {
    const std::string_view row(data() + row_begin, row_end - row_begin);
    if (!cell.quoted) return row.substr(cell.begin, cell.end - cell.begin);
    const std::string_view inner = row.substr(cell.begin + 1, cell.end - cell.begin - 2);
    if (!cell.doubled) return inner;
    const size_t begin = unquoted.size();
    for (size_t i = 0; i < inner.size(); ++i) {
      unquoted += inner[i];
      if (inner[i] == '"') ++i;
    }
    const size_t size = unquoted.size() - begin;
    unquoted.append(kPadding, '\0');
    return {unquoted.data() + begin, size};
  }

  void texts_of_cells(std::vector<std::string_view>& out) {
    unquoted.assign(kPadding, '\0');
    unquoted.reserve(row_end - row_begin + (cells.size() + 1) * kPadding);  // the texts stay where they are
    out.clear();
    for (const Cell& cell : cells) out.push_back(text_of(cell));
  }

  /// A row that is no UTF-8.
  std::optional<Fault> check_utf8() const {
    const std::string_view row(data() + row_begin, row_end - row_begin);
    const size_t bad = first_bad_utf8(row);
    if (bad == kNone) return std::nullopt;
    Kind kind = Kind::InvalidUtf8;
    if (bytes->origin().encoding == input::Encoding::Gb18030)
      kind = Kind::InvalidGb18030;
    else if (input::Bytes::looks_like_gb18030(row))
      kind = Kind::Gb18030Text;
    return Fault{kind, {}, bad, bad + 1, kNone, 0};
  }

  void report(const Fault& what, std::string_view text, uint32_t first_line, input::IssueLog& log) const {
    diag::Issue issue{what.kind, {}, what.args, {}, {}, {}, {}, {}};
    issue.span.begin = static_cast<uint32_t>(what.begin);
    issue.span.end = static_cast<uint32_t>(what.end);
    if (ordinal > 0) issue.record = "#" + std::to_string(ordinal);
    if (what.opened != kNone) {
      const auto opened = static_cast<uint32_t>(what.opened);
      issue.labels.push_back({{0, opened, opened + 1}, "label.opened_here", {}});
    }
    log.add(std::move(issue), {bytes->origin().name, text, first_line});
  }

  std::string_view row_text() const { return {data() + row_begin, row_end - row_begin}; }

  /// The text from the start of the row to the end of the line with the fault.
  std::string_view lines_up_to(size_t offset) const {
    return rest().substr(0, rest().find('\n', std::min(offset, rest().size())));
  }

  Next refuse(const Fault& what, input::IssueLog& log) {
    report(what, lines_up_to(what.begin), line, log);
    skip_line(what.resume);
    return Next::Refused;
  }

  bool open(input::IssueLog& log) {
    fill();
    const auto whole = [&](Kind kind, std::vector<diag::Arg> args = {}) {
      report({kind, std::move(args), 0, 0, kNone, 0}, {}, 1, log);
      return false;
    };
    if (!bytes->failure().empty())
      return whole(Kind::CannotRead, {diag::plain(bytes->origin().name), diag::term(bytes->failure())});
    if (bytes->utf16()) return whole(Kind::Utf16Text);
    size_t used = 0, next = 0;
    uint32_t lines = 0;
    if (!slow_row(used, next, lines)) return whole(Kind::EmptyTable);
    if (fault) return report(*fault, lines_up_to(fault->begin), line, log), false;
    take(used, next, lines);
    if (const auto bad = check_utf8()) return report(*bad, row_text(), 1, log), false;
    return take_header(log);
  }

  bool take_header(input::IssueLog& log) {
    if (cell_count > limits.max_columns) {
      report({Kind::DataTooLarge, {diag::term("data_limit.columns"), diag::plain(limits.max_columns)}, 0, 1, kNone, 0},
             row_text(), 1, log);
      return false;
    }
    std::vector<std::string_view> texts;
    texts_of_cells(texts);
    header.assign(texts.begin(), texts.end());
    if (blank()) return report({Kind::EmptyTable, {}, 0, 0, kNone, 0}, row_text(), 1, log), false;
    if (header[0].starts_with("sep="))
      return report(syntax_fault("table_syntax.sep_line", 0), row_text(), 1, log), false;
    if (header.size() == 1)
      for (const auto& [sign, word] : {std::pair(';', "separator.semicolon"), std::pair('\t', "separator.tab")})
        if (const size_t place = header[0].find(sign); place != std::string::npos)
          return report({Kind::OtherSeparator, {diag::term(word)}, place, place + 1, kNone, 0}, row_text(), 1, log), false;
    std::vector<source::Span> spans;
    for (const Cell& cell : cells)
      spans.push_back({0, static_cast<uint32_t>(cell.begin), static_cast<uint32_t>(cell.end)});
    return check_header(header, spans, {bytes->origin().name, row_text(), 1}, log);
  }

  /// Blank lines at `at`: nothing at the end of the table, else the first one is an issue.
  Next blank_lines(input::IssueLog& log) {
    const uint32_t first_line = line;
    size_t used = 0, next = 0;
    uint32_t lines = 0;
    while (slow_row(used, next, lines) && !fault && blank()) take(used, next, lines);
    if (byte(0) < 0) return end(log);
    ++ordinal;
    report(syntax_fault("table_syntax.blank_line", 0), {}, first_line, log);
    return Next::Refused;
  }

  Next next_row(Row& row, input::IssueLog& log) {
    row.padded = true;
    if (!fast_row(row)) {
      size_t used = 0, next = 0;
      uint32_t lines = 0;
      if (!slow_row(used, next, lines)) return end(log);
      if (!fault && blank()) return blank_lines(log);
      row.ordinal = ++ordinal;
      row.line = line;
      if (fault) return refuse(*fault, log);
      take(used, next, lines);
      if (cell_count != header.size()) {
        report({Kind::RowLength, {diag::plain(cell_count), diag::plain(header.size())}, 0, row_end - row_begin, kNone, 0},
               row_text(), row.line, log);
        return Next::Refused;
      }
      texts_of_cells(row.cells);
    } else {
      row.ordinal = ++ordinal;
    }
    row.ascii = !high || is_ascii(data() + row_begin, row_end - row_begin);
    if (row.ascii) return Next::Row;
    if (const auto bad = check_utf8()) {
      report(*bad, row_text(), row.line, log);
      return Next::Refused;
    }
    return Next::Row;
  }

  /// The end, or what kept it from being read.
  Next end(input::IssueLog& log) const {
    if (!bytes->failure().empty())
      report({Kind::CannotRead, {diag::plain(bytes->origin().name), diag::term(bytes->failure())}, 0, 0, kNone, 0}, {}, line,
             log);
    return Next::End;
  }
};

CsvReader::CsvReader(std::string name, input::BytesOptions options, Limits limits)
    : CsvReader(std::make_unique<input::Bytes>(std::move(name), options), limits) {}

CsvReader::CsvReader(std::unique_ptr<input::Bytes> bytes, Limits limits) : state_(std::make_unique<State>()) {
  state_->bytes = std::move(bytes);
  state_->limits = limits;
}

CsvReader::~CsvReader() = default;

bool CsvReader::open(input::IssueLog& log) { return state_->open(log); }
const std::vector<std::string>& CsvReader::header() const { return state_->header; }
TableReader::Next CsvReader::next(Row& row, input::IssueLog& log) { return state_->next_row(row, log); }
PlainRows CsvReader::plain_rows(size_t most) { return state_->plain_rows(most); }
void CsvReader::take_plain(size_t rows) { state_->take_plain(rows); }
input::Origin CsvReader::origin() const { return state_->bytes->origin(); }

input::Stretch CsvReader::place(const Row& row, size_t cell, size_t& begin, size_t& end) {
  const std::string_view text = state_->row_text();
  begin = 0;
  end = text.size();
  if (cell != kNoCell && state_->by_cells) {
    begin = state_->cells[cell].begin;
    end = state_->cells[cell].end;
  } else if (cell != kNoCell) {
    begin = static_cast<size_t>(row.cells[cell].data() - text.data());
    end = begin + row.cells[cell].size();
  }
  return {state_->bytes->origin().name, text, row.line};
}

}  // namespace bursar::tables
