#include "io/profile/bind.h"

#include <algorithm>
#include <map>

#include "engine/base/nearest.h"
#include "io/profile/figures.h"
#include "io/profile/issue_list.h"

namespace bursar::profile {

namespace {

using diag::Kind;
using facts::Value;

std::string_view form_term(const Node& node) {
  return node.is_mapping() ? "data_form.mapping" : node.is_sequence() ? "data_form.sequence" : "data_form.scalar";
}

/// The fact or field by either of its names.
std::optional<size_t> find_fact(const std::vector<api::FactInfo>& facts, std::string_view key) {
  for (size_t i = 0; i < facts.size(); ++i)
    if (facts[i].name == key || (!facts[i].second_name.empty() && facts[i].second_name == key)) return i;
  return std::nullopt;
}

std::optional<std::string> near_name(const std::vector<api::FactInfo>& facts, std::string_view key,
                                     bool reserved) {
  std::vector<std::string_view> names;
  for (const api::FactInfo& fact : facts) {
    names.push_back(fact.name);
    if (!fact.second_name.empty()) names.push_back(fact.second_name);
  }
  if (reserved) names.insert(names.end(), {"id", "name", "as_of"});
  const auto near = nearest(key, names);
  return near ? std::optional(std::string(*near)) : std::nullopt;
}

class Binder {
 public:
  Binder(const std::vector<api::FactInfo>& facts, const Document& document, uint32_t file_index)
      : facts_(facts), document_(document), file_(file_index) {
    record_name_ = "#" + std::to_string(document.ordinal);
  }

  Bound run() {
    bound_.record.values.resize(facts_.size());
    // The id first: it names the record in every other issue.
    for (const Entry& entry : document_.root.entries)
      if (entry.key == "id") read_reserved(entry);
    if (!bound_.record.id.empty()) record_name_ = bound_.record.id;
    for (diag::Issue& issue : bound_.issues) issue.record = record_name_;
    bind_fields(facts_, document_.root, "", bound_.record.values, true);
    return std::move(bound_);
  }

 private:
  void issue(Kind kind, source::Span span, std::string field, std::vector<diag::Arg> args,
             std::vector<diag::Label> labels = {}) {
    span.file = file_;
    bound_.issues.push_back(
        {kind, span, std::move(args), std::move(labels), {}, record_name_, std::move(field), {}});
  }

  static bool is_reserved(std::string_view key) { return key == "id" || key == "name" || key == "as_of"; }

  void read_reserved(const Entry& entry) {
    const Node& node = entry.value;
    if (node.null || (node.is_scalar() && node.text.empty())) return;
    if (!node.is_scalar()) {
      issue(Kind::WrongForm, node.span, entry.key,
            {diag::term(entry.key == "as_of" ? "type.date" : "type.text"), diag::term(form_term(node))});
    } else if (entry.key == "id") {
      bound_.record.id = node.text;
    } else if (entry.key == "name") {
      bound_.record.name = node.text;
    } else {
      Figure figure = read_date(node.text);
      if (figure.refusal)
        issue(figure.refusal->kind, node.span, entry.key, std::move(figure.refusal->args));
      else
        bound_.record.as_of = figure.value.date;
    }
  }

