#include "io/report/audit_tables.h"

namespace bursar::report {

using audit::Code;
using Cell = ReportCell;

AuditTables::AuditTables(const audit::Audit& audit, Language language)
    : audit_(audit), words_(audit, language), figures_(figures_of(audit)) {}

ReportRow AuditTables::sum(std::string name, const audit::Sum& sum, bool decided) const {
  ReportRow row = {Cell::of(std::move(name)), Cell::count(sum.rows), Cell::money(sum.paid)};
  if (!decided) return row.insert(row.end(), 4, Cell()), row;
  row.push_back(Cell::money(sum.due));
  row.push_back(Cell::money(sum.over));
  row.push_back(Cell::money(sum.under));
  row.push_back(Cell::difference(difference_of(sum)));
  return row;
}

ReportTable AuditTables::leads() const {
  ReportTable table{words_.say(Key::AuditLeads),
                    {{words_.say(Key::AuditLeadColumn), false, 34},
                     {words_.say(Key::AuditRowsColumn), true, 10},
                     {words_.say(Key::AuditPaidColumn), true, 20},
                     {words_.say(Key::AuditDueColumn), true, 20},
                     {words_.say(Key::AuditOver), true, 18},
                     {words_.say(Key::AuditUnder), true, 18},
                     {words_.say(Key::AuditDifferenceColumn), true, 18}},
                    {},
                    3};
  for (const auto& [code, sum] : audit_.sums)
    if (sum.rows > 0 || code == Code::A8)
      table.rows.push_back(this->sum(std::string(audit::name(code)) + ' ' + words_.lead(code), sum, code != Code::A8));
  table.rows.push_back(sum(words_.say(Key::AuditAllLeads), figures_.improper, true));
  table.rows.push_back(sum(words_.say(Key::AuditMatched), audit_.matched, true));
  table.rows.push_back(sum(words_.say(Key::AuditBatch), audit_.batch, true));
  return table;
}

ReportTable AuditTables::further() const {
  ReportTable table{words_.say(Key::AuditFurtherTitle),
                    {{words_.say(Key::AuditLeadColumn), false, 34},
                     {words_.say(Key::AuditRowsColumn), true, 10},
                     {words_.say(Key::AuditReasonColumn), false, 60}},
                    {},
                    0};
  for (auto at = static_cast<size_t>(Code::B1); at < audit::kCodes; ++at) {
    const auto code = static_cast<Code>(at);
    const std::string name = std::string(audit::name(code)) + ' ' + words_.lead(code);
    if (figures_.rows_with[at] > 0) table.rows.push_back({Cell::of(name), Cell::count(figures_.rows_with[at]), {}});
    for (const audit::Lead& lead : audit_.of_the_batch)
      if (lead.code == code) table.rows.push_back({Cell::of(name), {}, Cell::of(words_.reason(lead.reason))});
  }
  return table;
}

ReportTable AuditTables::causes() const {
  ReportTable table{words_.say(Key::AuditCauses),
                    {{words_.say(Key::AuditCauseColumn), false, 60},
                     {words_.say(Key::AuditClauseColumn), false, 20},
                     {words_.say(Key::AuditRowsColumn), true, 10},
                     {words_.say(Key::AuditAlsoColumn), true, 16},
                     {words_.say(Key::AuditDifferenceColumn), true, 18}},
                    {},
                    0};
  for (const audit::CauseSum& sum : audit_.cause_sums) {
    if (sum.rows == 0) continue;
    const audit::Cause& cause = audit_.causes[sum.cause];
    table.rows.push_back({Cell::of(words_.cause(cause)), Cell::of(cause.clause), Cell::count(sum.rows),
                          Cell::count(sum.also), Cell::difference(sum.difference)});
  }
  if (figures_.unexplained > 0)
    table.rows.push_back({Cell::of(words_.say(Key::AuditNoCause)), {}, Cell::count(figures_.unexplained), {},
                          Cell::difference(figures_.unexplained_difference)});
  return table;
}

ReportTable AuditTables::residues() const {
  ReportTable table{words_.say(Key::AuditResiduesTitle),
                    {{words_.say(Key::AuditDifferenceColumn), true, 18}, {words_.say(Key::AuditRowsColumn), true, 10}},
                    {},
                    0};
  for (const audit::Residue& residue : audit_.residues)
    table.rows.push_back({Cell::difference(residue.difference), Cell::count(residue.rows)});
  return table;
}

ReportTable AuditTables::reconciliations() const {
  ReportTable table{words_.say(Key::AuditReconciliations),
                    {{words_.say(Key::AuditOneSide), false, 14},
                     {words_.say(Key::AuditTotalColumn), true, 20},
                     {words_.say(Key::AuditOtherSide), false, 14},
                     {words_.say(Key::AuditTotalColumn), true, 20},
                     {words_.say(Key::AuditOnlyOne), true, 12},
                     {words_.say(Key::AuditOnlyOther), true, 14},
                     {words_.say(Key::AuditOtherAmount), true, 14}},
                    {},
                    0};
  for (const audit::Reconciliation& one : audit_.reconciliations)
    table.rows.push_back({Cell::of(role_name(one.left, words_.language())), Cell::money(one.left_total),
                          Cell::of(role_name(one.right, words_.language())), Cell::money(one.right_total),
                          Cell::count(one.missing), Cell::count(one.extra), Cell::count(one.different)});
  return table;
}

ReportTable AuditTables::refused() const {
  ReportTable table{words_.say(Key::AuditRefusedTitle),
                    {{words_.say(Key::AuditFileColumn), false, 24},
                     {words_.say(Key::AuditLineColumn), true, 10},
                     {words_.say(Key::AuditRecordColumn), false, 20},
                     {words_.say(Key::AuditFieldColumn), false, 16},
                     {words_.say(Key::AuditIssueColumn), false, 10},
                     {words_.say(Key::AuditMessageColumn), false, 60}},
                    {},
                    0};
  for (const audit::Refused& one : audit_.refused)
    table.rows.push_back({Cell::of(one.file), Cell::count(one.line), Cell::of(one.record), Cell::of(one.field),
                          Cell::of(one.issue), Cell::of(words_.phrases().pick(one.message))});
  return table;
}

ReportTable AuditTables::inputs() const {
  ReportTable table{words_.say(Key::AuditInputs),
                    {{words_.say(Key::AuditRoleColumn), false, 12},
                     {words_.say(Key::AuditFileColumn), false, 30},
                     {words_.say(Key::AuditRowsColumn), true, 12},
                     {words_.say(Key::AuditBytesColumn), true, 14},
                     {words_.say(Key::AuditEncodingColumn), false, 12},
                     {"SHA-256", false, 68}},
                    {},
                    0};
  for (const audit::Input& input : audit_.inputs)
    table.rows.push_back({Cell::of(role_name(input.role, words_.language())), Cell::of(input.file),
                          Cell::count(input.rows), Cell::count(input.bytes), Cell::of(input.encoding),
                          Cell::of(input.sha256)});
  return table;
}

ReportTable AuditTables::taxonomy() const {
  ReportTable table{words_.say(Key::AuditTaxonomy),
                    {{words_.say(Key::AuditCodeColumn), false, 8},
                     {words_.say(Key::AuditNameColumn), false, 34},
                     {words_.say(Key::AuditKindColumn), false, 60}},
                    {},
                    0};
  static constexpr Key kKinds[] = {Key::AuditKindA, Key::AuditKindB, Key::AuditKindC};
  for (size_t at = 0; at < audit::kCodes; ++at) {
    const auto code = static_cast<Code>(at);
    const std::string_view name = audit::name(code);
    table.rows.push_back({Cell::of(std::string(name)), Cell::of(words_.lead(code)),
                          Cell::of(words_.say(kKinds[name[0] - 'A']))});
  }
  return table;
}

ReportTable AuditTables::bunching() const {
  ReportTable table{words_.say(Key::AuditChartBunching),
                    {{words_.say(Key::AuditThresholdColumn), false, 50},
                     {words_.say(Key::AuditJustBelow), true, 16},
                     {words_.say(Key::AuditJustAbove), true, 22}},
                    {},
                    0};
  for (const audit::Bunching& one : audit_.bunching)
    table.rows.push_back({Cell::of(words_.say(Key::NamedItem, words_.phrases().pick(one.title, one.fact),
                                              words_.phrases().value(one.threshold))),
                          Cell::count(one.below), Cell::count(one.above)});
  return table;
}

ReportTable AuditTables::rules() const {
  ReportTable table{words_.say(Key::AuditRules),
                    {{words_.say(Key::AuditItemColumn), false, 24}, {words_.say(Key::AuditValueColumn), false, 76}},
                    {},
                    0};
  const auto add = [&](std::string what, std::string value) {
    if (!value.empty()) table.rows.push_back({Cell::of(std::move(what)), Cell::of(std::move(value))});
  };
  add(words_.say(Key::AuditPolicy), words_.policy());
  add(words_.say(Key::AuditVersion), audit_.policy.version);
  add(words_.say(Key::AuditDigest), audit_.policy.digest);
  if (audit_.as_of) add(words_.say(Key::AuditAsOf), audit_.as_of->to_text());
  add(words_.say(Key::AuditCurrency), audit_.policy.currency);
  for (const auto& [name, value] : audit_.options) add(words_.say(Key::AuditOption, name), value);
  add(words_.say(Key::AuditRunTitle), audit_.run);
  add(words_.say(Key::AuditRootTitle), audit_.root);
  return table;
}

std::vector<std::string> AuditTables::method() const {
  return {words_.say(Key::AuditMethodRecompute), words_.say(Key::AuditMethodNet), words_.say(Key::AuditMethodCause),
          words_.say(Key::AuditLimit), words_.say(Key::AuditMethodSample)};
}

std::vector<std::string> AuditTables::not_checked() const {
  std::vector<std::string> out;
  for (const audit::NotChecked& one : audit_.not_checked) out.push_back(words_.not_checked(one));
  return out;
}

ReportTable AuditTables::payouts(std::string title) const {
  return {std::move(title),
          {{words_.say(Key::AuditPayoutColumn), false, 14},
           {words_.say(Key::AuditIdColumn), false, 22},
           {words_.say(Key::AuditClauseColumn), false, 20},
           {words_.say(Key::AuditPaidColumn), true, 18},
           {words_.say(Key::AuditDueColumn), true, 18},
           {words_.say(Key::AuditDifferenceColumn), true, 18},
           {words_.say(Key::AuditLeadsColumn), false, 10},
           {words_.say(Key::AuditReasonColumn), false, 50},
           {words_.say(Key::AuditCausesColumn), false, 50}},
          {},
          0};
}

ReportRow AuditTables::row(const audit::Row& row) const {
  std::string codes;
  std::vector<std::string> reasons, causes;
  for (const audit::Lead& lead : row.leads) {
    codes.append(codes.empty() ? 0 : 1, ' ').append(audit::name(lead.code));
    reasons.push_back(words_.reason(lead.reason));
  }
  for (const uint32_t cause : row.causes) causes.push_back(words_.cause(audit_.causes[cause]));
  return {Cell::of(row.payout.payout),
          Cell::of(row.payout.id),
          Cell::of(row.payout.clause),
          Cell::money(row.payout.paid),
          row.due ? Cell::money(*row.due) : Cell(),
          row.difference ? Cell::difference(*row.difference) : Cell(),
          Cell::of(std::move(codes)),
          Cell::of(words_.phrases().joined(reasons, Key::ListSemicolon)),
          Cell::of(words_.phrases().joined(causes, Key::ListSemicolon))};
}

}  // namespace bursar::report
