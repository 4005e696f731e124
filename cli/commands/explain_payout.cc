// `bursar explain PAYOUT --run RUN`: one row of an audit, from what was paid to the article.
#include <algorithm>

#include "cli/audit_runs.h"
#include "cli/commands/commands.h"
#include "cli/exit_codes.h"
#include "cli/ledgers.h"
#include "engine/api/causes.h"
#include "io/audit/run.h"
#include "io/render/catalogue.h"
#include "io/report/audit_words.h"
#include "io/report/explain_text.h"
#include "io/report/json.h"

namespace bursar::cli {

namespace {

constexpr size_t kOthersNamed = 20;

/// Payouts of the run that one of the causes explains as well.
std::vector<std::string> with_same_cause(OpenLedger& open, const ledger::Run& run,
                                         const audit::RecordedRow& row) {
  std::vector<std::string> others;
  open.ledger->each_row(
      run,
      [&](const ledger::StoredRow& stored) {
        const auto other = audit::read_row(stored.text);
        if (!other || other->payout == row.payout) return;
        const bool same = std::any_of(other->causes.begin(), other->causes.end(), [&](const audit::Cause& cause) {
          return std::find(row.causes.begin(), row.causes.end(), cause) != row.causes.end();
        });
        if (same) others.push_back(other->payout);
      },
      open.issues);
  return others;
}

std::string head(const report::AuditWords& words, const audit::RecordedRow& row, const Context& context) {
  std::string codes;
  for (const audit::Code code : row.leads) codes += std::string(codes.empty() ? "" : " ") + std::string(audit::name(code));
  std::string out = render::escaped(row.payout) + "  " + render::escaped(row.id) + "  " +
                    context.say(Say::PayoutPaid, {words.money(row.paid)});
  if (row.due) out += "  " + context.say(Say::PayoutDue, {words.money(*row.due)});
  if (row.difference && !row.difference->is_zero())
    out += "  " + context.say(row.difference->sign() > 0 ? Say::PayoutOver : Say::PayoutUnder,
                              {words.money(row.difference->abs())});
  return out + (codes.empty() ? "" : "  " + codes) + "\n";
}

}  // namespace

int run_explain_payout(const Context& context, const Options& options) {
  OpenLedger open;
  if (!open_ledger(context, options.ledger, ledger::Mode::Read, open)) return kBroken;
  const auto run = open.ledger->run(options.run, open.issues);
  if (!run) return refuse(context, open), kBroken;
  const auto stored = open.ledger->rows(*run, options.arguments[0], open.issues);
  if (!stored) return refuse(context, open), kBroken;
  const auto row = stored->empty() ? std::nullopt : audit::read_row(stored->front().text);
  if (!row) {
    context.complain(context.say(Say::NoSuchPayout, {run->name, options.arguments[0]}));
    return kBroken;
  }
  const auto request = request_of(*run);
  Session session;
  if (!request) {
    context.complain(context.say(Say::RunFilesGone, {run->name}));
    return kBroken;
  }
  if (!open_policy(context, policy_of(*run), session)) return kBroken;
  if (api::policy(*session.program).digest != run->record.policy.digest) {
    context.complain(context.say(Say::RunRulesChanged, {run->name}));
    return kBroken;
  }
  audit::Audit frame;
  frame.policy = api::policy(*session.program);
  const report::AuditWords words(frame, context.language());
  std::string out = head(words, *row, context);
  const auto facts = audit::facts_of(*session.program, session.loaded.files, *request, row->id,
                                     stored->front().place + 1, open.issues);
  if (!facts) {
    out += context.say(Say::PayoutNoFacts, {render::escaped(row->id)}) + "\n";
    return context.answer(out) ? kUnknown : kBroken;
  }
  const std::string clause = row->clause.substr(0, row->clause.rfind('/'));
  api::RootCause root_cause(*session.program);
  if (row->due && *row->due != row->paid)
    for (const audit::Cause& cause : root_cause.causes(clause, *facts, request->as_of, row->paid))
      out += context.say(Say::PayoutCause, {words.money(row->paid), words.cause(cause)}) + "\n";
  if (!row->causes.empty()) {
    std::vector<std::string> others = with_same_cause(open, *run, *row);
    std::string list;
    for (size_t i = 0; i < std::min(others.size(), kOthersNamed); ++i) list += (i == 0 ? "" : ", ") + others[i];
    if (!others.empty())
      out += context.say(Say::PayoutSameCause, {std::to_string(others.size()), render::escaped(list)}) + "\n";
  }
  const award::Award award = api::evaluate(*session.program, *facts, request->as_of);
  out += "\n" + report::explain_text(award, context.language(), context.style(), report::Depth::Audit, clause);
  if (!context.answer(options.format == "json" ? report::to_json(award) : out)) return kBroken;
  return row->leads.empty() ? kYes : kNo;
}

}  // namespace bursar::cli
