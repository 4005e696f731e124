// The texts of one fact as values of its column. What is written plainly (`1234.50`, `true`, `2024-04-01`) goes
// straight there; everything else is read as in a single profile (profile::read_figure), so that meaning and issues are
// the same.
#pragma once

#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>
#include <cstring>
#include <optional>
#include <string_view>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

#include "engine/api/bursar.h"
#include "engine/columns/chunk.h"
#include "io/profile/figures.h"
#include "io/tables/table.h"

namespace bursar::batch {

/// A number of up to 8 digits; false when some byte is none. 8 bytes from `text` on are read.
inline bool read_digits(const char* text, size_t count, uint64_t& out) {
  // The digits go to the upper end of the word with zeros before them; then pairs, fours and eights are summed.
  uint64_t word;
  std::memcpy(&word, text, 8);
  const unsigned half = static_cast<unsigned>(32 - 4 * count);
  word = (word << half) << half;
  word |= (uint64_t{0x3030303030303030} >> (4 * count)) >> (4 * count);
  const bool good = ((word & 0xF0F0F0F0F0F0F0F0) | (((word + 0x0606060606060606) & 0xF0F0F0F0F0F0F0F0) >> 4)) == 0x3333333333333333;
  word = ((word & 0x0F0F0F0F0F0F0F0F) * 2561) >> 8;
  word = ((word & 0x00FF00FF00FF00FF) * 6553601) >> 16;
  out = ((word & 0x0000FFFF0000FFFF) * 42949672960001) >> 32;
  return good;
}

/// Hundredths of a figure with two decimals, up to 16 digits before the point and no zero too many; false for any other
/// text. tables::kPadding bytes before the text are read.
inline bool read_cents(std::string_view text, int64_t& cents) {
  const size_t whole = text.size() - 3;
  const char* const end = text.data() + text.size();
  if (whole - 1 >= 16 || end[-3] != '.' || (text[0] == '0' && whole > 1)) return false;
  const unsigned tens = static_cast<unsigned char>(end[-2]) - unsigned{'0'}, ones = static_cast<unsigned char>(end[-1]) - unsigned{'0'};
  if ((tens > 9) | (ones > 9)) return false;
#ifdef __SSE2__
  // The digits at the upper end of 16 bytes, zeros before them; then pairs, fours and eights are summed.
  alignas(16) static constexpr uint8_t kLast[32] = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
                                                    255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255};
  const auto load = [](const void* from) { return _mm_loadu_si128(static_cast<const __m128i*>(from)); };
  const __m128i nine = _mm_set1_epi8(9), zero = _mm_setzero_si128();
  __m128i digits = _mm_and_si128(_mm_sub_epi8(load(end - 19), _mm_set1_epi8('0')), load(kLast + whole));
  if (_mm_movemask_epi8(_mm_cmpeq_epi8(_mm_max_epu8(digits, nine), nine)) != 0xFFFF) return false;
  const __m128i by_ten = _mm_set1_epi32(1 << 16 | 10);
  digits = _mm_packs_epi32(_mm_madd_epi16(_mm_unpacklo_epi8(digits, zero), by_ten),
                           _mm_madd_epi16(_mm_unpackhi_epi8(digits, zero), by_ten));
  digits = _mm_madd_epi16(digits, _mm_set1_epi32(1 << 16 | 100));
  digits = _mm_madd_epi16(_mm_packs_epi32(digits, digits), _mm_set1_epi32(1 << 16 | 10000));
  const auto eights = static_cast<uint64_t>(_mm_cvtsi128_si64(digits));
  const uint64_t number = (eights & 0xFFFFFFFF) * 100'000'000 + (eights >> 32);
#else
  uint64_t high, low;
  const size_t front = whole > 8 ? whole - 8 : 0;
  if (!(read_digits(text.data(), front, high) & read_digits(text.data() + front, whole - front, low))) return false;
  const uint64_t number = high * 100'000'000 + low;
#endif
  cents = static_cast<int64_t>(number * 100 + tens * 10 + ones);
  return true;
}

