#include "io/report/audit_text.h"

#include <algorithm>

#include "engine/num/capitals.h"
#include "io/report/audit_figures.h"
#include "io/report/audit_words.h"
#include "io/report/paint.h"
#include "io/text/table.h"
#include "io/text/width.h"
#include "io/text/wrap.h"

namespace bursar::report {

namespace {

using audit::Code;

constexpr int kPage = 100;
constexpr int kNameWidth = 56;
constexpr size_t kMostCauses = 20;
constexpr size_t kMostRefused = 5;
constexpr size_t kMostResidues = 5;

/// As a shell takes it for one word.
std::string shell_word(const std::string& text) {
  const bool plain = !text.empty() && text.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
                                                             "0123456789_-./:@%+,") == text.npos;
  if (plain) return text;
  std::string out = "'";
  for (const char c : text) c == '\'' ? out += "'\\''" : out += c;
  return out += '\'';
}

class Screen {
 public:
  Screen(const audit::Audit& audit, Language language, Style style)
      : audit_(audit), w_(audit, language), style_(style), figures_(figures_of(audit)) {}

  std::string text() {
    head();
    gap();
    leads();
    gap();
    totals();
    further();
    causes();
    reconciliations();
    refused();
    gap();
    not_checked();
    proof();
    return std::move(out_);
  }

 private:
  void gap() {
    if (!style_.plain && !out_.empty()) out_ += '\n';
  }
  void paragraph(const std::string& text, int hang = 0) {
    if (style_.plain) {
      out_ += as_sentence(text, w_.language()) + '\n';
      return;
    }
    for (const std::string& line : text::wrap(text, kPage, hang)) out_ += line + '\n';
  }
  std::string rows(uint64_t n) const { return n == 1 ? w_.say(Key::AuditOneRow) : w_.say(Key::AuditRows, w_.count(n)); }

  void head() {
    std::vector<std::pair<std::string, std::string>> lines;
    for (const audit::Input& input : audit_.inputs) {
      std::vector<std::string> parts = {rows(input.rows)};
      if (!input.encoding.empty()) parts.push_back(input.encoding);
      if (input.role == "payouts") parts.push_back(w_.say(Key::AuditControlTotal, w_.money(audit_.control_total)));
      lines.emplace_back(w_.say(Key::AuditRead),
                         w_.say(Key::AuditInput, role_name(input.role, w_.language()), input.file,
                                w_.phrases().joined(parts, Key::AuditComma)));
    }
    lines.emplace_back(w_.say(Key::AuditRules),
                       w_.phrases().joined({w_.policy(), w_.say(Key::AuditAmountsIn, audit_.policy.currency)},
                                           Key::AuditComma));
    if (audit_.as_of) lines.back().second += w_.say(Key::AsOf, audit_.as_of->to_text());
    if (!audit_.policy.digest.empty())
      lines.emplace_back("", style_.plain ? w_.say(Key::DigestIs, audit_.policy.digest) : audit_.policy.digest);
    for (const auto& [label, text] : lines) {
      if (style_.plain) paragraph(label.empty() ? text : w_.say(Key::NamedItem, label, text));
      else out_ += paint(text::pad_right(label, 7), Hue::Faint, style_) + text + '\n';
    }
  }

  void leads() {
    text::Table table({{w_.say(Key::AuditLeadColumn), text::Align::Left, kNameWidth, 3},
                       {w_.say(Key::AuditRowsColumn), text::Align::Right},
                       {w_.say(Key::AuditPaidColumn), text::Align::Right},
                       {w_.say(Key::AuditDueColumn), text::Align::Right},
                       {w_.say(Key::AuditDifferenceColumn), text::Align::Right}});
    const auto add = [&](const std::string& name, const audit::Sum& sum, bool decided, bool total = false) {
      if (style_.plain) {
        paragraph(decided ? w_.say(Key::AuditPlainSum, name, rows(sum.rows), w_.money(sum.paid), w_.money(sum.due),
                                   w_.difference(difference_of(sum)))
                          : w_.say(Key::AuditPlainUndecided, name, rows(sum.rows), w_.money(sum.paid)));
        return;
      }
      std::vector<std::string> cells = {name, w_.count(sum.rows), w_.money(sum.paid),
                                        decided ? w_.money(sum.due) : "-",
                                        decided ? w_.difference(difference_of(sum)) : "-"};
      if (total) table.set_total(std::move(cells));
      else table.add_row(std::move(cells));
    };
    for (const auto& [code, sum] : audit_.sums)
      if (sum.rows > 0 || code == Code::A8)
        add(std::string(audit::name(code)) + ' ' + w_.lead(code), sum, code != Code::A8);
    if (!style_.plain) table.add_rule();
    add(w_.say(Key::AuditAllLeads), figures_.improper, true);
    add(w_.say(Key::AuditMatched), audit_.matched, true);
    add(w_.say(Key::AuditBatch), audit_.batch, true, true);
    if (!style_.plain) out_ += table.text(2);
  }

  void totals() {
    const num::Exact both = audit_.batch.over + audit_.batch.under;
    if (both.is_zero()) return paragraph(w_.say(Key::AuditNothingWrong));
    std::optional<std::string> capitals;
    if (w_.language() == Language::Zh && audit_.policy.currency == "CNY") capitals = num::rmb_capitals(audit_.batch.over);
    const std::string over = w_.money(audit_.batch.over), under = w_.money(audit_.batch.under);
    paragraph(capitals ? w_.say(Key::AuditTotalsInCapitals, over, under, w_.share(), *capitals)
                       : w_.say(Key::AuditTotals, over, under, w_.share()));
  }

