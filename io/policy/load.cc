#include "io/policy/load.h"

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

namespace bursar::policy {

namespace {

using diag::Kind;

constexpr size_t kMaxPolicyBytes = size_t{16} << 20;

/// Closes a descriptor however its function ends.
struct Descriptor {
  int fd;
  ~Descriptor() {
    if (fd > 0) close(fd);
  }
};

enum class Outcome { Read, TooLarge, Failed };

Outcome read_all(int fd, size_t max_bytes, std::string& text) {
  char buffer[65536];
  while (true) {
    const ssize_t n = read(fd, buffer, sizeof buffer);
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) return Outcome::Failed;
    if (n == 0) return Outcome::Read;
    text.append(buffer, static_cast<size_t>(n));
    if (text.size() > max_bytes) return Outcome::TooLarge;
  }
}

diag::Issue issue(Kind kind, uint32_t file, std::vector<diag::Arg> args) {
  return {kind, {file, 0, 0}, std::move(args), {}, {}, {}, {}, {}};
}

/// Why a path cannot be read, as a term that both languages have.
std::string_view reason(int error) {
  switch (error) {
    case ENOENT:
    case ENOTDIR: return "read_fault.missing";
    case EACCES:
    case EPERM: return "read_fault.denied";
    case EISDIR: return "read_fault.folder";
    case ELOOP: return "read_fault.loop";
    case ENAMETOOLONG: return "read_fault.long_name";
    default: return "read_fault.other";
  }
}

bool is_folder(const std::string& path) {
  struct stat info {};
  return stat(path.c_str(), &info) == 0 && S_ISDIR(info.st_mode);
}

}  // namespace

uint32_t read_into(source::Files& files, const std::string& path, size_t max_bytes, diag::Issues& issues) {
  const auto fail = [&](Kind kind, std::vector<diag::Arg> args) {
    const uint32_t index = files.add(path, "");
    issues.push_back(issue(kind, index, std::move(args)));
    return index;
  };
  const auto cannot = [&](std::string_view why) {
    return fail(Kind::CannotRead, {diag::plain(path), diag::term(why)});
  };
  const bool standard_input = path == "-";
  // Without O_NONBLOCK opening a FIFO that nobody writes to would wait for ever.
  const Descriptor file{standard_input ? 0 : open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK)};
  if (file.fd < 0) return cannot(reason(errno));
  struct stat info {};
  if (fstat(file.fd, &info) != 0) return cannot(reason(errno));
  if (S_ISDIR(info.st_mode)) return cannot("read_fault.folder");
  if (!standard_input && !S_ISREG(info.st_mode)) return cannot("read_fault.not_regular");
  std::string text;
  if (S_ISREG(info.st_mode) && static_cast<size_t>(info.st_size) <= max_bytes)
    text.reserve(static_cast<size_t>(info.st_size) + 1);
  switch (read_all(file.fd, max_bytes, text)) {
    case Outcome::Failed: return cannot(reason(errno));
    case Outcome::TooLarge: return fail(Kind::SourceTooLarge, {diag::plain(path), diag::plain(max_bytes)});
    case Outcome::Read: break;
  }
  return files.add(path, std::move(text));
}

Loaded load(const std::string& path) {
  Loaded loaded;
  if (path == "-" || !is_folder(path)) {
    loaded.indices.push_back(read_into(loaded.files, path, kMaxPolicyBytes, loaded.issues));
    return loaded;
  }
  std::vector<std::string> names;
  DIR* folder = opendir(path.c_str());
  if (!folder) {
    const int error = errno;
    const uint32_t index = loaded.files.add(path, "");
    loaded.issues.push_back(issue(Kind::CannotRead, index, {diag::plain(path), diag::term(reason(error))}));
    return loaded;
  }
  while (const dirent* entry = readdir(folder)) {
    const std::string name = entry->d_name;
    if (name.ends_with(".policy") && !name.starts_with('.')) names.push_back(name);
  }
  closedir(folder);
  std::sort(names.begin(), names.end());  // bytes of UTF-8 sort as code points do
  const std::string prefix = path.ends_with('/') ? path : path + "/";
  for (const std::string& name : names)
    if (!is_folder(prefix + name))
      loaded.indices.push_back(read_into(loaded.files, prefix + name, kMaxPolicyBytes, loaded.issues));
  if (loaded.indices.empty() && loaded.issues.empty()) {
    const uint32_t index = loaded.files.add(path, "");
    loaded.issues.push_back(issue(Kind::NoPolicyFile, index, {diag::plain(path)}));
  }
  return loaded;
}

}  // namespace bursar::policy
