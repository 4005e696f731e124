#include "engine/audit/signing.h"

#include <algorithm>

#include "engine/proof/canonical.h"

namespace bursar::audit {

namespace {

char small(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

}  // namespace

std::string statement_of(std::string_view signer, const proof::PublicKey& key, const proof::Digest& run,
                         const proof::Digest& root) {
  std::string text;
  proof::CanonicalWriter(text).object().member("key", proof::to_hex(key)).member("root", proof::to_text(root))
      .member("run", proof::to_text(run)).member("schema", "bursar.signature/1").member("signer", signer).end();
  return text;
}

Signed sign(std::string_view signer, const proof::SigningKey& key, const proof::Digest& run, const proof::Digest& root) {
  const proof::Signature signature = key.sign(statement_of(signer, key.public_key(), run, root));
  return {std::string(signer), proof::to_hex(key.public_key()), proof::to_hex(signature)};
}

bool is_good(const Signed& signature, const proof::Digest& run, const proof::Digest& root) {
  proof::PublicKey key;
  proof::Signature bytes;
  return proof::from_hex(signature.key, key) && proof::from_hex(signature.signature, bytes) &&
         proof::is_signed(statement_of(signature.signer, key, run, root), bytes, key);
}

bool same_signer(const Signed& a, const Signed& b) {
  return a.key == b.key || std::equal(a.signer.begin(), a.signer.end(), b.signer.begin(), b.signer.end(),
                                      [](char x, char y) { return small(x) == small(y); });
}

std::string fingerprint(const Signed& signature) {
  proof::PublicKey key;
  return proof::from_hex(signature.key, key) ? proof::fingerprint(key) : std::string();
}

}  // namespace bursar::audit
