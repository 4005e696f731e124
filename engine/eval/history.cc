// Earlier awards: what was given before, by clause, within a window, for an item.
#include "engine/eval/evaluator.h"
#include "engine/syntax/history.h"

namespace bursar::eval {

using num::Exact;
using syntax::EarlierField;
using State = Value::State;
using Form = facts::Value::Form;

namespace {

const facts::Value& field(const std::vector<facts::Value>& row, EarlierField which) {
  static const facts::Value kUnknown;
  const auto i = static_cast<size_t>(which);
  return i < row.size() ? row[i] : kUnknown;
}

}  // namespace

/// Every earlier award that is, or may be, of a clause: `visit(row, whether it is)`.
template <class Visit>
void Evaluator::each_earlier(uint32_t clause, Visit visit) {
  const auto& history = record_->values[*program_.earlier_awards];
  const syntax::Name& name = tree_.clauses[clause].name;
  for (const auto& row : history.items) {
    // A clause of the same name in another policy is another clause; a policy that is left out is this one.
    const syntax::Name& own = tree_.policies[program_.policies[tree_.part(tree_.clauses[clause].span)].index].name;
    const facts::Value& policy = field(row, EarlierField::Policy);
    if (policy.form == Form::Text && policy.text != own.first && (own.second.empty() || policy.text != own.second)) continue;
    const facts::Value& of = field(row, EarlierField::Clause);
    if (of.form == Form::Unknown) {
      visit(row, ops::unknown({*program_.earlier_awards}, Exact(0), Exact(1)));
    } else if (of.text == name.first || (!name.second.empty() && of.text == name.second)) {
      visit(row, ops::yes_no(true));
    }
  }
}

/// Whether a date lies in the window that the deciding date ends.
Value Evaluator::in_window(num::Date date, syntax::Window::Kind window, NodeId length, NodeId id) {
  using Kind = syntax::Window::Kind;
  const Value now = deciding_date();
  if (window == Kind::None || window == Kind::Ever) {  // what came after was not given before
    if (now.known()) return ops::yes_no(date <= now.date);
    // A program without a date counts all of it; one whose date is open leaves it open.
    return now.deps().empty() ? ops::yes_no(true) : ops::unknown(now.deps(), Exact(0), Exact(1));
  }
  if (!now.known()) return ops::unknown(now.deps(), Exact(0), Exact(1));
  if (window == Kind::CalendarYear) return ops::yes_no(date.year() == now.date.year());
  const auto fiscal = [&](num::Date d) { return named_year(d, policy().fiscal_year); };
  if (window == Kind::FiscalYear) return ops::yes_no(fiscal(date) == fiscal(now.date));
  const Value n = eval(length);
  const syntax::Expr& e = tree_[module_[length].origin];
  if (e.unit == "fiscal years") {
    const int years = static_cast<int>(n.number.to_int64().value_or(1));
    return ops::yes_no(fiscal(date) <= fiscal(now.date) && fiscal(date) > fiscal(now.date) - years);
  }
  // D - 36 months < date <= D
  const auto from = moved(now.date, -n.number, module_[length].type, id);
  return ops::yes_no(date <= now.date && (!from || *from < date));
}

/// An earlier award whose date is not known counts for sure only where no date matters.
Value Evaluator::undated(syntax::Window::Kind window) {
  const bool windowed = window != syntax::Window::Kind::None && window != syntax::Window::Kind::Ever;
  const Value now = deciding_date();
  if (!windowed && !now.known() && now.deps().empty()) return ops::yes_no(true);
  return ops::unknown({*program_.earlier_awards}, Exact(0), Exact(1));
}

Value Evaluator::earlier_awards(uint32_t clause, syntax::Window::Kind window, NodeId length, NodeId id) {
  return earlier_awards_of_key(clause, window, length, id, UINT32_MAX);
}

/// Of the awards whose key is this record's, when there is a key (else UINT32_MAX): the group, the project.
Value Evaluator::earlier_awards_of_key(uint32_t clause, syntax::Window::Kind window, NodeId length, NodeId id,
                                       uint32_t key) {
  const uint32_t fact = *program_.earlier_awards;
  if (record_->values[fact].form == Form::Unknown) return ops::unknown({fact}, Exact(0));
  Value sum = ops::known(Exact(0));
  each_earlier(clause, [&](const std::vector<facts::Value>& row, Value counts) {
    const facts::Value& date = field(row, EarlierField::Date);
    counts = ops::conjunction(counts, date.form == Form::Date ? in_window(date.date, window, length, id) : undated(window));
    if (key != UINT32_MAX) counts = ops::conjunction(counts, same_key(row, key));
    if (counts.is_no()) return;
    const facts::Value& given = field(row, EarlierField::Amount);
    Value amount = given.form == Form::Number ? ops::known(given.number) : ops::unknown({fact});
    if (!counts.known()) {
      amount = ops::hull(amount, ops::known(Exact(0)));
      if (!amount.known()) amount.depend_on(counts.deps());
    }
    sum = ops::add(sum, amount);
  });
  return sum;
}

/// Whether an earlier award bears this record's value of a fact.
Value Evaluator::same_key(const std::vector<facts::Value>& row, uint32_t key) {
  const auto& fields = tree_.records[program_.facts[*program_.earlier_awards].type.index].fields;
  for (size_t f = syntax::kEarlierFields; f < fields.size() && f < row.size(); ++f)
    if (fields[f].name.first == program_.facts[key].first)
      return ops::compare(ops::Relation::Is, compared_as(program_.facts[key].type), fact(key),
                          from_fact(row[f], program_.facts[key].type, *program_.earlier_awards));
  return ops::unknown({*program_.earlier_awards}, Exact(0), Exact(1));
}

/// Whether a clause was awarded before; with a key, whether for that item.
Value Evaluator::awarded_item(uint32_t clause, const Value& key, const checked::Type& type) {
  const uint32_t fact = *program_.earlier_awards;
  if (record_->values[fact].form == Form::Unknown) return ops::unknown({fact}, Exact(0), Exact(1));
  Value any = ops::yes_no(false);
  each_earlier(clause, [&](const std::vector<facts::Value>& row, Value is) {
    const facts::Value& date = field(row, EarlierField::Date);
    constexpr auto kEver = syntax::Window::Kind::Ever;
    is = ops::conjunction(is, date.form == Form::Date ? in_window(date.date, kEver, {}, {}) : undated(kEver));
    if (type.kind != checked::TypeKind::None) {
      const facts::Value& item = field(row, EarlierField::Item);
      if (item.form == Form::Unknown || !key.known()) {
        is = ops::conjunction(is, ops::unknown(key.known() ? ops::Deps{fact} : key.deps(), Exact(0), Exact(1)));
      } else {
        is = ops::conjunction(is, ops::yes_no(item.text == (key.text.empty() ? key.number.to_text() : std::string(key.text))));
      }
    }
    any = ops::disjunction(any, is);
  });
  return any;
}

}  // namespace bursar::eval
