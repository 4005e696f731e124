#include "io/batch/json_records.h"

#include <algorithm>

#include "engine/base/utf8.h"
#include "io/batch/in_full.h"
#include "io/batch/keyed.h"
#include "io/batch/plain_text.h"
#include "io/batch/window.h"
#include "io/profile/issue_list.h"
#include "io/profile/json_syntax.h"

namespace bursar::batch {

using diag::Kind;

namespace {

constexpr size_t kMostRecord = size_t{16} << 20;  // bytes
constexpr size_t kMostDepth = 64;                 // as in a single profile

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_space(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }

/// Reads one object as long as it is plain: no escapes, no deeper nesting than a list of items. The text ends in zeros.
class PlainObject {
 public:
  PlainObject(Keyed& out) : out_(out) {}

  /// Behind the object that starts at `p`, or null.
  const char* read(const char* p) {
    if (*p != '{') return nullptr;
    p = skip(p + 1);
    if (*p == '}') return p + 1;
    for (;;) {
      if (!(p = name(p)) || !out_.key(text_) || !(p = value(p))) return nullptr;
      if (*p == '}') return p + 1;
      if (*p != ',') return nullptr;
      p = skip(p + 1);
    }
  }

 private:
  static const char* skip(const char* p) {
    while (is_space(*p)) ++p;
    return p;
  }

  /// The text in quotes at `p`; behind it, or null.
  const char* quoted(const char* p) {
    if (*p != '"') return nullptr;
    const char* const end = plain_end(p + 1);
    if (*end != '"') return nullptr;
    text_ = {p + 1, static_cast<size_t>(end - p - 1)};
    return end + 1;
  }

  /// A name and its colon; where the value starts.
  const char* name(const char* p) {
    if (!(p = quoted(p))) return nullptr;
    p = skip(p);
    return *p == ':' ? skip(p + 1) : nullptr;
  }

  /// The figure at `p`, as JSON writes it; behind it, or null.
  const char* figure(const char* p) {
    const char* const begin = p;
    if (*p == '-') ++p;
    if (!is_digit(*p) || (*p == '0' && is_digit(p[1]))) return nullptr;
    while (is_digit(*p)) ++p;
    if (*p == '.') {
      if (!is_digit(*++p)) return nullptr;
      while (is_digit(*p)) ++p;
    }
    if (*p == 'e' || *p == 'E') return nullptr;
    text_ = {begin, static_cast<size_t>(p - begin)};
    return p;
  }

  enum class Scalar : uint8_t { Text, Word, Null };
  const char* scalar(const char* p, Scalar& kind) {
    kind = Scalar::Text;
    if (*p == '"') return quoted(p);
    if (*p != 't' && *p != 'f' && *p != 'n') return figure(p);
    kind = *p == 'n' ? Scalar::Null : Scalar::Word;
    for (const std::string_view word : {"true", "false", "null"})
      if (std::string_view(p, word.size()) == word) {
        text_ = {p, word.size()};
        return p + word.size();
      }
    return nullptr;
  }

  const char* value(const char* p) {
    if (*p == '[') return list(p);
    Scalar kind;
    if (!(p = scalar(p, kind))) return nullptr;
    const bool good = kind == Scalar::Text ? out_.text(text_) : kind == Scalar::Word ? out_.word(text_) : out_.null();
    return good ? skip(p) : nullptr;
  }

  const char* list(const char* p) {
    if (!out_.list()) return nullptr;
    p = skip(p + 1);
    if (*p != ']') {
      for (;;) {
        if (!(p = item(p))) return nullptr;
        p = skip(p);
        if (*p == ']') break;
        if (*p != ',') return nullptr;
        p = skip(p + 1);
      }
    }
    out_.end_list();
    return skip(p + 1);
  }

  const char* item(const char* p) {
    if (*p != '{') return nullptr;
    out_.item();
    p = skip(p + 1);
    if (*p != '}') {
      for (;;) {
        Scalar kind;
        if (!(p = name(p)) || !out_.item_key(text_) || !(p = scalar(p, kind))) return nullptr;
        if (kind == Scalar::Null)
          out_.item_null();
        else if (!(kind == Scalar::Text ? out_.item_text(text_) : out_.item_word(text_)))
          return nullptr;
        p = skip(p);
        if (*p == '}') break;
        if (*p != ',') return nullptr;
        p = skip(p + 1);
      }
    }
    out_.end_item();
    return p + 1;
  }

