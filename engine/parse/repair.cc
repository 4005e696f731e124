// Repairs are offered only when they were tried: the changed declaration is read again.
#include <algorithm>

#include "engine/base/nearest.h"
#include "engine/base/utf8.h"
#include "engine/parse/guards.h"
#include "engine/parse/report.h"

namespace bursar::parse {
namespace {

constexpr size_t kLongestDeclaration = 8'000, kLongestWords = 60;  // bytes

const std::vector<std::string_view>& spellings() {
  static const auto all = [] {
    std::vector<std::string_view> list;
    for (const syntax::Word& word : syntax::words()) {
      if (!word.key.empty() || word.word_class == syntax::WordClass::Counter) continue;
      list.insert(list.end(), word.en.begin(), word.en.end());
      list.insert(list.end(), word.zh.begin(), word.zh.end());
    }
    return list;
  }();
  return all;
}

std::string lower(std::string text) {
  for (char& c : text)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return text;
}

bool is_word(const Lexeme& lexeme) {
  return lexeme.type == t::NAME || syntax::word_of(lexeme.type) != nullptr;
}

// The only one of the fixes that passes.
std::optional<diag::Fix> only(const Repairs& repairs, const std::vector<diag::Fix>& fixes) {
  std::optional<diag::Fix> found;
  for (const diag::Fix& fix : fixes) {
    if (!repairs.pass(fix)) continue;
    if (found && (found->span != fix.span || found->replacement != fix.replacement)) return {};
    found = fix;
  }
  return found;
}

}  // namespace

bool Repairs::pass(const diag::Fix& fix) const {
  size_t last = first + 1;
  while (lexemes[last].type != kEndOfFile && !starts_declaration(lexemes[last])) ++last;
  const uint32_t begin = lexemes[first].begin, end = lexemes[last].begin;
  if (fix.span.begin < begin || fix.span.end > end) return false;  // a name that looks like the next declaration
  if (end - begin > kLongestDeclaration || trials.lexemes_left < last - first) return false;
  trials.lexemes_left -= last - first;
  std::string changed(text.substr(begin, end - begin));
  changed.replace(fix.span.begin - begin, fix.span.end - fix.span.begin, fix.replacement);
  diag::Issues issues;
  const std::vector<Lexeme> read = scan(changed, file, {}, issues);
  return issues.empty() && check_shape(changed, read, file, {}, issues) &&
         trials.read_up_to(read) == read.size();
}

std::optional<diag::Fix> Repairs::keyword_near(size_t wrong) const {
  constexpr size_t kMostWords = 4;
  for (size_t count = 1; count <= kMostWords; ++count) {  // the smallest change that passes
    std::vector<diag::Fix> fixes;
    // the declaration's own name may be any word
    for (size_t begin = std::max(first + 2, wrong >= 2 ? wrong - 2 : 0); begin <= wrong; ++begin) {
      const size_t end = begin + count;
      if (end > lexemes.size() || lexemes[begin].type != t::NAME) continue;
      if (!std::all_of(lexemes.begin() + static_cast<ptrdiff_t>(begin),
                       lexemes.begin() + static_cast<ptrdiff_t>(end), is_word))
        continue;
      std::string words;
      for (size_t i = begin; i < end; ++i) {
        if (i > begin) words += ' ';
        words += text.substr(lexemes[i].begin, lexemes[i].end - lexemes[i].begin);
      }
      if (words.size() > kLongestWords || keyword(lower(words)) != 0)
        continue;  // in capitals: another message
      // a word for a word: nothing that was written is dropped
      const auto near = nearest(words, spellings());
      if (near && static_cast<size_t>(std::count(near->begin(), near->end(), ' ')) + 1 == count)
        fixes.push_back({{file, lexemes[begin].begin, lexemes[end - 1].end}, std::string(*near)});
    }
    if (auto found = only(*this, fixes)) return found;
  }
  return {};
}

std::optional<diag::Fix> Repairs::word_too_many_or_few(size_t wrong,
                                                       const std::vector<uint16_t>& possible) const {
  const bool chinese = utf8::has_han(text);
  std::vector<diag::Fix> fixes;
  for (size_t i : {wrong, wrong - 1})
    if (i > first && lexemes[i].type != kEndOfFile)
      fixes.push_back({{file, lexemes[i].begin, lexemes[i].end}, ""});
  bool equals = false;
  const uint32_t behind = lexemes[wrong - 1].end;
  for (uint16_t type : possible) {
    equals |= type == t::EQ;
    const std::string_view spelling = spelling_of(type, chinese);
    if (spelling.empty() || (type == t::IS && equals)) continue;  // `is` and `=` say the same there
    fixes.push_back({{file, behind, behind}, " " + std::string(spelling)});
  }
  return only(*this, fixes);
}

}  // namespace bursar::parse
