#include "engine/proof/ed25519.h"

#include <sodium.h>

#include "engine/proof/sha256.h"

namespace bursar::proof {

SigningKey::SigningKey(const std::array<uint8_t, 32>& seed) {
  crypto_sign_seed_keypair(public_.data(), secret_.data(), seed.data());
}

SigningKey::~SigningKey() { sodium_memzero(secret_.data(), secret_.size()); }

Signature SigningKey::sign(std::string_view statement) const {
  Signature signature;
  crypto_sign_detached(signature.data(), nullptr, reinterpret_cast<const unsigned char*>(statement.data()),
                       statement.size(), secret_.data());
  return signature;
}

bool is_signed(std::string_view statement, const Signature& signature, const PublicKey& key) {
  return crypto_sign_verify_detached(signature.data(), reinterpret_cast<const unsigned char*>(statement.data()),
                                     statement.size(), key.data()) == 0;
}

std::string fingerprint(const PublicKey& key) {
  return to_text(sha256({reinterpret_cast<const char*>(key.data()), key.size()}));
}

}  // namespace bursar::proof
