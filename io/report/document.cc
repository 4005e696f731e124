#include "io/report/document.h"

#include "engine/num/currency.h"
#include "io/text/figure.h"

namespace bursar::report {

namespace {

using award::Shown;
using award::Step;
using award::Unit;

Node text_node(const award::Text& text) {
  Node node = Node::object();
  if (!text.en.empty()) node.add("en", text.en);
  if (!text.zh.empty()) node.add("zh", text.zh);
  return node;
}

Node strings(const std::vector<std::string>& values) {
  Node node = Node::array();
  for (const std::string& value : values) node.items.push_back(Node::string(value));
  return node;
}

Node or_null(const std::string& value) { return value.empty() ? Node::null() : Node::string(value); }

Node cites_node(const std::vector<award::Citation>& cites) {
  Node node = Node::array();
  for (const award::Citation& cite : cites) {
    for (const std::string& article : cite.articles)
      node.items.push_back(Node::object().add("source", cite.source).add("article", article));
    if (cite.articles.empty()) node.items.push_back(Node::object().add("source", cite.source));
  }
  return node;
}

std::string known_string(const Shown& value) {
  switch (value.unit) {
    case Unit::YesNo:
      return value.number.is_zero() ? "no" : "yes";
    case Unit::Money:
      return amount_string(value.number, value.currency);
    case Unit::Date:
      return value.date.to_text();
    case Unit::Month:
      return num::Month::of(value.date).to_text();
    case Unit::Text:
      return value.text;
    case Unit::Time:
      return text::time_text(value.number);
    case Unit::Moment:
      return text::moment_text(value.number);
    case Unit::Period:
      return value.text;
    case Unit::List:
      return value.text.empty() ? value.number.to_fraction() : value.text;
    case Unit::None:
      return value.text.empty() ? value.number.to_fraction() : value.text;
    default:
      return value.number.to_fraction();
  }
}

Node value_node(const Shown& value) {
  switch (value.state) {
    case Shown::State::Known:
      return Node::string(known_string(value));
    case Shown::State::DoesNotApply:
      return Node::string("does not apply");
    case Shown::State::Unknown:
      break;
  }
  return Node::null();
}

/// A value whose kind the reader cannot know from its place.
Node typed_value(const Shown& value) {
  Node node = Node::object();
  node.add("value", value_node(value)).add("unit", std::string(key_of(value.unit)));
  if (!value.currency.empty()) node.add("currency", value.currency);
  if (!value.measure.empty()) node.add("measure", value.measure.en);
  return node;
}

Node fields_node(const std::vector<std::pair<award::Text, Shown>>& fields) {
  Node node = Node::array();
  for (const auto& [title, value] : fields) {
    Node field = Node::object();
    field.add("title", text_node(title));
    for (auto& member : typed_value(value).members) field.members.push_back(std::move(member));
    node.items.push_back(std::move(field));
  }
  return node;
}

Node step_node(const Step& step) {
  Node node = Node::object();
  node.add("step", std::string(key_of(step.kind)));
  switch (step.kind) {
    case Step::Kind::Start: {
      node.add("formula", text_node(step.formula));
      if (!step.figures_op.empty()) node.add("op", step.figures_op);
      Node figures = Node::array();
      for (const Shown& figure : step.figures) figures.items.push_back(value_node(figure));
      node.add("figures", std::move(figures));
      if (step.chosen >= 0) node.add("chosen", Node::number(step.chosen));
      return node.add("after", value_node(step.after));
    }
    case Step::Kind::Round:
      node.add("mode", std::string(num::name(step.mode))).add("to", value_node(step.operand));
      break;
    case Step::Kind::Cap:
    case Step::Kind::Floor:
      node.add("at", value_node(step.operand));
      break;
    case Step::Kind::Budget:
      if (!step.figures.empty()) node.add("factor", Node::string(step.figures[0].text));
      [[fallthrough]];
    default:
      node.add("by", value_node(step.operand));
  }
  if (step.kind != Step::Kind::Round) node.add("applied", Node::boolean(step.applied));
  return node.add("before", value_node(step.before)).add("after", value_node(step.after));
}

Node steps_node(const std::vector<Step>& steps) {
  Node node = Node::array();
  for (const Step& step : steps) node.items.push_back(step_node(step));
  return node;
}

Node line_node(const award::Line& line) {
  Node node = Node::object();
  node.add("id", line.id).add("clause", line.clause).add("title", text_node(line.title));
  node.add("cites", cites_node(line.cites)).add("verb", line.verb);
  node.add("in_total", Node::boolean(line.counts_in_total));
  // A deadline has a date, an answer a value; only what is money has an amount.
  const bool money = !line.result || line.verb == "defer";
  if (money) node.add("amount", amount_string(line.amount, line.currency)).add("currency", line.currency);
  if (line.result && line.result->unit == Unit::Date) node.add("date", value_node(*line.result));
  else if (line.result)
    for (auto& member : typed_value(*line.result).members) node.members.push_back(std::move(member));
  node.add("steps", steps_node(line.steps));
  if (!line.item.empty()) node.add("item", fields_node(line.item));
  if (!line.reason.empty()) node.add("reason", line.reason);
  return node;
}

Node short_node(const award::ShortBy& gap) {
  Node node = Node::object();
  node.add("fact", gap.fact).add("amount", value_node(gap.amount));
  if (!gap.amount.currency.empty()) node.add("currency", gap.amount.currency);
  if (gap.amount.currency.empty()) node.add("unit", std::string(key_of(gap.amount.unit)));
  node.add("target", value_node(gap.target));
  if (gap.lower) node.add("lower", Node::boolean(true));
  return node;
}

Node conditions_node(const std::vector<award::Condition>& conditions) {
  Node list = Node::array();
  for (const award::Condition& condition : conditions) {
    Node node = Node::object();
    node.add("id", condition.id);
    if (!condition.title.empty()) node.add("title", text_node(condition.title));
    if (!condition.text.empty()) node.add("text", text_node(condition.text));
    node.add("cites", cites_node(condition.cites)).add("outcome", std::string(key_of(condition.outcome)));
    if (!condition.op.empty()) node.add("op", condition.op);
    const bool compares = condition.need.unit != Unit::None || condition.have.unit != Unit::None ||
                          condition.need.state == Shown::State::Known ||
                          condition.have.state == Shown::State::Known;
    if (condition.parts.empty() && compares) {
      node.add("need", value_node(condition.need)).add("have", value_node(condition.have));
      node.add("unit", std::string(key_of(condition.need.unit != Unit::None ? condition.need.unit
                                                                            : condition.have.unit)));
    }
    if (condition.short_by) node.add("short_by", short_node(*condition.short_by));
    if (!condition.missing.empty()) node.add("missing", strings(condition.missing));
    if (!condition.parts.empty()) node.add("parts", conditions_node(condition.parts));
    list.items.push_back(std::move(node));
  }
  return list;
}

Node bound(const std::optional<num::Exact>& value, std::string_view currency) {
  return value ? Node::string(amount_string(*value, currency)) : Node::null();
}

Node bounds_node(const std::optional<num::Exact>& lowest, const std::optional<num::Exact>& highest,
                 std::string_view currency) {
  return Node::object().add("lowest", bound(lowest, currency)).add("highest", bound(highest, currency));
}

Node clause_node(const award::ClauseResult& clause) {
  Node node = Node::object();
  node.add("id", clause.id).add("title", text_node(clause.title)).add("cites", cites_node(clause.cites));
  node.add("verb", clause.verb).add("outcome", std::string(key_of(clause.outcome)));
  const bool money = !award::is_result(clause.verb);
  if (clause.amount && money) {
    node.add("amount", amount_string(*clause.amount, clause.currency)).add("currency", clause.currency);
  }
  if (clause.outcome == award::Outcome::Undetermined && money) {
    node.add("bounds", bounds_node(clause.lowest, clause.highest, clause.currency));
    if (!clause.amount) node.add("currency", clause.currency);
  }
  node.add("conditions", conditions_node(clause.conditions));
  if (!clause.missing.empty()) node.add("missing", strings(clause.missing));
  if (!clause.left_out.empty()) {
    Node list = Node::array();
    for (const award::LeftOut& item : clause.left_out) {
      list.items.push_back(Node::object()
                               .add("item", item.item)
                               .add("by", item.by)
                               .add("text", text_node(item.text))
                               .add("fields", fields_node(item.fields)));
    }
    node.add("left_out", std::move(list));
  }
  if (!clause.intermediates.empty()) {
    Node list = Node::array();
    for (const award::Intermediate& value : clause.intermediates) {
      Node one = Node::object();
      one.add("name", value.name).add("title", text_node(value.title));
      for (auto& member : typed_value(value.value).members) one.members.push_back(std::move(member));
      if (value.from) one.add("from", value.from->to_text());
      if (!value.cites.empty()) one.add("cites", cites_node(value.cites));
      if (!value.steps.empty()) one.add("steps", steps_node(value.steps));
      list.items.push_back(std::move(one));
    }
    node.add("intermediates", std::move(list));
  }
  if (!clause.set_aside_by.empty()) node.add("set_aside_by", clause.set_aside_by);
  if (clause.excluded_amount)
    node.add("amount_before", amount_string(*clause.excluded_amount, clause.currency));
  if (!clause.conflicts_with.empty()) node.add("conflicts_with", strings(clause.conflicts_with));
  return node;
}

Node fault_node(const award::Fault& fault) {
  Node node = Node::object();
  node.add("kind", fault.kind).add("clause", or_null(fault.clause)).add("text", text_node(fault.text));
  if (!fault.file.empty()) {
    node.add("file", fault.file)
        .add("line", Node::number(fault.line))
        .add("column", Node::number(fault.column));
  }
  Node values = Node::array();
  for (const auto& [fact, value] : fault.values) {
    Node one = Node::object().add("fact", fact);
    for (auto& member : typed_value(value).members) one.members.push_back(std::move(member));
    values.items.push_back(std::move(one));
  }
  return node.add("values", std::move(values));
}

}  // namespace

std::string value_string(const Shown& value) {
  return value.state == Shown::State::Known ? known_string(value) : std::string();
}

std::string amount_string(const num::Exact& amount, std::string_view currency) {
  return num::amount_text(amount, currency);
}

std::string_view key_of(award::Outcome outcome) { return award::name(outcome); }

std::string_view key_of(award::Met met) {
  return met == award::Met::Met ? "met" : met == award::Met::NotMet ? "not_met" : "unknown";
}

std::string_view key_of(Step::Kind kind) {
  static constexpr std::string_view kKeys[] = {"start",      "plus",      "less",       "multiplied_by",
                                               "divided_by", "raised_by", "lowered_by", "cap",
                                               "floor",      "round",     "total_cut",  "cumulative_cap",
                                               "limit",      "budget",    "reclaimed"};
  return kKeys[static_cast<unsigned>(kind)];
}

std::string_view key_of(Unit unit) {
  static constexpr std::string_view kKeys[] = {"none",  "yes_no", "number", "count", "percent",
                                               "money", "date",   "year",   "month", "text",
                                               "days",  "list",   "time",
                                               "moment", "period"};
  return kKeys[static_cast<unsigned>(unit)];
}

Node award_document(const award::Award& award) {
  const std::string& currency = award.policy.currency;
  Node node = Node::object();
  node.add("schema", std::string(kAwardSchema));
  node.add("policy", Node::object()
                         .add("id", award.policy.id)
                         .add("version", award.policy.version)
                         .add("digest", award.policy.digest));
  node.add("as_of", award.as_of ? Node::string(award.as_of->to_text()) : Node::null());
  if (award.decided_on) node.add("decided_on", award.decided_on->to_text());
  node.add("subject", Node::object().add("id", award.subject_id).add("name", award.subject_name));
  node.add("outcome", std::string(key_of(award.outcome)));
  node.add("total",
           award.total
               ? Node::object().add("amount", amount_string(*award.total, currency)).add("currency", currency)
               : Node::null());
  if (award.outcome == award::Outcome::Undetermined)
    node.add("bounds", bounds_node(award.lowest, award.highest, currency).add("currency", currency));
  Node lines = Node::array(), clauses = Node::array(), missing = Node::array(), faults = Node::array();
  for (const award::Line& line : award.lines) lines.items.push_back(line_node(line));
  for (const award::ClauseResult& clause : award.clauses) clauses.items.push_back(clause_node(clause));
  for (const award::Missing& fact : award.missing) {
    missing.items.push_back(Node::object()
                                .add("fact", fact.fact)
                                .add("title", text_node(fact.title))
                                .add("unit", std::string(key_of(fact.unit)))
                                .add("needed_by", strings(fact.needed_by)));
  }
  for (const award::Fault& fault : award.faults) faults.items.push_back(fault_node(fault));
  node.add("lines", std::move(lines)).add("clauses", std::move(clauses));
  node.add("missing", std::move(missing)).add("faults", std::move(faults));
  if (!award.assumptions.empty()) {
    Node list = Node::array();
    for (const award::Assumption& assumption : award.assumptions) {
      Node one = Node::object().add("fact", assumption.fact);
      for (auto& member : typed_value(assumption.value).members) one.members.push_back(std::move(member));
      list.items.push_back(one.add("because", text_node(assumption.because)));
    }
    node.add("assumptions", std::move(list));
  }
  if (!award.payments.empty()) {
    Node list = Node::array();
    for (const award::Payment& payment : award.payments) {
      Node one = Node::object().add("clause", payment.clause).add("share", value_node(payment.share));
      one.add("amount", amount_string(payment.amount, currency)).add("currency", currency);
      if (payment.on) one.add("date", value_node(*payment.on));
      else one.add("on", text_node(payment.event));
      list.items.push_back(std::move(one));
    }
    node.add("payments", std::move(list));
  }
  return node;
}

}  // namespace bursar::report
