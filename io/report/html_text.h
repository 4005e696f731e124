// Texts and tables in a page.
#pragma once

#include <string>
#include <string_view>

#include "io/report/audit_tables.h"

namespace bursar::report {

/// The text as nothing but text: markup escaped, controls and characters that turn the direction of what is shown
/// replaced by their names, <U+202E>.
std::string html_text(std::string_view text);

/// <table>; its head is repeated on every printed page.
std::string html_table(const ReportTable& table, const AuditWords& words, std::string_view css_class = {});
std::string html_cell(const ReportCell& cell, const AuditWords& words);

}  // namespace bursar::report
