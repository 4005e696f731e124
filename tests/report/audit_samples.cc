#include "tests/report/audit_samples.h"

#include "engine/audit/judge.h"

namespace bursar::report::test {

namespace {

using namespace audit;
using award::Outcome;
using num::Exact;

Exact dec(const char* text) { return *Exact::parse_decimal(text); }

award::Shown of(award::Unit unit, Exact number) {
  award::Shown shown;
  shown.state = award::Shown::State::Known;
  shown.unit = unit;
  shown.number = std::move(number);
  if (unit == award::Unit::Money) shown.currency = "CNY";
  return shown;
}
award::Shown money(Exact amount) { return of(award::Unit::Money, std::move(amount)); }
award::Shown count(int64_t n) { return of(award::Unit::Count, n); }

Audit base() {
  Audit audit;
  audit.policy = {"rd-2026", {"rd-2026", "研发补助"}, {"Support for R&D 2026", "2026 年研发投入补助"},
                  "2026.1",  "sha256:4f0c2a6be1d05f6d0d4f2f3c5b8e7a9012c4d6e8f0a1b3c5d7e9f1a3b5c7d9e1", "CNY"};
  audit.as_of = num::Date::parse("2026-03-31");
  audit.options = {{"tolerance", "0.01"}, {"late_after", "60"}};
  return audit;
}

class Maker {
 public:
  explicit Maker(Audit& audit) : audit_(audit) {}

  /// `n` rows that together were paid `paid` and are due `due`.
  void rows(int n, const char* paid, const char* due, std::optional<Code> code, const char* reason,
            std::vector<std::vector<uint32_t>> causes = {}) {
    const Exact unit = Exact::ratio(1, 100);
    Exact paid_left = dec(paid), due_left = dec(due);
    for (int i = 0; i < n; ++i) {
      // Unequal parts: each row takes a little more than its share of the rest, whole cents, the last what is left.
      const Exact share = i + 1 == n ? Exact(1) : Exact::ratio(7 + i % 5, 8 * (n - i) + 8);
      const Exact one_paid = round_to(paid_left * share, num::Rounding::HalfUp, unit);
      const Exact one_due = round_to(due_left * share, num::Rounding::HalfUp, unit);
      paid_left -= one_paid;
      due_left -= one_due;
      Row& row = add(one_paid, one_due);
      if (code) row.leads.push_back({*code, {reason, {money(one_due), money((one_paid - one_due).abs())}, {}, {}}});
      if (static_cast<size_t>(i) < causes.size()) row.causes = causes[static_cast<size_t>(i)];
    }
  }

  Row& add(Exact paid, std::optional<Exact> due) {
    Row& row = audit_.rows.emplace_back();
    const size_t n = audit_.rows.size();
    const std::string digits = std::to_string(n);
    row.payout.payout = "V" + std::string(5 - digits.size(), '0') + digits;
    row.payout.id = "91990100MAU" + std::string(7 - digits.size(), '0') + digits;
    row.payout.clause = "rd_support";
    row.payout.line = static_cast<uint32_t>(n) + 1;
    row.payout.ordinal = n;
    row.payout.paid = paid;
    row.due = due;
    row.outcome = !due ? Outcome::Undetermined : due->is_zero() ? Outcome::Ineligible : Outcome::Eligible;
    if (due) row.difference = paid - *due;
    return row;
  }

