#include "io/audit/run.h"

#include <algorithm>
#include <memory>
#include <set>

#include "engine/audit/credit_code.h"
#include "engine/audit/duplicates.h"
#include "engine/audit/lateness.h"
#include "engine/audit/reconcile.h"
#include "engine/num/capitals.h"
#include "io/audit/bunches.h"
#include "io/audit/payouts.h"
#include "io/audit/recompute.h"
#include "io/batch/reader.h"
#include "io/batch/tables.h"

namespace bursar::audit {

using num::Exact;

namespace {

constexpr size_t kChunk = 1024;

input::BytesOptions bytes_options(const Request& request) {
  input::BytesOptions options;
  options.digest = true;
  if (request.encoding == "gb18030") options.encoding = input::Encoding::Gb18030;
  if (request.encoding == "utf-8") options.encoding = input::Encoding::Utf8;
  return options;
}

/// In the payouts' own table the payouts' columns are no facts, unless the policy calls a fact so.
batch::Options facts_options(const api::Program& program, const Request& request, const batch::Mapping& mapping) {
  batch::Options options;
  options.bytes = bytes_options(request);
  options.mapping = mapping;
  for (const std::string& list : request.lists) {
    const size_t at = list.find('=');
    options.lists.emplace_back(list.substr(0, at), at == list.npos ? "" : list.substr(at + 1));
  }
  if (!request.profiles.empty()) return options;
  for (auto& [column, meant] : options.mapping)
    if (std::any_of(kPayoutColumns.begin(), kPayoutColumns.end(), [&, &to = meant](const PayoutColumnName& payout) {
          return payout.column != PayoutColumn::Id && (to == payout.name || to == payout.second_name);
        }))
      meant = "ignore";
  for (const PayoutColumnName& column : kPayoutColumns)
    for (const std::string_view name : {column.name, column.second_name}) {
      const auto& facts = api::facts(program);
      const bool fact = std::any_of(facts.begin(), facts.end(), [&](const api::FactInfo& f) {
        return f.name == name || f.second_name == name;
      });
      if (!fact && name != "id")
        options.mapping.emplace_back(std::string(name), name == column.second_name && column.column == PayoutColumn::Id
                                                            ? "id"
                                                            : "ignore");
    }
  return options;
}

class Run {
 public:
  Run(const api::Program& program, source::Files& files, const Request& request, diag::Issues& issues,
      const Progress& progress)
      : program_(program), request_(request), issues_(issues), progress_(progress), log_(files) {}

  Audit make() {
    audit_.policy = api::policy(program_);
    audit_.as_of = request_.as_of;
    audit_.options = options_of(request_);
    if (!read_everything()) audit_ = {};
    const diag::Issues& told = log_.issues();
    issues_.insert(issues_.end(), told.begin(), told.end());
    return std::move(audit_);
  }

 private:
  bool read_everything() {
    if (!request_.mapping.empty()) {
      auto mapping = batch::read_mapping(request_.mapping, log_);
      if (!mapping) return false;
      mapping_ = std::move(*mapping);
      note_file("mapping", request_.mapping);
    }
    for (const std::string& list : request_.lists)
      if (const size_t at = list.find('='); at != list.npos) note_file("list:" + list.substr(0, at), list.substr(at + 1));
    auto payouts = read_table(request_.payouts, "payouts", PayoutTable::Paid);
    if (!payouts) return false;
    payouts_ = std::move(*payouts);
    for (Payout& payout : payouts_.rows) audit_.rows.emplace_back().payout = std::move(payout);
    payouts_.rows.clear();
    if (!recompute()) return false;
    find_duplicates();
    check_codes();
    check_capitals();
    link_payees();
    check_lateness();
    if (!reconcile_lists()) return false;
    check_fund();
    check_reviews();
    summarise(audit_);
    say_what_was_not_checked();
    return true;
  }

  std::optional<Payouts> read_table(const std::string& path, const char* role, PayoutTable kind) {
    auto table = batch::open_table(std::make_unique<input::Bytes>(path, bytes_options(request_)));
    auto payouts = read_payouts(*table, kind, audit_.policy.currency, mapping_, log_);
    if (!payouts) return std::nullopt;
    note_input(role, table->origin(), payouts->rows.size());
    audit_.refused.insert(audit_.refused.end(), payouts->refused.begin(), payouts->refused.end());
    return payouts;
  }

