#include "engine/syntax/equal.h"

namespace bursar::syntax {
namespace {

class Equal {
 public:
  Equal(const Tree& a, const Tree& b, EqualOptions options) : a_(a), b_(b), options_(options) {}

  bool expr(ExprId x, ExprId y) const {
    if (!x.has() || !y.has()) return x.has() == y.has();
    const Expr &e = a_[x], &f = b_[y];
    return e.kind == f.kind && e.comparison == f.comparison && e.date_words == f.date_words && e.head == f.head &&
           e.steps_of == f.steps_of && e.up == f.up && e.open_end == f.open_end && window(e.window, f.window) &&
           list(e.key_rows, f.key_rows, &Equal::key_row) && list(e.columns, f.columns, &Equal::expr) &&
           e.at_least == f.at_least && e.value == f.value && e.unit == f.unit && e.date == f.date &&
           text(e.text, f.text) && list(e.names, f.names, &Equal::text) && list(e.kids, f.kids, &Equal::expr) &&
           list(e.rows, f.rows, &Equal::row) && list(e.items, f.items, &Equal::item) &&
           list(e.steps, f.steps, &Equal::step) && text(e.loop.variable, f.loop.variable) &&
           expr(e.loop.list, f.loop.list) && expr(e.loop.where, f.loop.where);
  }

  bool tree() const {
    return list(a_.sources, b_.sources, &Equal::source) && list(a_.policies, b_.policies, &Equal::policy) &&
           list(a_.records, b_.records, &Equal::record) && list(a_.facts, b_.facts, &Equal::fact) &&
           list(a_.parameters, b_.parameters, &Equal::parameter) &&
           list(a_.definitions, b_.definitions, &Equal::definition) &&
           list(a_.assumptions, b_.assumptions, &Equal::statement) && list(a_.clauses, b_.clauses, &Equal::clause) &&
           list(a_.tests, b_.tests, &Equal::test) && list(a_.calendars, b_.calendars, &Equal::calendar) &&
           list(a_.uses, b_.uses, &Equal::use) && list(a_.exclusives, b_.exclusives, &Equal::exclusive) &&
           list(a_.limits, b_.limits, &Equal::limit) && list(a_.budgets, b_.budgets, &Equal::budget) &&
           list(a_.instalments, b_.instalments, &Equal::instalments);
  }

 private:
  template <class X>
  bool list(const std::vector<X>& a, const std::vector<X>& b, bool (Equal::*same)(const X&, const X&) const) const {
    if (a.size() != b.size()) return false;
    for (size_t i = 0; i < a.size(); ++i)
      if (!(this->*same)(a[i], b[i])) return false;
    return true;
  }
  bool list(const std::vector<ExprId>& a, const std::vector<ExprId>& b, bool (Equal::*)(ExprId, ExprId) const) const {
    if (a.size() != b.size()) return false;
    for (size_t i = 0; i < a.size(); ++i)
      if (!expr(a[i], b[i])) return false;
    return true;
  }

