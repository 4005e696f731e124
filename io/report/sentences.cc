#include "io/report/sentences.h"

#include <algorithm>
#include <iterator>

namespace bursar::report {

namespace {

struct Both {
  std::string_view en;
  std::string_view zh;
};

constexpr Both kSentences[] = {
#define SENTENCE(key, en, zh) {en, zh},
#include "io/report/sentences.def"
#undef SENTENCE
};

struct Term {
  std::string_view key;
  std::string_view en;
  std::string_view zh;
};

constexpr Term kTerms[] = {
#define TERM(key, en, zh) {key, en, zh},
#include "io/report/terms.def"
#include "io/report/audit_terms.def"
#undef TERM
};

constexpr std::string_view kAtLeast = "at least ";
constexpr std::string_view kOf = " of";

}  // namespace

size_t sentence_count() { return std::size(kSentences); }

std::string_view sentence(Key key, Language language) {
  const Both& both = kSentences[static_cast<unsigned>(key)];
  return language == Language::Zh ? both.zh : both.en;
}

std::string as_sentence(std::string text, Language language) {
  const std::string_view stop = sentence(Key::Stop, language);
  if (!text.ends_with(stop)) text += stop;
  if (language == Language::En && text[0] >= 'a' && text[0] <= 'z')
    text[0] = static_cast<char>(text[0] - 'a' + 'A');
  return text;
}

std::string term(std::string_view key, Language language) {
  if (key.starts_with(kAtLeast) && key.ends_with(kOf) && key.find("{}") == key.npos) {
    const std::string_view n = key.substr(kAtLeast.size(), key.size() - kAtLeast.size() - kOf.size());
    return fmt::format(fmt::runtime(term("at least {} of", language)), n);
  }
  const auto* found =
      std::find_if(std::begin(kTerms), std::end(kTerms), [&](const Term& t) { return t.key == key; });
  if (found == std::end(kTerms)) return std::string(key);
  return std::string(language == Language::Zh ? found->zh : found->en);
}

}  // namespace bursar::report
