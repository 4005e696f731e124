#include "io/input/bytes.h"

#include <fcntl.h>
#include <iconv.h>
#include <sha2.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>

#include "engine/source/source.h"
#include "io/input/read_fault.h"

namespace bursar::input {

std::string_view name_of(Encoding encoding) { return encoding == Encoding::Gb18030 ? "GB18030" : "UTF-8"; }

struct Bytes::Digest {
  SHA2_CTX context;
};

namespace {

constexpr size_t kPeek = 4096;
constexpr size_t kRawBlock = 64 << 10;
constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

iconv_t none() { return reinterpret_cast<iconv_t>(-1); }

bool is_high(char c) { return static_cast<unsigned char>(c) >= 0x80; }

bool has_high(const char* text, size_t size) {
  uint64_t any = 0;
  size_t at = 0;
  for (; at + 8 <= size; at += 8) {
    uint64_t bytes;
    std::memcpy(&bytes, text + at, 8);
    any |= bytes;
  }
  for (; at < size; ++at) any |= static_cast<unsigned char>(text[at]);
  return (any & 0x8080808080808080) != 0;
}

/// What UTF-8 makes of a text: how many characters of three and more bytes, how many bytes that are none.
struct Utf8Count {
  size_t long_characters = 0, bad = 0;
};

Utf8Count count_utf8(std::string_view text) {
  Utf8Count count;
  for (size_t at = 0; at < text.size();) {
    if (!is_high(text[at])) {
      ++at;
      continue;
    }
    const int length = source::character_length(text, at);
    if (length == 0) {
      if (source::is_cut_character(text, at)) break;
      ++count.bad;
    }
    if (length >= 3) ++count.long_characters;
    at += static_cast<size_t>(std::max(length, 1));
  }
  return count;
}

/// Whether the text is GB18030, its last character perhaps cut, with at least two characters outside ASCII.
bool is_gb18030(std::string_view text) {
  const iconv_t converter = iconv_open("UTF-8", "GB18030");
  if (converter == none()) return false;
  std::array<char, 4096> out;
  char* from = const_cast<char*>(text.data());  // iconv only reads it
  size_t left = text.size(), characters = 0;
  bool good = true;
  while (left > 0 && good) {
    char* to = out.data();
    size_t room = out.size();
    const size_t done = iconv(converter, &from, &left, &to, &room);
    for (const char* c = out.data(); c < to; ++c) characters += static_cast<unsigned char>(*c) >= 0xC0;
    if (done == static_cast<size_t>(-1) && errno != E2BIG) {
      good = errno == EINVAL;
      break;
    }
  }
  iconv_close(converter);
  return good && characters >= 2;
}

}  // namespace

bool Bytes::looks_like_gb18030(std::string_view text) {
  const Utf8Count count = count_utf8(text);
  // Chinese in GB18030 is hardly ever well-formed UTF-8 by chance; in UTF-8 with a fault most of it is.
  return count.bad > 0 && count.long_characters * 4 < count.bad && is_gb18030(text);
}

Bytes::Bytes(std::string name, BytesOptions options) : options_(options) {
  origin_.name = std::move(name);
  if (options_.encoding) origin_.encoding = *options_.encoding;
  decided_ = options_.encoding.has_value();
}

Bytes::~Bytes() {
  if (file_ > 0) close(file_);
  if (converter_) iconv_close(converter_);
  delete digest_;
}

void Bytes::fail(int error) {
  failure_ = read_fault(error);
  ended_ = true;
}

void Bytes::open() {
  opened_ = true;
  file_ = origin_.name == "-" ? 0 : ::open(origin_.name.c_str(), O_RDONLY | O_CLOEXEC);
  if (file_ < 0) return fail(errno);
  if (!options_.digest) return;
  digest_ = new Digest;
  SHA256Init(&digest_->context);
}

/// From the system, as many as there is room for.
size_t Bytes::fetch(char* to, size_t room) {
  size_t size = 0;
  while (size < room && !ended_) {
    const ssize_t got = ::read(file_, to + size, room - size);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) fail(errno);
    if (got <= 0) break;
    size += static_cast<size_t>(got);
  }
  if (digest_) SHA256Update(&digest_->context, reinterpret_cast<const uint8_t*>(to), size);
  origin_.bytes += size;
  return size;
}

/// What was peeked at first.
size_t Bytes::fill(char* to, size_t room) {
  const size_t peeked = std::min(room, peeked_.size());
  std::memcpy(to, peeked_.data(), peeked);
  peeked_.erase(0, peeked);
  return peeked + fetch(to + peeked, room - peeked);
}

std::string_view Bytes::peek() {
  if (!opened_) open();
  if (!started_ && peeked_.empty() && !ended_) {
    peeked_.resize(kPeek);
    peeked_.resize(fetch(peeked_.data(), kPeek));
  }
  return peeked_;
}

size_t Bytes::read(char* to, size_t room) {
  if (!started_) {
    const std::string_view start = peek();
    started_ = true;
    utf16_ = start.starts_with("\xFF\xFE") || start.starts_with("\xFE\xFF");
    if (utf16_) ended_ = true;
    if (start.starts_with(kByteOrderMark) && origin_.encoding == Encoding::Utf8) {
      origin_.byte_order_mark = true;
      peeked_.erase(0, kByteOrderMark.size());
      decided_ = true;
    }
  }
  if (ended_) return 0;
  if (origin_.encoding == Encoding::Gb18030) return convert(to, room);
  const size_t size = fill(to, room);
  if (size == 0) {
    end();
  } else if (!decided_ && has_high(to, size)) {
    decided_ = true;
    if (looks_like_gb18030({to, size})) {
      origin_.encoding = Encoding::Gb18030;
      raw_.assign(to, to + size);
      return convert(to, room);
    }
  }
  return size;
}

size_t Bytes::convert(char* to, size_t room) {
  if (!converter_) {
    converter_ = iconv_open("UTF-8", "GB18030");
    if (converter_ == none()) {
      converter_ = nullptr;
      fail(errno);
      return 0;
    }
  }
  char* out = to;
  while (out == to) {
    if (raw_.size() < kRawBlock) {
      const size_t had = raw_.size();
      raw_.resize(had + kRawBlock);
      raw_.resize(had + fill(raw_.data() + had, kRawBlock));
    }
    if (raw_.empty()) {
      end();
      return 0;
    }
    char* from = raw_.data();
    size_t left = raw_.size();
    while (left > 0 && room > 8) {
      if (iconv(converter_, &from, &left, &out, &room) != static_cast<size_t>(-1) || errno == E2BIG) break;
      const bool cut = errno == EINVAL;
      // A character that is cut off waits for its rest, at the end of the file in vain.
      if (cut && raw_.size() >= kRawBlock && left < 4) break;
      *out++ = '\xFF';
      --room;
      ++from;
      --left;
      iconv(converter_, nullptr, nullptr, nullptr, nullptr);
    }
    raw_.erase(raw_.begin(), raw_.end() - static_cast<ptrdiff_t>(left));
  }
  return static_cast<size_t>(out - to);
}

void Bytes::end() {
  ended_ = true;
  if (!digest_) return;
  std::array<uint8_t, SHA256_DIGEST_LENGTH> raw;
  SHA256Final(raw.data(), &digest_->context);
  constexpr char kHex[] = "0123456789abcdef";
  for (const uint8_t byte : raw) {
    origin_.sha256 += kHex[byte >> 4];
    origin_.sha256 += kHex[byte & 15];
  }
}

}  // namespace bursar::input
