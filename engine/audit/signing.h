// Who stands for a run: a signature over its id and the root over its rows.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "engine/proof/ed25519.h"
#include "engine/proof/sha256.h"

namespace bursar::audit {

/// How many people have to sign a run: the second is another person, with another key.
inline constexpr size_t kSigners = 2;

struct Signed {
  std::string signer;
  std::string key;        ///< public key, hexadecimal
  std::string signature;  ///< hexadecimal
};

/// What a signature is over: canonical JSON of {key, root, run, schema, signer}.
std::string statement_of(std::string_view signer, const proof::PublicKey& key, const proof::Digest& run,
                         const proof::Digest& root);

Signed sign(std::string_view signer, const proof::SigningKey& key, const proof::Digest& run, const proof::Digest& root);
/// It is a signature by its key, over this run and root.
bool is_good(const Signed& signature, const proof::Digest& run, const proof::Digest& root);

/// One key, or one name: letters of the Latin alphabet, large or small, are the same.
bool same_signer(const Signed& a, const Signed& b);

/// Of the public key: what people compare. Empty when it is none.
std::string fingerprint(const Signed& signature);

}  // namespace bursar::audit
