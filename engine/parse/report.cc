#include "engine/parse/report.h"

#include <algorithm>

#include "engine/base/utf8.h"
#include "engine/parse/guards.h"

namespace bursar::parse {
namespace {

using diag::Kind;

// Words people write that are not in the table, and what is.
struct Synonym {
  std::string_view wrong, right;
};
constexpr Synonym kSynonyms[] = {
    {"grant", "award"}, {"pay", "award"}, {"min", "lower of"}, {"max", "higher of"}, 
    {"greater", "more than"}, {"fewer", "less than"}, {"below", "less than"}, {"above", "more than"},
    {"equals", "is"}, {"rule", "clause"}, {"provided", "when"}, {"unless", "except when"}, {"limit", "capped at"},
    {"per", "/"}, {"大于", "超过"}, {"小于", "不满"}, {"大于等于", "不低于"}, {"小于等于", "不超过"}, {"奖励", "给予"},
    {"发放", "给予"}, {"规则", "条款"}, {"如果", "若"}, {"那么", "则"}};

bool wants_amount(uint16_t type) {
  return (type >= t::AWARD && type <= t::ANSWER) || (type >= t::CAPPED_AT && type <= t::LOWERED_BY) ||
         type == t::BASE || type == t::EQ || type == t::COLON || type == t::ADD || type == t::SUBTRACT ||
         type == t::TIMES || type == t::SLASH || type == t::OF || (type >= t::AT_LEAST && type <= t::ON_OR_BEFORE);
}

bool ends_amount(uint16_t type) {
  return type == t::NUMBER || type == t::SCALE || type == t::UNIT || type == t::DATE || type == t::NAME ||
         type == t::QNAME || type == t::RPAREN || type == t::YES || type == t::NO || type == t::BASE || type == t::TOTAL;
}

// How a Han word splits into a keyword and the rest; empty when it starts and ends with none.
std::string split_word(std::string_view word) {
  if (!utf8::has_han(word) || word.size() > 90) return {};
  std::string best;
  size_t best_length = 0;
  for (size_t at = 0; at < word.size();) {
    utf8::next(word, at);
    if (at == word.size()) break;
    const std::string_view head = word.substr(0, at), tail = word.substr(at);
    const std::string both = std::string(head) + ' ' + std::string(tail);
    if (keyword(head) != 0 && head.size() > std::max<size_t>(best_length, 3)) best = both, best_length = head.size();
    if (keyword(tail) != 0 && tail.size() > std::max<size_t>(best_length, 3)) best = both, best_length = tail.size();
  }
  return best;
}

}  // namespace

diag::Issue explain(std::string_view text, uint32_t file, const std::vector<Lexeme>& lexemes, size_t first,
                    size_t wrong, Trials& trials) {
  const Repairs repairs{text, file, lexemes, first, trials};
  const auto span = [&](size_t i) { return source::Span{file, lexemes[i].begin, lexemes[i].end}; };
  const auto written = [&](size_t i) { return text.substr(lexemes[i].begin, lexemes[i].end - lexemes[i].begin); };
  const auto issue = [&](Kind kind, size_t at, std::vector<diag::Arg> args,
                         std::optional<std::string> fix = {}) {
    diag::Issue made{kind, span(at), std::move(args), {}, {}, {}, {}, {}};
    if (fix && repairs.pass({span(at), *fix})) made.fix = diag::Fix{span(at), *fix};
    return made;
  };
  // With what could stand there, and the repair when one is certain.
  const auto misfit = [&](Kind kind, size_t at, diag::Arg what) {
    diag::Issue made = issue(kind, at, {std::move(what)});
    const size_t place = kind == Kind::UnexpectedEnd ? wrong : at;
    const std::vector<uint16_t> possible = possible_tokens(lexemes, first, place, trials);
    for (diag::Arg& arg : named(possible, utf8::has_han(text))) made.args.push_back(std::move(arg));
    made.fix = repairs.word_too_many_or_few(place, possible);
    return made;
  };
  const Lexeme& l = lexemes[wrong];
  const bool has_previous = wrong > first;
  const size_t previous = has_previous ? wrong - 1 : wrong;
  const uint16_t before = lexemes[previous].type;

  // a word that is nearly a keyword, or one with its name glued on: the wrong one or the one before it
  size_t before_figure = previous;
  while (before_figure > first && (lexemes[before_figure].type == t::NUMBER || lexemes[before_figure].type == t::SCALE ||
                                   lexemes[before_figure].type == t::UNIT || lexemes[before_figure].type == t::DATE ||
                                   lexemes[before_figure].type == t::MONTH))
    --before_figure;
  // `award` with nothing behind it has taken the next declaration's word as a name
  if (wrong >= first + 2 && starts_declaration(lexemes[previous]) && wants_amount(lexemes[previous - 1].type))
    return issue(Kind::MissingAmount, previous - 1, {diag::written(written(previous - 1))});
  if (const auto near = repairs.keyword_near(wrong)) {
    const std::string_view word = text.substr(near->span.begin, near->span.end - near->span.begin);
    return {Kind::NearKeyword,
            near->span,
            {diag::written(word), diag::written(near->replacement)},
            {},
            near,
            {},
            {},
            {}};
  }
  for (size_t i : {wrong, previous, before_figure}) {
    if (lexemes[i].type != t::NAME) continue;
    const std::string word(written(i));
    for (const Synonym& s : kSynonyms)
      if (word == s.wrong)
        return issue(Kind::WrongWord, i, {diag::written(word), diag::written(s.right)}, std::string(s.right));
    std::string lower = word;
    for (char& c : lower)
      if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    if (lower != word && keyword(lower) != 0)
      return issue(Kind::CapitalLetters, i, {diag::written(word), diag::written(lower)}, lower);
    if (const std::string split = split_word(word); !split.empty())
      return issue(Kind::GluedKeyword, i, {diag::written(word), diag::written(split)}, split);
  }
  if (has_previous && wants_amount(before) &&
      (l.type == kEndOfFile || is_declaration_word(l.type) || l.first_on_line))
    return issue(Kind::MissingAmount, previous, {diag::written(written(previous))});
  // `x 5` waits for a word such as `or more`: where none comes it is the figure that does not fit
  size_t figure = previous;
  while (figure > first && (lexemes[figure].type == t::UNIT || lexemes[figure].type == t::SCALE)) --figure;
  if (figure > first + 1 && (lexemes[figure].type == t::NUMBER || lexemes[figure].type == t::DATE ||
                             lexemes[figure].type == t::MONTH) &&
      ends_amount(lexemes[figure - 1].type))
    return misfit(Kind::UnexpectedWord, figure, diag::written(written(figure)));
  if (l.type == kEndOfFile && has_previous)
    return misfit(Kind::UnexpectedEnd, previous, diag::term("syntax.rest"));
  if (!has_previous) return issue(Kind::NotADeclaration, wrong, {diag::written(written(wrong))});
  const bool type_word = l.type >= t::TYPE_TEXT && l.type <= t::TYPE_YES_NO;
  if ((type_word || l.type == t::LIST_OF || l.type == t::ONE_OF || l.type == t::NAME) && wrong >= 2) {
    const uint16_t opener = lexemes[wrong - 2].type;
    if (opener == t::FACT || opener == t::FIELD || opener == t::PARAMETER) {
      diag::Issue made = issue(Kind::MissingColon, wrong, {diag::written(written(wrong))});
      const diag::Fix colon{{file, l.begin, l.begin}, ": "};
      if (repairs.pass(colon)) made.fix = colon;
      return made;
    }
  }
  const syntax::Word* word = syntax::word_of(l.type);
  if (word != nullptr && (is_declaration_word(before) || before == t::LET || before == t::FIELD ||
                          before == t::DOT || before == t::FOR_EACH || before == t::EACH_IN)) {
    const std::string quoted = "`" + std::string(written(wrong)) + "`";
    return issue(Kind::KeywordAsName, wrong, {diag::written(written(wrong)), diag::written(quoted)}, quoted);
  }
  return misfit(Kind::UnexpectedWord, wrong, diag::written(written(wrong)));
}

}  // namespace bursar::parse
