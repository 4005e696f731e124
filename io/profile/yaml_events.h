// The strict reading of a YAML text by libfyaml: what stands where, as a flat list.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "engine/source/source.h"
#include "io/profile/document.h"
#include "io/profile/issue_list.h"

namespace bursar::profile {

/// One step through a document.
struct YamlEvent {
  enum class Type : uint8_t { Scalar, Alias, SequenceStart, SequenceEnd, MappingStart, MappingEnd };
  enum class Style : uint8_t { Plain, SingleQuoted, DoubleQuoted, Block };
  Type type = Type::Scalar;
  Style style = Style::Plain;
  source::Span span;
  uint32_t text_begin = 0;  ///< of a scalar, in YamlEvents::texts
  uint32_t text_size = 0;
};

/// An anchor or a tag in front of a value.
struct YamlProperty {
  bool anchor;
  source::Span span;
};

/// One whole document: its events and properties as ranges, and where its text begins.
struct YamlStretch {
  source::Span start;  ///< its `---`, or an empty place if it has none
  bool explicit_start = false;
  size_t events_begin = 0, events_end = 0;
  size_t properties_begin = 0, properties_end = 0;
};

/// All documents that could be read. If an issue was added, they are those in front of its place.
struct YamlEvents {
  std::vector<YamlStretch> documents;
  std::vector<YamlEvent> events;
  std::vector<YamlProperty> properties;
  std::string texts;
  bool broken = false;       ///< the text behind the documents could not be read
  uint32_t broken_from = 0;  ///< then: the byte of the file where the unread document starts

  std::string_view text(const YamlEvent& event) const {
    return std::string_view(texts).substr(event.text_begin, event.text_size);
  }
};

/// Reads `text`, which starts at byte `offset` of the file and has passed check_file and scan_yaml_lines.
YamlEvents read_yaml_events(std::string_view text, uint32_t offset, uint32_t file_index, const Limits& limits,
                            IssueList& issues);

}  // namespace bursar::profile
