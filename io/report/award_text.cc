#include "io/report/award_text.h"

#include <algorithm>

#include "engine/num/capitals.h"
#include "io/report/document.h"
#include "io/report/paint.h"
#include "io/report/phrases.h"
#include "io/report/steps.h"
#include "io/text/table.h"
#include "io/text/width.h"
#include "io/text/wrap.h"

namespace bursar::report {

namespace {

using award::ClauseResult;
using award::Outcome;

constexpr int kItemWidth = 34;
constexpr int kHowWidth = 44;
constexpr int kPage = 100;

class Screen {
 public:
  Screen(const award::Award& award, Language language, Style style)
      : award_(award), p_(award, language), style_(style) {}

  std::string text() {
    out_ = headline(p_, award_, style_);
    lines();
    payments();
    clauses(p_.say(Key::GaveNothing), {Outcome::Ineligible, Outcome::Conflict});
    clauses(p_.say(Key::NotKnownYet), {Outcome::Undetermined});
    faults();
    assumptions();
    return out_;
  }

 private:
  std::string how(const award::Line& line) const {
    std::string out;
    if (!line.reason.empty()) {
      const ClauseResult* clause = p_.clause(line.clause);
      const award::Condition* condition = clause ? p_.condition(*clause, line.reason) : nullptr;
      out = p_.say(Key::ZeroBecause, condition ? p_.condition_title(*condition) : line.reason);
    } else {
      out = how_text(p_, line.steps);
    }
    if (!line.counts_in_total && !award::is_result(line.verb)) {
      if (!out.empty()) out += '\n';
      out += line.result ? p_.say(Key::DeferredUntil, p_.value(*line.result)) : p_.say(Key::NotInTotal, p_.word(line.verb));
    }
    return out;
  }

  std::string amount(const award::Line& line) const {
    return award::is_result(line.verb) && line.result ? p_.value(*line.result) : p_.money(line.amount, line.currency);
  }

  /// Nothing to add up when every clause answers or sets a deadline.
  bool has_amounts() const {
    return std::any_of(award_.clauses.begin(), award_.clauses.end(),
                       [](const ClauseResult& c) { return !award::is_result(c.verb); });
  }
  bool has_total() const { return award_.total && has_amounts(); }

  void lines() {
    const size_t before = out_.size();
    if (award_.lines.empty()) {
      if (award_.outcome == Outcome::Ineligible) paragraph(p_.say(Key::NoLines));
    } else if (style_.plain) {
      plain_lines();
    } else {
      table();
    }
    total_bounds();
    if (!style_.plain && out_.size() > before) out_.insert(before, "\n");
  }

  void table() {
    const std::string& currency = award_.policy.currency;
    text::Table table({{p_.say(Key::ColumnItem), text::Align::Left, kItemWidth, 3},
                       {p_.say(Key::ColumnHow), text::Align::Left, kHowWidth, 2},
                       {has_amounts() ? p_.say(Key::ColumnAmount, currency) : p_.say(Key::ColumnResult), text::Align::Right},
                       {p_.say(Key::ColumnArticle), text::Align::Left, kItemWidth}});
    size_t number = 0;
    for (const award::Line& line : award_.lines) {
      table.add_row({std::to_string(++number) + "  " + p_.line_title(line), how(line),
                     amount(line), p_.cites(line.cites)});
    }
    if (has_total()) table.set_total({p_.say(Key::Total), "", p_.money(*award_.total, currency)});
    out_ += table.text(2);
    capitals("  ");
  }

  void plain_lines() {
    const size_t count = award_.lines.size();
    paragraph(count == 1 ? p_.say(Key::PlainOneItem) : p_.say(Key::PlainParts, count));
    size_t number = 0;
    for (const award::Line& line : award_.lines) {
      std::string steps = how(line);
      for (size_t at = steps.find('\n'); at != steps.npos; at = steps.find('\n', at))
        steps.replace(at, 1, sentence(Key::ListSemicolon, p_.language()));
      const std::string title = p_.say(Key::Numbered, ++number, p_.line_title(line));
      std::string text = p_.say(Key::NamedItem, title, amount(line));
      if (!award::is_result(line.verb)) text += ' ' + line.currency;
      text = p_.say(Key::PlainStop, text);
      if (!steps.empty()) text = p_.then(text, as_sentence(steps, p_.language()));
      if (!line.cites.empty()) text = p_.then(text, as_sentence(p_.cites(line.cites), p_.language()));
      paragraph(text);
    }
    if (has_total())
      paragraph(p_.say(Key::TotalSentence, p_.money(*award_.total, award_.policy.currency),
                       award_.policy.currency));
    capitals("");
  }

  /// Vouchers want the amount in capitals, but only in this language and for this currency they exist.
  void capitals(std::string_view indent) {
    if (p_.language() != Language::Zh || !has_total() || award_.policy.currency != "CNY") return;
    if (const auto text = num::rmb_capitals(*award_.total)) out_.append(indent).append(*text) += '\n';
  }

