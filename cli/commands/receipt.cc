#include "cli/commands/commands.h"
#include "cli/exit_codes.h"
#include "cli/ledgers.h"
#include "engine/audit/receipt.h"
#include "engine/proof/merkle.h"

namespace bursar::cli {

int run_receipt(const Context& context, const Options& options) {
  OpenLedger open;
  if (!open_ledger(context, options.ledger, ledger::Mode::Read, open)) return kBroken;
  const auto run = open.ledger->run(options.run, open.issues);
  if (!run) return refuse(context, open), kBroken;
  const std::string& payout = options.arguments[0];
  const auto rows = open.ledger->rows(*run, payout, open.issues);
  if (!rows) return refuse(context, open), kBroken;
  if (rows->empty()) {
    context.complain(context.say(Say::NoSuchPayout, {run->name, payout}));
    return kBroken;
  }
  if (rows->size() > 1) {
    std::string places;
    for (const ledger::StoredRow& row : *rows) places += (places.empty() ? "" : ", ") + std::to_string(row.place + 1);
    context.complain(context.say(Say::SeveralPayouts, {run->name, payout, places}),
                     context.say(Say::NameTheRow, {std::to_string(rows->front().place + 1)}));
    return kBroken;
  }
  const ledger::StoredRow& row = rows->front();
  std::vector<proof::Digest> leaves;
  if (!open.ledger->each_row(*run, [&](const ledger::StoredRow& each) { leaves.push_back(each.leaf); }, open.issues))
    return refuse(context, open), kBroken;
  audit::Receipt receipt{run->name, run->record, row.text, row.place, {}, run->signatures};
  if (row.place < leaves.size()) receipt.path = proof::inclusion_proof(leaves, row.place);
  if (!audit::is_proven(receipt)) {
    context.complain(context.say(Say::RowAltered, {std::to_string(row.place + 1), run->name}));
    return kNo;
  }
  if (!context.answer(audit::receipt_text(receipt))) return kBroken;
  if (!context.quiet())
    context.tell(context.say(Say::ReceiptSays, {count_text(row.place + 1), count_text(run->record.rows),
                                                proof::to_text(run->record.root), std::to_string(receipt.path.size())}));
  return kYes;
}

}  // namespace bursar::cli
