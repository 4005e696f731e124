#include "cli/options.h"

#include <CLI/CLI.hpp>
#include <algorithm>

#include "cli/sentences.h"
#include "engine/base/nearest.h"

namespace bursar::cli {

namespace {

constexpr const char* kFormats = "text, json, yaml, csv";

class Tree {
 public:
  Tree(CLI::App& app, Options& options, bool chinese) : app_(app), o_(options), zh_(chinese) {}

  void build() {
    app_.description(text(Say::Tagline));
    common(app_);
    app_.add_flag("--version", o_.version, text(Say::OptVersion));

    CLI::App& award = command("award", Say::AboutAward, Say::GroupApply);
    policy_and_profiles(award);
    evaluating(award);
    many(award);
    award.add_option("--jobs", o_.jobs, text(Say::OptJobs))->type_name("N");
    CLI::App& check = command("check", Say::AboutCheck, Say::GroupApply);
    policy_and_profiles(check);
    evaluating(check);
    CLI::App& explain = command("explain", Say::AboutExplain, Say::GroupApply);
    arguments(explain, "POLICY PROFILE [CLAUSE] | PAYOUT --run RUN | CODE", Say::ArgExplain);
    explain.add_option("--run", o_.run, text(Say::OptRun))->type_name("RUN");
    explain.add_option("--ledger", o_.ledger, text(Say::OptOpenLedger))->type_name("LEDGER");
    explain.add_option("--for", o_.depth, text(Say::OptFor))->type_name("WHO");
    evaluating(explain);
    CLI::App& facts = command("facts", Say::AboutFacts, Say::GroupApply);
    arguments(facts, "POLICY", Say::ArgPolicy);
    format(facts, kFormats);

    CLI::App& audit = command("audit", Say::AboutAudit, Say::GroupAudit);
    arguments(audit, "POLICY PAYOUTS", Say::ArgAudit);
    format(audit, "text, json, csv");
    audit.add_option("--profiles", o_.profiles, text(Say::OptProfiles))
        ->type_name("FILE")
        ->expected(1)
        ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
    audit.add_option("--approved", o_.approved, text(Say::OptApproved))->type_name("FILE");
    audit.add_option("--bank", o_.bank, text(Say::OptBank))->type_name("FILE");
    audit.add_option("--ledger", o_.ledger, text(Say::OptLedger))->type_name("DB");
    audit.add_option("--report", o_.report, text(Say::OptReport))->type_name("FILE");
    audit.add_option("--as-of", o_.as_of, text(Say::OptAsOf))->type_name("DATE");
    audit.add_option("--tolerance", o_.tolerance, text(Say::OptTolerance))->type_name("AMOUNT");
    audit.add_option("--late-after", o_.late_after, text(Say::OptLateAfter))->type_name("DAYS");
    audit.add_option("--fund", o_.fund, text(Say::OptFund))->type_name("AMOUNT");
    audit.add_flag("--whole-register", o_.whole_register, text(Say::OptWholeRegister));
    audit.add_option("--fail-on", o_.fail_on, text(Say::OptFailOn))->type_name("WHAT");
    many(audit);
    audit.add_flag("--exit-zero", o_.exit_zero, text(Say::OptExitZero));

    CLI::App& practice = command("practice", Say::AboutPractice, Say::GroupAudit);
    arguments(practice, "POLICY", Say::ArgPolicy);
    practice.add_option("--count", o_.count, text(Say::OptCount))->type_name("N");
    practice.add_option("--errors", o_.errors, text(Say::OptErrors))->type_name("M");
    practice.add_option("--seed", o_.seed, text(Say::OptSeed))->type_name("S");

    CLI::App& lint = command("lint", Say::AboutLint, Say::GroupWrite);
    arguments(lint, "POLICY...", Say::ArgPolicy);
    lint.add_option("--print", o_.print, text(Say::OptPrint))->type_name("STAGE");
    lint.add_flag("--exit-zero", o_.exit_zero, text(Say::OptExitZero));
    CLI::App& test = command("test", Say::AboutTest, Say::GroupWrite);
    arguments(test, "POLICY...", Say::ArgPolicy);
    format(test, "text, json");
    test.add_flag("--exit-zero", o_.exit_zero, text(Say::OptExitZero));

    CLI::App& sample = command("sample", Say::AboutSample, Say::GroupAudit);
    arguments(sample, "PAYOUTS", Say::ArgPayouts);
    sample.add_option("--tolerable", o_.tolerable, text(Say::OptTolerable))->type_name("AMOUNT|PERCENT");
    sample.add_option("--expected", o_.expected, text(Say::OptExpected))->type_name("AMOUNT|PERCENT");
    sample.add_option("--confidence", o_.confidence, text(Say::OptConfidence))->type_name("PERCENT");
    sample.add_option("--phrase", o_.phrase, text(Say::OptPhrase))->type_name("TEXT");
    sample.add_option("--run", o_.run, text(Say::OptSampleRun))->type_name("RUN");
    sample.add_option("--ledger", o_.ledger, text(Say::OptOpenLedger))->type_name("LEDGER");
    sample.add_option("--evaluate", o_.evaluate, text(Say::OptEvaluate))->type_name("FILE");
    format(sample, "text, json");
    sample.add_flag("--exit-zero", o_.exit_zero, text(Say::OptExitZero));
    CLI::App& verify = command("verify", Say::AboutVerify, Say::GroupAudit);
    arguments(verify, "LEDGER | RECEIPT", Say::ArgVerify);
    verify.add_option("--run", o_.run, text(Say::OptRun))->type_name("RUN");
    verify.add_option("--root", o_.root, text(Say::OptVerifyRoot))->type_name("ROOT");
    format(verify, "text, json");
    CLI::App& receipt = command("receipt", Say::AboutReceipt, Say::GroupAudit);
    arguments(receipt, "PAYOUT", Say::ArgPayout);
    receipt.add_option("--run", o_.run, text(Say::OptRun))->type_name("RUN");
    receipt.add_option("--ledger", o_.ledger, text(Say::OptOpenLedger))->type_name("LEDGER");
    CLI::App& sign = command("sign", Say::AboutSign, Say::GroupAudit);
    arguments(sign, "LEDGER", Say::OptOpenLedger);
    sign.add_option("--run", o_.run, text(Say::OptRun))->type_name("RUN");
    sign.add_option("--as", o_.signer, text(Say::OptAs))->type_name("NAME");
    sign.add_option("--key", o_.key, text(Say::OptKey))->type_name("FILE");
    sign.add_option("--root", o_.root, text(Say::OptSignRoot))->type_name("ROOT");
    sign.add_option("--new-key", o_.new_key, text(Say::OptNewKey))->type_name("FILE");

    CLI::App& completions = command("completions", Say::AboutCompletions, Say::GroupShell);
    arguments(completions, "SHELL", Say::ArgShell);
    command("man", Say::AboutMan, Say::GroupShell);
  }

