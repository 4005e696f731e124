#include "engine/num/currency.h"

#include <algorithm>
#include <cassert>
#include <iterator>

namespace bursar::num {

namespace {

struct Entry {
  std::string_view code;
  int minor_digits;
};

constexpr Entry kCurrencies[] = {
#define CURRENCY(code, minor_digits) {#code, minor_digits},
#include "engine/num/currencies.def"
#undef CURRENCY
};

static_assert(std::size(kCurrencies) <= UINT8_MAX);
static_assert(std::is_sorted(std::begin(kCurrencies), std::end(kCurrencies),
                             [](const Entry& a, const Entry& b) { return a.code < b.code; }));

const Entry& entry(Currency currency) {
  assert(currency.index < std::size(kCurrencies));
  return kCurrencies[currency.index];
}

}  // namespace

std::string_view Currency::code() const { return entry(*this).code; }

int Currency::minor_digits() const { return entry(*this).minor_digits; }

Exact Currency::smallest_unit() const { return *Exact::power(Exact(10), -minor_digits()); }

std::optional<Currency> currency_of(std::string_view code) {
  const auto at = std::lower_bound(std::begin(kCurrencies), std::end(kCurrencies), code,
                                   [](const Entry& e, std::string_view wanted) { return e.code < wanted; });
  if (at == std::end(kCurrencies) || at->code != code) return std::nullopt;
  return Currency{static_cast<uint8_t>(at - std::begin(kCurrencies))};
}

size_t currency_count() { return std::size(kCurrencies); }

int minor_digits_of(std::string_view code) {
  constexpr int kUsual = 2;
  const auto known = currency_of(code);
  return known ? known->minor_digits() : kUsual;
}

std::string amount_text(const Exact& amount, std::string_view currency) {
  return amount.decimals() ? amount.to_decimal(minor_digits_of(currency)) : amount.to_fraction();
}

}  // namespace bursar::num
