#include "io/batch/window.h"

#include <cstring>

namespace bursar::batch {

namespace {

constexpr size_t kBlock = 64 << 10;  // read at once

}  // namespace

bool Window::fill() {
  if (ended_) return false;
  size_ -= at_;
  std::memmove(data(), data() + at_, size_);
  at_ = 0;
  if (buffer_.size() < size_ + kBlock + 2 * kSlack) buffer_.resize(2 * size_ + kBlock + kBlock / 4 + 2 * kSlack);
  const size_t got = bytes_->read(data() + size_, buffer_.size() - 2 * kSlack - size_);
  size_ += got;
  std::memset(data() + size_, 0, kSlack);
  ended_ = got == 0;
  return got > 0;
}

size_t Window::line_end(size_t most) {
  for (size_t from = 0;;) {
    const std::string_view here = text();
    const size_t end = here.find('\n', from);
    if (end != std::string_view::npos) return end + 1;
    from = here.size();
    if (from > most || !fill()) return text().size();
  }
}

}  // namespace bursar::batch
