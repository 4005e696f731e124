// random_sentences COUNT SEED: random syntax trees, printed in English, in Chinese and in a mixture of both, are read
// back by the real front end: equal trees, nothing ambiguous. Then every space of the E-Town files is removed in turn:
// an equal tree or an error, never another tree.
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <sstream>
#include <string>

#include "engine/checked/program.h"
#include "engine/parse/from_text.h"
#include "engine/parse/profile.h"
#include "engine/parse/scanner.h"
#include "engine/syntax/equal.h"
#include "engine/syntax/print.h"
#include "engine/syntax/words.h"
#include "tests/lang/random_trees.h"

using namespace bursar;
using namespace bursar::syntax;

namespace {

bool part_of_keyword(const std::string& text) {
  static const auto all = [] {
    std::set<std::string> set;
    for (const Word& word : words())
      for (const std::string_view spelling : word.en)
        if (word.key.empty() && spelling.find(' ') != spelling.npos) {
          std::istringstream parts{std::string(spelling)};
          for (std::string part; parts >> part;) set.insert(part);
        }
    return set;
  }();
  return all.count(text) != 0;
}

// The same sentence with each word in either language, each space another one.
std::string mixture(const std::string& text, Generator& g) {
  namespace t = syntax::t;
  diag::Issues issues;
  const parse::Limits limits;
  const auto lexemes = parse::scan(text, 0, limits, issues);
  const auto at = [&](size_t i) { return text.substr(lexemes[i].begin, lexemes[i].end - lexemes[i].begin); };
  std::string out;
  bool spaced = true;
  for (size_t i = 0; i + 1 < lexemes.size(); ++i) {
    const parse::Lexeme& l = lexemes[i];
    const std::string own = at(i);
    std::string written = own;
    const Word* word = word_of(l.type);
    const bool soft = word != nullptr && (word->word_class == WordClass::Soft || word->word_class == WordClass::Verb ||
                                          word->word_class == WordClass::Type ||
                                          word->word_class == WordClass::Declaration);
    const bool after_ratio = i > 0 && lexemes[i - 1].type == t::RATIO;
    if (word != nullptr && !after_ratio && !(soft && g.soft_used.count(own) != 0) && g.chance(50)) {
      std::vector<std::string_view> all = word->en;
      all.insert(all.end(), word->zh.begin(), word->zh.end());
      const bool figure = i > 0 && (lexemes[i - 1].type == t::NUMBER || lexemes[i - 1].type == t::SCALE);
      written = g.any(all);
      if (figure && written.starts_with("working days")) written = own;  // behind a figure that is a unit
      // beside a name such as `each` an English word could become another one
      const bool beside = (i > 0 && part_of_keyword(at(i - 1))) || part_of_keyword(at(i + 1));
      if (beside && (own[0] & 0x80) != 0 && (written[0] & 0x80) == 0) written = own;
    } else if (l.type == t::EQ && g.chance(30)) {
      written = "为";  // `is` before `not` would be another word
    } else if (l.type == t::COMMA && g.chance(30)) {
      written = g.chance(50) ? "，" : "、";
    }
    const bool changed = written != own;
    const uint16_t before = i > 0 ? lexemes[i - 1].type : 0;
    const bool price = l.glued && ((l.type == t::SLASH && before == t::TYPE_MONEY) || (l.type == t::UNIT && before == t::SLASH));
    const bool tight = l.type == t::DOT || before == t::DOT || after_ratio || price;
    if (i > 0 && !tight) {
      const std::string between = text.substr(lexemes[i - 1].end, l.begin - lexemes[i - 1].end);
      const bool line_label = l.type == t::LABEL && own.back() == '.';
      if (line_label || (!changed && spaced && g.chance(50))) {
        out += between;
      } else {
        static const std::vector<std::string> kSpaces = {" ", "  ", "\t", "　", " # note\n ", "\n", " \r\n"};
        // a declaration's word at the start of a line, a name or not, ends what is open
        const bool same_line = word != nullptr && word->word_class == WordClass::Declaration;
        out += same_line || g.chance(70) ? " " : g.any(kSpaces);
      }
    }
    spaced = !changed;
    out += written;
  }
  return out;
}

long resident_kb() {
  std::ifstream status("/proc/self/status");
  for (std::string line; std::getline(status, line);)
    if (line.starts_with("VmRSS:")) return std::atol(line.c_str() + 6);
  return 0;
}

int report(const char* what, const std::string& text, const std::string& first, const parse::Parsed* parsed) {
  std::printf("--- %s\n%s\n", what, first.c_str());
  if (text != first) std::printf("--- as\n%s\n", text.c_str());
  if (parsed == nullptr) return 1;
  for (const auto& issue : parsed->issues)
    std::printf("%s %s at `%s`\n", std::string(diag::code(issue.kind)).c_str(), std::string(diag::name(issue.kind)).c_str(),
                text.substr(issue.span.begin, issue.span.end - issue.span.begin).c_str());
  if (parsed->issues.empty()) std::printf("--- read as\n%s\n", print(parsed->tree, Language::En).c_str());
  return 1;
}

int sentences(uint32_t count, uint32_t seed) {
  Generator g(seed);
  uint32_t good = 0, shown = 0;
  size_t ambiguous = 0, full_context = 0;
  long early = 0;
  for (uint32_t i = 0; i < count; ++i) {
    if (i == 1000) early = resident_kb();
    const Tree tree = g.tree();
    const std::string en = print(tree, Language::En), zh = print(tree, Language::Zh);
    bool equal_all = true;
    for (int form = 0; form < 3; ++form) {
      const std::string text = form == 0 ? en : form == 1 ? zh : mixture(g.chance(50) ? en : zh, g);
      source::Files files;
      const uint32_t index = files.add("random", text);
      parse::Profile profile;
      const parse::Parsed parsed = parse::from_text(files, {index}, {}, profile);
      ambiguous += profile.ambiguous;
      full_context += profile.full_context;
      const bool same = parsed.issues.empty() && equal(tree, parsed.tree);
      equal_all = equal_all && same;
      if ((!same || profile.full_context > 0) && ++shown <= 8)
        report(same ? "full context" : parsed.issues.empty() ? "another tree" : "not read", text, en, &parsed);
    }
    good += equal_all;
  }
  const long late = resident_kb();
  std::printf("sentences: %u of %u, %zu ambiguous, %zu full context\n", good, count, ambiguous, full_context);
  if (early > 0) std::printf("memory: %ld kB after 1,000, %ld kB at the end\n", early, late);
  return good == count && ambiguous == 0 && full_context == 0 ? 0 : 1;
}

// Two words that have become one name: refused when names are resolved.
bool unknown_names(const std::string& text) {
  source::Files files;
  const parse::Parsed parsed = parse::from_text(files, {files.add("gap", text)});
  return diag::has_errors(parsed.issues) || diag::has_errors(checked::from_syntax(parsed.tree).issues);
}

int gaps(const char* path) {
  std::ifstream file(path, std::ios::binary);
  std::stringstream buffer;
  buffer << file.rdbuf();
  const std::string whole = buffer.str();
  const auto read = [](const std::string& text, source::Files& files) {
    return parse::from_text(files, {files.add("gap", text)});
  };
  source::Files files;
  const parse::Parsed all = read(whole, files);
  if (whole.empty() || !all.issues.empty()) return report("cannot be read", path, path, nullptr);

  // declaration by declaration: nothing reaches further
  diag::Issues issues;
  const parse::Limits limits;
  const auto lexemes = parse::scan(whole, 0, limits, issues);
  size_t same = 0, refused = 0, other = 0;
  for (size_t first = 0, next = 0; first + 1 < lexemes.size(); first = next) {
    next = first + 1;
    while (next + 1 < lexemes.size() &&
           !(lexemes[next].first_on_line && (lexemes[next].begin == 0 || whole[lexemes[next].begin - 1] == '\n')))
      ++next;
    const size_t begin = lexemes[first].begin, end = lexemes[next - 1].end;
    const std::string text = whole.substr(begin, end - begin);
    source::Files own;
    const parse::Parsed before = read(text, own);
    for (size_t i = first + 1; i < next; ++i) {
      const size_t gap = lexemes[i - 1].end - begin, to = lexemes[i].begin - begin;
      if (text.substr(gap, to - gap).find_first_not_of(' ') != std::string::npos || gap == to) continue;
      const std::string without = text.substr(0, gap) + text.substr(to);
      source::Files changed;
      const parse::Parsed after = read(without, changed);
      if (!after.issues.empty()) ++refused;
      else if (equal(before.tree, after.tree)) ++same;
      else if (unknown_names(whole.substr(0, begin) + without + whole.substr(end))) ++refused;
      else if (++other <= 5) report("another tree without a space", without, text, &after);
    }
  }
  std::printf("gaps of %s: %zu equal, %zu refused, %zu another tree\n", path, same, refused, other);
  return other == 0 ? 0 : 1;
}

// One program that uses every construct, in both languages: equal trees, also when printed and read again.
int programs(const char* en, const char* zh) {
  const auto text_of = [](const char* path) {
    std::stringstream buffer;
    buffer << std::ifstream(path, std::ios::binary).rdbuf();
    return buffer.str();
  };
  source::Files files;
  const std::string texts[] = {text_of(en), text_of(zh)};
  std::vector<parse::Parsed> read;
  for (const std::string& text : texts) {
    parse::Profile profile;
    read.push_back(parse::from_text(files, {files.add("program", text)}, {}, profile));
    if (!read.back().issues.empty() || profile.full_context > 0) return report("not read", text, text, &read.back());
  }
  int failed = equal(read[0].tree, read[1].tree) ? 0 : std::printf("%s and %s are not equal\n", en, zh);
  for (const Language language : {Language::En, Language::Zh}) {
    const std::string text = print(read[0].tree, language);
    const parse::Parsed again = parse::from_text(files, {files.add("printed", text)});
    if (!again.issues.empty() || !equal(read[0].tree, again.tree)) failed = report("not read back", text, text, &again);
  }
  std::printf("programs: %s\n", failed == 0 ? "equal" : "not equal");
  return failed;
}

}  // namespace

int main(int count, char** values) {
  const auto number = [&](int i, uint32_t usual) {
    return count > i ? static_cast<uint32_t>(std::strtoul(values[i], nullptr, 10)) : usual;
  };
  int failed = sentences(number(1, 20000), number(2, 1));
  const char* en = "tests/lang/programs/en.policy";
  const char* zh = "tests/lang/programs/zh.policy";
  failed += programs(en, zh);
  for (const char* path : {"rules/cn-beijing-etown/etown.policy", "rules/cn-beijing-etown/zh/etown.policy", en, zh})
    failed += gaps(path);
  return failed != 0;
}
