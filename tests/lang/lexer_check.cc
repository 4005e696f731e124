// lexer_check COUNT SEED: the scanner against a lexer that ANTLR made from the same keyword table: the same
// types and places of tokens on every policy of the repository and on random sentences.
//
// Rules without context cannot say three things. They are compared as far as they go, and counted:
//   behind a figure, words are scales, units and counters: the whole figure is one token of the lexer;
//   glued behind a figure, closed words are single ones (以上的): the lexer reads one word, which must be as
//   long; `1.` is a label where a list may go on: the lexer reads a figure and a full stop.
// `;` is left out on both sides: whether it stays depends on what follows.
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "engine/base/utf8.h"
#include "engine/parse/scanner.h"
#include "engine/source/source.h"
#include "engine/syntax/print.h"
#include "engine/syntax/words.h"
#include "tests/lang/random_trees.h"

// last: the runtime undefines EOF and others
#include "PolicyLexer.h"

using namespace bursar;
namespace t = syntax::t;

namespace {

using Lexer = bursar_lexer::PolicyLexer;

struct Token {
  size_t type, begin, end;
};

struct Counts {
  size_t texts = 0, tokens = 0, figures = 0, glued = 0, labels = 0;
};

std::vector<Token> lexed(const std::string& text) {
  std::vector<size_t> offsets;
  for (size_t at = 0; at < text.size(); utf8::next(text, at)) offsets.push_back(at);
  offsets.push_back(text.size());
  antlr4::ANTLRInputStream input;
  input.load(text);
  const size_t mark = text.starts_with("\xEF\xBB\xBF") ? 1 : 0;  // the stream drops it
  Lexer lexer(&input);
  lexer.removeErrorListeners();
  std::vector<Token> out;
  for (auto token = lexer.nextToken(); token->getType() != antlr4::Token::EOF; token = lexer.nextToken())
    if (token->getType() != t::SEMI)
      out.push_back({token->getType(), offsets[token->getStartIndex() + mark],
                     offsets[token->getStopIndex() + mark + 1]});
  return out;
}

bool is_figure_part(uint16_t type) { return type == t::SCALE || type == t::UNIT || type == t::COUNTER; }

// Empty when both read the same.
std::string difference(const std::string& text, const std::vector<parse::Lexeme>& scanned,
                       const std::vector<Token>& tokens, Counts& counts) {
  const auto shown = [&](const char* what, size_t begin, size_t type) {
    return std::string(what) + " of type " + std::to_string(type) + " at `" + text.substr(begin, 24) + "`";
  };
  size_t at = 0;
  for (size_t i = 0; i < scanned.size() && scanned[i].type != parse::kEndOfFile; ++i) {
    const parse::Lexeme& l = scanned[i];
    if (l.type == t::SEMI) continue;
    if (at == tokens.size()) return shown("only the scanner has a token", l.begin, l.type);
    const Token& token = tokens[at];
    ++counts.tokens;
    size_t type = l.type, end = l.end;
    const bool freed = token.type == t::COMPLETED || token.type == t::STARTED || token.type == t::FIRST;  // by what follows
    if (freed && type == t::NAME) type = token.type;
    if (l.type == t::NUMBER) {
      while (is_figure_part(scanned[i + 1].type)) end = scanned[++i].end;
      type = Lexer::FIGURE;
      ++counts.figures;
    } else if (l.type == t::LABEL && text[l.end - 1] == '.' && token.type == Lexer::FIGURE &&
               token.end == l.end - 1) {
      if (++at == tokens.size() || tokens[at].end != l.end) return shown("no full stop", l.begin, l.type);
      ++at;
      ++counts.labels;
      continue;
    } else if (l.type == t::TYPE_PERIOD && token.type == t::PERIOD_FROM && scanned[i + 1].end == token.end) {
      ++i, ++at;
      continue;
    } else if (token.type == t::NAME && token.begin == l.begin && token.end > l.end && i > 0 && l.glued) {
      while (scanned[i].end < token.end && scanned[i + 1].glued &&
             syntax::word_of(scanned[i].type) != nullptr)
        ++i;
      if (scanned[i].end != token.end || syntax::word_of(scanned[i].type) == nullptr)
        return shown("the scanner splits a word", l.begin, l.type);
      ++at;
      ++counts.glued;
      continue;
    }
    if (token.type != type || token.begin != l.begin || token.end != end)
      return shown("the scanner has a token", l.begin, l.type) + " to " + std::to_string(end) + "\n" +
             shown("the lexer has one", token.begin, token.type) + " to " + std::to_string(token.end);
    ++at;
  }
  return at == tokens.size() ? "" : shown("only the lexer has a token", tokens[at].begin, tokens[at].type);
}

class Check {
 public:
  void text(const std::string& name, const std::string& text) {
    if (source::find_bad_text(text).what != source::BadText::None) return;
    diag::Issues issues;
    const std::vector<parse::Lexeme> scanned = parse::scan(text, 0, {}, issues);
    if (!issues.empty()) return;  // refused as text: what its tokens are does not matter
    ++counts_.texts;
    const std::string found = difference(text, scanned, lexed(text), counts_);
    if (found.empty()) return;
    if (++bad_ <= 10) std::printf("--- %s\n%s\n", name.c_str(), found.c_str());
  }

