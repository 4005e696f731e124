#include "engine/describe/describe.h"

#include <algorithm>

#include "engine/describe/describer.h"
#include "engine/eval/budget.h"
#include "engine/syntax/print.h"

namespace bursar::describe {

using checked::TypeKind;
using lowered::Op;

award::Shown Describer::shown_fact(const facts::Value& v, const checked::Type& type) const {
  using Form = facts::Value::Form;
  Value value;
  switch (v.form) {
    case Form::Unknown: value = ops::unknown({}); break;
    case Form::DoesNotApply: value = ops::does_not_apply(); break;
    case Form::Date: value = ops::of_date(v.date); break;
    case Form::Text: value = ops::of_text(v.text); break;
    case Form::Period: value.hold(v.period); break;
    default: value = ops::known(type.unit == 0 ? v.number : v.number * program_.units[type.unit].factor);
  }
  return shown(value, type);
}

award::Text Describer::row_text(const lowered::Row& row) const {
  const award::Text& bound = printed(row.bound);
  return {std::string(syntax::word(row.comparison, false, syntax::Language::En)) + " " + bound.en,
          std::string(syntax::word(row.comparison, false, syntax::Language::Zh)) + " " + bound.zh};
}

std::string Describer::field_name(const Trace::OpenField& open) const {
  return program_.facts[open.fact].first + "[" + std::to_string(open.position) + "]." +
         std::string(tree_.records[open.record].fields[open.field].name.first);
}

std::string Describer::fact_name(uint32_t dep) const {
  const size_t facts = program_.facts.size();
  return dep < facts ? program_.facts[dep].first : field_name(trace_.open_fields[dep - facts]);
}

std::vector<std::string> Describer::fact_names(const ops::Deps& deps) const {
  std::vector<std::string> out;
  for (uint32_t dep : deps) out.push_back(fact_name(dep));
  return out;
}

void Describer::add_fault(const Trace::Fault& from, uint32_t clause, Described& out) const {
  award::Fault fault;
  fault.kind = from.kind;
  fault.clause = texts_.clause(clause).id;
  if (!from.words.empty())
    fault.text = text_of(from.words, from.words_second);
  else if (from.node.has())
    fault.text = printed(from.node);
  source::Span span{};
  if (from.node.has()) {
    span = tree_[module_[from.node].origin].span;
    std::vector<NodeId> open{from.node};
    while (!open.empty()) {
      const Node& n = module_[open.back()];
      open.pop_back();
      const auto named = [&](const auto& v) { return v.first == program_.facts[n.index].first; };
      if (n.op == Op::Fact && std::none_of(fault.values.begin(), fault.values.end(), named))
        fault.values.emplace_back(program_.facts[n.index].first, shown_fact(record_.values[n.index], n.type));
      open.insert(open.end(), n.kids.begin(), n.kids.end());
    }
  }
  out.award.faults.push_back(std::move(fault));
  out.fault_spans.push_back(span);
}

/// In the order of the facts, the fields of their items behind them.
void Describer::missing(award::Award& out) const {
  std::vector<std::vector<std::string>> needed_by(program_.facts.size() + trace_.open_fields.size());
  for (uint32_t i = 0; i < trace_.clauses.size(); ++i)
    if (trace_.clauses[i].reported)
      for (uint32_t dep : trace_.clauses[i].missing) needed_by[dep].push_back(texts_.clause(i).id);
  for (uint32_t f = 0; f < program_.facts.size(); ++f) {
    if (!needed_by[f].empty())
      out.missing.push_back({fact_name(f), title_of(program_.facts[f]), unit_of(program_.facts[f].type), needed_by[f]});
    std::vector<uint32_t> open;
    for (uint32_t i = 0; i < trace_.open_fields.size(); ++i)
      if (trace_.open_fields[i].fact == f && !needed_by[program_.facts.size() + i].empty()) open.push_back(i);
    std::sort(open.begin(), open.end(), [&](uint32_t a, uint32_t b) {
      const Trace::OpenField &x = trace_.open_fields[a], &y = trace_.open_fields[b];
      return std::pair(x.position, x.field) < std::pair(y.position, y.field);
    });
    for (uint32_t i : open) {
      const Trace::OpenField& field = trace_.open_fields[i];
      const syntax::Title& title = tree_.records[field.record].fields[field.field].title;
      out.missing.push_back({field_name(field), text_of(title.first, title.second),
                             unit_of(program_.fields[field.record][field.field]), needed_by[program_.facts.size() + i]});
    }
  }
}

Described Describer::run() {
  Described out;
  award::Award& a = out.award;
  a.as_of = trace_.as_of;
  a.decided_on = trace_.decided_on;
  a.subject_id = record_.id;
  a.subject_name = record_.name;
  a.outcome = trace_.outcome;
  a.total = trace_.total;
  a.lowest = trace_.lowest;
  a.highest = trace_.highest;
  for (uint32_t i = 0; i < trace_.clauses.size(); ++i) {
    const Trace::Clause& c = trace_.clauses[i];
    if (!c.reported) continue;
    for (const Trace::Fault& fault : eval::Entries(trace_.faults, c.faults)) add_fault(fault, i, out);
    for (const Trace::Line& one : eval::Entries(trace_.lines, c.lines)) a.lines.push_back(line(one));
    a.clauses.push_back(clause(i));
  }
  missing(a);
  for (const Trace::Assumption& assumed : trace_.assumptions) {
    const auto& s = tree_.assumptions[*program_.assumed[assumed.fact]];
    a.assumptions.push_back({program_.facts[assumed.fact].first, shown(assumed.value, program_.facts[assumed.fact].type),
                             text_of(s.text, s.text_second)});
  }
  for (const Trace::Payment& from : trace_.payments) {
    award::Payment p;
    p.clause = texts_.clause(program_.instalments[from.instalment]).id;
    p.share = shown(from.share, {TypeKind::Percent});
    const auto& event = tree_.instalments[from.instalment].parts[from.part].event;
    if (from.on)
      p.on = shown(*from.on, {TypeKind::Date});
    else
      p.event = text_of(event.first, event.second);
    a.payments.push_back(std::move(p));
  }
  for (uint32_t c : program_.instalments) eval::split_payments(a, texts_.clause(c).id, program_.currency.smallest_unit());
  return out;
}

Described describe(const lowered::Module& module, Texts& texts, const facts::Record& record, const eval::Trace& trace) {
  return Describer(module, texts, record, trace).run();
}

}  // namespace bursar::describe
