#include "io/report/audit_words.h"

#include <algorithm>
#include <optional>

#include "io/text/figure.h"

namespace bursar::report {

namespace {

struct Word {
  std::string_view key, en, zh;
};

constexpr Word kWords[] = {
#define WORD(key, en, zh) {key, en, zh},
#include "io/report/audit_words.def"
#undef WORD
};

/// The words of `group.key`; nothing when the catalogue has none.
std::optional<std::string_view> find(std::string_view group, std::string_view key, Language language) {
  for (const Word& word : kWords)
    if (word.key.size() == group.size() + 1 + key.size() && word.key.starts_with(group) && word.key.ends_with(key))
      return language == Language::Zh ? word.zh : word.en;
  return std::nullopt;
}

award::Award frame_of(const audit::Audit& audit) {
  award::Award frame;
  frame.policy = audit.policy;
  return frame;
}

}  // namespace

std::string_view lead_name(audit::Code code, Language language) {
  return find("lead", audit::name(code), language).value();
}

std::string role_name(std::string_view role, Language language) {
  return std::string(find("role", role, language).value_or(role));
}

AuditWords::AuditWords(const audit::Audit& audit, Language language)
    : audit_(audit), frame_(frame_of(audit)), phrases_(frame_, language) {}

std::string AuditWords::money(const num::Exact& amount) const {
  return phrases_.money(amount, audit_.policy.currency);
}

std::string AuditWords::difference(const num::Exact& amount) const {
  std::string out(amount.sign() > 0 ? "+" : "");
  return out += money(amount);
}

std::string AuditWords::count(uint64_t n) const { return text::number_text(num::Exact(n)); }

std::string AuditWords::lead(audit::Code code) const {
  std::string name(lead_name(code, language()));
  if (code != audit::Code::A6) return name;
  for (const auto& [option, value] : audit_.options)
    if (option == "tolerance") return say(Key::AuditUpTo, name, value);
  return name;
}

std::string AuditWords::filled(std::string_view pattern, const std::vector<award::Shown>& values,
                               const std::vector<std::string>& names, const award::Text& text) const {
  std::string out;
  while (!pattern.empty()) {
    const size_t open = std::min(pattern.find('{'), pattern.size());
    out += pattern.substr(0, open);
    pattern.remove_prefix(open);
    if (pattern.empty()) break;
    const size_t close = pattern.find('}');
    const std::string_view hole = pattern.substr(1, close - 1);
    pattern.remove_prefix(close + 1);
    const size_t n = hole.size() == 2 ? static_cast<size_t>(hole[1] - '0') : 0;
    if (hole == "text") out += phrases_.pick(text);
    else if (hole == "n*") out += phrases_.joined(names, Key::ListComma);
    else if (hole[0] == 'v' && n < values.size()) out += phrases_.value(values[n]);
    else if (hole[0] == 'n' && n < names.size()) out += names[n];
    else if (hole[0] == 'r' && n < names.size()) out += role_name(names[n], language());
  }
  return out;
}

std::string AuditWords::reason(const audit::Reason& reason) const {
  if (const auto pattern = find("reason", reason.id, language()))
    return filled(*pattern, reason.values, reason.names, reason.text);
  std::vector<std::string> with;
  for (const award::Shown& value : reason.values) with.push_back(phrases_.value(value));
  with.insert(with.end(), reason.names.begin(), reason.names.end());
  if (!reason.text.empty()) with.push_back(phrases_.pick(reason.text));
  return with.empty() ? reason.id : say(Key::NamedItem, reason.id, phrases_.joined(with, Key::ListSemicolon));
}

std::string AuditWords::cause(const audit::Cause& cause) const {
  const std::string kind = phrases_.word(cause.kind);
  const std::string what = phrases_.pick(cause.text, cause.detail);
  return what.empty() ? kind : say(Key::NamedItem, kind, what);
}

std::string AuditWords::not_checked(const audit::NotChecked& what) const {
  if (const auto pattern = find("not_checked", what.id, language())) return filled(*pattern, {}, what.names, {});
  return what.names.empty() ? what.id
                            : say(Key::TitleAndFact, what.id, phrases_.joined(what.names, Key::ListComma));
}

std::string AuditWords::refused(const audit::Refused& refused) const {
  const std::string message = phrases_.pick(refused.message, refused.issue);
  const std::string& place = refused.field.empty() ? refused.record : refused.field;
  return place.empty() ? say(Key::AuditRefusedAt, refused.file, refused.line, message)
                       : say(Key::AuditRefusedField, refused.file, refused.line, place, message);
}

std::string AuditWords::share() const {
  const auto share = num::Exact::divide(audit_.batch.over + audit_.batch.under, audit_.batch.paid);
  if (!share) return "-";
  return text::percent_text(*share, num::Exact(0),
                            language() == Language::Zh ? text::PercentStyle::Tight : text::PercentStyle::Spaced);
}

std::string AuditWords::policy_id() const {
  return audit_.policy.version.empty() ? audit_.policy.id : audit_.policy.id + ' ' + audit_.policy.version;
}

std::string AuditWords::policy() const {
  const std::string title = phrases_.pick(audit_.policy.title, phrases_.pick(audit_.policy.name, audit_.policy.id));
  return title == audit_.policy.id ? policy_id() : say(Key::PolicyNamed, title, policy_id());
}

}  // namespace bursar::report