/// Days since 1970 of the 10 characters `YYYY-MM-DD`, a day that exists; false for any other text.
inline bool read_iso_date(const char* text, int64_t& days) {
  constexpr uint64_t kHyphens = uint64_t{'-'} << 32 | uint64_t{'-'} << 56, kWhere = 0xFF0000FF00000000;
  uint64_t word;  // YYYY-MM-
  std::memcpy(&word, text, 8);
  const bool hyphens = (word & kWhere) == kHyphens;
  word ^= kHyphens ^ (uint64_t{'0'} << 32 | uint64_t{'0'} << 56);
  const unsigned tens = static_cast<unsigned char>(text[8]) - unsigned{'0'}, ones = static_cast<unsigned char>(text[9]) - unsigned{'0'};
  const bool digits = ((word & 0xF0F0F0F0F0F0F0F0) | (((word + 0x0606060606060606) & 0xF0F0F0F0F0F0F0F0) >> 4)) == 0x3333333333333333;
  if (!(hyphens & digits & (tens <= 9) & (ones <= 9))) return false;
  word &= 0x0F0F0F0F0F0F0F0F;
  const uint64_t pairs = (word * 2561) >> 8;
  const uint32_t year = static_cast<uint32_t>((pairs & 0xFF) * 100 + ((pairs >> 16) & 0xFF));
  const uint32_t month = static_cast<uint32_t>(((word >> 40) & 15) * 10 + ((word >> 48) & 15));
  const uint32_t day = tens * 10 + ones;
  if (year == 0 || month - 1 >= 12) return false;
  static constexpr uint16_t kBefore[13] = {0, 0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334};
  static constexpr uint8_t kDays[13] = {0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  const bool leap = (year % 4 == 0) & ((year % 100 != 0) | (year % 400 == 0));
  if (day - 1 >= kDays[month] + uint32_t{leap & (month == 2)}) return false;
  const uint32_t full = year - 1;  // years before it
  days = int64_t{365 * full + full / 4 - full / 100 + full / 400 + kBefore[month] + uint32_t{leap & (month > 2)} + day} - 719163;
  return true;
}

/// The first bytes of a word, by how many.
inline constexpr std::array<uint64_t, 9> kFirstBytes = {
    0, 0xFF, 0xFFFF, 0xFFFFFF, 0xFFFFFFFF, 0xFFFFFFFFFF, 0xFFFFFFFFFFFF, 0xFFFFFFFFFFFFFF, 0xFFFFFFFFFFFFFFFF};

inline uint64_t word_at(const char* text) {
  uint64_t word;
  std::memcpy(&word, text, 8);
  return word;
}

class Decoder {
 public:
  /// Both must outlive it.
  Decoder(const api::FactInfo& fact, const columns::Shape& shape);

  /// Adds the value of a text; false: it is refused and nothing was added. tables::kPadding bytes before and behind
  /// the text may be read. An empty text is a text, not unknown.
  bool add(std::string_view text, columns::Column& column, columns::Dictionary& dictionary) {
    switch (fast_) {
      case Fast::YesNo: {
        uint8_t yes;
        if (read_yes_no(text, yes)) return column.add_flag(yes != 0), true;
        break;
      }
      case Fast::Cents: {
        int64_t cents;
        if (read_cents(text, cents)) return column.add_number(cents), true;
        if (add_figure(text, column)) return true;
        break;
      }
      case Fast::Figure:
        if (add_figure(text, column)) return true;
        break;
      case Fast::Date: {
        int64_t days;
        if (text.size() == 10 && read_iso_date(text.data(), days)) return column.add_number(days), true;
        break;
      }
      case Fast::Text:
        if (add_known_text(text, column, dictionary)) return true;
        break;
      case Fast::None: break;
    }
    return add_any(text, column, dictionary);
  }

  /// Adds the values of `count` cells, the nth at `place(n)`; an empty cell is unknown. False: one is refused, and the
  /// values in front of it were added.
  template <class Place>
  bool add_cells(const tables::PlainRows& rows, size_t count, const Place& place, columns::Column& column,
                 columns::Dictionary& dictionary) {
    size_t done = 0;
    if (fast_ == Fast::Cents)
      done = add_plain(rows, count, place, column, column.numbers, [](std::string_view text, int64_t& out) { return read_cents(text, out); });
    else if (fast_ == Fast::YesNo)
      done = add_plain(rows, count, place, column, column.flags, read_yes_no);
    else if (fast_ == Fast::Date)
      done = add_plain(rows, count, place, column, column.numbers,
                       [](std::string_view text, int64_t& out) { return text.size() == 10 && read_iso_date(text.data(), out); });
    for (; done < count; ++done) {
      const std::string_view text = rows.cell(place(done));
      if (text.empty())
        column.add_state(shape_, columns::State::Unknown);
      else if (!add(text, column, dictionary))
        return false;
    }
    return true;
  }

  /// Why the last text was refused.
  profile::Refusal& refusal() { return *refusal_; }

  /// Another dictionary, or one that has forgotten, is used from now on.
  void forget() { known_.fill({}); }

  const api::FactInfo& fact() const { return fact_; }
  const columns::Shape& shape() const { return shape_; }

 private:
  enum class Fast : uint8_t { None, YesNo, Cents, Figure, Date, Text };
  struct Known {
    uint64_t key = 0;
    uint32_t size = 0;  ///< 0: nothing
    uint32_t code = 0;
  };

  /// The text itself up to 8 bytes, else its ends.
  static uint64_t key_of(std::string_view text) {
    if (text.size() <= 8) return word_at(text.data()) & kFirstBytes[text.size()];
    return word_at(text.data()) + std::rotl(word_at(text.data() + text.size() - 8), 29);
  }
  Known& slot_of(uint64_t key) { return known_[(key * 0x9E3779B97F4A7C15) >> 58]; }

  static constexpr uint64_t key_of_word(std::string_view word) {
    uint64_t key = 0;
    for (size_t i = word.size(); i-- > 0;) key = key << 8 | static_cast<unsigned char>(word[i]);
    return key;
  }

  static bool read_yes_no(std::string_view text, uint8_t& out) {
    if (text.size() > 8) return false;
    const uint64_t key = key_of(text);
    const bool yes = (key == key_of_word("true")) | (key == key_of_word("yes"));
    out = yes;
    return yes | (key == key_of_word("false")) | (key == key_of_word("no"));
  }

  /// As far as the cells are read by `read` or empty; how many that is. One kind of value in one loop: nothing is
  /// decided anew for each.
  template <class Place, class Number, class Read>
  static size_t add_plain(const tables::PlainRows& rows, size_t count, const Place& place, columns::Column& column,
                          std::vector<Number>& numbers, const Read& read) {
    const size_t before = column.size();
    numbers.resize(before + count);
    column.states.resize(before + count, columns::State::Known);
    Number* const out = numbers.data() + before;
    int64_t lowest = column.lowest, highest = column.highest;
    size_t n = 0;
    for (; n < count; ++n) {
      const std::string_view text = rows.cell(place(n));
      Number number{};
      if (text.empty()) {
        column.states[before + n] = columns::State::Unknown;
        column.all_known = false;
      } else if (!read(text, number)) {
        break;
      }
      out[n] = number;
      lowest = std::min<int64_t>(lowest, number);
      highest = std::max<int64_t>(highest, number);
    }
    numbers.resize(before + n);
    column.states.resize(before + n);
    if constexpr (sizeof(Number) == sizeof(int64_t)) {
      column.lowest = lowest;
      column.highest = highest;
    }
    return n;
  }

  bool add_known_text(std::string_view text, columns::Column& column, const columns::Dictionary& dictionary) {
    if (text.empty()) return false;
    const uint64_t key = key_of(text);
    const Known& known = slot_of(key);
    if (known.key != key || known.size != text.size()) return false;
    if (text.size() > 8 && dictionary.text(known.code) != text) return false;
    column.add_number(known.code);
    return true;
  }

  bool add_figure(std::string_view text, columns::Column& column) const;
  bool add_any(std::string_view text, columns::Column& column, columns::Dictionary& dictionary);

  const api::FactInfo& fact_;
  const columns::Shape& shape_;
  Fast fast_ = Fast::None;
  size_t most_decimals_ = 0;        ///< a figure with more is read the long way
  size_t most_digits_ = 0;          ///< in front of the point
  bool below_one_ = false, four_digits_ = false;
  std::array<uint64_t, 7> powers_{}, scale_{};  ///< by the decimals of the figure
  std::array<Known, 64> known_{};
  std::optional<profile::Refusal> refusal_;
};

/// `text` with tables::kPadding bytes before and behind it that may be read.
class Padded {
 public:
  std::string_view operator()(std::string_view text) {
    buffer_.assign(tables::kPadding, '\0');
    buffer_.append(text).append(tables::kPadding, '\0');
    return {buffer_.data() + tables::kPadding, text.size()};
  }

 private:
  std::string buffer_;
};

}  // namespace bursar::batch
