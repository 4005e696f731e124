// The programme layer over one record: what sets a clause aside, what excludes what, limits, instalments.
#include <algorithm>

#include "engine/eval/evaluator.h"
#include "engine/num/rounding.h"
#include "engine/num/share.h"
#include "engine/syntax/history.h"

namespace bursar::eval {

using award::Outcome;
using checked::TypeKind;
using num::Exact;
using State = Value::State;

namespace {

bool may_pay(const Trace::Clause& c) {
  return c.outcome == Outcome::Eligible || c.outcome == Outcome::Undetermined;
}

}  // namespace

/// `from` is the node of the operand, where there is one.
void Evaluator::change_line(Trace::Line& line, award::Step::Kind kind, const Exact& change, const Value& operand,
                            NodeId from) {
  Trace::Step s;
  s.kind = kind;
  s.node = from;
  s.before = ops::known(line.amount);
  s.operand = operand;
  line.amount = line.amount + change;
  s.after = ops::known(line.amount);
  Trace::append(trace_->steps, line.steps, std::move(s));
}

/// Takes `cut` from lines: from the last one first, in proportion, or all of them.
void Evaluator::cut_lines(const std::vector<Trace::Line*>& lines, Exact cut, syntax::Cut how, award::Step::Kind kind,
                          const Value& operand, NodeId from) {
  if (how == syntax::Cut::RefuseWhole) {
    for (Trace::Line* line : lines)
      if (!line->amount.is_zero()) change_line(*line, kind, -line->amount, operand, from);
    return;
  }
  if (how == syntax::Cut::ProRata) {
    std::vector<Exact> weights;
    std::vector<size_t> order;
    Exact sum;
    for (const Trace::Line* line : lines) {
      weights.push_back(line->amount.sign() > 0 ? line->amount : Exact(0));
      sum += weights.back();
      order.push_back(order.size());
    }
    if (sum.is_zero()) return;
    const auto left = num::shares(sum - cut, weights, program_.currency.smallest_unit(), num::Remainder::LargestFraction, order);
    for (size_t i = 0; i < lines.size(); ++i)
      if (left[i] != weights[i]) change_line(*lines[i], kind, left[i] - weights[i], operand, from);
    return;
  }
  for (size_t i = lines.size(); i-- > 0 && cut.sign() > 0;) {
    if (lines[i]->amount.sign() <= 0) continue;
    const Exact part = std::min(cut, lines[i]->amount);
    change_line(*lines[i], kind, -part, operand, from);
    cut = cut - part;
  }
}

/// Clauses that override this one. Yes: it is set aside; the result names by which, or that two of them conflict.
Value Evaluator::set_aside(uint32_t index) {
  Value aside = ops::yes_no(false);
  std::vector<uint32_t> by, maybe;
  for (uint32_t other : program_.clauses[index].set_aside_by) {
    const Value holds = clause(other).conditions;
    aside = ops::disjunction(aside, holds);
    if (holds.is_yes()) by.push_back(other);
    if (!holds.known()) maybe.push_back(other);
  }
  if (by.empty()) return aside;
  traced(index).set_aside_by = by[0];
  const auto overrides = [&](uint32_t a, uint32_t b) {
    const auto& list = program_.clauses[b].set_aside_by;
    return std::find(list.begin(), list.end(), a) != list.end();
  };
  for (uint32_t a : by)
    for (uint32_t b : by)
      if (a < b && !overrides(a, b) && !overrides(b, a)) conflicts_.insert(conflicts_.end(), {index, a, b});
  for (uint32_t a : by)
    for (uint32_t b : maybe)
      if (!overrides(a, b) && !overrides(b, a)) {
        const ops::Deps deps = clause(b).conditions.deps();
        for (uint32_t c : {index, a}) ops::merge(open_conflicts_[c], deps);
      }
  return aside;
}

Value Evaluator::paid(uint32_t index) {
  run_programme(module_.component[index]);
  return clause(index).paid;
}

/// The rules that bind the clauses of one component together: exclusive, then limit, each in written order.
void Evaluator::run_programme(uint32_t component) {
  if (programme_done_[component]) return;
  programme_done_[component] = true;
  for (uint32_t c : module_.members[component]) clause(c).paid = clause(c).amount;
  const auto here = [&](const std::vector<uint32_t>& clauses) {
    return !clauses.empty() && module_.component[clauses[0]] == component;
  };
  for (size_t i = 0; i < program_.exclusives.size(); ++i)
    if (here(program_.exclusives[i].clauses)) exclude(i);
  for (size_t i = 0; i < program_.limits.size(); ++i)
    if (here(program_.limits[i].clauses)) limit(i);
}

/// A clause that loses stays in the explanation with nothing to pay. `winner` may be kNone.
void Evaluator::lose(uint32_t loser, uint32_t winner, size_t rule) {
  clause(loser).paid = ops::known(Exact(0));
  Trace::Clause& c = traced(loser);
  c.lines = {};
  c.outcome = Outcome::Ineligible;
  c.set_aside_by = winner;
  c.excluded_amount = c.amount;
  c.amount = Exact(0);
  c.lowest.reset();
  c.highest.reset();
  c.missing.clear();
  const uint32_t at = new_condition(Trace::Condition::Kind::Exclusive, {});
  Trace::Condition& reason = trace_->conditions[at];
  reason.outcome = award::Met::NotMet;
  reason.clause = winner;
  reason.rule = static_cast<uint32_t>(tree_.exclusives[rule].keep);
  add_condition(loser, at);
}

/// An open choice: nothing or the amount.
void Evaluator::leave_open(uint32_t index, const ops::Deps& deps) {
  Value v = ops::hull(clause(index).paid, ops::known(Exact(0)));
  if (!v.known()) v.depend_on(deps);
  open_amount(index, v, deps);
}

void Evaluator::open_amount(uint32_t index, const Value& v, const ops::Deps& deps) {
  ClauseState& state = clause(index);
  Trace::Clause& c = traced(index);
  c.outcome = Outcome::Undetermined;
  c.amount.reset();
  c.lowest = ops::lowest(v);
  c.highest = ops::highest(v);
  ops::Deps all = v.deps();
  ops::merge(all, deps);
  for (uint32_t fact : all)
    if (std::find(c.missing.begin(), c.missing.end(), fact) == c.missing.end()) c.missing.push_back(fact);
  c.lines = {};
  state.paid = v.known() ? ops::unknown(all, v.number, v.number) : v;
}

void Evaluator::exclude(size_t rule) {
  using Keep = syntax::Exclusive::Keep;
  const Keep keep = tree_.exclusives[rule].keep;
  std::vector<uint32_t> rivals;
  for (uint32_t c : program_.exclusives[rule].clauses)
    if (clause(c); may_pay(traced(c))) rivals.push_back(c);
  if (keep == Keep::Chosen) {
    // What the applicant did not choose is never paid, whatever the others come to.
    uint32_t chosen = Trace::kNone;
    for (uint32_t c : program_.exclusives[rule].clauses)
      if (fact(*program_.clauses[c].chosen).is_yes() && chosen == Trace::kNone) chosen = c;
    for (uint32_t c : std::vector<uint32_t>(rivals))
      if (fact(*program_.clauses[c].chosen).is_no()) {
        lose(c, chosen, rule);
        rivals.erase(std::find(rivals.begin(), rivals.end(), c));
      }
  }
  if (rivals.size() < 2) return;
  ops::Deps deps;
  for (uint32_t c : rivals) ops::merge(deps, clause(c).paid.deps());
  std::optional<uint32_t> winner;
  std::vector<uint32_t> sure_losers;
  if (keep == Keep::Highest) {
    for (uint32_t c : rivals) {
      const auto low = ops::lowest(clause(c).paid), high = ops::highest(clause(c).paid);
      bool wins = low.has_value(), loses = false;
      for (uint32_t other : rivals) {
        if (other == c) continue;
        const bool named_first = std::find(rivals.begin(), rivals.end(), c) < std::find(rivals.begin(), rivals.end(), other);
        const auto other_low = ops::lowest(clause(other).paid), other_high = ops::highest(clause(other).paid);
        wins = wins && other_high && (named_first ? *other_high <= *low : *other_high < *low);
        loses = loses || (high && other_low && (named_first ? *high < *other_low : *high <= *other_low));
      }
      if (wins) winner = c;
      if (loses) sure_losers.push_back(c);
    }
  } else if (keep == Keep::First) {
    const facts::Value& history = record_->values[*program_.earlier_awards];
    if (history.form == facts::Value::Form::Unknown) {
      ops::merge(deps, {*program_.earlier_awards});
    } else {
      std::optional<num::Date> first;
      for (uint32_t c : rivals)
        for (const auto& row : history.items) {
          const auto& name = tree_.clauses[c].name;
          const auto& date = row[static_cast<size_t>(syntax::EarlierField::Date)];
          const auto& of = row[static_cast<size_t>(syntax::EarlierField::Clause)].text;
          if (of != name.first && (name.second.empty() || of != name.second)) continue;
          if (date.form != facts::Value::Form::Date || (first && *first <= date.date)) continue;
          if (in_window(date.date, syntax::Window::Kind::Ever, {}, {}).is_no()) continue;
          first = date.date;
          winner = c;
        }
      // Nothing granted before: the first named that is surely due.
      if (!winner && traced(rivals[0]).outcome == Outcome::Eligible) winner = rivals[0];
    }
  } else {
    std::vector<uint32_t> chosen;
    for (uint32_t c : rivals) {
      const Value choice = fact(*program_.clauses[c].chosen);
      if (choice.is_yes()) chosen.push_back(c);
      if (!choice.known()) ops::merge(deps, choice.deps());
    }
    if (chosen.size() > 1) {
      conflicts_.insert(conflicts_.end(), chosen.begin(), chosen.end());
      return;
    }
    if (chosen.size() == 1) winner = chosen[0];
  }
  if (winner && traced(*winner).outcome != Outcome::Eligible && keep != Keep::Highest) {
    // It may turn out to be no rival.
    for (uint32_t c : rivals)
      if (c != *winner) leave_open(c, deps);
    return;
  }
  if (winner) {
    for (uint32_t c : rivals)
      if (c != *winner) lose(c, *winner, rule);
    return;
  }
  for (uint32_t c : rivals)
    if (std::find(sure_losers.begin(), sure_losers.end(), c) == sure_losers.end()) leave_open(c, deps);
  for (uint32_t c : sure_losers) lose(c, Trace::kNone, rule);
}

/// What earlier awards of a clause count against a limit: in its window, and of the same key.
Value Evaluator::counted_before(size_t rule, uint32_t clause_index) {
  const checked::Limit& limit = program_.limits[rule];
  const syntax::Limit& from = tree_.limits[rule];
  if (from.window.kind == syntax::Window::Kind::None) return ops::known(Exact(0));
  // Earlier awards go by the clause's name, which its versions share.
  if (program_.clauses[clause_index].version_of) return ops::known(Exact(0));
  if (!limit.per) return earlier_awards(clause_index, from.window.kind, module_.limits[rule].window_length, module_.limits[rule].at_most);
  return earlier_awards_of_key(clause_index, from.window.kind, module_.limits[rule].window_length,
                               module_.limits[rule].at_most, *limit.per);
}

/// Whether a clause, or its version, is the one that a limit cuts first.
bool Evaluator::is_cut_first(size_t rule, uint32_t clause_index) const {
  const auto& first = program_.limits[rule].cut_first;
  return first && program_.clauses[clause_index].version_of.value_or(clause_index) == *first;
}

/// Whether the limit cuts is open. A clause that is cut last keeps what the room leaves it whatever the others come to;
/// else it gets at most what it would, and at most the room.
void Evaluator::leave_limit_open(size_t rule, const Value& room, const Value& sum, const Value& when) {
  const checked::Limit& limit = program_.limits[rule];
  const syntax::Cut cut = tree_.limits[rule].cut.value_or(syntax::Cut::Last);
  const bool in_order = cut == syntax::Cut::Last || cut == syntax::Cut::NamedFirst;
  std::vector<uint32_t> kept;  // the last one is cut first
  for (bool first : {false, true})
    for (uint32_t c : limit.clauses)
      if (is_cut_first(rule, c) == first) kept.push_back(c);
  ops::Deps deps = sum.deps();
  ops::merge(deps, room.deps());
  ops::merge(deps, when.deps());
  if (cut == syntax::Cut::RefuseWhole) {
    // Nothing, or all of it: nothing for sure when the limit is passed whatever the open facts are.
    const auto least = ops::lowest(sum), most = ops::highest(room);
    const bool refused = when.is_yes() && least && most && *most < *least;
    for (uint32_t c : limit.clauses) {
      ClauseState& state = clause(c);
      Trace::Clause& out = traced(c);
      if (!may_pay(out)) continue;
      if (refused && out.outcome == Outcome::Eligible) {
        for (Trace::Line& line : Entries(trace_->lines, out.lines))
          change_line(line, award::Step::Kind::Limit, -line.amount, room, {});
        state.paid = ops::known(Exact(0));
        out.amount = Exact(0);
      } else {
        open_amount(c, refused ? ops::known(Exact(0)) : ops::hull(state.paid, ops::known(Exact(0))), deps);
      }
    }
    return;
  }
  const auto least_room = ops::lowest(room);
  std::optional<Exact> before = Exact(0);  // the most that the clauses kept before this one can come to
  for (uint32_t c : kept) {
    ClauseState& state = clause(c);
    const auto low = ops::lowest(state.paid), high = ops::highest(state.paid);
    std::optional<Exact> left;             // what the room surely leaves for this one
    if (in_order && before && least_room) left = *least_room - *before;
    before = before && high ? std::optional(*before + *high) : std::nullopt;
    if (left && high && *high <= *left) continue;
    if (!may_pay(traced(c))) continue;
    Value v = ops::lower(state.paid, room);
    if (!when.known()) v = ops::hull(v, state.paid);
    const Exact least = left && left->sign() > 0 && low ? std::min(*left, *low) : Exact(0);
    v = ops::hull(v, ops::known(least));
    if (!v.known()) v.depend_on(deps);
    open_amount(c, v, deps);
  }
}

void Evaluator::limit(size_t rule) {
  const lowered::Limit& l = module_.limits[rule];
  const checked::Limit& limit = program_.limits[rule];
  const syntax::Limit& from = tree_.limits[rule];
  Value when = l.when.has() ? eval(l.when) : ops::yes_no(true);
  if (when.is_no()) return;
  const Value at_most = eval(l.at_most);
  Value room = at_most;
  if (l.counting.has()) room = ops::subtract(room, eval(l.counting));
  Value sum = ops::known(Exact(0));
  for (uint32_t c : limit.clauses) {
    sum = ops::add(sum, clause(c).paid);
    room = ops::subtract(room, counted_before(rule, c));
  }
  room = ops::higher(room, ops::known(Exact(0)));
  const Value within = ops::compare(ops::Relation::AtMost, ops::Compared::Numbers, sum, room);
  if (within.is_yes()) return;
  if (!sum.known() || !room.known() || !when.known()) {
    leave_limit_open(rule, room, sum, when);
    return;
  }
  std::vector<Trace::Line*> lines;
  const auto take_lines = [&](uint32_t c) {
    for (Trace::Line& line : Entries(trace_->lines, traced(c).lines)) lines.push_back(&line);
  };
  // What is to be cut first stands last.
  for (bool first : {false, true})
    for (uint32_t c : limit.clauses)
      if (is_cut_first(rule, c) == first) take_lines(c);
  cut_lines(lines, sum.number - room.number, from.cut.value_or(syntax::Cut::Last), award::Step::Kind::Limit,
            at_most, {});
  for (uint32_t c : limit.clauses) {
    if (traced(c).outcome != Outcome::Eligible) continue;
    Exact amount;
    for (const Trace::Line& line : Entries(trace_->lines, traced(c).lines)) amount += line.amount;
    clause(c).paid = ops::known(amount);
    traced(c).amount = amount;
  }
}

void Evaluator::payments() {
  for (uint32_t i = 0; i < program_.instalments.size(); ++i) {
    const uint32_t index = program_.instalments[i];
    clause(index);
    if (traced(index).outcome != Outcome::Eligible || !traced(index).amount) continue;
    const auto& parts = module_.instalments[i];
    for (uint32_t k = 0; k < parts.size(); ++k) {
      Trace::Payment p{i, k, eval(parts[k].share), {}};
      if (parts[k].on.has()) p.on = eval(parts[k].on);
      trace_->payments.push_back(std::move(p));
    }
  }
}

}  // namespace bursar::eval
