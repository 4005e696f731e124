#include "engine/eval/budget.h"

#include <algorithm>
#include <map>
#include <numeric>

#include "engine/eval/evaluator.h"
#include "engine/num/rounding.h"
#include "engine/num/share.h"

namespace bursar::eval {

using award::Outcome;
using num::Exact;

namespace {

struct Claim {
  size_t applicant;
  std::optional<Exact> lowest, highest;
  Value order, tie;
  bool known() const { return lowest && highest && *lowest == *highest; }
};

class Sharing {
 public:
  Sharing(const lowered::Module& module, std::vector<Applicant>& applicants, size_t budget)
      : module_(module),
        program_(*module.program),
        applicants_(applicants),
        budget_(module.budgets[budget]),
        from_(program_.tree->budgets[budget]) {
    for (uint32_t c : program_.budgets[budget].clauses) names_.push_back(std::string(program_.tree->clauses[c].name.first));
  }

  void run() {
    std::map<int, std::vector<Claim>> years;
    std::vector<Claim> of_any_year;
    Trace trace;
    Evaluator evaluator(module_);
    for (size_t i = 0; i < applicants_.size(); ++i) {
      evaluator.begin(*applicants_[i].record, applicants_[i].as_of, trace);
      const std::optional<int> year = year_of(evaluator);
      auto claim = claim_of(i, evaluator);
      if (!claim) continue;
      if (year) {
        years[*year].push_back(std::move(*claim));
      } else {
        claim->lowest = Exact(0);  // it may belong to another year
        of_any_year.push_back(std::move(*claim));
      }
    }
    if (years.empty() && !of_any_year.empty()) years[0];
    for (auto& [year, claims] : years) {
      claims.insert(claims.end(), of_any_year.begin(), of_any_year.end());
      share(claims);
    }
    for (const Claim& claim : of_any_year) leave_open(claim);
  }

 private:
  /// 0 when the budget has no window.
  std::optional<int> year_of(Evaluator& evaluator) const {
    using Kind = syntax::Window::Kind;
    if (from_.window.kind != Kind::CalendarYear && from_.window.kind != Kind::FiscalYear) return 0;
    const Value date = evaluator.deciding_date();
    if (!date.known()) return std::nullopt;
    const syntax::YearStart start = from_.window.kind == Kind::FiscalYear
                                        ? module_.policies[0].fiscal_year
                                        : syntax::YearStart{};
    return named_year(date.date, start);
  }

  bool covers(const std::string& clause) const { return std::find(names_.begin(), names_.end(), clause) != names_.end(); }

  std::optional<Claim> claim_of(size_t i, Evaluator& evaluator) {
    Claim claim{i, Exact(0), Exact(0), {}, {}};
    bool any = false;
    for (const award::ClauseResult& c : applicants_[i].award->clauses) {
      if (!covers(c.id)) continue;
      if (c.outcome == Outcome::Eligible) {
        any = true;
        *claim.lowest += *c.amount;
        if (claim.highest) *claim.highest += *c.amount;
      } else if (c.outcome == Outcome::Undetermined || c.outcome == Outcome::Fault || c.outcome == Outcome::Conflict) {
        any = true;
        if (c.lowest && c.lowest->sign() > 0) *claim.lowest += *c.lowest;
        claim.highest = claim.highest && c.highest ? std::optional(*claim.highest + *c.highest) : std::nullopt;
      }
    }
    if (!any) return std::nullopt;
    if (budget_.in_order_of.has()) claim.order = evaluator.eval(budget_.in_order_of);
    const syntax::Expr& ties = (*program_.tree)[from_.ties_by];
    const bool by_id = ties.kind == syntax::ExprKind::Path && ties.names.size() == 1 && ties.names[0] == "id";
    claim.tie = by_id ? ops::of_text(applicants_[i].record->id) : evaluator.eval(budget_.ties_by);
    if (!at_most_) {
      at_most_ = evaluator.eval(budget_.at_most);
      if (budget_.floor_to.has()) unit_ = evaluator.eval(budget_.floor_to).number;
      if (!unit_ || unit_->sign() <= 0) unit_ = program_.currency.smallest_unit();
      shown_budget_.unit = award::Unit::Money;
      shown_budget_.currency = std::string(program_.currency.code());
      if (at_most_->known()) {
        shown_budget_.state = award::Shown::State::Known;
        shown_budget_.number = at_most_->number;
      }
    }
    if (budget_.per_receiver.has()) {
      const Value cap = evaluator.eval(budget_.per_receiver);
      const auto low = ops::lowest(cap), high = ops::highest(cap);
      if (low) claim.lowest = std::min(*claim.lowest, *low);
      if (high) claim.highest = claim.highest ? std::min(*claim.highest, *high) : *high;
    }
    return claim;
  }

  /// By a key of any kind; what does not apply or is unknown comes last.
  static int compare(const Value& a, const Value& b) {
    if (a.known() != b.known()) return a.known() ? -1 : 1;
    if (!a.known()) return 0;
    if (a.text != b.text) return a.text < b.text ? -1 : 1;
    if (a.date != b.date) return a.date < b.date ? -1 : 1;
    return a.number < b.number ? -1 : b.number < a.number ? 1 : 0;
  }

