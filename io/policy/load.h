// A program's files from a path: one `.policy` file, or the `.policy` files directly in a folder.
#pragma once

#include <string>
#include <vector>

#include "engine/diag/issue.h"
#include "engine/source/source.h"

namespace bursar::policy {

struct Loaded {
  source::Files files;
  std::vector<uint32_t> indices;  ///< in the order of the file names, by code point
  std::vector<std::vector<uint32_t>> used;  ///< the files of each program that it uses, near ones first
  diag::Issues issues;            ///< CannotRead, NoPolicyFile, UseCycle, UseOutside; spans refer to a file of the path's name
};

/// `-` reads standard input. Refuses devices, FIFOs and files above 16 MiB. Follows `use`: a program that leads back to
/// itself, a path that leaves the rules' root (the folder around the program's own) are issues.
Loaded load(const std::string& path);

/// Reads one regular file or standard input whole; an issue of kind CannotRead or SourceTooLarge otherwise.
/// The file is added to `files` in any case, so that issues have a name to point at.
uint32_t read_into(source::Files& files, const std::string& path, size_t max_bytes, diag::Issues& issues);

}  // namespace bursar::policy
