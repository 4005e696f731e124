// Files with a signing key: JSON, schema `bursar.key/1`, that only their owner may read. No passphrase: whoever has the
// file can sign.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "engine/proof/ed25519.h"

namespace bursar::ledger {

/// Makes a key by chance and writes it to a file that must not be there yet. Null with the system's error.
std::unique_ptr<proof::SigningKey> make_key(const std::string& path, int& error);

/// Null when the text is no such file.
std::unique_ptr<proof::SigningKey> key_in(std::string_view text);

}  // namespace bursar::ledger