  void bind_fields(const std::vector<api::FactInfo>& facts, const Node& mapping, const std::string& path,
                   std::vector<Value>& values, bool top) {
    values.resize(facts.size());
    std::vector<const Entry*> given(facts.size(), nullptr);
    // Long lists of keys must not cost facts × keys.
    std::map<std::string_view, size_t> by_name;
    for (size_t i = 0; i < facts.size(); ++i) {
      by_name.emplace(facts[i].name, i);
      if (!facts[i].second_name.empty()) by_name.emplace(facts[i].second_name, i);
    }
    for (const Entry& entry : mapping.entries) {
      if (top && is_reserved(entry.key)) {
        if (entry.key != "id") read_reserved(entry);
        continue;
      }
      const auto found = by_name.find(entry.key);
      // The history is a reserved key: a policy that asks for none reads past it.
      if (found == by_name.end() && top && (entry.key == "earlier_awards" || entry.key == "此前奖补")) continue;
      if (found == by_name.end()) {
        std::vector<diag::Arg> args{excerpt(entry.key)};
        if (const auto near = near_name(facts, entry.key, top)) args.push_back(diag::written(*near));
        issue(Kind::UnknownFact, entry.key_span, path + entry.key, std::move(args));
        continue;
      }
      const size_t index = found->second;
      if (given[index]) {
        source::Span first = given[index]->key_span;
        first.file = file_;
        issue(Kind::FactGivenTwice, entry.key_span, path + entry.key,
              {diag::written(given[index]->key), diag::written(entry.key)}, {{first, "label.first_given", {}}});
        continue;
      }
      given[index] = &entry;
      bind_value(facts[index], entry.value, path + entry.key, values[index]);
    }
  }

  void bind_value(const api::FactInfo& fact, const Node& node, const std::string& path, Value& out) {
    if (node.null) return;
    if (fact.series) return bind_series(fact, node, path, out);
    if (fact.unit == award::Unit::List) return bind_list(fact, node, path, out);
    const bool bool_as_text =
        fact.unit == award::Unit::Text && node.json_type == Node::JsonType::Bool && fact.values.empty();
    if (!node.is_scalar() || bool_as_text) {
      issue(Kind::WrongForm, node.span, path,
            {diag::term(type_term(fact)), diag::term(bool_as_text ? "data_form.yes_no" : form_term(node))});
      return;
    }
    Figure figure = read_figure(fact, node.text);
    if (figure.refusal)
      issue(figure.refusal->kind, node.span, path, std::move(figure.refusal->args));
    else
      out = std::move(figure.value);
  }

  void bind_list(const api::FactInfo& fact, const Node& node, const std::string& path, Value& out) {
    if (node.is_scalar()) {
      if (const auto state = read_state(node.text)) {
        out = *state;
        return;
      }
    }
    if (!node.is_sequence()) {
      issue(Kind::WrongForm, node.span, path, {diag::term("type.list"), diag::term(form_term(node))});
      return;
    }
    out.form = Value::Form::List;
    out.items.resize(node.items.size());
    for (size_t i = 0; i < node.items.size(); ++i) {
      const Node& item = node.items[i];
      const std::string place = path + "[" + std::to_string(i + 1) + "]";
      if (item.is_mapping())
        bind_fields(fact.fields, item, place + ".", out.items[i], false);
      else
        issue(Kind::WrongForm, item.span, place, {diag::term("type.record"), diag::term(form_term(item))});
    }
  }

  /// `turnover: {2024-01: 100, 2024-02: 120}`: a value a month.
  void bind_series(const api::FactInfo& fact, const Node& node, const std::string& path, Value& out) {
    if (node.is_scalar()) {
      if (const auto state = read_state(node.text)) {
        out = *state;
        return;
      }
    }
    if (!node.is_mapping()) {
      issue(Kind::WrongForm, node.span, path, {diag::term("type.series"), diag::term(form_term(node))});
      return;
    }
    out.form = Value::Form::List;
    for (const Entry& entry : node.entries) {
      Figure month = read_figure(fact.fields[0], entry.key);
      if (month.refusal) {
        issue(month.refusal->kind, entry.key_span, path, std::move(month.refusal->args));
        continue;
      }
      for (const auto& row : out.items)
        if (row[0].number == month.value.number) issue(Kind::MonthGivenTwice, entry.key_span, path, {diag::written(entry.key)});
      std::vector<Value> row(2);
      row[0] = std::move(month.value);
      bind_value(fact.fields[1], entry.value, path + "." + entry.key, row[1]);
      out.items.push_back(std::move(row));
    }
  }

