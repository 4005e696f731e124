#include "io/report/paint.h"

#include "io/report/document.h"

namespace bursar::report {

using award::Outcome;

std::string paint(std::string_view text, Hue hue, const Style& style) {
  if (!style.colour || text.empty()) return std::string(text);
  static constexpr std::string_view kCodes[] = {"\x1b[1;32m", "\x1b[1;31m", "\x1b[1;33m", "\x1b[1m",
                                                "\x1b[2m"};
  return std::string(kCodes[static_cast<unsigned>(hue)]).append(text).append("\x1b[0m");
}

Hue hue_of(Outcome outcome) {
  return outcome == Outcome::Eligible ? Hue::Good : outcome == Outcome::Undetermined ? Hue::Open : Hue::Bad;
}

std::string outcome_heading(const Phrases& phrases, Outcome outcome) {
  static constexpr Key kKeys[] = {Key::HeadEligible, Key::HeadIneligible, Key::HeadUndetermined,
                                  Key::HeadConflict, Key::HeadFault};
  return phrases.say(kKeys[static_cast<unsigned>(outcome)]);
}

std::string_view mark(Outcome outcome) {
  static constexpr std::string_view kMarks[] = {"✓", "✗", "?", "!", "!"};
  return kMarks[static_cast<unsigned>(outcome)];
}

std::string_view mark(award::Met met) {
  return met == award::Met::Met ? "✓" : met == award::Met::NotMet ? "✗" : "?";
}

std::string trim_lines(const std::string& text) {
  std::string out;
  for (const char c : text) {
    while (c == '\n' && out.ends_with(' ')) out.pop_back();
    out += c;
  }
  return out;
}

std::string headline(const Phrases& p, const award::Award& award, const Style& style) {
  std::string id = award.policy.id;
  if (!award.policy.version.empty()) id += ' ' + award.policy.version;
  const std::string title = p.pick(award.policy.title, p.pick(award.policy.name, award.policy.id));
  const std::string policy = title == award.policy.id ? id : p.say(Key::PolicyNamed, title, id);
  std::string subject = award.subject_name;
  if (!award.subject_id.empty())
    subject = subject.empty() ? award.subject_id : p.say(Key::TitleAndFact, subject, award.subject_id);
  const auto date = award.decided_on ? award.decided_on : award.as_of;
  std::string out;
  if (style.plain) {
    const std::string outcome = p.word(key_of(award.outcome));
    out = p.say(Key::PlainHeadline, outcome, policy) + '\n';
    if (date) out += p.say(Key::PlainAsOf, date->to_text()) + '\n';
    if (!subject.empty()) out += p.say(Key::PlainStop, p.say(Key::Applicant, subject)) + '\n';
    return out;
  }
  out = paint(outcome_heading(p, award.outcome), hue_of(award.outcome), style) + "  " + policy;
  if (date) out += p.say(Key::AsOf, date->to_text());
  out += '\n';
  if (!subject.empty()) out += p.say(Key::Applicant, subject) + '\n';
  return out;
}

}  // namespace bursar::report
