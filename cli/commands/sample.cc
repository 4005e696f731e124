#include "cli/commands/commands.h"

#include <algorithm>

#include "cli/exit_codes.h"
#include "cli/ledgers.h"
#include "cli/output.h"
#include "engine/audit/sampling.h"
#include "engine/num/rounding.h"
#include "engine/proof/sha256.h"
#include "io/audit/payouts.h"
#include "io/audit/sample.h"
#include "io/batch/tables.h"
#include "io/render/render.h"
#include "io/report/json.h"
#include "io/text/figure.h"

namespace bursar::cli {

namespace {

using audit::Bound;
using num::Exact;
using report::Node;

/// How many payouts that are not audited yet are named.
constexpr size_t kNamed = 10;

/// Units as an amount of whole hundredths, half up: what is shown of a projection.
Exact shown(const Exact& units) {
  return audit::from_units(num::round_to(units, num::Rounding::HalfUp, 1));
}
std::string money(const Exact& units) { return text::money_text(shown(units), audit::kSampleDecimals); }
std::string plain_money(const Exact& units) { return shown(units).to_decimal(audit::kSampleDecimals); }

/// An upper limit never looks as if it kept what it exceeds.
Exact shown_limit(const Exact& upper, const Exact& tolerable) { return upper > tolerable ? upper.ceil() : upper; }

void report_issues(const Context& context, const input::IssueLog& log, const source::Files& files) {
  context.report_issues(log.issues(), files,
                        context.say(Say::CountNothingRun, {render::count_text(log.issues(), context.chinese())}));
}

/// `2%` of the population, cut off to whole units, or an amount; in units.
std::optional<Exact> part_of(const std::string& written, const Exact& book) {
  if (!written.ends_with('%')) {
    const auto amount = audit::read_amount(written);
    return amount ? std::optional(audit::in_units(*amount)) : std::nullopt;
  }
  std::string figure = written.substr(0, written.size() - 1);
  while (figure.ends_with(' ')) figure.pop_back();
  const auto percent = Exact::parse_decimal(figure);
  if (!percent) return std::nullopt;
  return (book * *percent * Exact::ratio(1, 100)).floor();
}

std::optional<audit::ConfidenceLevel> level_of(std::string written) {
  if (written.ends_with('%')) written.pop_back();
  while (written.ends_with(' ')) written.pop_back();
  const auto percent = Exact::parse_decimal(written);
  if (!percent || !percent->to_int64() || percent->to_int64() > 100) return std::nullopt;
  return audit::confidence_level(static_cast<int>(*percent->to_int64()));
}

std::string levels_text() {
  std::string out;
  for (const audit::ConfidenceLevel& level : audit::kConfidenceLevels)
    out += (out.empty() ? "" : ", ") + std::to_string(level.percent) + "%";
  return out;
}

Say fault_sentence(audit::PlanFault fault) {
  switch (fault) {
    case audit::PlanFault::NothingToSample: return Say::SampleNothing;
    case audit::PlanFault::NothingTolerable: return Say::SampleNothingTolerable;
    case audit::PlanFault::ExpectedTooHigh: return Say::SampleExpectedTooHigh;
    case audit::PlanFault::IntervalTooSmall: break;
  }
  return Say::SampleIntervalTooSmall;
}

/// The first unit from the phrase and the batch: both are fixed, so nobody chooses it.
Exact start_unit(const std::string& phrase, const proof::Digest& batch, const Exact& interval) {
  proof::Digest digest = proof::Sha256().add(phrase).add(batch).finish();
  for (;;) {
    if (const auto start = audit::start_from(digest, interval)) return *start;
    digest = proof::Sha256().add(digest).finish();
  }
}

struct Drawn {
  input::Origin batch;
  std::string run;       ///< empty: none; the digest is that of the file
  proof::Digest digest{};
  audit::Population population;
  audit::Plan plan;
  Exact start;
  std::string phrase;
  audit::Sample sample;
  uint64_t large = 0;
};

std::string drawn_text(const Context& context, const Drawn& drawn) {
  const auto& [batch, run, digest, population, plan, start, phrase, sample, large] = drawn;
  std::string out =
      context.say(Say::SamplePopulation, {money(population.book), text::number_text(Exact(population.items)),
                                          money(plan.tolerable), money(plan.expected)}) +
      "\n";
  out += context.say(Say::SamplePlan, {text::number_text(plan.size), money(plan.interval), money(start),
                                       std::to_string(large)}) +
         "\n";
  out += context.say(Say::SampleFactors, {std::to_string(plan.confidence.percent),
                                          plan.confidence_factor.to_decimal(2), plan.expansion_factor.to_decimal(1)}) +
         "\n";
  out += context.say(Say::SampleBatch, {batch.name, batch.sha256}) + "\n";
  if (!run.empty()) out += context.say(Say::SampleOfRun, {run, proof::to_text(digest)}) + "\n";
  if (population.zero > 0) out += context.say(Say::SampleZero, {std::to_string(population.zero)}) + "\n";
  if (population.negative > 0)
    out += context.say(Say::SampleNegative, {std::to_string(population.negative), money(population.negative_sum)}) + "\n";
  return out;
}

Node drawn_node(const Drawn& drawn) {
  Node batch = Node::object();
  batch.add("file", drawn.batch.name).add("sha256", drawn.batch.sha256);
  if (!drawn.run.empty()) batch.add("run", drawn.run).add("root", proof::to_text(drawn.digest));
  Node population = Node::object();
  population.add("amount", plain_money(drawn.population.book));
  population.add("payouts", Node::number(static_cast<int64_t>(drawn.population.items)));
  population.add("zero", Node::number(static_cast<int64_t>(drawn.population.zero)));
  population.add("negative", Node::number(static_cast<int64_t>(drawn.population.negative)));
  population.add("negative_amount", plain_money(drawn.population.negative_sum));
  Node selected = Node::array();
  for (const audit::SampleRow& row : drawn.sample.rows) {
    Node one = Node::object();
    one.add("payout", row.payout).add("id", row.id).add("clause", row.clause);
    one.add("paid", row.paid.to_decimal(audit::kSampleDecimals)).add("unit", row.unit.to_decimal(audit::kSampleDecimals));
    one.add("large", Node::boolean(row.large));
    selected.items.push_back(std::move(one));
  }
  const audit::Plan& plan = drawn.plan;
  Node document = Node::object();
  document.add("schema", "bursar.sample/1").add("batch", std::move(batch)).add("population", std::move(population));
  document.add("confidence", Node::number(plan.confidence.percent)).add("tolerable", plain_money(plan.tolerable));
  document.add("expected", plain_money(plan.expected)).add("factors", "poisson, rounded up to 0.01");
  document.add("confidence_factor", plan.confidence_factor.to_decimal(2));
  document.add("expansion_factor", plan.expansion_factor.to_decimal(1));
  document.add("size", plan.size.to_text()).add("interval", plain_money(plan.interval));
  document.add("phrase", drawn.phrase).add("start", plain_money(drawn.start)).add("selected", std::move(selected));
  return document;
}

std::string text_of(const Node& document) {
  std::string out = report::json_text(document);
  return out.ends_with('\n') ? out : out + "\n";
}

/// To standard output, whatever -o says: there goes the table.
bool to_standard_output(const Context& context, std::string_view text) {
  Output output("");
  output.write(text);
  return context.finish(output);
}

/// Fixes the batch's digest: the root of the run in the ledger, if one is named, else of the file.
bool fix_batch(const Context& context, const Options& options, Drawn& drawn) {
  if (options.run.empty()) return proof::from_hex(drawn.batch.sha256, drawn.digest);
  OpenLedger open;
  if (!open_ledger(context, options.ledger, ledger::Mode::Read, open)) return false;
  const auto run = open.ledger->run(options.run, open.issues);
  if (!run) return refuse(context, open), false;
  const auto& inputs = run->record.inputs;
  const bool same = std::any_of(inputs.begin(), inputs.end(), [&](const audit::Input& input) {
    return input.role == "payouts" && input.sha256 == drawn.batch.sha256;
  });
  if (!same) {
    context.complain(context.say(Say::SampleOtherBatch, {drawn.batch.name, run->name}));
    return false;
  }
  drawn.run = run->name;
  drawn.digest = run->record.root;
  return true;
}

int draw(const Context& context, const Options& options) {
  const auto level = level_of(options.confidence);
  if (!level) {
    context.complain(context.say(Say::BadValue, {"--confidence", options.confidence, levels_text()}));
    return kBroken;
  }
  source::Files files;
  input::IssueLog log(files);
  auto table = batch::open_table(std::make_unique<input::Bytes>(options.arguments[0], input::BytesOptions{{}, true}));
  const auto payouts = audit::read_payouts(*table, audit::PayoutTable::Paid, "", {}, log);
  if (!payouts || log.count() > 0) {  // what is missing in the population cannot be drawn
    report_issues(context, log, files);
    return kBroken;
  }
  Drawn drawn;
  drawn.batch = table->origin();
  drawn.phrase = options.phrase;
  if (!fix_batch(context, options, drawn)) return kBroken;
  std::vector<Exact> amounts;
  for (const audit::Payout& payout : payouts->rows) amounts.push_back(audit::in_units(payout.paid));
  drawn.population = audit::population(amounts);
  const auto tolerable = part_of(options.tolerable, drawn.population.book);
  const auto expected = part_of(options.expected, drawn.population.book);
  if (!tolerable || !expected || expected->sign() < 0) {
    const bool first = !tolerable;
    context.complain(context.say(Say::SampleBadPart, {first ? "--tolerable" : "--expected",
                                                      first ? options.tolerable : options.expected}));
    return kBroken;
  }
  audit::PlanFault fault{};
  const auto planned = audit::plan(drawn.population.book, *tolerable, *expected, *level, fault);
  if (!planned) {
    context.complain(context.say(fault_sentence(fault), {money(*tolerable), money(*expected)}));
    return kBroken;
  }
  drawn.plan = *planned;
  drawn.start = start_unit(options.phrase, drawn.digest, planned->interval);
  drawn.sample.interval = audit::from_units(planned->interval);
  drawn.sample.tolerable = audit::from_units(*tolerable);
  drawn.sample.confidence = *level;
  for (const audit::Selected& one : audit::select(amounts, planned->interval, drawn.start)) {
    const audit::Payout& payout = payouts->rows[one.row];
    drawn.large += one.large;
    drawn.sample.rows.push_back(
        {payout.payout, payout.id, payout.clause, payout.paid, audit::from_units(one.unit), one.large, std::nullopt});
  }
  std::string out = options.format == "json" ? text_of(drawn_node(drawn)) : drawn_text(context, drawn);
  if (!context.output().empty()) {
    if (!context.answer(audit::sample_csv(drawn.sample))) return kBroken;
    if (options.format != "json")
      out += context.say(Say::SampleWrote, {context.output(), std::to_string(drawn.sample.rows.size())}) + "\n";
  }
  if (context.output() == "-") return kYes;  // the table was the answer
  if (!to_standard_output(context, out)) return kBroken;
  if (context.output().empty() && !context.quiet()) context.tell(context.say(Say::SampleNotWritten));
  return kYes;
}

std::string taints_text(const Context& context, const Bound& bound) {
  const bool zh = context.chinese();
  const auto style = zh ? text::PercentStyle::Tight : text::PercentStyle::Spaced;
  std::string out;
  for (const Exact& taint : bound.taints)
    out += (out.empty() ? "" : zh ? "、" : ", ") + text::percent_text(taint, {}, style);
  return out;
}

/// `known + projected + basic precision + allowance = upper limit`, the first only where large items are wrong.
std::string limit_text(const Context& context, const Bound& bound, const Exact& tolerable) {
  const std::string known =
      bound.known.is_zero() ? "" : context.say(Say::SampleKnown, {money(bound.known)}) + " + ";
  return known + context.say(Say::SampleLimit, {money(bound.projected), money(bound.basic_precision),
                                                money(bound.allowance), money(shown_limit(bound.upper(), tolerable))});
}

bool any(const Bound& bound) { return !bound.known.is_zero() || !bound.taints.empty(); }

Node bound_node(const Bound& bound, const Exact& tolerable) {
  Node taints = Node::array();
  for (const Exact& taint : bound.taints) taints.items.push_back(Node::string(taint.to_fraction()));
  Node node = Node::object();
  node.add("known", plain_money(bound.known)).add("taints", std::move(taints));
  node.add("projected", plain_money(bound.projected)).add("basic_precision", plain_money(bound.basic_precision));
  node.add("allowance", plain_money(bound.allowance));
  node.add("upper_limit", plain_money(shown_limit(bound.upper(), tolerable)));
  return node;
}

void complain(const Context& context, const std::string& file, const audit::SampleFault& fault) {
  using Why = audit::SampleFault::Why;
  const std::string line = std::to_string(fault.line);
  switch (fault.why) {
    case Why::OtherPlan:
      return context.complain(
          context.say(Say::SampleOtherPlan, {file, line, fault.payout, fault.column, fault.seen, fault.expected}));
    case Why::NotWhole:
      return context.complain(context.say(Say::SampleNotWhole, {file, fault.seen, fault.expected}));
    case Why::BadValue:
      return context.complain(context.say(Say::SampleBadValue, {file, line, fault.payout, fault.column, fault.seen}));
    case Why::Empty: return context.complain(context.say(Say::SampleEmpty, {file}));
  }
}

int evaluate(const Context& context, const Options& options) {
  source::Files files;
  input::IssueLog log(files);
  auto table = batch::open_table(std::make_unique<input::Bytes>(options.evaluate, input::BytesOptions{}));
  std::optional<audit::SampleFault> fault;
  const auto sample = audit::read_sample(*table, log, fault);
  if (!sample) {
    if (log.count() > 0) report_issues(context, log, files);
    if (fault) complain(context, options.evaluate, *fault);
    return kBroken;
  }
  std::vector<audit::Audited> items;
  std::vector<std::string> open;
  for (const audit::SampleRow& row : sample->rows) {
    if (row.audited) items.push_back({audit::in_units(row.paid), audit::in_units(*row.audited)});
    else open.push_back(row.payout);
  }
  const Exact interval = audit::in_units(sample->interval), tolerable = audit::in_units(sample->tolerable);
  const std::string percent = std::to_string(sample->confidence.percent);
  std::string out;
  Node document = Node::object();
  document.add("schema", "bursar.sample_evaluation/1").add("confidence", Node::number(sample->confidence.percent));
  document.add("tolerable", plain_money(tolerable)).add("interval", plain_money(interval));
  document.add("factors", "poisson, rounded up to 0.01");
  document.add("vouchers", Node::number(static_cast<int64_t>(sample->rows.size())));
  Node not_audited = Node::array();
  for (const std::string& payout : open) not_audited.items.push_back(Node::string(payout));
  document.add("not_audited", std::move(not_audited));
  int code = kUnknown;
  if (!open.empty()) {
    std::string names;
    for (size_t i = 0; i < open.size() && i < kNamed; ++i)
      names += (i == 0 ? "" : context.chinese() ? "、" : ", ") + open[i];
    if (open.size() > kNamed) names += " …";
    out = context.say(Say::SampleOpen, {std::to_string(open.size()), std::to_string(sample->rows.size()), names}) + "\n";
  } else {
    const audit::Evaluation result = audit::evaluate(items, interval, sample->confidence);
    const bool acceptable = result.over.upper() <= tolerable;
    code = acceptable ? kYes : kNo;
    document.add("over", bound_node(result.over, tolerable)).add("under", bound_node(result.under, tolerable));
    document.add("acceptable", Node::boolean(acceptable));
    const std::string count = std::to_string(result.over.taints.size());
    out = result.over.taints.empty() ? context.say(Say::SampleNoOver)
                                     : context.say(Say::SampleOver, {count, taints_text(context, result.over)});
    out += "\n" + limit_text(context, result.over, tolerable) + "\n";
    out += context.say(acceptable ? Say::SampleAcceptable : Say::SampleNotAcceptable, {money(tolerable), percent}) + "\n";
    if (any(result.under)) {
      const std::string under = std::to_string(result.under.taints.size());
      out += (result.under.taints.empty() ? context.say(Say::SampleNoUnder)
                                          : context.say(Say::SampleUnder, {under, taints_text(context, result.under)})) +
             "\n";
      out += limit_text(context, result.under, tolerable) + "\n";
    }
    out += context.say(Say::SampleForPapers) + "\n";
  }
  if (!context.answer(options.format == "json" ? text_of(document) : out)) return kBroken;
  return options.exit_zero && code != kBroken ? static_cast<int>(kYes) : code;
}

}  // namespace

int run_sample(const Context& context, const Options& options) {
  return options.evaluate.empty() ? draw(context, options) : evaluate(context, options);
}

}  // namespace bursar::cli
