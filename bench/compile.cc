// compile EN.policy ZH.policy [PAIRS]: CPU time of api::compile against that of ANTLR alone on the same tokens.
//
// ANTLR alone: tokens in memory to parse trees, with the grammar, the prediction mode, the error strategy and the
// parser per declaration that the engine uses; no scanning, no checks, no tree of ours. Pairs are interleaved, one
// pair is run before to fill ANTLR's prediction tables; prints one JSON object with every measurement.
#include <time.h>

#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <functional>
#include <iterator>
#include <string>
#include <vector>

#include "engine/api/bursar.h"
#include "engine/parse/from_text.h"
#include "engine/parse/guards.h"
#include "engine/parse/scanner.h"

// last: the runtime undefines EOF and others
#include "engine/parse/stream.h"
#include "PolicyParser.h"

namespace {

using namespace bursar;

[[noreturn]] void fail(const std::string& what) {
  std::fprintf(stderr, "compile: %s\n", what.c_str());
  std::exit(1);
}

double cpu_ms() {
  timespec now{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) * 1e3 + static_cast<double>(now.tv_nsec) / 1e6;
}

double timed(const std::function<void()>& work) {
  const double start = cpu_ms();
  work();
  return cpu_ms() - start;
}

// How many declarations the tokens hold.
size_t antlr_alone(const std::vector<parse::Lexeme>& lexemes) {
  using bursar_grammar::PolicyParser;
  parse::Stream stream(lexemes);
  size_t at = 0, seen = 0;
  while (lexemes[at].type != parse::kEndOfFile) {
    stream.set_origin(at);
    PolicyParser parser(&stream);
    parser.removeErrorListeners();
    parser.getInterpreter<antlr4::atn::ParserATNSimulator>()->setPredictionMode(antlr4::atn::PredictionMode::SLL);
    parser.setErrorHandler(std::make_shared<antlr4::BailErrorStrategy>());
    if (parser.declaration()->children.empty()) fail("ANTLR built no tree");
    at = stream.index();
    ++seen;
  }
  return seen;
}

void measure(const char* language, const char* path, int pairs, bool last) {
  std::ifstream in(path, std::ios::binary);
  if (!in) fail(std::string("cannot read ") + path);
  source::Files files;
  const uint32_t index = files.add(path, std::string(std::istreambuf_iterator<char>(in), {}));
  diag::Issues issues;
  const std::vector<parse::Lexeme> lexemes = parse::scan(files[index].text(), index, {}, issues);
  if (!issues.empty()) fail(std::string("cannot scan ") + path);

  size_t declarations = 0;
  const auto compile = [&] {
    if (!api::compile(files, {index}).program) fail(std::string("does not compile: ") + path);
  };
  const auto antlr = [&] { declarations = antlr_alone(lexemes); };
  compile();
  antlr();
  std::string compiled, parsed;
  for (int i = 0; i < pairs; ++i) {
    char one[32];
    std::snprintf(one, sizeof one, "%s%.3f", i ? ", " : "", timed(compile));
    compiled += one;
    std::snprintf(one, sizeof one, "%s%.3f", i ? ", " : "", timed(antlr));
    parsed += one;
  }
  std::printf("\"%s\": {\"bytes\": %zu, \"tokens\": %zu, \"declarations\": %zu, \"compile_ms\": [%s], \"antlr_ms\": [%s]}%s",
              language, files[index].text().size(), lexemes.size(), declarations, compiled.c_str(), parsed.c_str(),
              last ? "" : ", ");
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 3) fail("usage: compile EN.policy ZH.policy [PAIRS]");
  const int pairs = argc > 3 ? std::atoi(argv[3]) : 5;
  std::printf("{");
  measure("en", argv[1], pairs, false);
  measure("zh", argv[2], pairs, true);
  std::printf("}\n");
}
