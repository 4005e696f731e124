#include "engine/audit/judge.h"

#include <algorithm>
#include <map>

#include "engine/audit/causes.h"

namespace bursar::audit {

using award::Outcome;
using num::Exact;

award::Shown shown_money(const Exact& amount, const std::string& currency) {
  award::Shown shown;
  shown.state = award::Shown::State::Known;
  shown.unit = award::Unit::Money;
  shown.number = amount;
  shown.currency = currency;
  return shown;
}

award::Shown shown_count(int64_t count) {
  award::Shown shown;
  shown.state = award::Shown::State::Known;
  shown.unit = award::Unit::Count;
  shown.number = count;
  return shown;
}

namespace {

void undecided(Row& row, std::string reason, std::vector<std::string> names) {
  row.outcome = Outcome::Undetermined;
  row.leads.push_back({Code::A8, {std::move(reason), {}, std::move(names), {}}});
}

void add(Sum& sum, const Row& row) {
  ++sum.rows;
  sum.paid += row.payout.paid;
  if (!row.due) return;
  sum.due += *row.due;
  if (row.difference->sign() > 0) sum.over += *row.difference;
  if (row.difference->sign() < 0) sum.under -= *row.difference;
}

/// A1 to A9 of a row, the first of them; nothing for a row without.
std::optional<Code> improper(const Row& row) {
  for (const Lead& lead : row.leads)
    if (lead.code <= Code::A9) return lead.code;
  return std::nullopt;
}

}  // namespace

namespace {

/// The lead that all of the causes agree on; nothing where one says nothing or another thing.
std::optional<Code> agreed_lead(const std::vector<Cause>& causes) {
  if (causes.empty()) return std::nullopt;
  const auto lead = lead_of(causes.front().kind);
  for (const Cause& cause : causes)
    if (lead_of(cause.kind) != lead) return std::nullopt;
  return lead;
}

}  // namespace

void note_causes(Audit& audit, Row& row, const std::vector<Cause>& causes) {
  for (const Cause& cause : causes) {
    const auto at = std::find(audit.causes.begin(), audit.causes.end(), cause);
    row.causes.push_back(static_cast<uint32_t>(at - audit.causes.begin()));
    if (at == audit.causes.end()) audit.causes.push_back(cause);
  }
}

void judge(Audit& audit, Row& row, const Judgement& judgement, const Tolerance& tolerance) {
  switch (judgement.basis) {
    case Judgement::Basis::NoProfile: return undecided(row, "no_profile", {row.payout.id});
    case Judgement::Basis::NoSuchClause: return undecided(row, "no_such_clause", {row.payout.clause});
    case Judgement::Basis::FactsRefused: return undecided(row, "facts_refused", {row.payout.id});
    case Judgement::Basis::Evaluated: break;
  }
  row.outcome = judgement.outcome;
  if (judgement.outcome == Outcome::Fault || judgement.outcome == Outcome::Conflict)
    return row.leads.push_back(
        {Code::A8, {judgement.outcome == Outcome::Fault ? "fault" : "conflict", {}, judgement.missing, {}}});
  if (!judgement.due) return undecided(row, "facts_missing", judgement.missing);
  row.due = judgement.due;
  row.difference = row.payout.paid - *row.due;
  const int sign = row.difference->sign();
  if (sign == 0) return;
  const std::string& currency = audit.policy.currency;
  note_causes(audit, row, judgement.causes);
  Reason reason{"", {shown_money(*row.due, currency), shown_money(row.difference->abs(), currency)}, {}, {}};
  Code code = sign > 0 ? Code::A3 : Code::A5;
  if (row.difference->abs() <= tolerance.amount) {
    code = Code::A6;
    reason.id = sign > 0 ? "over_within_tolerance" : "under_within_tolerance";
  } else if (const auto lead = agreed_lead(judgement.causes)) {
    code = *lead;
    reason.id = code == Code::A9 ? "other_version" : "outside_scope";
  } else if (judgement.outcome == Outcome::Ineligible && sign > 0) {
    code = Code::A1;
    reason.id = judgement.not_met.empty() ? "nothing_due" : "not_eligible";
    if (!judgement.not_met.empty()) reason.text = judgement.not_met.front();
  } else {
    reason.id = sign > 0 ? "above_standard" : "underpaid";
  }
  row.leads.push_back({code, std::move(reason)});
}

void mark_duplicate(Row& row, const std::string& how, const Payout& original) {
  std::erase_if(row.leads, [](const Lead& lead) { return lead.code <= Code::A9; });
  row.causes.clear();
  row.due = Exact(0);
  row.difference = row.payout.paid;
  row.outcome = Outcome::Ineligible;
  row.leads.push_back({Code::A2, {how, {}, {original.payout, original.id}, {}}});
}

void summarise(Audit& audit) {
  std::map<Code, Sum> sums;
  for (int code = 0; code <= static_cast<int>(Code::A9); ++code) sums[static_cast<Code>(code)];
  std::map<Exact, uint64_t> unexplained;
  std::vector<CauseSum> causes(audit.causes.size());
  for (uint32_t i = 0; i < causes.size(); ++i) causes[i].cause = i;
  for (const Row& row : audit.rows) {
    add(audit.batch, row);
    if (!row.due) add(audit.undecided, row);
    const auto code = improper(row);
    if (code) add(sums[*code], row);
    else add(audit.matched, row);
    if (!row.difference || row.difference->is_zero() || row.has(Code::A2)) continue;
    if (row.causes.empty()) ++unexplained[*row.difference];
    for (const uint32_t cause : row.causes) {
      ++causes[cause].rows;
      causes[cause].also += row.causes.size() > 1;
      causes[cause].difference += *row.difference;
    }
  }
  for (const auto& [difference, rows] : unexplained)
    if (rows > 1) audit.residues.push_back({difference, rows});
  std::stable_sort(audit.residues.begin(), audit.residues.end(),
                   [](const Residue& a, const Residue& b) { return a.rows > b.rows; });
  for (Row& row : audit.rows) {
    if (row.difference && row.causes.empty() && !row.difference->is_zero() && !row.has(Code::A2))
      if (const uint64_t rows = unexplained[*row.difference]; rows > 1)
        row.leads.push_back({Code::B5,
                             {"shared_residue",
                              {shown_money(*row.difference, audit.policy.currency)},
                              {std::to_string(rows)},
                              {}}});
    std::stable_sort(row.leads.begin(), row.leads.end(), [](const Lead& a, const Lead& b) { return a.code < b.code; });
    audit.leads += !row.leads.empty();
  }
  std::erase_if(causes, [](const CauseSum& sum) { return sum.rows == 0; });
  std::stable_sort(causes.begin(), causes.end(), [](const CauseSum& a, const CauseSum& b) { return a.rows > b.rows; });
  audit.cause_sums = std::move(causes);
  audit.sums.assign(sums.begin(), sums.end());
  audit.control_total = audit.batch.paid;
}

}  // namespace bursar::audit
