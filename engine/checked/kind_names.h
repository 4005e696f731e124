// The names of what stands in a program, for its canonical form: digests rest on them, so a name never changes and an
// enumeration may be put in another order.
#pragma once

#include <string_view>

#include "engine/checked/program.h"

namespace bursar::checked {

std::string_view canonical_name(syntax::ExprKind kind);
std::string_view canonical_name(syntax::StatementKind kind);
std::string_view canonical_name(syntax::StepKind kind);
std::string_view canonical_name(syntax::Verb verb);
std::string_view canonical_name(syntax::Comparison comparison);
std::string_view canonical_name(syntax::ListHead head);
std::string_view canonical_name(syntax::Cut cut);
std::string_view canonical_name(syntax::TaperSteps steps);
std::string_view canonical_name(syntax::Row::Form form);
std::string_view canonical_name(syntax::Window::Kind kind);
std::string_view canonical_name(syntax::Exclusive::Keep keep);
std::string_view canonical_name(TypeKind kind);

}  // namespace bursar::checked
