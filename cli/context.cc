#include "cli/context.h"

#include <fcntl.h>
#include <sys/stat.h>
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

bool Context::cannot_write(std::string_view where, int error) const {
  complain(say(Say::CannotWrite, {where, std::strerror(error)}));
  return false;
}

bool Context::answer(std::string_view text) const {
  if (!output_.empty() && output_ != "-") return answer_to_file(text);
  const int error = write_all(1, text);
  // Who closes the pipe has seen enough: `bursar … | head` is no fault.
  if (error == EPIPE) return true;
  return error == 0 || cannot_write(say(Say::StandardOutput), error);
}

bool Context::answer_to_file(std::string_view text) const {
  std::string target = output_;
  struct stat info {};
  const bool exists = stat(target.c_str(), &info) == 0;
  if (exists && !S_ISREG(info.st_mode)) {
    const int fd = open(target.c_str(), O_WRONLY | O_CLOEXEC);
    if (fd < 0) return cannot_write(output_, errno);
    int error = write_all(fd, text);
    if (close(fd) != 0 && error == 0) error = errno;
    return error == 0 || cannot_write(output_, error);
  }
  if (exists) {  // the file a link points at is replaced, not the link
    char* real = realpath(target.c_str(), nullptr);
    if (real) target = real;
    std::free(real);
  }
  // Renamed only when complete: a reader never sees half an answer.
  std::string temporary = target + ".XXXXXX";
  const int fd = mkstemp(temporary.data());
  if (fd < 0) return cannot_write(output_, errno);
  const mode_t mask = umask(0);
  umask(mask);
  int error = write_all(fd, text);
  if (fchmod(fd, exists ? info.st_mode & 07777 : 0666 & ~mask) != 0 && error == 0) error = errno;
  if (close(fd) != 0 && error == 0) error = errno;
  if (error == 0 && rename(temporary.c_str(), target.c_str()) != 0) error = errno;
  if (error == 0) return true;
  unlink(temporary.c_str());
  return cannot_write(output_, error);
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
