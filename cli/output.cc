#include "cli/output.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <utility>

namespace bursar::cli {

Output::Output(std::string name) : name_(std::move(name)) {
  if (name_.empty() || name_ == "-") return;
  target_ = name_;
  struct stat info {};
  const bool exists = stat(target_.c_str(), &info) == 0;
  if (exists && !S_ISREG(info.st_mode)) {  // a device or a pipe is written to as it is
    fd_ = open(target_.c_str(), O_WRONLY | O_CLOEXEC);
    if (fd_ < 0) error_ = errno;
    return;
  }
  if (exists) {  // the file a link points at is replaced, not the link
    char* real = realpath(target_.c_str(), nullptr);
    if (real) target_ = real;
    std::free(real);
  }
  const mode_t mask = umask(0);
  umask(mask);
  mode_ = exists ? info.st_mode & 07777 : 0666 & ~mask;
  temporary_ = target_ + ".XXXXXX";
  fd_ = mkstemp(temporary_.data());
  if (fd_ < 0) {
    error_ = errno;
    temporary_.clear();
  }
}

Output::~Output() {
  if (fd_ > 2) close(fd_);
  if (!temporary_.empty()) unlink(temporary_.c_str());
}

bool Output::write(std::string_view text) {
  while (!text.empty() && error_ == 0 && !reader_left_) {
    const ssize_t n = ::write(fd_, text.data(), text.size());
    if (n >= 0) {
      text.remove_prefix(static_cast<size_t>(n));
    } else if (errno == EPIPE && fd_ == 1) {
      reader_left_ = true;
    } else if (errno != EINTR) {
      error_ = errno;
    }
  }
  return error_ == 0 && !reader_left_;
}

bool Output::finish() {
  if (fd_ > 2) {
    if (!temporary_.empty() && fchmod(fd_, mode_) != 0 && error_ == 0) error_ = errno;
    if (close(fd_) != 0 && error_ == 0) error_ = errno;
    fd_ = -1;
  }
  if (error_ != 0 || temporary_.empty()) return error_ == 0;
  if (rename(temporary_.c_str(), target_.c_str()) != 0) {
    error_ = errno;
    return false;
  }
  temporary_.clear();
  return true;
}

}  // namespace bursar::cli
