#include "io/report/explain_text.h"

#include <algorithm>

#include "io/report/document.h"
#include "io/report/paint.h"
#include "io/report/phrases.h"
#include "io/report/steps.h"
#include "io/report/tree.h"

namespace bursar::report {

namespace {

using award::ClauseResult;
using award::Condition;
using award::Outcome;
using award::Shown;
using award::Step;

class Explanation {
 public:
  Explanation(const award::Award& award, Language language, Style style, Depth depth)
      : award_(award), p_(award, language), style_(style), depth_(depth) {}

  std::string text(std::string_view only) const {
    if (!only.empty() && !p_.clause(only)) return p_.say(Key::NoSuchClause, only) + '\n';
    // Asked for one clause, the answer is that clause's.
    award::Award head = award_;
    if (!only.empty()) head.outcome = p_.clause(only)->outcome;
    std::string out = headline(p_, head, style_);
    if (depth_ == Depth::Audit) out += p_.say(Key::DigestIs, award_.policy.digest) + '\n';
    for (const ClauseResult& clause : award_.clauses) {
      if (!only.empty() && clause.id != only) continue;
      const Branch tree = branch_of(clause);
      out += '\n' + (style_.plain ? outline(tree, p_.language()) : draw(tree, style_));
    }
    if (!only.empty()) return out;
    if (!award_.assumptions.empty()) {
      Branch assumed{p_.say(Key::Assumptions), {}, {}};
      for (const award::Assumption& one : award_.assumptions) assumed.add(p_.assumption(one));
      out += '\n' + (style_.plain ? outline(assumed, p_.language()) : draw(assumed, style_));
    }
    for (const award::Fault& fault : award_.faults) {
      if (!p_.clause(fault.clause)) out += '\n' + as_sentence(p_.fault(fault), p_.language()) + '\n';
    }
    if (award_.total) {
      const std::string total = p_.money(*award_.total, award_.policy.currency);
      out += '\n' + p_.say(Key::TotalSentence, total, award_.policy.currency) + '\n';
    } else if (award_.outcome == Outcome::Undetermined) {
      const std::string bounds = p_.bounds(award_.lowest, award_.highest, award_.policy.currency);
      out += '\n' + p_.say(Key::TotalBetween, bounds, award_.policy.currency) + '\n';
    }
    return out;
  }

 private:
  bool office() const { return depth_ != Depth::Applicant; }
  bool audit() const { return depth_ == Depth::Audit; }
  std::string with_id(std::string text, const std::string& id) const {
    return audit() && !id.empty() ? p_.say(Key::IdIs, text, id) : text;
  }
  /// A sign is read out badly: plain style has the word alone.
  std::string signed_word(std::string_view sign, std::string_view key) const {
    return style_.plain ? p_.word(key) : std::string(sign) + ' ' + p_.word(key);
  }

  Branch branch_of(const ClauseResult& clause) const {
    std::string amount;
    if (clause.outcome == Outcome::Eligible && clause.amount)
      amount = p_.money(*clause.amount, clause.currency) + ' ' + clause.currency;
    else
      amount = signed_word(mark(clause.outcome), key_of(clause.outcome));
    Branch root{with_id(p_.say(Key::TitleAmount, p_.pick(clause.title, clause.id), amount), clause.id),
                p_.cites(clause.cites),
                {}};
    if (audit() && !clause.quote.empty()) root.add(p_.say(Key::Quote, clause.quote));
    conditions(clause, root);
    for (const award::Line& line : award_.lines) {
      if (line.clause == clause.id) add_line(clause, line, root);
    }
    for (const award::LeftOut& item : clause.left_out) left_out(item, root);
    for (const award::Intermediate& value : clause.intermediates) intermediate(value, root);
    if (clause.outcome == Outcome::Undetermined) {
      if (clause.lowest || clause.highest) {
        const std::string bounds = p_.bounds(clause.lowest, clause.highest, clause.currency);
        root.add(p_.say(Key::AmountBetween, bounds, clause.currency));
      }
    }
    if (!clause.missing.empty()) root.add(p_.say(Key::MissingFacts, p_.facts(clause.missing)));
    if (!clause.set_aside_by.empty()) {
      const ClauseResult* other = p_.clause(clause.set_aside_by);
      root.add(p_.say(Key::SetAside, other ? p_.pick(other->title, other->id) : clause.set_aside_by));
    }
    for (const award::Fault& fault : award_.faults) {
      if (fault.clause == clause.id) root.add(p_.fault(fault));
    }
    return root;
  }