  void further() {
    std::vector<std::string> lines;
    for (size_t at = static_cast<size_t>(Code::B1); at < audit::kCodes; ++at) {
      const auto code = static_cast<Code>(at);
      if (figures_.rows_with[at] > 0)
        lines.push_back(w_.say(Key::AuditFurtherLead, audit::name(code), w_.lead(code), rows(figures_.rows_with[at])));
      for (const audit::Lead& lead : audit_.of_the_batch)
        if (lead.code == code)
          lines.push_back(w_.say(Key::AuditFurtherLead, audit::name(code), w_.lead(code), w_.reason(lead.reason)));
    }
    if (lines.empty()) return;
    gap();
    const std::string heading = w_.say(Key::AuditFurther);
    paragraph(style_.plain ? heading : w_.say(Key::AuditHeading, heading));
    for (const std::string& line : lines) {
      if (style_.plain) paragraph(line);
      else indented(line);
    }
  }

  void indented(const std::string& line) {
    for (const std::string& part : text::wrap(line, kPage - 2, 3)) out_ += "  " + part + '\n';
  }

  void causes() {
    if (audit_.cause_sums.empty() && figures_.unexplained == 0) return;
    gap();
    text::Table table({{w_.say(Key::AuditCauseColumn), text::Align::Left, kNameWidth, 2},
                       {w_.say(Key::AuditRowsColumn), text::Align::Right},
                       {w_.say(Key::AuditDifferenceColumn), text::Align::Right}});
    const auto add = [&](const std::string& name, uint64_t n, const num::Exact& difference) {
      if (style_.plain) paragraph(w_.say(Key::AuditPlainCause, name, rows(n), w_.difference(difference)));
      else table.add_row({name, w_.count(n), w_.difference(difference)});
    };
    const auto remark = [&](const std::string& text) {
      if (style_.plain) paragraph(text);
      else table.add_row({"  " + text});
    };
    size_t shown = 0;
    for (const audit::CauseSum& sum : audit_.cause_sums) {
      if (sum.rows == 0) continue;
      if (++shown > kMostCauses) continue;
      add(w_.cause(audit_.causes[sum.cause]), sum.rows, sum.difference);
      if (sum.also > 0) remark(w_.say(Key::AuditCauseAlso, w_.count(sum.also), w_.count(sum.rows)));
    }
    if (shown > kMostCauses) remark(w_.say(Key::AuditMoreCauses, w_.count(shown - kMostCauses)));
    if (figures_.unexplained > 0) {
      add(w_.say(Key::AuditNoCause), figures_.unexplained, figures_.unexplained_difference);
      std::vector<std::string> residues;
      for (size_t i = 0; i < std::min(audit_.residues.size(), kMostResidues); ++i)
        residues.push_back(w_.say(Key::AuditResidue, w_.count(audit_.residues[i].rows),
                                  w_.difference(audit_.residues[i].difference)));
      if (!residues.empty())
        remark(w_.say(Key::AuditResidues, w_.phrases().joined(residues, Key::ListSemicolon)));
    }
    if (!style_.plain) out_ += table.text(2);
  }

  void reconciliations() {
    if (audit_.reconciliations.empty()) return;
    gap();
    for (const audit::Reconciliation& one : audit_.reconciliations) {
      const std::string left = role_name(one.left, w_.language()), right = role_name(one.right, w_.language());
      const bool equal = one.left_total == one.right_total && one.missing + one.extra + one.different == 0;
      paragraph(equal ? w_.say(Key::AuditReconciled, left, w_.money(one.left_total), right, w_.money(one.right_total))
                      : w_.say(Key::AuditNotReconciled, left, w_.money(one.left_total), right,
                               w_.money(one.right_total), w_.count(one.missing), w_.count(one.extra),
                               w_.count(one.different)));
    }
  }

  void refused() {
    if (audit_.refused.empty()) return;
    gap();
    paragraph(w_.say(Key::AuditRefused, rows(audit_.refused.size())));
    // Names of files stay as they are: no sentences.
    for (size_t i = 0; i < std::min(audit_.refused.size(), kMostRefused); ++i) {
      const std::string line = w_.refused(audit_.refused[i]);
      if (style_.plain) out_ += line + '\n';
      else indented(line);
    }
    if (audit_.refused.size() > kMostRefused)
      indented(w_.say(Key::AuditMoreRefused, w_.count(audit_.refused.size() - kMostRefused)));
  }

  void not_checked() {
    std::vector<std::string> what;
    for (const audit::NotChecked& one : audit_.not_checked) what.push_back(w_.not_checked(one));
    if (!what.empty()) paragraph(w_.say(Key::AuditNotChecked, w_.phrases().joined(what, Key::ListComma)), 3);
    paragraph(w_.say(Key::AuditLimit));
  }

  void proof() {
    if (!audit_.run.empty()) out_ += w_.say(Key::AuditRun, audit_.run) + '\n';
    if (!audit_.root.empty()) out_ += w_.say(Key::AuditRoot, audit_.root) + '\n';
    const audit::Row* row = first_to_open(audit_);
    if (row && !audit_.run.empty())
      out_ += w_.say(Key::AuditNext, "bursar explain " + shell_word(row->payout.payout) + " --run " + audit_.run) + '\n';
  }

  const audit::Audit& audit_;
  AuditWords w_;
  Style style_;
  AuditFigures figures_;
  std::string out_;
};

}  // namespace

std::string audit_text(const audit::Audit& audit, Language language, Style style) {
  return trim_lines(Screen(audit, language, style).text());
}

}  // namespace bursar::report
