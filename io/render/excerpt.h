// Source lines with carets under the places that an issue speaks of.
#pragma once

#include <string>
#include <vector>

#include "engine/source/source.h"

namespace bursar::render {

struct Mark {
  source::Span span;
  bool primary = false;
  std::string text;  ///< behind the caret
};

/// Lines of one file with their marks, `gutter` digits wide. Long lines are cut to what lies around a mark.
std::string excerpt_text(const source::File& file, std::vector<Mark> marks, size_t gutter, bool colour);

/// Digits of the largest line number among the marks.
size_t gutter_width(const source::File& file, const std::vector<Mark>& marks);

}  // namespace bursar::render
