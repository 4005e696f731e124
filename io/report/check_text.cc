#include "io/report/check_text.h"

#include <algorithm>

#include "io/report/document.h"
#include "io/report/paint.h"
#include "io/report/phrases.h"
#include "io/text/table.h"
#include "io/text/wrap.h"

namespace bursar::report {

namespace {

using award::ClauseResult;
using award::Condition;
using award::Met;
using award::Outcome;

constexpr int kConditionWidth = 46;
constexpr int kValueWidth = 26;
constexpr int kPage = 100;

class Screen {
 public:
  Screen(const award::Award& award, Language language, Style style)
      : award_(award), p_(award, language), style_(style) {}

  std::string text(const award::Text& in_force) {
    out_ = headline(p_, award_, style_);
    const auto eligible =
        std::count_if(award_.clauses.begin(), award_.clauses.end(),
                      [](const ClauseResult& c) { return c.outcome == Outcome::Eligible; });
    const size_t all = award_.clauses.size();
    if (all > 1) out_ += p_.say(Key::ClausesEligible, eligible, all) + '\n';
    if (!in_force.empty()) out_ += p_.say(Key::InForceMet, p_.pick(in_force)) + '\n';
    for (const ClauseResult& clause : award_.clauses) block(clause);
    for (const award::Fault& fault : award_.faults) {
      if (p_.clause(fault.clause)) continue;
      out_ += '\n';
      note("!", Hue::Bad, p_.fault(fault));
    }
    total();
    return out_;
  }

 private:
  void total() {
    if (std::all_of(award_.clauses.begin(), award_.clauses.end(),
                    [](const ClauseResult& c) { return award::is_result(c.verb); }))
      return;
    const std::string& currency = award_.policy.currency;
    if (award_.total)
      out_ += '\n' + p_.say(Key::TotalSentence, p_.money(*award_.total, currency), currency) + '\n';
    else if (award_.outcome == Outcome::Undetermined)
      out_ += '\n' + p_.say(Key::TotalBetween, p_.bounds(award_.lowest, award_.highest, currency), currency) +
              '\n';
  }

  void block(const ClauseResult& clause) {
    out_ += '\n' + heading(clause) + '\n';
    if (style_.plain) {
      plain(clause.conditions);
    } else if (!clause.conditions.empty()) {
      out_ += '\n' + table(clause) + '\n';
    }
    gaps(clause.conditions);
    if (!clause.missing.empty()) note("?", Hue::Open, p_.say(Key::MissingLine, p_.facts(clause.missing)));
    for (const award::Fault& fault : award_.faults) {
      if (fault.clause == clause.id) note("!", Hue::Bad, p_.fault(fault));
    }
    if (out_.ends_with("\n\n")) out_.pop_back();
  }

  std::string heading(const ClauseResult& clause) const {
    const std::string title = p_.pick(clause.title, clause.id), cites = p_.cites(clause.cites);
    std::string out = style_.plain
                          ? p_.say(Key::PlainClause, title, p_.word(key_of(clause.outcome)))
                          : paint(outcome_heading(p_, clause.outcome), hue_of(clause.outcome), style_);
    if (style_.plain) {
      if (!cites.empty()) out = p_.then(out, as_sentence(cites, p_.language()));
    } else {
      out += "  " + (cites.empty() ? p_.say(Key::PlainStop, title) : p_.say(Key::ClauseNamed, title, cites));
    }
    out += counts(clause.conditions);
    const bool all_met = std::all_of(clause.conditions.begin(), clause.conditions.end(),
                                     [](const Condition& c) { return c.outcome == Met::Met; });
    if (award::is_result(clause.verb)) {  // a deadline, an answer: no amount
      for (const award::Line& line : award_.lines)
        if (line.clause == clause.id && line.result) out += p_.say(Key::ResultSentence, p_.value(*line.result));
      return out;
    }
    if (clause.outcome == Outcome::Undetermined && all_met) out += p_.say(Key::AmountOpen);
    if (clause.outcome == Outcome::Eligible && clause.amount)
      out += p_.say(Key::AmountSentence, p_.money(*clause.amount, clause.currency), clause.currency);
    if (clause.outcome == Outcome::Undetermined && (clause.lowest || clause.highest))
      out += p_.say(Key::AmountBounds, p_.bounds(clause.lowest, clause.highest, clause.currency),
                    clause.currency);
    return out;
  }

  std::string counts(const std::vector<Condition>& conditions) const {
    const auto with = [&](Met met) {
      return std::count_if(conditions.begin(), conditions.end(),
                           [&](const Condition& c) { return c.outcome == met; });
    };
    const auto met = with(Met::Met), open = with(Met::Unknown);
    const auto all = static_cast<std::ptrdiff_t>(conditions.size());
    if (all == 0) return p_.say(Key::NoConditions);
    if (open > 0) return p_.say(Key::ConditionsOpen, met, with(Met::NotMet), open);
    if (all == 1) return p_.say(met == 1 ? Key::OneConditionMet : Key::OneConditionNotMet);
    return p_.say(Key::ConditionsMet, met, all);
  }

