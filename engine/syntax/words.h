// The keyword table as data: what each token is called in either language.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace bursar::syntax {

/// The parser's token types, by the names of the grammar.
namespace t {
enum T : uint16_t {
#define TOKEN(name, number) name = number,
#include "keywords.inc"
#undef TOKEN
};
}  // namespace t

enum class WordClass : uint8_t {
  Reserved, Soft, Declaration, Verb, Type, Outcome, Closed, Counter, Unit, Scale, Month
};

struct Word {
  uint16_t token = 0;        ///< a token number of the parser
  std::string_view symbol;   ///< its name in the grammar, such as `AT_LEAST`
  std::string_view key;      ///< of a unit its canonical key, of a scale its factor, of a month its number; else empty
  std::vector<std::string_view> en, zh;  ///< spellings; the first is the one written
  WordClass word_class = WordClass::Reserved;
  std::string_view factor;   ///< of a unit: `1/100` for cents; else `1`
  std::string_view measure;  ///< of a unit: the unit it is measured in, `minutes` for hours
  std::string_view size;     ///< of a unit: how many of those one is, `60`
};

/// Every row of grammar/keywords.tsv, in its order.
const std::vector<Word>& words();

/// The row of a token of its own (not a unit, scale or counter); null when there is none.
const Word* word_of(uint16_t token);

}  // namespace bursar::syntax
