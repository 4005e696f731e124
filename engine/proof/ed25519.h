// Signatures with Ed25519 (RFC 8032).
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace bursar::proof {

using PublicKey = std::array<uint8_t, 32>;
using Signature = std::array<uint8_t, 64>;

/// Made from 32 secret bytes, which only chance may choose.
class SigningKey {
 public:
  explicit SigningKey(const std::array<uint8_t, 32>& seed);
  ~SigningKey();  ///< overwrites the secret
  SigningKey(const SigningKey&) = delete;
  SigningKey& operator=(const SigningKey&) = delete;

  const PublicKey& public_key() const { return public_; }
  Signature sign(std::string_view statement) const;

 private:
  std::array<uint8_t, 64> secret_;
  PublicKey public_;
};

bool is_signed(std::string_view statement, const Signature& signature, const PublicKey& key);

/// SHA-256 of the public key: what people compare. `sha256:…`
std::string fingerprint(const PublicKey& key);

}  // namespace bursar::proof
