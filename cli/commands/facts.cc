#include "cli/commands/commands.h"
#include "cli/exit_codes.h"
#include "cli/session.h"
#include "cli/template.h"
#include "engine/audit/payout_columns.h"
#include "io/render/catalogue.h"
#include "io/report/document.h"
#include "io/report/json.h"
#include "io/tables/csv_writer.h"
#include "io/text/table.h"

namespace bursar::cli {

namespace {

using report::Node;

std::string joined(const std::vector<std::string>& words, bool zh = false) {
  std::string out;
  for (const std::string& word : words) out += (out.empty() ? "" : zh ? "、" : ", ") + word;
  return out;
}

/// An id says little to who reads Chinese: there it is the title, where the policy has one in Chinese.
std::vector<std::string> needed_by(const api::FactInfo& fact, bool zh) {
  std::vector<std::string> out = fact.needed_by;
  for (size_t i = 0; zh && i < out.size(); ++i)
    if (const std::string& title = fact.needed_by_titles[i].zh; !title.empty()) out[i] = title;
  return out;
}

/// A title as a sentence that others follow; a question keeps its own mark.
std::string spoken(std::string title, bool zh) {
  if (title.empty()) return title;
  if (!title.ends_with("?") && !title.ends_with("？")) title += zh ? "。" : ".";
  return zh ? title : title + " ";
}

std::string facts_text(const Context& context, const api::Program& program) {
  using render::escaped;
  const bool zh = context.chinese();
  const award::PolicyId policy = api::policy(program);
  const std::string& title = pick(policy.title, zh);
  std::string out = context.say(Say::FactsHead, {escaped(title.empty() ? policy.id : title)}) + "\n\n";
  text::Table table({{context.say(Say::FactsName), text::Align::Left, 32, 0},
                     {context.say(Say::FactsTitle), text::Align::Left, 40, 0},
                     {context.say(Say::FactsType), text::Align::Left, 24, 0},
                     {context.say(Say::FactsNeededBy), text::Align::Left, 24, 0}});
  const auto add = [&](const api::FactInfo& fact, const std::string& name) {
    const std::string& about = pick(fact.title, zh);
    const std::string type = escaped(type_text(fact, zh)), needed = escaped(joined(needed_by(fact, zh), zh));
    if (context.plain())
      out += context.say(Say::FactPlain, {escaped(name), spoken(escaped(about), zh), type}) +
             (needed.empty() ? "" : context.say(Say::FactPlainNeeded, {needed})) + "\n";
    else
      table.add_row({escaped(name), escaped(about), type, needed});
  };
  for (const api::FactInfo& fact : api::facts(program)) {
    add(fact, name_in(fact, zh));
    for (const api::FactInfo& field : fact.fields) add(field, name_in(fact, zh) + "[]." + name_in(field, zh));
  }
  return context.plain() || table.empty() ? out : out + table.text();
}

Node strings(const std::vector<std::string>& texts) {
  Node node = Node::array();
  for (const std::string& text : texts) node.items.push_back(Node::string(text));
  return node;
}

Node text_node(const award::Text& text) {
  Node node = Node::object();
  node.add("en", text.en).add("zh", text.zh);
  return node;
}

Node fact_node(const api::FactInfo& fact) {
  Node node = Node::object();
  node.add("name", fact.name);
  if (!fact.second_name.empty()) node.add("second_name", fact.second_name);
  node.add("title", text_node(fact.title)).add("unit", std::string(report::key_of(fact.unit))).add("type", fact.type);
  if (!fact.currency.empty()) node.add("currency", fact.currency);
  if (!fact.values.empty()) node.add("values", strings(fact.values));
  if (!fact.second_values.empty()) node.add("second_values", strings(fact.second_values));
  if (fact.whole) node.add("whole", Node::boolean(true));
  if (fact.assumed) node.add("assumed", Node::boolean(true));
  if (!fact.cites.empty()) {
    Node cites = Node::array();
    for (const award::Citation& cite : fact.cites) {
      Node one = Node::object();
      one.add("source", cite.source).add("articles", strings(cite.articles));
      cites.items.push_back(std::move(one));
    }
    node.add("cites", std::move(cites));
  }
  if (!fact.needed_by.empty()) node.add("needed_by", strings(fact.needed_by));
  if (!fact.fields.empty()) {
    Node fields = Node::array();
    for (const api::FactInfo& field : fact.fields) fields.items.push_back(fact_node(field));
    node.add("fields", std::move(fields));
  }
  return node;
}

std::string facts_json(const api::Program& program) {
  const award::PolicyId policy = api::policy(program);
  Node id = Node::object();
  id.add("id", policy.id).add("version", policy.version).add("digest", policy.digest);
  Node facts = Node::array();
  for (const api::FactInfo& fact : api::facts(program)) facts.items.push_back(fact_node(fact));
  Node document = Node::object();
  document.add("schema", "bursar.facts/1").add("policy", std::move(id));
  document.add("needs_as_of", Node::boolean(api::needs_as_of(program))).add("facts", std::move(facts));
  std::string out = report::json_text(document);
  return out.ends_with('\n') ? out : out + "\n";
}

/// How many items of a list the table has room for; more columns of the same names may follow.
constexpr int kListItems = 3;

/// The heads of both tables of an audit: the enterprises' facts, and the payouts.
std::string facts_csv(const api::Program& program, bool zh) {
  std::string out = "id,name,as_of";
  for (const api::FactInfo& fact : api::facts(program)) {
    const std::string& name = name_in(fact, zh);
    if (fact.fields.empty()) out += "," + tables::text_cell(name);
    for (int item = 1; item <= kListItems && !fact.fields.empty(); ++item)
      for (const api::FactInfo& field : fact.fields)
        out += "," + tables::text_cell(name + "[" + std::to_string(item) + "]." + name_in(field, zh));
  }
  out += "\r\n\r\n";
  for (const audit::PayoutColumnName& column : audit::kPayoutColumns) {
    if (column.column != audit::kPayoutColumns.front().column) out += ",";
    out += zh && column.column != audit::PayoutColumn::Id ? column.second_name : column.name;
  }
  return out + "\r\n";
}

}  // namespace

int run_facts(const Context& context, const Options& options) {
  Session session;
  if (!open_policy(context, options.arguments[0], session)) return kBroken;
  const std::string out = options.format == "json"   ? facts_json(*session.program)
                          : options.format == "yaml" ? profile_template(*session.program, context.chinese())
                          : options.format == "csv"  ? facts_csv(*session.program, context.chinese())
                                                     : facts_text(context, *session.program);
  return context.answer(out) ? kYes : kBroken;
}

}  // namespace bursar::cli
