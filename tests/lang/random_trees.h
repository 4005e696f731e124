// Random syntax trees of whole programs.
#pragma once

#include <algorithm>

#include "engine/syntax/history.h"
#include "tests/lang/random_exprs.h"

namespace bursar::syntax {

class Generator : public ExprGenerator {
 public:
  explicit Generator(uint32_t seed) : ExprGenerator(seed) {}

  Tree tree() {
    tree_ = {};
    texts_.clear();
    soft_used.clear();
    for (int n = static_cast<int>(below(3)); n >= 0; --n) declaration();
    declare_history(tree_);  // as reading does
    return std::move(tree_);
  }

 private:
  Name name() { return {id(), chance(40) ? id() : std::string_view(), {}, {}}; }
  NameAt name_at() { return {id(), {}}; }
  std::vector<NameAt> names() {
    std::vector<NameAt> list;
    for (uint32_t n = 1 + below(3); n > 0; --n) list.push_back(name_at());
    return list;
  }
  YearStart year_start() { return {1 + below(12), 1 + below(28)}; }

  // --- types ---
  TypeRef one_of() {
    TypeRef t;
    t.form = TypeRef::Form::OneOf;
    for (uint32_t n = 1 + below(3); n > 0; --n) {
      t.values.push_back(id());
      t.second_values.push_back(chance(30) ? id() : std::string_view());
    }
    t.chosen = chance(30);
    return t;
  }
  TypeRef plain_type() {
    static const std::vector<std::string> kTypes = {"text",   "number",   "count", "percent", "money",
                                                    "date",   "month",    "year",  "time",    "moment",
                                                    "period", "duration", "yes/no"};
    TypeRef t;
    const bool list = chance(20);
    if (list) t.form = TypeRef::Form::ListOf;
    t.built_in = chance(70);
    t.name = !t.built_in ? id() : chance(30) ? std::string_view("money") : std::string_view(any(kTypes));
    if (!t.built_in || list) return t;
    if (t.name == "money") {
      static const std::vector<std::string> kPrices = {"/m²", "/m²/months", "/months", "/kWh", "/persons/days"};
      static const std::vector<int64_t> kScales = {1'000, 10'000, 1'000'000, 100'000'000};
      switch (below(4)) {
        case 0: t.currency = "EUR"; break;
        case 1: t.unit = any(kPrices); break;
        case 2: t.scale = Exact(any(kScales)); break;
        default: break;
      }
    }
    static const std::vector<std::string> kMeasures = {"m²", "persons", "kWh", "yuan", "t", "working days"};
    if (t.name == "number" && chance(50)) t.unit = any(kMeasures);
    t.by_month = chance(20);
    t.chosen = chance(20) && (t.name != "number" || t.unit.empty());
    return t;
  }
  TypeRef type() { return chance(20) ? one_of() : plain_type(); }