  // A token of another type or another length must be noticed.
  void notices() {
    const std::string text = "clause a when x at least 5 million yuan award 1 yuan\n";
    diag::Issues issues;
    const std::vector<parse::Lexeme> right = parse::scan(text, 0, {}, issues);
    const std::vector<Token> tokens = lexed(text);
    Counts unused;
    bad_ += !difference(text, right, tokens, unused).empty();
    for (size_t i = 0; i + 1 < right.size(); ++i)
      for (int change = 0; change < 3; ++change) {
        std::vector<parse::Lexeme> wrong = right;
        if (change == 0)
          wrong[i].type = t::ARTICLE;
        else if (change == 1)
          wrong.erase(wrong.begin() + static_cast<ptrdiff_t>(i));
        else
          --wrong[i].end;
        // within a figure only its end is compared
        const bool inside = i + 2 < right.size() && is_figure_part(right[i + 1].type);
        if (inside && change > 0 && right[i].type != t::NUMBER) continue;
        if (inside && change == 2) continue;
        if (!difference(text, wrong, tokens, unused).empty()) continue;
        ++bad_;
        std::printf("a change of token %zu is not noticed\n", i);
      }
  }

  int end() const {
    std::printf(
        "lexer: %zu texts, %zu tokens (%zu figures as a whole, %zu glued words, %zu labels), %zu differ\n",
        counts_.texts, counts_.tokens, counts_.figures, counts_.glued, counts_.labels, bad_);
    return bad_ == 0 && counts_.texts > 0 ? 0 : 1;
  }

 private:
  Counts counts_;
  size_t bad_ = 0;
};

std::string read(const std::filesystem::path& path) {
  std::stringstream buffer;
  buffer << std::ifstream(path, std::ios::binary).rdbuf();
  return buffer.str();
}

// The examples between ```policy and ```.
void examples(Check& check, const std::filesystem::path& path) {
  const std::string page = read(path);
  for (size_t at = page.find("```policy"); at != page.npos; at = page.find("```policy", at)) {
    const size_t begin = page.find('\n', at) + 1, end = page.find("```", begin);
    check.text(path.string(), page.substr(begin, end - begin));
    at = end + 3;
  }
}

}  // namespace

int main(int count, char** values) {
  const auto number = [&](int i, uint32_t usual) {
    return count > i ? static_cast<uint32_t>(std::strtoul(values[i], nullptr, 10)) : usual;
  };
  Check check;
  check.notices();
  check.text(
      "glued words",
      "条款 甲 条件 乙 1亿元以上不满5亿元 给予 100万元的50%\n条款 丙 条件 丁 100万元以上的 给予 前3台\n");
  namespace fs = std::filesystem;
  for (const char* folder : {"rules", "bench", "docs", "examples", "tests"})
    for (const auto& entry : fs::recursive_directory_iterator(folder)) {
      if (entry.path().extension() == ".policy") check.text(entry.path().string(), read(entry.path()));
      if (entry.path().extension() == ".md") examples(check, entry.path());
    }
  syntax::Generator generator(number(2, 1));
  for (uint32_t i = 0; i < number(1, 5000); ++i) {
    const syntax::Tree tree = generator.tree();
    for (syntax::Language language : {syntax::Language::En, syntax::Language::Zh}) {
      const std::string text = syntax::print(tree, language);
      check.text(text, text);
    }
  }
  return check.end();
}