  void note_input(std::string role, const input::Origin& origin, uint64_t rows) {
    audit_.inputs.push_back({std::move(role), origin.name, origin.sha256, origin.bytes,
                             std::string(input::name_of(origin.encoding)), rows});
  }

  /// A file that is read elsewhere: its bytes are part of the run as well.
  void note_file(std::string role, const std::string& path) {
    input::Bytes bytes(path, bytes_options(request_));
    std::string piece(size_t{1} << 16, '\0');
    while (bytes.read(piece.data(), piece.size()) > 0) {
    }
    note_input(std::move(role), bytes.origin(), 0);
  }

  bool recompute() {
    Recompute recompute(program_, audit_, {request_.tolerance}, request_.as_of);
    if (request_.whole_register) recompute.name_unpaid();
    Bunches bunches(program_);
    recompute.watch(bunches);
    const bool own_rows = request_.profiles.empty();
    const std::vector<std::string> files = own_rows ? std::vector{request_.payouts} : request_.profiles;
    for (const std::string& file : files)
      if (!read_facts(file, own_rows, recompute)) return false;
    recompute.finish();
    bunches.finish(audit_);
    for (size_t row = 0; row < audit_.rows.size(); ++row) known_.push_back(recompute.has_facts(row));
    return true;
  }

  bool read_facts(const std::string& file, bool own_rows, Recompute& recompute) {
    const std::vector<columns::Shape> shapes = api::shapes(program_);
    const auto reader = batch::open_reader(file, {}, api::facts(program_), shapes, facts_options(program_, request_, mapping_), log_);
    if (!reader) return false;
    api::Batch batch(program_);
    columns::Chunk chunk;
    api::BatchAnswers answers;
    size_t told = log_.issues().size();
    while (reader->next(chunk, kChunk, batch.dictionary())) {
      batch.evaluate(chunk, request_.as_of, answers);
      if (own_rows) recompute.facts_of_rows(chunk, answers, batch.dictionary());
      else recompute.facts_of_enterprises(chunk, answers, batch.dictionary());
      if (progress_) progress_(reader->records());
      for (; told < log_.issues().size(); ++told) refuse(log_.issues()[told], file, recompute);
    }
    for (; told < log_.issues().size(); ++told) refuse(log_.issues()[told], file, recompute);
    if (!own_rows) note_input("profiles", reader->origin(), reader->records() - reader->refused());
    return true;
  }

  void refuse(const diag::Issue& issue, const std::string& file, Recompute& recompute) {
    recompute.refused(issue.record);
    audit_.refused.push_back({file, 0, issue.record, issue.field, std::string(diag::code(issue.kind)), {}});
  }

  void find_duplicates() {
    std::vector<Claim> claims;
    for (size_t i = 0; i < audit_.rows.size(); ++i) {
      const Payout& payout = audit_.rows[i].payout;
      claims.push_back({payout.id, payout.clause, payout.project, payout.project, payout.paid, known_[i]});
    }
    static constexpr const char* kHow[] = {"same_code", "near_code", "same_project"};
    for (const Duplicate& duplicate : duplicates(claims))
      mark_duplicate(audit_.rows[duplicate.row], kHow[static_cast<size_t>(duplicate.how)],
                     audit_.rows[duplicate.original].payout);
  }

  /// Only where the ids of the batch are such codes at all.
  void check_codes() {
    uint64_t eighteen = 0;
    std::vector<CodeCheck> checks;
    for (const Row& row : audit_.rows) {
      checks.push_back(check_code(row.payout.id));
      eighteen += checks.back().verdict != CodeVerdict::OtherKind;
    }
    codes_checked_ = eighteen * 2 > audit_.rows.size();
    if (!codes_checked_) return;
    static constexpr const char* kReasons[] = {"", "code_irregular", "code_of_no_company", "code_invalid", "code_other"};
    for (size_t i = 0; i < audit_.rows.size(); ++i) {
      if (checks[i].verdict == CodeVerdict::Valid) continue;
      Reason reason{kReasons[static_cast<size_t>(checks[i].verdict)], {}, {checks[i].code}, {}};
      if (checks[i].proposal) reason.names.push_back(*checks[i].proposal);
      audit_.rows[i].leads.push_back({Code::B1, std::move(reason)});
    }
  }

