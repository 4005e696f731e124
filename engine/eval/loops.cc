// `for each`: selection, groups, order, ordinals, and a line an item. Everything is decided on the values still
// possible: an item may be taken, not taken, or open.
#include <algorithm>
#include <numeric>

#include "engine/eval/evaluator.h"
#include "engine/num/rounding.h"

namespace bursar::eval {

using checked::TypeKind;
using lowered::Op;
using num::Exact;
using State = Value::State;

namespace {

struct Candidate {
  uint32_t position = 0;   ///< 1-based, as listed
  Value selected;          ///< by `where`
  Value group, order;      ///< keys
  Value taken;             ///< selected, and its ordinal is taken
  Value counted;           ///< taken, and paid by `of these`
};

std::string ordinal(uint32_t n) {
  const bool teen = n % 100 >= 11 && n % 100 <= 13;
  const uint32_t last = teen ? 0 : n % 10;
  return std::to_string(n) + (last == 1 ? "st" : last == 2 ? "nd" : last == 3 ? "rd" : "th");
}

/// Lines and what was left out in the list's order, whatever order they were paid in.
void as_listed(ClauseState& state, const std::vector<uint32_t>& items) {
  std::vector<size_t> order(items.size());
  std::iota(order.begin(), order.end(), 0);
  std::stable_sort(order.begin(), order.end(), [&](size_t a, size_t b) { return items[a] < items[b]; });
  std::vector<award::Line> lines;
  for (size_t i : order) lines.push_back(std::move(state.lines[i]));
  state.lines = std::move(lines);
  const auto number = [](const award::LeftOut& l) { return std::stoul(l.item.substr(l.item.rfind('/') + 1)); };
  auto& out = state.result.left_out;
  std::stable_sort(out.begin(), out.end(), [&](const auto& a, const auto& b) { return number(a) < number(b); });
}

}  // namespace

void Evaluator::looped_lines(uint32_t index, ClauseState& state, const Value& conditions) {
  const lowered::Clause& c = module_.clauses[index];
  const lowered::Loop& loop = *c.loop;
  const Value list = eval(loop.list);
  if (list.state == State::Unknown) {
    finish(index, state, conditions, ops::unknown(list.deps, Exact(0)));
    return;
  }
  std::vector<Item> rows = items_of(list);
  const syntax::Record none_of_record;
  const bool of_record = loop.item.kind == TypeKind::List;
  const auto& fields = of_record ? tree_.records[loop.item.index].fields : none_of_record.fields;
  so_far_.clear();
  paid_in_loop_ = ops::known(Exact(0));
  const auto described = [&](uint32_t row) {
    std::vector<std::pair<award::Text, award::Shown>> out;
    if (!of_record) {
      const auto& s = tree_.clauses[index].body[*program_.clauses[index].for_each];
      out.emplace_back(text_of(s.variable, s.variable_second), shown(*rows[row].element, loop.item));
    }
    for (size_t f = 0; f < fields.size(); ++f) {
      award::Text title = text_of(fields[f].title.first, fields[f].title.second);
      if (title.empty()) title = text_of(fields[f].name.first, fields[f].name.second);
      out.emplace_back(std::move(title), shown_fact((*rows[row].fields)[f], program_.fields[loop.item.index][f]));
    }
    return out;
  };
  const auto leave_out = [&](uint32_t row, std::string by, NodeId why) {
    award::LeftOut out;
    out.item = state.result.id + "/" + std::to_string(row + 1);
    out.by = std::move(by);
    if (why.has()) out.text = printed(module_[why].origin);
    out.fields = described(row);
    state.result.left_out.push_back(std::move(out));
  };
  const auto all = [&](const std::vector<NodeId>& which, NodeId* first_no) {
    Value v = ops::yes_no(true);
    for (NodeId w : which) {
      const Value one = eval(w);
      v = ops::conjunction(v, one);
      if (v.is_no() && first_no != nullptr && !first_no->has()) *first_no = w;
    }
    return v;
  };

  std::vector<Candidate> candidates(rows.size());
  std::vector<NodeId> refused(rows.size());
  for (uint32_t i = 0; i < rows.size(); ++i) {
    Candidate& k = candidates[i];
    k.position = i + 1;
    items_.push_back(rows[i]);
    k.selected = all(loop.where, &refused[i]);
    if (!k.selected.is_no()) {
      if (loop.by.has()) k.group = eval(loop.by);
      if (loop.order.has()) k.order = eval(loop.order);
    }
    items_.pop_back();
  }

  // Written order of the lines is the list's; ordinals follow the stated order, ties as listed.
  const auto same_group = [&](const Candidate& a, const Candidate& b) {
    if (!loop.by.has()) return ops::yes_no(true);
    return ops::compare(ops::Relation::Is, compared_as(module_[loop.by].type), a.group, b.group);
  };
  const auto before = [&](const Candidate& a, const Candidate& b) {
    const bool listed_first = a.position < b.position;
    if (!loop.order.has()) return ops::yes_no(listed_first);
    const auto what = compared_as(module_[loop.order].type);
    const auto less = loop.descending ? ops::Relation::MoreThan : ops::Relation::LessThan;
    const auto less_or_same = loop.descending ? ops::Relation::AtLeast : ops::Relation::AtMost;
    return ops::compare(listed_first ? less_or_same : less, what, a.order, b.order);
  };
  const bool open = std::any_of(candidates.begin(), candidates.end(), [](const Candidate& k) {
    return !k.selected.known() || (!k.selected.is_no() && (!k.group.known() || !k.order.known()));
  });
  if (!loop.takes) {
    for (Candidate& k : candidates) k.taken = k.selected;
  } else if (!open) {
    std::vector<uint32_t> order;
    for (uint32_t i = 0; i < candidates.size(); ++i)
      if (candidates[i].selected.is_yes()) order.push_back(i);
    std::stable_sort(order.begin(), order.end(), [&](uint32_t a, uint32_t b) {
      return before(candidates[a], candidates[b]).is_yes() && a != b;
    });
    // Within a group the ordinal is one more than that of the one before it.
    std::vector<std::pair<uint32_t, uint32_t>> heads;  // a member of each group, its count so far
    for (Candidate& k : candidates) k.taken = ops::yes_no(false);
    for (uint32_t i : order) {
      auto at = std::find_if(heads.begin(), heads.end(),
                             [&](const auto& h) { return same_group(candidates[h.first], candidates[i]).is_yes(); });
      if (at == heads.end()) at = heads.insert(heads.end(), {i, 0});
      const uint32_t ordinal = ++at->second;
      candidates[i].taken = ops::yes_no(ordinal >= loop.first && ordinal <= loop.last);
    }
  } else {
    // An ordinal between the number of items surely before and the number possibly before.
    for (Candidate& k : candidates) {
      if (k.selected.is_no()) {
        k.taken = k.selected;
        continue;
      }
      uint32_t surely = 1, possibly = 1;
      ops::Deps deps;
      for (const Candidate& other : candidates) {
        if (&other == &k || other.selected.is_no()) continue;
        const Value ahead =
            ops::conjunction(other.selected, ops::conjunction(same_group(other, k), before(other, k)));
        if (ahead.is_yes()) ++surely;
        if (!ahead.is_no()) ++possibly;
        if (!ahead.known()) ops::merge(deps, ahead.deps);
      }
      Value in_range;
      if (possibly < loop.first || surely > loop.last)
        in_range = ops::yes_no(false);
      else if (surely >= loop.first && possibly <= loop.last)
        in_range = ops::yes_no(true);
      else
        in_range = ops::unknown(deps, Exact(0), Exact(1));
      k.taken = ops::conjunction(k.selected, in_range);
    }
  }

  // `unbroken by K`: an item counts while its K is one more than that of the one before it in its group.
  if (loop.unbroken_by.has()) {
    std::vector<uint32_t> order(candidates.size());
    std::iota(order.begin(), order.end(), 0);
    std::stable_sort(order.begin(), order.end(), [&](uint32_t a, uint32_t b) {
      return a != b && before(candidates[a], candidates[b]).is_yes();
    });
    struct Run {
      uint32_t member;
      Value last, whole;
    };
    std::vector<Run> runs;
    const Exact one(loop.descending ? -1 : 1);
    for (uint32_t i : order) {
      Candidate& k = candidates[i];
      if (k.taken.is_no()) continue;
      items_.push_back(rows[i]);
      const Value key = eval(loop.unbroken_by);
      items_.pop_back();
      auto at = std::find_if(runs.begin(), runs.end(),
                             [&](const Run& r) { return same_group(candidates[r.member], k).is_yes(); });
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

  // Lines are paid in the stated order, each with its place in its group; then they stand as listed.
  std::vector<uint32_t> sequence(candidates.size());
  std::iota(sequence.begin(), sequence.end(), 0);
  if (loop.order.has() && !open)
    std::stable_sort(sequence.begin(), sequence.end(), [&](uint32_t a, uint32_t b) {
      if (!candidates[a].selected.is_yes() || !candidates[b].selected.is_yes()) return false;
      return a != b && before(candidates[a], candidates[b]).is_yes();
    });
  std::vector<std::pair<uint32_t, uint32_t>> groups;  // a member, how many are kept
  for (uint32_t i : sequence) {
    if (candidates[i].taken.is_no()) continue;
    auto at = std::find_if(groups.begin(), groups.end(),
                           [&](const auto& g) { return same_group(candidates[g.first], candidates[i]).is_yes(); });
    if (at == groups.end()) at = groups.insert(groups.end(), {i, 0});
    rows[i].group = static_cast<uint32_t>(at - groups.begin());
    rows[i].place = open || !candidates[i].taken.known() ? 0 : ++at->second;
  }

  const std::string first = std::to_string(loop.first), last = std::to_string(loop.last);
  const award::Text take_text =
      loop.first == loop.last ? award::Text{"take " + ordinal(loop.first), "取 第" + first + "项"}
                              : award::Text{"take " + ordinal(loop.first) + " to " + ordinal(loop.last),
                                            "取 第" + first + "至" + last + "项"};
  std::vector<uint32_t> listed;  // the item of each line
  std::vector<std::pair<Value, Value>> paid_keys;  // of `once per`: key, whether its item counted
  Value sum = ops::known(Exact(0));
  bool any_line = false, any_open = false;
  ops::Deps open_deps;
  std::string emptied = loop.where.empty() ? "for" : "where";
  bool some_selected = false, some_taken = false;
  for (uint32_t i : sequence) {
    Candidate& k = candidates[i];
    if (k.selected.is_no()) {
      leave_out(i, "where", refused[i]);
      continue;
    }
    some_selected = true;
    if (k.taken.is_no()) {
      if (loop.takes) {
        leave_out(i, "take", {});
        state.result.left_out.back().text = take_text;
      } else {
        leave_out(i, "unbroken by", loop.unbroken_by);
      }
      continue;
    }
    some_taken = true;
    items_.push_back(rows[i]);
    NodeId not_counted;
    k.counted = ops::conjunction(k.taken, all(loop.of_these, &not_counted));
    if (k.counted.is_no()) {
      items_.pop_back();
      leave_out(i, "of these", not_counted);
      continue;
    }
    if (loop.once_per.has()) {
      const Value key = eval(loop.once_per);
      Value fresh = ops::negation(awarded_item(index, key, module_[loop.once_per].type));
      for (const auto& [other, counted] : paid_keys)
        fresh = ops::conjunction(
            fresh, ops::negation(ops::conjunction(
                       counted, ops::compare(ops::Relation::Is, compared_as(module_[loop.once_per].type), key, other))));
      paid_keys.emplace_back(key, k.counted);
      k.counted = ops::conjunction(k.counted, fresh);
      if (k.counted.is_no()) {
        items_.pop_back();
        leave_out(i, "once per", loop.once_per);
        continue;
      }
    }
    lets_.assign(lets_.size(), std::nullopt);
    award::Line line = new_line(index, state.result.id + "/" + std::to_string(i + 1));
    line.item = described(i);
    Value kept = ops::yes_no(true);
    for (size_t w = 0; w < c.item_conditions.size(); ++w) {
      const auto& condition = c.item_conditions[w];
      Value v = eval(condition.node);
      if (condition.kind == lowered::Condition::Kind::ExceptWhen) v = ops::negation(v);
      if (v.is_no() && line.reason.empty()) line.reason = printed(module_[condition.node].origin).en;
      kept = ops::conjunction(kept, v);
    }
    Value amount = kept.is_no() ? ops::known(Exact(0)) : pay(index, line);
    items_.pop_back();
    for (size_t l = 0; l < lets_.size(); ++l) {
      if (!lets_[l]) continue;
      const auto& let = tree_.clauses[index].body[program_.clauses[index].lets[l]].definition;
      award::Text title = text_of(let.title.first, let.title.second);
      if (title.empty()) title = text_of(let.name.first, let.name.second);
      line.item.emplace_back(std::move(title), shown(*lets_[l], program_.let_types[index][l]));
    }
    if (amount.state == State::NoRow || amount.state == State::DoesNotApply) amount = ops::known(Exact(0));
    const Value whether = ops::conjunction(k.counted, kept);
    if (!whether.is_yes() && !kept.is_no()) {
      amount = ops::hull(amount, ops::known(Exact(0)));
      if (!amount.known()) ops::merge(amount.deps, whether.deps);
    }
    if (!k.counted.known() || !kept.known() || !amount.known()) {
      any_open = true;
      ops::merge(open_deps, k.counted.deps);
      ops::merge(open_deps, kept.deps);
      ops::merge(open_deps, amount.deps);
    }
    any_line = true;
    sum = ops::add(sum, amount);
    paid_in_loop_ = ops::add(*paid_in_loop_, amount);
    if (k.counted.is_yes() && amount.known()) {
      line.amount = amount.number;
      state.lines.push_back(std::move(line));
      listed.push_back(i);
    }
  }
  as_listed(state, listed);
  if (any_open && sum.known() && !open_deps.empty()) sum = ops::unknown(open_deps, sum.number, sum.number);
  if (!any_line) {
    award::Condition none;
    none.id = "for";
    none.outcome = award::Met::NotMet;
    paid_in_loop_.reset();
    none.op = rows.empty() ? "for" : !some_selected ? emptied : !some_taken ? "take" : "of these";
    const NodeId why = rows.empty() ? loop.list
                       : !some_selected && !loop.where.empty() ? loop.where[0]
                       : some_taken && !loop.of_these.empty()  ? loop.of_these[0]
                                                               : loop.list;
    none.text = printed(module_[why].origin);
    if (const Node& l = module_[loop.list]; l.op == Op::Fact)
      none.title = text_of(program_.facts[l.index].title.first, program_.facts[l.index].title.second);
    state.result.conditions.push_back(std::move(none));
    Value nothing;
    nothing.state = State::NoRow;
    finish(index, state, conditions, nothing);
    return;
  }
  paid_in_loop_.reset();
  if (!any_open) apply_total_steps(index, state, sum);
  else
    for (const auto& s : c.total_steps) sum = apply(std::move(sum), s);
  finish(index, state, conditions, sum);
}

/// `total …` steps act on the clause's sum. A cut is taken from the last line first; what is added goes to the last.
void Evaluator::apply_total_steps(uint32_t index, ClauseState& state, Value& total) {
  const lowered::Clause& c = module_.clauses[index];
  for (const auto& step : c.total_steps) {
    const Value before = total;
    total_ = total;
    const Value operand = eval(step.operand);
    total = apply(std::move(total), step);
    total_.reset();
    if (!total.known() || state.lines.empty()) continue;
    Exact change = total.number - before.number;
    const checked::Type type = module_[c.pay].type;
    std::vector<award::Line*> lines;
    for (award::Line& line : state.lines) lines.push_back(&line);
    if (change.sign() > 0) {
      change_line(*lines.back(), award::Step::Kind::TotalCut, change, shown(operand, module_[step.operand].type));
    } else {
      cut_lines(lines, -change, step.cut, award::Step::Kind::TotalCut, shown(operand, module_[step.operand].type));
    }
  }
}

}  // namespace bursar::eval
