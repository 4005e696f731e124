// Issues: what is wrong in a text that somebody wrote, as values. Sentences in either language are
// made where an issue is printed (io/render), from the kind and its typed arguments.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/source/source.h"

namespace bursar::diag {

enum class Severity : uint8_t { Error, Warning };

/// Every kind of issue; the list with codes and severities is kinds.def.
enum class Kind : uint16_t {
#define ISSUE(name, code, severity) name,
#include "engine/diag/kinds.def"
#undef ISSUE
};

/// The stable code, such as `E0301`. Codes are never used again for another meaning.
std::string_view code(Kind kind);
/// The kind's own name, such as `UnknownName`: the key of its texts.
std::string_view name(Kind kind);
Severity severity(Kind kind);
std::optional<Kind> kind_of_code(std::string_view code);
const std::vector<Kind>& all_kinds();

/// One hole of a message.
struct Arg {
  enum class Form : uint8_t {
    Code,   ///< text as somebody wrote it, or a thing to write: shown in backticks
    Plain,  ///< a figure, date or file name: shown as it is
    Term,   ///< a key of the catalogue of terms (`type.money`), translated when shown
  };
  Form form;
  std::string text;
};
/// Long texts are cut: a message stays readable whatever was written.
Arg written(std::string_view text);
inline Arg plain(std::string_view text) { return {Arg::Form::Plain, std::string(text)}; }
inline Arg plain(size_t number) { return {Arg::Form::Plain, std::to_string(number)}; }
inline Arg term(std::string_view key) { return {Arg::Form::Term, std::string(key)}; }

/// A related place. `role` is a key of the catalogue (`label.first_declared`), empty for bare marks.
struct Label {
  source::Span span;
  std::string role;
  std::vector<Arg> args;
};

/// A change of the text that makes this issue go away. Offered only when exactly one repair passes.
struct Fix {
  source::Span span;
  std::string replacement;
};

struct Issue {
  Kind kind;
  source::Span span;                ///< the narrowest thing that is wrong
  std::vector<Arg> args;
  std::vector<Label> labels;
  std::optional<Fix> fix;
  std::string record;               ///< in data: which record (its id, or `#2`); else empty
  std::string field;                ///< in data: which field (`launches[2].fee`); else empty
  std::string article;              ///< the article of the clause it stands in, as written; else empty
};

using Issues = std::vector<Issue>;

bool has_errors(const Issues& issues);

}  // namespace bursar::diag
