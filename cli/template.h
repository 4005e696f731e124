// A profile to fill in, made from what a policy needs to know.
#pragma once

#include <string>

#include "engine/api/bursar.h"

namespace bursar::cli {

/// YAML that the profile reader accepts: every fact unknown, its title and type beside it.
std::string profile_template(const api::Program& program, bool chinese);

/// The name a fact is called by in the language, when it has one there.
const std::string& name_in(const api::FactInfo& fact, bool chinese);
/// `money (CNY)`, `one of small, medium`.
std::string type_text(const api::FactInfo& fact, bool chinese);

}  // namespace bursar::cli
