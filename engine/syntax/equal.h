// Whether two trees say the same, wherever and in whichever words it was written.
#pragma once

#include "engine/syntax/tree.h"

namespace bursar::syntax {

/// Structural equality; spans, and the style of checklist labels and articles as text, aside from `labels`.
struct EqualOptions {
  bool names = true;   ///< false: names, titles, texts and labels may differ
};

bool equal(const Tree& a, const Tree& b, EqualOptions options = {});
bool equal(const Tree& a, ExprId x, const Tree& b, ExprId y, EqualOptions options = {});

}  // namespace bursar::syntax
