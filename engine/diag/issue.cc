#include "engine/diag/issue.h"

#include <algorithm>

namespace bursar::diag {

namespace {

struct Entry {
  std::string_view name;
  std::string_view code;
  Severity severity;
};

constexpr Entry kEntries[] = {
#define ISSUE(name, code, severity) {#name, code, Severity::severity},
#include "engine/diag/kinds.def"
#undef ISSUE
};

const Entry& entry(Kind kind) { return kEntries[static_cast<size_t>(kind)]; }

}  // namespace

std::string_view code(Kind kind) { return entry(kind).code; }
std::string_view name(Kind kind) { return entry(kind).name; }
Severity severity(Kind kind) { return entry(kind).severity; }

std::optional<Kind> kind_of_code(std::string_view code) {
  for (Kind kind : all_kinds())
    if (entry(kind).code == code) return kind;
  return std::nullopt;
}

const std::vector<Kind>& all_kinds() {
  static const std::vector<Kind> kinds = [] {
    std::vector<Kind> all;
    for (size_t i = 0; i < std::size(kEntries); ++i) all.push_back(static_cast<Kind>(i));
    return all;
  }();
  return kinds;
}

Arg written(std::string_view text) {
  constexpr size_t kMost = 120;
  if (text.size() <= kMost) return {Arg::Form::Code, std::string(text)};
  size_t cut = kMost;
  while (cut > 0 && (static_cast<unsigned char>(text[cut]) & 0xC0) == 0x80) --cut;
  return {Arg::Form::Code, std::string(text.substr(0, cut)) + "…"};
}

bool has_errors(const Issues& issues) {
  return std::any_of(issues.begin(), issues.end(), [](const Issue& i) { return severity(i.kind) == Severity::Error; });
}

}  // namespace bursar::diag
