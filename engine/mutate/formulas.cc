// Formulas: what can be left out of them or taken for something else.
#include <algorithm>

#include "engine/mutate/maker.h"
#include "engine/mutate/steps.h"

namespace bursar::mutate {

using checked::TypeKind;
using lowered::Node;
using lowered::NodeId;
using lowered::Op;
using syntax::Comparison;
using syntax::ExprKind;

namespace {

bool plain(const checked::Type& type) { return checked::is_plain_number(type.kind) && type.unit == 0; }

/// `at least` for `more than`, `at most` for `less than`, and the other way round.
Comparison at_the_bound(Comparison c) {
  switch (c) {
    case Comparison::AtLeast: return Comparison::MoreThan;
    case Comparison::MoreThan: return Comparison::AtLeast;
    case Comparison::AtMost: return Comparison::LessThan;
    case Comparison::LessThan: return Comparison::AtMost;
    default: return c;
  }
}

/// Each row with the value of the one behind it (the last keeps its own), or of the one before.
template <class Row>
std::vector<Row> shifted(std::vector<Row> rows, bool up) {
  if (up)
    for (size_t i = 0; i + 1 < rows.size(); ++i) rows[i].value = rows[i + 1].value;
  else
    for (size_t i = rows.size(); i-- > 1;) rows[i].value = rows[i - 1].value;
  return rows;
}

}  // namespace

/// `in_place`: the node is all of a step, and shares its place.
void Maker::formula(NodeId id, const std::string& where, bool in_place) {
  if (!id.has() || !seen_.insert(id).second) return;
  const Node n = module_[id];  // a copy: nodes are added on the way
  if (!in_place) new_place();
  const ExprKind written = n.origin.has() ? tree_[n.origin].kind : ExprKind::Unknown;
  const auto kids = [&] {
    for (NodeId kid : n.kids) formula(kid, where);
  };
  switch (n.op) {
    case Op::Definition: return definition(n.index);
    case Op::Let: return let(n.outer, n.index);
    case Op::Parameter:
    case Op::ParameterAveraged: return parameter(id);
    case Op::Stepped:
      formula(n.kids[0], where);
      return steps(n.steps, where, [&](Mutation& m, Steps changed) {
        Node other = module_[id];
        other.steps = std::move(changed);
        m.replaced.nodes.emplace_back(id, std::move(other));
      });
    case Op::If:
      if (written != ExprKind::If) return dated(id);  // of a taper
      add("case_assumed", where, printed(n.kids[0])).replaced.nodes.emplace_back(id, module_[n.kids[1]]);
      add("case_denied", where, printed(n.kids[0])).replaced.nodes.emplace_back(id, module_[n.kids[2]]);
      dated(n.kids[0]);
      formula(n.kids[1], where);
      return formula(n.kids[2], where);
    case Op::Ladder:
    case Op::TiersWhole:
    case Op::Table: return rows(id, where);
    case Op::TiersMarginal: return marginal(id, where);
    case Op::Divide:
      if (written == ExprKind::Matched) {
        const NodeId matched = module_[n.kids[0]].kids[0];
        add("ratio_ignored", where, printed(id)).replaced.nodes.emplace_back(id, module_[matched]);
        return formula(matched, where);
      }
      if (written == ExprKind::Divide && plain(module_[n.kids[1]].type))
        add("factor_left_out", where, printed(n.kids[1])).replaced.nodes.emplace_back(id, module_[n.kids[0]]);
      return written == ExprKind::Taper ? dated(id) : kids();
    case Op::Lower:
    case Op::Higher:
    case Op::Add:
    case Op::Subtract:
    case Op::Multiply:
      if (written == ExprKind::Taper) return dated(id);
      parts(id, where);
      return kids();
    case Op::EarlierAwards: {
      Node none{Op::Constant, n.type, n.origin};
      add("earlier_awards_ignored", where, printed(id)).replaced.nodes.emplace_back(id, std::move(none));
      return;
    }
    case Op::Sum:
    case Op::Average:
    case Op::Highest:
    case Op::Smallest:
    case Op::Number:
      if (n.where.has()) {
        condition(n.where, where, "filter_ignored", true);
        dated(n.where);
      }
      return kids();
    default:
      if (n.type.kind == TypeKind::YesNo) return dated(id);
      return kids();
  }
}

/// Caps and floors written as `lower of` and `higher of`; terms and factors.
void Maker::parts(NodeId id, const std::string& where) {
  const Node n = module_[id];
  const auto without = [&](std::string_view kind, size_t left_out) {
    Node other = n;
    if (n.kids.size() == 2) other = module_[n.kids[1 - left_out]];
    else other.kids.erase(other.kids.begin() + static_cast<std::ptrdiff_t>(left_out));
    add(kind, where, printed(n.kids[left_out])).replaced.nodes.emplace_back(id, std::move(other));
  };
  for (size_t i = 0; i < n.kids.size(); ++i) {
    switch (n.op) {
      case Op::Lower: without("cap_dropped", i); break;
      case Op::Higher: without("floor_dropped", i); break;
      case Op::Add: without("part_left_out", i); break;
      case Op::Subtract:
        if (i == 1) without("part_left_out", i);
        break;
      default:
        if (plain(module_[n.kids[i]].type)) without("factor_left_out", i);
    }
  }
}

void Maker::rows(NodeId id, const std::string& where) {
  const Node n = module_[id];
  const award::Text text = printed(id);
  const auto changed = [&](std::string_view kind, Node other) {
    add(kind, where, text).replaced.nodes.emplace_back(id, std::move(other));
  };
  for (bool up : {true, false}) {
    Node other = n;
    other.rows = shifted(n.rows, up);
    other.bands = shifted(n.bands, up);
    other.key_rows = shifted(n.key_rows, up);
    changed(up ? "step_above" : "step_below", std::move(other));
  }
  if (n.op != Op::Table) {
    Node other = n;
    for (lowered::Row& row : other.rows) row.comparison = at_the_bound(row.comparison);
    for (lowered::Band& band : other.bands) {
      band.lower_included = !band.lower_included;
      band.upper_included = !band.upper_included;
    }
    changed("bound_itself", std::move(other));
  }
  if (n.op == Op::Ladder && n.kids.size() > 1) {
    Node other = n;
    other.kids.resize(1);
    new_place();
    changed("reached_before_ignored", std::move(other));
  }
  for (NodeId kid : n.kids) formula(kid, where);
  for (const lowered::Row& row : n.rows) {
    dated(row.bound);
    formula(row.value, where);
  }
  for (const lowered::Band& band : n.bands) {
    dated(band.lower);
    dated(band.upper);
    formula(band.value, where);
  }
  for (const lowered::KeyRow& row : n.key_rows) formula(row.value, where);
}

void Maker::marginal(NodeId id, const std::string& where) {
  const Node n = module_[id];
  const award::Text text = printed(id);
  Node whole{Op::TiersWhole, module_[n.bands[0].value].type, n.origin, n.kids};
  whole.bands = n.bands;
  const NodeId top = node(std::move(whole));
  add("top_rate_on_whole_base", where, text).replaced.nodes.emplace_back(id, top_rate(n, top));
  if (tiers_of_award_ == id) top_rate_alone(id, top);
  for (size_t i = 0; i < n.bands.size(); ++i)
    add("band_rate_on_whole_base", where + "." + std::to_string(i + 1), printed(n.bands[i].value))
        .replaced.nodes.emplace_back(id, top_rate(n, n.bands[i].value));
  formula(n.kids[0], where);
  for (const lowered::Band& band : n.bands) {
    dated(band.lower);
    dated(band.upper);
    formula(band.value, where);
  }
}

void Maker::definition(uint32_t index) {
  if (!definitions_.insert(index).second) return;
  const lowered::Definition d = module_.definitions[index];
  const std::string name(tree_.definitions[index].name.first);
  steps(d.steps, name, [&](Mutation& m, Steps changed) {
    m.replaced.definitions.emplace_back(index, lowered::Definition{d.value, std::move(changed)});
  });
  formula(d.value, name);
}

void Maker::let(uint32_t clause, uint32_t index) {
  if (!lets_.emplace(clause, index).second) return;
  const lowered::Definition d = module_.clauses[clause].lets[index];
  const std::string name(tree_.clauses[clause].body[program_.clauses[clause].lets[index]].definition.name.first);
  steps(d.steps, name, [&](Mutation& m, Steps changed) {
    lowered::Clause copy = module_.clauses[clause];
    copy.lets[index].steps = std::move(changed);
    m.replaced.clauses.emplace_back(clause, std::move(copy));
  });
  formula(d.value, name);
}

/// The values of a parameter in each other's time, and its other columns.
void Maker::parameter(NodeId id) {
  const Node n = module_[id];
  const syntax::Name& written = tree_.parameters[n.index].name;
  const std::string name(written.first);
  const award::Text text{name, std::string(written.second.empty() ? written.first : written.second)};
  const std::vector<lowered::DatedValue> values = module_.parameters[n.index];
  for (uint32_t column = 0; column < values[0].values.size(); ++column) {
    if (column == n.outer || n.op != Op::Parameter) continue;
    Node other = n;
    other.outer = column;
    add("other_column", name, text).replaced.nodes.emplace_back(id, std::move(other));
  }
  if (!parameters_.insert(n.index).second) return;
  if (values.size() > 1) {
    for (bool earlier : {true, false}) {
      std::vector<lowered::DatedValue> other = values;
      for (size_t i = 0; i < values.size(); ++i) {
        if (earlier && i > 0) other[i].values = values[i - 1].values;
        if (!earlier && i + 1 < values.size()) other[i].values = values[i + 1].values;
      }
      new_place();
      add(earlier ? "earlier_value" : "later_value", name, text).replaced.parameters.emplace_back(n.index, std::move(other));
    }
  }
  for (const lowered::DatedValue& value : values)
    for (NodeId v : value.values) formula(v, name);
}

/// Of a condition or a bound: only the values of other times.
void Maker::dated(NodeId id) {
  if (!id.has() || !seen_.insert(id).second) return;
  const Node n = module_[id];
  if (n.op == Op::Parameter || n.op == Op::ParameterAveraged) {
    parameter(id);
  } else if (n.op == Op::Definition) {
    definition(n.index);
  } else if (n.op == Op::Let) {
    let(n.outer, n.index);
  }
  for (NodeId kid : n.kids) dated(kid);
  if (n.where.has()) dated(n.where);
}

}  // namespace bursar::mutate