  void conditions(const ClauseResult& clause, Branch& root) const {
    if (clause.conditions.empty()) return;
    const auto met = std::count_if(clause.conditions.begin(), clause.conditions.end(),
                                   [](const Condition& c) { return c.outcome == award::Met::Met; });
    const auto open = std::count_if(clause.conditions.begin(), clause.conditions.end(),
                                    [](const Condition& c) { return c.outcome == award::Met::Unknown; });
    const size_t all = clause.conditions.size();
    Branch& branch = root.add(open > 0 ? p_.say(Key::ConditionsSomeOpen, met, all, open)
                                       : p_.say(Key::Conditions, met, all));
    for (const Condition& condition : clause.conditions) add_condition(condition, branch);
  }

  void add_condition(const Condition& condition, Branch& parent) const {
    const std::string title = p_.condition_title(condition), compared = p_.compared(condition);
    std::string text = compared.empty() ? title : compared;
    const bool labelled = !condition.id.empty() && condition.id[0] >= '0' && condition.id[0] <= '9';
    const std::string_view outcome = key_of(condition.outcome);
    if (condition.id != "refer")
      text = p_.say(Key::WithOutcome, text, p_.word(outcome));  // it says all itself
    if (style_.plain) {
      if (labelled) text = p_.say(Key::PlainMarked, condition.id, text);
    } else {
      const std::string sign(mark(condition.outcome));
      text = labelled ? p_.say(Key::MarkedCondition, sign, condition.id, text) : sign + ' ' + text;
    }
    if (!labelled) text = with_id(text, condition.id);
    Branch& branch = parent.add(text, p_.cites(condition.cites));
    if (office() && !condition.text.empty() && p_.pick(condition.text) != title)
      branch.add(p_.say(Key::Formula, p_.pick(condition.text)));
    if (audit()) {
      exact(condition.need, branch);
      exact(condition.have, branch);
    }
    if (condition.short_by) {
      const std::string gap = p_.gap(*condition.short_by);
      branch.add(office() ? p_.say(Key::IdIs, gap, condition.short_by->fact) : gap);
    }
    if (condition.parts.empty() && !condition.missing.empty())
      branch.add(p_.say(Key::MissingFacts, p_.facts(condition.missing)));
    for (const Condition& part : condition.parts) add_condition(part, branch);
  }

  /// What is shown rounded, as its fraction.
  void exact(const Shown& value, Branch& branch) const {
    if (value.state != Shown::State::Known || value.number.is_integer()) return;
    if (value.unit != award::Unit::Percent && value.unit != award::Unit::Number) return;
    branch.add(p_.say(Key::ExactFraction, p_.value(value), value.number.to_fraction()));
  }

  void add_line(const ClauseResult& clause, const award::Line& line, Branch& root) const {
    const std::string amount = p_.money(line.amount, line.currency);
    const auto lines = std::count_if(award_.lines.begin(), award_.lines.end(),
                                     [&](const award::Line& other) { return other.clause == clause.id; });
    // The only line of a clause has its title, which stands just above.
    const bool told = lines == 1 && p_.pick(line.title) == p_.pick(clause.title) && line.item.empty();
    std::string text = told ? amount : p_.say(Key::TitleAmount, p_.line_title(line), amount);
    const bool short_story = line.steps.size() == 1 && line.reason.empty();
    if (short_story) text = with_how(text, line.steps.front());
    if (!line.counts_in_total)
      text = p_.joined({text, p_.say(Key::NotInTotal, p_.word(line.verb))}, Key::ListSemicolon);
    Branch& branch = root.add(line.id == clause.id ? text : with_id(text, line.id), p_.cites(line.cites));
    if (!line.reason.empty()) {
      const Condition* condition = p_.condition(clause, line.reason);
      branch.add(p_.say(Key::ZeroBecause, condition ? p_.condition_title(*condition) : line.reason));
    }
    if (!line.item.empty()) branch.add(p_.say(Key::ItemFields, p_.fields(line.item)));
    steps(line.steps, short_story, branch);
  }

