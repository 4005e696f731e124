#include "engine/base/nearest.h"

#include <algorithm>
#include <string>
#include <vector>

#include "engine/base/utf8.h"

namespace bursar {

namespace {

std::u32string folded(std::string_view text) {
  std::u32string out;
  for (size_t at = 0; at < text.size();) {
    const char32_t c = utf8::next(text, at);
    out += c >= U'A' && c <= U'Z' ? c - U'A' + U'a' : c;
  }
  return out;
}

size_t distance(std::u32string_view a, std::u32string_view b) {
  std::vector<size_t> two_up(b.size() + 1), up(b.size() + 1), row(b.size() + 1);
  for (size_t j = 0; j <= b.size(); ++j) row[j] = j;
  for (size_t i = 1; i <= a.size(); ++i) {
    two_up.swap(up);
    up.swap(row);
    row[0] = i;
    for (size_t j = 1; j <= b.size(); ++j) {
      row[j] = std::min({up[j] + 1, row[j - 1] + 1, up[j - 1] + (a[i - 1] != b[j - 1])});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
        row[j] = std::min(row[j], two_up[j - 2] + 1);
    }
  }
  return row[b.size()];
}

}  // namespace

std::optional<std::string_view> nearest(std::string_view wrong,
                                        std::span<const std::string_view> candidates) {
  const std::u32string from = folded(wrong);
  const bool wrong_has_han = utf8::has_han(wrong);
  const size_t limit = from.size() <= 4 ? 1 : from.size() <= 8 ? 2 : 3;

  std::optional<std::string_view> best;
  size_t best_distance = limit;
  bool tied = false;
  for (const std::string_view candidate : candidates) {
    if (best == candidate) continue;
    const std::u32string to = folded(candidate);
    const size_t longer = std::max(from.size(), to.size());
    const size_t shorter = std::min(from.size(), to.size());
    if (longer - shorter > limit) continue;
    const size_t d = distance(from, to);
    const bool near = wrong_has_han || utf8::has_han(candidate) ? 2 * d <= longer : d < longer;
    if (!near || d > best_distance) continue;
    tied = best && d == best_distance;
    if (!tied) best = candidate;
    best_distance = d;
  }
  return tied ? std::nullopt : best;
}

}  // namespace bursar
