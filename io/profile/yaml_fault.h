// From a parser's English diagnostic to a kind of issue with a reason that can be said in every language.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "engine/diag/issue.h"

namespace bursar::profile {

/// What is wrong and where, as bytes of the text.
struct YamlFault {
  diag::Kind kind;
  size_t begin, end;
  std::vector<diag::Arg> args;
  bool unclosed = false;  ///< a bracket was opened and the text ended
};

/// `message` is libfyaml's, about the bytes from `begin` to `end` of `text`. Unknown messages keep their
/// words.
YamlFault explain_yaml_fault(std::string_view text, size_t begin, size_t end, std::string_view message);

/// Where a line of [begin, end) has a full-width colon (U+FF1A) and no YAML colon: somebody typed Chinese
/// punctuation where YAML wants its own. npos if nowhere.
size_t fullwidth_colon(std::string_view text, size_t begin, size_t end);

}  // namespace bursar::profile
