#include "engine/source/source.h"

#include <algorithm>

#include "engine/base/utf8.h"

namespace bursar::source {

Span join(Span a, Span b) { return {a.file, std::min(a.begin, b.begin), std::max(a.end, b.end)}; }

File::File(std::string name, std::string text, uint32_t first_line)
    : name_(std::move(name)), text_(std::move(text)), first_line_(first_line) {
  line_starts_.push_back(0);
  for (size_t i = 0; i < text_.size(); ++i)
    if (text_[i] == '\n') line_starts_.push_back(static_cast<uint32_t>(i + 1));
}

Position File::position(uint32_t offset) const {
  offset = std::min<uint32_t>(offset, static_cast<uint32_t>(text_.size()));
  const auto after = std::upper_bound(line_starts_.begin(), line_starts_.end(), offset);
  const auto line = static_cast<uint32_t>(after - line_starts_.begin());
  uint32_t start = line_starts_[line - 1];
  if (line == 1 && text_.starts_with("\xEF\xBB\xBF")) start = std::min<uint32_t>(3, offset);
  return {first_line_ + line - 1, static_cast<uint32_t>(utf8::count(text().substr(start, offset - start)) + 1)};
}

std::string_view File::line(uint32_t number) const {
  if (number < first_line_ || number - first_line_ >= line_starts_.size()) return {};
  number -= first_line_ - 1;
  const uint32_t begin = line_starts_[number - 1];
  size_t end = number < line_starts_.size() ? line_starts_[number] - 1 : text_.size();
  if (end > begin && text_[end - 1] == '\r') --end;
  return text().substr(begin, end - begin);
}

uint32_t Files::add(std::string name, std::string text, uint32_t first_line) {
  files_.push_back(std::make_unique<File>(std::move(name), std::move(text), first_line));
  return static_cast<uint32_t>(files_.size() - 1);
}

std::string_view Files::text(Span span) const {
  return files_[span.file]->text().substr(span.begin, span.end - span.begin);
}

int character_length(std::string_view t, size_t at) {
  const auto byte = [&](size_t i) { return i < t.size() ? static_cast<unsigned char>(t[i]) : 0u; };
  const auto tail = [&](size_t i, unsigned lo = 0x80, unsigned hi = 0xBF) { return byte(i) >= lo && byte(i) <= hi; };
  const unsigned b = byte(at);
  if (b < 0x80) return 1;
  if (b >= 0xC2 && b <= 0xDF) return tail(at + 1) ? 2 : 0;
  if (b >= 0xE0 && b <= 0xEF) {
    const unsigned lo = b == 0xE0 ? 0xA0 : 0x80, hi = b == 0xED ? 0x9F : 0xBF;
    return tail(at + 1, lo, hi) && tail(at + 2) ? 3 : 0;
  }
  if (b >= 0xF0 && b <= 0xF4) {
    const unsigned lo = b == 0xF0 ? 0x90 : 0x80, hi = b == 0xF4 ? 0x8F : 0xBF;
    return tail(at + 1, lo, hi) && tail(at + 2) && tail(at + 3) ? 4 : 0;
  }
  return 0;
}

bool is_cut_character(std::string_view t, size_t at) {
  // The rest of such a character is ten-something bytes: some byte fits there.
  const auto lead = static_cast<unsigned char>(t[at]);
  const size_t wanted = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
  if (lead < 0xC2 || lead > 0xF4 || t.size() - at >= wanted) return false;
  std::string whole(t.substr(at));
  whole.resize(wanted, '\x80');
  if (character_length(whole, 0) != 0) return true;
  if (t.size() - at > 1) return false;
  whole[1] = '\xBF';
  return character_length(whole, 0) != 0;
}

namespace {

BadText judge(char32_t c, size_t at) {
  if ((c < 0x20 && c != '\t' && c != '\n' && c != '\r') || (c >= 0x7F && c <= 0x9F)) return BadText::Control;
  if ((c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069) || c == 0x200E || c == 0x200F || c == 0x061C)
    return BadText::BidiControl;
  if ((c >= 0x200B && c <= 0x200D) || c == 0x2060 || c == 0xAD || (c == 0xFEFF && at != 0)) return BadText::ZeroWidth;
  return BadText::None;
}

}  // namespace

BadTextFound find_bad_text(std::string_view text) {
  if (text.starts_with("\xFF\xFE") || text.starts_with("\xFE\xFF")) return {BadText::Utf16, 0, 0};
  for (size_t at = 0; at < text.size();) {
    const auto b = static_cast<unsigned char>(text[at]);
    if (b >= 0x20 && b < 0x7F) {
      ++at;
      continue;
    }
    const int length = character_length(text, at);
    if (length == 0) return {BadText::InvalidUtf8, static_cast<uint32_t>(at), 0};
    size_t next = at;
    const char32_t c = utf8::next(text, next);
    const BadText what = judge(c, at);
    if (what != BadText::None) return {what, static_cast<uint32_t>(at), static_cast<uint32_t>(c)};
    at = next;
  }
  return {};
}

}  // namespace bursar::source
