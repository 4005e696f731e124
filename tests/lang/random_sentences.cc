// random_sentences COUNT SEED: random syntax trees, printed in English, in Chinese and in a mixture of both, are read
// back by the real front end: equal trees, nothing ambiguous. Then every space of the E-Town files is removed in turn:
// an equal tree or an error, never another tree.
#include <cstdio>
#include <cstdlib>
#include <deque>
#include <fstream>
#include <random>
#include <set>
#include <sstream>
#include <string>

#include "engine/checked/program.h"
#include "engine/parse/from_text.h"
#include "engine/parse/profile.h"
#include "engine/parse/scanner.h"
#include "engine/syntax/equal.h"
#include "engine/syntax/print.h"
#include "engine/syntax/words.h"

using namespace bursar;
using namespace bursar::syntax;
using num::Exact;

namespace {

const std::vector<std::string> kNames = {
    "x", "rent", "in_zone", "Élan", "a1", "order", "more", "force", "below", "sum", "highest", "month", "year", "number",
    "date", "text", "money", "policy", "clause", "test", "award", "charge", "fact", "decided", "refer", "list", "start",
    "art", "s", "年产值", "发射", "注册在经开区", "甲", "第一", "附加", "前期", "日期", "金额", "条款", "政策", "给予",
    "元", "项", "per annum", "2nd", "when", "条件", "不超过", "a」b", "a`b", "的", "x, y", "capped", "least", "t", "days"};
const std::vector<std::string> kTexts = {"", "t", "一亿元", "say \"so\"", "“x”", "# no comment", "a / b", "50%", "除外；"};
const std::vector<std::string> kUnits = {"", "", "", "yuan", "yuan", "yuan", "%", "%", "points", "days", "months", "years",
    "working days", "money", "dollars", "m²", "yuan/m²", "yuan/persons", "NZD", "kWh", "hours", "fiscal years", "weeks"};

class Generator {
 public:
  explicit Generator(uint32_t seed) : random_(seed) {}
  std::set<std::string> soft_used;

  Tree tree() {
    tree_ = {};
    texts_.clear();
    soft_used.clear();
    for (int n = static_cast<int>(below(3)); n >= 0; --n) declaration();
    return std::move(tree_);
  }

  uint32_t below(uint32_t n) { return static_cast<uint32_t>(random_() % n); }
  bool chance(uint32_t percent) { return below(100) < percent; }
  template <class X>
  const X& any(const std::vector<X>& list) { return list[below(static_cast<uint32_t>(list.size()))]; }