  /// "500,000.00 = step 2": how an amount just told was opened.
  std::string with_how(const std::string& text, const Step& step) const {
    const bool row = step.figures_op == "step" && step.chosen >= 0;
    const std::string how = row ? p_.ladder_row(step, static_cast<size_t>(step.chosen)) : p_.figures(step);
    return how.empty() || how == p_.value(step.after) ? text : p_.say(Key::AmountIs, text, how);
  }

  void steps(const std::vector<Step>& steps, bool opening_told, Branch& branch) const {
    for (const Step& step : steps) {
      if (step.kind == Step::Kind::Start) {
        Branch* opening = &branch;
        if (!opening_told) {
          opening = &branch.add(with_how(p_.say(Key::StartsFrom, p_.value(step.after)), step));
        }
        losers(step, *opening);
        const std::string formula = p_.pick(step.formula);
        // The rows told one by one say what the ladder says in one long line.
        const bool told = step.figures_op == "step" && !step.bounds.empty();
        if (office() && !told && !formula.empty() && formula != p_.figures(step))
          opening->add(p_.say(Key::Formula, formula));
        if (audit()) exact_amount(step.after, *opening);
        continue;
      }
      const bool silent = step.kind == Step::Kind::Round ? step.before.number == step.after.number
                                                         : !step.applied && step.kind != Step::Kind::Cap;
      if (silent && !office()) continue;
      Branch& told = branch.add(step_text(p_, step));
      if (audit() && step.before.number != step.after.number) exact_amount(step.after, told);
    }
  }

  void exact_amount(const Shown& value, Branch& branch) const {
    if (value.state != Shown::State::Known || value.number.is_integer()) return;
    branch.add(p_.say(Key::ExactFraction, p_.value(value), value.number.to_fraction()));
  }

  /// The figures that were weighed and not taken.
  void losers(const Step& step, Branch& branch) const {
    const bool rows = step.figures_op == "step";
    const bool choice = rows || step.figures_op == "lower of" || step.figures_op == "higher of";
    // Ladders may come with the looked-up value only; then no row can be told from another.
    if (!choice || step.chosen < 0 || static_cast<size_t>(step.chosen) >= step.figures.size()) return;
    for (size_t i = 0; i < step.figures.size(); ++i) {
      if (i == static_cast<size_t>(step.chosen)) continue;
      const std::string value = p_.value(step.figures[i]);
      branch.add(rows ? p_.say(Key::NotChosenRow, p_.ladder_row(step, i), value)
                      : p_.say(Key::NotChosen, value));
    }
  }

  void left_out(const award::LeftOut& item, Branch& root) const {
    const size_t slash = item.item.rfind('/');
    const std::string number = slash == item.item.npos ? item.item : item.item.substr(slash + 1);
    const std::string by = p_.word(item.by), words = p_.pick(item.text);
    const std::string text = words.empty() || words == item.by ? p_.say(Key::LeftOutBy, number, by)
                             : item.by == "of these"           ? p_.say(Key::CountedOnly, number, words)
                                                               : p_.say(Key::LeftOut, number, by, words);
    Branch& branch = root.add(with_id(text, item.item));
    if (!item.fields.empty()) branch.add(p_.say(Key::ItemFields, p_.fields(item.fields)));
  }

  void intermediate(const award::Intermediate& value, Branch& root) const {
    std::string title = p_.pick(value.title, value.name);
    if (office() && title != value.name) title = p_.say(Key::IdIs, title, value.name);
    std::string text = p_.say(Key::AmountIs, title, p_.value(value.value));
    const bool short_story = value.steps.size() == 1;
    if (short_story) text = with_how(text, value.steps.front());
    if (value.from) text = p_.say(Key::ValueFrom, text, value.from->to_text());
    Branch& branch = root.add(text, p_.cites(value.cites));
    if (audit() && value.steps.empty()) exact(value.value, branch);
    steps(value.steps, short_story, branch);
  }

  const award::Award& award_;
  Phrases p_;
  Style style_;
  Depth depth_;
};

}  // namespace

std::string explain_text(const award::Award& award, Language language, Style style, Depth depth,
                         std::string_view clause) {
  return trim_lines(Explanation(award, language, style, depth).text(clause));
}

}  // namespace bursar::report
