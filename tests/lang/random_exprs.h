// Random amounts and conditions: every construct, names that are words of the language, nothing that means anything.
#pragma once

#include <deque>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "engine/syntax/tree.h"

namespace bursar::syntax {

using num::Exact;

inline const std::vector<std::string> kNames = {
    "x",         "rent",    "in_zone",  "Élan",    "a1",      "order",    "more",      "force",    "below",  "sum",
    "highest",   "month",   "year",     "number",  "date",    "text",     "money",     "policy",   "clause", "test",
    "award",     "charge",  "fact",     "decided", "refer",   "list",     "start",     "art",      "s",      "年产值",
    "发射",      "注册在经开区",        "甲",      "第一",    "附加",     "前期",      "日期",     "金额",   "条款",
    "政策",      "给予",    "元",       "项",      "per annum",           "2nd",       "when",     "条件",   "不超过",
    "a」b",      "a`b",     "的",       "x, y",    "capped",  "least",    "t",         "days",     "completed",
    "first",     "last",    "each",     "on",      "next",    "working",  "fiscal",    "earlier",  "before", "calendar",
    "limit",     "due",     "use",      "time",    "period",  "reclaim",  "year_end",  "between",  "every",  "in",
    "月",        "每",      "后",       "计",      "于",      "属",       "以",        "时段",     "预算",   "April",
    "May",       "km",      "enterprise",          "step",    "split", "started",    "never",     "table",    "cut",    "any"};
inline const std::vector<std::string> kTexts = {"",      "t",   "一亿元", "say \"so\"", "“x”", "# no comment",
                                                "a / b", "50%", "除外；"};
inline const std::vector<std::string> kUnits = {
    "",       "",       "",      "yuan",         "yuan",    "yuan",           "%",            "%",        "points",
    "days",   "months", "years", "working days", "money",   "dollars",        "m²",           "yuan/m²",  "yuan/persons",
    "NZD",    "kWh",    "hours", "fiscal years", "weeks",   "yuan/m²/months", "money/kWh",    "quarters", "minutes",
    "persons", "units", "mu",    "t",            "EUR/kWp", "NZD/years",      "yuan/persons/days",        "m"};

class ExprGenerator {
 public:
  explicit ExprGenerator(uint32_t seed) : random_(seed) {}
  std::set<std::string> soft_used;

  uint32_t below(uint32_t n) { return static_cast<uint32_t>(random_() % n); }
  bool chance(uint32_t percent) { return below(100) < percent; }
  template <class X>
  const X& any(const std::vector<X>& list) {
    return list[below(static_cast<uint32_t>(list.size()))];
  }

 protected:
  std::string_view keep(std::string text) { return texts_.emplace_back(std::move(text)); }
  std::string_view id() {
    const std::string& name = chance(60) ? kNames[below(4)] : any(kNames);
    soft_used.insert(name);
    return name;
  }
  std::string_view text() { return any(kTexts); }
  Title title() {
    if (chance(40)) return {};
    return {text(), chance(50) ? text() : std::string_view()};
  }
  num::Date date() {
    return *num::Date::of(1900 + static_cast<int>(below(200)), 1 + below(12), chance(20) ? 1 : 1 + below(28));
  }
  Cite cite() {
    static const std::vector<std::string> kArticles = {
        "art. 5",   "art. 5(1)(ii)", "s. 36(1)", "§ 3(4)",
        "art. 6a",  "art. 5abc",     "第五条",   "第十二条第一款第（二）项",
        "附件2",    "第三条之一",    "preamble", "sch. 2",
        "art. 14A", "第一",          "总则",     ""};
    Cite c;
    c.source = id();
    for (uint32_t n = below(3); n > 0; --n) c.articles.push_back(any(kArticles));
    return c;
  }
  std::vector<Cite> cites(uint32_t most) {
    std::vector<Cite> list;
    for (uint32_t n = below(most + 1); n > 0; --n) list.push_back(cite());
    return list;
  }

