#include "io/batch/decode.h"

#include <algorithm>

#include "engine/num/currency.h"

namespace bursar::batch {

using award::Unit;
using columns::Form;

namespace {

constexpr size_t kMostDigits = 18;  // all of them, decimals included: within int64

}  // namespace

Decoder::Decoder(const api::FactInfo& fact, const columns::Shape& shape) : fact_(fact), shape_(shape) {
  // Words are compared as one number whose first byte is the lowest.
  if constexpr (std::endian::native != std::endian::little) return;
  const bool figure = shape.form == Form::Decimal || shape.form == Form::Whole;
  if (fact.series || fact.unit == Unit::List) return;
  if (shape.form == Form::Text) {
    fast_ = Fast::Text;
  } else if (fact.unit == Unit::YesNo) {
    fast_ = Fast::YesNo;
  } else if (fact.unit == Unit::Date) {
    fast_ = Fast::Date;
  } else if (figure && fact.unit == Unit::Money && fact.scale == num::Exact(1)) {
    fast_ = Fast::Figure;
    most_decimals_ = static_cast<size_t>(num::minor_digits_of(fact.currency));
  } else if (figure && fact.unit == Unit::Count) {
    fast_ = Fast::Figure;
  } else if (figure && fact.unit == Unit::Number && fact.type != "duration") {
    fast_ = Fast::Figure;
    most_decimals_ = fact.whole ? 0 : static_cast<size_t>(shape.decimals);
  } else if (figure && fact.unit == Unit::Percent) {
    fast_ = Fast::Figure;
    below_one_ = true;
    most_decimals_ = static_cast<size_t>(shape.decimals);
  } else if (figure && fact.unit == Unit::Year) {
    fast_ = Fast::Figure;
    four_digits_ = true;
  }
  if (fast_ != Fast::Figure) return;
  most_decimals_ = std::min(most_decimals_, static_cast<size_t>(shape.decimals));
  most_digits_ = std::min<size_t>(16, kMostDigits - static_cast<size_t>(shape.decimals));
  uint64_t power = 1;
  for (size_t n = 0; n <= static_cast<size_t>(shape.decimals); ++n, power *= 10) powers_[n] = power;
  if (most_decimals_ == 2 && shape.decimals == 2 && !below_one_) fast_ = Fast::Cents;
  for (size_t n = 0; n <= static_cast<size_t>(shape.decimals); ++n)
    scale_[n] = powers_[static_cast<size_t>(shape.decimals) - n];
}

bool Decoder::add_figure(std::string_view text, columns::Column& column) const {
  const size_t size = text.size();
  const char* const p = text.data();
  size_t decimals = 0;
  for (size_t n = 1; n <= most_decimals_ && n + 1 < size; ++n)
    if (p[size - n - 1] == '.') decimals = n;
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

bool Decoder::add_any(std::string_view text, columns::Column& column, columns::Dictionary& dictionary) {
  if (fact_.series || fact_.unit == Unit::List) {
    const auto state = profile::read_state(text);
    if (state) return columns::add(column, shape_, *state, dictionary), true;
    refusal_ = {diag::Kind::WrongForm,
                {diag::term(fact_.series ? "type.series" : "type.list"), diag::term("data_form.scalar")}};
    return false;
  }
  profile::Figure figure = profile::read_figure(fact_, text);
  if (figure.refusal) {
    refusal_ = std::move(figure.refusal);
    return false;
  }
  const bool known_text = fast_ == Fast::Text && figure.value.form == facts::Value::Form::Text && !text.empty();
  columns::add(column, shape_, figure.value, dictionary);
  if (known_text) {
    const uint64_t key = key_of(text);
    slot_of(key) = {key, static_cast<uint32_t>(text.size()), static_cast<uint32_t>(column.numbers.back())};
  }
  return true;
}

}  // namespace bursar::batch
