#include "io/batch/write_rows.h"

#include <algorithm>
#include <array>
#include <cstring>

#include "engine/num/currency.h"
#include "io/report/document.h"
#include "io/report/json.h"
#include "io/tables/csv_writer.h"

namespace bursar::batch {

using award::Outcome;

namespace {

constexpr size_t kMostAmount = 24;  // sign, 19 digits, point
constexpr size_t kMostOutcome = 16;

constexpr std::array<char, 200> kPairs = [] {
  std::array<char, 200> pairs{};
  for (size_t i = 0; i < 100; ++i) {
    pairs[2 * i] = static_cast<char>('0' + i / 10);
    pairs[2 * i + 1] = static_cast<char>('0' + i % 10);
  }
  return pairs;
}();

bool is_decided(Outcome outcome) { return outcome == Outcome::Eligible || outcome == Outcome::Ineligible; }

char* put(char* to, std::string_view text) {
  std::memcpy(to, text.data(), text.size());
  return to + text.size();
}

/// The digits of a number, from the back; where they begin.
char* put_digits(char* end, uint64_t number) {
  for (; number >= 100; number /= 100) std::memcpy(end -= 2, &kPairs[2 * (number % 100)], 2);
  if (number >= 10) return static_cast<char*>(std::memcpy(end - 2, &kPairs[2 * number], 2));
  *--end = static_cast<char>('0' + number);
  return end;
}

/// Why an award is not decided: the facts that are missing, or what went wrong.
std::string reason_of(const award::Award& award) {
  std::string reason;
  const auto add = [&](std::string_view word) { reason.append(reason.empty() ? "" : " ").append(word); };
  for (const award::Fault& fault : award.faults) add(fault.kind);
  if (award.outcome == Outcome::Undetermined)
    for (const award::Missing& missing : award.missing) add(missing.fact);
  return reason;
}

}  // namespace

RowWriter::RowWriter(Form form, const std::vector<std::string>& clauses, std::string_view currency)
    : form_(form), clauses_(clauses), currency_(currency), decimals_(num::minor_digits_of(currency)) {
  for (size_t i = 0; i < clauses_.size(); ++i) {
    keys_.push_back((i == 0 ? "" : ", ") + report::quoted_json(clauses_[i]) + ": ");
    most_ += kMostAmount + 2 + keys_.back().size();
  }
  most_ += 2 * kMostAmount + kMostOutcome + 64;
}

void RowWriter::header(std::string& out) const {
  if (form_ != Form::Csv) return;
  out += "id";
  for (const std::string& clause : clauses_) {
    out += ',';
    tables::add_text_cell(out, clause);
  }
  out += ",total,outcome,reason";
  out += tables::kLineEnd;
}

char* RowWriter::put_amount(char* to, int64_t minor_units) const {
  uint64_t number = static_cast<uint64_t>(minor_units);
  if (minor_units < 0) {
    *to++ = '-';
    number = ~number + 1;
  }
  char digits[kMostAmount];
  char* const end = digits + sizeof digits;
  char* begin = end;
  if (decimals_ == 2) {
    std::memcpy(begin -= 2, &kPairs[2 * (number % 100)], 2);
    *--begin = '.';
    number /= 100;
  } else if (decimals_ > 0) {
    for (int i = 0; i < decimals_; ++i, number /= 10) *--begin = static_cast<char>('0' + number % 10);
    *--begin = '.';
  }
  begin = put_digits(begin, number);
  return put(to, {begin, static_cast<size_t>(end - begin)});
}

void RowWriter::fast_row(const columns::Chunk& chunk, const batch::Answers& answers, size_t row, std::string& out) const {
  const bool csv = form_ == Form::Csv;
  const std::string_view outcome = report::key_of(answers.outcomes[row]);
  if (csv) {
    tables::add_text_cell(out, chunk.id(row));
  } else {
    out += "{\"id\": ";
    out += report::quoted_json(chunk.id(row));
  }
  const size_t begin = out.size();
  out.resize(begin + most_);
  char* to = out.data() + begin;
  const auto amount = [&](int64_t minor_units) {
    if (!csv) *to++ = '"';
    to = put_amount(to, minor_units);
    if (!csv) *to++ = '"';
  };
  const auto total = [&] {
    if (is_decided(answers.outcomes[row]))
      amount(answers.totals[row]);
    else if (!csv)
      to = put(to, "null");
  };
  if (!csv) {
    to = put(to, ", \"outcome\": \"");
    to = put(to, outcome);
    to = put(to, "\", \"total\": ");
    total();
    to = put(to, ", \"clauses\": {");
  }
  for (size_t i = 0; i < answers.clauses.size(); ++i) {
    const ClauseColumn& clause = answers.clauses[i];
    to = csv ? put(to, ",") : put(to, keys_[i]);
    if (is_decided(clause.outcomes[row]))
      amount(clause.amounts[row]);
    else if (!csv)
      to = put(to, "null");
  }
  if (csv) {
    *to++ = ',';
    total();
    *to++ = ',';
    to = put(to, outcome);
    *to++ = ',';
    to = put(to, tables::kLineEnd);
  } else {
    to = put(to, "}}\n");
  }
  out.resize(static_cast<size_t>(to - out.data()));
}

void RowWriter::row(std::string_view id, const award::Award& award, std::string& out) const {
  const bool csv = form_ == Form::Csv;
  std::string clauses;
  for (size_t i = 0; i < clauses_.size(); ++i) {
    const auto clause = std::find_if(award.clauses.begin(), award.clauses.end(),
                                     [&](const award::ClauseResult& c) { return c.id == clauses_[i]; });
    // A deadline, an answer: what it is.
    const auto result = std::find_if(award.lines.begin(), award.lines.end(), [&](const award::Line& line) {
      return line.clause == clauses_[i] && line.result && award::is_result(line.verb);
    });
    std::string value;
    bool open = true;
    if (result != award.lines.end()) {
      value = report::value_string(*result->result);
      open = false;
    } else if (clause != award.clauses.end() && clause->amount && !award::is_result(clause->verb)) {
      value = report::amount_string(*clause->amount, clause->currency);
      open = false;
    }
    const bool text = result != award.lines.end();
    if (csv)
      clauses += "," + (text ? tables::text_cell(value) : value);
    else
      clauses += keys_[i] + (open ? "null" : report::quoted_json(value));
  }
  const std::string total = award.total ? report::amount_string(*award.total, currency_) : "";
  const std::string outcome(report::key_of(award.outcome));
  const std::string reason = reason_of(award);
  if (csv) {
    tables::add_text_cell(out, id);
    out += clauses + "," + total + "," + outcome + "," + tables::text_cell(reason);
    out += tables::kLineEnd;
  } else {
    out += "{\"id\": " + report::quoted_json(id) + ", \"outcome\": \"" + outcome + "\", \"total\": " +
           (award.total ? report::quoted_json(total) : "null") + ", \"clauses\": {" + clauses + "}" +
           (reason.empty() ? "" : ", \"reason\": " + report::quoted_json(reason)) + "}\n";
  }
}

void RowWriter::refused(std::string_view id, std::string_view reason, std::string& out) const {
  if (form_ == Form::Csv) {
    tables::add_text_cell(out, id);
    out.append(clauses_.size() + 2, ',');
    out += "refused,";
    tables::add_text_cell(out, reason);
    out += tables::kLineEnd;
  } else {
    out += "{\"id\": " + report::quoted_json(id) + ", \"outcome\": \"refused\", \"total\": null, \"clauses\": {}, \"reason\": " +
           report::quoted_json(reason) + "}\n";
  }
}

void RowWriter::rows(const columns::Chunk& chunk, const api::BatchAnswers& answers, size_t from, size_t to,
                     std::string& out) const {
  auto one = std::lower_bound(answers.one_by_one.begin(), answers.one_by_one.end(), from,
                              [](const auto& entry, size_t row) { return entry.first < row; });
  for (size_t r = from; r < to; ++r) {
    if (one != answers.one_by_one.end() && one->first == r)
      row(chunk.id(r), (one++)->second, out);
    else
      fast_row(chunk, answers.answers, r, out);
  }
}

}  // namespace bursar::batch
