// What to say about a sentence that cannot be read: own words, never ANTLR's.
#pragma once

#include <functional>
#include <vector>

#include "engine/parse/scanner.h"

namespace bursar::parse {

/// Other sentences are tried to find out what could stand in a place and which repair passes.
struct Trials {
  /// Reads one declaration: the index of the lexeme beyond which it cannot be read, or the number of lexemes
  /// when it is whole.
  std::function<size_t(const std::vector<Lexeme>&)> read_up_to;
  size_t lexemes_left = 200'000;  ///< of all trials of one file: a file of errors must not take long
};

/// The declaration that starts at lexeme `first` cannot be read beyond lexeme `wrong`.
diag::Issue explain(std::string_view text, uint32_t file, const std::vector<Lexeme>& lexemes, size_t first,
                    size_t wrong, Trials& trials);

/// The types of the tokens that can stand in the place of lexeme `wrong`; the end of file for the end of the
/// declaration. Empty when the trials are used up.
std::vector<uint16_t> possible_tokens(const std::vector<Lexeme>& lexemes, size_t first, size_t wrong,
                                      Trials& trials);

/// How a word or sign is written in that language; empty when it is neither or has no such spelling.
std::string_view spelling_of(uint16_t type, bool chinese);

/// Those tokens for a reader, at most six: kinds of things as terms (`a name`), words in the language of the
/// text.
std::vector<diag::Arg> named(const std::vector<uint16_t>& tokens, bool chinese);

/// A change of the declaration's text after which it can be read.
struct Repairs {
  std::string_view text;
  uint32_t file;
  const std::vector<Lexeme>& lexemes;
  size_t first;
  Trials& trials;

  bool pass(const diag::Fix& fix) const;
  /// The misspelt keyword at or just before `wrong`; nothing unless exactly one replacement passes.
  std::optional<diag::Fix> keyword_near(size_t wrong) const;
  /// A word too many or too few at `wrong`; nothing unless exactly one change passes.
  std::optional<diag::Fix> word_too_many_or_few(size_t wrong, const std::vector<uint16_t>& possible) const;
};

}  // namespace bursar::parse
