#include "cli/template.h"

#include <algorithm>
#include <string>
#include <vector>

#include "cli/sentences.h"
#include "cli/session.h"
#include "engine/base/utf8.h"
#include "io/render/catalogue.h"
#include "io/render/render.h"
#include "io/report/json.h"

namespace bursar::cli {

namespace {

/// A comment must stay on its line, whatever a title holds.
std::string comment(const std::string& text) { return "# " + render::escaped(text) + "\n"; }

/// A key as YAML reads it back: names are words, anything else is quoted.
std::string key_text(const std::string& name) {
  bool plain = !name.empty() && !(name[0] >= '0' && name[0] <= '9') && name != "null" && name != "Null" &&
               name != "NULL";
  for (size_t at = 0; at < name.size() && plain;) {
    const char32_t c = utf8::next(name, at);
    plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '.' ||
            utf8::is_han(c);
  }
  return plain ? name : report::quoted_json(name);
}

std::string about(const api::FactInfo& fact, bool zh) {
  const std::string& title = pick(fact.title, zh);
  const std::string type = type_text(fact, zh);
  if (title.empty()) return type;
  return title + (zh ? "（" + type + "）" : " (" + type + ")");
}

std::string cites_text(const api::FactInfo& fact, bool zh) {
  std::vector<std::string> articles;  // each once, whichever source it is of
  for (const award::Citation& cite : fact.cites) {
    for (const std::string& article : cite.written) {
      if (std::find(articles.begin(), articles.end(), article) == articles.end()) articles.push_back(article);
    }
  }
  std::string out;
  for (const std::string& article : articles) out += (out.empty() ? "" : zh ? "、" : ", ") + article;
  return out;
}

}  // namespace

const std::string& name_in(const api::FactInfo& fact, bool chinese) {
  const bool first_fits = utf8::has_han(fact.name) == chinese;
  const bool second_fits = !fact.second_name.empty() && utf8::has_han(fact.second_name) == chinese;
  return !first_fits && second_fits ? fact.second_name : fact.name;
}

std::string type_text(const api::FactInfo& fact, bool chinese) {
  if (!chinese) return fact.currency.empty() ? fact.type : fact.type + ", " + fact.currency;
  return fact.currency.empty() ? fact.type_zh : fact.type_zh + "，" + fact.currency;
}

std::string profile_template(const api::Program& program, bool chinese) {
  const award::PolicyId policy = api::policy(program);
  const std::string& title = pick(policy.title, chinese);
  const std::string unknown = say(Say::UnknownValue, chinese);
  std::string out = comment(say(Say::TemplateHead, chinese, {title.empty() ? policy.id : title}));
  out += "id:  " + comment(say(Say::TemplateId, chinese));
  out += "name:\n";
  if (api::needs_as_of(program)) out += "as_of:  " + comment(say(Say::TemplateAsOf, chinese));
  for (const api::FactInfo& fact : api::facts(program)) {
    out += "\n" + comment(about(fact, chinese));
    if (const std::string cites = cites_text(fact, chinese); !cites.empty()) out += comment(cites);
    if (fact.assumed) out += comment(say(Say::FactsAssumed, chinese));
    out += key_text(name_in(fact, chinese)) + ": " + unknown + "\n";
    if (fact.fields.empty()) continue;
    // An item with open fields would count as one: the example stays a comment.
    out += comment(say(Say::TemplateList, chinese));
    std::string lead = "#   - ";
    for (const api::FactInfo& field : fact.fields) {
      out += lead + key_text(name_in(field, chinese)) + ": " + unknown + "  " + comment(about(field, chinese));
      lead = "#     ";
    }
  }
  return out;
}

}  // namespace bursar::cli
