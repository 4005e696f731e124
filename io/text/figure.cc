#include "io/text/figure.h"

#include <algorithm>
#include <string_view>

#include "engine/num/period.h"
#include "engine/num/rounding.h"

namespace bursar::text {

namespace {

using num::Exact;

constexpr int kExactPercentDecimals = 4;
constexpr int kRoundedPercentDecimals = 2;
constexpr int kMostPercentDecimals = 12;

/// Puts commas into the whole part of one decimal number.
std::string grouped(std::string_view number) {
  const size_t sign = number.starts_with('-') ? 1 : 0;
  const size_t whole_end = std::min(number.find('.'), number.size());
  std::string out;
  for (size_t i = 0; i < whole_end; ++i) {
    if (i > sign && (whole_end - i) % 3 == 0) out += ',';
    out += number[i];
  }
  return out.append(number.substr(whole_end));
}

std::string fraction_text(const Exact& value) {
  const std::string text = value.to_fraction();
  const size_t slash = text.find('/');
  if (slash == text.npos) return grouped(text);
  return grouped(text.substr(0, slash)) + '/' + grouped(text.substr(slash + 1));
}

bool shown_in_full(const Exact& percent) {
  const std::optional<int> decimals = percent.decimals();
  return decimals && *decimals <= kExactPercentDecimals;
}

/// The value that is shown when rounded percentages get `decimals`.
Exact shown(const Exact& percent, int decimals) {
  if (shown_in_full(percent)) return percent;
  return round_to(percent, num::Rounding::HalfUp, *Exact::power(10, -decimals));
}

}  // namespace

std::string money_text(const Exact& amount, int minor_digits) {
  return amount.decimals() ? grouped(amount.to_decimal(minor_digits)) : fraction_text(amount);
}

std::string number_text(const Exact& value) { return money_text(value, 0); }

std::string percent_text(const Exact& ratio, const std::optional<Exact>& tell_apart_from,
                         PercentStyle style) {
  const Exact percent = ratio * 100;
  int decimals = kRoundedPercentDecimals;
  if (tell_apart_from && *tell_apart_from != ratio) {
    const Exact other = *tell_apart_from * 100;
    const auto told_apart = [&] {
      return (shown(percent, decimals) <=> shown(other, decimals)) == (percent <=> other);
    };
    while (!told_apart())
      if (++decimals > kMostPercentDecimals) return fraction_text(ratio);
  }
  const std::string number = shown(percent, decimals).to_decimal(shown_in_full(percent) ? 0 : decimals);
  return grouped(number) + (style == PercentStyle::Spaced ? " %" : "%");
}

std::string time_text(const Exact& minutes) {
  const int64_t all = minutes.to_int64().value_or(0);
  const auto two = [](int64_t n) { return (n < 10 ? "0" : "") + std::to_string(n); };
  return two(all / 60) + ":" + two(all % 60);
}

std::string moment_text(const Exact& minutes) {
  const num::Date day = num::day_of(minutes.to_int64().value_or(0));
  return day.to_text() + " " + time_text(minutes - Exact(num::minutes_of(day)));
}

}  // namespace bursar::text