  Keyed& out_;
  std::string_view text_;
};

class JsonRecords : public Reader {
 public:
  JsonRecords(std::unique_ptr<input::Bytes> bytes, const std::vector<api::FactInfo>& facts,
              const std::vector<columns::Shape>& shapes, input::IssueLog& log)
      : Reader(shapes), window_(std::move(bytes)), keyed_(facts, shapes), plain_(keyed_),
        in_full_(Format::Json, facts, shapes, log), log_(log) {}

  bool open() {
    window_.fill();
    const input::Bytes& bytes = window_.bytes();
    if (!bytes.failure().empty())
      return file_issue(Kind::CannotRead, {diag::plain(bytes.origin().name), diag::term(bytes.failure())});
    if (bytes.utf16()) return file_issue(Kind::Utf16Text);
    if (!skip_space()) return file_issue(Kind::EmptyProfile);
    if (is_lines()) {
      layout_ = Layout::Lines;
    } else if (window_.text()[0] == '[') {
      layout_ = Layout::Array;
      take(1);
      if (skip_space() && window_.text()[0] == ']') return file_issue(Kind::EmptyProfile);
    } else {
      layout_ = Layout::One;
    }
    return true;
  }

  input::Origin origin() const override { return window_.bytes().origin(); }

 protected:
  void forget_codes() override { keyed_.forget(); }

  bool add_next(columns::Chunk& chunk, size_t, columns::Dictionary& dictionary) override {
    chunk_ = &chunk;
    dictionary_ = &dictionary;
    if (done_) return false;
    if (!skip_space()) return end();
    return layout_ == Layout::Lines ? add_line() : add_value();
  }

 private:
  enum class Layout : uint8_t { Lines, Array, One };

  bool file_issue(Kind kind, std::vector<diag::Arg> args = {}) {
    log_.add(kind, {window_.bytes().origin().name, {}, line_}, 0, 0, std::move(args));
    return false;
  }

  void take(size_t count) { window_.take(count); }

  /// To the next byte that is no white space. False: there is none.
  bool skip_space() {
    for (;;) {
      const std::string_view text = window_.text();
      size_t at = 0;
      for (; at < text.size() && is_space(text[at]); ++at) line_ += text[at] == '\n';
      take(at);
      if (at < text.size()) return true;
      if (!window_.fill()) return false;
    }
  }

  /// The rule of profile::read_json.
  bool is_lines() {
    const std::string_view name = window_.bytes().origin().name;
    if (name.ends_with(".ndjson") || name.ends_with(".jsonl")) return true;
    if (window_.text()[0] != '{') return false;
    const size_t end = window_.line_end(kMostRecord);
    while (profile::skip_json_space(window_.text(), end) == window_.text().size())
      if (!window_.fill()) return false;
    const std::string_view line = window_.text().substr(0, end);
    const profile::JsonScan scan = profile::scan_json(line, 0, kMostDepth);
    return scan.good() && profile::skip_json_space(line, scan.end) == line.size();
  }

  /// The end of the input, or what kept it from being read.
  bool end() {
    done_ = true;
    const input::Bytes& bytes = window_.bytes();
    if (!bytes.failure().empty())
      file_issue(Kind::CannotRead, {diag::plain(bytes.origin().name), diag::term(bytes.failure())});
    else if (layout_ == Layout::Array)
      log_.add(Kind::JsonSyntax, {bytes.origin().name, {}, line_}, 0, 0, {diag::term("json_syntax.unclosed"), diag::plain("")});
    return false;
  }

  bool add_line() {
    const size_t end = window_.line_end(kMostRecord);
    if (end > kMostRecord) return too_long();
    if (window_.ended() && !window_.bytes().failure().empty()) return this->end();
    size_t size = end;
    while (size > 0 && is_space(window_.text()[size - 1])) --size;
    add_record(size);
    take(end);
    ++line_;
    return true;
  }

  /// A value of an array, or the only one.
  bool add_value() {
    // A record that is cut is found so only at its end: there is more text than most records have.
    while (window_.text().size() < kMostRecord / 256 && window_.fill()) {}
    for (;;) {
      const std::string_view text = window_.text();
      keyed_.start(*chunk_, *dictionary_);
      const char* const behind = plain_.read(text.data());
      if (const size_t size = behind ? static_cast<size_t>(behind - text.data()) : 0; behind && is_clean(text.substr(0, size))) {
        keyed_.end({line_, ++records_});
        return behind_value(size);
      }
      chunk_->drop_open_record(shapes_);
      const profile::JsonScan scan = profile::scan_json(text, 0, kMostDepth);
      if (scan.good()) {
        add_in_full(scan.end);
        return behind_value(scan.end);
      }
      const bool cut = scan.too_deep == std::string_view::npos && scan.fault.end >= text.size() && !window_.ended();
      if (cut && text.size() < kMostRecord && window_.fill()) continue;
      add_in_full(text.size());
      done_ = true;
      return true;
    }
  }

