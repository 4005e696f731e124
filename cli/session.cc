#include "cli/session.h"

#include "cli/exit_codes.h"
#include "engine/num/currency.h"
#include "io/profile/bind.h"
#include "io/profile/figures.h"
#include "io/profile/read.h"
#include "io/text/figure.h"
#include "io/text/table.h"

namespace bursar::cli {

namespace {

std::string total_text(const Context& context, const award::Award& award) {
  if (!award.total) return context.say(Say::TotalOpen);
  return text::money_text(*award.total, num::minor_digits_of(award.policy.currency)) + " " +
         award.policy.currency;
}

/// One run over all records of all profiles.
class Run {
 public:
  Run(const Options& options, Session& session) : options_(options), session_(session) {
    if (!options.as_of.empty()) as_of_ = num::Date::parse(options.as_of);
    for (const std::string& assignment : options.set)
      assignments_.push_back(session_.loaded.files.add("--set", assignment));
  }

  void read(const std::string& path) {
    const size_t before = issues_.size();
    const uint32_t file =
        policy::read_into(session_.loaded.files, path, profile::Limits{}.max_bytes, issues_);
    if (issues_.size() > before) {
      batch_.broken = true;
      return;
    }
    profile::Read read = profile::read_profile(session_.loaded.files[file], file);
    if (diag::has_errors(read.issues)) {
      batch_.broken = true;
      ++left_out_;
    }
    issues_.insert(issues_.end(), read.issues.begin(), read.issues.end());
    for (const profile::Document& document : read.documents) evaluate(document, file);
    records_ += read.documents.size();
  }

  Batch finish(const Context& context) {
    for (award::Award& award : evaluate_together(waiting_)) batch_.results.push_back({std::move(award), {}, {}});
    std::vector<award::Award> before = evaluate_together(waiting_as_given_);
    for (size_t i = 0; i < before.size(); ++i) batch_.results[i].as_given = std::move(before[i]);
    batch_.several = records_ > 1;
    if (!issues_.empty()) {
      const std::string count = render::count_text(issues_, context.chinese());
      const bool nothing = batch_.results.empty();
      context.report_issues(issues_, session_.loaded.files,
                            nothing ? context.say(Say::CountNothingRun, {count})
                            : left_out_ > 0
                                ? context.say(Say::CountNotEvaluated, {count, std::to_string(left_out_)})
                                : context.say(Say::CountOnly, {count}));
    }
    return std::move(batch_);
  }

 private:
  void evaluate(const profile::Document& document, uint32_t file) {
    const auto& facts = api::facts(*session_.program);
    profile::Bound bound = profile::bind(facts, document, file);
    facts::Record changed = bound.record;
    // A wrong --set is wrong for every record: said once.
    if (!set_refused_)
      for (size_t i = 0; i < options_.set.size(); ++i) {
        diag::Issues refused = profile::set_value(facts, changed, options_.set[i], assignments_[i]);
        set_refused_ = set_refused_ || diag::has_errors(refused);
        bound.issues.insert(bound.issues.end(), refused.begin(), refused.end());
      }
    const std::string name = bound.record.id.empty() ? "#" + std::to_string(document.ordinal) : bound.record.id;
    if (!as_of_ && !bound.record.as_of && api::needs_as_of(*session_.program)) {
      source::Span place = document.root.span;
      place.file = file;
      place.end = place.begin;
      bound.issues.push_back({diag::Kind::AsOfNeeded, place, {}, {}, {}, name, "as_of", {}});
    }
    issues_.insert(issues_.end(), bound.issues.begin(), bound.issues.end());
    if (diag::has_errors(bound.issues) || set_refused_) {
      batch_.broken = true;
      ++left_out_;
      return;
    }
    if (api::has_budgets(*session_.program)) {  // a share needs every applicant
      waiting_.push_back(std::move(changed));
      if (!options_.set.empty()) waiting_as_given_.push_back(std::move(bound.record));
      return;
    }
    Result result{api::evaluate(*session_.program, changed, as_of_), {}, {}};
    if (result.award.outcome == award::Outcome::Undetermined)
      result.choices = api::best_choices(*session_.program, changed, as_of_);
    if (!options_.set.empty()) result.as_given = api::evaluate(*session_.program, bound.record, as_of_);
    batch_.results.push_back(std::move(result));
  }

  std::vector<award::Award> evaluate_together(const std::vector<facts::Record>& records) const {
    std::vector<std::pair<const facts::Record*, std::optional<num::Date>>> applicants;
    for (const facts::Record& record : records) applicants.emplace_back(&record, as_of_);
    return api::evaluate_all(*session_.program, applicants);
  }

