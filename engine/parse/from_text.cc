#include "engine/parse/from_text.h"

#include <algorithm>

#include "engine/parse/guards.h"
#include "engine/parse/profile.h"
#include "engine/parse/report.h"
#include "engine/parse/scanner.h"
#include "engine/syntax/history.h"

// last: the runtime undefines EOF and others
#include "engine/parse/builder.h"
#include "engine/parse/stream.h"

namespace bursar::parse {
namespace {

using diag::Kind;

// Stops at the first token that does not fit and remembers it.
class StopAtError final : public antlr4::BailErrorStrategy {
 public:
  antlr4::Token* recoverInline(antlr4::Parser* parser) override {
    stop(parser->getCurrentToken());
    return nullptr;
  }
  void recover(antlr4::Parser* parser, std::exception_ptr error) override {
    antlr4::Token* token = parser->getCurrentToken();
    try {
      std::rethrow_exception(error);
    } catch (antlr4::RecognitionException& e) {
      if (e.getOffendingToken() != nullptr) token = e.getOffendingToken();
    } catch (...) {
    }
    stop(token);
  }
  void reportError(antlr4::Parser*, const antlr4::RecognitionException&) override {}

  size_t wrong = 0;

 private:
  [[noreturn]] void stop(antlr4::Token* token) {
    wrong = token->getTokenIndex();
    throw antlr4::ParseCancellationException();
  }
};

class Counter final : public antlr4::BaseErrorListener {
 public:
  explicit Counter(Profile& profile) : profile_(profile) {}
  void reportAmbiguity(antlr4::Parser*, const antlr4::dfa::DFA&, size_t, size_t, bool, const antlrcpp::BitSet&,
                       antlr4::atn::ATNConfigSet*) override {
    ++profile_.ambiguous;
  }
  void reportAttemptingFullContext(antlr4::Parser*, const antlr4::dfa::DFA&, size_t, size_t, const antlrcpp::BitSet&,
                                   antlr4::atn::ATNConfigSet*) override {
    ++profile_.full_context;
  }

 private:
  Profile& profile_;
};

// For the reporter's trials: no tree, no counting.
size_t read_up_to(const std::vector<Lexeme>& lexemes) {
  Stream stream(lexemes);
  P parser(&stream);
  parser.removeErrorListeners();
  parser.setBuildParseTree(false);
  parser.getInterpreter<antlr4::atn::ParserATNSimulator>()->setPredictionMode(
      antlr4::atn::PredictionMode::SLL);
  const auto strategy = std::make_shared<StopAtError>();
  parser.setErrorHandler(strategy);
  try {
    parser.declaration();
  } catch (antlr4::ParseCancellationException&) {
    return strategy->wrong;
  }
  return lexemes[stream.index()].type == kEndOfFile ? lexemes.size() : stream.index();
}

class FileParser {
 public:
  FileParser(const source::File& file, uint32_t index, const Limits& limits, Parsed& parsed, Profile* profile)
      : text_(file.text()), index_(index), limits_(limits), parsed_(parsed), profile_(profile) {}

  /// How many declarations were seen.
  size_t run(const std::vector<Lexeme>& lexemes) {
    Stream stream(lexemes);
    Builder builder(text_, index_, parsed_.tree, parsed_.issues);
    size_t at = 0, seen = 0;
    while (lexemes[at].type != kEndOfFile && parsed_.issues.size() < limits_.max_issues) {
      if (!is_declaration_word(lexemes[at].type)) {
        report(lexemes, at, at);
        at = resume(lexemes, at);
        continue;
      }
      ++seen;
      stream.set_origin(at);
      P parser(&stream);
      parser.removeErrorListeners();
      using antlr4::atn::PredictionMode;
      parser.getInterpreter<antlr4::atn::ParserATNSimulator>()->setPredictionMode(
          profile_ == nullptr ? PredictionMode::SLL : PredictionMode::LL_EXACT_AMBIG_DETECTION);
      std::optional<Counter> counter;
      if (profile_ != nullptr) parser.addErrorListener(&counter.emplace(*profile_));
      const auto strategy = std::make_shared<StopAtError>();
      parser.setErrorHandler(strategy);
      size_t next = at;
      bool read = false;
      try {
        P::DeclarationContext* tree = parser.declaration();
        next = stream.index();
        read = is_declaration_word(lexemes[next].type) || lexemes[next].type == kEndOfFile;
        if (read) builder.declaration(tree);
      } catch (antlr4::ParseCancellationException&) {
        next = strategy->wrong;
      }
      if (!read) {
        report(lexemes, at, next);
        // a declaration word taken as a name belongs to the next declaration
        if (next > at + 1 && starts_declaration(lexemes[next - 1])) --next;
        next = resume(lexemes, std::max(next, at + 1));
      }
      at = next;
    }
    return seen;
  }