  void check_capitals() {
    if (!payouts_.has(PayoutColumn::Capitals)) return;
    for (Row& row : audit_.rows) {
      if (row.payout.capitals.empty()) continue;
      const auto read = num::read_rmb_capitals(row.payout.capitals);
      if (read && read->amount == row.payout.paid) continue;
      Reason reason{read ? "capitals_differ" : "capitals_unreadable", {}, {row.payout.capitals}, {}};
      if (read) reason.values.push_back(shown_money(read->amount, audit_.policy.currency));
      row.leads.push_back({Code::B2, std::move(reason)});
    }
  }

  void link_payees() {
    if (!payouts_.has(PayoutColumn::Account) && !payouts_.has(PayoutColumn::LegalPerson)) return;
    std::vector<Payee> payees;
    for (const Row& row : audit_.rows)
      payees.push_back({row.payout.id, row.payout.account, row.payout.legal_person});
    const std::vector<Linked> linked = linked_payees(payees);
    for (uint32_t place = 0; place < linked.size(); ++place) {
      const Linked::Step& step = linked[place].step;
      const bool account = step.by == Linked::By::Account;
      const uint32_t other = step.to == linked[place].row ? step.from : step.to;
      const Payout& with = audit_.rows[other].payout;
      audit_.rows[linked[place].row].leads.push_back(
          {Code::B3,
           {account ? "shared_account" : "shared_legal_person",
            {},
            {with.payout, with.id, account ? with.account : with.legal_person},
            {}}});
    }
  }

  void check_lateness() {
    std::vector<Dated> dated;
    for (const Row& row : audit_.rows) dated.push_back({row.payout.approved_on, row.payout.paid_on});
    DayCount count;
    count.calendar = api::working_days(program_);
    const Lateness found = lateness(dated, request_.late_after, count);
    dates_checked_ = found.dated;
    holidays_known_ = found.holidays_known;
    for (const Lateness::Late& late : found.late)
      audit_.rows[late.row].leads.push_back(
          {Code::A7, {"late", {shown_count(late.age), shown_count(request_.late_after)}, {}, {}}});
    for (const uint32_t row : found.paid_before_approval)
      audit_.rows[row].leads.push_back({Code::A7, {"paid_before_approval", {}, {}, {}}});
  }

  bool reconcile_lists() {
    std::vector<Entry> paid;
    for (const Row& row : audit_.rows)
      if (row.payout.line != 0) paid.push_back({row.payout.payout, row.payout.paid});
    if (!request_.approved.empty()) {
      auto approved = read_table(request_.approved, "approved", PayoutTable::Compared);
      if (!approved) return false;
      note(reconcile("approved", entries(*approved), "paid", paid));
      if (approved->has(PayoutColumn::ApprovedBy)) reviews_ = reviews_of(approved->rows);
    }
    if (!request_.bank.empty()) {
      auto bank = read_table(request_.bank, "bank", PayoutTable::Compared);
      if (!bank) return false;
      note(reconcile("paid", paid, "bank", entries(*bank)));
    }
    return true;
  }

  static std::vector<Entry> entries(const Payouts& payouts) {
    std::vector<Entry> out;
    for (const Payout& payout : payouts.rows) out.push_back({payout.payout, payout.paid});
    return out;
  }

  void note(const Match& match) {
    static constexpr const char* kKinds[] = {"only_left", "only_right", "amounts_differ"};
    for (const Break& one : match.breaks) {
      Reason reason{kKinds[static_cast<size_t>(one.kind)], {}, {one.payout, match.sums.left, match.sums.right}, {}};
      for (const auto& amount : {one.left, one.right})
        if (amount) reason.values.push_back(shown_money(*amount, audit_.policy.currency));
      const auto row = std::find_if(audit_.rows.begin(), audit_.rows.end(),
                                    [&](const Row& r) { return r.payout.payout == one.payout; });
      auto& leads = row == audit_.rows.end() ? audit_.of_the_batch : row->leads;
      leads.push_back({Code::C1, std::move(reason)});
    }
    audit_.reconciliations.push_back(match.sums);
  }

  void check_fund() {
    if (!request_.fund) return;
    std::vector<FundEntry> entries;
    for (const Row& row : audit_.rows) entries.push_back({{}, row.payout.paid});
    for (const OverFund& over : over_fund({{"", *request_.fund}}, entries))
      audit_.of_the_batch.push_back({Code::C2,
                                     {"over_fund",
                                      {shown_money(over.limit, audit_.policy.currency),
                                       shown_money(over.paid, audit_.policy.currency)},
                                      {audit_.rows[over.crossed].payout.payout},
                                      {}}});
  }

