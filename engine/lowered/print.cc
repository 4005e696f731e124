#include <iterator>

#include "engine/lowered/module.h"

namespace bursar::lowered {

std::string_view name(Op op) {
  constexpr std::string_view kNames[] = {
      "constant", "date", "text", "unknown", "does_not_apply",
      "fact", "field", "item", "position", "parameter", "averaged", "series_at", "definition", "clause", "paid", "let",
      "base", "total", "so_far", "earlier_awards", "never_awarded",
      "negate", "add", "subtract", "multiply", "divide", "power", "lower", "higher", "if",
      "move_by", "next_working_day", "first_after", "days_between", "months_between", "years_between", "start_of",
      "end_of", "month_of", "year_of", "period_from", "length_of", "days_in", "working_days_in", "months_in",
      "clock_band", "split_every", "months_of", "range", "completed_units", "started_units",
      "not", "and", "or", "all_of", "any_of", "none_of", "at_least_of", "compare", "is_one_of", "in",
      "sum", "average", "highest", "smallest", "number", "some", "every",
      "ladder", "tiers_whole", "tiers_marginal", "table", "decided", "stepped"};
  static_assert(std::size(kNames) == static_cast<size_t>(Op::Stepped) + 1);
  return kNames[static_cast<size_t>(op)];
}

std::string print(const Module& module) {
  std::string out;
  const auto ref = [](NodeId id) { return id.has() ? "%" + std::to_string(id.index) : std::string("-"); };
  const auto steps = [&](const std::vector<Step>& all) {
    std::string text;
    constexpr std::string_view kKinds[] = {"plus", "less", "times", "divided", "raised", "lowered", "cap", "floor",
                                           "cumulative_cap", "round"};
    for (const Step& s : all) {
      text += " ";
      text += kKinds[static_cast<size_t>(s.kind)];
      text += " " + ref(s.operand);
    }
    return text;
  };
  for (size_t i = 0; i < module.nodes.size(); ++i) {
    const Node& n = module.nodes[i];
    out += "%" + std::to_string(i) + " = ";
    out += name(n.op);
    switch (n.op) {
      case Op::Constant: out += " " + n.value.to_text(); break;
      case Op::ConstantDate: out += " " + n.date.to_text(); break;
      case Op::ConstantText: out += " \"" + std::string(n.text) + "\""; break;
      case Op::Fact:
      case Op::Decided: out += " " + module.program->facts[n.index].first; break;
      case Op::Field: out += " " + std::to_string(n.outer) + "." + std::to_string(n.index); break;
      case Op::Parameter:
      case Op::Definition:
      case Op::ClauseAmount:
      case Op::ClausePaid:
      case Op::EarlierAwards:
      case Op::NeverAwarded:
      case Op::Let: out += " #" + std::to_string(n.index); break;
      case Op::Compare: {
        constexpr std::string_view kWords[] = {"==", "!=", ">=", ">", "<", "<="};
        out += " ";
        out += kWords[static_cast<size_t>(n.comparison)];
        break;
      }
      default: break;
    }
    for (NodeId k : n.kids) out += " " + ref(k);
    for (const Row& r : n.rows) out += " [" + ref(r.bound) + " : " + ref(r.value) + "]";
    for (const Band& b : n.bands)
      out += " [" + ref(b.lower) + (b.lower_included ? " <= .. " : " < .. ") + (b.upper_included ? "<= " : "< ") +
             ref(b.upper) + " : " + ref(b.value) + "]";
    for (const KeyRow& r : n.key_rows) {
      out += " [";
      for (NodeId k : r.keys) out += ref(k) + " ";
      out += ": " + ref(r.value) + "]";
    }
    if (n.list.has()) out += " over " + ref(n.list) + " where " + ref(n.where);
    out += steps(n.steps) + "\n";
  }
  for (size_t c = 0; c < module.clauses.size(); ++c) {
    const Clause& clause = module.clauses[c];
    out += "clause " + std::string(module.program->tree->clauses[c].name.first) + "\n";
    for (const Condition& k : clause.conditions) out += "  condition " + ref(k.node) + "\n";
    if (clause.loop) {
      out += "  for each in " + ref(clause.loop->list);
      for (NodeId w : clause.loop->where) out += " where " + ref(w);
      out += " by " + ref(clause.loop->by) + " order " + ref(clause.loop->order) + " take " +
             std::to_string(clause.loop->first) + ".." + std::to_string(clause.loop->last);
      for (NodeId w : clause.loop->of_these) out += " of these " + ref(w);
      out += "\n";
    }
    if (clause.base.has()) out += "  base " + ref(clause.base) + steps(clause.base_steps) + "\n";
    out += "  pay " + ref(clause.pay) + steps(clause.pay_steps) + "\n";
    if (!clause.total_steps.empty()) out += "  total" + steps(clause.total_steps) + "\n";
  }
  return out;
}

}  // namespace bursar::lowered
