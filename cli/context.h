// How this run speaks and where it writes: language, colour, streams.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "cli/options.h"
#include "cli/output.h"
#include "cli/sentences.h"
#include "engine/diag/issue.h"
#include "engine/source/source.h"
#include "io/render/render.h"
#include "io/report/language.h"

namespace bursar::cli {

/// The language before any option is read: --lang among the arguments, else LC_ALL, LC_MESSAGES, LANG.
bool wants_chinese(int argc, const char* const* argv);

class Context {
 public:
  Context(const Options& options, bool chinese);

  bool chinese() const { return chinese_; }
  bool quiet() const { return quiet_; }
  bool plain() const { return plain_; }
  report::Language language() const { return chinese_ ? report::Language::Zh : report::Language::En; }
  report::Style style() const { return {colour_out_, plain_}; }
  render::Look look(bool on_stdout) const;
  std::string say(Say key, std::initializer_list<std::string_view> args = {}) const {
    return cli::say(key, chinese_, args);
  }

  /// The answer, as one piece: to standard output or the file of -o. False when it could not be written, which is
  /// said on standard error.
  bool answer(std::string_view text) const;
  /// Where the answer goes, for one that comes in pieces.
  const std::string& output() const { return output_; }
  /// Ends an output; false when something could not be written, which is said on standard error.
  bool finish(Output& output) const;
  bool cannot_write(const Output& output) const;
  /// A line for standard error.
  void tell(std::string_view line) const;
  /// `error: …` with an optional hint.
  void complain(std::string_view message, std::string_view hint = {}) const;
  /// Issues to standard error in the format asked for, closed by `close` (Say::CountNothingRun, …).
  void report_issues(const diag::Issues& issues, const source::Files& files, std::string_view close) const;

 private:
  bool chinese_;
  bool quiet_;
  bool plain_;
  bool colour_out_;
  bool colour_err_;
  bool json_errors_;
  std::string output_;
};

}  // namespace bursar::cli