  std::string result(Met met) const { return std::string(mark(met)) + ' ' + p_.word(key_of(met)); }

  std::string table(const ClauseResult& clause) const {
    const bool cited = any_cited(clause.conditions);
    std::vector<text::Column> columns = {
        {p_.say(Key::ColumnCondition), text::Align::Left, kConditionWidth, 3},
        {p_.say(Key::ColumnNeeded), text::Align::Left, kValueWidth},
        {p_.say(Key::ColumnYou), text::Align::Left, kValueWidth},
        {p_.say(Key::ColumnResult)}};
    if (cited) columns.push_back({p_.say(Key::ColumnArticle)});
    text::Table table(columns);
    rows(clause.conditions, 0, cited, table);
    std::string out = table.text(2);
    if (!style_.colour) return out;
    for (const Met met : {Met::Met, Met::NotMet, Met::Unknown}) {
      const Hue hue = met == Met::Met ? Hue::Good : met == Met::NotMet ? Hue::Bad : Hue::Open;
      const std::string plain = "  " + result(met), coloured = "  " + paint(result(met), hue, style_);
      for (size_t at = out.find(plain); at != out.npos; at = out.find(plain, at + coloured.size()))
        out.replace(at, plain.size(), coloured);
    }
    return out;
  }

  static bool any_cited(const std::vector<Condition>& conditions) {
    return std::any_of(conditions.begin(), conditions.end(),
                       [](const Condition& c) { return !c.cites.empty() || any_cited(c.parts); });
  }

  /// Labels are numbers; the marks `steps`, `for` and `policy_in_force` are for programs.
  static std::string label(const Condition& condition) {
    const bool number = !condition.id.empty() && condition.id[0] >= '0' && condition.id[0] <= '9';
    return number ? condition.id : "-";
  }

  void rows(const std::vector<Condition>& conditions, size_t depth, bool cited, text::Table& table) const {
    for (const Condition& condition : conditions) {
      const std::string title = p_.condition_title(condition), group = p_.group(condition);
      std::vector<std::string> cells = {std::string(depth * 3, ' ') + label(condition) + "  " + title,
                                        group.empty()    ? p_.need(condition)
                                        : group == title ? ""
                                                         : group,
                                        p_.have(condition), result(condition.outcome)};
      if (cited) cells.push_back(p_.cites(condition.cites));
      table.add_row(std::move(cells));
      rows(condition.parts, depth + 1, cited, table);
    }
  }

  void plain(const std::vector<Condition>& conditions) {
    for (const Condition& condition : conditions) {
      const std::string title = p_.condition_title(condition), outcome = p_.word(key_of(condition.outcome));
      const std::string need = p_.need(condition);
      std::string text = need.empty() ? p_.say(Key::PlainCondition, label(condition), title, outcome)
                                      : p_.say(Key::PlainConditionBoth, label(condition), title, outcome,
                                               need, p_.have(condition));
      if (!condition.cites.empty())
        text = p_.then(text, as_sentence(p_.cites(condition.cites), p_.language()));
      out_ += text + '\n';
      plain(condition.parts);
    }
  }

  void gaps(const std::vector<Condition>& conditions) {
    for (const Condition& condition : conditions) {
      if (condition.short_by) note("", Hue::Bad, p_.say(Key::PlainStop, p_.gap(*condition.short_by)));
      gaps(condition.parts);
    }
  }

  void note(std::string_view sign, Hue hue, const std::string& text) {
    if (style_.plain) {
      out_ += as_sentence(text, p_.language()) + '\n';
      return;
    }
    const std::string start = sign.empty() ? "" : paint(sign, hue, style_) + ' ';
    const std::string further = sign.empty() ? "" : "  ";
    bool first = true;
    for (const std::string& line : text::wrap(text, kPage - 4)) {
      out_ += "  " + (first ? start : further) + line + '\n';
      first = false;
    }
  }

  const award::Award& award_;
  Phrases p_;
  Style style_;
  std::string out_;
};

}  // namespace

std::string check_text(const award::Award& award, Language language, Style style) {
  // Every clause has the condition that the policy is in force: kept, it is told once, above them.
  award::Award shown = award;
  award::Text in_force;
  for (ClauseResult& clause : shown.clauses) {
    std::erase_if(clause.conditions, [&](const Condition& condition) {
      const bool once = (condition.id == "policy_in_force" || condition.id == "in_force") &&
                        condition.outcome == Met::Met && !condition.title.empty();
      if (once) in_force = condition.title;
      return once;
    });
  }
  return trim_lines(Screen(shown, language, style).text(in_force));
}

}  // namespace bursar::report
