// Amounts and conditions.
#include <mutex>
#include <set>

#include "engine/base/utf8.h"
#include "engine/num/currency.h"
#include "engine/parse/builder.h"

namespace bursar::parse {

using syntax::Comparison;
using syntax::ExprKind;

namespace {


std::string_view interned(const std::string& key) {
  static std::mutex lock;
  static std::set<std::string, std::less<>> keys;  // units come from a closed table: this stays small
  const std::lock_guard guard(lock);
  return *keys.insert(key).first;
}

}  // namespace

std::pair<std::string_view, num::Exact> unit_key(std::string_view written) {
  if (const syntax::Word* word = unit_word(written); word != nullptr && word->factor == "1") return {word->key, 1};
  std::string key;
  num::Exact factor = 1;
  const std::string text = half_width(written);
  for (size_t at = 0; at <= text.size();) {
    size_t end = std::min(text.find('/', at), text.size());
    std::string part;
    for (char c : text.substr(at, end - at))
      if (c == ' ' || c == '\t' || c == '\n' || c == '\r') {
        if (!part.empty() && part.back() != ' ') part += ' ';
      } else {
        part += c;
      }
    if (at > 0 && part == "月") part = "个月";
    if (const syntax::Word* word = unit_word(part)) {
      part = word->key;
      if (at == 0 && word->factor != "1") factor = num::Exact::parse_fraction(word->factor).value_or(1);
    }
    if (at > 0) key += '/';
    key += part;
    at = end + 1;
  }
  return {interned(key), factor};
}

Builder::ExprId Builder::add(ExprKind kind, Span where, std::vector<ExprId> kids) {
  Expr e{};
  e.kind = kind;
  e.span = where;
  e.kids = std::move(kids);
  return tree_.add(std::move(e));
}

Builder::ExprId Builder::formula(P::FormulaContext* ctx) {
  if (auto* c = as<P::PlainContext>(ctx)) return form(c->form());
  if (auto* c = as<P::TableFormulaContext>(ctx)) return table(c->table());
  auto* c = as<P::IfFormulaContext>(ctx);
  const ExprId condition = expr(c->expr()), then = formula(c->formula(0)), otherwise = formula(c->formula(1));
  return add(ExprKind::If, span(ctx), {condition, then, otherwise});
}

Builder::ExprId Builder::listed(P::ListedContext* ctx) {
  if (auto* c = as<P::PlainListedContext>(ctx)) return form(c->form());
  auto* c = as<P::IfListedContext>(ctx);
  const ExprId condition = expr(c->expr()), then = formula(c->formula()), otherwise = listed(c->listed());
  return add(ExprKind::If, span(ctx), {condition, then, otherwise});
}

// The grammar reads conditions and amounts flat. What follows gives them their shape: an operation takes what stands
// before it as its left side as far as nothing binds less tightly.

Builder::Placed Builder::join(ExprKind kind, const Placed& left, const Placed& right) {
  const Span where = source::join(left.span, right.span);
  return {add(kind, where, {left.id, right.id}), where};
}

Builder::ExprId Builder::expr(P::ExprContext* ctx) {
  Flat flat{ctx->children};
  return any_of(flat).id;
}

Builder::Placed Builder::any_of(Flat& flat) {
  Placed left = all_of(flat);
  while (flat.skip(t::OR)) left = join(ExprKind::Or, left, all_of(flat));
  return left;
}

Builder::Placed Builder::all_of(Flat& flat) {
  Placed left = negated(flat);
  while (flat.skip(t::AND)) left = join(ExprKind::And, left, negated(flat));
  return left;
}

// NOT* value tail?
Builder::Placed Builder::negated(Flat& flat) {
  const size_t first = flat.at;
  while (flat.skip(t::NOT)) {
  }
  const size_t last = flat.at;
  auto* of = static_cast<P::ValueContext*>(flat.parts[flat.at++]);
  Placed made{value(of), span(of)};
  if (auto* tail = flat.context<P::TailContext>()) {
    made.span = source::join(made.span, span(tail));
    made.id = comparison(made.id, tail, made.span);
  }
  for (size_t i = last; i-- > first;) {
    made.span = source::join(span(static_cast<Node*>(flat.parts[i])), made.span);
    made.id = add(ExprKind::Not, made.span, {made.id});
  }
  return made;
}

std::pair<Comparison, bool> Builder::compare_word(size_t token) {
  switch (token) {
    case t::AT_LEAST: return {Comparison::AtLeast, false};
    case t::MORE_THAN: return {Comparison::MoreThan, false};
    case t::LESS_THAN: return {Comparison::LessThan, false};
    case t::AT_MOST: return {Comparison::AtMost, false};
    case t::ON_OR_AFTER: return {Comparison::AtLeast, true};
    case t::AFTER: return {Comparison::MoreThan, true};
    case t::BEFORE: return {Comparison::LessThan, true};
    default: return {Comparison::AtMost, true};
  }
}

Builder::ExprId Builder::compare(ExprId left, Comparison comparison, ExprId right, bool date_words, Span where) {
  const ExprId id = add(ExprKind::Compare, where, {left, right});
  tree_.exprs[id.index].comparison = comparison;
  tree_.exprs[id.index].date_words = date_words;
  return id;
}

// 以上 and 以下 include the number (Civil Code art. 1259) unless （不含） says otherwise.
Comparison Builder::behind(P::PlainBehindContext* ctx) const {
  bool included = true;
  for (auto* mark : ctx->included())
    if (mark->start->getType() == t::NOT_INCLUDED) included = false;
  if (ctx->OR_MORE()) return included ? Comparison::AtLeast : Comparison::MoreThan;
  return included ? Comparison::AtMost : Comparison::LessThan;
}

Builder::ExprId Builder::compare_behind(ExprId left, ExprId bound, P::BehindContext* ctx, Span where) {
  const bool dates = tree_[bound].kind == ExprKind::Date;
  const Comparison first = ctx->plainBehind() ? behind(ctx->plainBehind()) : Comparison::AtLeast;
  const ExprId lower = compare(left, first, bound, dates, where);
  if (!ctx->quantity()) return lower;
  const ExprId upper = compare(left, Comparison::LessThan, quantity(ctx->quantity()), false, where);
  return add(ExprKind::And, where, {lower, upper});
}

Builder::ExprId Builder::comparison(ExprId left, P::TailContext* tail, Span where) {
  if (auto* c = as<P::PrefixTailContext>(tail)) {
    const auto [comparison, dates] = compare_word(c->compareWord()->start->getType());
    return compare(left, comparison, value(c->value()), dates, where);
  }
  if (auto* c = as<P::BehindTailContext>(tail)) {
    const ExprId bound = c->quantity() ? quantity(c->quantity())
                         : c->TIME()   ? moment(c->DATE(), c->TIME(), source::join(span(c->DATE()), span(c->TIME())))
                         : c->DATE()   ? date_value(c->DATE())
                                       : month_value(c->MONTH());
    return compare_behind(left, bound, c->behind(), where);
  }
  if (auto* c = as<P::ZaiTailContext>(tail)) {
    const ExprId bound = value(c->value(0));
    if (c->behind()) return compare_behind(left, bound, c->behind(), where);
    if (c->value().size() == 1) return add(ExprKind::In, where, {left, bound});
    const ExprId within = add(ExprKind::Within, where, {left, value(c->value(1)), bound});  // 在 D 前 3年 内
    tree_.exprs[within.index].comparison = c->QIAN() ? Comparison::LessThan : Comparison::MoreThan;
    return within;
  }
  if (auto* c = as<P::WithinTailContext>(tail)) {
    const ExprId length = value(c->value(0)), date = value(c->value(1));
    const ExprId within = add(ExprKind::Within, where, {left, length, date});
    tree_.exprs[within.index].comparison = c->BEFORE() ? Comparison::LessThan : Comparison::MoreThan;
    return within;
  }
  if (auto* c = as<P::FromTailContext>(tail)) {
    const ExprId first = primary(c->primary(0)), last = primary(c->primary(1));
    const ExprId range = add(ExprKind::FromTo, where, {left, first, last});
    tree_.exprs[range.index].open_end = c->BEFORE() || c->QIAN();
    return range;
  }
  if (auto* c = as<P::InTailContext>(tail)) {
    const ExprId period = value(c->value());
    return add(ExprKind::In, where, {left, period});
  }
  if (auto* c = as<P::IsTailContext>(tail))
    return compare(left, c->IS() ? Comparison::Is : Comparison::IsNot, value(c->value()), false, where);
  auto* c = as<P::OneOfTailContext>(tail);
  std::vector<ExprId> kids{left};
  for (P::ValueContext* v : c->value()) kids.push_back(value(v));
  if (c->LABEL()) kids.push_back(label_value(c->LABEL()));
  return add(c->IS_ONE_OF() ? ExprKind::IsOneOf : ExprKind::IsNotOneOf, where, std::move(kids));
}

namespace {

// How tightly an operation binds; a sign before an amount binds tightest of all.
enum Binding { kLoosest, kSoFar, kMatched, kAdd, kMultiply, kFirst, kClockBand, kSplit, kPerUnitZh, kPerUnit, kShare, kPower };

Binding binding(size_t sign) {
  switch (sign) {
    case t::CARET: return kPower;
    case t::ADD: case t::SUBTRACT: return kAdd;
    default: return kMultiply;
  }
}

Binding binding(P::OperationContext* ctx) {
  switch (ctx->start->getType()) {
    case t::DE_SHARE: return kShare;
    case t::PER_COMPLETED: case t::PER_STARTED: return kPerUnit;
    case t::MEI_MAN: case t::MEI: return kPerUnitZh;
    case t::SPLIT_EVERY: case t::MEI_GE: return kSplit;
    case t::BETWEEN: return kClockBand;
    case t::HOU_SHOU_GE: return kFirst;
    case t::SO_FAR: return kSoFar;
    default: return kMatched;
  }
}

ExprKind sign_kind(size_t sign) {
  switch (sign) {
    case t::CARET: return ExprKind::Power;
    case t::TIMES: return ExprKind::Multiply;
    case t::SLASH: return ExprKind::Divide;
    case t::OF: return ExprKind::Of;
    case t::ADD: return ExprKind::Add;
    default: return ExprKind::Subtract;
  }
}

}  // namespace

Builder::ExprId Builder::value(P::ValueContext* ctx) {
  Flat flat{ctx->children};
  return amount(flat, kLoosest).id;
}

// What binds at least as tightly as `least`, from here on.
Builder::Placed Builder::amount(Flat& flat, int least) {
  const size_t first = flat.at;
  while (flat.skip(t::SUBTRACT)) {
  }
  const size_t last = flat.at;
  auto* of = static_cast<P::PrimaryContext*>(flat.parts[flat.at++]);
  P::PrimaryContext* alone = last == first ? of : nullptr;
  Placed left{primary(of), span(of)};
  for (size_t i = last; i-- > first;) {
    left.span = source::join(span(static_cast<Node*>(flat.parts[i])), left.span);
    left.id = add(ExprKind::Negate, left.span, {left.id});
  }
  for (; flat.at < flat.parts.size(); alone = nullptr) {
    if (auto* sign = flat.token()) {
      const size_t type = sign->getSymbol()->getType();
      const Binding own = binding(type);
      if (own < least) break;
      ++flat.at;
      left = join(sign_kind(type), left, amount(flat, own == kPower ? own : own + 1));  // 2^3^2 is 2^(3^2)
    } else {
      auto* next = static_cast<P::OperationContext*>(flat.parts[flat.at]);
      if (binding(next) < least) break;
      ++flat.at;
      left.span = source::join(left.span, span(next));
      left.id = operation(left.id, alone, next, left.span);
    }
  }
  return left;
}

Builder::ExprId Builder::operation(ExprId left, P::PrimaryContext* alone, P::OperationContext* ctx, Span where) {
  if (auto* c = as<P::ShareContext>(ctx)) return share(left, alone, c, where);
  if (auto* c = as<P::PerUnitContext>(ctx)) {
    const ExprId unit = quantity(c->quantity()), of = primary(c->primary());
    return add(c->PER_COMPLETED() ? ExprKind::PerCompleted : ExprKind::PerStarted, where, {left, unit, of});
  }
  if (auto* c = as<P::PerUnitZhContext>(ctx)) return per_unit_zh(left, c, where);
  if (auto* c = as<P::SplitContext>(ctx)) {
    const ExprId unit = quantity(c->quantity());
    return add(ExprKind::SplitEvery, where, {left, unit});
  }
  if (auto* c = as<P::ClockBandContext>(ctx)) {
    const ExprId from = primary(c->primary(0)), to = primary(c->primary(1));
    return add(ExprKind::ClockBand, where, {left, from, to});
  }
  if (auto* c = as<P::FirstZhContext>(ctx)) return first_after(c->DAY_MONTH(), left, where);
  if (as<P::SoFarContext>(ctx)) return add(ExprKind::SoFar, where, {left});
  auto* c = as<P::MatchedContext>(ctx);
  ExprId parts[2];
  const auto part = [&](Span s) {
    const ExprId id = add(ExprKind::Quantity, s);
    tree_.exprs[id.index].value = num::Exact::parse_decimal(half_width(written(s))).value_or(0);
    return id;
  };
  if (c->RATIO()) {  // one token `1:1`
    const Span ratio = span(c->RATIO());
    Span first = ratio, second = ratio;
    size_t colon = 0;
    const std::string_view text = written(ratio);
    for (size_t at = 0, from = 0; at < text.size(); from = at)
      if (half_width(utf8::next(text, at)) == ':') {
        first.end = ratio.begin + static_cast<uint32_t>(from);
        second.begin = ratio.begin + static_cast<uint32_t>(at);
        ++colon;
      }
    parts[0] = part(first);
    parts[1] = part(second);
  } else {
    parts[0] = part(span(c->NUMBER(0)));
    parts[1] = part(span(c->NUMBER(1)));
  }
  return add(ExprKind::Matched, where, {left, parts[0], parts[1]});
}

// X 每满 U [计 A], X 每 U 不足计一 [计 A]
Builder::ExprId Builder::per_unit_zh(ExprId of, P::PerUnitZhContext* ctx, Span where) {
  const ExprId unit = quantity(ctx->quantity());
  const bool completed = ctx->MEI_MAN() != nullptr;
  if (!ctx->primary()) return add(completed ? ExprKind::Completed : ExprKind::Started, where, {unit, of});
  const ExprId amount = primary(ctx->primary());
  return add(completed ? ExprKind::PerCompleted : ExprKind::PerStarted, where, {amount, unit, of});
}

Builder::ExprId Builder::time_value(Node* node) {
  const ExprId id = add(ExprKind::Time, span(node));
  tree_.exprs[id.index].value = read_time(written(node)).value_or(0);
  return id;
}

Builder::ExprId Builder::moment(Node* date, Node* time, Span where) {
  const ExprId id = add(ExprKind::Moment, where);
  tree_.exprs[id.index].date = this->date(date);
  tree_.exprs[id.index].value = read_time(written(time)).value_or(0);
  return id;
}

// The year of the date says nothing: 2024 has every day that a year can have.
Builder::ExprId Builder::first_after(Node* day_month, ExprId after, Span where) {
  const ExprId id = add(ExprKind::FirstAfter, where, {after});
  const syntax::YearStart day = year_start(day_month);
  tree_.exprs[id.index].date = num::Date::of(2024, day.month, day.day).value_or(num::Date{});
  return id;
}

// `X 的 50%`, `X 的（E）`; and `50% 的（X）`, where the share leads.
Builder::ExprId Builder::share(ExprId left, P::PrimaryContext* alone, P::ShareContext* ctx, Span where) {
  ExprId right;
  if (ctx->quantity()) right = quantity(ctx->quantity());
  else if (ctx->bracket()) right = bracket(ctx->bracket());
  else right = label_value(ctx->LABEL());
  auto* figure = alone ? as<P::QuantityPrimaryContext>(alone) : nullptr;
  const auto is_percent = [&](ExprId id) {
    return tree_[id].kind == ExprKind::Quantity && tree_[id].unit == "%";
  };
  const bool leads = figure && !figure->path() && is_percent(left) && !is_percent(right);
  return add(ExprKind::Of, where, leads ? std::vector{left, right} : std::vector{right, left});
}

Builder::ExprId Builder::quantity(P::QuantityContext* ctx) {
  const ExprId id = add(ExprKind::Quantity, span(ctx));
  Expr& e = tree_.exprs[id.index];
  std::string digits;
  for (char c : half_width(written(ctx->NUMBER())))
    if (c != '_' && c != ',') digits += c;
  e.value = num::Exact::parse_decimal(digits).value_or(0);
  for (Node* scale : ctx->SCALE())
    if (const syntax::Word* word = scale_word(written(scale)))
      e.value *= num::Exact::parse_decimal(word->key).value_or(1);
  std::string per;  // 每平方米每月20元 is 20 yuan/m²/month
  if (ctx->PER_UNIT())
    for (std::string_view unit : per_units(written(ctx->PER_UNIT()))) per += "/" + std::string(unit);
  if (ctx->UNIT()) {
    const std::string_view unit = written(ctx->UNIT());
    const bool four_digits = digits.size() == 4 && digits.find('.') == digits.npos;
    if (unit == "年" && ctx->SCALE().empty() && four_digits) return id;  // 2021年 is a year, no length
    const auto [key, factor] = unit_key(unit);
    e.unit = per.empty() ? key : interned(std::string(key) + per);
    e.value *= factor;
  }
  return id;
}

Builder::ExprId Builder::path(P::PathContext* ctx) {
  const ExprId id = add(ExprKind::Path, span(ctx));
  for (P::PlainNameContext* n : ctx->plainName()) tree_.exprs[id.index].names.push_back(unquoted(n));
  return id;
}

Builder::ExprId Builder::date_value(Node* node) {
  const ExprId id = add(ExprKind::Date, span(node));
  tree_.exprs[id.index].date = date(node);
  return id;
}

// A month is the month of its first day.
Builder::ExprId Builder::month_value(Node* node) {
  const ExprId id = add(ExprKind::Date, span(node));
  tree_.exprs[id.index].date = read_month(written(node)).value_or(num::Date{});
  return add(ExprKind::MonthOf, span(node), {id});
}

Builder::ExprId Builder::string_value(Node* node) {
  const ExprId id = add(ExprKind::Text, span(node));
  tree_.exprs[id.index].text = unquoted(node);
  return id;
}

// A label where an amount is wanted is a bracket around one figure or name: `x * (1)`.
Builder::ExprId Builder::label_value(Node* node) {
  const Span whole = span(node);
  const std::string_view text = written(whole);
  size_t begin = 0, end = text.size();
  if (half_width(utf8::peek(text, 0)) == '(') {
    utf8::next(text, begin);
    end -= text.back() == ')' ? 1 : 3;
  } else {
    issue(diag::Kind::UnexpectedWord, whole, {diag::written(text)});
  }
  const std::string_view inside = text.substr(begin, end - begin);
  const ExprId id = add(ExprKind::Path, whole);
  Expr& e = tree_.exprs[id.index];
  const std::string digits = half_width(inside);
  if (digits.find_first_not_of("0123456789") == std::string::npos) {
    e.kind = ExprKind::Quantity;
    e.value = num::Exact::parse_decimal(digits).value_or(0);
  } else {
    e.names.push_back(inside);
  }
  return id;
}

Builder::ExprId Builder::bracket(P::BracketContext* ctx) {
  if (ctx->table()) return stepped(table(ctx->table()), ctx->step(), span(ctx));
  std::vector<ExprId> kids;
  for (P::InnerContext* i : ctx->inner()) kids.push_back(inner(i));
  if (ctx->LOWER_ZH() || ctx->HIGHER_ZH())
    return add(ctx->LOWER_ZH() ? ExprKind::Lower : ExprKind::Higher, span(ctx), std::move(kids));
  if (kids.size() > 1) issue(diag::Kind::ListInBrackets, span(ctx->COMMA(0)));
  return kids[0];
}

Builder::ExprId Builder::inner(P::InnerContext* ctx) {
  return stepped(ctx->checklist() ? checklist(ctx->checklist()) : listed(ctx->listed()), ctx->step(), span(ctx));
}

Builder::ExprId Builder::stepped(ExprId id, const std::vector<P::StepContext*>& list, Span where) {
  if (list.empty()) return id;
  std::vector<syntax::Step> steps;
  for (P::StepContext* s : list) steps.push_back(step(s));
  const ExprId stepped = add(ExprKind::Stepped, where, {id});
  tree_.exprs[stepped.index].steps = std::move(steps);
  return stepped;
}

syntax::Loop Builder::loop(P::LoopContext* ctx) {
  syntax::Loop loop;
  loop.variable = unquoted(ctx->plainName());
  loop.variable_span = span(ctx->plainName());
  loop.list = value(ctx->value(0));
  if (ctx->TO()) loop.list = range(loop.list, ctx->value(1));
  if (ctx->expr()) loop.where = expr(ctx->expr());
  return loop;
}

ExprKind Builder::kind_of(size_t token) const {
  switch (token) {
    case t::YES: return ExprKind::Yes;
    case t::NO: return ExprKind::No;
    case t::UNKNOWN: return ExprKind::Unknown;
    case t::DOES_NOT_APPLY: return ExprKind::DoesNotApply;
    case t::BASE: return ExprKind::Base;
    case t::TOTAL: return ExprKind::Total;
    case t::POSITION: return ExprKind::Position;
    case t::NOT_STATED: return ExprKind::NotStated;
    case t::AWARDED_BEFORE: return ExprKind::AwardedBefore;
    case t::LENGTH_OF: return ExprKind::LengthOf;
    case t::MONTHS_OF: return ExprKind::MonthsOf;
    case t::DAYS_IN: return ExprKind::DaysIn;
    case t::WORKING_DAYS_IN: return ExprKind::WorkingDaysIn;
    case t::COMPLETE_MONTHS_IN: return ExprKind::CompleteMonthsIn;
    case t::COMPLETED: return ExprKind::Completed;
    case t::STARTED: return ExprKind::Started;
    case t::LOWER_OF: return ExprKind::Lower;
    case t::HIGHER_OF: return ExprKind::Higher;
    case t::SUM_OF: return ExprKind::Sum;
    case t::AVERAGE_OF: return ExprKind::Average;
    case t::HIGHEST_OF: return ExprKind::Highest;
    case t::SMALLEST_OF: return ExprKind::Smallest;
    case t::SOME: return ExprKind::Some;
    case t::EVERY: return ExprKind::Every;
    case t::START_OF: return ExprKind::StartOf;
    case t::END_OF: return ExprKind::EndOf;
    case t::MONTH_OF: return ExprKind::MonthOf;
    case t::YEAR_OF: return ExprKind::YearOf;
    case t::DAYS_BETWEEN: return ExprKind::DaysBetween;
    case t::COMPLETE_MONTHS_BETWEEN: return ExprKind::CompleteMonthsBetween;
    default: return ExprKind::CompleteYearsBetween;
  }
}

Builder::ExprId Builder::primary(P::PrimaryContext* ctx) {
  const Span where = span(ctx);
  const ExprKind kind = kind_of(ctx->start->getType());
  if (auto* c = as<P::PathPrimaryContext>(ctx)) {
    const ExprId id = path(c->path());
    if (!c->primary()) return id;
    const ExprId when = primary(c->primary());
    return add(c->ON() ? ExprKind::On : ExprKind::AveragedOver, where, {id, when});
  }
  if (auto* c = as<P::QuantityPrimaryContext>(ctx)) {
    const ExprId figure = quantity(c->quantity());
    if (!c->path()) return figure;
    const ExprId of = path(c->path());
    return add(ExprKind::Of, where, {figure, of});
  }
  if (auto* c = as<P::BracketPrimaryContext>(ctx)) return bracket(c->bracket());
  if (auto* c = as<P::DateContext>(ctx)) return c->TIME() ? moment(c->DATE(), c->TIME(), where) : date_value(c->DATE());
  if (auto* c = as<P::TimeContext>(ctx)) return time_value(c->TIME());
  if (auto* c = as<P::MonthContext>(ctx)) return month_value(c->MONTH());
  if (auto* c = as<P::StringContext>(ctx)) return string_value(c->STRING());
  if (as<P::WordContext>(ctx)) return add(kind, where);
  if (auto* c = as<P::LabelPrimaryContext>(ctx)) return label_value(c->LABEL());
  std::vector<ExprId> kids;
  if (auto* c = as<P::LowerOfContext>(ctx)) {
    for (P::InnerContext* i : c->inner()) kids.push_back(inner(i));
    if (c->LABEL()) kids.push_back(label_value(c->LABEL()));
    return add(kind, where, std::move(kids));
  }
  if (auto* c = as<P::WholeUnitsContext>(ctx)) {
    const ExprId unit = quantity(c->quantity()), of = primary(c->primary());
    return add(kind, where, {unit, of});
  }
  if (auto* c = as<P::FirstAfterContext>(ctx)) return first_after(c->DAY_MONTH(), primary(c->primary()), where);
  if (auto* c = as<P::PeriodFromContext>(ctx)) {
    const ExprId first = primary(c->primary(0)), last = primary(c->primary(1));
    const ExprId id = add(ExprKind::PeriodFrom, where, {first, last});
    tree_.exprs[id.index].open_end = c->BEFORE() != nullptr;
    return id;
  }
  if (auto* c = as<P::EarlierAwardsContext>(ctx)) {
    const ExprId of = path(c->path());
    const syntax::Window in = window(c->window());
    const ExprId id = add(ExprKind::EarlierAwards, where, {of});
    tree_.exprs[id.index].window = in;
    return id;
  }
  if (auto* c = as<P::NeverAwardedContext>(ctx)) {
    const ExprId of = path(c->path());
    return add(ExprKind::NeverAwarded, where, {of});
  }
  if (auto* c = as<P::CalendarOfContext>(ctx)) {
    kids.push_back(primary(c->primary()));
    return add(kind, where, std::move(kids));
  }
  if (auto* c = as<P::BetweenContext>(ctx)) {
    for (P::PrimaryContext* p : c->primary()) kids.push_back(primary(p));
    return add(kind, where, std::move(kids));
  }
  syntax::Loop over;
  if (auto* c = as<P::AggregateContext>(ctx)) {
    kids.push_back(value(c->value()));
    over = loop(c->loop());
  } else if (auto* c = as<P::NumberOfContext>(ctx)) {
    over = loop(c->loop());
  } else {
    auto* q = as<P::QuantifiedContext>(ctx);
    over = loop(q->loop());
    if (q->primary()) {
      kids.push_back(primary(q->primary()));
    } else if (over.where.has()) {  // 任一（L 中各 x，其中 C）
      kids.push_back(over.where);
      over.where = {};
    } else {
      issue(diag::Kind::UnexpectedEnd, where, {diag::term("syntax.condition")});
      kids.push_back(add(ExprKind::Yes, where));
    }
  }
  const bool number = ctx->start->getType() == t::NUMBER_OF;
  const ExprId id = add(number ? ExprKind::Number : kind, where, std::move(kids));
  tree_.exprs[id.index].loop = over;
  return id;
}

}  // namespace bursar::parse