  static std::string_view type_term(const api::FactInfo& fact) {
    if (!fact.values.empty()) return "type.one_of";
    switch (fact.unit) {
      case award::Unit::YesNo: return "type.yes_no";
      case award::Unit::Money: return "type.money";
      case award::Unit::Percent: return "type.percent";
      case award::Unit::Count: return "type.count";
      case award::Unit::Date: return "type.date";
      case award::Unit::Year: return "type.year";
      case award::Unit::Month: return "type.month";
      case award::Unit::Text: return "type.text";
      case award::Unit::Time: return "type.time";
      case award::Unit::Moment: return "type.moment";
      case award::Unit::Period: return "type.period";
      default: return "type.number";
    }
  }

  const std::vector<api::FactInfo>& facts_;
  const Document& document_;
  uint32_t file_;
  std::string record_name_;
  Bound bound_;
};

}  // namespace

Bound bind(const std::vector<api::FactInfo>& facts, const Document& document, uint32_t file_index) {
  return Binder(facts, document, file_index).run();
}

diag::Issues set_value(const std::vector<api::FactInfo>& facts, facts::Record& record,
                       const std::string& assignment, uint32_t file_index) {
  const auto refuse = [&](Kind kind, size_t begin, size_t end, std::string field, std::vector<diag::Arg> args) {
    diag::Issue issue{kind, {file_index, static_cast<uint32_t>(begin), static_cast<uint32_t>(end)}, std::move(args),
                      {},   {},         record.id,         std::move(field), {}};
    return diag::Issues{issue};
  };
  const size_t equals = assignment.find('=');
  if (equals == std::string::npos || equals == 0)
    return refuse(Kind::BadAssignment, 0, assignment.size(), "", {excerpt(assignment)});
  const std::string path = assignment.substr(0, equals);
  const std::string text = assignment.substr(equals + 1);

  std::string name = path, field;
  size_t item = 0;
  const size_t bracket = path.find('[');
  if (bracket != std::string::npos) {
    const size_t close = path.find("].", bracket);
    const std::string number = close == std::string::npos ? "" : path.substr(bracket + 1, close - bracket - 1);
    const bool whole = !number.empty() && number.size() < 8 &&
                       std::all_of(number.begin(), number.end(), [](char c) { return c >= '0' && c <= '9'; });
    if (!whole) return refuse(Kind::BadAssignment, 0, equals, path, {excerpt(assignment)});
    name = path.substr(0, bracket);
    item = std::stoul(number);
    field = path.substr(close + 2);
  }
  const auto unknown = [&](const std::vector<api::FactInfo>& known, const std::string& wrong, size_t begin) {
    std::vector<diag::Arg> args{excerpt(wrong)};
    if (const auto near = near_name(known, wrong, false)) args.push_back(diag::written(*near));
    return refuse(Kind::UnknownFact, begin, begin + wrong.size(), path, std::move(args));
  };
  const auto index = find_fact(facts, name);
  if (!index) return unknown(facts, name, 0);
  const api::FactInfo* fact = &facts[*index];
  if (record.values.size() < facts.size()) record.values.resize(facts.size());
  Value* value = &record.values[*index];
  if (bracket != std::string::npos) {
    if (fact->unit != award::Unit::List)
      return refuse(Kind::WrongForm, 0, equals, path, {diag::term("type.list"), diag::term("data_form.scalar")});
    if (item == 0 || item > value->items.size())
      return refuse(Kind::NoSuchItem, bracket, equals, path, {diag::plain(item), diag::plain(value->items.size())});
    const auto column = find_fact(fact->fields, field);
    if (!column) return unknown(fact->fields, field, equals - field.size());
    auto& row = value->items[item - 1];
    row.resize(fact->fields.size());
    value = &row[*column];
    fact = &fact->fields[*column];
  }
  if (fact->unit == award::Unit::List) {
    const auto state = read_state(text);
    if (!state)
      return refuse(Kind::WrongForm, equals + 1, assignment.size(), path,
                    {diag::term("type.list"), diag::term("data_form.scalar")});
    *value = *state;
    return {};
  }
  Figure figure = read_figure(*fact, text);
  if (figure.refusal)
    return refuse(figure.refusal->kind, equals + 1, assignment.size(), path, std::move(figure.refusal->args));
  *value = std::move(figure.value);
  return {};
}

}  // namespace bursar::profile
