#include "io/module/load.h"

#include <dlfcn.h>

#include <filesystem>
#include <stdexcept>

namespace bursar::module {

// By its path: with a RUNPATH the loader would look for the C library too in many folders at every start.
void* load(const char* module, const char* function) {
  const std::filesystem::path program = std::filesystem::read_symlink("/proc/self/exe");
  void* library = dlopen((program.parent_path() / "../lib" / module).c_str(), RTLD_NOW | RTLD_LOCAL);
  void* address = library == nullptr ? nullptr : dlsym(library, function);
  if (address == nullptr) throw std::runtime_error(dlerror());
  return address;
}

}  // namespace bursar::module
