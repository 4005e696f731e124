#include "io/batch/yaml_records.h"

#include <algorithm>
#include <array>

#include "io/batch/in_full.h"
#include "io/batch/keyed.h"
#include "io/batch/plain_text.h"
#include "io/batch/window.h"
#include "io/profile/yaml_subset.h"

namespace bursar::batch {

using diag::Kind;

namespace {

constexpr size_t kMostRecord = size_t{16} << 20;  // bytes of a document
constexpr size_t kMostStream = size_t{64} << 20;  // as in a single profile

enum Class : uint8_t {
  kOther = 0,
  kName = 1,   ///< may stand in a name
  kFirst = 2,  ///< may begin a plain value
  kPlain = 4,  ///< may stand in one
};

constexpr std::array<uint8_t, 256> kClasses = [] {
  std::array<uint8_t, 256> classes{};
  const auto set = [&](unsigned from, unsigned to, unsigned what) {
    for (unsigned c = from; c <= to; ++c) classes[c] = static_cast<uint8_t>(classes[c] | what);
  };
  for (const char* range : {"09", "AZ", "az"})
    set(static_cast<unsigned char>(range[0]), static_cast<unsigned char>(range[1]), kName | kFirst | kPlain);
  set('_', '_', kName | kPlain);
  set(0x80, 0xFF, kName | kFirst | kPlain);  // looked at in a second pass
  for (const char c : std::string_view(" .,-/+%()=;")) set(static_cast<unsigned char>(c), static_cast<unsigned char>(c), kPlain);
  return classes;
}();

bool is(char c, Class what) { return (kClasses[static_cast<unsigned char>(c)] & what) != 0; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// Whether all characters outside ASCII are Chinese ones or full-width forms, which every reader of YAML takes for
/// letters. The full-width colon is left to the one that knows what people mean by it.
bool is_plain_chinese(std::string_view text) {
  for (size_t at = 0; at < text.size();) {
    const auto lead = static_cast<unsigned char>(text[at]);
    if (lead < 0x80) {
      ++at;
      continue;
    }
    if (source::character_length(text, at) != 3) return false;
    const std::string_view character = text.substr(at, 3);
    const bool chinese = character >= "\u3001" && character <= "\u9FFF";
    const bool wide = character >= "\uFF01" && character <= "\uFF5E" && character != "\uFF1A";
    if (!chinese && !wide) return false;
    at += 3;
  }
  return true;
}

/// Whether a line starts with these three signs alone: `---` and `...`.
bool is_marker(std::string_view line, std::string_view sign) {
  if (!line.starts_with(sign)) return false;
  return line.size() == 3 || line[3] == ' ' || line[3] == '\t' || line[3] == '\r' || line[3] == '\n';
}

/// Reads one document as long as it is plain.
class PlainDocument {
 public:
  explicit PlainDocument(Keyed& out) : out_(out) {}

  /// Behind the document that starts the text: at the next `---`, or at the end. Null: it is not plain, or `cut`: it
  /// reaches the end of the text, and that is not the end of the input. Zeros stand behind the text.
  const char* read(std::string_view text, bool whole) {
    end_ = text.data() + text.size();
    cut_ = high_ = false;
    lines_ = first_line_ = 0;
    const char* p = text.data();
    if (p[0] == '-' && p[1] == '-' && p[2] == '-' && !(p = line_end(p + 3))) return nullptr;
    first_line_ = lines_;
    const char* const begin = p;
    for (;;) {
      if (end_ - p < 4 && !whole) return cut_ = true, nullptr;
      if (p == end_ || (*p == '-' && is_marker({p, static_cast<size_t>(end_ - p)}, "---"))) break;
      if (!(p = entry(p))) return nullptr;
    }
    if (p == begin || (high_ && !is_plain_chinese({begin, static_cast<size_t>(p - begin)}))) return nullptr;
    return p;
  }

  bool cut() const { return cut_; }
  uint32_t lines() const { return lines_; }            ///< of the last document
  uint32_t first_line() const { return first_line_; }  ///< where its first name stands

 private:
  enum class Form : uint8_t { Text, Null, EmptyList };

  /// Not plain at `p`; near the end of the text it may only be cut.
  const char* odd(const char* p) {
    cut_ = p + 4 >= end_;
    return nullptr;
  }

  /// Behind the line end at `p`.
  const char* line_end(const char* p) {
    if (*p == '\r') ++p;
    if (p == end_ && p[-1] != '\r') return p;  // the last line may lack it
    if (*p != '\n') return odd(p);
    ++lines_;
    return p + 1;
  }

  /// A name and its colon; behind it and the spaces that follow.
  const char* name(const char* p) {
    const char* const begin = p;
    if (!is(*p, kFirst) || is_digit(*p)) return odd(p);
    for (; is(*p, kName); ++p) high_ |= static_cast<unsigned char>(*p) >= 0x80;
    if (*p != ':') return odd(p);
    text_ = {begin, static_cast<size_t>(p - begin)};
    ++p;
    if (*p != ' ' && *p != '\r' && *p != '\n' && p != end_) return odd(p);
    while (*p == ' ') ++p;
    return p;
  }

  /// The value at `p`, up to its line end.
  const char* value(const char* p, Form& form) {
    form = Form::Text;
    if (*p == '"' || *p == '\'') return quoted(p);
    if (p[0] == '[' && p[1] == ']') {
      form = Form::EmptyList;
      return p + 2;
    }
    const char* const begin = p;
    if (!is(*p, kFirst) && !(*p == '-' && is_digit(p[1]))) {
      form = Form::Null;
      text_ = {};
      return *p == '\r' || *p == '\n' || p == end_ ? p : odd(p);
    }
    for (;; ++p) {
      high_ |= static_cast<unsigned char>(*p) >= 0x80;
      if (!is(*p, kPlain) && !(*p == ':' && is(p[1], kPlain) && p[1] != ' ')) break;
    }
    text_ = {begin, static_cast<size_t>(p - begin)};
    if (text_.back() == ' ') return odd(p);
    if (profile::is_null_text(text_)) form = Form::Null;
    return p;
  }

  const char* quoted(const char* p) {
    const char sign = *p++;
    const char* end = p;
    if (sign == '"')
      end = plain_end(p);
    else
      while (*end != '\'' && static_cast<unsigned char>(*end) >= 0x20) ++end;
    if (*end != sign) return odd(end);
    text_ = {p, static_cast<size_t>(end - p)};
    high_ |= std::any_of(p, end, [](char c) { return static_cast<unsigned char>(c) >= 0x7F; });
    return end + 1;
  }

  /// `name: value`, or a name and the items below it.
  const char* entry(const char* p) {
    if (!(p = name(p))) return nullptr;
    if (!out_.key(text_)) return odd(p);
    Form form;
    if (!(p = value(p, form)) || !(p = line_end(p))) return nullptr;
    if (form == Form::EmptyList) {
      if (!out_.list()) return odd(p);
      out_.end_list();
      return p;
    }
    if (form == Form::Text) return out_.text(text_) ? p : odd(p);
    const bool items = text_.empty() && (*p == ' ' || (*p == '-' && p[1] == ' '));
    if (items) return out_.list() ? list(p) : odd(p);
    return out_.null() ? p : nullptr;
  }

  static size_t spaces(const char* p) {
    size_t count = 0;
    while (p[count] == ' ') ++count;
    return count;
  }

  const char* list(const char* p) {
    const size_t indent = spaces(p);
    while (spaces(p) == indent && p[indent] == '-' && p[indent + 1] == ' ') {
      out_.item();
      p += indent + 2;
      if (*p == ' ') return odd(p);
      do {
        Form form;
        if (!(p = name(p))) return nullptr;
        if (!out_.item_key(text_)) return odd(p);
        if (!(p = value(p, form)) || !(p = line_end(p))) return nullptr;
        if (form == Form::EmptyList) return odd(p);
        if (form == Form::Null)
          out_.item_null();
        else if (!out_.item_text(text_))
          return odd(p);
        if (const size_t next = spaces(p); next != indent + 2) break;
        p += indent + 2;
      } while (true);
      out_.end_item();
    }
    if (*p == ' ') return odd(p);
    out_.end_list();
    return p;
  }

  Keyed& out_;
  const char* end_ = nullptr;
  std::string_view text_;
  bool cut_ = false, high_ = false;
  uint32_t lines_ = 0, first_line_ = 0;
};

class YamlRecords : public Reader {
 public:
  YamlRecords(std::unique_ptr<input::Bytes> bytes, const std::vector<api::FactInfo>& facts,
              const std::vector<columns::Shape>& shapes, input::IssueLog& log)
      : Reader(shapes), window_(std::move(bytes)), keyed_(facts, shapes), plain_(keyed_),
        in_full_(Format::Yaml, facts, shapes, log), log_(log) {}

  bool open() {
    window_.fill();
    const input::Bytes& bytes = window_.bytes();
    if (!bytes.failure().empty())
      return file_issue(Kind::CannotRead, {diag::plain(bytes.origin().name), diag::term(bytes.failure())});
    if (bytes.utf16()) return file_issue(Kind::Utf16Text);
    return !window_.text().empty() || file_issue(Kind::EmptyProfile);
  }

  input::Origin origin() const override { return window_.bytes().origin(); }

 protected:
  void forget_codes() override { keyed_.forget(); }

  bool add_next(columns::Chunk& chunk, size_t, columns::Dictionary& dictionary) override {
    if (in_full_.waiting()) {
      refused_ += !in_full_.add(chunk, dictionary);
      return true;
    }
    if (window_.text().empty() && !window_.fill()) return end();
    for (;;) {
      const std::string_view text = window_.text();
      keyed_.start(chunk, dictionary);
      if (const char* const behind = plain_.read(text, window_.ended())) {
        keyed_.end({line_ + plain_.first_line(), ++records_});
        line_ += plain_.lines();
        window_.take(static_cast<size_t>(behind - text.data()));
        return true;
      }
      chunk.drop_open_record(shapes_);
      if (!plain_.cut() || window_.ended() || text.size() > kMostRecord) break;
      window_.fill();
    }
    return read_in_full();
  }

 private:
  bool file_issue(Kind kind, std::vector<diag::Arg> args = {}) {
    log_.add(kind, {window_.bytes().origin().name, {}, line_}, 0, 0, std::move(args));
    return false;
  }

  /// The end of the input, or what kept it from being read.
  bool end() {
    const input::Bytes& bytes = window_.bytes();
    if (!bytes.failure().empty())
      file_issue(Kind::CannotRead, {diag::plain(bytes.origin().name), diag::term(bytes.failure())});
    return false;
  }

  /// Where the document that starts the window ends, and whether the stream must be read in one from here.
  size_t document_end(bool& in_one) {
    bool begun = false;
    in_one = false;
    for (size_t at = 0;;) {
      std::string_view text = window_.text();
      size_t end = text.find('\n', at);
      while (end == std::string_view::npos && text.size() <= kMostRecord && window_.fill()) {
        text = window_.text();
        end = text.find('\n', at);
      }
      if (at == text.size() || at > kMostRecord) return at;
      const std::string_view line = text.substr(at, end - at);
      const bool marker = is_marker(line, "---");
      if (marker && begun) return at;
      in_one = line.starts_with('%') || is_marker(line, "...");
      if (in_one) return at;
      const size_t first = line.find_first_not_of(" \t\r");
      begun |= marker || (first != std::string_view::npos && line[first] != '#');
      if (end == std::string_view::npos) return text.size();
      at = end + 1;
    }
  }

  bool read_in_full() {
    bool in_one;
    size_t size = document_end(in_one);
    if (in_one) {
      while (window_.text().size() <= kMostStream && window_.fill()) {}
      size = window_.text().size();
    } else if (size > kMostRecord) {
      return too_long();
    }
    if (window_.ended() && !window_.bytes().failure().empty()) return end();
    const std::string_view text = window_.text().substr(0, size);
    const InFull::Found found = in_full_.read({window_.bytes().origin().name, text, line_}, records_ + 1);
    records_ += found.records;
    refused_ += found.refused;
    line_ += static_cast<uint32_t>(std::count(text.begin(), text.end(), '\n'));
    window_.take(size);
    return true;
  }

  /// Passes over a document that is larger than any record.
  bool too_long() {
    ++records_;
    ++refused_;
    log_.add(Kind::DataTooLarge, {window_.bytes().origin().name, window_.text().substr(0, 200), line_}, 0, 1,
             {diag::term("data_limit.record"), diag::plain(kMostRecord)}, "#" + std::to_string(records_));
    for (;;) {
      const std::string_view text = window_.text();
      const size_t end = text.find('\n');
      if (end == std::string_view::npos) {
        window_.take(text.size());
        if (!window_.fill()) return true;
        continue;
      }
      ++line_;
      window_.take(end + 1);
      if (window_.text().size() < 4) window_.fill();
      if (is_marker(window_.text(), "---")) return true;
    }
  }

  Window window_;
  Keyed keyed_;
  PlainDocument plain_;
  InFull in_full_;
  input::IssueLog& log_;
  uint32_t line_ = 1;  ///< of the window's text
};

}  // namespace

std::unique_ptr<Reader> read_yaml_records(std::unique_ptr<input::Bytes> bytes, const std::vector<api::FactInfo>& facts,
                                          const std::vector<columns::Shape>& shapes, input::IssueLog& log) {
  auto records = std::make_unique<YamlRecords>(std::move(bytes), facts, shapes, log);
  return records->open() ? std::move(records) : nullptr;
}

}  // namespace bursar::batch