 private:
  Audit& audit_;
};

}  // namespace

Audit batch() {
  Audit audit = base();
  audit.inputs = {{"payouts", "payouts.csv", std::string(64, 'a'), 118'312, "GB18030", 1286},
                  {"profiles", "register.csv", std::string(64, 'b'), 410'777, "UTF-8", 1306}};
  audit.causes = {
      {"top_rate_on_whole_base", "rd_support", "bands", {"8 % above 10 million yuan", "超过 1000 万元部分 8%"}},
      {"condition_ignored", "rd_support", "title", {"holds the title", "具有称号"}},
      {"earlier_version", "rd_support", "2025.1", {}},
      {"rounding", "rd_support", "downward", {"round half up to 0.01", "四舍五入至 0.01"}}};
  Maker maker(audit);
  maker.rows(9, "3100256.93", "0", Code::A1, "not_eligible");
  for (Row& row : audit.rows) row.leads[0].reason.text = {"registered in the city", "注册地在本市"};
  maker.rows(8, "1768035.25", "0", Code::A2, "same_code");
  for (size_t i = 9; i < 17; ++i) audit.rows[i].leads[0].reason.names = {"V00" + std::to_string(100 + i), "9199"};
  maker.rows(17, "6988025.80", "6055063.50", Code::A3, "above_standard",
             {{0}, {0}, {0}, {0}, {0}, {0}, {1, 2}, {1, 2}, {1, 2}, {1}, {1}});
  maker.rows(3, "1324004.93", "794402.96", Code::A4, "outside_scope");
  maker.rows(2, "1000000.00", "1007000.00", Code::A5, "underpaid");
  maker.rows(4, "402934.49", "421334.49", Code::A5, "underpaid");
  maker.add(dec("202468.18"), dec("202468.19"))
      .leads.push_back({Code::A6, {"under_within_tolerance", {money(dec("202468.19")), money(dec("0.01"))}, {}, {}}});
  audit.rows.back().causes = {3};
  maker.add(dec("202468.18"), dec("202468.17"))
      .leads.push_back({Code::A6, {"over_within_tolerance", {money(dec("202468.17")), money(dec("0.01"))}, {}, {}}});
  maker.rows(1241, "379270773.01", "379270773.01", std::nullopt, "");
  audit.bunching = {{"rd_share", {"R&D share of revenue", "研发费用占比"}, of(award::Unit::Percent, Exact::ratio(1, 20)),
                     of(award::Unit::Percent, Exact::ratio(1, 200)), 11, 64},
                    {"rd_spend", {"R&D spend", "研发费用"}, money(2000000), money(100000), 38, 41}};
  summarise(audit);
  audit.not_checked = {{"late", {"approved_on", "paid_on"}}, {"bank", {"--bank"}}, {"facts", {}}};
  audit.run = "5d0c1e8f7a6b5c4d3e2f1a0b9c8d7e6f5a4b3c2d1e0f9a8b7c6d5e4f3a2b1c0d";
  audit.root = "sha256:9b1e0f2d4c6b8a7f5e3d1c0b9a8f7e6d5c4b3a2f1e0d9c8b7a6f5e4d3c2b1a0f";
  return audit;
}

Audit hostile_batch() {
  Audit audit = base();
  audit.policy.title = {"R&D <support> \"2026\"", "研发<补助>"};
  audit.inputs = {{"payouts", "<script>alert(1)</script>.csv", std::string(64, 'c'), 2000, "UTF-8", 13}};
  audit.causes = {{"cap_dropped", "rd_support", "step 3", {"capped at 1_000_000 yuan", "封顶 1000000 元"}},
                  {"<b>unheard of</b>", "rd_support", "=1+1", {}}};
  Maker maker(audit);
  const auto lead = [&](Row& row, Code code, Reason reason) { row.leads.push_back({code, std::move(reason)}); };
  Row& script = maker.add(dec("100.00"), Exact(0));
  script.payout.payout = "\"><img src=x onerror=alert(1)>";
  script.payout.id = "<script>alert(1)</script>";
  lead(script, Code::A1, {"not_eligible", {}, {}, {"revenue < 5 & \"rd\" > '1'", "收入 < 5"}});
  Row& formula = maker.add(dec("1768035.25"), Exact(0));
  formula.payout.payout = "=cmd|'/C calc'!A0";
  formula.payout.id = "919901000000000012";
  formula.payout.clause = "@SUM(A1)";
  lead(formula, Code::A2, {"near_code", {}, {"-1+1", "919901000000000021"}, {}});
  Row& above = maker.add(dec("1138018.44"), dec("1000000.00"));
  above.causes = {0, 1};
  above.payout.payout = "#3";
  lead(above, Code::A3, {"above_standard", {money(1000000), money(dec("138018.44"))}, {}, {}});
  Row& huge = maker.add(dec("12345678901234567.89"), dec("12345678901234567.88"));
  lead(huge, Code::A6, {"over_within_tolerance", {money(dec("12345678901234567.88")), money(dec("0.01"))}, {}, {}});
  lead(maker.add(dec("500.00"), dec("1500.00")), Code::A5, {"underpaid", {money(1500), money(1000)}, {}, {}});
  lead(maker.add(dec("250.00"), dec("1250.00")), Code::A5, {"underpaid", {money(1250), money(1000)}, {}, {}});
  lead(maker.add(dec("900.00"), dec("900.00")), Code::A7, {"late", {count(75), count(60)}, {}, {}});
  lead(maker.add(dec("800.00"), std::nullopt), Code::A8, {"facts_missing", {}, {"rd_spend", "revenue"}, {}});
  lead(maker.add(dec("700.00"), dec("800.00")), Code::A9, {"other_version", {money(800), money(100)}, {}, {}});
  Row& linked = maker.add(dec("600.00"), dec("600.00"));
  lead(linked, Code::B3, {"something_new", {money(1)}, {"V1"}, {"<i>", ""}});
  maker.add(dec("10.00"), dec("10.00"));
  maker.add(Exact::ratio(1, 3), Exact::ratio(1, 3));
  maker.add(Exact(0), Exact(0)).payout.payout = "负 \u202e 1\n2";
  audit.refused = {{"payouts.csv", 17, "V00016", "paid", "E0500", {"\"12,3\" is no amount", "“12,3”不是金额"}},
                   {"payouts.csv", 18, "", "", "E0501", {"<b>", ""}}};
  audit.of_the_batch = {{Code::C2, {"over_fund", {money(1000000), money(dec("12345678902900000.00"))}, {"V00004"}, {}}}};
  audit.reconciliations = {{"approved", "paid", dec("1000.00"), dec("1000.00"), 0, 0, 0},
                           {"paid", "bank", dec("1000.00"), dec("999.99"), 2, 1, 3}};
  summarise(audit);
  audit.not_checked = {{"fund", {"--fund"}}, {"<u>", {"\"", "'"}}};
  audit.run = "r-1";
  return audit;
}

Audit clean_batch() {
  Audit audit = base();
  audit.inputs = {{"payouts", "payouts.csv", std::string(64, 'd'), 300, "UTF-8", 1}};
  Maker(audit).add(dec("250000.00"), dec("250000.00"));
  summarise(audit);
  return audit;
}

}  // namespace bursar::report::test
