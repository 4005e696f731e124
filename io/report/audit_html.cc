#include "io/report/audit_html.h"

#include <fmt/format.h>

#include <algorithm>

#include "engine/num/capitals.h"
#include "io/report/audit_charts.h"
#include "io/report/audit_tables.h"
#include "io/report/html_text.h"

namespace bursar::report {

namespace {

constexpr std::string_view kStyle = R"(
@page { size: A4; margin: 15mm 13mm 16mm; @bottom-right { content: counter(page) " / " counter(pages); font-size: 8pt; color: #666; } }
:root { --ink: #1d2329; --soft: #5c6670; --line: #d5dade; --over: #b4482e; --under: #2c6e9b; --below: #b9c2c9; --wash: #f5f7f8; }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 62rem; padding: 1.6rem; color: var(--ink); background: #fff; font: 10pt/1.45 "Noto Sans", "Noto Sans CJK SC", "Noto Sans SC", "Source Han Sans SC", "PingFang SC", "Microsoft YaHei", "WenQuanYi Zen Hei", "Helvetica Neue", Arial, sans-serif; font-variant-numeric: tabular-nums; }
header { border-bottom: 2px solid var(--ink); padding-bottom: .5rem; }
h1 { font-size: 17pt; margin: 0; line-height: 1.2; }
h2 { font-size: 11.5pt; margin: 1.5rem 0 .4rem; break-after: avoid; }
p { margin: .3rem 0; }
.soft { color: var(--soft); }
.cards { display: grid; grid-template-columns: repeat(5, auto); gap: .6rem; margin: .9rem 0 .7rem; }
.cards div { background: var(--wash); border-left: 3px solid var(--line); padding: .4rem .6rem; }
.cards .over { border-color: var(--over); }
.cards .under { border-color: var(--under); }
.cards b { display: block; font-size: 11.5pt; white-space: nowrap; }
.cards span { color: var(--soft); font-size: 8.5pt; }
table { border-collapse: collapse; width: 100%; }
thead { display: table-header-group; }
tr { break-inside: avoid; }
th, td { text-align: left; vertical-align: top; padding: .22rem .45rem; border-bottom: 1px solid var(--line); unicode-bidi: isolate; overflow-wrap: break-word; }
td.w { overflow-wrap: anywhere; }
thead th { color: var(--soft); font-weight: 600; font-size: 8.5pt; border-bottom: 1px solid var(--ink); vertical-align: bottom; }
th.n, td.n { text-align: right; white-space: nowrap; }
tr.total td { font-weight: 600; background: var(--wash); }
.rows { font-size: 8.5pt; }
.small { font-size: 8pt; }
.charts > section { break-inside: avoid; }
.bars th, .bars td { border: 0; padding: .1rem .45rem; vertical-align: middle; }
.bars th { font-weight: 400; width: 14rem; }
.bars .n { width: 1%; }
.bar svg { display: block; width: 100%; height: .8rem; }
rect.over, rect.above { fill: var(--over); }
rect.under { fill: var(--under); }
rect.below { fill: var(--below); }
.columns { width: 100%; max-width: 46rem; height: auto; }
.columns text { font-size: 11px; fill: var(--soft); }
.axis { stroke: var(--ink); stroke-width: 1; }
ul { margin: .2rem 0; padding-left: 1.2rem; }
.sign { display: grid; grid-template-columns: 2fr 1fr; gap: 1.1rem 2rem; margin-top: 1.6rem; break-inside: avoid; }
.sign div { border-bottom: 1px solid var(--ink); height: 2.1rem; color: var(--soft); font-size: 8.5pt; }
@media print { body { max-width: none; padding: 0; font-size: 9pt; } .rows { font-size: 7.5pt; } * { print-color-adjust: exact; -webkit-print-color-adjust: exact; } }
)";

class Page {
 public:
  Page(const audit::Audit& audit, Language language)
      : audit_(audit), t_(audit, language), w_(t_.words()), zh_(language == Language::Zh) {}

  std::string text() {
    head();
    cards();
    table(t_.leads());
    table(t_.further());
    charts();
    table(t_.causes());
    table(t_.residues());
    table(t_.reconciliations());
    table(t_.refused());
    list(w_.say(Key::AuditNotCheckedTitle), t_.not_checked());
    payouts();
    method();
    sign();
    out_ += "</body>\n</html>\n";
    return std::move(out_);
  }

 private:
  void heading(const std::string& text) { out_ += fmt::format("<h2>{}</h2>\n", html_text(text)); }
  void paragraph(const std::string& text, std::string_view css_class = {}) {
    out_ += css_class.empty() ? "<p>" : fmt::format("<p class=\"{}\">", css_class);
    out_ += html_text(text) + "</p>\n";
  }
  void table(const ReportTable& table, std::string_view css_class = {}) {
    if (table.rows.empty()) return;
    out_ += "<section>\n";
    heading(table.title);
    out_ += html_table(table, w_, css_class);
    out_ += "</section>\n";
  }
  void list(const std::string& title, const std::vector<std::string>& items) {
    if (items.empty()) return;
    heading(title);
    out_ += "<ul>\n";
    for (const std::string& item : items) out_ += "<li>" + html_text(item) + "</li>\n";
    out_ += "</ul>\n";
  }

  void head() {
    const std::string title = w_.say(Key::NamedItem, w_.say(Key::AuditTitle), w_.policy());
    out_ += fmt::format(
        "<!DOCTYPE html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n"
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
        "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
        "<title>{}</title>\n<style>{}</style>\n</head>\n<body>\n",
        zh_ ? "zh-CN" : "en", html_text(title), kStyle);
    std::vector<std::string> about = {w_.policy(), w_.say(Key::AuditAmountsIn, audit_.policy.currency)};
    std::string line = w_.phrases().joined(about, Key::AuditComma);
    if (audit_.as_of) line += w_.say(Key::AsOf, audit_.as_of->to_text());
    out_ += fmt::format("<header>\n<h1>{}</h1>\n", html_text(w_.say(Key::AuditTitle)));
    paragraph(line);
    paragraph(w_.say(Key::AuditMotto), "soft");
    out_ += "</header>\n";
  }

  void card(std::string_view css_class, const std::string& value, const std::string& label) {
    out_ += fmt::format("<div class=\"{}\"><b>{}</b><span>{}</span></div>\n", css_class, html_text(value), html_text(label));
  }
  void cards() {
    out_ += "<div class=\"cards\">\n";
    card("", w_.count(audit_.batch.rows), w_.say(Key::AuditPayouts));
    card("", w_.money(audit_.control_total), w_.say(Key::AuditControl));
    card("over", w_.money(audit_.batch.over), w_.say(Key::AuditOver));
    card("under", w_.money(audit_.batch.under), w_.say(Key::AuditUnder));
    card("", w_.count(audit_.undecided.rows), w_.say(Key::AuditUndecided));
    out_ += "</div>\n";
    const num::Exact both = audit_.batch.over + audit_.batch.under;
    if (both.is_zero()) return paragraph(w_.say(Key::AuditNothingWrong));
    std::optional<std::string> capitals;
    if (zh_ && audit_.policy.currency == "CNY") capitals = num::rmb_capitals(audit_.batch.over);
    const std::string over = w_.money(audit_.batch.over), under = w_.money(audit_.batch.under);
    paragraph(capitals ? w_.say(Key::AuditTotalsInCapitals, over, under, w_.share(), *capitals)
                       : w_.say(Key::AuditTotals, over, under, w_.share()));
  }

  void chart(Key title, const std::string& svg, const std::string& note = {}) {
    if (svg.empty()) return;
    out_ += "<section>\n";
    heading(w_.say(title));
    if (!note.empty()) paragraph(note, "soft");
    out_ += svg + "</section>\n";
  }
  void charts() {
    out_ += "<div class=\"charts\">\n";
    chart(Key::AuditChartLeads, leads_chart(audit_, t_));
    chart(Key::AuditChartDifferences, differences_chart(t_),
          w_.say(Key::AuditChartDifferencesNote, audit_.policy.currency));
    chart(Key::AuditChartBunching, bunching_chart(audit_, t_));
    out_ += "</div>\n";
  }

  void payouts() {
    std::vector<const audit::Row*> rows;
    for (const audit::Row& row : audit_.rows)
      if (!row.leads.empty()) rows.push_back(&row);
    const size_t all = rows.size();
    if (all > kMostRowsOfPage) {
      const auto size = [](const audit::Row* row) { return row->difference ? row->difference->abs() : num::Exact(0); };
      std::stable_sort(rows.begin(), rows.end(),
                       [&](const audit::Row* a, const audit::Row* b) { return size(a) > size(b); });
      rows.resize(kMostRowsOfPage);
    }
    // By class, each class in the order of the batch.
    std::stable_sort(rows.begin(), rows.end(), [](const audit::Row* a, const audit::Row* b) {
      return a->leads.front().code < b->leads.front().code;
    });
    ReportTable table = t_.payouts(w_.say(Key::AuditRowsTitle));
    for (const audit::Row* row : rows) table.rows.push_back(t_.row(*row));
    this->table(table, "rows");
    if (all > rows.size()) paragraph(w_.say(Key::AuditRowsCut, w_.count(rows.size()), w_.count(all)), "soft");
  }

  void method() {
    list(w_.say(Key::AuditMethod), t_.method());
    table(t_.rules(), "small");
    table(t_.inputs(), "small");
    table(t_.taxonomy(), "small");
  }

  void sign() {
    out_ += "<div class=\"sign\">\n";
    for (const Key who : {Key::AuditSigned, Key::AuditReviewed})
      out_ += fmt::format("<div>{}</div><div>{}</div>\n", w_.say(who), w_.say(Key::AuditSignedOn));
    out_ += "</div>\n";
  }

  const audit::Audit& audit_;
  AuditTables t_;
  const AuditWords& w_;
  bool zh_;
  std::string out_;
};

}  // namespace

std::string audit_html(const audit::Audit& audit, Language language) { return Page(audit, language).text(); }

}  // namespace bursar::report
