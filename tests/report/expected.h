// Whole texts kept in files beside the tests.
#pragma once

#include <cstdlib>
#include <fstream>
#include <iterator>
#include <string>

namespace bursar::report::test {

/// What tests/report/expected/<name> holds. With BURSAR_UPDATE=1 in the environment it is first made to hold
/// `got`: look at the difference before you keep it.
inline std::string expected(const std::string& name, const std::string& got) {
  const std::string path = "tests/report/expected/" + name;  // tests run in the project's folder
  const char* update = std::getenv("BURSAR_UPDATE");
  if (update && std::string(update) == "1") std::ofstream(path, std::ios::binary) << got;
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

}  // namespace bursar::report::test

#define CHECK_EXPECTED(name, got)                                      \
  do {                                                                 \
    const std::string got_text = (got);                                \
    CHECK(got_text == bursar::report::test::expected(name, got_text)); \
  } while (false)
