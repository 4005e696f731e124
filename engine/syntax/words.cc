#include "engine/syntax/words.h"

namespace bursar::syntax {
namespace {

std::vector<std::string_view> split(std::string_view text) {
  std::vector<std::string_view> parts;
  while (!text.empty()) {
    const size_t bar = text.find('|');
    parts.push_back(text.substr(0, bar));
    text = bar == std::string_view::npos ? std::string_view() : text.substr(bar + 1);
  }
  return parts;
}

std::vector<Word> make() {
  std::vector<Word> all;
#define KEYWORD(token, number, key, en, zh, word_class, factor, measure, size) \
  all.push_back({number, #token, key, split(en), split(zh), WordClass::word_class, factor, measure, size});
#include "keywords.inc"
#undef KEYWORD
  return all;
}

}  // namespace

const std::vector<Word>& words() {
  static const std::vector<Word> all = make();
  return all;
}

const Word* word_of(uint16_t token) {
  static const std::vector<const Word*> by_token = [] {
    std::vector<const Word*> index;
    for (const Word& word : words()) {
      if (!word.key.empty() || word.word_class == WordClass::Counter) continue;
      if (word.token >= index.size()) index.resize(word.token + 1);
      index[word.token] = &word;
    }
    return index;
  }();
  return token < by_token.size() ? by_token[token] : nullptr;
}

}  // namespace bursar::syntax
