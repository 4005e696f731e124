#include "engine/practice/population.h"

#include <algorithm>

#include "engine/api/batch.h"
#include "engine/num/currency.h"
#include "engine/num/rounding.h"

namespace bursar::practice {

using award::Outcome;
using award::Unit;
using facts::Value;
using num::Exact;
using Form = Value::Form;

namespace {

constexpr size_t kPool = 12;            ///< enterprises kept for a clause
constexpr size_t kSearch = 4'000;       ///< evaluations spent on finding them
constexpr size_t kWithoutFinding = 200; ///< then from another beginning
constexpr size_t kItems = 5;            ///< most of a list

/// How far an award is from what is wanted: conditions that fail or are open.
size_t unmet(const award::Condition& condition) {
  if (condition.outcome == award::Met::Met) return 0;
  size_t sum = 0;
  for (const award::Condition& part : condition.parts) sum += unmet(part);
  return std::max<size_t>(sum, 1);
}

}  // namespace

bool pays(const award::ClauseResult& clause) {
  return clause.outcome == Outcome::Eligible && clause.amount && clause.amount->sign() > 0 &&
         !award::is_result(clause.verb);
}

Population::Population(const api::Program& program, Random& random)
    : program_(program), random_(random), facts_(api::facts(program)), thresholds_(api::thresholds(program)),
      named_(api::named(program)) {
  constexpr size_t kMost = 200;
  for (const Exact& amount : named_.amounts) {
    if (amount <= Exact(1)) continue;  // what is rounded to
    amounts_.push_back(amount);
    for (const Exact& share : named_.shares)
      if (amounts_.size() < kMost) amounts_.push_back(*Exact::divide(amount, share));
  }
  if (amounts_.empty()) amounts_ = {Exact(10'000), Exact(1'000'000)};
  if (named_.days.empty()) named_.days.push_back(*num::Date::of(2025, 1, 1));
  for (const std::string& clause : api::reported_clauses(program)) search(clause);
}

Drawn Population::evaluated(facts::Record record) const {
  Drawn out{std::move(record), {}};
  out.award = api::evaluate(program_, out.record, {});
  return out;
}

/// Paid, to the smallest unit, and nothing about the enterprise is faulty.
bool Population::fit(const Drawn& drawn, const std::string& clause) const {
  const award::ClauseResult* result = result_of(drawn.award, clause);
  return result != nullptr && pays(*result) && drawn.award.outcome != Outcome::Fault &&
         drawn.award.outcome != Outcome::Conflict;
}

/// Hill climbing: a fact or two at a time, kept when no more conditions fail than before.
void Population::search(const std::string& clause) {
  std::vector<Drawn> pool;
  std::optional<Drawn> at;
  size_t distance = 0, idle = 0;
  const auto measure = [&](const Drawn& drawn) {
    const award::ClauseResult* result = result_of(drawn.award, clause);
    if (result == nullptr) return SIZE_MAX;
    size_t sum = 1;
    for (const award::Condition& condition : result->conditions) sum += unmet(condition);
    return sum;
  };
  for (size_t tried = 0; tried < kSearch && pool.size() < kPool; ++tried) {
    facts::Record next;
    if (!at || idle > kWithoutFinding) {
      at.reset();
      next = record();
    } else {
      next = at->record;
      for (uint64_t n = 1 + random_.below(2); n > 0; --n)
        if (!next.values.empty()) redraw(next, random_.below(next.values.size()));
    }
    Drawn drawn = evaluated(std::move(next));
    if (fit(drawn, clause)) {
      pool.push_back(std::move(drawn));
      at.reset();
      continue;
    }
    const size_t now = measure(drawn);
    ++idle;
    if (at && now > distance) continue;
    if (!at || now < distance) idle = 0;
    distance = now;
    at = std::move(drawn);
  }
  if (pool.empty()) return;
  clauses_.push_back(clause);
  pools_.push_back(std::move(pool));
}

Drawn Population::eligible(size_t clause) {
  const Drawn& base = random_.one_of(pools_[clause]);
  for (uint64_t percent : {40, 30, 20, 10, 5}) {
    facts::Record next = base.record;
    for (size_t f = 0; f < next.values.size(); ++f)
      if (random_.chance(percent)) redraw(next, f);
    Drawn drawn = evaluated(std::move(next));
    if (fit(drawn, clauses_[clause])) return drawn;
  }
  return base;
}

std::optional<Drawn> Population::ineligible(size_t clause) {
  const facts::Record base = eligible(clause).record;
  for (int attempt = 0; attempt < 12 && !base.values.empty(); ++attempt) {
    facts::Record next = base;
    redraw(next, random_.below(next.values.size()));
    Drawn drawn = evaluated(std::move(next));
    const award::ClauseResult* result = result_of(drawn.award, clauses_[clause]);
    if (result == nullptr || result->outcome != Outcome::Ineligible || !result->set_aside_by.empty()) continue;
    if (drawn.award.outcome == Outcome::Fault || drawn.award.outcome == Outcome::Conflict) continue;
    return drawn;
  }
  return std::nullopt;
}

facts::Record Population::record() {
  facts::Record out;
  if (api::needs_as_of(program_)) out.as_of = date({});
  for (size_t f = 0; f < facts_.size(); ++f) out.values.push_back(value(facts_[f], thresholds_[f]));
  return out;
}

void Population::redraw(facts::Record& record, size_t fact) {
  record.values[fact] = value(facts_[fact], thresholds_[fact]);
  if (record.as_of && random_.chance(20)) record.as_of = date({});
}

/// On a threshold, one unit beside it, below it, or above it; as often above as all the rest. An amount also lies about
/// those that the rules name for something else, so that caps are reached.
Exact Population::number(const api::FactInfo& fact, const api::Thresholds& at, const Exact& unit) {
  const bool elsewhere = at.numbers.empty() || (fact.unit == Unit::Money && random_.chance(30));
  const Exact& bound = random_.one_of(elsewhere ? amounts_ : at.numbers);
  const uint64_t where = elsewhere ? 20 + random_.below(80) : random_.below(100);
  Exact value = where < 8    ? bound
                : where < 14 ? bound - unit
                : where < 20 ? bound + unit
                : where < 50 ? bound * random_.thousandths(100, 999)
                             : bound * random_.thousandths(1001, 3000);
  value += unit * Exact(random_.between(0, 99));
  value = num::round_to(value, num::Rounding::HalfUp, fact.whole ? Exact(1) : unit);
  return value.sign() < 0 ? Exact(0) : value;
}

Exact Population::amount(const api::FactInfo& fact, const api::Thresholds& at) {
  const auto currency = num::currency_of(fact.currency);
  return number(fact, at, currency ? currency->smallest_unit() : Exact::ratio(1, 100));
}

num::Date Population::date(const api::Thresholds& at) {
  const num::Date& near = !at.dates.empty() && random_.chance(70) ? random_.one_of(at.dates) : random_.one_of(named_.days);
  const int64_t days = random_.chance(15) ? random_.between(-1, 1) : random_.between(-200, 800);
  return near.add_days(days).value_or(near);
}

Value Population::list(const api::FactInfo& fact, const api::Thresholds& at) {
  Value out;
  out.form = Form::List;
  if (fact.history) return out;  // nothing was given before
  const num::Month first = num::Month::of(random_.one_of(named_.days));
  const size_t items = fact.series ? 24 : random_.below(kItems + 1);
  for (size_t i = 0; i < items; ++i) {
    std::vector<Value> row;
    for (size_t f = 0; f < fact.fields.size(); ++f)
      row.push_back(value(fact.fields[f], f < at.fields.size() ? at.fields[f] : api::Thresholds{}));
    if (fact.series) {
      const num::Month month = first.add_months(static_cast<int64_t>(i)).value_or(first);
      row[0].date = month.start();
      row[0].number = Exact(month.index);
    }
    out.items.push_back(std::move(row));
  }
  return out;
}

Value Population::value(const api::FactInfo& fact, const api::Thresholds& at) {
  static const std::vector<std::string> kTexts{"A", "B", "C", "D"};
  Value v;
  v.form = Form::Number;
  if (!fact.values.empty()) {
    v.form = Form::Text;
    v.text = random_.one_of(fact.values);
    return v;
  }
  switch (fact.unit) {
    case Unit::YesNo:
      v.form = Form::YesNo;
      v.number = Exact(random_.chance(60) ? 1 : 0);
      return v;
    case Unit::Money: v.number = amount(fact, at); return v;
    case Unit::Percent:
      v.number = at.numbers.empty() ? random_.thousandths(0, 1000) : number(fact, at, Exact::ratio(1, 10'000));
      return v;
    case Unit::Count:
    case Unit::Number:
    case Unit::Days:
      v.number = at.numbers.empty() ? Exact(random_.between(0, 200)) : number(fact, at, Exact(1));
      return v;
    case Unit::Year: v.number = Exact(date(at).year()); return v;
    case Unit::Month: {
      const num::Month month = num::Month::of(date(at));
      v.form = Form::Date;
      v.date = month.start();
      v.number = Exact(month.index);
      return v;
    }
    case Unit::Date:
      v.form = Form::Date;
      v.date = date(at);
      return v;
    case Unit::Time: v.number = Exact(random_.between(0, 1439)); return v;
    case Unit::Moment: v.number = Exact(num::minutes_of(date(at)) + random_.between(0, 1439)); return v;
    case Unit::Period: {
      v.form = Form::Period;
      const num::Date from = date(at);
      v.period = num::Period::of_days(from, from.add_days(random_.between(0, 800)).value_or(from));
      return v;
    }
    case Unit::List: return list(fact, at);
    case Unit::Text:
    case Unit::None: break;
  }
  v.form = Form::Text;
  v.text = !at.texts.empty() && random_.chance(70) ? random_.one_of(at.texts) : random_.one_of(kTexts);
  return v;
}

}  // namespace bursar::practice
