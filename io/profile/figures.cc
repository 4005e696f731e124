#include "io/profile/figures.h"

#include <algorithm>
#include <string>

#include "engine/base/nearest.h"
#include "engine/base/utf8.h"
#include "engine/num/currency.h"
#include "engine/num/period.h"
#include "io/profile/issue_list.h"

namespace bursar::profile {

namespace {

using diag::Kind;
using facts::Value;
using num::Exact;

constexpr size_t kMaxFigure = 200;  // longer figures are no amounts, only work

/// Words of the currencies that have one; a code always works.
struct CurrencyWord {
  std::string_view word;
  std::string_view codes;  // whose word it is, space-separated
};
constexpr CurrencyWord kCurrencyWords[] = {
    {"元", "CNY"},
    {"人民币", "CNY"},
    {"yuan", "CNY"},
    {"美元", "USD"},
    {"欧元", "EUR"},
    {"日元", "JPY"},
    {"港元", "HKD"},
    {"英镑", "GBP"},
    {"euro", "EUR"},
    {"euros", "EUR"},
    {"pounds", "GBP"},
    {"dollars", "USD AUD NZD CAD HKD SGD"},
};

bool is_digit(char c) { return c >= '0' && c <= '9'; }

bool all_digits(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), is_digit);
}

std::string_view trim(std::string_view text) {
  const size_t first = text.find_first_not_of(" \t");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

/// Full-width digits and marks as their ASCII ones: ０ ． ， － ％ ： ／.
std::string narrow(std::string_view text) {
  std::string out;
  for (size_t at = 0; at < text.size();) {
    const char32_t c = utf8::next(text, at);
    const bool figure = (c >= 0xFF10 && c <= 0xFF19) || c == 0xFF0E || c == 0xFF0C || c == 0xFF0D || c == 0xFF05 ||
                        c == 0xFF1A || c == 0xFF0F;
    utf8::append(out, figure ? c - 0xFEE0 : c);
  }
  return out;
}

Figure refuse(Kind kind, std::vector<diag::Arg> args) { return {{}, Refusal{kind, std::move(args)}}; }

Figure number_value(Exact number) {
  Value value;
  value.form = Value::Form::Number;
  value.number = std::move(number);
  return {value, {}};
}

Figure date_value(num::Date date) {
  Value value;
  value.form = Value::Form::Date;
  value.date = date;
  return {value, {}};
}

/// Digits grouped by commas in threes, or no commas at all.
bool well_grouped(std::string_view whole) {
  const size_t first = whole.find(',');
  if (first == std::string_view::npos) return true;
  if (first == 0 || first > 3) return false;
  for (size_t at = first; at < whole.size(); at += 4) {
    if (whole[at] != ',' || at + 3 >= whole.size() || !all_digits(whole.substr(at + 1, 3))) return false;
  }
  return true;
}

/// `-1,234.50`: optional minus, digits, commas by three, optional point with digits behind it.
Figure read_plain(std::string_view figure, std::string_view written, std::string_view type) {
  const auto no = [&](Kind kind) { return refuse(kind, {excerpt(written), diag::term(type)}); };
  std::string_view rest = figure;
  if (rest.starts_with('-')) rest.remove_prefix(1);
  const size_t point = rest.find('.');
  const std::string_view whole = rest.substr(0, point);
  const bool digits = !whole.empty() && is_digit(whole[0]) &&
                      std::all_of(whole.begin(), whole.end(), [](char c) { return is_digit(c) || c == ','; });
  if (!digits || (point != std::string_view::npos && !all_digits(rest.substr(point + 1))))
    return no(Kind::NotANumber);
  if (!well_grouped(whole)) return no(Kind::BadGrouping);
  if (whole.size() > 1 && whole[0] == '0') return no(Kind::LeadingZero);
  std::string bare;
  for (char c : figure)
    if (c != ',') bare += c;
  const auto value = Exact::parse_decimal(bare);
  return value ? number_value(*value) : no(Kind::NotANumber);
}

/// What stands behind the figure: `元`, `万元`, `EUR`. Chinese scales come off the value.
struct Tail {
  std::string_view figure;
  std::string_view word;
  int64_t scale = 1;
};

Tail split_tail(std::string_view text) {
  size_t end = 0;
  while (end < text.size() && (is_digit(text[end]) || text[end] == '.' || text[end] == ',' || text[end] == '-')) ++end;
  Tail tail{text.substr(0, end), trim(text.substr(end)), 1};
  for (const auto& [word, scale] : {std::pair<std::string_view, int64_t>{"万亿", 1'000'000'000'000},
                                    {"亿", 100'000'000},
                                    {"万", 10'000}}) {
    if (!tail.word.starts_with(word)) continue;
    tail.scale = scale;
    tail.word = trim(tail.word.substr(word.size()));
    break;
  }
  return tail;
}

/// Whether a currency's word or code is the fact's own; nothing when it is no currency at all.
std::optional<bool> is_own_currency(std::string_view word, std::string_view currency) {
  if (word == currency) return true;
  for (const CurrencyWord& entry : kCurrencyWords)
    if (entry.word == word) return !currency.empty() && entry.codes.find(currency) != std::string_view::npos;
  if (num::currency_of(word)) return false;
  return std::nullopt;
}

Figure read_money(const api::FactInfo& fact, std::string_view text, std::string_view written) {
  const bool code_first =
      text.size() > 4 && text[3] == ' ' && num::currency_of(text.substr(0, 3)).has_value();
  std::string_view code = code_first ? text.substr(0, 3) : std::string_view();
  Tail tail = split_tail(code_first ? trim(text.substr(4)) : text);
  for (std::string_view word : {code, tail.word}) {
    if (word.empty()) continue;
    const auto own = is_own_currency(word, fact.currency);
    if (!own) return refuse(Kind::NotANumber, {excerpt(written), diag::term("type.money")});
    if (!*own) return refuse(Kind::WrongCurrency, {excerpt(written), diag::plain(fact.currency)});
  }
  Figure figure = read_plain(tail.figure, written, "type.money");
  if (figure.refusal) return figure;
  Exact& amount = figure.value.number;
  amount *= Exact(tail.scale);
  if (tail.scale == 1 && tail.word.empty() && code.empty()) amount *= fact.scale;  // `money in 10_000 yuan`
  if (amount.sign() < 0) return refuse(Kind::NegativeAmount, {excerpt(written)});
  const int minor = num::minor_digits_of(fact.currency);
  if (amount.decimals().value_or(0) > minor)
    return refuse(Kind::TooManyDecimals,
                  {excerpt(written), diag::plain(fact.currency), diag::plain(static_cast<size_t>(minor))});
  return figure;
}

Figure read_number(const api::FactInfo& fact, std::string_view text, std::string_view written,
                   std::string_view type) {
  const Tail tail = split_tail(text);
  std::string_view figure = text;
  if (tail.scale != 1 && tail.word.empty()) figure = tail.figure;
  Figure out = read_plain(figure, written, type);
  if (out.refusal) return out;
  if (figure.size() != text.size()) out.value.number *= Exact(tail.scale);
  const bool whole = fact.whole || fact.unit == award::Unit::Count;
  if (whole && out.value.number.sign() < 0) return refuse(Kind::NegativeAmount, {excerpt(written)});
  if (whole && !out.value.number.is_integer()) return refuse(Kind::NotWhole, {excerpt(written)});
  return out;
}

Figure read_percent(std::string_view text, std::string_view written) {
  if (text.ends_with('%')) {
    Figure out = read_plain(trim(text.substr(0, text.size() - 1)), written, "type.percent");
    if (!out.refusal) out.value.number *= Exact::ratio(1, 100);
    return out;
  }
  Figure out = read_plain(text, written, "type.percent");
  // 30 may be meant as 30 % or as 3,000 %: only ratios below 1 are clear without the sign.
  if (!out.refusal && out.value.number.abs() >= Exact(1)) return refuse(Kind::DoubtfulPercent, {excerpt(written)});
  return out;
}

/// `20:00`, up to 24:00, as minutes.
std::optional<int> minutes_of_day(std::string_view text) {
  const size_t colon = text.find(':');
  if (colon == std::string_view::npos || colon == 0 || colon > 2 || text.size() != colon + 3) return std::nullopt;
  if (!all_digits(text.substr(0, colon)) || !all_digits(text.substr(colon + 1))) return std::nullopt;
  const int hour = std::stoi(std::string(text.substr(0, colon))), minute = std::stoi(std::string(text.substr(colon + 1)));
  if (minute > 59 || hour * 60 + minute > 24 * 60) return std::nullopt;
  return hour * 60 + minute;
}

/// `2025-05-01 10:30`, `2025-05-01T10:30`, as minutes since 1970.
std::optional<int64_t> moment_of(std::string_view text) {
  const size_t space = text.find_first_of(" T");
  if (space == std::string_view::npos) return std::nullopt;
  const Figure day = read_date(text.substr(0, space));
  const auto minutes = minutes_of_day(trim(text.substr(space + 1)));
  if (day.refusal || !minutes) return std::nullopt;
  return num::minutes_of(day.value.date) + *minutes;
}

/// `A to B`, `A 至 B`: days, both included, or moments.
Figure read_period(std::string_view text, std::string_view written) {
  size_t at = std::string_view::npos, width = 0;
  for (std::string_view word : {" to ", "至", " – ", "~"})
    if (at == std::string_view::npos && (at = text.find(word)) != std::string_view::npos) width = word.size();
  if (at == std::string_view::npos) return refuse(Kind::NotAPeriod, {excerpt(written)});
  const std::string_view first = trim(text.substr(0, at)), last = trim(text.substr(at + width));
  Value value;
  value.form = Value::Form::Period;
  const auto from = moment_of(first), to = moment_of(last);
  if (from && to) {
    if (*to < *from) return refuse(Kind::PeriodBackwards, {excerpt(written)});
    if (*from < *to) value.period.pieces.emplace_back(*from, *to);
    return {value, {}};
  }
  const Figure a = read_date(first), b = read_date(last);
  if (a.refusal || b.refusal) return refuse(Kind::NotAPeriod, {excerpt(written)});
  if (b.value.date < a.value.date) return refuse(Kind::PeriodBackwards, {excerpt(written)});
  value.period = num::Period::of_days(a.value.date, b.value.date);
  return {value, {}};
}

/// A figure that may carry its unit: `120`, `120 m²`, `2 hours` of a fact in minutes. A length of time must.
Figure read_quantity(const api::FactInfo& fact, std::string_view text, std::string_view written) {
  const Tail tail = split_tail(text);
  if (tail.word.empty()) {
    if (fact.type == "duration") return refuse(Kind::NotThisUnit, {excerpt(written), diag::plain(fact.measure.en)});
    return read_number(fact, text, written, "type.number");
  }
  for (const auto& [word, size] : fact.unit_words) {
    if (word != tail.word) continue;
    Figure out = read_plain(tail.figure, written, "type.number");
    if (!out.refusal) out.value.number *= size * Exact(tail.scale);
    return out;
  }
  return refuse(Kind::NotThisUnit, {excerpt(written), diag::plain(fact.measure.en)});
}

Figure read_year(const api::FactInfo& fact, std::string_view text, std::string_view written) {
  std::string_view year = text;
  if (year.ends_with("年")) year = trim(year.substr(0, year.size() - std::string_view("年").size()));
  // A named year that crosses New Year is called `2018/19`; a calendar year never is.
  if (fact.type != "year" && year.size() == 7 && year[4] == '/' && all_digits(year.substr(5))) {
    const std::string_view first = year.substr(0, 4);
    if (all_digits(first) && (std::stoi(std::string(first)) + 1) % 100 == std::stoi(std::string(year.substr(5))))
      year = first;
  }
  if (year.size() != 4 || !all_digits(year) || year == "0000") return refuse(Kind::NotAYear, {excerpt(written)});
  return number_value(Exact(std::stoi(std::string(year))));
}

/// The parts of `2024年4月1日`; nothing for any other text.
std::optional<std::string> chinese_date(std::string_view text, bool with_day) {
  constexpr std::string_view kYear = "年", kMonth = "月", kDay = "日";
  const size_t y = text.find(kYear), m = text.find(kMonth);
  if (y != 4 || m == std::string_view::npos || m < y) return std::nullopt;
  std::string month(text.substr(y + kYear.size(), m - y - kYear.size()));
  std::string_view rest = text.substr(m + kMonth.size());
  std::string day = "01";
  if (with_day) {
    if (!rest.ends_with(kDay)) return std::nullopt;
    day = rest.substr(0, rest.size() - kDay.size());
    rest = {};
  }
  if (!rest.empty() || !all_digits(month) || !all_digits(day) || month.size() > 2 || day.size() > 2)
    return std::nullopt;
  if (month.size() == 1) month.insert(0, "0");
  if (day.size() == 1) day.insert(0, "0");
  return std::string(text.substr(0, 4)) + "-" + month + "-" + day;
}

/// `2024-2-1`, `2024/02/01`, `2024.2.1` as it should be written, for the hint.
std::string iso_guess(std::string_view text) {
  std::string parts[3];
  int at = 0;
  for (char c : text) {
    if (is_digit(c)) {
      parts[at] += c;
    } else if ((c == '/' || c == '.' || c == '-') && at < 2) {
      ++at;
    } else {
      return {};
    }
  }
  if (at != 2 || parts[0].size() != 4) return {};
  for (std::string* part : {&parts[1], &parts[2]}) {
    if (part->empty() || part->size() > 2) return {};
    if (part->size() == 1) part->insert(0, "0");
  }
  const std::string iso = parts[0] + "-" + parts[1] + "-" + parts[2];
  return num::Date::parse(iso) ? iso : std::string();
}

Figure read_month(std::string_view text, std::string_view written) {
  std::string iso(text);
  if (const auto chinese = chinese_date(text, false)) iso = chinese->substr(0, 7);
  const auto month = num::Month::parse(iso);
  if (!month) return refuse(Kind::NotAMonth, {excerpt(written)});
  Figure out = date_value(month->start());
  out.value.number = Exact(month->index);
  return out;
}

Figure read_one_of(const api::FactInfo& fact, std::string_view text) {
  for (size_t i = 0; i < fact.values.size(); ++i) {
    if (text != fact.values[i] && (i >= fact.second_values.size() || text != fact.second_values[i])) continue;
    Value value;
    value.form = Value::Form::Text;
    value.text = fact.values[i];
    return {value, {}};
  }
  std::string allowed;
  std::vector<std::string_view> names;
  for (size_t i = 0; i < fact.values.size(); ++i) {
    if (i > 0) allowed += ", ";
    allowed += fact.values[i];
    names.push_back(fact.values[i]);
    if (i >= fact.second_values.size() || fact.second_values[i].empty()) continue;
    allowed += " (" + fact.second_values[i] + ")";
    names.push_back(fact.second_values[i]);
  }
  std::vector<diag::Arg> args{excerpt(text), diag::plain(allowed)};
  if (const auto near = nearest(text, names)) args.push_back(diag::written(*near));
  return refuse(Kind::NotOneOf, std::move(args));
}

Figure read_yes_no(std::string_view text) {
  const bool yes = text == "true" || text == "yes" || text == "是";
  if (!yes && text != "false" && text != "no" && text != "否") return refuse(Kind::NotYesNo, {excerpt(text)});
  Figure out = number_value(Exact(yes ? 1 : 0));
  out.value.form = Value::Form::YesNo;
  return out;
}

}  // namespace

std::optional<Value> read_state(std::string_view text) {
  Value value;
  if (text == "unknown" || text == "未知") return value;
  value.form = Value::Form::DoesNotApply;
  if (text == "does not apply" || text == "不适用") return value;
  return std::nullopt;
}

Figure read_date(std::string_view written) {
  const std::string text = narrow(written);
  std::string iso = text;
  if (const auto chinese = chinese_date(text, true)) iso = *chinese;
  if (const auto date = num::Date::parse(iso)) return date_value(*date);
  const bool shaped = iso.size() == 10 && iso[4] == '-' && iso[7] == '-' && all_digits(iso.substr(0, 4)) &&
                      all_digits(iso.substr(5, 2)) && all_digits(iso.substr(8));
  if (shaped) return refuse(Kind::NoSuchDay, {excerpt(written)});
  // 1982 to 2064 as spreadsheets count days
  if (text.size() == 5 && all_digits(text) && text >= "30000" && text < "60000") {
    const auto meant = num::Date::of(1899, 12, 30)->add_days(std::stoi(text));
    return refuse(Kind::SpreadsheetDate, {excerpt(written), diag::written(meant->to_text())});
  }
  std::vector<diag::Arg> args{excerpt(written)};
  if (const std::string guess = iso_guess(text); !guess.empty()) args.push_back(diag::written(guess));
  return refuse(Kind::NotADate, std::move(args));
}

Figure read_figure(const api::FactInfo& fact, std::string_view written) {
  if (const auto state = read_state(written)) return {*state, {}};
  if (!fact.values.empty()) return read_one_of(fact, written);
  if (fact.unit == award::Unit::YesNo) return read_yes_no(written);
  if (fact.unit == award::Unit::Text || fact.unit == award::Unit::None) {
    Value value;
    value.form = Value::Form::Text;
    value.text = written;
    return {value, {}};
  }
  if (fact.unit == award::Unit::Date) return read_date(written);
  if (written.size() > kMaxFigure) return refuse(Kind::DataFigureTooLong, {excerpt(written)});
  const std::string text = narrow(written);
  switch (fact.unit) {
    case award::Unit::Money: return read_money(fact, text, written);
    case award::Unit::Percent: return read_percent(text, written);
    case award::Unit::Year: return read_year(fact, text, written);
    case award::Unit::Month: return read_month(text, written);
    case award::Unit::Count: return read_number(fact, text, written, "type.count");
    case award::Unit::Time: {
      const auto minutes = minutes_of_day(text);
      return minutes ? number_value(Exact(*minutes)) : refuse(Kind::NotATime, {excerpt(written)});
    }
    case award::Unit::Moment: {
      const auto minutes = moment_of(text);
      return minutes ? number_value(Exact(*minutes)) : refuse(Kind::NotAMoment, {excerpt(written)});
    }
    case award::Unit::Period: return read_period(text, written);
    case award::Unit::Number:
      if (!fact.measure.empty()) return read_quantity(fact, text, written);
      return read_number(fact, text, written, "type.number");
    default: return read_number(fact, text, written, "type.number");
  }
}

}  // namespace bursar::profile
