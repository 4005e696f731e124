#include "engine/proof/sha256.h"

namespace bursar::proof {

namespace {

constexpr std::string_view kPrefix = "sha256:";
constexpr std::string_view kHex = "0123456789abcdef";

}  // namespace

Sha256& Sha256::add(std::string_view bytes) {
  SHA256Update(&context_, reinterpret_cast<const uint8_t*>(bytes.data()), bytes.size());
  return *this;
}

Sha256& Sha256::add(const Digest& digest) {
  SHA256Update(&context_, digest.data(), digest.size());
  return *this;
}

Digest Sha256::finish() {
  Digest digest;
  SHA256Final(digest.data(), &context_);
  return digest;
}

Digest sha256(std::string_view bytes) { return Sha256().add(bytes).finish(); }

std::string to_hex(std::span<const uint8_t> bytes) {
  std::string hex;
  hex.reserve(2 * bytes.size());
  for (uint8_t byte : bytes) {
    hex += kHex[byte >> 4];
    hex += kHex[byte & 15];
  }
  return hex;
}

bool from_hex(std::string_view hex, std::span<uint8_t> bytes) {
  if (hex.size() != 2 * bytes.size()) return false;
  for (size_t i = 0; i < bytes.size(); ++i) {
    const size_t high = kHex.find(hex[2 * i]), low = kHex.find(hex[2 * i + 1]);
    if (high == std::string_view::npos || low == std::string_view::npos) return false;
    bytes[i] = static_cast<uint8_t>(high << 4 | low);
  }
  return true;
}

std::string to_text(const Digest& digest) { return std::string(kPrefix) + to_hex(digest); }

std::optional<Digest> from_text(std::string_view text) {
  if (!text.starts_with(kPrefix)) return {};
  Digest digest;
  if (!from_hex(text.substr(kPrefix.size()), digest)) return {};
  return digest;
}

}  // namespace bursar::proof
