// The published suites, if ../shared/suites stands beside the project.
#pragma once

#include <filesystem>
#include <fstream>
#include <iostream>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace bursar::test {

/// The lines of a file of the suites; nothing, and a word about it, when it is absent.
inline std::optional<std::vector<std::string>> suite_lines(const std::string& file) {
  namespace fs = std::filesystem;
  const fs::path here = fs::absolute(fs::path(__FILE__)).parent_path();
  for (const fs::path& root : {here / ".." / ".." / "..", fs::current_path() / ".."}) {
    std::ifstream in(root / "shared" / "suites" / file);
    if (!in) continue;
    std::vector<std::string> lines;
    for (std::string line; std::getline(in, line);) lines.push_back(line);
    return lines;
  }
  std::cout << "suites: " << file << " is absent, not checked\n";
  return std::nullopt;
}

inline std::string from_base64(std::string_view text) {
  const std::string_view alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string out;
  uint32_t bits = 0;
  int count = 0;
  for (const char c : text) {
    if (c == '=') break;
    bits = (bits << 6) | static_cast<uint32_t>(alphabet.find(c));
    count += 6;
    if (count >= 8) out += static_cast<char>((bits >> (count -= 8)) & 0xFF);
  }
  return out;
}

}  // namespace bursar::test
