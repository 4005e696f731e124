#include <catch2/catch.hpp>
#include <string>

#include "io/profile/figures.h"

using namespace bursar;

namespace {

/// The value as text, or the code of the issue.
std::string read(award::Unit unit, std::string_view text) {
  api::FactInfo fact;
  fact.unit = unit;
  fact.type = unit == award::Unit::Year ? "year" : "";
  if (unit == award::Unit::Money) fact.currency = "CNY";
  const profile::Figure figure = profile::read_figure(fact, text);
  if (figure.refusal) return std::string(diag::name(figure.refusal->kind));
  using Form = facts::Value::Form;
  switch (figure.value.form) {
    case Form::Unknown: return "unknown";
    case Form::DoesNotApply: return "does not apply";
    case Form::Date: return figure.value.date.to_text();
    case Form::Text: return figure.value.text;
    default: return figure.value.number.to_text();
  }
}

}  // namespace

TEST_CASE("money as people write it, and nothing else") {
  const auto money = [](std::string_view text) { return read(award::Unit::Money, text); };
  CHECK(money("1,234.50") == "1234.5");
  CHECK(money("1234.5元") == "1234.5");
  CHECK(money("1.2亿元") == "120000000");
  CHECK(money("3万元") == "30000");
  CHECK(money("０．５") == "0.5");
  CHECK(money("１，２３４") == "1234");
  CHECK(money("1.23456万元") == "12345.6");
  CHECK(money("1.234567万元") == "12345.67");
  CHECK(money("1.2345678万元") == "TooManyDecimals");
  CHECK(money("CNY 5") == "5");
  CHECK(money("5 CNY") == "5");
  CHECK(money("5 USD") == "WrongCurrency");
  CHECK(money("5美元") == "WrongCurrency");
  CHECK(money("5 apples") == "NotANumber");
  CHECK(money("0.001") == "TooManyDecimals");
  CHECK(money("-1") == "NegativeAmount");
  CHECK(money("12,34") == "BadGrouping");
  CHECK(money("1,2345") == "BadGrouping");
  CHECK(money("1234,567") == "BadGrouping");
  CHECK(money("010") == "LeadingZero");
  for (const char* bad : {"", "+5", "1e3", "0x10", "1:30", ".nan", "5.", ".5", "1 000", "--1", "1.2.3", "元", "٣"})
    CHECK(money(bad) == "NotANumber");
}

TEST_CASE("other types") {
  using award::Unit;
  CHECK(read(Unit::Percent, "30%") == "0.3");
  CHECK(read(Unit::Percent, "0.3") == "0.3");
  CHECK(read(Unit::Percent, "30") == "DoubtfulPercent");
  CHECK(read(Unit::Count, "12") == "12");
  CHECK(read(Unit::Count, "1.5") == "NotWhole");
  CHECK(read(Unit::Number, "-1.5") == "-1.5");
  CHECK(read(Unit::YesNo, "是") == "1");
  CHECK(read(Unit::YesNo, "Yes") == "NotYesNo");
  CHECK(read(Unit::YesNo, "1") == "NotYesNo");
  CHECK(read(Unit::Text, "no") == "no");
  CHECK(read(Unit::Text, "007") == "007");
  CHECK(read(Unit::Date, "2024-04-01") == "2024-04-01");
  CHECK(read(Unit::Date, "2024年4月1日") == "2024-04-01");
  CHECK(read(Unit::Date, "2024/4/1") == "NotADate");
  CHECK(read(Unit::Date, "2024-02-30") == "NoSuchDay");
  CHECK(read(Unit::Date, "45383") == "SpreadsheetDate");
  CHECK(read(Unit::Year, "2024") == "2024");
  CHECK(read(Unit::Year, "2024/25") == "NotAYear");
  CHECK(read(Unit::Month, "2024-04") == "2024-04-01");
  CHECK(read(Unit::Month, "2024-4") == "NotAMonth");
  for (Unit unit : {Unit::Money, Unit::Date, Unit::Text, Unit::YesNo}) {
    CHECK(read(unit, "unknown") == "unknown");
    CHECK(read(unit, "未知") == "unknown");
    CHECK(read(unit, "does not apply") == "does not apply");
    CHECK(read(unit, "不适用") == "does not apply");
  }
}
