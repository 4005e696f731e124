// What the tests of this folder share: reading a text and asking where its issues stand.
#pragma once

#include <string>
#include <utility>

#include "io/profile/read.h"

namespace bursar::profile {

/// A text that was read under a file name, with its places kept.
struct Reading {
  source::File file;
  Read read;

  explicit Reading(std::string text, std::string name = "case.yaml", const Limits& limits = {})
      : file(std::move(name), std::move(text)), read(read_profile(file, 0, limits)) {}

  const Node& root(size_t document = 0) const { return read.documents.at(document).root; }

  /// The issues as `Kind line:column` (with ` #n` if they name a document), one a line.
  std::string issues() const {
    std::string out;
    for (const diag::Issue& issue : read.issues) {
      const source::Position at = file.position(issue.span.begin);
      if (!out.empty()) out += "\n";
      out += std::string(diag::name(issue.kind)) + " " + std::to_string(at.line) + ":" +
             std::to_string(at.column);
      if (!issue.record.empty()) out += " " + issue.record;
    }
    return out;
  }

  std::string arg(size_t number, size_t issue = 0) const {
    return read.issues.at(issue).args.at(number).text;
  }
  /// The characters an issue or a value stands on.
  std::string written(source::Span span) const {
    return std::string(file.text().substr(span.begin, span.end - span.begin));
  }
};

inline const Node& field(const Node& mapping, const std::string& key) {
  for (const Entry& entry : mapping.entries)
    if (entry.key == key) return entry.value;
  static const Node none;
  return none;
}

inline std::string repeated(const std::string& unit, size_t times) {
  std::string out;
  for (size_t i = 0; i < times; ++i) out += unit;
  return out;
}

}  // namespace bursar::profile