  Expr& at(ExprId id) { return tree_.exprs[id.index]; }
  ExprId add(ExprKind kind, std::vector<ExprId> kids = {}) {
    Expr e{};
    e.kind = kind;
    e.kids = std::move(kids);
    return tree_.add(std::move(e));
  }
  ExprId quantity() {
    static const std::vector<int64_t> kFigures = {
        0, 1, 2, 5, 20, 100, 2021, 1999, 80'000, 1'000'000, 120'000'000, 1'500'000'000, 123'456'789};
    const ExprId id = add(ExprKind::Quantity);
    at(id).unit = any(kUnits);
    at(id).value = Exact(any(kFigures));
    if (chance(25)) at(id).value *= Exact::ratio(1, 1000);
    return id;
  }
  ExprId number() {
    const ExprId id = add(ExprKind::Quantity);
    at(id).value = Exact::ratio(1 + below(30), chance(20) ? 10 : 1);
    return id;
  }
  ExprId path() {
    const ExprId e = add(ExprKind::Path);
    for (uint32_t n = 1 + below(3) / 2 + below(3) / 2; n > 0; --n) {
      const auto part = id();
      at(e).names.push_back(part);
    }
    return e;
  }
  ExprId leaf(bool literal = false) {
    switch (below(15)) {
      case 0:
      case 1: {
        static const std::vector<ExprKind> kKinds = {ExprKind::Date, ExprKind::Time, ExprKind::Moment};
        const ExprId id = add(any(kKinds));
        if (at(id).kind != ExprKind::Time) at(id).date = date();
        if (at(id).kind != ExprKind::Date) at(id).value = Exact(static_cast<int64_t>(below(24 * 60 + 1)));
        return id;
      }
      case 2: {
        const ExprId id = add(ExprKind::Text);
        at(id).text = text();
        return id;
      }
      case 3: {
        static const std::vector<ExprKind> kWords = {
            ExprKind::Yes,  ExprKind::No,    ExprKind::Unknown,  ExprKind::DoesNotApply, ExprKind::NotStated,
            ExprKind::Base, ExprKind::Total, ExprKind::Position, ExprKind::AwardedBefore};
        return add(literal ? kWords[below(4)] : any(kWords));
      }
      case 4: {
        const ExprId id = add(ExprKind::Date);
        at(id).date = *num::Date::of(2020 + static_cast<int>(below(9)), 1 + below(12), 1);
        return add(ExprKind::MonthOf, {id});
      }
      case 5:
      case 6:
      case 7:
      case 8:
        return quantity();
      default:
        return path();
    }
  }
  ExprId source(int depth) {
    if (chance(70)) return expr(depth);
    const ExprId first = expr(depth - 1), last = expr(depth - 1);
    return add(ExprKind::Range, {first, last});
  }
  Loop loop(int depth) {
    Loop l;
    l.variable = id();
    l.list = source(depth - 1);
    if (chance(50)) l.where = expr(depth - 1);
    return l;
  }
  Step step(int depth) {
    Step s{};
    s.kind = static_cast<StepKind>(below(10));
    s.operand = expr(depth);
    if (s.kind == StepKind::Rounded) s.mode = static_cast<num::Rounding>(below(7));
    return s;
  }
  Window window() {
    const auto kind = static_cast<Window::Kind>(below(5));
    return {kind, kind == Window::Kind::Any ? quantity() : ExprId()};
  }
  ExprId checklist(int depth) {
    const ExprId id = add(ExprKind::Checklist);
    static const std::vector<std::vector<std::string>> kLabels = {
        {"(1)", "(2)", "(3)"},      {"（一）", "（二）", "（三）"},
        {"(a)", "(b)", "(c)"},      {"(i)", "(ii)", "(iii)"},
        {"1.", "2.", "3."},         {"①", "②", "③"},
        {"（1）", "（2）", "（3）"}};
    const auto& labels = any(kLabels);
    const auto head = static_cast<ListHead>(below(4));
    std::vector<Item> items;
    const uint32_t n = 1 + below(3);
    for (uint32_t i = 0; i < n; ++i) {
      Item item{};
      item.label = labels[i];
      item.condition = depth > 1 && chance(30) ? checklist(depth - 1) : expr(depth - 1);
      if (chance(30)) item.title = title();
      if (chance(20)) item.cites = cites(1);
      for (Cite& c : item.cites)
        if (c.articles.size() > 1) c.articles = {"art. 5", "第五条"};
      items.push_back(std::move(item));
    }
    at(id).head = head;
    if (head == ListHead::AtLeastOf) at(id).at_least = 1 + below(n);
    at(id).items = std::move(items);
    return id;
  }
  ExprId formula(int depth) {
    if (depth > 0) switch (below(12)) {
        case 0: return if_else(depth);
        case 1: return ladder(depth);
        case 2: return tiers(depth);
        case 3: return table(depth);
        case 4: return taper(depth);
        case 5: return chance(50) ? add(ExprKind::AsDecided) : add(ExprKind::AsDecided, {expr(depth - 1)});
        default: break;
      }
    return expr(depth);
  }
  ExprId if_else(int depth) {
    const ExprId a = expr(depth - 1), b = formula(depth - 1), c = formula(depth - 1);
    return add(ExprKind::If, {a, b, c});
  }
  std::vector<Row> rows(int depth) {
    static const std::vector<Comparison> kRows = {Comparison::AtLeast, Comparison::MoreThan,
                                                  Comparison::LessThan, Comparison::AtMost};
    const auto bound = [&] { return chance(80) ? quantity() : expr(depth - 1); };
    std::vector<Row> rows;
    for (uint32_t n = 1 + below(3); n > 0; --n) {
      Row row{};
      row.form = chance(60) ? Row::Form::Compare : static_cast<Row::Form>(below(4));
      if (row.form == Row::Form::Compare) {
        row.comparison = any(kRows);
        row.bound = bound();
        if (chance(50)) {
          row.upper_comparison = any(kRows);
          row.upper = bound();
        }
      } else if (row.form == Row::Form::UpTo || (row.form == Row::Form::Above && chance(50))) {
        row.bound = bound();
      }
      row.value = expr(depth - 1);
      rows.push_back(row);
    }
    return rows;
  }
  ExprId with_rows(ExprKind kind, std::vector<ExprId> kids, int depth) {
    std::vector<Row> list = rows(depth);
    const ExprId id = add(kind, std::move(kids));
    at(id).rows = std::move(list);
    return id;
  }
  ExprId ladder(int depth) {
    std::vector<ExprId> kids{expr(depth - 1)};
    if (chance(30)) return with_rows(ExprKind::TopUp, std::move(kids), depth);
    if (chance(50)) kids.push_back(expr(depth - 1));
    return with_rows(ExprKind::Ladder, std::move(kids), depth);
  }
  ExprId tiers(int depth) {
    return with_rows(chance(50) ? ExprKind::TiersWhole : ExprKind::TiersMarginal, {expr(depth - 1)}, depth);
  }
  ExprId literal() {
    const ExprId id = leaf(true);
    return at(id).kind == ExprKind::Quantity && chance(20) ? add(ExprKind::Negate, {id}) : id;
  }
  std::vector<KeyRow> key_rows(int depth) {
    std::vector<KeyRow> list;
    for (uint32_t n = 1 + below(3); n > 0; --n) {
      KeyRow row;
      if (chance(80))
        for (uint32_t k = 1 + below(2); k > 0; --k) row.keys.push_back(literal());
      for (uint32_t k = 1 + below(2); k > 0; --k) row.values.push_back(expr(depth));
      list.push_back(std::move(row));
    }
    return list;
  }
  ExprId table(int depth) {
    std::vector<ExprId> kids, columns;
    for (uint32_t n = 1 + below(2); n > 0; --n) kids.push_back(chance(70) ? path() : expr(depth - 1));
    if (chance(40)) {
      kids.push_back(chance(70) ? path() : expr(depth - 1));
      for (uint32_t n = 1 + below(3); n > 0; --n) columns.push_back(literal());
    }
    std::vector<KeyRow> list = key_rows(depth - 1);
    const ExprId id = add(ExprKind::Table, std::move(kids));
    at(id).columns = std::move(columns);
    at(id).key_rows = std::move(list);
    return id;
  }
  ExprId taper(int depth) {
    const auto steps = static_cast<TaperSteps>(below(3));
    std::vector<ExprId> kids;
    for (int n = steps == TaperSteps::Continuous ? 5 : 6; n > 0; --n) kids.push_back(expr(depth - 1));
    const ExprId id = add(ExprKind::Taper, std::move(kids));
    at(id).steps_of = steps;
    at(id).up = chance(50);
    return id;
  }
  ExprId expr(int depth) {
    if (depth <= 0 || chance(25)) return leaf();
    const auto kind = static_cast<ExprKind>(below(static_cast<uint32_t>(ExprKind::Stepped) + 1));
    const auto kids = [&](uint32_t n) {
      std::vector<ExprId> list;
      for (; n > 0; --n) list.push_back(expr(depth - 1));
      return list;
    };
    switch (kind) {
      case ExprKind::Quantity: case ExprKind::Date: case ExprKind::Text: case ExprKind::Time: case ExprKind::Moment:
      case ExprKind::Yes: case ExprKind::No: case ExprKind::Unknown: case ExprKind::DoesNotApply:
      case ExprKind::NotStated: case ExprKind::Path: case ExprKind::Base: case ExprKind::Total: case ExprKind::Position:
      case ExprKind::AwardedBefore:
      case ExprKind::DueAfter: case ExprKind::NextWorkingDay: case ExprKind::Range:  // in their own places
        return leaf();
      case ExprKind::Negate: case ExprKind::Not: case ExprKind::StartOf: case ExprKind::EndOf: case ExprKind::MonthOf:
      case ExprKind::YearOf: case ExprKind::LengthOf: case ExprKind::MonthsOf: case ExprKind::DaysIn:
      case ExprKind::WorkingDaysIn: case ExprKind::CompleteMonthsIn: case ExprKind::SoFar:
        return add(kind, kids(1));
      case ExprKind::Add: case ExprKind::Subtract: case ExprKind::Multiply: case ExprKind::Divide: case ExprKind::Power:
      case ExprKind::Of: case ExprKind::And: case ExprKind::Or: case ExprKind::In: case ExprKind::DaysBetween:
      case ExprKind::CompleteMonthsBetween: case ExprKind::CompleteYearsBetween:
        return add(kind, kids(2));
      case ExprKind::Lower: case ExprKind::Higher: {
        std::vector<ExprId> list;
        for (uint32_t n = 1 + below(3); n > 0; --n) list.push_back(chance(30) ? formula(depth - 1) : expr(depth - 1));
        return add(kind, std::move(list));
      }
      case ExprKind::If:
        return if_else(depth);
      case ExprKind::Compare: {
        const ExprId id = add(kind, kids(2));
        Expr& e = at(id);
        e.comparison = static_cast<Comparison>(below(6));
        e.date_words = static_cast<int>(e.comparison) > 1 && chance(30);
        return id;
      }
      case ExprKind::IsOneOf: case ExprKind::IsNotOneOf:
        return add(kind, kids(2 + below(3)));
      case ExprKind::Within: {
        const ExprId id = add(kind, kids(3));
        at(id).comparison = chance(50) ? Comparison::LessThan : Comparison::MoreThan;
        return id;
      }
      case ExprKind::FromTo: case ExprKind::PeriodFrom: {
        const ExprId id = add(kind, kids(kind == ExprKind::FromTo ? 3 : 2));
        at(id).open_end = chance(50);
        return id;
      }
      case ExprKind::ClockBand:
        return add(kind, kids(3));
      case ExprKind::SplitEvery: {
        const ExprId of = expr(depth - 1), length = quantity();
        return add(kind, {of, length});
      }
      case ExprKind::Completed: case ExprKind::Started: {
        const ExprId unit = quantity(), of = expr(depth - 1);
        return add(kind, {unit, of});
      }
      case ExprKind::PerCompleted: case ExprKind::PerStarted: {
        const ExprId amount = expr(depth - 1), unit = quantity(), of = expr(depth - 1);
        return add(kind, {amount, unit, of});
      }
      case ExprKind::FirstAfter: {
        const ExprId id = add(kind, kids(1));
        at(id).date = *num::Date::of(2024, 1 + below(12), 1 + below(29));
        return id;
      }
      case ExprKind::On: case ExprKind::AveragedOver: {
        const ExprId of = path(), when = expr(depth - 1);
        return add(kind, {of, when});
      }
      case ExprKind::EarlierAwards: {
        const ExprId id = add(kind, {path()});
        const Window w = window();
        at(id).window = w;
        return id;
      }
      case ExprKind::NeverAwarded:
        return add(kind, {path()});
      case ExprKind::Checklist:
        return checklist(depth);
      case ExprKind::Sum: case ExprKind::Average: case ExprKind::Highest: case ExprKind::Smallest: case ExprKind::Number:
      case ExprKind::Some: case ExprKind::Every: {
        const ExprId id = add(kind, kids(kind == ExprKind::Number ? 0 : 1));
        const Loop l = loop(depth);
        at(id).loop = l;
        return id;
      }
      case ExprKind::Matched: {
        const ExprId a = expr(depth - 1), b = number(), c = number();
        return add(kind, {a, b, c});
      }
      case ExprKind::Ladder: case ExprKind::TopUp:
        return ladder(depth);
      case ExprKind::TiersWhole: case ExprKind::TiersMarginal:
        return tiers(depth);
      case ExprKind::Table:
        return table(depth);
      case ExprKind::Taper:
        return taper(depth);
      case ExprKind::AsDecided:
        return formula(depth);
      case ExprKind::Stepped: {
        const ExprId kid = chance(30) ? checklist(depth - 1) : formula(depth - 1);
        const ExprId id = add(kind, {kid});
        std::vector<Step> steps;
        for (uint32_t n = 1 + below(2); n > 0; --n) steps.push_back(step(depth - 1));
        at(id).steps = std::move(steps);
        return id;
      }
    }
    return leaf();
  }
  ExprId due_date() {
    ExprId id = expr(2);
    if (chance(60)) {
      const ExprId after = expr(2);
      id = add(ExprKind::DueAfter, {id, after});
    }
    return chance(40) ? add(ExprKind::NextWorkingDay, {id}) : id;
  }
  ExprId due_formula(int depth) {
    if (depth == 0 || chance(60)) return due_date();
    const ExprId condition = expr(2), then = due_formula(depth - 1), otherwise = due_formula(depth - 1);
    return add(ExprKind::If, {condition, then, otherwise});
  }
  ExprId condition() { return chance(30) ? checklist(3) : expr(3); }
  ExprId open_form() { return chance(10) ? checklist(3) : formula(3); }

  std::mt19937 random_;
  Tree tree_;
  std::deque<std::string> texts_;
};

}  // namespace bursar::syntax