  // --- statements ---
  InForce in_force() {
    InForce f{};
    f.from = date();
    if (chance(50)) f.to = date();
    return f;
  }
  Definition definition(bool let) {
    Definition d;
    d.name = name();
    d.title = title();
    if (chance(40))
      for (uint32_t n = 1 + below(2); n > 0; --n) d.steps.push_back(step(2));
    if (!let && chance(30)) d.cites = cites(2);
    d.value = d.steps.empty() && d.cites.empty() ? open_form() : formula(3);
    return d;
  }
  void reason(Statement& s) {
    s.text = text();
    if (chance(50)) s.text_second = text();
  }
  Statement assumption() {
    Statement s{};
    s.kind = StatementKind::Assume;
    s.definition.name.first = chance(20) ? keep("x.rent") : id();
    s.definition.value = formula(2);
    reason(s);
    return s;
  }
  Statement& with(Clause& c, StatementKind kind, ExprId id = {}) {
    Statement s{};
    s.kind = kind;
    s.expr = id;
    c.body.push_back(std::move(s));
    return c.body.back();
  }
  void clause() {
    Clause c;
    c.name = name();
    c.title = title();
    c.cites = cites(2);
    for (uint32_t n = below(6); n > 0; --n) statement(c);
    tree_.clauses.push_back(std::move(c));
  }
  void statement(Clause& c) {
    switch (below(15)) {
      case 0: with(c, StatementKind::Quote).text = text(); break;
      case 1: with(c, StatementKind::InForce).in_force = in_force(); break;
      case 2: with(c, StatementKind::DecidedBy, expr(2)); break;
      case 3: with(c, StatementKind::When, condition()); break;
      case 4: with(c, StatementKind::ExceptWhen, condition()); break;
      case 5: reason(with(c, StatementKind::ReferWhen, expr(2))); break;
      case 6: reason(with(c, StatementKind::Require, condition())); break;
      case 7: c.body.push_back(assumption()); break;
      case 8: {
        Definition d = definition(true);
        with(c, StatementKind::Let).definition = std::move(d);
        break;
      }
      case 9: with(c, StatementKind::Base, formula(3)); break;
      case 10: pay(c); break;
      case 11: pay(c); break;
      case 12: {
        Step s = step(2);
        s.subject = static_cast<StepSubject>(below(4));
        if (s.subject == StepSubject::Running && !c.body.empty() && c.body.back().kind == StatementKind::Let)
          s.subject = StepSubject::Total;
        if (s.subject == StepSubject::Total && chance(50)) s.cut = Cut::ProRata;
        with(c, StatementKind::Step).step = s;
        break;
      }
      case 13:
        with(c, chance(50) ? StatementKind::SubjectTo : StatementKind::Overrides).text = id();
        break;
      default: for_each(c); break;
    }
  }
  void pay(Clause& c) {
    const auto verb = static_cast<Verb>(below(10));
    const ExprId amount = verb == Verb::Due ? due_formula(2) : formula(3);
    Statement& s = with(c, StatementKind::Pay, amount);
    s.verb = verb;
    if (verb == Verb::Defer && chance(70)) s.until = due_date();
  }
  void for_each(Clause& c) {
    Statement& loop = with(c, StatementKind::ForEach, source(2));
    loop.variable = id();
    if (chance(30)) loop.variable_second = id();
    if (chance(50)) with(c, StatementKind::Where, expr(2));
    if (chance(50)) with(c, StatementKind::By, expr(2));
    if (chance(50)) {
      Statement& s = with(c, StatementKind::InOrderOf, expr(2));
      s.descending = chance(50);
      s.then_as_listed = chance(50);
    }
    if (chance(50)) {
      Statement& s = with(c, StatementKind::Take);
      s.first = 1 + below(30);
      s.last = s.first + below(3);
    }
    if (chance(50)) with(c, StatementKind::OfThese, expr(2));
    if (chance(30)) with(c, StatementKind::OncePer, expr(2));
    if (chance(30)) with(c, StatementKind::UnbrokenBy, expr(2));
  }

  // --- tests ---
  Given given() {
    Given g;
    g.name = chance(10) ? keep("x.decided") : id();
    g.list = chance(40);
    if (!g.list) {
      g.value = literal();
      return g;
    }
    const uint32_t columns = below(4);
    for (uint32_t i = 0; i < columns; ++i) g.columns.push_back(id());
    for (uint32_t rows = columns == 0 ? 0 : below(3); rows > 0; --rows) {
      g.rows.emplace_back();
      for (uint32_t i = 0; i < columns; ++i) g.rows.back().push_back(literal());
    }
    return g;
  }
  Expect expectation() {
    Expect e;
    if (chance(20))
      e.subject = {"total"};
    else
      for (uint32_t i = 1 + below(2); i > 0; --i) e.subject.push_back(id());
    e.form = static_cast<Expect::Form>(below(6));
    if (e.form == Expect::Form::Value) e.value = literal();
    if (chance(40)) e.because = text();
    return e;
  }
  TestCase test_case() {
    TestCase c;
    for (uint32_t n = below(4); n > 0; --n) c.given.push_back(given());
    for (uint32_t n = below(3); n > 0; --n) {
      EarlierAward a;
      a.clause = id();
      a.amount = literal();
      a.date = date();
      for (uint32_t k = below(3); k > 0; --k) a.keys.push_back(given());
      c.earlier.push_back(std::move(a));
    }
    for (uint32_t n = below(4); n > 0; --n) c.expect.push_back(expectation());
    return c;
  }
  void test() {
    Test t;
    t.title = {text(), chance(50) ? text() : std::string_view()};
    const uint32_t named = chance(50) ? 0 : 1 + below(3);
    for (uint32_t n = std::max(named, 1u); n > 0; --n) {
      t.cases.push_back(test_case());
      if (named > 0) t.cases.back().name = text();
    }
    tree_.tests.push_back(std::move(t));
  }