 private:
  std::string_view keep(std::string text) { return texts_.emplace_back(std::move(text)); }
  std::string_view id() {
    const std::string& name = chance(60) ? kNames[below(4)] : any(kNames);
    soft_used.insert(name);
    return name;
  }
  Name name() { return {id(), chance(40) ? id() : std::string_view(), {}, {}}; }
  std::string_view text() { return any(kTexts); }
  Title title() {
    if (chance(40)) return {};
    return {text(), chance(50) ? text() : std::string_view()};
  }
  num::Date date() {
    return *num::Date::of(1900 + static_cast<int>(below(200)), 1 + below(12), chance(20) ? 1 : 1 + below(28));
  }
  Cite cite() {
    static const std::vector<std::string> kArticles = {"art. 5", "art. 5(1)(ii)", "s. 36(1)", "§ 3(4)", "art. 6a", "art. 5abc",
        "第五条", "第十二条第一款第（二）项", "附件2", "第三条之一", "preamble", "sch. 2", "art. 14A", "第一", "总则", ""};
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
  TypeRef type() {
    static const std::vector<std::string> kTypes = {"text", "number", "count", "percent", "money", "date", "month", "year",
                                                    "time", "moment", "period", "duration", "yes/no"};
    TypeRef t;
    const uint32_t form = below(6);
    if (form == 0) {
      t.form = TypeRef::Form::OneOf;
      for (uint32_t n = 1 + below(3); n > 0; --n) t.values.push_back(id());
      return t;
    }
    if (form == 1) t.form = TypeRef::Form::ListOf;
    t.built_in = chance(70);
    t.name = t.built_in ? std::string_view(any(kTypes)) : id();
    if (t.built_in && t.name == "money" && form != 1 && chance(50)) t.currency = "EUR";
    return t;
  }

  // --- expressions ---
  ExprId add(ExprKind kind, std::vector<ExprId> kids = {}) {
    Expr e{};
    e.kind = kind;
    e.kids = std::move(kids);
    return tree_.add(std::move(e));
  }
  ExprId quantity() {
    static const std::vector<int64_t> kFigures = {0, 1, 2, 5, 100, 2021, 1999, 80'000, 1'000'000, 120'000'000,
                                                  1'500'000'000, 123'456'789};
    const ExprId id = add(ExprKind::Quantity);
    Expr& e = tree_.exprs[id.index];
    e.unit = any(kUnits);
    e.value = Exact(any(kFigures));
    if (chance(25)) e.value *= Exact::ratio(1, 1000);
    return id;
  }
  ExprId number() {
    const ExprId id = add(ExprKind::Quantity);
    tree_.exprs[id.index].value = Exact::ratio(1 + below(30), chance(20) ? 10 : 1);
    return id;
  }
  ExprId path() {
    const ExprId e = add(ExprKind::Path);
    for (uint32_t n = 1 + below(3) / 2 + below(3) / 2; n > 0; --n) {
      const auto part = id();
      tree_.exprs[e.index].names.push_back(part);
    }
    return e;
  }
  ExprId leaf() {
    switch (below(12)) {
      case 0: {
        const ExprId id = add(ExprKind::Date);
        tree_.exprs[id.index].date = date();
        return id;
      }
      case 1: {
        const ExprId id = add(ExprKind::Text);
        tree_.exprs[id.index].text = text();
        return id;
      }
      case 2: return add(static_cast<ExprKind>(static_cast<int>(ExprKind::Yes) + static_cast<int>(below(4))));
      case 3: {
        static const std::vector<ExprKind> kWords = {ExprKind::Base, ExprKind::Total, ExprKind::Position};
        return add(any(kWords));
      }
      case 4: case 5: case 6: case 7: return quantity();
      default: return path();
    }
  }
  Loop loop(int depth) {
    Loop l;
    l.variable = id();
    l.list = expr(depth - 1);
    if (chance(50)) l.where = expr(depth - 1);
    return l;
  }
  Step step(int depth) {
    Step s{};
    s.kind = static_cast<StepKind>(below(9));
    s.operand = expr(depth);
    if (s.kind == StepKind::Rounded) s.mode = static_cast<num::Rounding>(below(7));
    return s;
  }
  ExprId checklist(int depth) {
    const ExprId id = add(ExprKind::Checklist);
    static const std::vector<std::vector<std::string>> kLabels = {
        {"(1)", "(2)", "(3)"}, {"（一）", "（二）", "（三）"}, {"(a)", "(b)", "(c)"}, {"(i)", "(ii)", "(iii)"}, {"1.", "2.", "3."},
        {"①", "②", "③"}, {"（1）", "（2）", "（3）"}};
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
    Expr& e = tree_.exprs[id.index];
    e.head = head;
    if (head == ListHead::AtLeastOf) e.at_least = 1 + below(n);
    e.items = std::move(items);
    return id;
  }
  ExprId formula(int depth) {
    const uint32_t kind = below(10);
    if (depth > 0 && kind == 0) return if_else(depth);
    if (depth > 0 && kind < 3) return ladder(depth);
    if (depth > 0 && kind == 3) {
      return chance(50) ? add(ExprKind::AsDecided) : add(ExprKind::AsDecided, {expr(depth - 1)});
    }
    return expr(depth);
  }
  ExprId if_else(int depth) {
    const ExprId a = expr(depth - 1), b = formula(depth - 1), c = formula(depth - 1);
    return add(ExprKind::If, {a, b, c});
  }
  ExprId ladder(int depth) {
    std::vector<ExprId> kids{expr(depth - 1)};
    if (chance(50)) kids.push_back(expr(depth - 1));
    std::vector<Row> rows;
    for (uint32_t n = 1 + below(3); n > 0; --n) {
      Row row{};
      static const std::vector<Comparison> kRows = {Comparison::AtLeast, Comparison::MoreThan, Comparison::LessThan,
                                                    Comparison::AtMost};
      row.comparison = any(kRows);
      row.bound = chance(80) ? quantity() : expr(depth - 1);
      row.value = expr(depth - 1);
      rows.push_back(row);
    }
    const ExprId id = add(ExprKind::Ladder, std::move(kids));
    tree_.exprs[id.index].rows = std::move(rows);
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
      case ExprKind::Negate: case ExprKind::Not: case ExprKind::StartOf: case ExprKind::EndOf: case ExprKind::MonthOf:
      case ExprKind::YearOf:
        return add(kind, kids(1));
      case ExprKind::Add: case ExprKind::Subtract: case ExprKind::Multiply: case ExprKind::Divide: case ExprKind::Power:
      case ExprKind::Of: case ExprKind::And: case ExprKind::Or: case ExprKind::In: case ExprKind::DaysBetween:
      case ExprKind::CompleteMonthsBetween: case ExprKind::CompleteYearsBetween:
        return add(kind, kids(2));
      case ExprKind::Lower: case ExprKind::Higher: return add(kind, kids(1 + below(3)));
      case ExprKind::If: return if_else(depth);
      case ExprKind::Compare: {
        const ExprId id = add(kind, kids(2));
        Expr& e = tree_.exprs[id.index];
        e.comparison = static_cast<Comparison>(below(6));
        e.date_words = static_cast<int>(e.comparison) > 1 && chance(30);
        return id;
      }
      case ExprKind::IsOneOf: case ExprKind::IsNotOneOf: return add(kind, kids(2 + below(3)));
      case ExprKind::Checklist: return checklist(depth);
      case ExprKind::Sum: case ExprKind::Average: case ExprKind::Highest: case ExprKind::Smallest: case ExprKind::Number:
      case ExprKind::Some: case ExprKind::Every: {
        const ExprId id = add(kind, kids(kind == ExprKind::Number ? 0 : 1));
        const Loop l = loop(depth);
        tree_.exprs[id.index].loop = l;
        return id;
      }
      case ExprKind::Matched: {
        const ExprId a = expr(depth - 1), b = number(), c = number();
        return add(kind, {a, b, c});
      }
      case ExprKind::Ladder: return ladder(depth);
      case ExprKind::AsDecided: return formula(depth);
      case ExprKind::Stepped: {
        const ExprId kid = chance(30) ? checklist(depth - 1) : formula(depth - 1);
        const ExprId id = add(kind, {kid});
        std::vector<Step> steps;
        for (uint32_t n = 1 + below(2); n > 0; --n) steps.push_back(step(depth - 1));
        tree_.exprs[id.index].steps = std::move(steps);
        return id;
      }
      default: return leaf();
    }
  }
  ExprId condition() { return chance(30) ? checklist(3) : expr(3); }
  ExprId open_form() { return chance(10) ? checklist(3) : formula(3); }

  // --- statements and declarations ---
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
  Statement assumption() {
    Statement s{};
    s.kind = StatementKind::Assume;
    s.definition.name.first = id();
    s.definition.value = formula(2);
    s.text = text();
    return s;
  }
  void clause() {
    Clause c;
    c.name = name();
    c.title = title();
    c.cites = cites(2);
    const auto with = [&](StatementKind kind, ExprId id) {
      Statement s{};
      s.kind = kind;
      s.expr = id;
      c.body.push_back(std::move(s));
      return &c.body.back();
    };
    for (uint32_t n = below(6); n > 0; --n) {
      switch (below(13)) {
        case 0: with(StatementKind::Quote, {})->text = text(); break;
        case 1: with(StatementKind::InForce, {})->in_force = in_force(); break;
        case 2: with(StatementKind::DecidedBy, expr(2)); break;
        case 3: with(StatementKind::When, condition()); break;
        case 4: with(StatementKind::ExceptWhen, condition()); break;
        case 5: {
          Statement* s = with(StatementKind::ReferWhen, expr(2));
          s->text = text();
          break;
        }
        case 6: {
          Statement* s = with(StatementKind::Require, condition());
          s->text = text();
          break;
        }
        case 7: c.body.push_back(assumption()); break;
        case 8: {
          Statement s{};
          s.kind = StatementKind::Let;
          s.definition = definition(true);
          c.body.push_back(std::move(s));
          break;
        }
        case 9: with(StatementKind::Base, formula(3)); break;
        case 10: {
          Statement* s = with(StatementKind::Pay, formula(3));
          s->verb = static_cast<Verb>(below(7));
          break;
        }
        case 11: {
          Statement s{};
          s.kind = StatementKind::Step;
          s.step = step(2);
          s.step.subject = static_cast<StepSubject>(below(4));
          if (s.step.subject == StepSubject::Running && !c.body.empty() && c.body.back().kind == StatementKind::Let)
            s.step.subject = StepSubject::Total;
          c.body.push_back(std::move(s));
          break;
        }
        default: for_each(c); break;
      }
    }
    tree_.clauses.push_back(std::move(c));
  }
  void for_each(Clause& c) {
    const auto part = [&](StatementKind kind, ExprId id) {
      Statement s{};
      s.kind = kind;
      s.expr = id;
      c.body.push_back(std::move(s));
      return &c.body.back();
    };
    Statement* s = part(StatementKind::ForEach, expr(2));
    s->variable = id();
    if (chance(50)) part(StatementKind::Where, expr(2));
    if (chance(50)) part(StatementKind::By, expr(2));
    if (chance(50)) {
      s = part(StatementKind::InOrderOf, expr(2));
      s->descending = chance(50);
      s->then_as_listed = chance(50);
    }
    if (chance(50)) {
      s = part(StatementKind::Take, {});
      s->first = 1 + below(30);
      s->last = s->first + below(3);
    }
    if (chance(50)) part(StatementKind::OfThese, expr(2));
    if (chance(30)) part(StatementKind::OncePer, expr(2));
  }
  ExprId literal() {
    const ExprId id = leaf();
    const ExprKind kind = tree_[id].kind;
    if (kind == ExprKind::Base || kind == ExprKind::Total || kind == ExprKind::Position) return path();
    return kind == ExprKind::Quantity && chance(20) ? add(ExprKind::Negate, {id}) : id;
  }
  void test() {
    Test t;
    t.title = {text(), chance(50) ? text() : std::string_view()};
    for (uint32_t n = below(4); n > 0; --n) {
      Given g;
      g.name = id();
      g.list = chance(40);
      if (g.list) {
        const uint32_t columns = below(4);
        for (uint32_t i = 0; i < columns; ++i) g.columns.push_back(id());
        for (uint32_t rows = columns == 0 ? 0 : below(3); rows > 0; --rows) {
          g.rows.emplace_back();
          for (uint32_t i = 0; i < columns; ++i) g.rows.back().push_back(literal());
        }
      } else {
        g.value = literal();
      }
      t.given.push_back(std::move(g));
    }
    for (uint32_t n = below(4); n > 0; --n) {
      Expect e;
      if (chance(20)) e.subject = {"total"};
      else
        for (uint32_t i = 1 + below(2); i > 0; --i) e.subject.push_back(id());
      e.form = static_cast<Expect::Form>(below(6));
      if (e.form == Expect::Form::Value) e.value = literal();
      if (chance(40)) e.because = text();
      t.expect.push_back(std::move(e));
    }
    tree_.tests.push_back(std::move(t));
  }
  void declaration() {
    switch (below(12)) {
      case 0: {
        Source s{name(), title(), {}, {}, {}, {}};
        if (chance(50)) s.issuer = text();
        if (chance(50)) s.number = text();
        if (chance(50)) s.issued = date();
        tree_.sources.push_back(s);
        break;
      }
      case 1: {
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
        tree_.policies.push_back(std::move(p));
        break;
      }
      case 2: {
        Record r;
        r.name = name();
        r.title = title();
        for (uint32_t n = below(4); n > 0; --n) r.fields.push_back({name(), type(), title()});
        tree_.records.push_back(std::move(r));
        break;
      }
      case 3: tree_.facts.push_back({name(), type(), title(), {}}); break;
      case 4: {
        Parameter p;
        p.name = name();
        p.type = type();
        p.title = title();
        if (chance(50)) {
          p.values.push_back({{}, formula(2), cites(2), {}});
        } else {
          for (uint32_t n = 1 + below(3); n > 0; --n) p.values.push_back({date(), expr(2), cites(1), {}});
        }
        tree_.parameters.push_back(std::move(p));
        break;
      }
      case 5: case 6: tree_.definitions.push_back(definition(false)); break;
      case 7: tree_.assumptions.push_back(assumption()); break;
      case 8: test(); break;
      default: clause(); break;
    }
  }

  std::mt19937 random_;
  Tree tree_;
  std::deque<std::string> texts_;
};

// The same sentence with each word in either language, each space another one.
std::string mixture(const std::string& text, Generator& g) {
  namespace t = syntax::t;
  diag::Issues issues;
  const parse::Limits limits;
  const auto lexemes = parse::scan(text, 0, limits, issues);
  std::string out;
  bool spaced = true;
  for (size_t i = 0; i + 1 < lexemes.size(); ++i) {
    const parse::Lexeme& l = lexemes[i];
    const std::string own = text.substr(l.begin, l.end - l.begin);
    std::string written = own;
    const Word* word = word_of(l.type);
    const bool soft = word != nullptr && (word->word_class == WordClass::Soft || word->word_class == WordClass::Verb ||
                                          word->word_class == WordClass::Type ||
                                          word->word_class == WordClass::Declaration);
    const bool after_ratio = i > 0 && lexemes[i - 1].type == t::RATIO;
    if (word != nullptr && !after_ratio && !(soft && g.soft_used.count(own) != 0) && g.chance(50)) {
      std::vector<std::string_view> all = word->en;
      all.insert(all.end(), word->zh.begin(), word->zh.end());
      written = g.any(all);
      for (const char* part : {"more", "order", "force", "below", "capped", "decided", "refer", "least", "sum", "highest"})
        if (g.soft_used.count(part) != 0 && (own[0] & 0x80) != 0 && (written[0] & 0x80) == 0) written = own;
    } else if (l.type == t::EQ && g.chance(30)) {
      written = "为";  // `is` before `not` would be another word
    } else if (l.type == t::COMMA && g.chance(30)) {
      written = g.chance(50) ? "，" : "、";
    }
    const bool changed = written != own;
    const bool tight = l.type == t::DOT || after_ratio || (i > 0 && lexemes[i - 1].type == t::DOT);
    if (i > 0 && !tight) {
      const std::string between = text.substr(lexemes[i - 1].end, l.begin - lexemes[i - 1].end);
      const bool line_label = l.type == t::LABEL && own.back() == '.';
      if (line_label || (!changed && spaced && g.chance(50))) {
        out += between;
      } else {
        static const std::vector<std::string> kSpaces = {" ", "  ", "\t", "　", " # note\n ", "\n", " \r\n"};
        // a declaration's word at the start of a line, a name or not, ends what is open
        const bool same_line = word != nullptr && word->word_class == WordClass::Declaration;
        out += same_line || g.chance(70) ? " " : g.any(kSpaces);
      }
    }
    spaced = !changed;
    out += written;
  }
  return out;
}

long resident_kb() {
  std::ifstream status("/proc/self/status");
  for (std::string line; std::getline(status, line);)
    if (line.starts_with("VmRSS:")) return std::atol(line.c_str() + 6);
  return 0;
}

int report(const char* what, const std::string& text, const std::string& first, const parse::Parsed* parsed) {
  std::printf("--- %s\n%s\n", what, first.c_str());
  if (text != first) std::printf("--- as\n%s\n", text.c_str());
  if (parsed == nullptr) return 1;
  for (const auto& issue : parsed->issues)
    std::printf("%s %s at `%s`\n", std::string(diag::code(issue.kind)).c_str(), std::string(diag::name(issue.kind)).c_str(),
                text.substr(issue.span.begin, issue.span.end - issue.span.begin).c_str());
  if (parsed->issues.empty()) std::printf("--- read as\n%s\n", print(parsed->tree, Language::En).c_str());
  return 1;
}

int sentences(uint32_t count, uint32_t seed) {
  Generator g(seed);
  uint32_t good = 0, shown = 0;
  size_t ambiguous = 0, full_context = 0;
  long early = 0;
  for (uint32_t i = 0; i < count; ++i) {
    if (i == 1000) early = resident_kb();
    const Tree tree = g.tree();
    const std::string en = print(tree, Language::En), zh = print(tree, Language::Zh);
    bool equal_all = true;
    for (int form = 0; form < 3; ++form) {
      const std::string text = form == 0 ? en : form == 1 ? zh : mixture(g.chance(50) ? en : zh, g);
      source::Files files;
      const uint32_t index = files.add("random", text);
      parse::Profile profile;
      const parse::Parsed parsed = parse::from_text(files, {index}, {}, profile);
      ambiguous += profile.ambiguous;
      full_context += profile.full_context;
      const bool same = parsed.issues.empty() && equal(tree, parsed.tree);
      equal_all = equal_all && same;
      if ((!same || profile.full_context > 0) && ++shown <= 8)
        report(same ? "full context" : parsed.issues.empty() ? "another tree" : "not read", text, en, &parsed);
    }
    good += equal_all;
  }
  const long late = resident_kb();
  std::printf("sentences: %u of %u, %zu ambiguous, %zu full context\n", good, count, ambiguous, full_context);
  if (early > 0) std::printf("memory: %ld kB after 1,000, %ld kB at the end\n", early, late);
  return good == count && ambiguous == 0 && full_context == 0 ? 0 : 1;
}

// Two words that have become one name: refused when names are resolved.
bool unknown_names(const std::string& text) {
  source::Files files;
  const parse::Parsed parsed = parse::from_text(files, {files.add("gap", text)});
  return diag::has_errors(parsed.issues) || diag::has_errors(checked::from_syntax(parsed.tree).issues);
}

int gaps(const char* path) {
  std::ifstream file(path, std::ios::binary);
  std::stringstream buffer;
  buffer << file.rdbuf();
  const std::string whole = buffer.str();
  const auto read = [](const std::string& text, source::Files& files) {
    return parse::from_text(files, {files.add("gap", text)});
  };
  source::Files files;
  const parse::Parsed all = read(whole, files);
  if (whole.empty() || !all.issues.empty()) return report("cannot be read", path, path, nullptr);

  // declaration by declaration: nothing reaches further
  diag::Issues issues;
  const parse::Limits limits;
  const auto lexemes = parse::scan(whole, 0, limits, issues);
  size_t same = 0, refused = 0, other = 0;
  for (size_t first = 0, next = 0; first + 1 < lexemes.size(); first = next) {
    next = first + 1;
    while (next + 1 < lexemes.size() &&
           !(lexemes[next].first_on_line && (lexemes[next].begin == 0 || whole[lexemes[next].begin - 1] == '\n')))
      ++next;
    const size_t begin = lexemes[first].begin, end = lexemes[next - 1].end;
    const std::string text = whole.substr(begin, end - begin);
    source::Files own;
    const parse::Parsed before = read(text, own);
    for (size_t i = first + 1; i < next; ++i) {
      const size_t gap = lexemes[i - 1].end - begin, to = lexemes[i].begin - begin;
      if (text.substr(gap, to - gap).find_first_not_of(' ') != std::string::npos || gap == to) continue;
      const std::string without = text.substr(0, gap) + text.substr(to);
      source::Files changed;
      const parse::Parsed after = read(without, changed);
      if (!after.issues.empty()) ++refused;
      else if (equal(before.tree, after.tree)) ++same;
      else if (unknown_names(whole.substr(0, begin) + without + whole.substr(end))) ++refused;
      else if (++other <= 5) report("another tree without a space", without, text, &after);
    }
  }
  std::printf("gaps of %s: %zu equal, %zu refused, %zu another tree\n", path, same, refused, other);
  return other == 0 ? 0 : 1;
}

}  // namespace

int main(int count, char** values) {
  const auto number = [&](int i, uint32_t usual) {
    return count > i ? static_cast<uint32_t>(std::strtoul(values[i], nullptr, 10)) : usual;
  };
  int failed = sentences(number(1, 20000), number(2, 1));
  for (const char* path : {"rules/cn-beijing-etown/etown.policy", "rules/cn-beijing-etown/zh/etown.policy"})
    failed += gaps(path);
  return failed != 0;
}
