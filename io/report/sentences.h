// The words of the reports: one catalogue of sentences, one of terms, each complete in both languages.
#pragma once

#include <fmt/format.h>

#include <cstddef>
#include <string>
#include <string_view>

#include "io/report/language.h"

namespace bursar::report {

enum class Key : unsigned {
#define SENTENCE(key, en, zh) key,
#include "io/report/sentences.def"
#undef SENTENCE
};

size_t sentence_count();
std::string_view sentence(Key key, Language language);

/// The sentence with its holes filled.
template <typename... Args>
std::string say(Key key, Language language, const Args&... args) {
  return fmt::format(fmt::runtime(sentence(key, language)), args...);
}

/// With a capital in front and a stop behind, unless it has one.
std::string as_sentence(std::string text, Language language);

/// The word for a key of terms.def; any other key is its own word. "at least 2 of" counts as one of them.
std::string term(std::string_view key, Language language);

}  // namespace bursar::report
