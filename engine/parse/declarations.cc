// Declarations, names, types, citations and tests; places and quotes.
#include "engine/base/utf8.h"
#include "engine/parse/builder.h"

namespace bursar::parse {

namespace {

template <class To, class From>
To* as(From* ctx) {
  return dynamic_cast<To*>(ctx);
}

}  // namespace

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
  syntax::TypeRef type;
  type.span = span(ctx);
  if (ctx->ONE_OF()) {
    type.form = syntax::TypeRef::Form::OneOf;
    for (P::PlainNameContext* n : ctx->plainName()) {
      type.values.push_back(unquoted(n));
      type.value_spans.push_back(span(n));
    }
    return type;
  }
  if (ctx->LIST_OF()) type.form = syntax::TypeRef::Form::ListOf;
  if (ctx->builtIn()) {
    type.built_in = true;
    type.name = syntax::word_of(static_cast<uint16_t>(ctx->builtIn()->start->getType()))->en[0];
    if (ctx->IN()) {
      type.currency = written(ctx->NAME());
      if (type.name != "money")
        issue(diag::Kind::UnexpectedWord, span(ctx->IN()), {diag::written(written(ctx->IN()))});
    }
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
  p.type = type(ctx->typeRef());
  p.title = title(ctx->title());
  p.span = span(ctx);
  if (ctx->formula()) {
    syntax::DatedValue v;
    v.value = formula(ctx->formula());
    v.cites = cites(ctx->cites());
    v.span = span(ctx->formula());
    p.values.push_back(std::move(v));
  }
  for (P::DatedContext* d : ctx->dated()) {
    syntax::DatedValue v;
    v.from = date(d->DATE());
    v.value = value(d->value());
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
  if (ctx->DATE()) return date_value(ctx->DATE());
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
  for (P::TestItemContext* item : ctx->testItem()) {
    if (auto* c = as<P::GivensContext>(item))
      for (P::GivenContext* g : c->given()) test.given.push_back(given(g));
    if (auto* c = as<P::ExpectsContext>(item))
      for (P::ExpectContext* e : c->expect()) test.expect.push_back(expect(e));
  }
  tree_.tests.push_back(std::move(test));
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
  P::FactContext* f = ctx->fact();
  tree_.facts.push_back({name(f->name()), type(f->typeRef()), title(f->title()), span(f)});
}

}  // namespace bursar::parse
