#include "io/report/audit_csv.h"

#include "io/report/document.h"
#include "io/tables/csv_writer.h"

namespace bursar::report {

namespace {

/// A space before all but the first.
void append(std::string& list, std::string_view one) { list.append(list.empty() ? 0 : 1, ' ').append(one); }

}  // namespace

std::string audit_csv(const audit::Audit& audit) {
  std::string out = "payout,id,clause,outcome,paid,due,difference,currency,leads,reasons,causes";
  out += tables::kLineEnd;
  const auto amount = [&](const std::optional<num::Exact>& value) {
    if (value) out += amount_string(*value, audit.policy.currency);
    out += ',';
  };
  const auto text = [&](std::string_view value, char end = ',') {
    tables::add_text_cell(out, value);
    if (end) out += end;
  };
  for (const audit::Row& row : audit.rows) {
    text(row.payout.payout);
    text(row.payout.id);
    text(row.payout.clause);
    text(key_of(row.outcome));
    amount(row.payout.paid);
    amount(row.due);
    amount(row.difference);
    text(audit.policy.currency);
    std::string leads, reasons, causes;
    for (const audit::Lead& lead : row.leads) {
      append(leads, audit::name(lead.code));
      append(reasons, lead.reason.id);
    }
    for (const uint32_t cause : row.causes) append(causes, audit.causes[cause].kind);
    text(leads);
    text(reasons);
    text(causes, '\0');
    out += tables::kLineEnd;
  }
  return out;
}

}  // namespace bursar::report
