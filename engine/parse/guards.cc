#include "engine/parse/guards.h"

#include <algorithm>
#include <cstdio>

#include "engine/base/utf8.h"

namespace bursar::parse {

using diag::Kind;
using source::BadText;

bool is_declaration_word(uint16_t type) { return type >= t::SOURCE && type <= t::TEST; }
bool starts_declaration(const Lexeme& lexeme) { return lexeme.first_on_line && is_declaration_word(lexeme.type); }

bool check_text(const source::File& file, uint32_t index, const Limits& limits, diag::Issues& issues) {
  const auto refuse = [&](Kind kind, uint32_t at, uint32_t end, std::vector<diag::Arg> args) {
    issues.push_back({kind, {index, at, end}, std::move(args), {}, {}, {}, {}, {}});
    return false;
  };
  const std::string_view text = file.text();
  if (text.size() > limits.max_bytes)
    return refuse(Kind::SourceTooLarge, 0, 0, {diag::plain(text.size()), diag::plain(limits.max_bytes)});
  const source::BadTextFound bad = source::find_bad_text(text);
  if (bad.what == BadText::None) return true;
  const Kind kind = bad.what == BadText::InvalidUtf8   ? Kind::InvalidUtf8
                    : bad.what == BadText::Utf16       ? Kind::Utf16Text
                    : bad.what == BadText::Control     ? Kind::ControlCharacter
                    : bad.what == BadText::BidiControl ? Kind::BidiControl
                                                       : Kind::ZeroWidthCharacter;
  char code_point[16] = "";
  std::snprintf(code_point, sizeof code_point, "U+%04X", static_cast<unsigned>(bad.code_point));
  const bool byte_only = kind == Kind::InvalidUtf8 || kind == Kind::Utf16Text;
  size_t end = bad.offset;
  if (byte_only) ++end;
  else utf8::next(text, end);
  return refuse(kind, bad.offset, static_cast<uint32_t>(std::min(end, text.size())),
                byte_only ? std::vector<diag::Arg>{} : std::vector{diag::plain(std::string_view(code_point))});
}

bool check_shape(std::string_view text, const std::vector<Lexeme>& lexemes, uint32_t index, const Limits& limits,
                 diag::Issues& issues) {
  const size_t before = issues.size();
  const auto refuse = [&](Kind kind, const Lexeme& l, std::vector<diag::Arg> args = {}) {
    issues.push_back({kind, {index, l.begin, l.end}, std::move(args), {}, {}, {}, {}, {}});
  };
  const auto written = [&](const Lexeme& l) { return diag::written(text.substr(l.begin, l.end - l.begin)); };
  std::vector<const Lexeme*> open;
  size_t prefixes = 0, operators = 0, ifs = 0;
  bool deep = false, many = false;
  for (const Lexeme& l : lexemes) {
    if (starts_declaration(l) || l.type == kEndOfFile) {
      if (!open.empty()) refuse(Kind::BracketNotClosed, *open.back());
      open.clear();
      prefixes = operators = ifs = 0;
      deep = many = false;
    }
    switch (l.type) {
      case t::LPAREN:
        open.push_back(&l);
        if (open.size() > limits.max_depth && !deep) {
          deep = true;
          refuse(Kind::TooDeep, l, {diag::plain(limits.max_depth)});
        }
        break;
      case t::RPAREN:
        if (open.empty()) refuse(Kind::BracketNotOpened, l);
        else open.pop_back();
        break;
      case t::IF: ++ifs; break;
      case t::ADD: case t::SUBTRACT: case t::TIMES: case t::SLASH: case t::CARET: case t::OF: case t::DE: case t::DOT:
      case t::AND: case t::OR: case t::MATCHED: case t::RATIO: case t::ON: case t::AVERAGED: case t::HAS:
      case t::SO_FAR: case t::PER_COMPLETED: case t::PER_STARTED: case t::MEI_MAN: case t::MEI: case t::SPLIT_EVERY:
      case t::MEI_GE: case t::BETWEEN: case t::HOU_SHOU_GE: case t::FIRST: case t::PERIOD_FROM: case t::COMPLETED:
      case t::STARTED: case t::DAYS_BETWEEN: case t::COMPLETE_MONTHS_BETWEEN: case t::COMPLETE_YEARS_BETWEEN:
        ++operators;
        break;
      default: break;
    }
    const bool prefix = l.type == t::NOT || l.type == t::SUBTRACT || (l.type >= t::START_OF && l.type <= t::YEAR_OF) ||
                        (l.type >= t::LENGTH_OF && l.type <= t::COMPLETE_MONTHS_IN) ||
                        l.type == t::SUM_OF || l.type == t::AVERAGE_OF || l.type == t::HIGHEST_OF ||
                        l.type == t::SMALLEST_OF || (l.type >= t::DAYS_BETWEEN && l.type <= t::COMPLETE_YEARS_BETWEEN);
    prefixes = prefix ? prefixes + 1 : 0;
    if ((prefixes > limits.max_depth || ifs > limits.max_depth) && !deep) {
      deep = true;
      refuse(Kind::TooDeep, l, {diag::plain(limits.max_depth)});
    }
    if (operators > limits.max_operators && !many) {
      many = true;
      refuse(Kind::TooManyOperators, l, {diag::plain(limits.max_operators), written(l)});
    }
    if (issues.size() - before >= limits.max_issues) break;
  }
  return issues.size() == before;
}

}  // namespace bursar::parse
