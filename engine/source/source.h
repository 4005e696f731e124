// A text that was read (a policy file, a profile) and places in it.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace bursar::source {

/// A half-open range of bytes of one file. `file` indexes the Files the text came from.
struct Span {
  uint32_t file = 0;
  uint32_t begin = 0;
  uint32_t end = 0;
  bool operator==(const Span&) const = default;
};

/// The smallest span that covers both; both must be of one file.
Span join(Span a, Span b);

/// 1-based line and column. Columns count code points, not bytes and not screen columns.
struct Position {
  uint32_t line = 1;
  uint32_t column = 1;
};

/// One text with its name as the user gave it. The text is UTF-8 once `find_bad_text` found nothing. Of a file too
/// large to keep, a stretch that starts with line `first_line` is a File of its own.
class File {
 public:
  File(std::string name, std::string text, uint32_t first_line = 1);
  const std::string& name() const { return name_; }
  std::string_view text() const { return text_; }
  Position position(uint32_t offset) const;
  /// The text of a line, counted as `position` does, without its line end.
  std::string_view line(uint32_t number) const;

 private:
  std::string name_;
  std::string text_;
  std::vector<uint32_t> line_starts_;
  uint32_t first_line_;
};

/// The files of one run, in the order they were added. Spans refer to them by index.
class Files {
 public:
  uint32_t add(std::string name, std::string text, uint32_t first_line = 1);
  const File& operator[](uint32_t index) const { return *files_[index]; }
  size_t size() const { return files_.size(); }
  std::string_view text(Span span) const;

 private:
  std::vector<std::unique_ptr<File>> files_;  // stable addresses: views into texts are kept
};

/// What may not stand in any text that Bursar reads.
enum class BadText : uint8_t {
  None,
  InvalidUtf8,    ///< malformed, overlong, surrogate, or cut off
  Utf16,          ///< starts with a UTF-16 byte order mark
  Control,        ///< NUL or another C0/C1 control except tab, line feed, carriage return
  BidiControl,    ///< U+202A..U+202E, U+2066..U+2069, U+200E, U+200F, U+061C: text that reads otherwise than it runs
  ZeroWidth,      ///< U+200B..U+200D, U+2060, U+00AD, or U+FEFF after the first character
};

struct BadTextFound {
  BadText what = BadText::None;
  uint32_t offset = 0;      ///< of the first bad byte
  uint32_t code_point = 0;  ///< 0 for invalid UTF-8
};

/// The bytes of the well-formed UTF-8 character at `at`; 0 when there is none.
int character_length(std::string_view text, size_t at);
/// Whether the text ends within the character at `at`, which is well-formed so far.
bool is_cut_character(std::string_view text, size_t at);

/// Checks a whole text. One leading UTF-8 byte order mark is accepted.
BadTextFound find_bad_text(std::string_view text);

}  // namespace bursar::source
