#include "cli/sentences.h"

namespace bursar::cli {

namespace {

struct Entry {
  std::string_view en, zh;
};

constexpr Entry kEntries[] = {
#define SENTENCE(key, en, zh) {en, zh},
#include "cli/sentences.def"
#undef SENTENCE
};

}  // namespace

std::string say(Say key, bool chinese, std::initializer_list<std::string_view> args) {
  const Entry& entry = kEntries[static_cast<size_t>(key)];
  const std::string_view text = chinese ? entry.zh : entry.en;
  std::string out;
  for (size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '{' && i + 2 < text.size() && text[i + 2] == '}') {
      const auto index = static_cast<size_t>(text[i + 1] - '0');
      if (index < args.size()) out += args.begin()[index];
      i += 2;
    } else {
      out += text[i];
    }
  }
  return out;
}

}  // namespace bursar::cli
