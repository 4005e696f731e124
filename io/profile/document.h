// A profile as it was written: a tree of untyped values, each with its characters and its place.
// What the values mean (numbers, dates, yes and no, unknown names) is decided later, by the binder.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "engine/diag/issue.h"
#include "engine/source/source.h"

namespace bursar::profile {

struct Entry;

/// One value: a scalar, a mapping or a sequence. Trees are at most Limits::max_depth deep, so recursion is
/// safe.
struct Node {
  enum class Form : uint8_t { Scalar, Mapping, Sequence };
  /// What JSON says a scalar is. YAML says nothing: there it is None.
  enum class JsonType : uint8_t { None, String, Number, Bool, Null };

  Form form = Form::Scalar;
  JsonType json_type = JsonType::None;
  /// Scalar in quotes, or YAML block scalar (| and >): always text, never a number, null or yes/no by itself.
  bool quoted = false;
  /// Nothing was given: empty, or plain ~, null, Null, NULL (YAML 1.2 core), or JSON null.
  bool null = false;
  /// Scalar: its text in the file with its quotes; empty, where it would stand, if nothing is written there.
  /// (YAML block scalar: its lines.) Collection: its opening bracket, or for YAML blocks the first character.
  source::Span span;
  /// Scalar: the characters as written, quotes and escapes resolved. Numbers keep every digit (`010`, `1e3`,
  /// `5.00`). Never holds a control (except tab and line ends), bidi control or zero-width character, escaped
  /// or not.
  std::string text;
  std::vector<Entry> entries;  ///< of a mapping, as written; keys are unique
  std::vector<Node> items;     ///< of a sequence

  bool is_scalar() const { return form == Form::Scalar; }
  bool is_mapping() const { return form == Form::Mapping; }
  bool is_sequence() const { return form == Form::Sequence; }
};

/// One key of a mapping with its value. `key` is resolved like a scalar's text; `key_span` includes quotes.
struct Entry {
  std::string key;
  source::Span key_span;
  Node value;
};

/// One profile. Its root is always a mapping.
struct Document {
  Node root;
  size_t ordinal = 1;  ///< 1-based among the documents of its file, refused ones counted
};

/// The outcome of reading one file. A document with an error is not among `documents`; those without one are,
/// as far as the file could be read: broken YAML ends the file there, a broken line of NDJSON only costs that
/// line. Issues are in the order of their places. Issue::record is `#n` when the file holds several
/// documents.
struct Read {
  std::vector<Document> documents;
  diag::Issues issues;
};

/// What one file may cost. Reading takes time and memory linear in the file within these.
struct Limits {
  size_t max_bytes = size_t{64} << 20;  ///< of the file; never more than 4 GiB - 1 whatever is set
  size_t max_depth = 64;                ///< collections inside one another, the root mapping being the first
  size_t max_nodes = 2'000'000;  ///< values of all documents of the file together, collections included
  size_t max_key = 256;  ///< characters of one key; yaml-cpp takes no key over 1024 bytes whatever is set
  size_t max_blank_lines = 64;  ///< of YAML in a row: libfyaml takes quadratic time in their number
  size_t max_issues = 100;      ///< reported; one TooManyIssues follows and the reading ends
};

}  // namespace bursar::profile