  bool text(const std::string_view& a, const std::string_view& b) const {
    return a == b || (!options_.names && a.empty() == b.empty());
  }
  bool name(const Name& a, const Name& b) const { return text(a.first, b.first) && (!options_.names || a.second == b.second); }
  bool title(const Title& a, const Title& b) const {
    return text(a.first, b.first) && (!options_.names || a.second == b.second);
  }
  bool cite(const Cite& a, const Cite& b) const {
    return text(a.source, b.source) && list(a.articles, b.articles, &Equal::text);
  }
  bool cites(const std::vector<Cite>& a, const std::vector<Cite>& b) const { return list(a, b, &Equal::cite); }
  bool in_force(const InForce& a, const InForce& b) const { return a.from == b.from && a.to == b.to; }
  bool step(const Step& a, const Step& b) const {
    return a.kind == b.kind && a.subject == b.subject && a.cut == b.cut && (a.kind != StepKind::Rounded || a.mode == b.mode) &&
           expr(a.operand, b.operand);
  }
  bool row(const Row& a, const Row& b) const {
    return a.form == b.form && a.comparison == b.comparison && expr(a.bound, b.bound) && expr(a.upper, b.upper) &&
           (!a.upper.has() || a.upper_comparison == b.upper_comparison) && expr(a.value, b.value);
  }
  bool key_row(const KeyRow& a, const KeyRow& b) const {
    return list(a.keys, b.keys, &Equal::expr) && list(a.values, b.values, &Equal::expr);
  }
  bool window(const Window& a, const Window& b) const { return a.kind == b.kind && expr(a.length, b.length); }
  bool name_at(const NameAt& a, const NameAt& b) const { return text(a.name, b.name); }
  bool calendar(const Calendar& a, const Calendar& b) const {
    return name(a.name, b.name) && title(a.title, b.title) && a.starts == b.starts && a.works == b.works &&
           a.closed == b.closed && a.open == b.open;
  }
  bool use(const Use& a, const Use& b) const { return text(a.path, b.path); }
  bool exclusive(const Exclusive& a, const Exclusive& b) const {
    return a.keep == b.keep && list(a.clauses, b.clauses, &Equal::name_at) && cites(a.cites, b.cites);
  }
  bool limit(const Limit& a, const Limit& b) const {
    return list(a.clauses, b.clauses, &Equal::name_at) && expr(a.at_most, b.at_most) &&
           a.per_enterprise == b.per_enterprise && name_at(a.per, b.per) && window(a.window, b.window) &&
           a.cut == b.cut && name_at(a.cut_first, b.cut_first) && expr(a.counting, b.counting) &&
           expr(a.when, b.when) && cites(a.cites, b.cites);
  }
  bool budget(const Budget& a, const Budget& b) const {
    return name_at(a.name, b.name) && list(a.clauses, b.clauses, &Equal::name_at) && expr(a.at_most, b.at_most) &&
           window(a.window, b.window) && a.pro_rata == b.pro_rata && expr(a.in_order_of, b.in_order_of) &&
           a.descending == b.descending && expr(a.per_receiver, b.per_receiver) && expr(a.floor_to, b.floor_to) &&
           a.remainder_to_last == b.remainder_to_last && a.remainder_largest == b.remainder_largest &&
           expr(a.ties_by, b.ties_by) && cites(a.cites, b.cites);
  }
  bool instalment(const Instalment& a, const Instalment& b) const {
    return expr(a.share, b.share) && title(a.event, b.event) && expr(a.on, b.on);
  }
  bool instalments(const Instalments& a, const Instalments& b) const {
    return name_at(a.clause, b.clause) && list(a.parts, b.parts, &Equal::instalment) && cites(a.cites, b.cites);
  }
  bool item(const Item& a, const Item& b) const {
    return text(a.label, b.label) && expr(a.condition, b.condition) && title(a.title, b.title) && cites(a.cites, b.cites);
  }
  bool type(const TypeRef& a, const TypeRef& b) const {
    return a.form == b.form && a.built_in == b.built_in && (a.built_in ? a.name == b.name : text(a.name, b.name)) &&
           a.currency == b.currency && a.unit == b.unit && a.scale == b.scale && a.by_month == b.by_month &&
           a.chosen == b.chosen && list(a.values, b.values, &Equal::text) &&
           list(a.second_values, b.second_values, &Equal::text);
  }
  bool source(const Source& a, const Source& b) const {
    return name(a.name, b.name) && title(a.title, b.title) && text(a.issuer, b.issuer) && text(a.number, b.number) &&
           a.issued == b.issued;
  }
  bool rounding(const RoundingRule& a, const RoundingRule& b) const {
    return a.total == b.total && a.mode == b.mode && expr(a.multiple, b.multiple);
  }
  bool policy(const Policy& a, const Policy& b) const {
    return name(a.name, b.name) && title(a.title, b.title) && text(a.source, b.source) && a.version == b.version &&
           a.pays == b.pays && a.in_force.has_value() == b.in_force.has_value() &&
           (!a.in_force || in_force(*a.in_force, *b.in_force)) && expr(a.decided_by, b.decided_by) &&
           list(a.rounding, b.rounding, &Equal::rounding) && a.review_by == b.review_by &&
           a.fiscal_year == b.fiscal_year && text(a.working_days, b.working_days);
  }
  bool field(const Field& a, const Field& b) const {
    return name(a.name, b.name) && type(a.type, b.type) && title(a.title, b.title);
  }
  bool record(const Record& a, const Record& b) const {
    return name(a.name, b.name) && title(a.title, b.title) && list(a.fields, b.fields, &Equal::field);
  }
  bool fact(const Fact& a, const Fact& b) const {
    return name(a.name, b.name) && type(a.type, b.type) && title(a.title, b.title);
  }
  bool dated(const DatedValue& a, const DatedValue& b) const {
    return a.from == b.from && list(a.values, b.values, &Equal::expr) &&
           list(a.key_rows, b.key_rows, &Equal::key_row) && cites(a.cites, b.cites);
  }
  bool column(const Column& a, const Column& b) const { return name(a.name, b.name) && type(a.type, b.type); }
  bool parameter(const Parameter& a, const Parameter& b) const {
    return name(a.name, b.name) && type(a.type, b.type) && title(a.title, b.title) && text(a.by, b.by) &&
           list(a.columns, b.columns, &Equal::column) &&
           list(a.values, b.values, &Equal::dated);
  }
  bool definition(const Definition& a, const Definition& b) const {
    return name(a.name, b.name) && title(a.title, b.title) && expr(a.value, b.value) &&
           list(a.steps, b.steps, &Equal::step) && cites(a.cites, b.cites);
  }
  bool statement(const Statement& a, const Statement& b) const {
    return a.kind == b.kind && expr(a.expr, b.expr) && text(a.text, b.text) && text(a.text_second, b.text_second) && in_force(a.in_force, b.in_force) &&
           definition(a.definition, b.definition) && a.verb == b.verb && expr(a.until, b.until) && step(a.step, b.step) &&
           text(a.variable, b.variable) && text(a.variable_second, b.variable_second) &&
           a.descending == b.descending && a.then_as_listed == b.then_as_listed &&
           a.first == b.first && a.last == b.last;
  }
  bool clause(const Clause& a, const Clause& b) const {
    return name(a.name, b.name) && title(a.title, b.title) && cites(a.cites, b.cites) &&
           list(a.body, b.body, &Equal::statement);
  }
  bool given(const Given& a, const Given& b) const {
    if (!text(a.name, b.name) || a.list != b.list || a.rows.size() != b.rows.size()) return false;
    for (size_t i = 0; i < a.rows.size(); ++i)
      if (!list(a.rows[i], b.rows[i], &Equal::expr)) return false;
    return expr(a.value, b.value) && list(a.columns, b.columns, &Equal::text);
  }
  bool expect(const Expect& a, const Expect& b) const {
    return a.form == b.form && expr(a.value, b.value) && text(a.because, b.because) &&
           list(a.subject, b.subject, &Equal::text);
  }
  bool earlier(const EarlierAward& a, const EarlierAward& b) const {
    return text(a.clause, b.clause) && expr(a.amount, b.amount) && a.date == b.date &&
           list(a.keys, b.keys, &Equal::given);
  }
  bool test_case(const TestCase& a, const TestCase& b) const {
    return text(a.name, b.name) && list(a.given, b.given, &Equal::given) &&
           list(a.earlier, b.earlier, &Equal::earlier) && list(a.expect, b.expect, &Equal::expect);
  }
  bool test(const Test& a, const Test& b) const {
    return title(a.title, b.title) && list(a.cases, b.cases, &Equal::test_case);
  }

  const Tree &a_, &b_;
  EqualOptions options_;
};

}  // namespace

bool equal(const Tree& a, const Tree& b, EqualOptions options) { return Equal(a, b, options).tree(); }
bool equal(const Tree& a, ExprId x, const Tree& b, ExprId y, EqualOptions options) {
  return Equal(a, b, options).expr(x, y);
}

}  // namespace bursar::syntax
