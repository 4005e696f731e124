// Any bytes as policy text: compiling never crashes; what compiles prints in both languages as text that compiles to
// the same program, and a record of which nothing is known can be evaluated.
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>

#include "engine/api/bursar.h"

namespace {

using namespace bursar;

std::string checked(const api::Program& program) { return api::print(program, api::Stage::Checked, false); }

[[noreturn]] void fail(const char* what, const std::string& first, const std::string& second) {
  std::fprintf(stderr, "%s\n--- first\n%s\n--- second\n%s\n", what, first.c_str(), second.c_str());
  std::abort();
}

void reads_back(const api::Program& program, bool chinese) {
  const std::string text = api::print(program, api::Stage::Syntax, chinese);
  source::Files files;
  const api::Compiled again = api::compile(files, {files.add("printed.policy", text)});
  if (!again.program) {
    const auto code = again.issues.empty() ? std::string_view("none") : diag::code(again.issues[0].kind);
    fail("printed text does not compile", text, std::string(code));
  }
  if (const std::string printed = api::print(*again.program, api::Stage::Syntax, chinese); printed != text)
    fail("printed text prints otherwise", text, printed);
  if (checked(program) != checked(*again.program))
    fail("printed text means something else", checked(program), checked(*again.program));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  source::Files files;
  const auto index = files.add("fuzz.policy", std::string(reinterpret_cast<const char*>(data), size));
  const api::Compiled compiled = api::compile(files, {index});
  if (!compiled.program) {
    if (!diag::has_errors(compiled.issues)) std::abort();
    return 0;
  }
  const api::Program& program = *compiled.program;
  reads_back(program, false);
  reads_back(program, true);
  api::print(program, api::Stage::Lowered, false);
  facts::Record record;
  record.values.resize(api::facts(program).size());
  api::evaluate(program, record, num::Date::of(2024, 2, 29));
  api::evaluate(program, record, std::nullopt);
  return 0;
}
