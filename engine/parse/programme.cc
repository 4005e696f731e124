// The programme layer: what excludes what, limits, budgets, instalments.
#include "engine/parse/builder.h"

namespace bursar::parse {

syntax::NameAt Builder::name_at(P::PlainNameContext* ctx) { return {unquoted(ctx), span(ctx)}; }

syntax::Window Builder::window(P::WindowContext* ctx) {
  using Kind = syntax::Window::Kind;
  if (ctx == nullptr) return {};
  if (ctx->quantity()) return {Kind::Any, quantity(ctx->quantity())};
  return {ctx->IN_CALENDAR_YEAR() ? Kind::CalendarYear : ctx->IN_FISCAL_YEAR() ? Kind::FiscalYear : Kind::Ever, {}};
}

Builder::ExprId Builder::limit_amount(P::LimitAmountContext* ctx) {
  if (ctx->quantity()) return quantity(ctx->quantity());
  if (ctx->path()) return path(ctx->path());
  return ctx->bracket() ? bracket(ctx->bracket()) : label_value(ctx->LABEL());
}

void Builder::exclusive(P::ExclusiveContext* ctx) {
  using Keep = syntax::Exclusive::Keep;
  syntax::Exclusive e;
  e.span = span(ctx);
  for (P::PlainNameContext* n : ctx->plainName()) e.clauses.push_back(name_at(n));
  e.keep = ctx->KEEP_HIGHEST() ? Keep::Highest : ctx->KEEP_FIRST() ? Keep::First : Keep::Chosen;
  e.cites = cites(ctx->cites());
  tree_.exclusives.push_back(std::move(e));
}

void Builder::limit(P::LimitContext* ctx) {
  syntax::Limit limit;
  limit.span = span(ctx);
  for (P::PlainNameContext* n : ctx->plainName()) limit.clauses.push_back(name_at(n));
  // Parts come in any order; one said twice is an error, since only one of the two could count.
  const auto once = [&](bool said, Ctx* part) {
    if (said) issue(diag::Kind::UnexpectedWord, span(part), {diag::written(written(part))});
  };
  for (P::LimitPartContext* part : ctx->limitPart()) {
    if (auto* c = as<P::LimitAtMostContext>(part)) {
      once(limit.at_most.has(), c);
      limit.at_most = limit_amount(c->limitAmount());
    } else if (auto* c = as<P::LimitPerContext>(part)) {
      once(limit.per_enterprise || !limit.per.name.empty(), c);
      limit.per_enterprise = c->PER_ENTERPRISE() != nullptr;
      if (c->plainName()) limit.per = name_at(c->plainName());
    } else if (auto* c = as<P::LimitWindowContext>(part)) {
      once(limit.window.kind != syntax::Window::Kind::None, c);
      limit.window = window(c->window());
    } else if (auto* c = as<P::LimitCutContext>(part)) {
      once(limit.cut.has_value(), c);
      P::CutContext* cut = c->cut();
      limit.cut = cut->plainName()      ? syntax::Cut::NamedFirst
                  : cut->CUT_LAST()     ? syntax::Cut::Last
                  : cut->CUT_PRO_RATA() ? syntax::Cut::ProRata
                                        : syntax::Cut::RefuseWhole;
      if (cut->plainName()) limit.cut_first = name_at(cut->plainName());
    } else {
      auto* counting = as<P::LimitCountingContext>(part);
      once(limit.counting.has(), counting);
      limit.counting = limit_amount(counting->limitAmount());
    }
  }
  if (ctx->checklist()) limit.when = checklist(ctx->checklist());
  if (ctx->expr()) limit.when = expr(ctx->expr());
  limit.cites = cites(ctx->cites());
  if (!limit.at_most.has()) issue(diag::Kind::UnexpectedEnd, limit.span, {diag::term("syntax.amount")});
  tree_.limits.push_back(std::move(limit));
}

void Builder::budget(P::BudgetContext* ctx) {
  syntax::Budget budget;
  budget.span = span(ctx);
  budget.name = name_at(ctx->plainName(0));
  for (size_t i = 1; i < ctx->plainName().size(); ++i) budget.clauses.push_back(name_at(ctx->plainName(i)));
  budget.at_most = limit_amount(ctx->limitAmount());
  budget.window = window(ctx->window());
  bool shared = false;
  for (P::BudgetPartContext* part : ctx->budgetPart()) {
    if (as<P::BudgetProRataContext>(part)) {
      shared = budget.pro_rata = true;
    } else if (auto* c = as<P::BudgetInOrderContext>(part)) {
      shared = true;
      budget.in_order_of = value(c->value());
      budget.descending = c->order() && c->order()->DESCENDING();
    } else if (auto* c = as<P::BudgetPerReceiverContext>(part)) {
      budget.per_receiver = limit_amount(c->limitAmount());
    } else if (auto* c = as<P::BudgetFloorContext>(part)) {
      budget.floor_to = value(c->value());
    } else if (as<P::BudgetLargestContext>(part)) {
      budget.remainder_largest = true;
    } else if (as<P::BudgetLastContext>(part)) {
      budget.remainder_to_last = true;
    } else {
      budget.ties_by = value(as<P::BudgetTiesContext>(part)->value());
    }
  }
  if (!shared) issue(diag::Kind::UnexpectedEnd, budget.span, {diag::term("syntax.share")});
  budget.cites = cites(ctx->cites());
  tree_.budgets.push_back(std::move(budget));
}

void Builder::instalments(P::InstalmentsContext* ctx) {
  syntax::Instalments all;
  all.span = span(ctx);
  all.clause = name_at(ctx->plainName());
  for (P::InstalmentContext* i : ctx->instalment()) {
    syntax::Instalment one;
    one.share = i->quantity() ? quantity(i->quantity()) : i->bracket() ? bracket(i->bracket()) : label_value(i->LABEL());
    if (i->title()) one.event = title(i->title());
    else one.on = path(i->path());
    all.parts.push_back(one);
  }
  all.cites = cites(ctx->cites());
  tree_.instalments.push_back(std::move(all));
}

}  // namespace bursar::parse
