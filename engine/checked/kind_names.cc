#include "engine/checked/kind_names.h"

namespace bursar::checked {

std::string_view canonical_name(syntax::ExprKind kind) {
  using enum syntax::ExprKind;
  switch (kind) {
    case Quantity: return "quantity";
    case Date: return "date";
    case Text: return "text";
    case Time: return "time";
    case Moment: return "moment";
    case Yes: return "yes";
    case No: return "no";
    case Unknown: return "unknown";
    case DoesNotApply: return "does_not_apply";
    case NotStated: return "not_stated";
    case Path: return "path";
    case Base: return "base";
    case Total: return "total";
    case Position: return "position";
    case AwardedBefore: return "awarded_before";
    case Negate: return "negate";
    case Add: return "add";
    case Subtract: return "subtract";
    case Multiply: return "multiply";
    case Divide: return "divide";
    case Power: return "power";
    case Of: return "of";
    case Lower: return "lower";
    case Higher: return "higher";
    case If: return "if";
    case Not: return "not";
    case And: return "and";
    case Or: return "or";
    case Compare: return "compare";
    case IsOneOf: return "is_one_of";
    case IsNotOneOf: return "is_not_one_of";
    case In: return "in";
    case Within: return "within";
    case FromTo: return "from_to";
    case Checklist: return "checklist";
    case Sum: return "sum";
    case Average: return "average";
    case Highest: return "highest";
    case Smallest: return "smallest";
    case Number: return "number";
    case Some: return "some";
    case Every: return "every";
    case StartOf: return "start_of";
    case EndOf: return "end_of";
    case MonthOf: return "month_of";
    case YearOf: return "year_of";
    case DaysBetween: return "days_between";
    case CompleteMonthsBetween: return "complete_months_between";
    case CompleteYearsBetween: return "complete_years_between";
    case PeriodFrom: return "period_from";
    case LengthOf: return "length_of";
    case MonthsOf: return "months_of";
    case DaysIn: return "days_in";
    case WorkingDaysIn: return "working_days_in";
    case CompleteMonthsIn: return "complete_months_in";
    case ClockBand: return "clock_band";
    case SplitEvery: return "split_every";
    case FirstAfter: return "first_after";
    case DueAfter: return "due_after";
    case NextWorkingDay: return "next_working_day";
    case Range: return "range";
    case On: return "on";
    case AveragedOver: return "averaged_over";
    case Completed: return "completed";
    case Started: return "started";
    case PerCompleted: return "per_completed";
    case PerStarted: return "per_started";
    case EarlierAwards: return "earlier_awards";
    case NeverAwarded: return "never_awarded";
    case SoFar: return "so_far";
    case Matched: return "matched";
    case Ladder: return "ladder";
    case TopUp: return "top_up";
    case TiersWhole: return "tiers_whole";
    case TiersMarginal: return "tiers_marginal";
    case Table: return "table";
    case Taper: return "taper";
    case AsDecided: return "as_decided";
    case Stepped: return "stepped";
  }
  return {};
}

std::string_view canonical_name(syntax::StatementKind kind) {
  using enum syntax::StatementKind;
  switch (kind) {
    case Quote: return "quote";
    case InForce: return "in_force";
    case DecidedBy: return "decided_by";
    case When: return "when";
    case ExceptWhen: return "except_when";
    case ReferWhen: return "refer_when";
    case Require: return "require";
    case SubjectTo: return "subject_to";
    case Overrides: return "overrides";
    case Assume: return "assume";
    case Let: return "let";
    case Base: return "base";
    case Pay: return "pay";
    case Step: return "step";
    case ForEach: return "for_each";
    case Where: return "where";
    case By: return "by";
    case InOrderOf: return "in_order_of";
    case Take: return "take";
    case OfThese: return "of_these";
    case OncePer: return "once_per";
    case UnbrokenBy: return "unbroken_by";
  }
  return {};
}

std::string_view canonical_name(syntax::StepKind kind) {
  using enum syntax::StepKind;
  switch (kind) {
    case Plus: return "plus";
    case Less: return "less";
    case MultipliedBy: return "multiplied_by";
    case DividedBy: return "divided_by";
    case RaisedBy: return "raised_by";
    case LoweredBy: return "lowered_by";
    case CappedAt: return "capped_at";
    case NotBelow: return "not_below";
    case CumulativelyCappedAt: return "cumulatively_capped_at";
    case Rounded: return "rounded";
  }
  return {};
}

std::string_view canonical_name(syntax::Verb verb) {
  using enum syntax::Verb;
  switch (verb) {
    case Award: return "award";
    case Subsidise: return "subsidise";
    case Exempt: return "exempt";
    case Reduce: return "reduce";
    case Charge: return "charge";
    case Deduct: return "deduct";
    case Answer: return "answer";
    case Defer: return "defer";
    case Reclaim: return "reclaim";
    case Due: return "due";
  }
  return {};
}

std::string_view canonical_name(syntax::Comparison comparison) {
  using enum syntax::Comparison;
  switch (comparison) {
    case Is: return "is";
    case IsNot: return "is_not";
    case AtLeast: return "at_least";
    case MoreThan: return "more_than";
    case LessThan: return "less_than";
    case AtMost: return "at_most";
  }
  return {};
}

std::string_view canonical_name(syntax::ListHead head) {
  using enum syntax::ListHead;
  switch (head) {
    case AllOf: return "all_of";
    case AnyOf: return "any_of";
    case NoneOf: return "none_of";
    case AtLeastOf: return "at_least_of";
  }
  return {};
}

std::string_view canonical_name(syntax::Cut cut) {
  using enum syntax::Cut;
  switch (cut) {
    case Last: return "last";
    case ProRata: return "pro_rata";
    case NamedFirst: return "named_first";
    case RefuseWhole: return "refuse_whole";
  }
  return {};
}

std::string_view canonical_name(syntax::TaperSteps steps) {
  using enum syntax::TaperSteps;
  switch (steps) {
    case Continuous: return "continuous";
    case Completed: return "completed";
    case Started: return "started";
  }
  return {};
}

std::string_view canonical_name(syntax::Row::Form form) {
  using enum syntax::Row::Form;
  switch (form) {
    case Compare: return "compare";
    case UpTo: return "up_to";
    case Above: return "above";
    case Otherwise: return "otherwise";
  }
  return {};
}

std::string_view canonical_name(syntax::Window::Kind kind) {
  using enum syntax::Window::Kind;
  switch (kind) {
    case None: return "none";
    case Any: return "any";
    case CalendarYear: return "calendar_year";
    case FiscalYear: return "fiscal_year";
    case Ever: return "ever";
  }
  return {};
}

std::string_view canonical_name(syntax::Exclusive::Keep keep) {
  using enum syntax::Exclusive::Keep;
  switch (keep) {
    case Highest: return "highest";
    case First: return "first";
    case Chosen: return "chosen";
  }
  return {};
}

std::string_view canonical_name(TypeKind kind) {
  using enum TypeKind;
  switch (kind) {
    case None: return "none";
    case YesNo: return "yes_no";
    case Number: return "number";
    case Count: return "count";
    case Percent: return "percent";
    case Money: return "money";
    case Date: return "date";
    case Year: return "year";
    case Month: return "month";
    case Text: return "text";
    case OneOf: return "one_of";
    case List: return "list";
    case Time: return "time";
    case Moment: return "moment";
    case Period: return "period";
    case Sequence: return "sequence";
    case Series: return "series";
  }
  return {};
}

}  // namespace bursar::checked
