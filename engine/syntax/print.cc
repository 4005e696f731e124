// Expressions and conditions.
#include "engine/syntax/print.h"

#include "engine/base/utf8.h"
#include "engine/syntax/printer.h"

namespace bursar::syntax {
namespace {

// Labels of one style; letters and Roman figures count as one, since `(i)` is both.
char style_of(std::string_view label) {
  size_t at = 0;
  char32_t c = utf8::next(label, at);
  if (c >= 0x2460 && c <= 0x2473) return 'o';
  if (c != '(' && c != U'（') return '.';
  c = utf8::peek(label, at);
  if (c < 0x80) return c >= '0' && c <= '9' ? '1' : 'a';
  return c >= 0xFF10 && c <= 0xFF19 ? '1' : 'h';
}

uint16_t token_of(ExprKind kind) {
  switch (kind) {
    case ExprKind::Yes: return t::YES;
    case ExprKind::No: return t::NO;
    case ExprKind::Unknown: return t::UNKNOWN;
    case ExprKind::DoesNotApply: return t::DOES_NOT_APPLY;
    case ExprKind::Base: return t::BASE;
    case ExprKind::Total: return t::TOTAL;
    case ExprKind::Position: return t::POSITION;
    case ExprKind::Sum: return t::SUM_OF;
    case ExprKind::Average: return t::AVERAGE_OF;
    case ExprKind::Highest: return t::HIGHEST_OF;
    case ExprKind::Smallest: return t::SMALLEST_OF;
    case ExprKind::Number: return t::NUMBER_OF;
    case ExprKind::Some: return t::SOME;
    case ExprKind::Every: return t::EVERY;
    case ExprKind::StartOf: return t::START_OF;
    case ExprKind::EndOf: return t::END_OF;
    case ExprKind::MonthOf: return t::MONTH_OF;
    case ExprKind::YearOf: return t::YEAR_OF;
    case ExprKind::DaysBetween: return t::DAYS_BETWEEN;
    case ExprKind::CompleteMonthsBetween: return t::COMPLETE_MONTHS_BETWEEN;
    case ExprKind::CompleteYearsBetween: return t::COMPLETE_YEARS_BETWEEN;
    case ExprKind::NotStated: return t::NOT_STATED;
    case ExprKind::AwardedBefore: return t::AWARDED_BEFORE;
    case ExprKind::LengthOf: return t::LENGTH_OF;
    case ExprKind::MonthsOf: return t::MONTHS_OF;
    case ExprKind::DaysIn: return t::DAYS_IN;
    case ExprKind::WorkingDaysIn: return t::WORKING_DAYS_IN;
    case ExprKind::CompleteMonthsIn: return t::COMPLETE_MONTHS_IN;
    case ExprKind::Ladder: return t::LADDER;
    case ExprKind::TopUp: return t::TOP_UP;
    case ExprKind::TiersWhole: return t::TIERS_WHOLE;
    case ExprKind::TiersMarginal: return t::TIERS_MARGINAL;
    default: return 0;
  }
}

}  // namespace

Printer::Level Printer::level(const Expr& e) const {
  switch (e.kind) {
    case ExprKind::Checklist: return kList;
    case ExprKind::If: case ExprKind::Ladder: case ExprKind::AsDecided: case ExprKind::TopUp:
    case ExprKind::TiersWhole: case ExprKind::TiersMarginal: case ExprKind::Table: case ExprKind::Taper:
    case ExprKind::DueAfter: case ExprKind::NextWorkingDay: case ExprKind::Range:
      return kFormula;
    case ExprKind::Or: return kOr;
    case ExprKind::And: return kAnd;
    case ExprKind::Not: case ExprKind::Compare: case ExprKind::IsOneOf: case ExprKind::IsNotOneOf: case ExprKind::In:
    case ExprKind::Within: case ExprKind::FromTo:
      return kNot;
    case ExprKind::Matched: case ExprKind::SoFar: return kMatched;
    case ExprKind::PerCompleted: case ExprKind::PerStarted: case ExprKind::ClockBand: case ExprKind::SplitEvery:
      return kSuffix;
    case ExprKind::Completed: case ExprKind::Started: case ExprKind::FirstAfter: return zh() ? kSuffix : kPrimary;
    case ExprKind::Add: case ExprKind::Subtract: return kAdd;
    case ExprKind::Multiply: case ExprKind::Divide: return kMultiply;
    case ExprKind::Of: return zh() ? kShare : kMultiply;
    case ExprKind::Power: return kPower;
    case ExprKind::Negate: return kNegate;
    case ExprKind::Quantity: return e.value.sign() < 0 ? kNegate : kPrimary;
    default: return kPrimary;
  }
}

void Printer::row_break() {
  if (many_lines_) line(indent_);
  else out += ' ';
}

void Printer::line(int indent) {
  out += '\n';
  out.append(static_cast<size_t>(indent) * 4, ' ');
}

void Printer::expr(ExprId id, Level wanted) {
  const Expr& e = tree_[id];
  if (e.kind == ExprKind::Stepped) {  // always in its own brackets
    open();
    expr(e.kids[0], kList);
    steps(e.steps);
    return close();
  }
  if (level(e) >= wanted) return bare(e);
  std::string styles;
  std::swap(styles, open_styles_);
  open();
  bare(e);
  close();
  std::swap(styles, open_styles_);
}

void Printer::binary(const Expr& e, Level left, std::string_view op, Level right) {
  expr(e.kids[0], left);
  out += ' ';
  out += op;
  out += ' ';
  expr(e.kids[1], right);
}

// `50% of X`, `X 的 50%`, `X 的（E）`. A percentage on the left of 的 would lead, so as the base it gets brackets.
void Printer::share(const Expr& e) {
  if (!zh()) {
    expr(e.kids[0], kMultiply);
    out += " of ";
    return expr(e.kids[1], kShare);
  }
  const Expr &rate = tree_[e.kids[0]], &base = tree_[e.kids[1]];
  const bool percent = base.kind == ExprKind::Quantity && base.unit == "%";
  expr(e.kids[1], kShare);
  if (percent) {
    const std::string figure = print_quantity(base.value, base.unit, language_);
    out.resize(out.size() - figure.size());
    out += "（" + figure + "）";
  }
  out += " 的 ";
  if (rate.kind == ExprKind::Quantity && rate.value.sign() >= 0 && rate.value.decimals()) return bare(rate);
  out.pop_back();
  if (rate.kind == ExprKind::Stepped) return expr(e.kids[0], kList);
  open();
  expr(e.kids[0], kList);
  close();
}

void Printer::call(std::string_view head, const Expr& e) {
  out += head;
  open();
  for (size_t i = 0; i < e.kids.size(); ++i) {
    if (i > 0) comma();
    const Expr& kid = tree_[e.kids[i]];
    const bool table = kid.kind == ExprKind::Table;  // has commas of its own
    if (kid.kind == ExprKind::Stepped && tree_[kid.kids[0]].kind != ExprKind::Table) {
      expr(kid.kids[0], kList);
      steps(kid.steps);
    } else {
      expr(e.kids[i], table ? kOr : kList);
    }
  }
  close();
}

void Printer::between(const Expr& e, uint16_t token) {
  out += word(token);
  out += zh() ? " 自 " : " ";
  expr(e.kids[0], kPrimary);
  out += zh() ? " 至 " : " and ";
  expr(e.kids[1], kPrimary);
}

void Printer::loop_source(ExprId id) {
  if (tree_[id].kind == ExprKind::Range) bare(tree_[id]);
  else expr(id, kMatched);
}

void Printer::loop(const Loop& loop) {
  open();
  if (zh()) {
    loop_source(loop.list);
    out += " 中各 " + name_text(naming_ ? naming_->variable(loop.variable, language_) : loop.variable, language_);
  } else {
    out += name_text(naming_ ? naming_->variable(loop.variable, language_) : loop.variable, language_) + " in ";
    loop_source(loop.list);
  }
  if (loop.where.has()) {
    out += zh() ? "，其中 " : " where ";
    expr(loop.where, kOr);
  }
  close();
}

void Printer::checklist(const Expr& e) {
  if (e.head == ListHead::AtLeastOf) {
    const std::string n = std::to_string(e.at_least);
    out += zh() ? "至少符合" + n + "项" : "at least " + n + " of";
  } else {
    out += word(e.head == ListHead::AllOf ? t::ALL_OF : e.head == ListHead::AnyOf ? t::ANY_OF : t::NONE_OF);
  }
  const size_t outer = open_styles_.size();
  if (!e.items.empty()) open_styles_ += style_of(e.items[0].label);
  ++indent_;
  for (const Item& item : e.items) {
    if (many_lines_) line(indent_);
    else out += ' ';
    // An explanation is in one language, its labels too; a program keeps what was written.
    const auto number = static_cast<size_t>(&item - e.items.data()) + 1;
    out += naming_ != nullptr ? label_text(number, outer, language_) : std::string(item.label);
    out += ' ';
    const Expr& kid = tree_[item.condition];
    const bool nests = kid.kind == ExprKind::Checklist && !kid.items.empty() && item.title.first.data() == nullptr &&
                       item.cites.empty() && open_styles_.find(style_of(kid.items[0].label)) == std::string::npos;
    expr(item.condition, nests ? kList : kOr);
    title(item.title);
    cites(item.cites, t::CITES);
  }
  --indent_;
  open_styles_.resize(outer);
}

void Printer::ladder(const Expr& e) {
  const bool newly = e.kids.size() > 1;
  out += word(newly ? static_cast<uint16_t>(t::LADDER_NEW) : token_of(e.kind));
  out += zh() ? " 按 " : " ";
  expr(e.kids[0], kMatched);
  if (newly) {
    comma();
    out += word(t::BEFORE_AT);
    out += ' ';
    expr(e.kids[1], kMatched);
  }
  ++indent_;
  for (const Row& row : e.rows) {
    row_break();
    band(row);
    colon();
    expr(row.value, kMatched);
  }
  --indent_;
}

void Printer::band(const Row& row) {
  switch (row.form) {
    case Row::Form::Compare: {
      const bool dates = tree_[row.bound].kind == ExprKind::Date;
      const auto side = [&](Comparison comparison, ExprId bound) {
        out += syntax::word(comparison, dates, language_);
        out += ' ';
        expr(bound, kMatched);
      };
      if (!row.upper.has()) return side(row.comparison, row.bound);
      if (!zh() && row.comparison == Comparison::AtLeast && row.upper_comparison == Comparison::LessThan && !dates) {
        open_word(t::FROM);
        expr(row.bound, kMatched);
        out += ' ';
        open_word(t::TO);
        return side(row.upper_comparison, row.upper);
      }
      side(row.comparison, row.bound);
      out += zh() ? " " : " to ";
      return side(row.upper_comparison, row.upper);
    }
    case Row::Form::UpTo:
      open_word(t::UP_TO);
      return expr(row.bound, kMatched);
    case Row::Form::Above:
      out += word(t::ABOVE);
      if (!row.bound.has()) return;
      out += ' ';
      return expr(row.bound, kMatched);
    case Row::Form::Otherwise: out += word(t::OTHERWISE); return;
  }
}

void Printer::list(const std::vector<ExprId>& list, Level wanted) {
  for (size_t i = 0; i < list.size(); ++i) {
    if (i > 0) comma();
    expr(list[i], wanted);
  }
}

void Printer::key_row(const KeyRow& row) {
  if (row.keys.empty()) {
    out += word(t::OTHERWISE);
  } else {
    open_word(t::FOR);
    list(row.keys, kNegate);
  }
  colon();
  list(row.values, kMatched);
}

void Printer::table(const Expr& e) {
  open_word(t::TABLE_OF);
  std::vector<ExprId> keys = e.kids;
  if (!e.columns.empty()) keys.pop_back();
  list(keys, kPrimary);
  if (!e.columns.empty()) {
    out += ' ';
    open_word(t::ACROSS);
    expr(e.kids.back(), kPrimary);
    out += ' ';
    open();
    list(e.columns, kNegate);
    close();
  }
  ++indent_;
  for (const KeyRow& row : e.key_rows) {
    row_break();
    key_row(row);
  }
  --indent_;
}

void Printer::taper(const Expr& e) {
  const auto part = [&](uint16_t token, size_t kid) {
    out += ' ';
    open_word(token);
    expr(e.kids[kid], kMatched);
  };
  out += word(t::TAPER_OF);
  out += zh() ? " 按 " : " ";
  expr(e.kids[0], kMatched);
  part(t::FROM, 1);
  part(t::TO, 2);
  part(e.up ? t::UP_FROM : t::DOWN_FROM, 3);
  part(t::TO, 4);
  if (e.steps_of != TaperSteps::Continuous)
    part(e.steps_of == TaperSteps::Completed ? t::IN_COMPLETED_STEPS : t::IN_STARTED_STEPS, 5);
}

void Printer::window(const Window& w) {
  switch (w.kind) {
    case Window::Kind::None: return;
    case Window::Kind::Any:
      out += ' ';
      open_word(zh() ? t::REN_YI : t::IN_ANY);
      expr(w.length, kPrimary);
      if (zh()) out += (out.back() & 0x80) != 0 ? "内" : " 内";
      return;
    case Window::Kind::CalendarYear: out += " " + std::string(word(t::IN_CALENDAR_YEAR)); return;
    case Window::Kind::FiscalYear: out += " " + std::string(word(t::IN_FISCAL_YEAR)); return;
    case Window::Kind::Ever: out += " " + std::string(word(t::EVER)); return;
  }
}

// `A per completed U of X`, X 每满 U 计 A; and the count alone.
void Printer::per_unit(const Expr& e) {
  const bool per = e.kind == ExprKind::PerCompleted || e.kind == ExprKind::PerStarted;
  const bool completed = e.kind == ExprKind::PerCompleted || e.kind == ExprKind::Completed;
  const ExprId unit = e.kids[per ? 1 : 0], of = e.kids[per ? 2 : 1];
  if (!zh()) {
    if (per) expr(e.kids[0], kSuffix);
    out += per ? completed ? " per completed " : " per started " : completed ? "completed " : "started ";
    expr(unit, kPrimary);
    out += " of ";
    return expr(of, kPrimary);
  }
  expr(of, kSuffix);
  out += completed ? " 每满 " : " 每 ";
  expr(unit, kPrimary);
  if (!completed) out += " 不足计一";
  if (!per) return;
  out += " 计 ";
  expr(e.kids[0], kPrimary);
}

// What may stand behind `due` and `until`, where a deadline needs no brackets.
void Printer::due(ExprId id, bool choices) {
  const Expr& e = tree_[id];
  if (choices && e.kind == ExprKind::If) {
    open_word(t::IF);
    expr(e.kids[0], kOr);
    out += " " + std::string(word(t::THEN)) + " ";
    due(e.kids[1], true);
    out += " " + std::string(word(t::ELSE)) + " ";
    return due(e.kids[2], true);
  }
  if (e.kind == ExprKind::DueAfter || e.kind == ExprKind::NextWorkingDay) return bare(e);
  expr(id, kMatched);
}

void Printer::time_forms(const Expr& e) {
  const auto kid = [&](size_t i, Level wanted) { expr(e.kids[i], wanted); };
  switch (e.kind) {
    case ExprKind::Time: out += time_text(e.value); return;
    case ExprKind::Moment: out += e.date.to_text() + " " + time_text(e.value); return;
    case ExprKind::Within: {
      const bool before = e.comparison == Comparison::LessThan;
      kid(0, kMatched);
      if (zh()) {
        out += " 在 ";
        kid(2, kMatched);
        out += before ? " 前 " : " 后 ";
        kid(1, kMatched);
        out += " 内";
        return;
      }
      out += " within ";
      kid(1, kMatched);
      out += before ? " before " : " after ";
      return kid(2, kMatched);
    }
    case ExprKind::FromTo:
    case ExprKind::PeriodFrom: {
      size_t first = 0;
      if (e.kind == ExprKind::FromTo) {
        kid(0, kMatched);
        out += ' ';
        open_word(t::FROM);
        first = 1;
      } else {
        open_word(t::PERIOD_FROM);
        if (zh()) open_word(t::FROM);
      }
      kid(first, kPrimary);
      out += ' ';
      open_word(t::TO);
      const bool behind = zh() && first == 1;  // 自 D 至 E 前
      if (e.open_end && !behind) open_word(t::BEFORE);
      kid(first + 1, kPrimary);
      if (e.open_end && behind) out += " 前";
      return;
    }
    case ExprKind::ClockBand:
      kid(0, kSuffix);
      out += ' ';
      open_word(t::BETWEEN);
      kid(1, kPrimary);
      out += zh() ? " 至 " : " and ";
      return kid(2, kPrimary);
    case ExprKind::SplitEvery:
      kid(0, kSuffix);
      out += zh() ? " 每隔 " : " split every ";
      kid(1, kPrimary);
      if (zh()) out += " 分段";
      return;
    case ExprKind::FirstAfter: {
      const std::string day = day_month_text(e.date.month(), e.date.day(), language_);
      if (zh()) {
        kid(0, kSuffix);
        out += " 后首个 " + day;
        return;
      }
      out += "first " + day + " after ";
      return kid(0, kPrimary);
    }
    case ExprKind::DueAfter:
      kid(zh() ? 1 : 0, kMatched);
      out += zh() ? " 之日起 " : " after ";
      kid(zh() ? 0 : 1, kMatched);
      if (zh()) out += " 内";
      return;
    case ExprKind::NextWorkingDay:
      due(e.kids[0], false);
      out += " " + std::string(word(t::NEXT_WORKING_DAY));
      return;
    case ExprKind::Range:
      kid(0, kMatched);
      out += ' ';
      open_word(t::TO);
      return kid(1, kMatched);
    case ExprKind::On:
    case ExprKind::AveragedOver:
      kid(0, kPrimary);
      out += ' ';
      open_word(e.kind == ExprKind::On ? t::ON : t::AVERAGED);
      return kid(1, kPrimary);
    case ExprKind::EarlierAwards:
      open_word(t::EARLIER_AWARDS);
      kid(0, kPrimary);
      return window(e.window);
    case ExprKind::NeverAwarded:
      open_word(t::NEVER_AWARDED);
      return kid(0, kPrimary);
    default:  // SoFar
      kid(0, kMatched);
      out += " " + std::string(word(t::SO_FAR));
  }
}

std::string_view Printer::part(const Expr& path, size_t i) const {
  return naming_ != nullptr ? naming_->path(path, i, language_) : path.names[i];
}

void Printer::bare(const Expr& e) {
  switch (e.kind) {
    case ExprKind::Quantity: out += print_quantity(e.value, e.unit, language_); return;
    case ExprKind::Date: out += e.date.to_text(); return;
    case ExprKind::Text: out += string_text(e.text); return;
    case ExprKind::Path:
      for (size_t i = 0; i < e.names.size(); ++i) out += (i > 0 ? "." : "") + name_text(part(e, i), language_);
      return;
    case ExprKind::Yes: case ExprKind::No: case ExprKind::Unknown: case ExprKind::DoesNotApply: case ExprKind::Base:
    case ExprKind::Total: case ExprKind::Position: case ExprKind::NotStated: case ExprKind::AwardedBefore:
      out += word(token_of(e.kind));
      return;
    case ExprKind::Negate:
      out += '-';
      return expr(e.kids[0], kNegate);
    case ExprKind::Add: return binary(e, kAdd, "+", kMultiply);
    case ExprKind::Subtract: return binary(e, kAdd, "-", kMultiply);
    case ExprKind::Multiply: return binary(e, kMultiply, zh() ? "×" : "*", kShare);
    case ExprKind::Divide: return binary(e, kMultiply, zh() ? "÷" : "/", kShare);
    case ExprKind::Power: return binary(e, kNegate, "^", kPower);
    case ExprKind::Of: return share(e);
    case ExprKind::Lower: case ExprKind::Higher: {
      const bool lower = e.kind == ExprKind::Lower;
      if (!zh() || e.kids.size() < 2) {
        out += word(lower ? t::LOWER_OF : t::HIGHER_OF);
        return call(zh() ? "" : " ", e);
      }
      call("", e);
      out += word(lower ? t::LOWER_ZH : t::HIGHER_ZH);
      return;
    }
    case ExprKind::If:
      for (int i = 0; i < 3; ++i) {
        out += (i > 0 ? " " : "");
        out += word(i == 0 ? t::IF : i == 1 ? t::THEN : t::ELSE);
        out += ' ';
        const ExprId kid = e.kids[static_cast<size_t>(i)];
        expr(kid, i == 0 || tree_[kid].kind == ExprKind::Table ? kOr : kFormula);
      }
      return;
    case ExprKind::Not:
      out += word(t::NOT);
      out += ' ';
      return expr(e.kids[0], kNot);
    case ExprKind::And: return binary(e, kAnd, word(t::AND), kNot);
    case ExprKind::Or: return binary(e, kOr, word(t::OR), kAnd);
    case ExprKind::Compare:
      return binary(e, kMatched, syntax::word(e.comparison, e.date_words, language_), kMatched);
    case ExprKind::IsOneOf: case ExprKind::IsNotOneOf: {
      expr(e.kids[0], kMatched);
      out += ' ';
      out += word(e.kind == ExprKind::IsOneOf ? t::IS_ONE_OF : t::IS_NOT_ONE_OF);
      out += ' ';
      open();
      for (size_t i = 1; i < e.kids.size(); ++i) {
        if (i > 1) comma();
        expr(e.kids[i], kMatched);
      }
      return close();
    }
    case ExprKind::In:
      if (!zh()) return binary(e, kMatched, "in", kMatched);
      binary(e, kMatched, "在", kMatched);
      out += " 内";
      return;
    case ExprKind::Checklist: return checklist(e);
    case ExprKind::Sum: case ExprKind::Average: case ExprKind::Highest: case ExprKind::Smallest:
      out += word(token_of(e.kind));
      out += ' ';
      expr(e.kids[0], kMatched);
      out += ' ';
      return loop(e.loop);
    case ExprKind::Number:
      out += word(t::NUMBER_OF);
      out += ' ';
      return loop(e.loop);
    case ExprKind::Some: case ExprKind::Every:
      out += word(token_of(e.kind));
      out += ' ';
      loop(e.loop);
      out += ' ';
      out += word(t::HAS);
      out += ' ';
      return expr(e.kids[0], kPrimary);
    case ExprKind::StartOf: case ExprKind::EndOf: case ExprKind::MonthOf: case ExprKind::YearOf:
    case ExprKind::LengthOf: case ExprKind::MonthsOf: case ExprKind::DaysIn: case ExprKind::WorkingDaysIn:
    case ExprKind::CompleteMonthsIn:
      if (e.kind == ExprKind::MonthOf && tree_[e.kids[0]].kind == ExprKind::Date && tree_[e.kids[0]].date.day() == 1) {
        out += tree_[e.kids[0]].date.to_text().substr(0, 7);  // `2021-12` is the month of its first day
        return;
      }
      out += word(token_of(e.kind));
      out += ' ';
      return expr(e.kids[0], kPrimary);
    case ExprKind::DaysBetween: case ExprKind::CompleteMonthsBetween: case ExprKind::CompleteYearsBetween:
      return between(e, token_of(e.kind));
    case ExprKind::Matched: {
      expr(e.kids[0], kMatched);
      const Expr &a = tree_[e.kids[1]], &b = tree_[e.kids[2]];
      const std::string ratio = a.value.to_text() + ":" + b.value.to_text();
      if (zh() && a.value.is_integer() && b.value.is_integer()) out += " " + ratio + "配套";
      else out += " " + std::string(word(t::MATCHED)) + " " + ratio;
      return;
    }
    case ExprKind::Ladder: case ExprKind::TopUp: case ExprKind::TiersWhole: case ExprKind::TiersMarginal:
      return ladder(e);
    case ExprKind::Table: return table(e);
    case ExprKind::Taper: return taper(e);
    case ExprKind::Completed: case ExprKind::Started: case ExprKind::PerCompleted: case ExprKind::PerStarted:
      return per_unit(e);
    case ExprKind::Time: case ExprKind::Moment: case ExprKind::Within: case ExprKind::FromTo: case ExprKind::PeriodFrom:
    case ExprKind::ClockBand: case ExprKind::SplitEvery: case ExprKind::FirstAfter: case ExprKind::DueAfter:
    case ExprKind::NextWorkingDay: case ExprKind::Range: case ExprKind::On: case ExprKind::AveragedOver:
    case ExprKind::EarlierAwards: case ExprKind::NeverAwarded: case ExprKind::SoFar:
      return time_forms(e);
    case ExprKind::AsDecided:
      out += word(t::AS_DECIDED);
      if (e.kids.empty()) return;
      out += ' ';
      out += word(t::AT_MOST);
      out += ' ';
      return expr(e.kids[0], kMatched);
    case ExprKind::Stepped: return;  // done in expr()
  }
}

void Printer::step(const Step& s) {
  switch (s.kind) {
    case StepKind::Plus: out += word(t::PLUS); break;
    case StepKind::Less: out += word(t::LESS); break;
    case StepKind::MultipliedBy: out += word(t::MULTIPLIED_BY); break;
    case StepKind::DividedBy: out += word(t::DIVIDED_BY); break;
    case StepKind::RaisedBy: out += word(t::RAISED_BY); break;
    case StepKind::LoweredBy: out += word(t::LOWERED_BY); break;
    case StepKind::CappedAt: out += word(t::CAPPED_AT); break;
    case StepKind::NotBelow: out += word(t::NOT_BELOW); break;
    case StepKind::CumulativelyCappedAt: out += word(t::CUMULATIVELY_CAPPED_AT); break;
    case StepKind::Rounded:
      if (!zh()) out += "rounded ";
      return rounding(s.mode, s.operand);
  }
  out += ' ';
  expr(s.operand, kMatched);
}

void Printer::steps(const std::vector<Step>& list) {
  for (const Step& s : list) {
    out += ' ';
    step(s);
  }
}

std::string print(const Tree& tree, ExprId id, Language language) {
  Printer printer(tree, language, false);
  printer.expr(id, Printer::kList);
  return settle_names(std::move(printer.out));
}

std::string print(const Tree& tree, ExprId id, Language language, const Naming& naming) {
  Printer printer(tree, language, false, &naming);
  printer.expr(id, Printer::kList);
  return settle_names(std::move(printer.out));
}

std::string print(const Tree& tree, const Step& step, Language language, const Naming& naming) {
  Printer printer(tree, language, false, &naming);
  printer.step(step);
  return settle_names(std::move(printer.out));
}

std::string print(const InForce& period, Language language) {
  const Tree none;
  Printer printer(none, language, false);
  printer.in_force(period);
  return std::move(printer.out);
}

}  // namespace bursar::syntax
