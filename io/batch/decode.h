// The texts of one fact as values of its column. What is written plainly (`1234.50`, `true`, `2024-04-01`) goes
// straight there; everything else is read as in a single profile (profile::read_figure), so that meaning and issues are
// the same.
#pragma once

#include <array>
#include <bit>
#include <cstdint>
#include <cstring>
#include <optional>
#include <string_view>

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

/// Days since 1970 of `YYYY-MM-DD` that exists; nothing for any other text of 10 characters.
inline bool read_iso_date(const char* text, int64_t& days) {
  uint64_t year, month, day;
  const bool good = read_digits(text, 4, year) & read_digits(text + 5, 2, month) & read_digits(text + 8, 2, day) &
                    (text[4] == '-') & (text[7] == '-');
  static constexpr uint8_t kDays[16] = {0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31, 0, 0, 0};
  if (!good || year == 0 || month > 12 || day == 0) return false;
  const bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
  if (day > kDays[month] + uint64_t{month == 2 && leap}) return false;
  // Years from March on, so that the leap day is the last one.
  const int64_t y = static_cast<int64_t>(year) - (month <= 2);
  const int64_t of_year = (153 * static_cast<int64_t>((month + 9) % 12) + 2) / 5 + static_cast<int64_t>(day) - 1;
  days = 365 * y + y / 4 - y / 100 + y / 400 + of_year - 719468;
  return true;
}

class Decoder {
 public:
  /// Both must outlive it.
  Decoder(const api::FactInfo& fact, const columns::Shape& shape);

  /// Adds the value of a text; false: it is refused and nothing was added. tables::kPadding bytes behind the text may
  /// be read. An empty text is a text, not unknown.
  bool add(std::string_view text, columns::Column& column, columns::Dictionary& dictionary) {
    switch (fast_) {
      case Fast::YesNo:
        if (add_yes_no(text, column)) return true;
        break;
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

  /// Why the last text was refused.
  profile::Refusal& refusal() { return *refusal_; }

  /// Another dictionary, or one that has forgotten, is used from now on.
  void forget() { known_.fill({}); }

  const api::FactInfo& fact() const { return fact_; }
  const columns::Shape& shape() const { return shape_; }

 private:
  enum class Fast : uint8_t { None, YesNo, Figure, Date, Text };
  struct Known {
    uint64_t key = 0;
    uint32_t size = 0;  ///< 0: nothing
    uint32_t code = 0;
  };

  static uint64_t word_at(const char* text) {
    uint64_t word;
    std::memcpy(&word, text, 8);
    return word;
  }
  /// The text itself up to 8 bytes, else its ends.
  static uint64_t key_of(std::string_view text) {
    if (text.size() <= 8) {
      const unsigned half = static_cast<unsigned>(32 - 4 * text.size());
      return (word_at(text.data()) << half) << half;
    }
    return word_at(text.data()) + std::rotl(word_at(text.data() + text.size() - 8), 29);
  }
  Known& slot_of(uint64_t key) { return known_[(key * 0x9E3779B97F4A7C15) >> 58]; }

  bool add_yes_no(std::string_view text, columns::Column& column) {
    if (text.empty() || text.size() > 8) return false;
    const uint64_t key = key_of(text);
    const auto is = [&](std::string_view word) {
      uint64_t own = 0;
      for (const char c : word) own = (own >> 8) | (uint64_t{static_cast<unsigned char>(c)} << 56);
      return key == own && text.size() == word.size();
    };
    const bool yes = is("true") | is("yes");
    if (!(yes | is("false") | is("no"))) return false;
    column.add_flag(yes);
    return true;
  }

  bool add_figure(std::string_view text, columns::Column& column) {
    const size_t size = text.size();
    const char* const p = text.data();
    size_t decimals = 0;
    if (most_decimals_ >= 2 && size > 3 && p[size - 3] == '.') {
      decimals = 2;
    } else {
      for (size_t n = 1; n <= most_decimals_ && n + 1 < size; ++n)
        if (p[size - n - 1] == '.') decimals = n;
    }
    const size_t digits = size - decimals - (decimals > 0);
    if (digits - 1 >= most_digits_ || (digits > 1 && p[0] == '0')) return false;
    const size_t front = digits > 8 ? digits - 8 : 0;
    uint64_t high, low, fraction = 0;
    bool good = read_digits(p, front, high) & read_digits(p + front, digits - front, low);
    if (decimals > 0) good &= read_digits(p + digits + 1, decimals, fraction);
    if (!good) return false;
    const uint64_t whole = high * 100'000'000 + low;
    if ((below_one_ && whole != 0) || (four_digits_ && size != 4)) return false;
    column.add_number(static_cast<int64_t>((whole * powers_[decimals] + fraction) * scale_[decimals]));
    return true;
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

/// `text` with tables::kPadding bytes behind it that may be read.
class Padded {
 public:
  std::string_view operator()(std::string_view text) {
    buffer_.assign(text);
    buffer_.append(tables::kPadding, '\0');
    return {buffer_.data(), text.size()};
  }

 private:
  std::string buffer_;
};

}  // namespace bursar::batch