  // --- the programme layer ---
  ExprId limit_amount() {
    if (chance(40)) return quantity();
    if (chance(50)) return path();
    const ExprId a = expr(2), b = expr(2);
    return add(ExprKind::Add, {a, b});
  }
  void exclusive() {
    tree_.exclusives.push_back({names(), static_cast<Exclusive::Keep>(below(3)), cites(1), {}});
  }
  void limit() {
    Limit l;
    l.clauses = names();
    l.at_most = limit_amount();
    l.per_enterprise = chance(30);
    if (!l.per_enterprise && chance(50)) l.per = name_at();
    l.window = window();
    if (chance(70)) l.cut = static_cast<Cut>(below(4));
    if (l.cut == Cut::NamedFirst) l.cut_first = name_at();
    if (chance(30)) l.counting = limit_amount();
    if (chance(30)) l.when = condition();
    l.cites = cites(2);
    tree_.limits.push_back(std::move(l));
  }
  void budget() {
    Budget b;
    b.name = name_at();
    b.clauses = names();
    b.at_most = limit_amount();
    b.window = window();
    b.pro_rata = chance(50);
    if (!b.pro_rata) {
      b.in_order_of = expr(2);
      b.descending = chance(50);
    }
    if (chance(40)) b.per_receiver = limit_amount();
    if (chance(40)) b.floor_to = expr(1);
    b.remainder_to_last = chance(30);
    b.remainder_largest = chance(30);
    if (chance(40)) b.ties_by = expr(2);
    b.cites = cites(1);
    tree_.budgets.push_back(std::move(b));
  }
  void instalments() {
    Instalments all;
    all.clause = name_at();
    for (uint32_t n = 1 + below(3); n > 0; --n) {
      Instalment one;
      one.share = quantity();
      if (chance(30)) {
        const ExprId a = expr(2), b = expr(2);
        one.share = add(ExprKind::Of, {a, b});
      }
      if (chance(50)) one.event = {text(), chance(50) ? text() : std::string_view()};
      else one.on = path();
      all.parts.push_back(one);
    }
    all.cites = cites(1);
    tree_.instalments.push_back(std::move(all));
  }
  std::vector<DayRange> days() {
    std::vector<DayRange> list;
    for (uint32_t n = below(4); n > 0; --n) {
      const num::Date first = date();
      list.push_back({first, chance(50) ? first : *first.add_days(static_cast<int>(below(9)))});
    }
    return list;
  }
  void calendar() {
    Calendar c;
    c.name = name();
    c.title = title();
    if (chance(50)) c.starts = year_start();
    if (chance(60)) c.works = static_cast<uint8_t>(1 + below(127));
    c.closed = days();
    c.open = days();
    tree_.calendars.push_back(std::move(c));
  }

  // --- declarations ---
  void source_() {
    Source s{name(), title(), {}, {}, {}, {}};
    if (chance(50)) s.issuer = text();
    if (chance(50)) s.number = text();
    if (chance(50)) s.issued = date();
    tree_.sources.push_back(s);
  }
  void policy() {
    static const std::vector<std::string> kVersions = {"2021.1", "3", "1.2.3", "v2", "2021-12-01", "试行"};
    Policy p;
    p.name = name();
    p.title = title();
    if (chance(50)) p.source = id();
    if (chance(50)) p.version = any(kVersions);
    if (chance(50)) p.pays = "CNY";
    if (chance(50)) p.in_force = in_force();
    if (chance(50)) p.decided_by = expr(2);
    if (chance(50)) p.rounding.push_back({chance(50), static_cast<num::Rounding>(below(7)), expr(1), {}});
    if (chance(50)) p.review_by = date();
    if (chance(30)) p.fiscal_year = year_start();
    if (chance(30)) p.working_days = id();
    tree_.policies.push_back(std::move(p));
  }
  void record() {
    Record r;
    r.name = name();
    r.title = title();
    for (uint32_t n = below(4); n > 0; --n) r.fields.push_back({name(), type(), title()});
    tree_.records.push_back(std::move(r));
  }
  DatedValue dated_value(bool dated, bool columns) {
    DatedValue v;
    if (dated) v.from = date();
    if (chance(40)) v.key_rows = key_rows(2);
    else if (dated)
      for (uint32_t n = columns ? 1 + below(3) : 1; n > 0; --n) v.values.push_back(expr(2));
    else
      v.values.push_back(formula(2));
    v.cites = cites(dated ? 1 : 2);
    return v;
  }
  void parameter() {
    Parameter p;
    p.name = name();
    if (chance(30)) {
      for (uint32_t n = 1 + below(3); n > 0; --n) p.columns.push_back({name(), plain_type()});
    } else {
      p.type = type();
      if (chance(40)) p.by = id();
    }
    p.title = title();
    const bool dated = chance(50);
    for (uint32_t n = dated ? 1 + below(3) : 1; n > 0; --n)
      p.values.push_back(dated_value(dated, !p.columns.empty()));
    tree_.parameters.push_back(std::move(p));
  }
  void declaration() {
    switch (below(20)) {
      case 0: return source_();
      case 1: return policy();
      case 2: return record();
      case 3: tree_.facts.push_back({name(), type(), title(), {}}); return;
      case 4:
      case 5: return parameter();
      case 6:
      case 7: tree_.definitions.push_back(definition(false)); return;
      case 8: tree_.assumptions.push_back(assumption()); return;
      case 9:
      case 10: return test();
      case 11: return exclusive();
      case 12: return limit();
      case 13: return budget();
      case 14: return instalments();
      case 15: return calendar();
      case 16: tree_.uses.push_back({text(), {}}); return;
      default: return clause();
    }
  }
};

}  // namespace bursar::syntax
