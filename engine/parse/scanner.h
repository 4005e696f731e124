// Text to tokens, driven by the keyword table. Nothing is dropped but white space, comments and `;`: what cannot
// be read is an issue and a BAD token. It knows nothing of ANTLR.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "engine/diag/issue.h"
#include "engine/num/date.h"
#include "engine/parse/from_text.h"
#include "engine/syntax/words.h"

namespace bursar::parse {

namespace t = syntax::t;

struct Lexeme {
  uint16_t type = 0;
  bool first_on_line = false;
  bool glued = false;   ///< nothing between it and the token before
  uint32_t begin = 0, end = 0;
};

/// Scans one file whose text has passed source::find_bad_text. The last lexeme is the end of file (type 0xFFFF).
std::vector<Lexeme> scan(std::string_view text, uint32_t file, const Limits& limits, diag::Issues& issues);

inline constexpr uint16_t kEndOfFile = 0xFFFF;

/// The ASCII character that a full-width one stands for, or the character itself.
char32_t half_width(char32_t c);
/// The text with full-width signs and digits as ASCII.
std::string half_width(std::string_view text);

/// `2021-12-01`, `2021年12月1日`; nothing for a day that does not exist.
std::optional<num::Date> read_date(std::string_view text);
/// `2021-12`, `2021年12月`: its first day.
std::optional<num::Date> read_month(std::string_view text);
/// `20:00`: minutes since midnight, up to 24:00; nothing for a time that does not exist.
std::optional<int> read_time(std::string_view text);
struct DayMonth {
  uint32_t month, day;
};
/// `1 April`, `4月1日`; nothing for a day that no year has.
std::optional<DayMonth> read_day_month(std::string_view text);
/// Digits or Chinese numerals up to 9999; 0 when it is neither.
uint32_t read_ordinal(std::string_view text);

/// The table's row of a unit's spelling, or null. The key of a whole unit, `yuan/m²`, lives for ever.
const syntax::Word* unit_word(std::string_view spelling);
const syntax::Word* scale_word(std::string_view spelling);
const syntax::Word* month_word(std::string_view spelling);
/// The keys of 每平方米每月; empty when the text is anything else.
std::vector<std::string_view> per_units(std::string_view text);
/// The token of a keyword's spelling, white space between words as one space; 0 when there is none.
uint16_t keyword(std::string_view spelling);

bool is_name_start(char32_t c);
bool is_name_char(char32_t c);

}  // namespace bursar::parse
