// Practice data: three tables in a folder.
#include <cerrno>
#include <charconv>
#include <cstring>
#include <filesystem>

#include "cli/commands/commands.h"
#include "cli/exit_codes.h"
#include "cli/output.h"
#include "cli/profile_table.h"
#include "cli/session.h"
#include "engine/num/currency.h"
#include "engine/practice/practice.h"
#include "io/tables/csv_writer.h"
#include "io/text/table.h"

namespace bursar::cli {

namespace {

using Data = practice::Batch;

constexpr Say kNames[practice::kErrors] = {
    Say::PlantNotEligible, Say::PlantSameCode,         Say::PlantNearCode,  Say::PlantCapDropped,
    Say::PlantTopRate,     Say::PlantOtherVersion,     Say::PlantTruncated, Say::PlantConditionIgnored,
    Say::PlantUnderpaid,   Say::PlantFactMissing,      Say::PlantLate};
constexpr const char* kLeads[practice::kErrors] = {"A1", "A2", "A2", "A3", "A3", "A9", "A6", "A1, A4", "A5", "A8", "A7"};

/// Of digits alone, as the command line was checked to be; nothing when they are too many.
std::optional<uint64_t> whole(const std::string& text, uint64_t otherwise) {
  if (text.empty()) return otherwise;
  uint64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  return error == std::errc() && end == text.data() + text.size() ? std::optional(value) : std::nullopt;
}

bool write_profiles(Output& out, const api::Program& program, const Data& batch) {
  const std::vector<columns::Shape> shapes = api::shapes(program);
  std::vector<size_t> items(shapes.size());
  for (size_t f = 0; f < shapes.size(); ++f) {
    const std::vector<uint32_t>& offsets = batch.enterprises.columns[f].offsets;
    for (size_t i = 1; i < offsets.size(); ++i) items[f] = std::max<size_t>(items[f], offsets[i] - offsets[i - 1]);
  }
  const ProfileTable table(program, std::move(items));
  std::string text = table.head();
  constexpr size_t kPiece = size_t{1} << 20;
  for (uint32_t enterprise : batch.order) {
    text += table.row(columns::record(batch.enterprises, shapes, enterprise, batch.dictionary));
    if (text.size() < kPiece) continue;
    if (!out.write(text)) return false;
    text.clear();
  }
  return out.write(text);
}

std::string payouts_text(const Data& batch, int digits) {
  std::string out = "payout,id,clause,paid,approved_on,paid_on\r\n";
  for (const audit::Payout& p : batch.payouts)
    out += p.payout + "," + tables::text_cell(p.id) + "," + tables::text_cell(p.clause) + "," +
           p.paid.to_decimal(digits) + "," + p.approved_on->to_text() + "," +
           (p.paid_on ? p.paid_on->to_text() : "") + "\r\n";
  return out;
}

std::string planted_text(const Data& batch) {
  std::string out = "payout,code,kind,detail\r\n";
  for (const practice::Planted& p : batch.planted)
    out += p.payout + "," + std::string(audit::name(p.code)) + "," + p.kind + "," + tables::text_cell(p.detail) + "\r\n";
  return out;
}

std::string summary(const Context& context, const std::string& folder, const Data& batch, uint64_t asked) {
  std::string out = context.say(Say::PracticeWritten,
                                {folder, std::to_string(batch.enterprises.size()), std::to_string(batch.payouts.size()),
                                 std::to_string(batch.planted.size())}) + "\n";
  if (asked == 0) return out;
  text::Table table({{context.say(Say::PracticeKind), text::Align::Left},
                     {context.say(Say::PracticeCode), text::Align::Left},
                     {context.say(Say::PracticeRows), text::Align::Right}});
  std::string none;
  for (size_t e = 0; e < practice::kErrors; ++e) {
    const std::string name = context.say(kNames[e]);
    if (batch.shares[e] > 0) table.add_row({name, kLeads[e], std::to_string(batch.shares[e])});
    else none += (none.empty() ? "" : context.chinese() ? "、" : ", ") + name;
  }
  if (!table.empty()) out += "\n" + table.text(2);
  if (!none.empty() && asked >= practice::kErrors) out += "\n" + context.say(Say::PracticeNone, {none}) + "\n";
  return out;
}

}  // namespace

int run_practice(const Context& context, const Options& options) {
  practice::Request request;
  struct Figure {
    const char* option;
    const std::string& text;
    uint64_t& to;
    uint64_t otherwise, most;
  };
  constexpr uint64_t kMostPayouts = 5'000'000;
  for (const Figure& f : {Figure{"--count", options.count, request.payouts, 1000, kMostPayouts},
                          Figure{"--errors", options.errors, request.errors, 40, kMostPayouts},
                          Figure{"--seed", options.seed, request.seed, 1, UINT64_MAX}}) {
    const auto value = whole(f.text, f.otherwise);
    if (!value || *value > f.most) {
      context.complain(context.say(Say::PracticeTooMany, {f.option, std::to_string(f.most)}));
      return kBroken;
    }
    f.to = *value;
  }
  if (request.errors > request.payouts) {
    context.complain(context.say(Say::PracticeTooMany, {"--errors", std::to_string(request.payouts)}));
    return kBroken;
  }
  Session session;
  if (!open_policy(context, options.arguments[0], session)) return kBroken;
  if (api::has_budgets(*session.program)) {
    context.complain(context.say(Say::PracticeBudget));
    return kBroken;
  }
  const std::filesystem::path folder(options.output.empty() ? "practice" : options.output);
  std::error_code error;
  std::filesystem::create_directories(folder, error);
  if (error) {
    context.complain(context.say(Say::CannotWrite, {folder.string(), std::strerror(error.value())}));
    return kBroken;
  }
  Output profiles((folder / "profiles.csv").string()), payouts((folder / "payouts.csv").string()),
      planted((folder / "planted.csv").string());
  for (const Output* output : {&profiles, &payouts, &planted}) {
    if (output->error() == 0) continue;
    context.complain(context.say(Say::CannotWrite, {output->name(), std::strerror(output->error())}));
    return kBroken;
  }
  const Data batch = practice::make(*session.program, request);
  if (batch.payouts.empty() && request.payouts > 0) {
    context.complain(context.say(Say::PracticeNobody));
    return kBroken;
  }
  write_profiles(profiles, *session.program, batch);
  payouts.write(payouts_text(batch, num::minor_digits_of(api::policy(*session.program).currency)));
  planted.write(planted_text(batch));
  for (Output* output : {&profiles, &payouts, &planted})
    if (!context.finish(*output)) return kBroken;
  Output answer("");
  answer.write(summary(context, folder.string(), batch, request.errors));
  return context.finish(answer) ? kYes : kBroken;
}

}  // namespace bursar::cli
