// Labelled lists. The grammar reads them flat; the labels say how they nest.
#include "engine/base/utf8.h"
#include "engine/parse/builder.h"

namespace bursar::parse {

using syntax::ExprKind;
using syntax::ListHead;

namespace {

enum class Style : uint8_t { Han, Digit, Letter, Roman, DigitDot, Circle };

struct Label {
  Style style;
  uint32_t number;
};

uint32_t roman(std::string_view text) {
  uint32_t value = 0;
  for (size_t i = 0; i < text.size(); ++i) {
    const auto of = [](char c) { return c == 'i' ? 1u : c == 'v' ? 5u : 10u; };
    const uint32_t v = of(text[i]);
    if (i + 1 < text.size() && v < of(text[i + 1])) value -= v;
    else value += v;
  }
  return value;
}

// What a label may be: `(i)` is the first of one style and the ninth of another.
std::vector<Label> readings(std::string_view text) {
  const char32_t first = utf8::peek(text, 0);
  if (first >= 0x2460 && first <= 0x2473) return {{Style::Circle, static_cast<uint32_t>(first - 0x2460 + 1)}};
  const std::string label = half_width(text);
  if (label[0] != '(') return {{Style::DigitDot, read_ordinal(label.substr(0, label.size() - 1))}};
  const std::string inside = label.substr(1, label.size() - 2);
  if (inside[0] >= '0' && inside[0] <= '9') return {{Style::Digit, read_ordinal(inside)}};
  if (utf8::has_han(inside)) return {{Style::Han, read_ordinal(inside)}};
  std::vector<Label> all;
  if (inside.find_first_not_of("ivx") == std::string::npos) all.push_back({Style::Roman, roman(inside)});
  if (inside.size() == 1) all.push_back({Style::Letter, static_cast<uint32_t>(inside[0] - 'a' + 1)});
  return all;
}

struct Open {
  syntax::ExprId list;
  Style style = Style::Digit;
  uint32_t next = 0;  // 0: no item yet
};

}  // namespace

Builder::ExprId Builder::condition(P::ConditionContext* ctx) {
  return ctx->checklist() ? checklist(ctx->checklist()) : expr(ctx->expr());
}

Builder::ExprId Builder::head(P::HeadContext* ctx) {
  const ExprId id = add(ExprKind::Checklist, span(ctx));
  Expr& e = tree_.exprs[id.index];
  e.head = ctx->ALL_OF()    ? ListHead::AllOf
           : ctx->ANY_OF()  ? ListHead::AnyOf
           : ctx->NONE_OF() ? ListHead::NoneOf
                            : ListHead::AtLeastOf;
  if (ctx->NUMBER()) e.at_least = read_ordinal(half_width(written(ctx->NUMBER())));
  return id;
}

// A label that continues the series of an open list closes the lists inside that one; a new style opens a list
// right behind a head; anything else is an error.
Builder::ExprId Builder::checklist(P::ChecklistContext* ctx) {
  const ExprId whole = head(ctx->head());
  std::vector<Open> open{{whole}};
  for (P::LabelledContext* l : ctx->labelled()) {
    const std::string_view text = written(l->LABEL());
    bool placed = false;
    for (const Label label : readings(text)) {
      if (open.back().next == 0) {
        bool style_is_new = label.number == 1;
        for (size_t i = 0; i + 1 < open.size(); ++i) style_is_new = style_is_new && open[i].style != label.style;
        if (!style_is_new) continue;
        open.back().style = label.style;
        open.back().next = 2;
        placed = true;
        break;
      }
      for (size_t i = open.size(); i-- > 0 && !placed;) {
        if (open[i].style != label.style || open[i].next != label.number) continue;
        open.resize(i + 1);
        ++open[i].next;
        placed = true;
      }
      if (placed) break;
    }
    if (!placed) {
      issue(diag::Kind::LabelOutOfSeries, span(l->LABEL()), {diag::written(text)});
      return whole;
    }
    syntax::Item item{};
    item.label = text;
    item.span = span(l);
    if (l->expr()) {
      item.condition = expr(l->expr());
      item.title = title(l->title());
      if (l->itemCites()) item.cites.push_back(cite(l->itemCites()));
    } else {
      item.condition = head(l->head());
    }
    const ExprId nested = item.condition;
    tree_.exprs[open.back().list.index].items.push_back(std::move(item));
    for (const Open& list : open) {  // everything open reaches as far as this item
      Expr& e = tree_.exprs[list.list.index];
      e.span = source::join(e.span, span(l));
      e.items.back().span = source::join(e.items.back().span, span(l));
    }
    if (l->head()) open.push_back({nested});
  }
  if (open.back().next == 0) issue(diag::Kind::UnexpectedEnd, tree_[open.back().list].span, {diag::term("syntax.item")});
  return whole;
}

}  // namespace bursar::parse
