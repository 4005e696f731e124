// Ladders, tiers, tables by category and tapers, and the other forms that stand at the top of an amount.
#include "engine/parse/builder.h"

namespace bursar::parse {

using syntax::Comparison;
using syntax::Expr;
using syntax::ExprKind;

Builder::ExprId Builder::table(P::TableContext* ctx) {
  std::vector<ExprId> kids, columns;
  std::vector<syntax::KeyRow> list;
  for (P::PrimaryContext* p : ctx->primary()) kids.push_back(primary(p));
  if (ctx->across()) {
    for (P::LiteralContext* l : ctx->across()->literal()) columns.push_back(literal(l));
    if (ctx->across()->LABEL()) columns.push_back(label_value(ctx->across()->LABEL()));
  }
  for (P::KeyRowContext* r : ctx->keyRow()) list.push_back(key_row(r));
  const ExprId id = add(ExprKind::Table, span(ctx), std::move(kids));
  tree_.exprs[id.index].columns = std::move(columns);
  tree_.exprs[id.index].key_rows = std::move(list);
  return id;
}

Builder::ExprId Builder::form(P::FormContext* ctx) {
  if (auto* c = as<P::ConditionFormContext>(ctx)) return expr(c->expr());
  std::vector<ExprId> kids;
  if (auto* c = as<P::AsDecidedContext>(ctx)) {
    if (c->value()) kids.push_back(value(c->value()));
    return add(ExprKind::AsDecided, span(ctx), std::move(kids));
  }
  if (auto* c = as<P::TaperContext>(ctx)) {
    for (P::ValueContext* v : c->value()) kids.push_back(value(v));
    const ExprId id = add(ExprKind::Taper, span(ctx), std::move(kids));
    Expr& e = tree_.exprs[id.index];
    e.up = c->UP_FROM() != nullptr;
    e.steps_of = c->IN_COMPLETED_STEPS() ? syntax::TaperSteps::Completed
                 : c->IN_STARTED_STEPS() ? syntax::TaperSteps::Started
                                         : syntax::TaperSteps::Continuous;
    return id;
  }
  ExprKind kind = ExprKind::Ladder;
  std::vector<syntax::Row> list;
  if (auto* c = as<P::LadderContext>(ctx)) {
    if (c->TOP_UP()) kind = ExprKind::TopUp;
    kids = {value(c->value())};
    list = rows(c->row());
  } else if (auto* c = as<P::LadderNewContext>(ctx)) {
    for (P::ValueContext* v : c->value()) kids.push_back(value(v));
    list = rows(c->row());
  } else {
    auto* tiers = as<P::TiersContext>(ctx);
    kind = tiers->TIERS_WHOLE() ? ExprKind::TiersWhole : ExprKind::TiersMarginal;
    kids = {value(tiers->value())};
    list = rows(tiers->row());
  }
  const ExprId id = add(kind, span(ctx), std::move(kids));
  tree_.exprs[id.index].rows = std::move(list);
  return id;
}

std::vector<syntax::Row> Builder::rows(const std::vector<P::RowContext*>& list) {
  std::vector<syntax::Row> out;
  for (P::RowContext* r : list) {
    syntax::Row row = band(r->band());
    row.value = value(r->value());
    row.span = span(r);
    row.bound_span = span(r->band());
    out.push_back(row);
  }
  return out;
}

syntax::Row Builder::band(P::BandContext* ctx) {
  using Form = syntax::Row::Form;
  syntax::Row row;
  if (auto* c = as<P::CompareBandContext>(ctx)) {
    row.comparison = compare_word(c->compareWord(0)->start->getType()).first;
    row.bound = value(c->value(0));
    if (c->value().size() > 1) {
      row.upper_comparison = compare_word(c->compareWord(1)->start->getType()).first;
      row.upper = value(c->value(1));
    }
  } else if (auto* c = as<P::BehindBandContext>(ctx)) {
    row.comparison = c->plainBehind() ? behind(c->plainBehind()) : Comparison::AtLeast;
    row.bound = quantity(c->quantity(0));
    if (c->quantity().size() > 1) row.upper = quantity(c->quantity(1));
  } else if (auto* c = as<P::FromBandContext>(ctx)) {
    row.bound = value(c->value(0));
    row.upper = value(c->value(1));
  } else if (auto* c = as<P::UpToBandContext>(ctx)) {
    row.form = Form::UpTo;
    row.bound = value(c->value());
  } else if (auto* c = as<P::AboveBandContext>(ctx)) {
    row.form = Form::Above;
    if (c->value()) row.bound = value(c->value());
  } else {
    row.form = Form::Otherwise;
  }
  return row;
}

}  // namespace bursar::parse
