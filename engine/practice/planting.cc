#include "engine/practice/planting.h"

#include <algorithm>

#include "engine/audit/judge.h"
#include "engine/num/currency.h"
#include "engine/num/rounding.h"

namespace bursar::practice {

using audit::Code;
using award::Outcome;
using num::Exact;

namespace {

constexpr int kAttempts = 60;  ///< before an error is held to be impossible on a clause

/// Kinds of causes that an error plants; of a rounding the detail ends with the mode.
bool is_of(Error error, const audit::Cause& cause) {
  switch (error) {
    case Error::CapDropped: return cause.kind == "cap_dropped";
    case Error::TopRate: return cause.kind == "top_rate_on_whole_base";
    case Error::OtherVersion: return cause.kind == "earlier_version" || cause.kind == "earlier_value";
    case Error::Truncated: return cause.kind == "rounding" && cause.detail.ends_with(":downward");
    case Error::ConditionIgnored:
      return cause.kind == "condition_ignored" || audit::lead_of(cause.kind) == Code::A4;
    default: return false;
  }
}

bool right_code(Error error, Code code) {
  switch (error) {
    case Error::CapDropped:
    case Error::TopRate: return code == Code::A3;
    case Error::OtherVersion: return code == Code::A9;
    case Error::Truncated: return code == Code::A6;
    case Error::ConditionIgnored: return code == Code::A1 || code == Code::A4;
    default: return false;
  }
}

}  // namespace

Planting::Planting(const api::Program& program, Population& population, Random& random)
    : program_(program), population_(population), random_(random), root_(program),
      unit_(num::currency_of(api::policy(program).currency)->smallest_unit()) {
  for (const std::string& clause : population.clauses()) changes_.push_back(root_.changes(clause));
  wanted_.assign(kErrors, std::vector<std::optional<std::vector<size_t>>>(changes_.size()));
}

const std::vector<size_t>& Planting::changes_for(Error error, size_t clause) {
  auto& list = wanted_[static_cast<size_t>(error)][clause];
  if (!list) {
    list.emplace();
    for (size_t i = 0; i < changes_[clause].size(); ++i)
      if (is_of(error, changes_[clause][i])) list->push_back(i);
  }
  return *list;
}

/// Every payout that follows from the rules.
Case Planting::of(const Drawn& drawn) {
  Case out;
  out.record = drawn.record;
  out.decided_on = drawn.award.decided_on ? drawn.award.decided_on : drawn.award.as_of;
  for (const award::ClauseResult& clause : drawn.award.clauses)
    if (pays(clause)) out.paid.push_back({clause.id, *clause.amount, random_.between(2, 30)});
  return out;
}

Case Planting::sound() { return of(population_.eligible(random_.below(population_.clauses().size()))); }

bool Planting::whole_units(const Exact& amount) const { return Exact::divide(amount, unit_)->is_integer(); }

std::optional<Code> Planting::lead(const Drawn& drawn, const std::string& clause, const Exact& paid,
                                   const std::vector<audit::Cause>& causes) const {
  const award::ClauseResult* result = result_of(drawn.award, clause);
  if (result == nullptr) return std::nullopt;
  audit::Judgement judgement;
  judgement.outcome = result->outcome;
  judgement.missing = result->missing;
  if (result->outcome == Outcome::Eligible || result->outcome == Outcome::Ineligible)
    judgement.due = result->amount.value_or(Exact(0));
  for (const award::Condition& condition : result->conditions)
    if (condition.outcome == award::Met::NotMet) judgement.not_met.push_back(condition.text);
  judgement.causes = causes;
  audit::Audit audit;
  audit::Row row;
  row.payout.paid = paid;
  audit::judge(audit, row, judgement, {Exact::ratio(1, 100)});
  return row.leads.empty() ? std::nullopt : std::optional(row.leads.front().code);
}

/// Paid under a single change of the rules.
std::optional<Case> Planting::changed(Error error, size_t clause) {
  const std::string& id = population_.clauses()[clause];
  const std::vector<size_t>& list = changes_for(error, clause);
  if (list.empty()) return std::nullopt;
  const size_t change = list[random_.below(list.size())];
  const audit::Cause& cause = changes_[clause][change];
  std::optional<Drawn> drawn;
  if (cause.kind == "condition_ignored") drawn = population_.ineligible(clause);
  else drawn = population_.eligible(clause);
  if (!drawn) return std::nullopt;
  const auto due = root_.due(id, drawn->record, {});
  const auto paid = root_.amount_under(id, change, drawn->record, {});
  if (!due || !paid || *due == *paid || paid->sign() <= 0 || !whole_units(*paid)) return std::nullopt;
  const Exact off = (*paid - *due).abs();
  if (error == Error::Truncated ? off != unit_ : off < unit_ * Exact(100)) return std::nullopt;
  const std::vector<audit::Cause> causes = root_.causes(id, drawn->record, {}, *paid);
  if (std::find(causes.begin(), causes.end(), cause) == causes.end()) return std::nullopt;
  const auto code = lead(*drawn, id, *paid, causes);
  if (!code || !right_code(error, *code)) return std::nullopt;
  Case out = of(*drawn);
  const auto at = std::find_if(out.paid.begin(), out.paid.end(), [&](const Paid& p) { return p.clause == id; });
  const size_t place = static_cast<size_t>(at - out.paid.begin());
  if (at == out.paid.end()) out.paid.push_back({id, {}, random_.between(2, 30)});
  out.paid[place].amount = *paid;
  out.wrong = Case::Wrong{error, place, *code, cause.kind, cause.detail};
  return out;
}

/// As much as others get, to one who gets nothing.
std::optional<Case> Planting::not_eligible(size_t clause) {
  const std::string& id = population_.clauses()[clause];
  const Drawn other = population_.eligible(clause);
  const auto drawn = population_.ineligible(clause);
  if (!drawn) return std::nullopt;
  const Exact paid = num::round_to(*result_of(other.award, id)->amount * random_.thousandths(701, 1299),
                                   num::Rounding::HalfUp, unit_);
  if (paid < unit_ * Exact(100) || !root_.causes(id, drawn->record, {}, paid).empty()) return std::nullopt;
  if (lead(*drawn, id, paid, {}) != Code::A1) return std::nullopt;
  Case out = of(*drawn);
  out.wrong = Case::Wrong{Error::NotEligible, out.paid.size(), Code::A1, "not_eligible", ""};
  out.paid.push_back({id, paid, random_.between(2, 30)});
  return out;
}

std::optional<Case> Planting::underpaid(size_t clause) {
  const std::string& id = population_.clauses()[clause];
  const Drawn drawn = population_.eligible(clause);
  const Exact due = *result_of(drawn.award, id)->amount;
  const Exact paid = num::round_to(due * random_.thousandths(601, 967), num::Rounding::HalfUp, unit_);
  if (paid.sign() <= 0 || due - paid < unit_ * Exact(100)) return std::nullopt;
  if (!root_.causes(id, drawn.record, {}, paid).empty() || lead(drawn, id, paid, {}) != Code::A5) return std::nullopt;
  Case out = of(drawn);
  for (size_t i = 0; i < out.paid.size(); ++i) {
    if (out.paid[i].clause != id) continue;
    out.paid[i].amount = paid;
    out.wrong = Case::Wrong{Error::Underpaid, i, Code::A5, "underpaid", ""};
  }
  return out;
}

/// A fact left empty that the clause hangs on.
std::optional<Case> Planting::fact_missing(size_t clause) {
  const std::string& id = population_.clauses()[clause];
  const Drawn whole = population_.eligible(clause);
  std::vector<size_t> order;
  for (size_t f = 0; f < whole.record.values.size(); ++f)
    if (whole.record.values[f].form != facts::Value::Form::List) order.push_back(f);  // an empty list says: none
  random_.shuffle(order);
  for (size_t f : order) {
    Drawn open{whole.record, {}};
    open.record.values[f] = {};
    open.award = api::evaluate(program_, open.record, {});
    const award::ClauseResult* result = result_of(open.award, id);
    if (result == nullptr || result->outcome != Outcome::Undetermined || open.award.outcome == Outcome::Fault) continue;
    Case out = of(open);
    out.wrong = Case::Wrong{Error::FactMissing, out.paid.size(), Code::A8, "fact_missing", api::facts(program_)[f].name};
    out.paid.push_back({id, *result_of(whole.award, id)->amount, random_.between(2, 30)});
    return out;
  }
  return std::nullopt;
}

std::optional<Case> Planting::attempt(Error error, size_t clause) {
  switch (error) {
    case Error::NotEligible: return not_eligible(clause);
    case Error::Underpaid: return underpaid(clause);
    case Error::FactMissing: return fact_missing(clause);
    case Error::SameCode:
    case Error::NearCode:
    case Error::Late: {
      Case out = of(population_.eligible(clause));
      for (size_t i = 0; i < out.paid.size(); ++i) {
        if (out.paid[i].clause != population_.clauses()[clause]) continue;
        if (error == Error::Late) {
          out.paid[i].days_to_payment = random_.between(151, 400);
          out.wrong = Case::Wrong{error, i, Code::A7, "late", std::to_string(out.paid[i].days_to_payment)};
        } else {
          out.wrong = Case::Wrong{error, i, Code::A2, error == Error::SameCode ? "same_code" : "near_code", ""};
        }
      }
      return out.wrong ? std::optional(std::move(out)) : std::nullopt;
    }
    default: return changed(error, clause);
  }
}

bool Planting::possible(Error error, size_t clause) {
  const bool by_change = error == Error::CapDropped || error == Error::TopRate || error == Error::OtherVersion ||
                         error == Error::Truncated || error == Error::ConditionIgnored;
  if (by_change && changes_for(error, clause).empty()) return false;
  for (int i = 0; i < kAttempts; ++i)
    if (attempt(error, clause)) return true;
  return false;
}

}  // namespace bursar::practice
