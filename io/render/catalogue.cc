#include "io/render/catalogue.h"

#include <algorithm>
#include <cstdio>

#include "engine/base/utf8.h"
#include "engine/source/source.h"

namespace bursar::render {

namespace {

struct Text {
  std::string_view name, en, zh, help_en, help_zh;
};

/// By name, so that a kind without a text and a text without a kind are a failing test and not a broken build.
constexpr Text kTexts[] = {
#define ISSUE_TEXT(name, en, zh, help_en, help_zh) {#name, en, zh, help_en, help_zh},
#include "io/render/issue_texts.def"
#undef ISSUE_TEXT
};

Text text_of(diag::Kind kind) {
  for (const Text& text : kTexts)
    if (text.name == diag::name(kind)) return text;
  return {};
}

struct Term {
  std::string_view key, en, zh;
};

constexpr Term kTerms[] = {
#define TERM(key, en, zh) {key, en, zh},
#include "io/render/terms.def"
#undef TERM
};

std::string shown(const diag::Arg& arg, bool chinese) {
  switch (arg.form) {
    case diag::Arg::Form::Code: return "`" + escaped(arg.text) + "`";
    case diag::Arg::Form::Plain: return escaped(arg.text);
    case diag::Arg::Form::Term: return term(arg.text, chinese);
  }
  return {};
}

struct Hole {
  size_t length = 0;  ///< 0: there is none
  size_t index = 0;
  bool rest = false;
};

Hole hole_at(std::string_view text) {
  if (text.size() < 3 || text[0] != '{' || text[1] < '0' || text[1] > '9') return {};
  const auto index = static_cast<size_t>(text[1] - '0');
  if (text[2] == '}') return {3, index, false};
  return text.substr(2).starts_with("+}") ? Hole{4, index, true} : Hole{};
}

/// The first alternative whose holes are all filled; empty when none is. `{1+}` is the list of arguments from
/// {1} on.
std::string fill(std::string_view text, const std::vector<std::string>& args, bool chinese) {
  while (true) {
    const size_t bar = text.find('|');
    const std::string_view alternative = text.substr(0, bar);
    std::string out;
    bool complete = true;
    for (size_t i = 0; i < alternative.size();) {
      const Hole hole = hole_at(alternative.substr(i));
      if (hole.length == 0) {
        out += alternative[i++];
        continue;
      }
      if (hole.index >= args.size()) complete = false;
      for (size_t k = hole.index; k < (hole.rest ? args.size() : std::min(hole.index + 1, args.size())); ++k)
        out += (k > hole.index ? chinese ? "、" : ", " : "") + args[k];
      i += hole.length;
    }
    if (complete) return out;
    if (bar == std::string_view::npos) return {};
    text.remove_prefix(bar + 1);
  }
}

std::vector<std::string> shown_args(const std::vector<diag::Arg>& args, bool chinese) {
  std::vector<std::string> out;
  for (const diag::Arg& arg : args) out.push_back(shown(arg, chinese));
  return out;
}

/// `UnknownName` as words, for a kind whose text is still to be written.
std::string words_of(std::string_view name) {
  std::string out;
  for (char c : name) {
    const bool capital = c >= 'A' && c <= 'Z';
    if (capital && !out.empty()) out += ' ';
    out += capital ? static_cast<char>(c - 'A' + 'a') : c;
  }
  return out;
}

std::vector<std::string> dots() { return std::vector<std::string>(10, "…"); }

std::string without_text(const diag::Issue& issue, bool chinese) {
  std::string out = words_of(diag::name(issue.kind));
  for (size_t i = 0; i < issue.args.size(); ++i) out += (i == 0 ? ": " : ", ") + shown(issue.args[i], chinese);
  return out;
}

bool must_escape(char32_t c) {
  std::string one;
  utf8::append(one, c);
  return c == '\n' || c == '\r' || c == '\t' || c == 0xFEFF ||
         source::find_bad_text(one).what != source::BadText::None;
}

}  // namespace

std::string message(const diag::Issue& issue, bool chinese) {
  const Text text = text_of(issue.kind);
  std::string out = fill(chinese ? text.zh : text.en, shown_args(issue.args, chinese), chinese);
  return out.empty() ? without_text(issue, chinese) : out;
}

std::string help(const diag::Issue& issue, bool chinese) {
  const Text text = text_of(issue.kind);
  return fill(chinese ? text.help_zh : text.help_en, shown_args(issue.args, chinese), chinese);
}

std::string general_message(diag::Kind kind, bool chinese) {
  const Text text = text_of(kind);
  if (text.en.empty()) return words_of(diag::name(kind));
  return fill(chinese ? text.zh : text.en, dots(), chinese);
}

std::string general_help(diag::Kind kind, bool chinese) {
  std::string_view text = chinese ? text_of(kind).help_zh : text_of(kind).help_en;
  // Of several forms the last one says most when no argument is known.
  if (const size_t bar = text.rfind('|'); bar != std::string_view::npos) text.remove_prefix(bar + 1);
  return fill(text, dots(), chinese);
}

std::string term(std::string_view key, bool chinese) {
  for (const Term& entry : kTerms)
    if (entry.key == key) return std::string(chinese ? entry.zh : entry.en);
  std::string out(key.substr(key.rfind('.') + 1));
  std::replace(out.begin(), out.end(), '_', ' ');
  return out;
}

std::string label_text(const diag::Label& label, bool chinese) {
  if (label.role.empty()) return {};
  for (const Term& entry : kTerms)
    if (entry.key == label.role)
      return fill(chinese ? entry.zh : entry.en, shown_args(label.args, chinese), chinese);
  std::string out = term(label.role, chinese);
  for (const diag::Arg& arg : label.args) out += " " + shown(arg, chinese);
  return out;
}

std::vector<diag::Kind> kinds_without_text() {
  std::vector<diag::Kind> out;
  for (diag::Kind kind : diag::all_kinds())
    if (text_of(kind).en.empty() || text_of(kind).zh.empty()) out.push_back(kind);
  return out;
}

std::vector<std::string_view> texts_without_kind() {
  std::vector<std::string_view> out;
  for (const Text& text : kTexts) {
    const auto& kinds = diag::all_kinds();
    if (std::none_of(kinds.begin(), kinds.end(), [&](diag::Kind kind) { return diag::name(kind) == text.name; }))
      out.push_back(text.name);
  }
  return out;
}

std::string escaped(std::string_view text) {
  std::string out;
  char name[16];
  for (size_t at = 0; at < text.size();) {
    const auto b = static_cast<unsigned char>(text[at]);
    if (b >= 0x20 && b < 0x7F) {
      out += text[at++];
      continue;
    }
    const size_t length = b < 0x80 ? 1 : b >= 0xF0 ? 4 : b >= 0xE0 ? 3 : 2;
    const std::string_view one = text.substr(at, length);
    if (one.size() < length || source::find_bad_text(one).what == source::BadText::InvalidUtf8) {
      std::snprintf(name, sizeof name, "<%02X>", b);
      out += name;
      ++at;
      continue;
    }
    const char32_t c = utf8::next(text, at);
    if (must_escape(c)) {
      std::snprintf(name, sizeof name, "<U+%04X>", static_cast<unsigned>(c));
      out += name;
    } else {
      out += one;
    }
  }
  return out;
}

}  // namespace bursar::render
