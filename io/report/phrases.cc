#include "io/report/phrases.h"

#include <algorithm>
#include <set>

#include "engine/num/currency.h"
#include "io/report/articles.h"
#include "io/report/document.h"
#include "io/text/figure.h"

namespace bursar::report {

using award::Shown;
using award::Unit;

namespace {

bool known(const Shown& shown) { return shown.state == Shown::State::Known; }

bool is_group(const award::Condition& condition) { return !condition.parts.empty(); }

/// Whether there are two values that the reader can set against each other.
bool compares(const award::Condition& condition) {
  return !is_group(condition) && (known(condition.need) || condition.need.unit != Unit::None);
}

void collect_sources(const std::vector<award::Citation>& cites, std::set<std::string>& out) {
  for (const award::Citation& cite : cites) out.insert(cite.source);
}

void collect_sources(const std::vector<award::Condition>& conditions, std::set<std::string>& out) {
  for (const award::Condition& condition : conditions) {
    collect_sources(condition.cites, out);
    collect_sources(condition.parts, out);
  }
}

const award::Condition* find(const std::vector<award::Condition>& conditions, std::string_view id) {
  for (const award::Condition& condition : conditions) {
    if (condition.id == id) return &condition;
    if (const award::Condition* part = find(condition.parts, id)) return part;
  }
  return nullptr;
}

}  // namespace

Phrases::Phrases(const award::Award& award, Language language) : award_(award), language_(language) {
  std::set<std::string> sources;
  for (const award::Line& line : award.lines) collect_sources(line.cites, sources);
  for (const award::ClauseResult& clause : award.clauses) {
    collect_sources(clause.cites, sources);
    collect_sources(clause.conditions, sources);
  }
  several_sources_ = sources.size() > 1;
}

std::string Phrases::pick(const award::Text& text, std::string_view fallback) const {
  const std::string& mine = language_ == Language::Zh ? text.zh : text.en;
  const std::string& other = language_ == Language::Zh ? text.en : text.zh;
  return !mine.empty() ? mine : !other.empty() ? other : std::string(fallback);
}

std::string Phrases::money(const num::Exact& amount, std::string_view currency) const {
  return text::money_text(amount, num::minor_digits_of(currency));
}

std::string Phrases::counted(const Shown& shown, Key one, Key many) const {
  return shown.number == 1 ? say(one) : say(many, text::number_text(shown.number));
}

std::string Phrases::value(const Shown& shown, const Shown* other) const {
  if (shown.state == Shown::State::Unknown) return say(Key::Unknown);
  if (shown.state == Shown::State::DoesNotApply) return say(Key::DoesNotApply);
  switch (shown.unit) {
    case Unit::YesNo:
      return say(shown.number.is_zero() ? Key::No : Key::Yes);
    case Unit::Percent: {
      std::optional<num::Exact> beside;
      if (other && known(*other)) beside = other->number;
      const bool tight = language_ == Language::Zh;
      return text::percent_text(shown.number, beside,
                                tight ? text::PercentStyle::Tight : text::PercentStyle::Spaced);
    }
    case Unit::Money: {
      std::string amount = money(shown.number, shown.currency);
      if (!shown.currency.empty() && shown.currency != award_.policy.currency) amount += ' ' + shown.currency;
      return amount + pick(shown.measure);  // 20.00/m²
    }
    case Unit::Date:
      return shown.date.to_text();
    case Unit::Month:
      return num::Month::of(shown.date).to_text();
    case Unit::Year:
      return shown.number.to_text();  // no comma in 2,026
    case Unit::Days:
      return counted(shown, Key::OneDay, Key::Days);
    case Unit::Text:
    case Unit::Period:
      return language_ == Language::Zh && !shown.text_zh.empty() ? shown.text_zh : shown.text;
    case Unit::Time:
      return text::time_text(shown.number);
    case Unit::Moment:
      return text::moment_text(shown.number);
    case Unit::List:
      return shown.text.empty() ? counted(shown, Key::ListOfOne, Key::ListOf) : shown.text;
    case Unit::None:
    case Unit::Number:
    case Unit::Count:
      break;
  }
  if (!shown.text.empty()) return shown.text;
  const std::string unit = pick(shown.measure);
  const bool tight = language_ == Language::Zh || unit.empty();
  return text::number_text(shown.number) + (tight ? "" : " ") + unit;
}

std::string Phrases::need(const award::Condition& condition) const {
  if (condition.id == "refer") return "";
  if (condition.id == "for") return say(Key::AtLeastOneItem);
  if (!compares(condition)) return "";
  const std::string wanted = value(condition.need, &condition.have);
  if (condition.op == "is" || condition.op.empty()) return wanted;
  if (condition.op == "is not") return say(Key::NotValue, wanted);
  const std::string op = word((condition.dates ? "date " : "") + condition.op);
  return op + (language_ == Language::En ? " " + wanted : set_off(wanted));
}

std::string Phrases::have(const award::Condition& condition) const {
  if (condition.id == "refer") return say(known(condition.have) ? Key::ReferApplies : Key::Unknown);
  if (condition.id == "for") {
    if (condition.outcome != award::Met::NotMet) return "";
    const bool named = condition.op != "for" && !condition.text.empty();
    return named ? say(Key::NoItemBy, word(condition.op), pick(condition.text)) : say(Key::NoItem);
  }
  if (!compares(condition)) return "";
  return value(condition.have, &condition.need);
}

std::string Phrases::group(const award::Condition& condition) const {
  return is_group(condition) ? word(condition.op) : "";
}

std::string Phrases::condition_title(const award::Condition& condition) const {
  if (condition.id == "refer") return say(Key::Refers, pick(condition.title, pick(condition.text)));
  if (!condition.title.empty()) return pick(condition.title);
  if (!condition.text.empty() && !is_group(condition)) return pick(condition.text);
  if (is_group(condition)) return group(condition);
  if (condition.id == "steps") return say(Key::LadderCondition);
  if (condition.id == "for") return say(Key::ListCondition);
  return pick(condition.text, condition.id);
}

std::string Phrases::gap(const award::ShortBy& gap) const {
  const std::string title = pick(gap.fact_title, gap.fact);
  const std::string amount = value(gap.amount), target = value(gap.target);
  if (gap.target.unit == Unit::Date)
    return say(gap.lower ? Key::OverByDays : Key::ShortByDays, amount, title, target);
  return say(gap.lower ? Key::OverBy : Key::ShortBy, amount, title, target);
}

std::string Phrases::bounds(const std::optional<num::Exact>& lowest, const std::optional<num::Exact>& highest,
                            std::string_view currency) const {
  if (lowest && highest) {
    if (*lowest == *highest) return money(*lowest, currency);
    return say(Key::Between, money(*lowest, currency), money(*highest, currency));
  }
  if (lowest) return say(Key::AtLeastAmount, money(*lowest, currency));
  if (highest) return say(Key::AtMostAmount, money(*highest, currency));
  return say(Key::AnyAmount);
}

std::string Phrases::cites(const std::vector<award::Citation>& cites) const {
  std::vector<std::string> out;
  for (const award::Citation& cite : cites) {
    std::vector<std::string> articles;
    for (size_t i = 0; i < cite.articles.size(); ++i) {
      const std::string written = i < cite.written.size() ? cite.written[i] : "";
      articles.push_back(article_text(cite.articles[i], written, language_));
    }
    std::string text = joined(articles, Key::ListComma);
    if (several_sources_ || text.empty()) text = text.empty() ? cite.source : cite.source + ' ' + text;
    out.push_back(std::move(text));
  }
  return joined(out, Key::ListSemicolon);
}

std::string Phrases::fact(const std::string& name) const {
  for (const award::Missing& missing : award_.missing) {
    if (missing.fact != name) continue;
    const std::string title = pick(missing.title);
    if (!title.empty() && title != name) return say(Key::TitleAndFact, title, name);
  }
  return name;
}

std::string Phrases::facts(const std::vector<std::string>& names) const {
  std::vector<std::string> out;
  for (const std::string& name : names) out.push_back(fact(name));
  return joined(out, Key::ListComma);
}

std::string Phrases::figures(const award::Step& step) const {
  std::vector<std::string> values;
  for (const Shown& figure : step.figures) values.push_back(value(figure));
  const std::string& op = step.figures_op;
  if (values.empty()) {
    if (op == "step" && step.chosen >= 0) return ladder_row(step, static_cast<size_t>(step.chosen));
    return pick(step.formula);
  }
  if (op == "of" && values.size() == 2) {
    // The share comes first in one language and last in the other, wherever the policy has it.
    const bool swapped = step.figures[0].unit != Unit::Percent && step.figures[1].unit == Unit::Percent;
    return say(Key::PercentOf, values[swapped ? 1 : 0], values[swapped ? 0 : 1]);
  }
  if (op == "lower of" || op == "higher of")
    return say(op == "lower of" ? Key::LowerOf : Key::HigherOf, joined(values, Key::ListAnd));
  if (op == "step" && step.chosen >= 0) {
    const auto row = static_cast<size_t>(step.chosen);
    const std::string figure = row < values.size() ? values[row] : value(step.after);
    return say(Key::LadderRowIs, ladder_row(step, row), figure);
  }
  if (op == "decided") return say(Key::Decided, values[0]);
  if (op == "+" || op == "-" || op == "*" || op == "/") {
    // × and ÷ are one or two columns wide in a Chinese terminal: there words keep the table straight.
    const bool chinese = language_ == Language::Zh;
    const std::string sign = op == "*"   ? (chinese ? " 乘以 " : " × ")
                             : op == "/" ? (chinese ? " 除以 " : " ÷ ")
                                         : ' ' + op + ' ';
    std::string out = values[0];
    for (size_t i = 1; i < values.size(); ++i) out += sign + values[i];
    return out;
  }
  if (values.size() == 1) return values[0];
  return pick(step.formula, joined(values, Key::ListComma));
}

std::string Phrases::ladder_row(const award::Step& step, size_t row) const {
  const std::string bound = row < step.bounds.size() ? pick(step.bounds[row]) : "";
  return bound.empty() ? say(Key::LadderRow, row + 1) : say(Key::LadderRowBound, row + 1, bound);
}

std::string Phrases::line_title(const award::Line& line) const {
  std::string title = pick(line.title, line.clause);
  const size_t slash = line.id.rfind('/');
  if (slash == line.id.npos) return title;
  title = say(Key::ItemNumber, title, line.id.substr(slash + 1));
  // The item's own name tells people more than its number.
  for (const auto& [field, shown] : line.item) {
    if (known(shown) && shown.unit == Unit::Text) return say(Key::NamedItem, title, value(shown));
  }
  // A part of a period, a month, a number is its own name.
  if (!line.item.empty() && known(line.item[0].second) &&
      (line.item[0].second.unit == Unit::Period || line.item[0].second.unit == Unit::Month))
    return say(Key::NamedItem, pick(line.title, line.clause), value(line.item[0].second));
  return title;
}

std::string Phrases::fields(const std::vector<std::pair<award::Text, Shown>>& fields) const {
  std::vector<std::string> out;
  for (const auto& [title, shown] : fields) out.push_back(say(Key::ItemField, pick(title), value(shown)));
  return joined(out, Key::ListComma);
}

std::string Phrases::fault(const award::Fault& fault) const {
  std::string out = word(fault.kind);
  const std::string what = pick(fault.text);
  if (!what.empty()) out = say(Key::FaultAt, out, what);
  std::vector<std::string> values;
  for (const auto& [name, shown] : fault.values) values.push_back(say(Key::FaultValue, name, value(shown)));
  if (!values.empty()) out += say(Key::FaultWith, joined(values, Key::ListComma));
  if (!fault.file.empty()) out += say(Key::FaultPlace, fault.file, fault.line, fault.column);
  return out;
}

std::string Phrases::assumption(const award::Assumption& assumption) const {
  const std::string text = say(Key::AssumedFact, fact(assumption.fact), value(assumption.value));
  return assumption.because.empty() ? text : text + say(Key::Because, pick(assumption.because));
}

std::string Phrases::set_off(const std::string& text) const {
  const bool latin = !text.empty() && static_cast<unsigned char>(text[0]) < 0x80;
  return language_ == Language::Zh && latin ? ' ' + text : text;
}

std::string Phrases::then(const std::string& first, const std::string& second) const {
  if (first.empty() || second.empty()) return first + second;
  return language_ == Language::Zh ? first + second : first + ' ' + second;
}

std::string Phrases::compared(const award::Condition& condition) const {
  if (condition.id == "refer") return say(Key::ReferNow, condition_title(condition), have(condition));
  if (condition.id == "for") {
    if (condition.outcome != award::Met::NotMet) return "";
    const std::string title = condition_title(condition);
    const bool counted = condition.have.unit == Unit::List && known(condition.have) &&
                         condition.have.number.sign() > 0;
    return counted ? say(Key::NoneOfItems, title, text::number_text(condition.have.number))
                   : say(Key::NoItemCounts, title);
  }
  std::string needed = need(condition), yours = have(condition);
  if (needed.empty()) return "";
  // "是" and "否" are read as parts of the sentence unless they are quoted.
  if (language_ == Language::Zh && condition.need.unit == Unit::YesNo) {
    needed = "为“" + needed + "”";
    if (known(condition.have)) yours = "“" + yours + "”";
  }
  // A title that asks is told here: no question mark before the colon.
  std::string title = condition_title(condition);
  for (const std::string_view sign : {"?", "？"}) {
    if (title.ends_with(sign)) title.resize(title.size() - sign.size());
  }
  return say(Key::NeededYours, title, set_off(needed), set_off(yours));
}

std::string Phrases::joined(const std::vector<std::string>& parts, Key separator) const {
  std::string out;
  for (const std::string& part : parts) {
    if (!out.empty()) out += sentence(separator, language_);
    out += part;
  }
  return out;
}

const award::ClauseResult* Phrases::clause(std::string_view id) const {
  const auto found = std::find_if(award_.clauses.begin(), award_.clauses.end(),
                                  [&](const award::ClauseResult& clause) { return clause.id == id; });
  return found == award_.clauses.end() ? nullptr : &*found;
}

const award::Condition* Phrases::condition(const award::ClauseResult& clause, std::string_view id) const {
  return find(clause.conditions, id);
}

}  // namespace bursar::report
