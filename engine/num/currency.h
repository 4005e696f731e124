// The currencies an amount can be in.
#pragma once

#include <compare>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "engine/num/exact.h"

namespace bursar::num {

/// One of the ISO 4217 currencies of currencies.def: an index into that list.
struct Currency {
  uint8_t index = 0;

  std::string_view code() const;  // "EUR"
  int minor_digits() const;       // decimals of the smallest unit: EUR 2, JPY 0, KWD 3
  Exact smallest_unit() const;    // EUR 1/100, JPY 1, KWD 1/1000

  constexpr auto operator<=>(const Currency&) const = default;
};

/// Nothing when the list has no such code. Codes are three capitals.
std::optional<Currency> currency_of(std::string_view code);

size_t currency_count();

/// Of a currency's code; 2 for one that the list does not have.
int minor_digits_of(std::string_view code);

/// "1234.50": with the decimals of the currency, or all of them when there are more; a fraction when they never end.
std::string amount_text(const Exact& amount, std::string_view currency);

}  // namespace bursar::num

template <>
struct std::hash<bursar::num::Currency> {
  size_t operator()(bursar::num::Currency currency) const noexcept { return currency.index; }
};
