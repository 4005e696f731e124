// SHA-256 (FIPS 180-4), the one hash of the project.
#pragma once

#include <sha2.h>

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace bursar::proof {

using Digest = std::array<uint8_t, 32>;

/// Of bytes that come in pieces: a file, a prefix and a text.
class Sha256 {
 public:
  Sha256() { SHA256Init(&context_); }
  Sha256& add(std::string_view bytes);
  Sha256& add(const Digest& digest);
  Digest finish();  ///< once

 private:
  SHA2_CTX context_;
};

Digest sha256(std::string_view bytes);

/// Small hexadecimal digits, two a byte: of digests, keys and signatures.
std::string to_hex(std::span<const uint8_t> bytes);
/// Exactly such, and exactly so many.
bool from_hex(std::string_view hex, std::span<uint8_t> bytes);

std::string to_text(const Digest& digest);                ///< `sha256:` and the digits
std::optional<Digest> from_text(std::string_view text);   ///< exactly such

}  // namespace bursar::proof
