#include "io/audit/recompute.h"

#include <algorithm>

#include "engine/award/results.h"
#include "engine/num/currency.h"

namespace bursar::audit {

using award::Outcome;
using num::Exact;

Recompute::Recompute(const api::Program& program, Audit& audit, const Tolerance& tolerance,
                     std::optional<num::Date> as_of)
    : program_(program),
      audit_(audit),
      tolerance_(tolerance),
      as_of_(as_of),
      shapes_(api::shapes(program)),
      clauses_(api::reported_clauses(program)),
      judged_(audit.rows.size()),
      with_facts_(audit.rows.size(), true),
      causes_(program),
      unit_(num::currency_of(audit.policy.currency)->smallest_unit()) {
  for (size_t c = 0; c < clauses_.size(); ++c) clause_by_name_.emplace(clauses_[c], c);
  for (const auto& [second, first] : api::clause_names(program)) clause_by_name_.try_emplace(second, clause_by_name_[first]);
  for (uint32_t row = 0; row < audit.rows.size(); ++row) {
    const Payout& payout = audit.rows[row].payout;
    rows_by_id_[payout.id].push_back(row);
    if (payout.ordinal >= row_by_ordinal_.size()) row_by_ordinal_.resize(payout.ordinal + 1, UINT32_MAX);
    row_by_ordinal_[payout.ordinal] = row;
  }
}

Recompute::Asked Recompute::asked(const std::string& clause) const {
  if (const auto at = clause_by_name_.find(clause); at != clause_by_name_.end()) return {at->second, {}};
  const size_t slash = clause.rfind('/');
  if (slash == clause.npos) return {};
  const auto at = clause_by_name_.find(std::string_view(clause).substr(0, slash));
  if (at == clause_by_name_.end()) return {};
  return {at->second, clauses_[at->second] + clause.substr(slash)};
}

Judgement Recompute::from_award(const Asked& asked, const award::Award& award) const {
  Judgement out;
  const std::string& id = clauses_[*asked.clause];
  if (const award::ClauseResult* clause = award::result_of(award, id)) {
    out.outcome = clause->outcome;
    out.missing = clause->missing;
    for (const award::Condition& condition : clause->conditions)
      if (condition.outcome == award::Met::NotMet) out.not_met.push_back(condition.text);
    if (clause->outcome == Outcome::Eligible || clause->outcome == Outcome::Ineligible)
      out.due = clause->amount.value_or(Exact(0));
  }
  if (!asked.line.empty() && out.due) {
    out.due = Exact(0);
    for (const award::Line& line : award.lines)
      if (line.id == asked.line) out.due = line.amount;
  }
  return out;
}

Judgement Recompute::judgement(const Asked& asked, const columns::Chunk& chunk, uint32_t row,
                               const api::BatchAnswers& answers, const columns::Dictionary& dictionary,
                               const Payout& payout) {
  if (!asked.clause) {
    Judgement none;
    none.basis = Judgement::Basis::NoSuchClause;
    return none;
  }
  // The day of approval decides where nothing else says which day does.
  std::optional<num::Date> date = as_of_;
  if (!date && !chunk.as_of[row] && api::needs_as_of(program_)) date = payout.approved_on;
  const bool own_date = date != as_of_;
  if (!own_date && !answers.answers.left[row] && asked.line.empty()) {
    const batch::ClauseColumn& column = answers.answers.clauses[*asked.clause];
    const Outcome outcome = column.outcomes[row];
    Judgement quick;
    quick.outcome = outcome;
    quick.due = outcome == Outcome::Eligible ? unit_ * Exact(column.amounts[row]) : Exact(0);
    if (*quick.due == payout.paid) return quick;
  }
  // Not as paid, or not decided by the columns: with every reason.
  const facts::Record record = columns::record(chunk, shapes_, row, dictionary);
  Judgement out = from_award(asked, api::evaluate(program_, record, date));
  if (out.due && *out.due != payout.paid && asked.line.empty())
    out.causes = causes_.causes(clauses_[*asked.clause], record, date, payout.paid);
  return out;
}

void Recompute::judge_row(uint32_t at, const columns::Chunk& chunk, uint32_t row, const api::BatchAnswers& answers,
                          const columns::Dictionary& dictionary) {
  if (judged_[at]) return;
  judged_[at] = true;
  Row& to = audit_.rows[at];
  judge(audit_, to, judgement(asked(to.payout.clause), chunk, row, answers, dictionary, to.payout), tolerance_);
}

void Recompute::facts_of_enterprises(const columns::Chunk& chunk, const api::BatchAnswers& answers,
                                     const columns::Dictionary& dictionary) {
  for (uint32_t row = 0; row < chunk.size(); ++row) {
    const auto at = rows_by_id_.find(chunk.id(row));
    if (at != rows_by_id_.end()) {
      for (const uint32_t payout : at->second) judge_row(payout, chunk, row, answers, dictionary);
      if (bunches_ != nullptr) bunches_->add(chunk, row);
    }
    if (name_unpaid_) unpaid(chunk, row, answers, at == rows_by_id_.end() ? std::vector<uint32_t>{} : at->second);
  }
}

void Recompute::facts_of_rows(const columns::Chunk& chunk, const api::BatchAnswers& answers,
                              const columns::Dictionary& dictionary) {
  for (uint32_t row = 0; row < chunk.size(); ++row) {
    const uint64_t ordinal = chunk.places[row].ordinal;
    if (ordinal >= row_by_ordinal_.size() || row_by_ordinal_[ordinal] == UINT32_MAX) continue;
    judge_row(row_by_ordinal_[ordinal], chunk, row, answers, dictionary);
    if (bunches_ != nullptr && counted_.emplace(chunk.id(row)).second) bunches_->add(chunk, row);
  }
}

void Recompute::unpaid(const columns::Chunk& chunk, uint32_t row, const api::BatchAnswers& answers,
                       const std::vector<uint32_t>& payouts) {
  std::vector<bool> paid(clauses_.size());
  for (const uint32_t payout : payouts)
    if (const Asked asked = this->asked(audit_.rows[payout].payout.clause); asked.clause) paid[*asked.clause] = true;
  const auto name = [&](size_t clause, const Exact& due) {
    if (paid[clause] || due.sign() <= 0) return;
    Row& entitled = unpaid_.emplace_back();
    entitled.payout.id = chunk.id(row);
    entitled.payout.clause = clauses_[clause];
    Judgement judgement;
    judgement.outcome = Outcome::Eligible;
    judgement.due = due;
    judge(audit_, entitled, judgement, tolerance_);
    entitled.leads.back().reason.id = "entitled_unpaid";
  };
  if (!answers.answers.left[row]) {
    for (size_t c = 0; c < clauses_.size(); ++c)
      if (answers.answers.clauses[c].outcomes[row] == Outcome::Eligible)
        name(c, unit_ * Exact(answers.answers.clauses[c].amounts[row]));
    return;
  }
  for (const auto& [left, award] : answers.one_by_one) {
    if (left != row) continue;
    for (const award::ClauseResult& clause : award.clauses)
      if (clause.outcome == Outcome::Eligible && clause.amount) name(clause_by_name_.at(clause.id), *clause.amount);
  }
}

void Recompute::finish() {
  for (uint32_t row = 0; row < judged_.size(); ++row) {
    if (judged_[row]) continue;
    Row& to = audit_.rows[row];
    with_facts_[row] = false;
    Judgement none;
    none.basis = !asked(to.payout.clause).clause              ? Judgement::Basis::NoSuchClause
                 : refused_.find(to.payout.id) != refused_.end() ? Judgement::Basis::FactsRefused
                                                              : Judgement::Basis::NoProfile;
    judge(audit_, to, none, tolerance_);
  }
  std::move(unpaid_.begin(), unpaid_.end(), std::back_inserter(audit_.rows));
  with_facts_.resize(audit_.rows.size(), true);
  unpaid_.clear();
}

}  // namespace bursar::audit
