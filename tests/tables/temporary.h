// A file that lasts as long as a test.
#pragma once

#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>

namespace bursar::test {

class Temporary {
 public:
  Temporary(const std::string& name, std::string_view text) {
    static int count = 0;
    folder_ = std::filesystem::temp_directory_path() /
              ("bursar_test_" + std::to_string(getpid()) + "_" + std::to_string(++count));
    std::filesystem::create_directories(folder_);
    path_ = (folder_ / name).string();
    std::ofstream(path_, std::ios::binary) << text;
  }
  ~Temporary() { std::filesystem::remove_all(folder_); }
  Temporary(const Temporary&) = delete;
  Temporary& operator=(const Temporary&) = delete;
  const std::string& path() const { return path_; }

 private:
  std::filesystem::path folder_;
  std::string path_;
};

}  // namespace bursar::test