 private:
  void report(const std::vector<Lexeme>& lexemes, size_t first, size_t wrong) {
    parsed_.issues.push_back(explain(text_, index_, lexemes, first, wrong, trials_));
  }

  // Layout is used here only: errors resume at the next declaration word that starts a line.
  static size_t resume(const std::vector<Lexeme>& lexemes, size_t at) {
    while (lexemes[at].type != kEndOfFile && !starts_declaration(lexemes[at])) ++at;
    return at;
  }

  std::string_view text_;
  uint32_t index_;
  const Limits& limits_;
  Parsed& parsed_;
  Profile* profile_;
  Trials trials_{read_up_to};
};

Parsed parse_all(const source::Files& files, const std::vector<uint32_t>& file_indices, const Limits& limits,
                 Profile* profile) {
  Parsed parsed;
  size_t declarations = 0;
  bool refused = false;
  for (const uint32_t index : file_indices) {
    const source::File& file = files[index];
    const size_t before = parsed.issues.size();
    if (!check_text(file, index, limits, parsed.issues)) {
      refused = true;
      continue;
    }
    const std::vector<Lexeme> lexemes = scan(file.text(), index, limits, parsed.issues);
    if (parsed.issues.size() > before || !check_shape(file.text(), lexemes, index, limits, parsed.issues)) {
      refused = true;
      continue;
    }
    declarations += FileParser(file, index, limits, parsed, profile).run(lexemes);
  }
  if (declarations == 0 && !refused && parsed.issues.empty() && !file_indices.empty())
    parsed.issues.push_back({Kind::NoDeclaration, {file_indices[0], 0, 0}, {}, {}, {}, {}, {}, {}});
  syntax::declare_history(parsed.tree);
  if (parsed.issues.size() > limits.max_issues) parsed.issues.resize(limits.max_issues);
  return parsed;
}

}  // namespace

std::vector<syntax::Use> uses_of(const source::File& file, uint32_t index) {
  std::vector<syntax::Use> uses;
  diag::Issues issues;
  const Limits limits;
  // Most programs use none: no need to scan them twice. A declaration stands first on its line.
  const std::string_view text = file.text();
  const auto first_on_a_line = [&](std::string_view word) {
    for (size_t at = text.find(word); at != text.npos; at = text.find(word, at + 1)) {
      size_t before = at;
      while (before > 0 && text[before - 1] != '\n' && static_cast<unsigned char>(text[before - 1]) <= ' ') --before;
      if (before == 0 || text[before - 1] == '\n' || static_cast<unsigned char>(text[before - 1]) >= 0x80) return true;
    }
    return false;
  };
  if (!first_on_a_line("use") && !first_on_a_line("引用")) return uses;
  if (!check_text(file, index, limits, issues)) return uses;
  const std::vector<Lexeme> lexemes = scan(text, index, limits, issues);
  for (size_t i = 0; i + 1 < lexemes.size(); ++i) {
    const Lexeme &word = lexemes[i], &path = lexemes[i + 1];
    if (word.type != t::USE || !word.first_on_line || path.type != t::STRING) continue;
    std::string_view quoted = text.substr(path.begin, path.end - path.begin);
    const size_t width = static_cast<unsigned char>(quoted[0]) < 0x80 ? 1 : 3;
    uses.push_back({quoted.substr(width, quoted.size() - 2 * width), {index, path.begin, path.end}});
  }
  return uses;
}

Parsed from_text(const source::Files& files, const std::vector<uint32_t>& file_indices, const Limits& limits) {
  return parse_all(files, file_indices, limits, nullptr);
}

Parsed from_text(const source::Files& files, const std::vector<uint32_t>& file_indices, const Limits& limits,
                 Profile& profile) {
  return parse_all(files, file_indices, limits, &profile);
}

}  // namespace bursar::parse
