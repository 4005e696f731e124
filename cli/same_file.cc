#include "cli/same_file.h"

#include <sys/stat.h>

namespace bursar::cli {

bool same_file(const std::string& a, const std::string& b) {
  struct stat one {}, two {};
  if (a.empty() || b.empty() || a == "-" || b == "-") return false;
  return stat(a.c_str(), &one) == 0 && stat(b.c_str(), &two) == 0 && one.st_dev == two.st_dev && one.st_ino == two.st_ino;
}

}  // namespace bursar::cli
