// `for each`: selection, groups, order, ordinals, and a line an item. Everything is decided on the values still
// possible: an item may be taken, not taken, or open.
#include <algorithm>
#include <numeric>

#include "engine/eval/evaluator.h"
#include "engine/num/rounding.h"

namespace bursar::eval {

using checked::TypeKind;
using num::Exact;
using State = Value::State;

namespace {

/// Stable; without the buffer of std::stable_sort while there are few.
template <class Before>
void sort_stably(std::vector<uint32_t>& items, Before before) {
  constexpr size_t kFew = 16;
  if (items.size() > kFew) {
    std::stable_sort(items.begin(), items.end(), before);
    return;
  }
  for (size_t i = 1; i < items.size(); ++i) {
    const uint32_t item = items[i];
    size_t at = i;
    for (; at > 0 && before(item, items[at - 1]); --at) items[at] = items[at - 1];
    items[at] = item;
  }
}

/// A chain in the order of its entries' positions.
template <class Entry>
void as_listed(std::vector<Entry>& table, Trace::Chain& chain) {
  std::vector<uint32_t> entries;
  bool sorted = true;
  uint32_t last = 0;
  for (uint32_t at = chain.first; at != Trace::kNone && sorted; at = table[at].next) {
    sorted = last <= table[at].position;
    last = table[at].position;
  }
  if (sorted) return;
  for (uint32_t at = chain.first; at != Trace::kNone; at = table[at].next) entries.push_back(at);
  std::stable_sort(entries.begin(), entries.end(),
                   [&](uint32_t a, uint32_t b) { return table[a].position < table[b].position; });
  chain = {};
  for (uint32_t at : entries) Trace::link(table, chain, at);
}

}  // namespace

/// `first_no`: the first of them that does not hold, where one is asked for.
Value Evaluator::all_of(const std::vector<NodeId>& which, NodeId* first_no) {
  Value v = ops::yes_no(true);
  for (NodeId w : which) {
    v = ops::conjunction(v, eval(w));
    if (v.is_no() && first_no != nullptr && !first_no->has()) *first_no = w;
  }
  return v;
}

Value Evaluator::same_group(const Loop& of, uint32_t a, uint32_t b) const {
  if (!of.rule->by.has()) return ops::yes_no(true);
  return ops::compare(ops::Relation::Is, compared_as(module_[of.rule->by].type), of.candidates[a].group,
                      of.candidates[b].group);
}

/// Written order of the lines is the list's; ordinals follow the stated order, ties as listed.
Value Evaluator::goes_before(const Loop& of, uint32_t a, uint32_t b) const {
  using ops::Relation;
  const bool listed_first = a < b;
  if (!of.rule->order.has()) return ops::yes_no(listed_first);
  const Relation less = of.rule->descending ? Relation::MoreThan : Relation::LessThan;
  const Relation less_or_same = of.rule->descending ? Relation::AtLeast : Relation::AtMost;
  return ops::compare(listed_first ? less_or_same : less, compared_as(module_[of.rule->order].type),
                      of.candidates[a].order, of.candidates[b].order);
}

Evaluator::Loop::Group& Evaluator::group_of(Loop& of, uint32_t i) const {
  for (Loop::Group& group : of.groups)
    if (same_group(of, group.member, i).is_yes()) return group;
  return of.groups.emplace_back(Loop::Group{i});
}

/// Which items the ordinals of the rule take.
void Evaluator::take(Loop& of) const {
  const lowered::Loop& rule = *of.rule;
  if (!rule.takes) {
    for (auto& k : of.candidates) k.taken = k.selected;
    return;
  }
  if (!of.open) {
    // Within a group the ordinal is one more than that of the one before it.
    for (auto& k : of.candidates) k.taken = ops::yes_no(false);
    for (uint32_t i : of.ordered) {
      const uint32_t ordinal = ++group_of(of, i).count;
      of.candidates[i].taken = ops::yes_no(ordinal >= rule.first && ordinal <= rule.last);
    }
    of.groups.clear();
    return;
  }
  // An ordinal between the number of items surely before and the number possibly before.
  for (uint32_t i = 0; i < of.candidates.size(); ++i) {
    Loop::Candidate& k = of.candidates[i];
    if (k.selected.is_no()) {
      k.taken = k.selected;
      continue;
    }
    uint32_t surely = 1, possibly = 1;
    ops::Deps deps;
    for (uint32_t other = 0; other < of.candidates.size(); ++other) {
      if (other == i || of.candidates[other].selected.is_no()) continue;
      const Value ahead = ops::conjunction(of.candidates[other].selected,
                                           ops::conjunction(same_group(of, other, i), goes_before(of, other, i)));
      if (ahead.is_yes()) ++surely;
      if (!ahead.is_no()) ++possibly;
      if (!ahead.known()) ops::merge(deps, ahead.deps());
    }
    Value in_range;
    if (possibly < rule.first || surely > rule.last)
      in_range = ops::yes_no(false);
    else if (surely >= rule.first && possibly <= rule.last)
      in_range = ops::yes_no(true);
    else
      in_range = ops::unknown(deps, Exact(0), Exact(1));
    k.taken = ops::conjunction(k.selected, in_range);
  }
}

/// `unbroken by K`: an item counts while its K is one more than that of the one before it in its group.
void Evaluator::keep_unbroken(Loop& of) {
  std::vector<uint32_t> order(of.candidates.size());
  std::iota(order.begin(), order.end(), 0);
  std::stable_sort(order.begin(), order.end(),
                   [&](uint32_t a, uint32_t b) { return a != b && goes_before(of, a, b).is_yes(); });
  struct Run {
    uint32_t member;
    Value last, whole;
  };
  std::vector<Run> runs;
  const Exact one(of.rule->descending ? -1 : 1);
  for (uint32_t i : order) {
    Loop::Candidate& k = of.candidates[i];
    if (k.taken.is_no()) continue;
    here_.items.push_back(k.item);
    const Value key = eval(of.rule->unbroken_by);
    here_.items.pop_back();
    auto at = std::find_if(runs.begin(), runs.end(), [&](const Run& r) { return same_group(of, r.member, i).is_yes(); });
    if (at == runs.end()) {
      runs.push_back({i, key, ops::yes_no(true)});
      continue;
    }
    // Two items of one month are no gap.
    const auto is = [&](const Value& wanted) { return ops::compare(ops::Relation::Is, ops::Compared::Numbers, key, wanted); };
    const Value next = ops::disjunction(is(at->last), is(ops::add(at->last, ops::known(one))));
    at->whole = ops::conjunction(at->whole, next);
    at->last = key;
    k.taken = ops::conjunction(k.taken, at->whole);
  }
}

/// Lines are paid in the stated order, each with its place in its group; then they stand as listed.
void Evaluator::place(Loop& of) const {
  const bool as_ordered = of.rule->order.has() && !of.open;
  if (as_ordered) of.sequence = of.ordered;
  for (uint32_t i = 0; i < of.candidates.size(); ++i)
    if (!as_ordered || !of.candidates[i].selected.is_yes()) of.sequence.push_back(i);
  for (uint32_t i : of.sequence) {
    Loop::Candidate& k = of.candidates[i];
    if (k.taken.is_no()) continue;
    Loop::Group& group = group_of(of, i);
    k.item.group = static_cast<uint32_t>(&group - of.groups.data());
    k.item.place = of.open || !k.taken.known() ? 0 : ++group.count;
  }
}

void Evaluator::leave_out(uint32_t index, const Item& item, Trace::LeftOut::By by, NodeId why) {
  Trace::LeftOut out;
  out.by = by;
  out.position = item.position;
  out.why = why;
  out.fields = item.fields;
  if (item.element != nullptr) out.element = *item.element;
  Trace::append(trace_->left_out, traced(index).left_out, std::move(out));
}

/// Whether an item that is taken counts; no: it is left out.
Value Evaluator::counted(uint32_t index, Loop& of, const Loop::Candidate& k) {
  using By = Trace::LeftOut::By;
  NodeId not_counted;
  Value counted = ops::conjunction(k.taken, all_of(of.rule->of_these, &not_counted));
  if (counted.is_no()) {
    leave_out(index, k.item, By::OfThese, not_counted);
    return counted;
  }
  if (of.rule->once_per.has()) {
    const checked::Type& type = module_[of.rule->once_per].type;
    const Value key = eval(of.rule->once_per);
    Value fresh = ops::negation(awarded_item(index, key, type));
    for (const auto& [other, did] : of.paid_keys)
      fresh = ops::conjunction(
          fresh, ops::negation(ops::conjunction(did, ops::compare(ops::Relation::Is, compared_as(type), key, other))));
    of.paid_keys.emplace_back(key, counted);
    counted = ops::conjunction(counted, fresh);
    if (counted.is_no()) leave_out(index, k.item, By::OncePer, of.rule->once_per);
  }
  return counted;
}

/// No line: why.
void Evaluator::no_item(uint32_t index, const Loop& of) {
  using Emptied = Trace::Emptied;
  const lowered::Loop& rule = *of.rule;
  const bool none = of.candidates.empty();
  const Emptied by = none || (!of.some_selected && rule.where.empty()) ? Emptied::For
                     : !of.some_selected                               ? Emptied::Where
                     : !of.some_taken                                  ? Emptied::Take
                                                                       : Emptied::OfThese;
  const NodeId why = none ? rule.list
                     : !of.some_selected && !rule.where.empty() ? rule.where[0]
                     : of.some_taken && !rule.of_these.empty()  ? rule.of_these[0]
                                                                : rule.list;
  const uint32_t at = new_condition(Trace::Condition::Kind::NoItem, why);
  trace_->conditions[at].outcome = award::Met::NotMet;
  trace_->conditions[at].row = static_cast<uint32_t>(by);
  add_condition(index, at);
}

void Evaluator::looped_lines(uint32_t index, ClauseState& state, const Value& conditions) {
  const lowered::Clause& c = module_.clauses[index];
  const Value list = eval(c.loop->list);
  if (list.state == State::Unknown) {
    finish(index, state, conditions, ops::unknown(list.deps(), Exact(0)));
    return;
  }
  here_.so_far.clear();
  here_.paid_in_loop = ops::known(Exact(0));
  // Clauses are evaluated inside one another, and so are their loops.
  std::unique_ptr<Loop> of = spare_loops_.empty() ? std::make_unique<Loop>() : std::move(spare_loops_.back());
  if (!spare_loops_.empty()) spare_loops_.pop_back();
  of->clear();
  of->rule = &*c.loop;
  select(*of, list);
  take(*of);
  if (of->rule->unbroken_by.has()) keep_unbroken(*of);
  place(*of);
  pay_items(index, state, conditions, *of);
  here_.paid_in_loop.reset();
  spare_loops_.push_back(std::move(of));
}

void Evaluator::select(Loop& of, const Value& list) {
  const lowered::Loop& rule = *of.rule;
  const uint32_t size = item_count(list);
  of.candidates.resize(size);
  of.open = false;
  for (uint32_t i = 0; i < size; ++i) {
    Loop::Candidate& k = of.candidates[i];
    k.item = item_at(list, i);
    here_.items.push_back(k.item);
    k.selected = all_of(rule.where, &k.refused);
    if (!k.selected.is_no()) {
      if (rule.by.has()) k.group = eval(rule.by);
      if (rule.order.has()) k.order = eval(rule.order);
      if (!k.selected.known() || !k.group.known() || !k.order.known()) of.open = true;
      of.ordered.push_back(i);
    }
    here_.items.pop_back();
  }
  if (of.open)
    of.ordered.clear();
  else if (rule.order.has())
    sort_stably(of.ordered, [&](uint32_t a, uint32_t b) { return goes_before(of, a, b).is_yes(); });
}

void Evaluator::pay_items(uint32_t index, ClauseState& state, const Value& conditions, Loop& of) {
  using By = Trace::LeftOut::By;
  const lowered::Clause& c = module_.clauses[index];
  Value sum = ops::known(Exact(0));
  bool any_line = false, any_open = false;
  ops::Deps open_deps;
  for (uint32_t i : of.sequence) {
    const Loop::Candidate& k = of.candidates[i];
    if (k.selected.is_no()) {
      leave_out(index, k.item, By::Where, k.refused);
      continue;
    }
    of.some_selected = true;
    if (k.taken.is_no()) {
      if (of.rule->takes)
        leave_out(index, k.item, By::Take, {});
      else
        leave_out(index, k.item, By::UnbrokenBy, of.rule->unbroken_by);
      continue;
    }
    of.some_taken = true;
    here_.items.push_back(k.item);
    const Value counted = this->counted(index, of, k);
    if (counted.is_no()) {
      here_.items.pop_back();
      continue;
    }
    here_.lets.assign(here_.lets.size(), std::nullopt);
    Trace::Line line;
    line.clause = index;
    line.position = k.item.position;
    line.fields = k.item.fields;
    if (k.item.element != nullptr) line.element = *k.item.element;
    Value kept = ops::yes_no(true);
    for (const lowered::Condition& condition : c.item_conditions) {
      Value v = eval(condition.node);
      if (condition.kind == lowered::Condition::Kind::ExceptWhen) v = ops::negation(v);
      if (v.is_no() && !line.reason.has()) line.reason = condition.node;
      kept = ops::conjunction(kept, v);
    }
    Value amount = kept.is_no() ? ops::known(Exact(0)) : pay(index, line);
    here_.items.pop_back();
    line.lets.first = static_cast<uint32_t>(trace_->lets.size());
    for (uint32_t l = 0; l < here_.lets.size(); ++l)
      if (here_.lets[l]) trace_->lets.push_back({l, *here_.lets[l]});
    line.lets.size = static_cast<uint32_t>(trace_->lets.size()) - line.lets.first;
    if (amount.state == State::NoRow || amount.state == State::DoesNotApply) amount = ops::known(Exact(0));
    const Value whether = ops::conjunction(counted, kept);
    if (!whether.is_yes() && !kept.is_no()) {
      amount = ops::hull(amount, ops::known(Exact(0)));
      if (!amount.known()) amount.depend_on(whether.deps());
    }
    if (!counted.known() || !kept.known() || !amount.known()) {
      any_open = true;
      ops::merge(open_deps, counted.deps());
      ops::merge(open_deps, kept.deps());
      ops::merge(open_deps, amount.deps());
    }
    any_line = true;
    sum = ops::add(sum, amount);
    here_.paid_in_loop = ops::add(*here_.paid_in_loop, amount);
    if (counted.is_yes() && amount.known()) {
      line.amount = amount.number;
      Trace::append(trace_->lines, traced(index).lines, std::move(line));
    }
  }
  as_listed(trace_->lines, traced(index).lines);
  as_listed(trace_->left_out, traced(index).left_out);
  if (any_open && sum.known() && !open_deps.empty()) sum = ops::unknown(open_deps, sum.number, sum.number);
  if (!any_line) {
    no_item(index, of);
    finish(index, state, conditions, ops::no_row());
    return;
  }
  here_.paid_in_loop.reset();
  if (!any_open)
    apply_total_steps(index, sum);
  else
    for (const auto& s : c.total_steps) sum = apply(std::move(sum), s);
  finish(index, state, conditions, sum);
}

/// `total …` steps act on the clause's sum. A cut is taken from the last line first; what is added goes to the last.
void Evaluator::apply_total_steps(uint32_t index, Value& total) {
  const lowered::Clause& c = module_.clauses[index];
  for (const auto& step : c.total_steps) {
    const Value before = total;
    here_.total = total;
    const Value operand = eval(step.operand);
    total = apply(std::move(total), step, operand);
    here_.total.reset();
    if (!total.known() || traced(index).lines.empty()) continue;
    const Exact change = total.number - before.number;
    std::vector<Trace::Line*> lines;
    for (Trace::Line& line : Entries(trace_->lines, traced(index).lines)) lines.push_back(&line);
    if (change.sign() > 0) {
      change_line(*lines.back(), award::Step::Kind::TotalCut, change, operand, step.operand);
    } else {
      cut_lines(lines, -change, step.cut, award::Step::Kind::TotalCut, operand, step.operand);
    }
  }
}

}  // namespace bursar::eval