  void share(std::vector<Claim>& claims) {
    std::vector<size_t> order(claims.size());
    std::iota(order.begin(), order.end(), 0);
    std::stable_sort(order.begin(), order.end(), [&](size_t a, size_t b) {
      const int by_key = from_.descending ? compare(claims[b].order, claims[a].order) : compare(claims[a].order, claims[b].order);
      if (by_key != 0) return by_key < 0;
      const int by_tie = compare(claims[a].tie, claims[b].tie);
      return by_tie != 0 ? by_tie < 0 : applicants_[claims[a].applicant].record->id < applicants_[claims[b].applicant].record->id;
    });
    std::optional<Exact> most = Exact(0);
    bool open = !at_most_->known();
    for (const Claim& c : claims) {
      most = most && c.highest ? std::optional(*most + *c.highest) : std::nullopt;
      open = open || !c.known() || (budget_.in_order_of.has() && !c.order.known());
    }
    const auto least_budget = ops::lowest(*at_most_);
    if (most && least_budget && *most <= *least_budget) {
      // Enough for every claim; a cap for each receiver may still cut.
      for (const Claim& c : claims)
        if (c.known()) give(c, *c.highest);
      return;
    }
    if (open) {
      for (const Claim& c : claims) leave_open(c);
      return;
    }
    const Exact whole = at_most_->number.sign() > 0 ? at_most_->number : Exact(0);
    if (from_.pro_rata) {
      std::vector<Exact> weights;
      for (const Claim& c : claims) weights.push_back(*c.highest);
      const auto remainder = from_.remainder_to_last ? num::Remainder::Last : num::Remainder::LargestFraction;
      const auto shares = num::shares(whole, weights, *unit_, remainder, order);
      for (size_t i = 0; i < claims.size(); ++i) give(claims[i], shares[i]);
      return;
    }
    Exact left = whole;
    for (size_t i : order) {
      Exact part = std::min(left, *claims[i].highest);
      if (budget_.floor_to.has() && part < *claims[i].highest) part = num::round_to(part, num::Rounding::Lower, *unit_);
      give(claims[i], part);
      left = left - part;
    }
  }

  award::Award& award_of(const Claim& c) { return *applicants_[c.applicant].award; }

  /// Cuts the lines of the claim to the share, from the last one.
  void give(const Claim& claim, const Exact& share) {
    award::Award& a = award_of(claim);
    Exact asked;
    for (const award::Line& line : a.lines)
      if (covers(line.clause)) asked += line.amount;
    Exact cut = asked - share;
    if (cut.sign() <= 0) return;
    const Exact factor = asked.is_zero() ? Exact(0) : *Exact::divide(share, asked);
    for (size_t i = a.lines.size(); i-- > 0 && cut.sign() > 0;) {
      award::Line& line = a.lines[i];
      if (!covers(line.clause) || line.amount.sign() <= 0) continue;
      const Exact part = std::min(cut, line.amount);
      award::Step s;
      s.kind = award::Step::Kind::Budget;
      s.operand = shown_budget_;
      s.before = s.after = shown_budget_;
      s.before.number = line.amount;
      line.amount = line.amount - part;
      s.after.number = line.amount;
      award::Shown ratio;
      ratio.state = award::Shown::State::Known;
      ratio.unit = award::Unit::Number;
      ratio.number = factor;
      ratio.text = factor.to_fraction();
      s.figures.push_back(std::move(ratio));
      line.steps.push_back(std::move(s));
      cut = cut - part;
      if (a.total && line.counts_in_total) *a.total -= part;
      for (award::ClauseResult& c : a.clauses)
        if (c.id == line.clause && c.amount) *c.amount -= part;
    }
    for (const std::string& name : names_) split_payments(a, name, program_.currency.smallest_unit());
  }

  /// The share is between nothing and the claim.
  void leave_open(const Claim& claim) {
    award::Award& a = award_of(claim);
    for (award::ClauseResult& c : a.clauses) {
      if (!covers(c.id) || (c.outcome != Outcome::Eligible && c.outcome != Outcome::Undetermined)) continue;
      if (c.outcome == Outcome::Eligible) c.highest = c.amount;
      c.lowest = Exact(0);
      c.outcome = Outcome::Undetermined;
      c.amount.reset();
    }
    a.lines.erase(std::remove_if(a.lines.begin(), a.lines.end(), [&](const award::Line& l) { return covers(l.clause); }),
                  a.lines.end());
    if (a.outcome == Outcome::Eligible || a.outcome == Outcome::Ineligible) {
      a.outcome = Outcome::Undetermined;
      a.highest = a.total;
    }
    a.lowest = Exact(0);
    for (const award::Line& line : a.lines)
      if (line.counts_in_total) *a.lowest += line.amount;
    a.total.reset();
  }

  const lowered::Module& module_;
  const checked::Program& program_;
  std::vector<Applicant>& applicants_;
  const lowered::Budget& budget_;
  const syntax::Budget& from_;
  std::vector<std::string> names_;
  std::optional<Value> at_most_;
  std::optional<Exact> unit_;
  award::Shown shown_budget_;
};

}  // namespace

void split_payments(award::Award& award, const std::string& clause, const Exact& unit) {
  std::optional<Exact> left;
  for (const award::ClauseResult& c : award.clauses)
    if (c.id == clause) left = c.amount;
  award::Payment* last = nullptr;
  const Exact whole = left.value_or(Exact(0));
  for (award::Payment& p : award.payments) {
    if (p.clause != clause) continue;
    p.amount = num::round_to(whole * p.share.number, num::Rounding::Lower, unit);
    *left -= p.amount;
    last = &p;
  }
  if (last != nullptr) last->amount += *left;
}

void share_budgets(const lowered::Module& module, std::vector<Applicant>& applicants) {
  for (size_t b = 0; b < module.budgets.size(); ++b) Sharing(module, applicants, b).run();
}

}  // namespace bursar::eval
