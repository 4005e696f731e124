// Issues as people read them: on a terminal, in plain sentences, or as JSON.
#pragma once

#include <string>

#include "engine/diag/issue.h"
#include "engine/source/source.h"

namespace bursar::render {

struct Look {
  bool chinese = false;
  bool colour = false;
  bool plain = false;    ///< sentences, no drawing
  size_t at_most = 20;   ///< issues shown in full
};

/// Every issue with its place and source lines. Without the count.
std::string issues_text(const diag::Issues& issues, const source::Files& files, const Look& look);

/// "2 errors, 1 warning" without a full stop; empty when there is none.
std::string count_text(const diag::Issues& issues, bool chinese);

/// `bursar.issues/1`: all issues, whatever their number.
std::string to_json(const diag::Issues& issues, const source::Files& files, bool chinese);

/// What is known of a kind: code, text, severity, help, in the language.
std::string kind_text(diag::Kind kind, const Look& look);

}  // namespace bursar::render
