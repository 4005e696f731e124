#include "cli/context.h"

#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>

#include "io/render/catalogue.h"

namespace bursar::cli {

namespace {

std::string_view environment(const char* name) {
  const char* value = std::getenv(name);
  return value ? value : "";
}

bool is_terminal(int fd) { return isatty(fd) && environment("TERM") != "dumb"; }

bool wants_colour(const Options& options, int fd, bool to_file) {
  if (options.no_color || options.color == "never") return false;
  if (options.color == "always") return true;
  return environment("NO_COLOR").empty() && !to_file && is_terminal(fd);
}

/// 0, or the error that stopped the writing.
int write_all(int fd, std::string_view text) {
  while (!text.empty()) {
    const ssize_t n = write(fd, text.data(), text.size());
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) return errno;
    text.remove_prefix(static_cast<size_t>(n));
  }
  return 0;
}

}  // namespace

bool wants_chinese(int argc, const char* const* argv) {
  std::string_view lang;
  for (int i = 1; i < argc; ++i) {
    const std::string_view arg = argv[i];
    if (arg == "--lang" && i + 1 < argc) lang = argv[i + 1];
    if (arg.starts_with("--lang=")) lang = arg.substr(7);
  }
  for (const char* name : {"LC_ALL", "LC_MESSAGES", "LANG"})
    if (lang.empty()) lang = environment(name);
  return lang.starts_with("zh");
}

Context::Context(const Options& options, bool chinese)
    : chinese_(chinese),
      quiet_(options.quiet),
      plain_(options.plain || (!environment("ACCESSIBLE").empty() && environment("ACCESSIBLE") != "0")),
      colour_out_(wants_colour(options, 1, !options.output.empty())),
      colour_err_(wants_colour(options, 2, false)),
      json_errors_(options.error_format == "json"),
      output_(options.output) {}

render::Look Context::look(bool on_stdout) const {
  render::Look look;
  look.chinese = chinese_;
  look.colour = on_stdout ? colour_out_ : colour_err_;
  look.plain = plain_;
  return look;
}

bool Context::answer(std::string_view text) const {
  Output output(output_);
  output.write(text);
  return finish(output);
}

bool Context::finish(Output& output) const {
  if (output.finish()) return true;
  return cannot_write(output);
}

bool Context::cannot_write(const Output& output) const {
  const bool stream = output.name().empty() || output.name() == "-";
  complain(say(Say::CannotWrite, {stream ? say(Say::StandardOutput) : output.name(), std::strerror(output.error())}));
  return false;
}

void Context::tell(std::string_view line) const { write_all(2, std::string(line) + "\n"); }

void Context::complain(std::string_view message, std::string_view hint) const {
  std::string word = say(Say::ErrorWord);
  if (colour_err_) word = "\x1b[1;31m" + word + "\x1b[0m";
  std::string out = "bursar: " + word + (chinese_ ? "：" : ": ") + render::escaped(message);
  if (!hint.empty()) out += "\n  " + render::escaped(hint);
  tell(out);
}

void Context::report_issues(const diag::Issues& issues, const source::Files& files,
                            std::string_view close) const {
  if (json_errors_) {
    write_all(2, render::to_json(issues, files, chinese_));
    return;
  }
  write_all(2, render::issues_text(issues, files, look(false)));
  if (!close.empty()) tell(close);
}

}  // namespace bursar::cli
