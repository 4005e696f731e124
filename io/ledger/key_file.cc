#include "io/ledger/key_file.h"

#include <fcntl.h>
#include <sys/random.h>
#include <unistd.h>

#include <cerrno>

#include "engine/proof/canonical.h"
#include "engine/proof/sha256.h"

namespace bursar::ledger {

namespace {

constexpr std::string_view kSchema = "bursar.key/1";
using Seed = std::array<uint8_t, 32>;

}  // namespace

std::unique_ptr<proof::SigningKey> make_key(const std::string& path, int& error) {
  Seed seed;
  error = 0;
  if (getrandom(seed.data(), seed.size(), 0) != static_cast<ssize_t>(seed.size())) error = errno;
  if (error != 0) return nullptr;
  auto key = std::make_unique<proof::SigningKey>(seed);
  std::string text;
  proof::CanonicalWriter(text).object().member("public", proof::to_hex(key->public_key())).member("schema", kSchema)
      .member("secret", proof::to_hex(seed)).end();
  text += '\n';
  const int fd = open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (fd < 0) {
    error = errno;
    return nullptr;
  }
  const ssize_t written = write(fd, text.data(), text.size());
  if (written != static_cast<ssize_t>(text.size())) error = written < 0 ? errno : ENOSPC;
  if (fsync(fd) != 0 && error == 0) error = errno;
  if (close(fd) != 0 && error == 0) error = errno;
  if (error == 0) return key;
  unlink(path.c_str());
  return nullptr;
}

std::unique_ptr<proof::SigningKey> key_in(std::string_view text) {
  const auto json = proof::read_json(text);
  Seed seed;
  if (!json || (*json)["schema"].text != kSchema || !proof::from_hex((*json)["secret"].text, seed)) return nullptr;
  auto key = std::make_unique<proof::SigningKey>(seed);
  return proof::to_hex(key->public_key()) == (*json)["public"].text ? std::move(key) : nullptr;
}

}  // namespace bursar::ledger