  /// What follows the value of `size` bytes: a comma and another, or the end.
  bool behind_value(size_t size) {
    const std::string_view value = window_.text().substr(0, size);
    line_ += static_cast<uint32_t>(std::count(value.begin(), value.end(), '\n'));
    take(size);
    const bool more = skip_space();
    if (layout_ == Layout::One) {
      done_ = true;
      if (more) fault("json_syntax.trailing_text");
      return true;
    }
    if (!more) return end(), true;
    const char c = window_.text()[0];
    if (c == ',') {
      take(1);
      if (skip_space() && window_.text()[0] != ']') return true;
      done_ = true;
      fault(window_.text().empty() ? "json_syntax.value_expected" : "json_syntax.trailing_comma");
    } else if (c == ']') {
      take(1);
      done_ = true;
      if (skip_space()) fault("json_syntax.trailing_text");
    } else {
      done_ = true;
      fault("json_syntax.comma_expected");
    }
    return true;
  }

  /// Behind this the rest of the file has no meaning.
  void fault(std::string_view reason) {
    const std::string_view text = window_.text();
    const std::string_view line = text.substr(0, text.find('\n'));
    size_t end = 0;
    if (!line.empty()) utf8::next(line, end);
    log_.add(Kind::JsonSyntax, {window_.bytes().origin().name, line, line_}, 0, end,
             {diag::term(reason), profile::excerpt(line.substr(0, end))});
    ++records_;
    ++refused_;
  }

  /// Passes over a line that is longer than any record.
  bool too_long() {
    ++records_;
    ++refused_;
    log_.add(Kind::DataTooLarge, {window_.bytes().origin().name, window_.text().substr(0, 200), line_}, 0, 1,
             {diag::term("data_limit.record"), diag::plain(kMostRecord)}, "#" + std::to_string(records_));
    for (;;) {
      const size_t end = window_.text().find('\n');
      take(std::min(end, window_.text().size()));
      if (end != std::string_view::npos || !window_.fill()) return true;
    }
  }

  /// The record of the first `size` bytes.
  void add_record(size_t size) {
    const std::string_view text = window_.text().substr(0, size);
    keyed_.start(*chunk_, *dictionary_);
    if (plain_.read(text.data()) == text.data() + size && is_clean(text)) {
      keyed_.end({line_, ++records_});
      return;
    }
    chunk_->drop_open_record(shapes_);
    add_in_full(size);
  }

  void add_in_full(size_t size) {
    const input::Stretch stretch{window_.bytes().origin().name, window_.text().substr(0, size), line_};
    if (stretch.text.starts_with('[') && layout_ != Layout::One) return refuse_list(stretch);
    const InFull::Found found = in_full_.read(stretch, records_ + 1);
    records_ += found.records;
    refused_ += found.refused;
    while (in_full_.waiting()) refused_ += !in_full_.add(*chunk_, *dictionary_);
  }

  /// An array where a record should be. By itself it would be a file of records.
  void refuse_list(const input::Stretch& stretch) {
    ++records_;
    ++refused_;
    log_.add(Kind::NotAMapping, stretch, 0, 1, {diag::term("data_form.sequence")}, "#" + std::to_string(records_));
  }

  Window window_;
  Keyed keyed_;
  PlainObject plain_;
  InFull in_full_;
  input::IssueLog& log_;
  Layout layout_ = Layout::Lines;
  bool done_ = false;
  uint32_t line_ = 1;  ///< of the window's text
  columns::Chunk* chunk_ = nullptr;
  columns::Dictionary* dictionary_ = nullptr;
};

}  // namespace

std::unique_ptr<Reader> read_json_records(std::unique_ptr<input::Bytes> bytes, const std::vector<api::FactInfo>& facts,
                                          const std::vector<columns::Shape>& shapes, input::IssueLog& log) {
  auto records = std::make_unique<JsonRecords>(std::move(bytes), facts, shapes, log);
  return records->open() ? std::move(records) : nullptr;
}

}  // namespace bursar::batch
