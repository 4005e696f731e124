// Declarations, names, types, citations and tests; places and quotes.
#include "engine/base/utf8.h"
#include "engine/parse/builder.h"

namespace bursar::parse {

source::Span Builder::span(Ctx* ctx) const {
  return {file_, static_cast<uint32_t>(ctx->start->getStartIndex()), static_cast<uint32_t>(ctx->stop->getStopIndex())};
}

source::Span Builder::span(antlr4::Token* token) const {
  return {file_, static_cast<uint32_t>(token->getStartIndex()), static_cast<uint32_t>(token->getStopIndex())};
}

std::string_view Builder::unquoted(Span s) const {
  const std::string_view text = written(s);
  const char32_t first = utf8::peek(text, 0);
  if (first != '"' && first != U'＂' && first != U'“' && first != '`' && first != U'「') return text;
  const size_t width = first < 0x80 ? 1 : 3;
  return text.substr(width, text.size() - 2 * width);
}

void Builder::issue(diag::Kind kind, Span where, std::vector<diag::Arg> args) {
  issues_.push_back({kind, where, std::move(args), {}, {}, {}, {}, {}});
}

syntax::Name Builder::name(P::NameContext* ctx) {
  syntax::Name n;
  n.first = unquoted(ctx->plainName(0));
  n.span = span(ctx->plainName(0));
  if (ctx->plainName().size() > 1) {
    n.second = unquoted(ctx->plainName(1));
    n.second_span = span(ctx->plainName(1));
  }
  return n;
}

syntax::Title Builder::title(P::TitleContext* ctx) {
  if (ctx == nullptr) return {};
  return {unquoted(ctx->STRING(0)), ctx->STRING().size() > 1 ? unquoted(ctx->STRING(1)) : std::string_view()};
}

syntax::Cite Builder::cite(P::CitesContext* ctx) {
  syntax::Cite c;
  c.source = unquoted(ctx->plainName());
  c.span = span(ctx);
  for (P::ArticleContext* a : ctx->article()) {
    c.articles.push_back(unquoted(a));
    c.article_spans.push_back(span(a));
  }
  return c;
}

syntax::Cite Builder::cite(P::ItemCitesContext* ctx) {
  syntax::Cite c;
  c.source = unquoted(ctx->plainName());
  c.span = span(ctx);
  const auto article = [&](Span s) {
    c.articles.push_back(unquoted(s));
    c.article_spans.push_back(s);
  };
  if (ctx->article()) article(span(ctx->article()));
  for (Node* a : ctx->ARTICLE()) article(span(a));
  return c;
}

std::vector<syntax::Cite> Builder::cites(const std::vector<P::CitesContext*>& list) {
  std::vector<syntax::Cite> out;
  for (P::CitesContext* c : list) out.push_back(cite(c));
  return out;
}

num::Date Builder::date(Node* node) const { return read_date(written(node)).value_or(num::Date{}); }

syntax::InForce Builder::in_force(P::InForceContext* ctx) {
  syntax::InForce f{};
  f.span = span(ctx);
  f.from = date(ctx->DATE(0));
  if (ctx->TO()) {
    const num::Date last = date(ctx->DATE(1));
    f.to = ctx->BEFORE() || ctx->QIAN() ? last.add_days(-1).value_or(last) : last;
  }
  return f;
}

syntax::TypeRef Builder::type(P::TypeRefContext* ctx) {
  if (ctx->plainType()) return type(ctx->plainType());
  syntax::TypeRef type;
  type.span = span(ctx);
  type.chosen = ctx->CHOSEN() != nullptr;
  type.form = syntax::TypeRef::Form::OneOf;
  for (P::NameContext* n : ctx->name()) {
    const syntax::Name value = name(n);
    type.values.push_back(value.first);
    type.second_values.push_back(value.second);
    type.value_spans.push_back(value.span);
  }
  return type;
}

syntax::TypeRef Builder::type(P::PlainTypeContext* ctx) {
  syntax::TypeRef type;
  type.span = span(ctx);
  type.chosen = ctx->CHOSEN() != nullptr;
  type.by_month = ctx->BY_MONTH() != nullptr;
  if (ctx->NUMBER_OF()) {
    type.built_in = true;
    type.name = "number";
    type.unit = unit_key(written(ctx->UNIT())).first;
    return type;
  }
  if (ctx->LIST_OF()) type.form = syntax::TypeRef::Form::ListOf;
  if (ctx->builtIn()) {
    type.built_in = true;
    type.name = syntax::word_of(static_cast<uint16_t>(ctx->builtIn()->start->getType()))->en[0];
    const bool money = type.name == "money";
    Node* wrong = nullptr;  // a word that the type cannot have
    if (ctx->SLASH()) {
      type.unit = unit_key("/" + std::string(written(ctx->UNIT()))).first;
      if (!money) wrong = ctx->SLASH();
    } else if (ctx->UNIT()) {
      type.unit = unit_key(written(ctx->UNIT())).first;
      if (type.name != "number") wrong = ctx->YI();
    } else if (ctx->quantity()) {
      const Expr& figure = tree_[quantity(ctx->quantity())];
      type.scale = figure.value;
      if (!money) wrong = ctx->IN() ? ctx->IN() : ctx->YI();
    } else if (ctx->IN()) {
      type.currency = written(ctx->NAME());
      if (!money) wrong = ctx->IN();
    }
    if (wrong != nullptr) issue(diag::Kind::UnexpectedWord, span(wrong), {diag::written(written(wrong))});
  } else {
    type.name = ctx->NAME() ? written(ctx->NAME()) : unquoted(ctx->QNAME());
  }
  return type;
}

void Builder::source(P::SourceContext* ctx) {
  syntax::Source s;
  s.name = name(ctx->name());
  s.title = title(ctx->title());
  s.span = span(ctx);
  for (P::SourceItemContext* item : ctx->sourceItem()) {
    if (auto* c = as<P::IssuerContext>(item)) s.issuer = unquoted(c->STRING());
    if (auto* c = as<P::IssuedContext>(item)) s.issued = date(c->DATE());
    if (auto* c = as<P::NumberedContext>(item)) s.number = unquoted(c->STRING());
  }
  tree_.sources.push_back(std::move(s));
}

void Builder::policy(P::PolicyContext* ctx) {
  syntax::Policy p;
  p.name = name(ctx->name());
  p.title = title(ctx->title());
  p.span = span(ctx);
  if (ctx->plainName()) {
    p.source = unquoted(ctx->plainName());
    p.source_span = span(ctx->plainName());
  }
  for (P::PolicyItemContext* item : ctx->policyItem()) {
    if (auto* c = as<P::PolicyVersionContext>(item)) {
      p.version = unquoted(span(c->stop));
    } else if (auto* c = as<P::PolicyPaysContext>(item)) {
      p.pays = written(c->NAME());
      p.pays_span = span(c->NAME());
    } else if (auto* c = as<P::PolicyInForceContext>(item)) {
      p.in_force = in_force(c->inForce());
    } else if (auto* c = as<P::PolicyDecidedByContext>(item)) {
      p.decided_by = value(c->value());
    } else if (auto* c = as<P::PolicyRoundsContext>(item)) {
      syntax::RoundingRule rule{};
      rule.total = c->ROUNDS_TOTAL() != nullptr;
      rule.mode = rounding(c->roundingMode());
      rule.multiple = value(c->value());
      rule.span = span(c);
      p.rounding.push_back(rule);
    } else if (auto* c = as<P::PolicyReviewContext>(item)) {
      p.review_by = date(c->DATE());
    } else if (auto* c = as<P::PolicyFiscalYearContext>(item)) {
      p.fiscal_year = year_start(c->DAY_MONTH());
    } else if (auto* c = as<P::PolicyWorkingDaysContext>(item)) {
      p.working_days = unquoted(c->plainName());
      p.working_days_span = span(c->plainName());
    }
  }
  tree_.policies.push_back(std::move(p));
}

void Builder::record(P::RecordContext* ctx) {
  syntax::Record r;
  r.name = name(ctx->name());
  r.title = title(ctx->title());
  r.span = span(ctx);
  for (P::FieldContext* f : ctx->field()) r.fields.push_back({name(f->name()), type(f->typeRef()), title(f->title())});
  tree_.records.push_back(std::move(r));
}

void Builder::parameter(P::ParameterContext* ctx) {
  syntax::Parameter p;
  p.name = name(ctx->name());
  P::ParameterTypeContext* of = ctx->parameterType();
  for (P::ColumnContext* c : of->column())
    p.columns.push_back({name(c->name()), type(c->plainType())});
  if (of->typeRef()) p.type = type(of->typeRef());
  if (of->plainName()) {
    p.by = unquoted(of->plainName());
    p.by_span = span(of->plainName());
  }
  p.title = title(ctx->title());
  p.span = span(ctx);
  if (ctx->formula() || !ctx->keyRow().empty()) {
    syntax::DatedValue v;
    if (ctx->formula()) v.values.push_back(formula(ctx->formula()));
    for (P::KeyRowContext* r : ctx->keyRow()) v.key_rows.push_back(key_row(r));
    v.cites = cites(ctx->cites());
    v.span = ctx->formula() ? span(ctx->formula()) : source::join(span(ctx->keyRow(0)), span(ctx->keyRow().back()));
    p.values.push_back(std::move(v));
  }
  for (P::DatedContext* d : ctx->dated()) {
    syntax::DatedValue v;
    v.from = date(d->DATE());
    for (P::ValueContext* one : d->value()) v.values.push_back(value(one));
    for (P::KeyRowContext* r : d->keyRow()) v.key_rows.push_back(key_row(r));
    v.cites = cites(d->cites());
    v.span = span(d);
    p.values.push_back(std::move(v));
  }
  tree_.parameters.push_back(std::move(p));
}

void Builder::define(P::DefineContext* ctx) {
  syntax::Definition d;
  d.name = name(ctx->name());
  d.title = title(ctx->title());
  d.span = span(ctx);
  d.value = ctx->checklist() ? checklist(ctx->checklist()) : formula(ctx->formula());
  for (P::StepContext* s : ctx->step()) d.steps.push_back(step(s));
  d.cites = cites(ctx->cites());
  tree_.definitions.push_back(std::move(d));
}

Builder::ExprId Builder::literal(P::LiteralContext* ctx) {
  if (ctx->quantity()) {
    const ExprId figure = quantity(ctx->quantity());
    return ctx->SUBTRACT() ? add(syntax::ExprKind::Negate, span(ctx), {figure}) : figure;
  }
  const auto day_time = [&](P::DayTimeContext* c) {
    return c->TIME() ? moment(c->DATE(), c->TIME(), span(c)) : date_value(c->DATE());
  };
  if (ctx->PERIOD_FROM()) {
    const ExprId first = day_time(ctx->dayTime(0)), last = day_time(ctx->dayTime(1));
    const ExprId period = add(syntax::ExprKind::PeriodFrom, span(ctx), {first, last});
    tree_.exprs[period.index].open_end = ctx->BEFORE() != nullptr;
    return period;
  }
  if (!ctx->dayTime().empty()) return day_time(ctx->dayTime(0));
  if (ctx->TIME()) return time_value(ctx->TIME());
  if (ctx->MONTH()) return month_value(ctx->MONTH());
  if (ctx->STRING()) return string_value(ctx->STRING());
  if (ctx->path()) return path(ctx->path());
  return add(kind_of(ctx->start->getType()), span(ctx));
}

syntax::Given Builder::given(P::GivenContext* ctx) {
  syntax::Given g;
  g.name = written(ctx->path());
  if (ctx->path()->plainName().size() == 1) g.name = unquoted(ctx->path());
  g.span = span(ctx->path());
  if (ctx->literal()) {
    g.value = literal(ctx->literal());
    return g;
  }
  g.list = true;
  P::ColumnsContext* columns = ctx->columns();
  const auto label_inside = [&](Node* label) {
    Span s = span(label);
    const bool wide = written(s).back() != ')';
    s.begin += utf8::peek(written(s), 0) == '(' ? 1 : 3;
    s.end -= wide ? 3 : 1;
    return s;
  };
  if (columns->LABEL()) {
    g.column_spans.push_back(label_inside(columns->LABEL()));
    g.columns.push_back(written(g.column_spans[0]));
  }
  for (P::PlainNameContext* n : columns->plainName()) {
    g.columns.push_back(unquoted(n));
    g.column_spans.push_back(span(n));
  }
  for (P::GivenRowContext* row : ctx->givenRow()) {
    std::vector<ExprId> cells;
    if (row->LABEL()) cells.push_back(label_value(row->LABEL()));
    for (P::LiteralContext* l : row->literal()) cells.push_back(literal(l));
    g.rows.push_back(std::move(cells));
  }
  return g;
}

syntax::Expect Builder::expect(P::ExpectContext* ctx) {
  using Form = syntax::Expect::Form;
  syntax::Expect e;
  if (ctx->path()) {
    for (P::PlainNameContext* n : ctx->path()->plainName()) e.subject.push_back(unquoted(n));
    e.span = span(ctx->path());
  } else {
    e.subject.push_back("total");
    e.span = span(ctx->TOTAL());
  }
  if (P::OutcomeContext* o = ctx->outcome()) {
    e.form = o->ELIGIBLE()       ? Form::Eligible
             : o->INELIGIBLE()   ? Form::Ineligible
             : o->UNDETERMINED() ? Form::Undetermined
             : o->CONFLICT()     ? Form::Conflict
                                 : Form::Fault;
  } else {
    e.value = literal(ctx->literal());
  }
  if (ctx->STRING()) e.because = unquoted(ctx->STRING());
  return e;
}

void Builder::test(P::TestContext* ctx) {
  syntax::Test test;
  test.span = span(ctx);
  test.title = title(ctx->title());
  test.cases.emplace_back();
  bool named = false;
  for (P::TestItemContext* item : ctx->testItem()) {
    if (auto* c = as<P::CaseContext>(item)) {
      if (named) test.cases.emplace_back();  // what stands before the first `case` belongs to it
      test.cases.back().name = unquoted(c->STRING());
      named = true;
      continue;
    }
    syntax::TestCase& current = test.cases.back();
    if (auto* c = as<P::GivensContext>(item))
      for (P::GivenContext* g : c->given()) current.given.push_back(given(g));
    if (auto* c = as<P::ExpectsContext>(item))
      for (P::ExpectContext* e : c->expect()) current.expect.push_back(expect(e));
    if (auto* c = as<P::EarlierAwardContext>(item)) {
      syntax::EarlierAward one;
      one.span = span(c);
      one.clause = written(c->path());
      if (c->path()->plainName().size() == 1) one.clause = unquoted(c->path());
      one.amount = literal(c->literal());
      one.date = date(c->DATE());
      for (P::GivenContext* g : c->given()) one.keys.push_back(given(g));
      current.earlier.push_back(std::move(one));
    }
  }
  tree_.tests.push_back(std::move(test));
}

syntax::KeyRow Builder::key_row(P::KeyRowContext* ctx) {
  syntax::KeyRow row;
  row.span = span(ctx);
  for (P::LiteralContext* l : ctx->literal()) row.keys.push_back(literal(l));
  for (P::ValueContext* v : ctx->value()) row.values.push_back(value(v));
  return row;
}

syntax::YearStart Builder::year_start(Node* node) const {
  const auto read = read_day_month(written(node));
  return read ? syntax::YearStart{read->month, read->day} : syntax::YearStart{};
}

std::vector<syntax::DayRange> Builder::days(const std::vector<P::DaysContext*>& list) {
  std::vector<syntax::DayRange> out;
  for (P::DaysContext* d : list) {
    const num::Date first = date(d->DATE(0)), last = d->TO() ? date(d->DATE(1)) : first;
    if (last < first) issue(diag::Kind::PeriodEndsBeforeStart, span(d));
    out.push_back({first, last});
  }
  return out;
}

void Builder::calendar(P::CalendarContext* ctx) {
  syntax::Calendar calendar;
  calendar.name = name(ctx->name());
  calendar.title = title(ctx->title());
  calendar.span = span(ctx);
  const auto append = [](auto& into, auto more) { into.insert(into.end(), more.begin(), more.end()); };
  for (P::CalendarItemContext* item : ctx->calendarItem()) {
    if (auto* c = as<P::CalendarStartsContext>(item)) calendar.starts = year_start(c->DAY_MONTH());
    if (auto* c = as<P::CalendarClosedContext>(item)) append(calendar.closed, days(c->days()));
    if (auto* c = as<P::CalendarOpenContext>(item)) append(calendar.open, days(c->days()));
    if (auto* c = as<P::CalendarWorksContext>(item)) {
      uint8_t works = 0;
      const auto number = [](P::WeekdayContext* w) { return w->start->getType() - t::MONDAY; };
      if (c->TO()) {
        for (size_t day = number(c->weekday(0));; day = (day + 1) % 7) {
          works |= static_cast<uint8_t>(1u << day);
          if (day == number(c->weekday(1))) break;
        }
      } else {
        for (P::WeekdayContext* w : c->weekday()) works |= static_cast<uint8_t>(1u << number(w));
      }
      calendar.works = works;
    }
  }
  tree_.calendars.push_back(std::move(calendar));
}

void Builder::declaration(P::DeclarationContext* ctx) {
  if (auto* c = ctx->source()) return source(c);
  if (auto* c = ctx->policy()) return policy(c);
  if (auto* c = ctx->record()) return record(c);
  if (auto* c = ctx->parameter()) return parameter(c);
  if (auto* c = ctx->define()) return define(c);
  if (auto* c = ctx->clause()) return clause(c);
  if (auto* c = ctx->test()) return test(c);
  if (auto* c = ctx->assume()) {
    tree_.assumptions.push_back(assumption(c));
    return;
  }
  if (auto* c = ctx->exclusive()) return exclusive(c);
  if (auto* c = ctx->limit()) return limit(c);
  if (auto* c = ctx->budget()) return budget(c);
  if (auto* c = ctx->instalments()) return instalments(c);
  if (auto* c = ctx->calendar()) return calendar(c);
  if (auto* c = ctx->use()) {
    tree_.uses.push_back({unquoted(c->STRING()), span(c)});
    return;
  }
  P::FactContext* f = ctx->fact();
  tree_.facts.push_back({name(f->name()), type(f->typeRef()), title(f->title()), span(f)});
}

}  // namespace bursar::parse
