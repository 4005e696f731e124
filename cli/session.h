// What several commands do alike: load a policy, read profiles, evaluate them, end with the right code.
#pragma once

#include <string>
#include <vector>

#include "cli/context.h"
#include "engine/api/bursar.h"
#include "io/policy/load.h"

namespace bursar::cli {

/// One policy with every file of the run; it stays where it is, because the program refers to its files.
struct Session {
  policy::Loaded loaded;
  api::ProgramPtr program;
  diag::Issues issues;  ///< of the policy: errors and warnings
  bool readable = true; ///< its files could be read
};

/// Compiles without a word.
void load_policy(const std::string& path, Session& session);

/// The same for commands that need a sound policy: false after its issues were printed and "Nothing was run".
/// Warnings are printed unless quiet.
bool open_policy(const Context& context, const std::string& path, Session& session);

struct Result {
  award::Award award;
  std::optional<award::Award> as_given;  ///< with --set: without the changes
  std::vector<api::Choice> choices;      ///< what the applicant may still choose
};

struct Batch {
  std::vector<Result> results;  ///< in the order of the profiles
  bool broken = false;          ///< a record could not be read; its issues are printed
  bool several = false;         ///< more than one record was given
};

/// Reads, binds and evaluates every record of the profiles; issues go to standard error.
Batch evaluate_profiles(const Context& context, const Options& options, Session& session,
                        const std::vector<std::string>& profiles);

int exit_of(award::Outcome outcome);
int exit_of(const Batch& batch, bool exit_zero);
std::string outcome_text(const Context& context, award::Outcome outcome);
/// "What if": both results in a few lines; empty without --set.
std::string what_if_text(const Context& context, const Options& options, const Result& result);
/// The choices that are open, each with its best value; empty when there is none.
std::string choices_text(const Context& context, const Result& result);
/// A name or title in the language, else in the other one.
const std::string& pick(const award::Text& text, bool chinese);

}  // namespace bursar::cli