  const Options& options_;
  Session& session_;
  std::optional<num::Date> as_of_;
  std::vector<uint32_t> assignments_;
  diag::Issues issues_;
  Batch batch_;
  std::vector<facts::Record> waiting_, waiting_as_given_;
  size_t records_ = 0;
  size_t left_out_ = 0;
  bool set_refused_ = false;
};

}  // namespace

void load_policy(const std::string& path, Session& session) {
  session.loaded = policy::load(path);
  session.issues = session.loaded.issues;
  session.readable = !diag::has_errors(session.issues);
  if (!session.readable) return;
  api::Compiled compiled = api::compile(session.loaded.files, session.loaded.indices, session.loaded.used);
  session.program = std::move(compiled.program);
  session.issues.insert(session.issues.end(), compiled.issues.begin(), compiled.issues.end());
}

bool open_policy(const Context& context, const std::string& path, Session& session) {
  load_policy(path, session);
  const std::string count = render::count_text(session.issues, context.chinese());
  if (diag::has_errors(session.issues) || !session.program) {
    context.report_issues(session.issues, session.loaded.files,
                          count.empty() ? context.say(Say::NothingRun)
                                        : context.say(Say::CountNothingRun, {count}));
    return false;
  }
  if (!session.issues.empty() && !context.quiet())
    context.report_issues(session.issues, session.loaded.files, context.say(Say::CountOnly, {count}));
  return true;
}

Batch evaluate_profiles(const Context& context, const Options& options, Session& session,
                        const std::vector<std::string>& profiles) {
  if (const auto by = api::decided_by(*session.program); by && !options.as_of.empty() && !context.quiet())
    context.tell(context.say(Say::AsOfIgnored, {context.chinese() ? by->zh : by->en}));
  Run run(options, session);
  for (const std::string& path : profiles) run.read(path);
  Batch batch = run.finish(context);
  batch.several = batch.several || profiles.size() > 1;
  return batch;
}

int exit_of(award::Outcome outcome) {
  switch (outcome) {
    case award::Outcome::Eligible: return kYes;
    case award::Outcome::Ineligible: return kNo;
    case award::Outcome::Undetermined: return kUnknown;
    case award::Outcome::Conflict:
    case award::Outcome::Fault: break;
  }
  return kBroken;
}

int exit_of(const Batch& batch, bool exit_zero) {
  int code = batch.broken ? kBroken : kYes;
  for (const Result& result : batch.results) code = worse(code, exit_of(result.award.outcome));
  return exit_zero && code != kBroken ? kYes : code;
}

std::string outcome_text(const Context& context, award::Outcome outcome) {
  switch (outcome) {
    case award::Outcome::Eligible: return context.say(Say::OutcomeEligible);
    case award::Outcome::Ineligible: return context.say(Say::OutcomeIneligible);
    case award::Outcome::Undetermined: return context.say(Say::OutcomeUndetermined);
    case award::Outcome::Conflict: return context.say(Say::OutcomeConflict);
    case award::Outcome::Fault: break;
  }
  return context.say(Say::OutcomeFault);
}

std::string what_if_text(const Context& context, const Options& options, const Result& result) {
  if (!result.as_given) return {};
  std::string changes;
  const std::string comma = context.chinese() ? "、" : ", ";
  for (const std::string& assignment : options.set) changes += (changes.empty() ? "" : comma) + assignment;
  const award::Award& before = *result.as_given;
  const std::string was = outcome_text(context, before.outcome);
  const std::string now = outcome_text(context, result.award.outcome);
  const std::string had = total_text(context, before), has = total_text(context, result.award);
  if (context.plain()) return context.say(Say::WhatIfPlain, {changes, was, had, now, has}) + "\n\n";
  text::Table table({{"", text::Align::Left, 0, 0},
                     {context.say(Say::AsGiven), text::Align::Right, 0, 0},
                     {context.say(Say::WithChange), text::Align::Right, 0, 0}});
  table.add_row({context.say(Say::RowResult), was, now});
  table.add_row({context.say(Say::RowTotal), had, has});
  return context.say(Say::WhatIf) + (context.chinese() ? "：" : ": ") + changes + "\n" + table.text() + "\n";
}

std::string choices_text(const Context& context, const Result& result) {
  std::string out;
  for (const api::Choice& choice : result.choices) {
    const facts::Value& v = choice.value;
    std::string value = v.form == facts::Value::Form::Text    ? v.text
                        : v.form == facts::Value::Form::Date  ? num::Month::of(v.date).to_text()
                        : v.number.is_zero()                  ? context.say(Say::NoWord)
                                                              : context.say(Say::YesWord);
    for (size_t i = 0; i < choice.fact->values.size(); ++i)
      if (context.chinese() && choice.fact->values[i] == v.text && !choice.fact->second_values[i].empty())
        value = choice.fact->second_values[i];
    award::Award best;
    best.total = choice.total;
    best.policy.currency = result.award.policy.currency;
    out += context.say(Say::BestChoice, {choice.fact->title.empty() ? choice.fact->name : pick(choice.fact->title, context.chinese()),
                                         value, total_text(context, best), std::to_string(choice.of)}) +
           "\n";
  }
  return out.empty() ? out : "\n" + out;
}

const std::string& pick(const award::Text& text, bool chinese) {
  if (chinese) return text.zh.empty() ? text.en : text.zh;
  return text.en.empty() ? text.zh : text.en;
}

}  // namespace bursar::cli
