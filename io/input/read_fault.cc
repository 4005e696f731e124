#include "io/input/read_fault.h"

#include <cerrno>

namespace bursar::input {

std::string_view read_fault(int error) {
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

}  // namespace bursar::input
