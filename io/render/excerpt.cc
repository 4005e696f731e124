#include "io/render/excerpt.h"

#include <algorithm>

#include "io/render/catalogue.h"
#include "io/render/colours.h"
#include "io/text/width.h"

namespace bursar::render {

namespace {

constexpr size_t kWindow = 100;  // columns, about: what a terminal shows without breaking lines
constexpr size_t kBefore = 40;   // bytes kept before a mark in a longer line

bool continues(std::string_view text, size_t at) {
  return at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80;
}

/// The part of a line that is shown, in bytes.
struct Window {
  size_t begin = 0;
  size_t end = 0;
};

Window window_around(std::string_view line, size_t begin) {
  if (line.size() <= kWindow) return {0, line.size()};
  Window window{begin > kBefore ? begin - kBefore : 0, 0};
  window.end = std::min(line.size(), window.begin + kWindow);
  while (window.begin > 0 && continues(line, window.begin)) --window.begin;
  while (continues(line, window.end)) ++window.end;
  return window;
}

/// A mark on one line: bytes from its start.
struct Place {
  uint32_t line = 0;
  size_t begin = 0;
  size_t end = 0;
  const Mark* mark = nullptr;
};

Place place_of(const source::File& file, const Mark& mark) {
  Place place{file.position(mark.span.begin).line, 0, 0, &mark};
  const std::string_view text = file.line(place.line);
  const size_t start = static_cast<size_t>(text.data() - file.text().data());
  place.begin = std::min<size_t>(mark.span.begin - std::min<size_t>(mark.span.begin, start), text.size());
  place.end = std::min<size_t>(std::max<size_t>(mark.span.end, start) - start, text.size());
  place.end = std::max(place.end, place.begin);
  return place;
}

std::string shown(std::string_view text) {
  std::string out;
  for (size_t at = 0; at < text.size();) {
    const size_t tab = text.find('\t', at);
    out += escaped(text.substr(at, tab - at));
    if (tab == std::string_view::npos) break;
    out += "  ";
    at = tab + 1;
  }
  return out;
}

}  // namespace

size_t gutter_width(const source::File& file, const std::vector<Mark>& marks) {
  size_t width = 1;
  for (const Mark& mark : marks) width = std::max(width, std::to_string(file.position(mark.span.begin).line).size());
  return width;
}

std::string excerpt_text(const source::File& file, std::vector<Mark> marks, size_t gutter, bool colour) {
  std::vector<Place> places;
  for (const Mark& mark : marks) places.push_back(place_of(file, mark));
  std::stable_sort(places.begin(), places.end(), [](const Place& a, const Place& b) {
    return a.line != b.line ? a.line < b.line : a.begin < b.begin;
  });
  const std::string blank = painted(std::string(gutter, ' ') + " |", kBlue, colour);
  std::string out = blank + "\n";
  uint32_t line = 0;
  Window window;
  for (const Place& place : places) {
    const std::string_view text = file.line(place.line);
    if (place.line != line || place.begin < window.begin || place.begin > window.end) {
      if (line != 0 && place.line > line + 1) out += painted("...", kBlue, colour) + "\n";
      window = window_around(text, place.begin);
      if (window.begin == 0 && place.line == 1 && text.starts_with("\xEF\xBB\xBF") && place.begin >= 3)
        window.begin = 3;
      const std::string number = std::to_string(place.line);
      const std::string cut = shown(text.substr(window.begin, window.end - window.begin));
      out += painted(std::string(gutter - std::min(gutter, number.size()), ' ') + number + " |", kBlue, colour);
      out += " ";
      if (window.begin > 3) out += "...";
      out += cut;
      if (window.end < text.size()) out += "...";
      while (out.ends_with(' ')) out.pop_back();
      out += "\n";
      line = place.line;
    }
    const auto width = [&](size_t begin, size_t end) {
      return end <= begin ? 0 : static_cast<size_t>(text::display_width(shown(text.substr(begin, end - begin))));
    };
    const size_t before = width(window.begin, place.begin) + (window.begin > 3 ? 3 : 0);
    const size_t length = std::max<size_t>(1, width(place.begin, std::min(place.end, window.end)));
    std::string carets(length, place.mark->primary ? '^' : '-');
    if (!place.mark->text.empty()) carets += " " + place.mark->text;
    out += blank + " " + std::string(before, ' ') + painted(carets, place.mark->primary ? kRed : kBlue, colour) + "\n";
  }
  return out;
}

}  // namespace bursar::render
