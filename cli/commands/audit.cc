// `bursar audit`: a batch of payouts recomputed, what is wrong with it, a report.

#include <algorithm>

#include "cli/audit_runs.h"
#include "cli/commands/commands.h"
#include "cli/exit_codes.h"
#include "cli/fail_on.h"
#include "cli/ledgers.h"
#include "cli/progress.h"
#include "cli/same_file.h"
#include "cli/session.h"
#include "io/audit/run.h"
#include "io/report/audit_csv.h"
#include "io/report/audit_html.h"
#include "io/report/audit_json.h"
#include "io/report/audit_text.h"

namespace bursar::cli {

namespace {

/// What is asked, from the options; false after a complaint.
bool read_request(const Context& context, const Options& options, audit::Request& request) {
  request.payouts = options.arguments[1];
  request.profiles = options.profiles;
  request.lists = options.lists;
  request.approved = options.approved;
  request.bank = options.bank;
  request.mapping = options.mapping;
  request.encoding = options.encoding;
  request.whole_register = options.whole_register;
  if (!options.as_of.empty()) request.as_of = num::Date::parse(options.as_of);
  const auto amount = [&](const char* option, const std::string& text, auto set) {
    if (text.empty()) return true;
    const auto value = num::Exact::parse_decimal(text);
    if (!value || value->sign() < 0) {
      context.complain(context.say(Say::BadAmount, {option, text}));
      return false;
    }
    set(*value);
    return true;
  };
  return amount("--tolerance", options.tolerance, [&](const num::Exact& v) { request.tolerance = v; }) &&
         amount("--fund", options.fund, [&](const num::Exact& v) { request.fund = v; }) &&
         amount("--late-after", options.late_after, [&](const num::Exact& v) {
           request.late_after = static_cast<uint32_t>(std::min<int64_t>(v.floor().to_int64().value_or(INT32_MAX), INT32_MAX));
         });
}

/// No answer may be written over what it is made from.
bool overwrites_input(const Context& context, const Options& options) {
  std::vector<std::string> inputs = options.profiles;
  inputs.insert(inputs.end(), {options.arguments[1], options.approved, options.bank, options.mapping});
  for (const std::string& list : options.lists) inputs.push_back(list.substr(list.find('=') + 1));
  for (const std::string& target : {options.output, options.report}) {
    const auto same = std::find_if(inputs.begin(), inputs.end(),
                                   [&](const std::string& input) { return same_file(input, target); });
    if (same == inputs.end()) continue;
    context.complain(context.say(Say::OverwritesInput, {target}));
    return true;
  }
  return false;
}

/// What the batch paid, as history for later decisions: each payout with the day it was paid or approved.
std::vector<ledger::HistoryEntry> awards_of(const audit::Audit& audit) {
  std::vector<ledger::HistoryEntry> awards;
  for (const audit::Row& row : audit.rows) {
    const audit::Payout& payout = row.payout;
    const auto date = payout.paid_on ? payout.paid_on : payout.approved_on ? payout.approved_on : audit.as_of;
    if (!date || payout.paid.is_zero()) continue;
    const size_t slash = payout.clause.rfind('/');
    awards.push_back({payout.id, audit.policy.id, payout.clause.substr(0, slash), *date, payout.paid,
                      audit.policy.currency, slash == payout.clause.npos ? "" : payout.clause.substr(slash + 1), {}});
  }
  return awards;
}

bool write_report(const Context& context, const audit::Audit& audit, const std::string& path) {
  const auto ends = [&](std::string_view with) { return path.ends_with(with); };
  Output output(path);
  output.write(ends(".html")   ? report::audit_html(audit, context.language())
               : ends(".json") ? report::audit_json(audit)
                               : report::audit_csv(audit));
  return context.finish(output);
}

/// Appends the run to the ledger; false after its issues were printed.
bool book(const Context& context, const Options& options, const audit::Recording& recording,
          const audit::Request& request) {
  OpenLedger open;
  if (!open_ledger(context, options.ledger, ledger::Mode::Create, open)) return false;
  const auto appended =
      open.ledger->append(recording, awards_of(recording.audit()),
                          paths_of(options.arguments[0], request, recording.audit(), now()), open.issues);
  if (!appended) return refuse(context, open);
  context.tell(context.say(appended->already ? Say::RunStoodAlready : Say::RunAppended,
                           {appended->name, options.ledger, proof::to_hex(recording.record().root)}));
  if (!appended->other_rules.empty()) context.tell(context.say(Say::RunOtherRules, {appended->other_rules}));
  return true;
}

int exit_of(const audit::Audit& audit, const FailOn& fail_on, bool exit_zero) {
  const bool faulty = std::any_of(audit.rows.begin(), audit.rows.end(), [](const audit::Row& row) {
    return row.outcome == award::Outcome::Fault || row.outcome == award::Outcome::Conflict;
  });
  if (!audit.refused.empty() || faulty) return kBroken;
  if (exit_zero) return kYes;
  if (fail_on.reached(audit)) return kNo;
  return audit.undecided.rows > 0 ? kUnknown : kYes;
}

}  // namespace

int run_audit(const Context& context, const Options& options) {
  audit::Request request;
  const auto fail_on = FailOn::parse(options.fail_on);
  if (!fail_on) {
    context.complain(context.say(Say::BadFailOn, {options.fail_on}));
    return kBroken;
  }
  if (!read_request(context, options, request) || overwrites_input(context, options)) return kBroken;
  if (!options.report.empty()) {
    const auto ends = [&](std::string_view with) { return options.report.ends_with(with); };
    if (!ends(".html") && !ends(".csv") && !ends(".json")) {
      context.complain(context.say(Say::BadReport, {options.report}));
      return kBroken;
    }
    // Known before the work, not after it.
    Output probe(options.report);
    if (probe.error() != 0) {
      context.cannot_write(probe);
      return kBroken;
    }
  }
  Session session;
  if (!open_policy(context, options.arguments[0], session)) return kBroken;
  diag::Issues issues;
  Progress progress(context, options, 0);
  audit::Audit audit = audit::run(*session.program, session.loaded.files, request, issues,
                                        [&](uint64_t records) { progress.at(records, 0); });
  progress.clear();
  if (!issues.empty())
    context.report_issues(issues, session.loaded.files,
                          context.say(audit.policy.id.empty() ? Say::CountNothingRun : Say::CountOnly,
                                      {render::count_text(issues, context.chinese())}));
  if (audit.policy.id.empty()) return kBroken;
  const audit::Recording recording(audit, this_tool());
  audit.run = proof::to_hex(recording.record().id);
  audit.root = proof::to_hex(recording.record().root);
  if (!options.ledger.empty() && !book(context, options, recording, request)) return kBroken;
  const std::string out = options.format == "json"  ? report::audit_json(audit)
                          : options.format == "csv" ? report::audit_csv(audit)
                                                    : report::audit_text(audit, context.language(), context.style());
  if (!context.answer(out)) return kBroken;
  if (!options.report.empty() && !write_report(context, audit, options.report)) return kBroken;
  return exit_of(audit, *fail_on, options.exit_zero);
}

}  // namespace bursar::cli
