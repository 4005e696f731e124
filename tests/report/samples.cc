#include "tests/report/samples.h"

namespace bursar::report::test {

namespace {

using namespace award;
using num::Exact;

Exact dec(const char* text) { return *Exact::parse_decimal(text); }

Shown of(Unit unit, Exact number) {
  Shown shown;
  shown.state = Shown::State::Known;
  shown.unit = unit;
  shown.number = std::move(number);
  if (unit == Unit::Money) shown.currency = "CNY";
  return shown;
}
Shown money(const char* amount) { return of(Unit::Money, dec(amount)); }
Shown percent(int64_t n, int64_t d) { return of(Unit::Percent, Exact::ratio(n, d)); }
Shown yes(bool value) { return of(Unit::YesNo, value ? 1 : 0); }
Shown date(const char* text) {
  Shown shown = of(Unit::Date, 0);
  shown.date = *num::Date::parse(text);
  return shown;
}
Shown words(const char* text) {
  Shown shown = of(Unit::Text, 0);
  shown.text = text;
  return shown;
}
Shown unknown(Unit unit) {
  Shown shown;
  shown.unit = unit;
  return shown;
}

Citation cite(const char* article, const char* written = "") {
  return {"measures", {article}, {*written ? written : std::string("art. ") + article}};
}

Step start(Text formula, const char* op, std::vector<Shown> figures, Shown after, int chosen = -1) {
  Step step;
  step.after = std::move(after);
  step.formula = std::move(formula);
  step.figures = std::move(figures);
  step.figures_op = op;
  step.chosen = chosen;
  return step;
}
Step change(Step::Kind kind, const char* before, Shown operand, const char* after, bool applied = true) {
  Step step;
  step.kind = kind;
  step.applied = applied;
  step.before = money(before);
  step.operand = std::move(operand);
  step.after = money(after);
  return step;
}

Condition condition(const char* id, Text title, const char* op, Shown need, Shown have, Met outcome,
                    const char* article) {
  Condition c;
  c.id = id;
  c.title = std::move(title);
  c.op = op;
  c.need = std::move(need);
  c.have = std::move(have);
  c.outcome = outcome;
  if (*article) c.cites = {cite(article)};
  return c;
}

Line line(const char* id, const char* clause, Text title, const char* article, const char* amount,
          std::vector<Step> steps) {
  Line l;
  l.id = id;
  l.clause = clause;
  l.title = std::move(title);
  l.cites = {cite(article)};
  l.verb = "award";
  l.amount = dec(amount);
  l.currency = "CNY";
  l.steps = std::move(steps);
  return l;
}

ClauseResult clause(const char* id, Text title, const char* article, Outcome outcome) {
  ClauseResult c;
  c.id = id;
  c.title = std::move(title);
  c.cites = {cite(article)};
  c.verb = "award";
  c.outcome = outcome;
  c.currency = "CNY";
  return c;
}

Award base(Outcome outcome) {
  Award award;
  award.policy = {"growth", {"growth", "成长"}, {"Growth support measures", "企业成长扶持办法"},
                  "2026.1", "sha256:4f0c2a",    "CNY"};
  award.as_of = num::Date::parse("2026-03-31");
  award.subject_id = "A-0017";
  award.subject_name = "Example Works Ltd";
  award.outcome = outcome;
  return award;
}

std::vector<Condition> rd_conditions() {
  Condition registered = condition("1", {"registered in the city", "注册地在本市"}, "is", yes(true),
                                   yes(true), Met::Met, "5(1)(i)");
  Condition certificate = condition("2", {"certificate valid until", "证书有效期"}, "at least",
                                    date("2026-03-31"), date("2027-11-30"), Met::Met, "5(1)(ii)");
  certificate.dates = true;
  return {registered, certificate,
          condition("3", {"R&D spend 2025", "2025 年研发费用"}, "at least", money("2000000"),
                    money("6318452.37"), Met::Met, "5(1)(iii)"),
          condition("4", {"R&D share of revenue", "研发费用占营业收入比例"}, "at least", percent(1, 20),
                    percent(631845237, 8640000000), Met::Met, "5(1)(iv)")};
}

}  // namespace

Award eligible() {
  Award award = base(Outcome::Eligible);
  award.total = dec("4571095.24");

  ClauseResult milestone =
      clause("milestone", {"Output milestone", "产值上台阶奖励"}, "4", Outcome::Eligible);
  Condition ladder;
  ladder.id = "steps";
  ladder.outcome = Met::Met;
  milestone.conditions = {ladder};
  milestone.amount = dec("500000");
  award.lines.push_back(
      line("milestone", "milestone", milestone.title, "4", "500000",
           {start({"by output", "按产值"}, "step", {money("300000"), money("500000"), money("1000000")},
                  money("500000"), 1)}));

  ClauseResult support = clause("support", {"Support for R&D", "研发投入补助"}, "5", Outcome::Eligible);
  support.conditions = rd_conditions();
  support.amount = dec("3071095.24");
  support.quote = "对研发投入给予补助。";
  support.intermediates = {
      {"share",
       {"R&D share of revenue", "研发费用占比"},
       percent(631845237, 8640000000),
       {},
       {},
       {start({"rd_spend / revenue", "研发费用 / 营业收入"}, "/", {money("6318452.37"), money("86400000")},
              percent(631845237, 8640000000))}}};
  award.lines.push_back(line("support", "support", {"Support for R&D", "研发投入补助"}, "5(2)", "3000000",
                             {start({"50% of equipment", "设备投入的50%"}, "of",
                                    {percent(1, 2), money("8000000")}, money("4000000")),
                              change(Step::Kind::Cap, "4000000", money("3000000"), "3000000")}));
  Step rounding = change(Step::Kind::Round, "71095.238", money("0.01"), "71095.24");
  award.lines.push_back(line(
      "uplift", "support", {"Uplift for small firms", "小型企业上浮"}, "5(3)", "71095.24",
      {start({"20% of subtotal", "小计的20%"}, "of", {percent(1, 5), money("355476.19")}, money("71095.238")),
       rounding, change(Step::Kind::Cap, "71095.24", money("100000"), "71095.24", false)}));

  ClauseResult launch = clause("launch", {"Launch subsidy", "发射补贴"}, "9", Outcome::Eligible);
  launch.amount = dec("1000000");
  Line first = line("launch/1", "launch", launch.title, "9", "1000000",
                    {start({"lower of cost * 2 and 1 million", "…"}, "lower of",
                           {money("1250000"), money("1000000")}, money("1000000"), 1)});
  first.item = {{{"name", "名称"}, words("LM-2D Y84")}, {{"mass", "质量"}, of(Unit::Number, dec("1234.5"))}};
  Line second = line("launch/2", "launch", launch.title, "9", "0", {});
  second.item = {{{"name", "名称"}, words("=Kestrel")}};
  second.reason = "2";
  award.lines.push_back(first);
  award.lines.push_back(second);
  launch.conditions = {condition("1", {"launches", "发射次数"}, "at least", of(Unit::Count, 1),
                                 of(Unit::Count, 3), Met::Met, "9"),
                       condition("2", {"reached orbit", "入轨成功"}, "", {}, {}, Met::Met, "9")};
  launch.left_out = {{"launch/3",
                      "where",
                      {"where year is 2025", "其中 年份 为 2025"},
                      {{{"name", "名称"}, words("Heron 7")}, {{"year", "年份"}, of(Unit::Year, 2024)}}}};

  ClauseResult defer = clause("deferral", {"Deferred rent", "租金缓缴"}, "11", Outcome::Eligible);
  defer.amount = dec("120000");
  defer.verb = "defer";
  Line rent =
      line("deferral", "deferral", defer.title, "11", "120000",
           {start({"rent * 12", "租金 * 12"}, "*", {money("10000"), of(Unit::Count, 12)}, money("120000"))});
  rent.verb = "defer";
  rent.counts_in_total = false;
  award.lines.push_back(rent);

  ClauseResult listing = clause("listing", {"Award for going public", "上市奖励"}, "7", Outcome::Ineligible);
  listing.amount = 0;
  listing.conditions = {condition("1", {"listed", "已上市"}, "is", yes(true), yes(false), Met::NotMet, "7"),
                        condition("2", {"listed on", "上市日期"}, "at least", date("2025-01-01"),
                                  unknown(Unit::Date), Met::Unknown, "7")};
  listing.conditions[1].dates = true;
  award.clauses = {milestone, support, launch, defer, listing};
  award.assumptions = {{"headcount", of(Unit::Count, 0), "the policy takes 0 where nothing is stated"}};
  return award;
}

Award near_miss() {
  Award award = base(Outcome::Ineligible);
  award.total = 0;
  ClauseResult support = clause("support", {"Support for R&D", "研发投入补助"}, "5", Outcome::Ineligible);
  support.amount = 0;
  support.conditions = rd_conditions();
  Condition& share = support.conditions[3];
  share.have = percent(2311, 48000);
  share.outcome = Met::NotMet;
  share.text = {"rd_spend / revenue at least 5%", "研发费用 / 营业收入 不低于 5%"};
  share.short_by =
      ShortBy{"rd_spend_2025", {"R&D spend", "研发费用"}, money("89000"), false, money("2400000")};
  Condition close = condition("5", {"debt ratio", "资产负债率"}, "less than", percent(7, 10),
                              of(Unit::Percent, dec("0.70000001")), Met::NotMet, "5(1)(v)");
  close.short_by = ShortBy{"debt", {"debt", "负债"}, money("0.01"), true, money("69999.99")};
  support.conditions.push_back(close);
  award.clauses = {support};
  return award;
}

Award undetermined() {
  Award award = base(Outcome::Undetermined);
  award.lowest = 0;
  award.highest = dec("120000");
  ClauseResult support = clause("support", {"Support for R&D", "研发投入补助"}, "5", Outcome::Undetermined);
  support.lowest = 0;
  support.highest = dec("120000");
  support.conditions = rd_conditions();
  Condition any;
  any.id = "5";
  any.op = "any of";
  any.cites = {cite("5(1)(v)")};
  any.missing = {"rd_spend_2024"};
  Condition growth = condition("5.a", {"R&D growth on 2024", "研发费用较 2024 年增长"}, "at least",
                               percent(1, 10), unknown(Unit::Percent), Met::Unknown, "");
  growth.missing = {"rd_spend_2024"};
  Condition size =
      condition("5.b", {"size of firm", "企业规模"}, "is", words("small"), words("large"), Met::NotMet, "");
  any.parts = {growth, size};
  Condition listed = condition("6", {"on the list of defaulters", "列入失信名单"}, "is", yes(false),
                               unknown(Unit::YesNo), Met::Unknown, "5(1)(vi)");
  listed.missing = {"listed"};
  support.conditions.push_back(any);
  support.conditions.push_back(listed);
  support.missing = {"rd_spend_2024", "listed"};
  ClauseResult open = clause("rent", {"Rent", "租金补贴"}, "8", Outcome::Undetermined);
  open.lowest = 0;
  open.missing = {"rent"};
  award.highest.reset();
  award.clauses = {support, open};
  award.missing = {{"rd_spend_2024", {"R&D spend 2024", "2024 年研发费用"}, Unit::Money, {"support"}},
                   {"listed", {"on the list of defaulters", "列入失信名单"}, Unit::YesNo, {"support"}},
                   {"rent", {}, Unit::Money, {"rent"}}};
  return award;
}

Award faulty() {
  Award award = base(Outcome::Fault);
  award.subject_name = "@Works, \"North\"";
  ClauseResult support = clause("support", {"Support for R&D", "研发投入补助"}, "5", Outcome::Fault);
  support.conditions = rd_conditions();
  award.clauses = {support};
  award.faults = {{"division_by_zero",
                   "support",
                   {"rd_spend / revenue", "研发费用 / 营业收入"},
                   "growth.policy",
                   40,
                   10,
                   {{"revenue", money("0")}}},
                  {"required", "", {"spend of both years in the same currency", ""}, "", 0, 0, {}}};
  return award;
}

}  // namespace bursar::report::test
