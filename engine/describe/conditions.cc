// Conditions: what was asked, needed and given, in the policy's words.
#include <algorithm>

#include "engine/describe/describer.h"
#include "engine/syntax/print.h"

namespace bursar::describe {

using award::Met;
using checked::TypeKind;
using lowered::Op;
using Kind = Trace::Condition::Kind;

namespace {

constexpr std::string_view kComparisons[] = {"is", "is not", "at least", "more than", "less than", "at most"};

std::string group_name(const Node& n) {
  switch (n.op) {
    case Op::AllOf: return "all of";
    case Op::AnyOf: return "any of";
    case Op::NoneOf: return "none of";
    case Op::AtLeastOf: return "at least " + std::to_string(n.index) + " of";
    case Op::And: return "and";
    case Op::Or: return "or";
    default: return "not";
  }
}

award::Condition negated(award::Condition condition) {
  award::Condition out;
  out.id = condition.id;
  out.text = condition.text;
  out.title = condition.title;
  out.op = "not";
  out.missing = condition.missing;
  out.outcome = condition.outcome == Met::Unknown ? Met::Unknown : condition.outcome == Met::Met ? Met::NotMet : Met::Met;
  condition.id += ".1";
  out.parts.push_back(std::move(condition));
  return out;
}

}  // namespace

std::vector<award::Condition> Describer::conditions(uint32_t clause) const {
  std::vector<award::Condition> out;
  const auto& written = module_.clauses[clause].conditions;
  const auto is_when = [](const lowered::Condition& k) {
    return k.kind == lowered::Condition::Kind::When || k.kind == lowered::Condition::Kind::ExceptWhen;
  };
  const auto number = [&](NodeId node) {
    size_t n = 0;
    for (const lowered::Condition& k : written) {
      if (is_when(k)) ++n;
      if (k.node == node) break;
    }
    return std::to_string(n);
  };
  const auto words = [&](NodeId node) {
    const auto at = std::find_if(written.begin(), written.end(), [&](const auto& k) { return k.node == node; });
    return text_of(at->text, at->text_second);
  };
  for (const Trace::Condition& c : eval::Entries(trace_.conditions, trace_.clauses[clause].conditions)) {
    switch (c.kind) {
      case Kind::When: {
        award::Condition one = condition(c, number(c.node));
        if (one.op == "all of" && std::count_if(written.begin(), written.end(), is_when) == 1) {
          // One list of conditions is the clause's own list.
          for (award::Condition& part : one.parts) {
            part.id = part.id.substr(2);
            out.push_back(std::move(part));
          }
        } else {
          out.push_back(std::move(one));
        }
        break;
      }
      case Kind::ExceptWhen: out.push_back(negated(condition(c, number(c.node)))); break;
      case Kind::ReferWhen: {
        award::Condition refer = condition(c, "refer");
        refer.outcome = Met::Unknown;
        refer.op.clear();
        refer.need = {};
        refer.have = shown(c.have, module_[c.node].type);
        if (award::Text text = words(c.node); !text.empty()) refer.title = std::move(text);
        out.push_back(std::move(refer));
        break;
      }
      case Kind::PolicyInForce: {
        const auto& policy = module_.policies[tree_.part(tree_.clauses[clause].span)];
        out.push_back(in_force(c, *policy.in_force, "policy_in_force"));
        break;
      }
      case Kind::InForce: out.push_back(in_force(c, *module_.clauses[clause].in_force, "in_force")); break;
      case Kind::Steps: out.push_back(ladder(c)); break;
      case Kind::NoItem: out.push_back(no_item(c, clause)); break;
      case Kind::SetAside: out.push_back(set_aside(c, clause)); break;
      case Kind::Exclusive: out.push_back(exclusive(c)); break;
      case Kind::Part: break;
    }
  }
  return out;
}

award::Condition Describer::condition(const Trace::Condition& c, std::string id) const {
  const Node& n = module_[c.node];
  award::Condition out;
  out.id = std::move(id);
  out.text = printed(c.node);
  out.outcome = c.outcome;
  if (c.outcome == Met::Unknown) out.missing = fact_names(c.value.deps());
  if (c.parts.empty()) {
    leaf(out, c);
    return out;
  }
  out.op = group_name(n);
  const syntax::Expr& e = tree_[n.origin];
  size_t i = 0;
  for (const Trace::Condition& p : eval::Entries(trace_.conditions, c.parts)) {
    award::Condition part = condition(p, out.id + "." + std::to_string(i + 1));
    if (e.kind == syntax::ExprKind::Checklist && i < e.items.size()) {
      if (!e.items[i].title.first.empty()) part.title = text_of(e.items[i].title.first, e.items[i].title.second);
      part.cites = citations_of(program_, e.items[i].cites);
    }
    out.parts.push_back(std::move(part));
    ++i;
  }
  return out;
}

void Describer::leaf(award::Condition& out, const Trace::Condition& c) const {
  const Node& n = module_[c.node];
  if (n.op == Op::Compare) {
    const Node& left = module_[n.kids[0]];
    out.op = kComparisons[static_cast<size_t>(n.comparison)];
    out.have = shown(c.have, left.type);
    out.need = shown(c.need, module_[n.kids[1]].type);
    out.dates = left.type.kind == TypeKind::Date;
    // 5 % and 1/20 are one number; it is shown as the side that says how.
    if (checked::is_plain_number(left.type.kind)) {
      const bool percent = out.have.unit == award::Unit::Percent || out.need.unit == award::Unit::Percent;
      if (percent) out.have.unit = out.need.unit = award::Unit::Percent;
    }
    if (left.type.kind == TypeKind::Year) out.need.unit = award::Unit::Year;
    if (left.op == Op::Fact) out.title = title_of_fact(left.index);
    if (c.short_by != Trace::kNone) out.short_by = short_by(trace_.short_by[c.short_by]);
    return;
  }
  if (n.type.kind == TypeKind::YesNo && (n.op == Op::Fact || n.op == Op::Definition || n.op == Op::Field)) {
    out.op = "is";
    out.need = shown(ops::yes_no(true), n.type);
    out.have = shown(c.have, n.type);
    if (n.op == Op::Fact) out.title = title_of_fact(n.index);
  }
}

award::ShortBy Describer::short_by(const Trace::ShortBy& s) const {
  const checked::Fact& fact = program_.facts[s.fact];
  award::ShortBy out;
  out.fact = fact.first;
  out.fact_title = title_of_fact(s.fact);
  out.lower = s.lower;
  out.amount = shown(ops::known(s.gap), fact.type);
  out.target = shown(ops::known(s.target), fact.type);
  if (fact.type.kind == TypeKind::Date) {
    out.amount.unit = award::Unit::Days;
    out.target.date = num::Date{static_cast<int32_t>(s.target.to_int64().value_or(0))};
  }
  return out;
}

award::Condition Describer::in_force(const Trace::Condition& c, const syntax::InForce& period, std::string id) const {
  const checked::Type type{TypeKind::Date};
  award::Condition out;
  out.id = std::move(id);
  out.dates = true;
  out.op = c.passed ? "at most" : "at least";
  const std::string from = period.from.to_text(), to = period.to ? period.to->to_text() : "";
  out.text = {"in force from " + from + (to.empty() ? "" : " to " + to), "施行 自 " + from + (to.empty() ? "" : " 至 " + to)};
  out.title = {"in force", "施行期间"};
  out.have = shown(c.have, type);
  out.need = shown(c.need, type);
  out.outcome = c.outcome;
  if (c.outcome == Met::Unknown) out.missing = fact_names(c.value.deps());
  return out;
}

award::Condition Describer::ladder(const Trace::Condition& c) const {
  const Node& n = module_[c.node];
  const lowered::Row& row = n.rows[c.row];
  const checked::Type& type = module_[n.kids[0]].type;
  award::Condition out;
  out.id = "steps";
  out.op = kComparisons[static_cast<size_t>(row.comparison)];
  out.have = shown(c.have, type);
  out.need = shown(c.need, type);
  if (c.passed) {
    out.text = printed(c.node);
  } else {
    const award::Text &subject = printed(n.kids[0]), bound = row_text(row);
    out.text = {subject.en + " " + bound.en, subject.zh + " " + bound.zh};
  }
  out.outcome = c.outcome;
  if (c.outcome == Met::Unknown) out.missing = fact_names(c.value.deps());
  if (const Node& left = module_[n.kids[0]]; left.op == Op::Fact) out.title = title_of_fact(left.index);
  if (c.short_by != Trace::kNone) out.short_by = short_by(trace_.short_by[c.short_by]);
  return out;
}

award::Condition Describer::no_item(const Trace::Condition& c, uint32_t clause) const {
  constexpr std::string_view kEmptied[] = {"for", "where", "take", "of these"};
  award::Condition out;
  out.id = "for";
  out.outcome = c.outcome;
  out.op = kEmptied[c.row];
  out.text = printed(c.node);
  if (const Node& list = module_[module_.clauses[clause].loop->list]; list.op == Op::Fact)
    out.title = title_of_fact(list.index);
  return out;
}

award::Condition Describer::set_aside(const Trace::Condition& c, uint32_t clause) const {
  award::Condition out;
  out.id = "set_aside";
  out.op = "set aside";
  out.outcome = c.outcome;
  const std::string_view by = c.clause == Trace::kNone ? std::string_view() : tree_.clauses[c.clause].name.first;
  out.text = text_of(by, {});
  if (c.outcome == Met::Unknown) out.missing = fact_names(c.value.deps());
  for (uint32_t other : program_.clauses[clause].set_aside_by) {
    if (c.outcome == Met::NotMet && tree_.clauses[other].name.first != by) continue;
    out.title = texts_.clause(other).title;
    out.cites = texts_.clause(other).cites;
  }
  return out;
}

award::Condition Describer::exclusive(const Trace::Condition& c) const {
  constexpr std::string_view kRules[] = {"keep highest", "keep first granted", "applicant chooses"};
  award::Condition out;
  out.id = "exclusive";
  out.op = kRules[c.rule];
  out.outcome = c.outcome;
  if (c.clause == Trace::kNone) return out;
  const std::string_view winner = tree_.clauses[c.clause].name.first;
  out.text = text_of(winner, {});
  for (uint32_t other = 0; other < tree_.clauses.size(); ++other) {
    if (tree_.clauses[other].name.first != winner) continue;
    out.title = texts_.clause(other).title;
    out.cites = texts_.clause(other).cites;
  }
  return out;
}

}  // namespace bursar::describe
