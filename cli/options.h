// The one tree of commands and options. Help, completions and the manual page are made from it.
#pragma once

#include <memory>
#include <string>
#include <vector>

namespace CLI {
class App;
}

namespace bursar::cli {

struct Options {
  std::string command;  ///< empty: the overview
  std::vector<std::string> arguments;

  std::string lang;
  std::string color = "auto";
  bool no_color = false;
  bool plain = false;
  bool quiet = false;
  bool exit_zero = false;
  std::string output;
  std::string format = "text";
  std::string error_format = "text";
  std::string as_of;
  std::vector<std::string> set;
  std::string depth = "office";  ///< --for
  std::string print;

  // batches and audits
  std::vector<std::string> profiles;  ///< --profiles
  std::vector<std::string> lists;     ///< --list LIST=FILE
  std::string mapping, encoding;
  unsigned jobs = 1;
  std::string approved, bank, fund, tolerance, late_after;
  bool whole_register = false;
  std::string report;
  std::string ledger;
  std::string run;                    ///< --run
  std::string root;                   ///< --root
  std::string signer, key, new_key;   ///< --as, --key, --new-key
  std::string fail_on = "lead";

  // a sample of papers
  std::string tolerable, phrase, evaluate;
  std::string expected = "0";
  std::string confidence = "95%";
  bool no_progress = false;
  std::string count, errors, seed;  ///< of practice
  bool help = false;
  bool version = false;
};

/// The tree, bound to `options`, described in the language.
std::unique_ptr<CLI::App> build_tree(Options& options, bool chinese);

/// What is wrong with the command line.
struct UsageError {
  std::string message;
  std::string hint;
};

/// Reads the command line. Empty message: all is well.
UsageError read_command_line(CLI::App& tree, Options& options, int argc, const char* const* argv, bool chinese);

/// Examples of a command, one a line; they stand first in its help.
std::vector<std::string> examples_of(const std::string& command);

}  // namespace bursar::cli
