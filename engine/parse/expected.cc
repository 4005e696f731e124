// What could stand in a place: tokens found by trying them, grouped as a reader thinks of them.
#include <algorithm>
#include <array>

#include "engine/parse/report.h"

namespace bursar::parse {
namespace {

constexpr size_t kLongestPrefix = 1'000;
constexpr size_t kShown = 6;

struct Group {
  std::string_view term;
  bool (*holds)(uint16_t);
};

constexpr bool between(uint16_t type, uint16_t low, uint16_t high) { return type >= low && type <= high; }

bool is_name(uint16_t type) {
  const syntax::Word* word = syntax::word_of(type);
  return type == t::NAME || type == t::QNAME ||
         (word != nullptr && word->word_class != syntax::WordClass::Reserved &&
          word->word_class != syntax::WordClass::Closed && word->word_class != syntax::WordClass::Outcome);
}

bool is_step(uint16_t type) { return between(type, t::CAPPED_AT, t::TO_THE_LOWER); }

bool is_clause_part(uint16_t type) {
  return between(type, t::AWARD, t::ANSWER) || between(type, t::REQUIRE, t::EXCEPT_WHEN) || type == t::LET ||
         type == t::FOR_EACH || type == t::DUI || type == t::ASSUME || type == t::SUBJECT_TO || type == t::OVERRIDES;
}

// Parts of a clause that its group need not be told by.
bool is_rarer_part(uint16_t type) {
  return type == t::IN_FORCE || type == t::DECIDED_BY || type == t::QUOTE || type == t::BASE ||
         type == t::TOTAL;
}

bool is_loop_part(uint16_t type) { return between(type, t::WHERE, t::UNBROKEN_BY); }

bool is_comparison(uint16_t type) {
  return between(type, t::AT_LEAST, t::IS_NOT_ONE_OF) || type == t::IN || type == t::ZAI || type == t::WITHIN ||
         type == t::FROM;
}

bool is_calculation(uint16_t type) {
  return between(type, t::ADD, t::CARET) || type == t::OF || type == t::DE || type == t::MATCHED ||
         type == t::RATIO || between(type, t::BETWEEN, t::MEI_GE) || between(type, t::PER_COMPLETED, t::MEI) ||
         type == t::ON || type == t::AVERAGED || type == t::SO_FAR || type == t::HOU_SHOU_GE;
}

bool is_figure_part(uint16_t type) { return type == t::UNIT || type == t::SCALE || type == t::COUNTER; }

// In the order in which they help most; the first group that holds a token takes it.
constexpr std::array kGroups = {
    Group{"expected.type", [](uint16_t x) { return between(x, t::TYPE_TEXT, t::TYPE_YES_NO); }},
    Group{"expected.article", [](uint16_t x) { return x == t::ARTICLE; }},
    Group{"expected.ordinal", [](uint16_t x) { return x == t::ORDINAL || x == t::ORDINAL_RANGE; }},
    Group{"expected.label", [](uint16_t x) { return x == t::LABEL; }},
    Group{"expected.outcome", [](uint16_t x) { return between(x, t::ELIGIBLE, t::FAULTY); }},
    Group{"expected.comparison", is_comparison},
    Group{"expected.and_or", [](uint16_t x) { return x == t::AND || x == t::OR; }},
    Group{"expected.step", is_step},
    Group{"expected.clause_part", is_clause_part},
    Group{"expected.loop_part", is_loop_part},
    Group{"expected.name", [](uint16_t x) { return x == t::NAME || x == t::QNAME; }},
    Group{"expected.figure", [](uint16_t x) { return x == t::NUMBER; }},
    Group{"expected.date", [](uint16_t x) { return x == t::DATE || x == t::MONTH || x == t::DAY_MONTH; }},
    Group{"expected.text", [](uint16_t x) { return x == t::STRING; }},
    Group{"expected.calculation", is_calculation},
    Group{"expected.unit", is_figure_part},
    Group{"expected.end", [](uint16_t x) { return x == kEndOfFile; }},
};

// What an amount can begin with: told as an amount.
bool begins_value(uint16_t type) {
  return is_name(type) || between(type, t::LOWER_OF, t::HIGHER_OF) ||
         between(type, t::SUM_OF, t::COMPLETE_MONTHS_IN) || between(type, t::COMPLETED, t::STARTED) ||
         between(type, t::EARLIER_AWARDS, t::AWARDED_BEFORE) || type == t::NOT_STATED || type == t::FIRST ||
         type == t::TIME || type == t::PER_UNIT || between(type, t::YES, t::DOES_NOT_APPLY) ||
         between(type, t::BASE, t::POSITION) || between(type, t::SOME, t::EVERY) || type == t::NUMBER ||
         type == t::DATE || type == t::MONTH || type == t::STRING || type == t::LPAREN || type == t::LABEL ||
         type == t::SUBTRACT || type == t::IF || type == t::NOT || type == t::AS_DECIDED ||
         between(type, t::LADDER, t::LADDER_NEW) || between(type, t::TOP_UP, t::TABLE_OF) || type == t::TAPER_OF;
}

bool begins_checklist(uint16_t type) {
  return between(type, t::ALL_OF, t::AT_LEAST_OF) || type == t::AT_LEAST;
}

std::string_view sign_of(uint16_t type) {
  switch (type) {
    case t::EQ:
      return "=";
    case t::COLON:
      return ":";
    case t::COMMA:
      return ",";
    case t::DOT:
      return ".";
    case t::LPAREN:
      return "(";
    case t::RPAREN:
      return ")";
    case t::SLASH:
      return "/";
    default:
      return {};
  }
}

}  // namespace

std::string_view spelling_of(uint16_t type, bool chinese) {
  const syntax::Word* word = syntax::word_of(type);
  if (word == nullptr) return sign_of(type);
  const auto& spellings = chinese ? word->zh : word->en;
  return spellings.empty() ? std::string_view() : spellings[0];
}

std::vector<uint16_t> possible_tokens(const std::vector<Lexeme>& lexemes, size_t first, size_t wrong,
                                      Trials& trials) {
  static const uint16_t last = [] {
    uint16_t highest = t::BAD;
    for (const syntax::Word& word : syntax::words()) highest = std::max(highest, word.token);
    return highest;
  }();
  const size_t length = wrong - first;
  if (length > kLongestPrefix || trials.lexemes_left < length * last) return {};
  trials.lexemes_left -= length * last;
  std::vector<Lexeme> sentence(lexemes.begin() + static_cast<ptrdiff_t>(first),
                               lexemes.begin() + static_cast<ptrdiff_t>(wrong));
  sentence.push_back({kEndOfFile, false, false, 0, 0});
  std::vector<uint16_t> found;
  if (trials.read_up_to(sentence) == sentence.size()) found.push_back(kEndOfFile);
  sentence.push_back({t::BAD, false, false, 0, 0});
  sentence.push_back({kEndOfFile, false, false, 0, 0});
  for (uint16_t type = 1; type <= last; ++type) {
    sentence[length].type = type;
    if (type != t::BAD && trials.read_up_to(sentence) > length) found.push_back(type);
  }
  return found;
}

std::vector<diag::Arg> named(const std::vector<uint16_t>& tokens, bool chinese) {
  const auto has = [&](uint16_t type) {
    return std::find(tokens.begin(), tokens.end(), type) != tokens.end();
  };
  const bool value = has(t::NUMBER) && has(t::NAME) && has(t::LPAREN);
  const bool checklist = has(t::ALL_OF), name = has(t::NAME), part = has(t::WHEN);
  std::vector<diag::Arg> shown;
  std::vector<uint16_t> left;
  for (uint16_t type : tokens)
    if (!(value && begins_value(type)) && !(checklist && begins_checklist(type)) &&
        !(name && is_name(type)) && !(part && is_rarer_part(type)))
      left.push_back(type);
  if (name && !value) left.push_back(t::NAME);
  std::vector<diag::Arg> groups;
  if (checklist)
    groups.push_back(diag::term("expected.condition"));
  else if (value)
    groups.push_back(diag::term("expected.value"));
  for (const Group& group : kGroups) {
    const auto taken =
        std::stable_partition(left.begin(), left.end(), [&](uint16_t x) { return !group.holds(x); });
    if (left.end() - taken == 1 && !spelling_of(*taken, chinese).empty())
      groups.push_back(diag::written(spelling_of(*taken, chinese)));
    else if (taken != left.end())
      groups.push_back(diag::term(group.term));
    left.erase(taken, left.end());
  }
  for (uint16_t type : left)
    if (const std::string_view spelling = spelling_of(type, chinese); !spelling.empty())
      shown.push_back(diag::written(spelling));
  shown.insert(shown.end(), groups.begin(), groups.end());
  if (shown.size() > kShown) shown.resize(kShown);
  return shown;
}

}  // namespace bursar::parse