  static std::vector<Review> reviews_of(const std::vector<Payout>& rows) {
    std::vector<Review> reviews;
    for (const Payout& row : rows) reviews.push_back({row.payout, row.approved_by, row.reviewed_by});
    return reviews;
  }

  void check_reviews() {
    if (payouts_.has(PayoutColumn::ApprovedBy)) {
      reviews_.emplace();
      for (const Row& row : audit_.rows)
        if (row.payout.line != 0)
          reviews_->push_back({row.payout.payout, row.payout.approved_by, row.payout.reviewed_by});
    }
    if (!reviews_) return;
    std::vector<std::string_view> payouts;
    for (const Row& row : audit_.rows)
      if (row.payout.line != 0) payouts.push_back(row.payout.payout);
    static constexpr const char* kWhy[] = {"no_review", "no_second_review", "same_reviewer"};
    for (const Unreviewed& one : unreviewed(payouts, *reviews_))
      audit_.rows[one.row].leads.push_back({Code::C3, {kWhy[static_cast<size_t>(one.why)], {}, {one.person}, {}}});
  }

  void say_what_was_not_checked() {
    const auto add = [&](const char* id, std::vector<std::string> names = {}) {
      audit_.not_checked.push_back({id, std::move(names)});
    };
    if (dates_checked_ == 0) add("late", {"approved_on", "paid_on"});
    else if (!holidays_known_) add("holidays");
    if (request_.approved.empty()) add("approved", {"--approved"});
    if (request_.bank.empty()) add("bank", {"--bank"});
    if (!request_.fund) add("fund", {"--fund"});
    if (!reviews_) add("reviews", {"approved_by", "reviewed_by"});
    if (!codes_checked_) add("codes");
    if (!payouts_.has(PayoutColumn::Capitals)) add("capitals", {"capitals"});
    if (!payouts_.has(PayoutColumn::Account) && !payouts_.has(PayoutColumn::LegalPerson))
      add("linked", {"account", "legal_person"});
    if (!audit_.bunching.empty()) add("bunching");
    if (!request_.whole_register) add("unpaid", {"--whole-register"});
    if (!request_.profiles.empty() && !payouts_.other_columns.empty()) add("columns", payouts_.other_columns);
    if (!audit_.refused.empty()) add("refused");
    add("facts");
  }

  const api::Program& program_;
  const Request& request_;
  diag::Issues& issues_;
  const Progress& progress_;
  input::IssueLog log_;
  batch::Mapping mapping_;
  Payouts payouts_;
  std::vector<bool> known_;  ///< by row: there are facts
  std::optional<std::vector<Review>> reviews_;
  uint64_t dates_checked_ = 0;
  bool holidays_known_ = false, codes_checked_ = false;
  Audit audit_;
};

}  // namespace

Audit run(const api::Program& program, source::Files& files, const Request& request, diag::Issues& issues,
          const Progress& progress) {
  return Run(program, files, request, issues, progress).make();
}

std::optional<facts::Record> facts_of(const api::Program& program, source::Files& files, const Request& request,
                                      std::string_view id, uint64_t row, diag::Issues& issues) {
  input::IssueLog log(files);
  std::optional<facts::Record> found;
  batch::Mapping mapping;
  if (!request.mapping.empty())
    if (auto read = batch::read_mapping(request.mapping, log)) mapping = std::move(*read);
  const std::vector<columns::Shape> shapes = api::shapes(program);
  const bool own_rows = request.profiles.empty();
  columns::Dictionary dictionary;
  columns::Chunk chunk;
  for (const std::string& file : own_rows ? std::vector{request.payouts} : request.profiles) {
    const auto reader =
        batch::open_reader(file, {}, api::facts(program), shapes, facts_options(program, request, mapping), log);
    while (reader && !found && reader->next(chunk, kChunk, dictionary))
      for (size_t at = 0; at < chunk.size() && !found; ++at)
        if (own_rows ? chunk.places[at].ordinal == row : chunk.id(at) == id)
          found = columns::record(chunk, shapes, at, dictionary);
  }
  if (!found) issues.insert(issues.end(), log.issues().begin(), log.issues().end());
  return found;
}

}  // namespace bursar::audit