  void total_bounds() {
    if (award_.outcome != Outcome::Undetermined || !has_amounts()) return;
    const std::string& currency = award_.policy.currency;
    paragraph(p_.say(Key::TotalBetween, p_.bounds(award_.lowest, award_.highest, currency), currency));
  }

  std::string reason(const ClauseResult& clause) const {
    if (!clause.set_aside_by.empty()) {
      const ClauseResult* other = p_.clause(clause.set_aside_by);
      return p_.say(Key::SetAside, other ? p_.pick(other->title, other->id) : clause.set_aside_by);
    }
    if (clause.outcome == Outcome::Conflict) return p_.say(Key::InConflict);
    if (clause.outcome == Outcome::Undetermined) {
      std::vector<std::string> parts;
      for (const award::Condition& condition : clause.conditions)
        if (condition.id == "refer") parts.push_back(p_.condition_title(condition));
      if (!clause.missing.empty()) parts.push_back(p_.say(Key::MissingFacts, p_.facts(clause.missing)));
      if (clause.lowest || clause.highest)
        parts.push_back(p_.bounds(clause.lowest, clause.highest, clause.currency));
      return p_.joined(parts, Key::ListSemicolon);
    }
    std::vector<const award::Condition*> failed;
    for (const award::Condition& condition : clause.conditions) {
      if (condition.outcome == award::Met::NotMet) failed.push_back(&condition);
    }
    if (failed.empty()) return p_.say(Key::AllNotMet);
    const award::Condition& first = *failed.front();
    std::string text = p_.compared(first);
    if (text.empty()) text = p_.say(Key::ConditionNotMet, p_.condition_title(first));
    return failed.size() == 1 ? text : p_.say(Key::MoreNotMet, text, failed.size() - 1);
  }

  void clauses(const std::string& heading, std::initializer_list<Outcome> outcomes) {
    struct Entry {
      Outcome outcome;
      std::string title, reason, cites;
    };
    std::vector<Entry> entries;
    for (const ClauseResult& clause : award_.clauses) {
      if (std::find(outcomes.begin(), outcomes.end(), clause.outcome) == outcomes.end()) continue;
      entries.push_back(
          {clause.outcome, p_.pick(clause.title, clause.id), reason(clause), p_.cites(clause.cites)});
    }
    if (entries.empty()) return;
    section(heading);
    if (style_.plain) {
      for (const Entry& e : entries) {
        std::string text = p_.say(Key::PlainClause, e.title, e.reason);
        if (!e.cites.empty()) text = p_.then(text, as_sentence(e.cites, p_.language()));
        paragraph(text);
      }
      return;
    }
    for (const Entry& e : entries) {
      std::string title = e.cites.empty() ? e.title : p_.say(Key::TitleAndFact, e.title, e.cites);
      out_ += "  " + paint(mark(e.outcome), hue_of(e.outcome), style_) + ' ' + title + '\n';
      for (const std::string& line : text::wrap(e.reason, kPage - 4)) out_ += "    " + line + '\n';
    }
  }

  void payments() {
    if (award_.payments.empty()) return;
    section(p_.say(Key::Payments));
    for (const award::Payment& payment : award_.payments) {
      const ClauseResult* clause = p_.clause(payment.clause);
      const std::string when = payment.on ? p_.value(*payment.on) : p_.pick(payment.event);
      item("-", Hue::Good, p_.say(Key::Payment, clause ? p_.pick(clause->title, clause->id) : payment.clause,
                                  p_.money(payment.amount, award_.policy.currency), p_.value(payment.share), when));
    }
  }

  void faults() {
    if (award_.faults.empty()) return;
    section(p_.say(Key::Faults));
    for (const award::Fault& fault : award_.faults) {
      const ClauseResult* clause = p_.clause(fault.clause);
      std::string text = p_.fault(fault);
      if (clause) text = p_.say(Key::FaultAt, p_.pick(clause->title, clause->id), text);
      item("!", Hue::Bad, text);
    }
  }

  void assumptions() {
    if (award_.assumptions.empty()) return;
    section(p_.say(Key::Assumed));
    for (const award::Assumption& assumption : award_.assumptions) {
      const std::string text = p_.assumption(assumption);
      // Not as a sentence: a fact's name keeps its small letter.
      if (style_.plain)
        paragraph(p_.say(Key::PlainStop, text));
      else
        item("-", Hue::Open, text);
    }
  }

  void item(std::string_view sign, Hue hue, const std::string& text) {
    if (style_.plain) return paragraph(as_sentence(text, p_.language()));
    bool first = true;
    for (const std::string& line : text::wrap(text, kPage - 4)) {
      out_ += first ? "  " + paint(sign, hue, style_) + ' ' + line + '\n' : "    " + line + '\n';
      first = false;
    }
  }

  void section(const std::string& heading) {
    if (!style_.plain) out_ += '\n';
    out_ += paint(heading, Hue::Strong, style_) + '\n';
  }

  void paragraph(const std::string& text) { out_ += text + '\n'; }

  const award::Award& award_;
  Phrases p_;
  Style style_;
  std::string out_;
};

}  // namespace

std::string award_text(const award::Award& award, Language language, Style style) {
  return trim_lines(Screen(award, language, style).text());
}

}  // namespace bursar::report
