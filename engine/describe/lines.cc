// Clauses with their lines: amounts step by step, items, what was left out, named values that took part.
#include <algorithm>

#include "engine/describe/describer.h"
#include "engine/syntax/print.h"

namespace bursar::describe {

using checked::TypeKind;
using lowered::Op;

namespace {

std::string ordinal(uint32_t n) {
  const bool teen = n % 100 >= 11 && n % 100 <= 13;
  const uint32_t last = teen ? 0 : n % 10;
  return std::to_string(n) + (last == 1 ? "st" : last == 2 ? "nd" : last == 3 ? "rd" : "th");
}

award::Text take_text(const lowered::Loop& loop) {
  const std::string first = std::to_string(loop.first), last = std::to_string(loop.last);
  if (loop.first == loop.last) return {"take " + ordinal(loop.first), "取 第" + first + "项"};
  return {"take " + ordinal(loop.first) + " to " + ordinal(loop.last), "取 第" + first + "至" + last + "项"};
}

award::Text named(const syntax::Title& title, const syntax::Name& name) {
  award::Text text = text_of(title.first, title.second);
  return text.empty() ? text_of(name.first, name.second) : text;
}

std::string_view figures_op(const syntax::Tree& tree, const Node& n) {
  switch (n.op) {
    case Op::Multiply: return tree[n.origin].kind == syntax::ExprKind::Of ? "of" : "*";
    case Op::Add: return "+";
    case Op::Subtract: return "-";
    case Op::Divide: return "/";
    case Op::Lower: return "lower of";
    case Op::Higher: return "higher of";
    case Op::Ladder: return "step";
    case Op::Decided: return "decided";
    default: return "";
  }
}

}  // namespace

/// `type` is that of the running amount.
award::Step Describer::step(const Trace::Step& from, const checked::Type& type) const {
  using Kind = award::Step::Kind;
  award::Step s;
  s.kind = from.kind;
  s.applied = from.applied;
  s.mode = from.mode;
  const bool of_programme = from.kind == Kind::TotalCut || from.kind == Kind::Limit;
  const checked::Type money{TypeKind::Money, program_.currency};
  if (from.kind != Kind::Start) {
    s.before = shown(from.before, of_programme ? money : type);
    s.after = shown(from.after, of_programme ? money : type);
    if (from.kind == Kind::Reclaimed) return s;
    s.operand = shown(from.operand, from.node.has() ? module_[from.node].type : money);
    if (!of_programme) s.formula = printed(from.node);
    return s;
  }
  const Node& n = module_[from.node];
  s.after = shown(from.after, n.type);
  // A name alone says less than its title.
  const syntax::Title* title = n.op == Op::Fact && n.index < tree_.facts.size() ? &tree_.facts[n.index].title
                               : n.op == Op::Definition                         ? &tree_.definitions[n.index].title
                                                                                : nullptr;
  s.formula = title != nullptr && !title->first.empty() ? text_of(title->first, title->second) : printed(from.node);
  s.figures_op = figures_op(tree_, n);
  s.chosen = from.chosen;
  const Value* figure = trace_.figures.data() + from.figures.first;
  if (n.op == Op::Ladder) {
    for (const lowered::Row& row : n.rows) {
      const Node& value = module_[row.value];
      s.figures.push_back(value.op == Op::Constant ? shown(ops::known(value.value), value.type)
                                                   : shown(*figure++, value.type));
      s.bounds.push_back(row_text(row));
    }
    return s;
  }
  for (uint32_t i = 0; i < from.figures.size; ++i) s.figures.push_back(shown(figure[i], module_[n.kids[i]].type));
  return s;
}

std::vector<std::pair<award::Text, award::Shown>> Describer::item(uint32_t clause, const Trace::ItemFields* fields,
                                                                  const Value& element) const {
  std::vector<std::pair<award::Text, award::Shown>> out;
  const checked::Type& type = module_.clauses[clause].loop->item;
  if (fields == nullptr) {
    const auto& s = tree_.clauses[clause].body[*program_.clauses[clause].for_each];
    out.emplace_back(text_of(s.variable, s.variable_second), shown(element, type));
    return out;
  }
  const auto& declared = tree_.records[type.index].fields;
  for (size_t f = 0; f < declared.size(); ++f)
    out.emplace_back(named(declared[f].title, declared[f].name),
                     shown_fact((*fields)[f], program_.fields[type.index][f]));
  return out;
}

award::Line Describer::line(const Trace::Line& from) const {
  const Texts::Clause& words = texts_.clause(from.clause);
  const lowered::Clause& c = module_.clauses[from.clause];
  award::Line out;
  out.id = from.position == 0 ? words.id : words.id + "/" + std::to_string(from.position);
  out.clause = words.id;
  out.title = words.title;
  out.cites = words.cites;
  out.verb = words.verb;
  out.counts_in_total = checked::counts_in_total(c.verb);
  out.currency = std::string(program_.currency.code());
  out.amount = from.amount;
  if (from.until) out.result = shown(*from.until, {TypeKind::Date});
  if (from.result) out.result = shown(*from.result, module_[c.pay].type);
  size_t opened = 0;
  for (const Trace::Step& s : eval::Entries(trace_.steps, from.steps)) {
    if (s.kind == award::Step::Kind::Start) ++opened;
    out.steps.push_back(step(s, module_[c.base.has() && opened == 1 ? c.base : c.pay].type));
  }
  if (from.position != 0) {
    out.item = item(from.clause, from.fields, from.element);
    for (uint32_t i = 0; i < from.lets.size; ++i) {
      const Trace::Let& one = trace_.lets[from.lets.first + i];
      const auto& let = tree_.clauses[from.clause].body[program_.clauses[from.clause].lets[one.let]].definition;
      out.item.emplace_back(named(let.title, let.name), shown(one.value, program_.let_types[from.clause][one.let]));
    }
  }
  if (from.reason.has()) out.reason = printed(from.reason).en;
  return out;
}

award::LeftOut Describer::left_out(uint32_t clause, const Trace::LeftOut& from) const {
  constexpr std::string_view kBy[] = {"where", "take", "unbroken by", "of these", "once per"};
  award::LeftOut out;
  out.item = texts_.clause(clause).id + "/" + std::to_string(from.position);
  out.by = kBy[static_cast<size_t>(from.by)];
  if (from.by == Trace::LeftOut::By::Take)
    out.text = take_text(*module_.clauses[clause].loop);
  else if (from.why.has())
    out.text = printed(from.why);
  out.fields = item(clause, from.fields, from.element);
  return out;
}

award::Intermediate Describer::intermediate(uint32_t clause, const Trace::Intermediate& from) const {
  using Kind = Trace::Intermediate::Kind;
  award::Intermediate out;
  switch (from.kind) {
    case Kind::Parameter: {
      const syntax::Parameter& p = tree_.parameters[from.index];
      out.name = std::string(p.name.first);
      if (!p.columns.empty()) out.name += "." + std::string(p.columns[from.column].name.first);
      out.title = text_of(p.title.first, p.title.second);
      out.value = shown(from.value, program_.parameter_types[from.index][from.column]);
      out.from = p.values[from.dated].from;
      out.cites = citations_of(program_, p.values[from.dated].cites);
      break;
    }
    case Kind::Definition: {
      const auto& d = tree_.definitions[from.index];
      out.name = std::string(d.name.first);
      out.title = text_of(d.title.first, d.title.second);
      out.value = shown(from.value, program_.definition_types[from.index]);
      if (!from.value.known()) out.value.state = award::Shown::State::Unknown;
      out.steps.push_back(step(trace_.steps[from.start], module_[module_.definitions[from.index].value].type));
      break;
    }
    case Kind::Let: {
      const auto& let = tree_.clauses[clause].body[program_.clauses[clause].lets[from.index]].definition;
      out.name = texts_.clause(clause).id + "." + std::string(let.name.first);
      out.title = text_of(let.title.first, let.title.second);
      out.value = shown(from.value, program_.let_types[clause][from.index]);
      break;
    }
  }
  return out;
}

award::ClauseResult Describer::clause(uint32_t index) const {
  const Texts::Clause& words = texts_.clause(index);
  const Trace::Clause& from = trace_.clauses[index];
  award::ClauseResult r;
  r.id = words.id;
  r.name = words.name;
  r.title = words.title;
  r.cites = words.cites;
  r.quote = words.quote;
  r.verb = words.verb;
  r.outcome = from.outcome;
  r.conditions = conditions(index);
  r.amount = from.amount;
  r.lowest = from.lowest;
  r.highest = from.highest;
  r.currency = std::string(program_.currency.code());
  r.missing = fact_names(from.missing);
  for (const Trace::LeftOut& one : eval::Entries(trace_.left_out, from.left_out)) r.left_out.push_back(left_out(index, one));
  for (const Trace::Intermediate& one : eval::Entries(trace_.intermediates, from.intermediates))
    r.intermediates.push_back(intermediate(index, one));
  if (from.set_aside_by != Trace::kNone) r.set_aside_by = texts_.clause(from.set_aside_by).id;
  r.excluded_amount = from.excluded_amount;
  for (uint32_t other : from.conflicts_with) r.conflicts_with.push_back(texts_.clause(other).id);
  return r;
}

}  // namespace bursar::describe
