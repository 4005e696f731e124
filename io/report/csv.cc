#include "io/report/csv.h"

#include <algorithm>

#include "io/report/document.h"
#include "io/tables/csv_writer.h"

namespace bursar::report {

namespace {

std::string row(const std::vector<std::string>& cells) {
  std::string out;
  for (size_t i = 0; i < cells.size(); ++i) {
    if (i > 0) out += ',';
    out += cells[i];
  }
  return out.append(tables::kLineEnd);
}

/// The clauses of all awards: one policy has the same ones in the same order for everybody.
std::vector<std::string> clause_ids(const std::vector<award::Award>& awards) {
  std::vector<std::string> ids;
  for (const award::Award& award : awards) {
    for (const award::ClauseResult& clause : award.clauses) {
      if (std::find(ids.begin(), ids.end(), clause.id) == ids.end()) ids.push_back(clause.id);
    }
  }
  return ids;
}

std::string amount_cell(const award::Award& award, const std::string& id) {
  // A deadline, an answer: what it is, as the documents write it.
  for (const award::Line& line : award.lines)
    if (line.clause == id && line.result && award::is_result(line.verb))
      return tables::text_cell(value_string(*line.result));
  for (const award::ClauseResult& clause : award.clauses) {
    if (clause.id == id && clause.amount && !award::is_result(clause.verb)) return amount_string(*clause.amount, clause.currency);
  }
  return "";
}

std::string missing_cell(const award::Award& award) {
  std::string out;
  for (const award::Missing& fact : award.missing) {
    if (!out.empty()) out += ' ';
    out += fact.fact;
  }
  return tables::text_cell(out);
}

}  // namespace

std::string to_csv(const std::vector<award::Award>& awards) {
  const std::vector<std::string> ids = clause_ids(awards);
  const bool named = std::any_of(awards.begin(), awards.end(),
                                 [](const award::Award& a) { return !a.subject_name.empty(); });
  std::vector<std::string> header = {"id"};
  if (named) header.push_back("name");
  for (const std::string& id : ids) header.push_back(tables::text_cell(id));
  for (const char* last : {"total", "currency", "outcome", "missing"}) header.push_back(last);
  std::string out = row(header);
  for (const award::Award& award : awards) {
    std::vector<std::string> cells = {tables::text_cell(award.subject_id)};
    if (named) cells.push_back(tables::text_cell(award.subject_name));
    for (const std::string& id : ids) cells.push_back(amount_cell(award, id));
    cells.push_back(award.total ? amount_string(*award.total, award.policy.currency) : "");
    cells.push_back(award.policy.currency);
    cells.push_back(std::string(key_of(award.outcome)));
    cells.push_back(missing_cell(award));
    out += row(cells);
  }
  return out;
}

}  // namespace bursar::report