 private:
  std::string text(Say key) const { return say(key, zh_); }

  CLI::App& command(const char* name, Say about, Say group) {
    CLI::App& sub = *app_.add_subcommand(name, text(about));
    sub.group(text(group));
    sub.set_help_flag("");
    common(sub);
    return sub;
  }

  void common(CLI::App& app) {
    app.set_help_flag("");
    app.add_flag("-h,--help", o_.help, text(Say::OptHelp));
    app.add_option("--lang", o_.lang, text(Say::OptLang))->type_name("LANG");
    app.add_option("--color", o_.color, text(Say::OptColor))->type_name("WHEN");
    app.add_flag("--no-color", o_.no_color, text(Say::OptNoColor));
    app.add_flag("--plain", o_.plain, text(Say::OptPlain));
    app.add_flag("-q,--quiet", o_.quiet, text(Say::OptQuiet));
    app.add_option("-o,--output", o_.output, text(Say::OptOutput))->type_name("FILE");
    app.add_option("--error-format", o_.error_format, text(Say::OptErrorFormat))->type_name("FORMAT");
  }

  void arguments(CLI::App& app, const char* names, Say about) {
    app.add_option("arguments", o_.arguments, text(about))->type_name(names);
  }

  void policy_and_profiles(CLI::App& app) {
    arguments(app, "POLICY PROFILE...", Say::ArgProfile);
  }

