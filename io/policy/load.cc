#include "io/policy/load.h"

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <optional>
#include <set>

#include "engine/api/bursar.h"
#include "io/input/read_fault.h"

namespace bursar::policy {

namespace {

namespace fs = std::filesystem;
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
  if (file.fd < 0) return cannot(input::read_fault(errno));
  struct stat info {};
  if (fstat(file.fd, &info) != 0) return cannot(input::read_fault(errno));
  if (S_ISDIR(info.st_mode)) return cannot("read_fault.folder");
  if (!standard_input && !S_ISREG(info.st_mode)) return cannot("read_fault.not_regular");
  std::string text;
  if (S_ISREG(info.st_mode) && static_cast<size_t>(info.st_size) <= max_bytes)
    text.reserve(static_cast<size_t>(info.st_size) + 1);
  switch (read_all(file.fd, max_bytes, text)) {
    case Outcome::Failed: return cannot(input::read_fault(errno));
    case Outcome::TooLarge: return fail(Kind::SourceTooLarge, {diag::plain(path), diag::plain(max_bytes)});
    case Outcome::Read: break;
  }
  return files.add(path, std::move(text));
}

namespace {

/// The `.policy` files directly in a folder.
std::vector<std::string> policy_files(const std::string& path, int& error) {
  std::vector<std::string> names;
  DIR* folder = opendir(path.c_str());
  if (!folder) {
    error = errno;
    return names;
  }
  while (const dirent* entry = readdir(folder)) {
    const std::string name = entry->d_name;
    if (name.ends_with(".policy") && !name.starts_with('.')) names.push_back(name);
  }
  closedir(folder);
  std::sort(names.begin(), names.end());  // bytes of UTF-8 sort as code points do
  const std::string prefix = path.ends_with('/') ? path : path + "/";
  for (std::string& name : names) name = prefix + name;
  names.erase(std::remove_if(names.begin(), names.end(), is_folder), names.end());
  return names;
}

class Loader {
 public:
  Loaded run(const std::string& path) {
    if (path == "-" || !is_folder(path)) {
      loaded_.indices.push_back(read(path));
      if (path != "-") follow(fs::path(path).parent_path(), loaded_.indices);
      return std::move(loaded_);
    }
    loaded_.indices = read_folder(path, {});
    follow(path, loaded_.indices);
    return std::move(loaded_);
  }

 private:
  uint32_t read(const std::string& path) { return read_into(loaded_.files, path, kMaxPolicyBytes, loaded_.issues); }

  /// `from` is the `use` that names the folder; absent for the program itself.
  std::vector<uint32_t> read_folder(const std::string& path, std::optional<source::Span> from) {
    std::vector<uint32_t> indices;
    int error = 0;
    for (const std::string& name : policy_files(path, error)) indices.push_back(read(name));
    if (!indices.empty()) return indices;
    diag::Issue none = error != 0 ? issue(Kind::CannotRead, 0, {diag::plain(path), diag::term(input::read_fault(error))})
                                  : issue(Kind::NoPolicyFile, 0, {diag::plain(path)});
    if (from) none.span = *from;
    else none.span.file = loaded_.files.add(path, "");
    loaded_.issues.push_back(std::move(none));
    return indices;
  }

  /// Reads what the files of a folder use, depth first; a folder is read once.
  void follow(const fs::path& folder, const std::vector<uint32_t>& indices) {
    std::vector<std::pair<uint32_t, api::Use>> uses;
    for (uint32_t index : indices)
      for (api::Use& use : api::uses(loaded_.files, index)) uses.emplace_back(index, std::move(use));
    if (uses.empty()) return;  // most programs use none: no folder is looked at
    const fs::path here = canonical(folder);
    if (open_.empty()) {
      root_ = root_of(here);
      seen_.insert(here.string());
    }
    open_.push_back(here);
    for (const auto& [index, use] : uses) {
      const fs::path target = canonical(here / use.path);
      const auto refuse = [&](Kind kind) {
        loaded_.issues.push_back(issue(kind, index, {diag::written(use.path)}));
        loaded_.issues.back().span = use.span;
      };
      if (std::find(open_.begin(), open_.end(), target) != open_.end()) {
        refuse(Kind::UseCycle);
      } else if (!inside(target)) {
        refuse(Kind::UseOutside);
      } else if (seen_.insert(target.string()).second) {
        // Places are shown as the program's own folder was given.
        const fs::path shown = ((folder.empty() ? fs::path(".") : folder) / use.path).lexically_normal();
        const std::vector<uint32_t> files = read_folder(shown.string(), use.span);
        if (files.empty()) continue;
        loaded_.used.push_back(files);
        follow(shown, files);
      }
    }
    open_.pop_back();
  }

  static fs::path canonical(const fs::path& path) {
    std::error_code ignored;
    fs::path out = fs::weakly_canonical(path.empty() ? fs::path(".") : path, ignored);
    if (out.filename().empty()) out = out.parent_path();
    return out;
  }

  /// The folder around the outermost folder above that is a program itself, as `zh` inside a program is.
  static fs::path root_of(fs::path folder) {
    int ignored = 0;
    while (folder.has_parent_path() && folder != folder.parent_path() &&
           !policy_files(folder.parent_path().string(), ignored).empty())
      folder = folder.parent_path();
    return folder.parent_path();
  }

  bool inside(const fs::path& target) const {
    const auto [end, at] = std::mismatch(root_.begin(), root_.end(), target.begin(), target.end());
    return end == root_.end();
  }

  Loaded loaded_;
  fs::path root_;
  std::vector<fs::path> open_;   ///< programs that lead to the one being read
  std::set<std::string> seen_;
};

}  // namespace

Loaded load(const std::string& path) { return Loader().run(path); }

}  // namespace bursar::policy
