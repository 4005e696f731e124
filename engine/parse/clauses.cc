// Clauses: statements, steps and the parts of `for each`.
#include "engine/base/utf8.h"
#include "engine/parse/builder.h"

namespace bursar::parse {

using syntax::Statement;
using syntax::StatementKind;
using syntax::StepKind;
using syntax::StepSubject;

namespace {

StepKind step_kind(size_t token) {
  switch (token) {
    case t::PLUS: return StepKind::Plus;
    case t::LESS: return StepKind::Less;
    case t::MULTIPLIED_BY: return StepKind::MultipliedBy;
    case t::DIVIDED_BY: return StepKind::DividedBy;
    case t::RAISED_BY: return StepKind::RaisedBy;
    case t::LOWERED_BY: return StepKind::LoweredBy;
    case t::CAPPED_AT: return StepKind::CappedAt;
    case t::NOT_BELOW: return StepKind::NotBelow;
    case t::CUMULATIVELY_CAPPED_AT: return StepKind::CumulativelyCappedAt;
    default: return StepKind::Rounded;
  }
}

syntax::Verb verb_of(size_t token) {
  switch (token) {
    case t::SUBSIDISE: return syntax::Verb::Subsidise;
    case t::EXEMPT: return syntax::Verb::Exempt;
    case t::REDUCE: return syntax::Verb::Reduce;
    case t::CHARGE: return syntax::Verb::Charge;
    case t::DEDUCT: return syntax::Verb::Deduct;
    case t::ANSWER: return syntax::Verb::Answer;
    case t::DEFER: return syntax::Verb::Defer;
    case t::RECLAIM: return syntax::Verb::Reclaim;
    default: return syntax::Verb::Award;
  }
}

}  // namespace

void Builder::clause(P::ClauseContext* ctx) {
  syntax::Clause clause;
  clause.name = name(ctx->name());
  clause.title = title(ctx->title());
  clause.cites = cites(ctx->cites());
  clause.span = span(ctx);
  bool in_let = false;
  const std::vector<P::StatementContext*> statements = ctx->statement();
  clause.body.reserve(statements.size());  // statements are large: growing would move each several times
  for (P::StatementContext* s : statements) {
    Statement next = statement(s);
    if (in_let && next.kind == StatementKind::Step && next.step.subject == StepSubject::Running) {
      Statement& let = clause.body.back();  // a step acts on what was opened last
      let.definition.steps.push_back(next.step);
      let.definition.span = source::join(let.definition.span, next.span);
      let.span = let.definition.span;
      continue;
    }
    in_let = next.kind == StatementKind::Let;
    clause.body.push_back(std::move(next));
  }
  check_loop_order(clause);
  tree_.clauses.push_back(std::move(clause));
}

void Builder::check_loop_order(const syntax::Clause& clause) {
  bool in_loop = false;
  int rank = 0;
  for (const Statement& s : clause.body) {
    if (s.kind == StatementKind::ForEach) {
      in_loop = true;
      rank = 0;
    }
    const int own = syntax::loop_rank(s.kind);
    if (own == 0) continue;
    if (in_loop && own <= rank)
      issue(diag::Kind::LoopPartOutOfPlace, s.span, {diag::written(written(s.span))});
    rank = own;
  }
}

Statement Builder::assumption(P::AssumeContext* ctx) {
  Statement s{};
  s.kind = StatementKind::Assume;
  s.span = span(ctx);
  s.definition.span = s.span;
  s.definition.name.first = written(ctx->path());
  if (ctx->path()->plainName().size() == 1) s.definition.name.first = unquoted(ctx->path());
  s.definition.name.span = span(ctx->path());
  s.definition.value = formula(ctx->formula());
  reason(ctx->title(), s);
  return s;
}

void Builder::reason(P::TitleContext* ctx, Statement& s) {
  const syntax::Title read = title(ctx);
  s.text = read.first;
  s.text_second = read.second;
}

num::Rounding Builder::rounding(P::RoundingModeContext* ctx) const {
  switch (ctx->start->getType()) {
    case t::HALF_UP: return num::Rounding::HalfUp;
    case t::HALF_EVEN: return num::Rounding::HalfEven;
    case t::HALF_DOWN: return num::Rounding::HalfDown;
    case t::UPWARD: return num::Rounding::Up;
    case t::DOWNWARD: return num::Rounding::Down;
    case t::TO_THE_HIGHER: return num::Rounding::Higher;
    default: return num::Rounding::Lower;
  }
}

syntax::Step Builder::step(P::StepContext* ctx) {
  syntax::Step s{};
  s.span = span(ctx);
  s.operand = value(ctx->value());
  s.kind = step_kind(ctx->start->getType());
  if (s.kind == StepKind::Rounded) s.mode = rounding(ctx->roundingMode());
  return s;
}

Builder::ExprId Builder::range(ExprId first, P::ValueContext* last) {
  const ExprId end = value(last);
  return add(syntax::ExprKind::Range, source::join(tree_[first].span, tree_[end].span), {first, end});
}

Builder::ExprId Builder::due_formula(P::DueFormulaContext* ctx) {
  if (ctx->dueDate()) return due_date(ctx->dueDate());
  const ExprId condition = expr(ctx->expr());
  const ExprId then = due_formula(ctx->dueFormula(0)), otherwise = due_formula(ctx->dueFormula(1));
  return add(syntax::ExprKind::If, span(ctx), {condition, then, otherwise});
}

// `3 days after D`; D 之日起 3天 内; either with `or the next working day`.
Builder::ExprId Builder::due_date(P::DueDateContext* ctx) {
  ExprId id = value(ctx->value(0));
  if (ctx->value().size() > 1) {
    ExprId other = value(ctx->value(1));
    if (ctx->FROM_THAT_DAY()) std::swap(id, other);
    id = add(syntax::ExprKind::DueAfter, span(ctx), {id, other});
  }
  return ctx->NEXT_WORKING_DAY() ? add(syntax::ExprKind::NextWorkingDay, span(ctx), {id}) : id;
}

// 1st to 3rd, 第1至3次, 前三台
void Builder::take(P::TakeContext* ctx, Statement& s) {
  s.kind = StatementKind::Take;
  const auto number_at = [&](std::string_view text, size_t& at) -> uint32_t {
    while (at < text.size()) {  // to the next numeral
      size_t end = at;
      utf8::next(text, end);
      if (read_ordinal(text.substr(at, end - at)) != 0 || text.substr(at, 3) == "十") break;
      at = end;
    }
    const size_t begin = at;
    for (size_t end = at; end < text.size();) {
      utf8::next(text, end);
      const uint32_t digit = read_ordinal(text.substr(at, end - at));
      const char32_t c = half_width(utf8::peek(text, at));
      if (digit == 0 && c != '0' && c != U'〇' && c != U'零') break;
      at = end;
    }
    return read_ordinal(text.substr(begin, at - begin));
  };
  size_t at = 0;
  if (ctx->ORDINAL_RANGE()) {
    const std::string_view text = written(ctx->ORDINAL_RANGE());
    const uint32_t first = number_at(text, at), second = number_at(text, at);
    if (text.starts_with("前")) s.first = 1, s.last = first;
    else s.first = first, s.last = second != 0 ? second : first;
  } else {
    s.first = s.last = number_at(written(ctx->ORDINAL(0)), at);
    at = 0;
    if (ctx->TO()) s.last = number_at(written(ctx->ORDINAL(1)), at);
  }
  if (s.first == 0 || s.last < s.first) issue(diag::Kind::WrongOrdinals, s.span, {diag::written(written(s.span))});
}

Statement Builder::statement(P::StatementContext* ctx) {
  Statement s{};
  s.span = span(ctx);
  const auto with = [&](StatementKind kind, ExprId id) {
    s.kind = kind;
    s.expr = id;
  };
  const auto with_step = [&](StepSubject subject, P::StepContext* c) {
    s.kind = StatementKind::Step;
    s.step = step(c);
    s.step.subject = subject;
    s.step.span = s.span;
  };
  const auto for_each = [&](auto* c) {  // in either word order
    with(StatementKind::ForEach, value(c->value(0)));
    if (c->TO()) s.expr = range(s.expr, c->value(1));
    const syntax::Name variable = name(c->name());
    s.variable = variable.first;
    s.variable_second = variable.second;
    s.variable_span = variable.span;
  };
  if (auto* c = as<P::QuoteContext>(ctx)) {
    s.kind = StatementKind::Quote;
    s.text = unquoted(c->STRING());
  } else if (auto* c = as<P::ClauseInForceContext>(ctx)) {
    s.kind = StatementKind::InForce;
    s.in_force = in_force(c->inForce());
  } else if (auto* c = as<P::ClauseDecidedByContext>(ctx)) {
    with(StatementKind::DecidedBy, value(c->value()));
  } else if (auto* c = as<P::WhenContext>(ctx)) {
    with(StatementKind::When, condition(c->condition()));
  } else if (auto* c = as<P::ExceptWhenContext>(ctx)) {
    with(StatementKind::ExceptWhen, condition(c->condition()));
  } else if (auto* c = as<P::ReferWhenContext>(ctx)) {
    with(StatementKind::ReferWhen, expr(c->expr()));
    reason(c->title(), s);
  } else if (auto* c = as<P::RequireContext>(ctx)) {
    with(StatementKind::Require, condition(c->condition()));
    reason(c->title(), s);
  } else if (auto* c = as<P::ClauseAssumeContext>(ctx)) {
    return assumption(c->assume());
  } else if (auto* c = as<P::LetContext>(ctx)) {
    s.kind = StatementKind::Let;
    s.definition.name = name(c->name());
    s.definition.title = title(c->title());
    s.definition.value = c->checklist() ? checklist(c->checklist()) : formula(c->formula());
    s.definition.span = s.span;
  } else if (auto* c = as<P::PayContext>(ctx)) {
    if (c->step()) {
      with_step(StepSubject::Award, c->step());
    } else {
      with(StatementKind::Pay, formula(c->formula()));
      s.verb = verb_of(c->verb()->start->getType());
      if (c->dueDate()) s.until = due_date(c->dueDate());
    }
  } else if (auto* c = as<P::DueContext>(ctx)) {
    with(StatementKind::Pay, due_formula(c->dueFormula()));
    s.verb = syntax::Verb::Due;
  } else if (auto* c = as<P::SubjectToContext>(ctx)) {
    s.kind = StatementKind::SubjectTo;
    s.text = unquoted(c->plainName());
  } else if (auto* c = as<P::OverridesContext>(ctx)) {
    s.kind = StatementKind::Overrides;
    s.text = unquoted(c->plainName());
  } else if (auto* c = as<P::BaseContext>(ctx)) {
    if (c->step()) with_step(StepSubject::Base, c->step());
    else with(StatementKind::Base, formula(c->formula()));
  } else if (auto* c = as<P::TotalStepContext>(ctx)) {
    with_step(StepSubject::Total, c->step());
    if (c->totalCut()) s.step.cut = c->totalCut()->CUT_PRO_RATA() ? syntax::Cut::ProRata : syntax::Cut::Last;
  } else if (auto* c = as<P::RunningStepContext>(ctx)) {
    with_step(StepSubject::Running, c->step());
  } else if (auto* c = as<P::ForEachContext>(ctx)) {
    for_each(c);
  } else if (auto* c = as<P::ForEachZhContext>(ctx)) {
    for_each(c);
  } else if (auto* c = as<P::WhereContext>(ctx)) {
    with(StatementKind::Where, expr(c->expr()));
  } else if (auto* c = as<P::ByContext>(ctx)) {
    with(StatementKind::By, value(c->value()));
  } else if (auto* c = as<P::InOrderOfContext>(ctx)) {
    with(StatementKind::InOrderOf, value(c->value()));
    s.descending = c->order() && c->order()->DESCENDING();
    s.then_as_listed = c->asListed();
  } else if (auto* c = as<P::AnContext>(ctx)) {
    const StatementKind kind = c->GROUP()  ? StatementKind::By
                               : c->SORT() ? StatementKind::InOrderOf
                                           : StatementKind::Pay;
    with(kind, value(c->value()));
    s.descending = c->order() && c->order()->DESCENDING();
    s.then_as_listed = c->asListed();
  } else if (auto* c = as<P::TakeContext>(ctx)) {
    take(c, s);
  } else if (auto* c = as<P::OfTheseContext>(ctx)) {
    with(StatementKind::OfThese, expr(c->expr()));
  } else if (auto* c = as<P::CountOnlyContext>(ctx)) {
    with(StatementKind::OfThese, expr(c->expr()));
  } else if (auto* c = as<P::OncePerContext>(ctx)) {
    with(StatementKind::OncePer, value(c->value()));
  } else if (auto* c = as<P::OncePerZhContext>(ctx)) {
    with(StatementKind::OncePer, value(c->value()));
  } else if (auto* c = as<P::UnbrokenByContext>(ctx)) {
    with(StatementKind::UnbrokenBy, value(c->value()));
  }
  return s;
}

}  // namespace bursar::parse