  void format(CLI::App& app, const char* allowed) {
    app.add_option("--format", o_.format, say(Say::OptFormat, zh_, {allowed}))->type_name("FORMAT");
  }

  /// Options of commands that read tables of many records.
  void many(CLI::App& app) {
    app.add_option("--list", o_.lists, text(Say::OptList))
        ->type_name("LIST=FILE")
        ->expected(1)
        ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
    app.add_option("--mapping", o_.mapping, text(Say::OptMapping))->type_name("FILE");
    app.add_option("--encoding", o_.encoding, text(Say::OptEncoding))->type_name("NAME");
    app.add_flag("--no-progress", o_.no_progress, text(Say::OptNoProgress));
  }

  void evaluating(CLI::App& app) {
    format(app, kFormats);
    app.add_option("--as-of", o_.as_of, text(Say::OptAsOf))->type_name("DATE");
    app.add_option("--set", o_.set, text(Say::OptSet))
        ->type_name("FACT=VALUE")
        ->expected(1)
        ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
    app.add_flag("--exit-zero", o_.exit_zero, text(Say::OptExitZero));
  }

  CLI::App& app_;
  Options& o_;
  bool zh_;
};

std::string near_hint(std::string_view wrong, const std::vector<std::string>& names, bool zh) {
  const std::vector<std::string_view> views(names.begin(), names.end());
  const auto near = nearest(wrong, views);
  return near ? say(Say::DidYouMean, zh, {*near}) : std::string();
}

std::vector<std::string> option_names(const CLI::App& app) {
  std::vector<std::string> names;
  for (const CLI::Option* option : app.get_options())
    for (const std::string& name : option->get_lnames()) names.push_back("--" + name);
  return names;
}

std::string see_help(const std::string& command, bool zh) {
  return say(Say::SeeHelp, zh, {command.empty() ? "bursar" : "bursar " + command});
}

/// What CLI11 left over: an unknown option, a misspelt command, or an argument too many.
UsageError unknown_word(const CLI::App& tree, const CLI::App& used, bool zh) {
  const std::vector<std::string> rest = tree.remaining(true);
  const std::string wrong = rest.empty() ? "" : rest.front();
  const std::string bare = wrong.substr(0, wrong.find('='));
  if (wrong.size() > 1 && wrong[0] == '-')
    return {say(Say::UnknownOption, zh, {bare}), near_hint(bare, option_names(used), zh)};
  if (&used != &tree) return {say(Say::UnexpectedArgument, zh, {wrong}), ""};
  std::vector<std::string> commands;
  for (const CLI::App* sub : tree.get_subcommands(nullptr)) commands.push_back(sub->get_name());
  return {say(Say::UnknownCommand, zh, {wrong}), near_hint(wrong, commands, zh)};
}

/// Values that an option may have, checked here so that the message is in the user's language.
UsageError check_values(const Options& o, bool zh) {
  struct Rule {
    const char* option;
    const std::string& value;
    std::vector<std::string> allowed;
  };
  std::vector<std::string> formats{"text", "json", "yaml", "csv"};
  if (o.command == "test" || o.command == "sample" || o.command == "verify") formats = {"text", "json"};
  if (o.command == "audit") formats = {"text", "json", "csv"};
  if (o.command == "award") formats.push_back("jsonl");
  const Rule rules[] = {
      {"--color", o.color, {"auto", "always", "never"}},
      {"--format", o.format, formats},
      {"--error-format", o.error_format, {"text", "json"}},
      {"--for", o.depth, {"applicant", "office", "audit"}},
      {"--print", o.print, {"", "syntax", "checked", "lowered"}},
      {"--lang", o.lang, {"", "en", "zh"}},
      {"--encoding", o.encoding, {"", "utf-8", "gb18030"}},
  };
  for (const Rule& rule : rules) {
    if (std::find(rule.allowed.begin(), rule.allowed.end(), rule.value) != rule.allowed.end()) continue;
    std::string allowed;
    for (const std::string& one : rule.allowed)
      if (!one.empty()) allowed += (allowed.empty() ? "" : ", ") + one;
    return {say(Say::BadValue, zh, {rule.option, rule.value, allowed}),
            near_hint(rule.value, rule.allowed, zh)};
  }
  return {};
}

UsageError check_arguments(const Options& o, bool zh) {
  const size_t n = o.arguments.size();
  const auto missing = [&](const char* what) { return UsageError{say(Say::MissingArgument, zh, {what}), ""}; };
  const auto extra = [&](size_t at) {
    return UsageError{say(Say::UnexpectedArgument, zh, {o.arguments[at]}), ""};
  };
  if (o.jobs < 1 || o.jobs > 256) return {say(Say::BadJobs, zh, {std::to_string(o.jobs)}), ""};
  if (o.command == "audit") {
    if (n == 0) return missing("POLICY");
    if (n == 1) return missing("PAYOUTS");
    if (n > 2) return extra(2);
  } else if (o.command == "award" || o.command == "check") {
    if (n == 0) return missing("POLICY");
    if (n == 1) return missing("PROFILE");
  } else if (o.command == "facts" || o.command == "lint" || o.command == "test") {
    if (n == 0) return missing("POLICY");
    if (o.command == "facts" && n > 1) return extra(1);
  } else if (o.command == "explain") {
    if (!o.run.empty() && n > 1) return extra(1);
    if (n == 0) return missing(zh ? "POLICY PROFILE 或 CODE" : "POLICY PROFILE, or CODE,");
    if (n > 3) return extra(3);
  } else if (o.command == "sample") {
    if (o.evaluate.empty()) {
      if (n == 0) return missing("PAYOUTS");
      if (o.tolerable.empty()) return missing("--tolerable");
      if (o.phrase.empty()) return missing("--phrase");
    }
    if (const size_t most = o.evaluate.empty() ? 1 : 0; n > most) return extra(most);
  } else if (o.command == "practice") {
    if (n == 0) return missing("POLICY");
    if (n > 1) return extra(1);
    for (const auto& [option, value] : {std::pair("--count", &o.count), {"--errors", &o.errors}, {"--seed", &o.seed}})
      if (!value->empty() && !std::all_of(value->begin(), value->end(), [](char c) { return c >= '0' && c <= '9'; }))
        return {say(Say::BadWholeNumber, zh, {option, *value}), ""};
  } else if (o.command == "verify") {
    if (n == 0) return missing("LEDGER");
    if (n > 1) return extra(1);
  } else if (o.command == "receipt") {
    if (n == 0) return missing("PAYOUT");
    if (n > 1) return extra(1);
    if (o.run.empty()) return missing("--run");
  } else if (o.command == "sign") {
    const bool new_key = !o.new_key.empty();
    if (n > (new_key ? 0 : 1)) return extra(new_key ? 0 : 1);
    if (!new_key && n == 0) return missing("LEDGER");
    if (!new_key && o.run.empty()) return missing("--run");
    if (!new_key && o.signer.empty()) return missing("--as");
    if (!new_key && o.key.empty()) return missing("--key");
  } else if (o.command == "completions") {
    if (n == 0) return missing("SHELL");
    if (n > 1) return extra(1);
  }
  if (std::count(o.arguments.begin(), o.arguments.end(), "-") > 1) return {say(Say::TwiceStdin, zh), ""};
  return {};
}

}  // namespace

std::unique_ptr<CLI::App> build_tree(Options& options, bool chinese) {
  auto app = std::make_unique<CLI::App>("", "bursar");
  Tree(*app, options, chinese).build();
  return app;
}

UsageError read_command_line(CLI::App& tree, Options& options, int argc, const char* const* argv, bool zh) {
  UsageError error;
  bool extras = false;
  try {
    tree.parse(argc, argv);
  } catch (const CLI::ExtrasError&) {
    extras = true;
  } catch (const CLI::ArgumentMismatch& fault) {
    const std::string what = fault.what();  // "--lang: 1 required TEXT missing"
    error.message = say(Say::OptionNeedsValue, zh, {what.substr(0, what.find(':'))});
  } catch (const CLI::ParseError& fault) {
    error.message = say(Say::BadUsage, zh, {fault.what()});
  }
  const CLI::App* used = &tree;
  for (const CLI::App* sub : tree.get_subcommands()) used = sub;
  if (used != &tree) options.command = used->get_name();
  const bool opens_ledger = options.command == "receipt" || ((options.command == "explain" || options.command == "sample") && !options.run.empty());
  if (opens_ledger && options.ledger.empty()) options.ledger = "runs.db";
  if (extras) error = unknown_word(tree, *used, zh);
  if (error.message.empty() && (options.help || options.version)) return {};
  if (error.message.empty()) error = check_values(options, zh);
  if (error.message.empty()) error = check_arguments(options, zh);
  if (!error.message.empty() && error.hint.empty()) error.hint = see_help(options.command, zh);
  return error;
}

std::vector<std::string> examples_of(const std::string& command) {
  if (command == "award")
    return {"bursar award rd-2026 company.yaml", "bursar award rd-2026 a.yaml b.yaml --format csv -o awards.csv",
            "bursar award rd-2026 company.yaml --set turnover_2025=1.2亿元"};
  if (command == "audit")
    return {"bursar audit rd-2026 payouts.csv --report audit.html",
            "bursar audit rd-2026 payouts.csv --profiles companies.csv --ledger runs.db",
            "bursar audit rd-2026 payouts.csv --fail-on amount:10000"};
  if (command == "check")
    return {"bursar check rd-2026 company.yaml", "bursar check rd-2026 company.yaml --lang zh",
            "bursar check rd-2026 company.yaml --format json"};
  if (command == "explain")
    return {"bursar explain rd-2026 company.yaml", "bursar explain rd-2026 company.yaml rd_support --for audit",
            "bursar explain E0301"};
  if (command == "facts") return {"bursar facts rd-2026", "bursar facts rd-2026 --format yaml -o company.yaml"};
  if (command == "lint") return {"bursar lint rd-2026", "bursar lint rd-2026 --print syntax --lang zh"};
  if (command == "test") return {"bursar test rd-2026", "bursar test rules/*"};
  if (command == "sample")
    return {"bursar sample payouts.csv --tolerable 2% --phrase 'drawn by lot on 5 May' -o sample.csv",
            "bursar sample --evaluate sample-audited.csv"};
  if (command == "practice") return {"bursar practice rd-2026 --count 1000 --errors 40 --seed 7 -o practice"};
  if (command == "verify")
    return {"bursar verify runs.db", "bursar verify runs.db --run 2026-R1 --root sha256:9b1e…",
            "bursar verify V00012.receipt.json --root sha256:9b1e…"};
  if (command == "receipt")
    return {"bursar receipt V00012 --run 2026-R1 --ledger runs.db -o V00012.receipt.json"};
  if (command == "sign")
    return {"bursar sign --new-key zhang-wei.key", "bursar sign runs.db --run 2026-R1 --as zhang.wei --key zhang-wei.key"};
  if (command == "completions")
    return {"bursar completions bash > /etc/bash_completion.d/bursar", "bursar completions fish | source"};
  if (command == "man") return {"bursar man | man -l -", "bursar man -o bursar.1"};
  return {"bursar check rd-2026 company.yaml", "bursar award rd-2026 company.yaml --format json"};
}

}  // namespace bursar::cli
