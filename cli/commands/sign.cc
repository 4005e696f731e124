#include <cstring>

#include "cli/commands/commands.h"
#include "cli/exit_codes.h"
#include "cli/ledgers.h"
#include "engine/base/utf8.h"
#include "io/ledger/key_file.h"
#include "io/policy/load.h"

namespace bursar::cli {

namespace {

constexpr size_t kKeyBytes = 4096, kNameCharacters = 100;

int make_key(const Context& context, const std::string& path) {
  int error = 0;
  const auto key = ledger::make_key(path, error);
  if (!key) {
    context.complain(context.say(Say::CannotWrite, {path, std::strerror(error)}));
    return kBroken;
  }
  return context.answer(context.say(Say::NewKey, {path, proof::fingerprint(key->public_key())}) + "\n") ? kYes : kBroken;
}

bool is_name(std::string_view name) {
  return source::find_bad_text(name).what == source::BadText::None && name.find_first_of("\t\r\n") == name.npos &&
         name.find_first_not_of(' ') == 0 && name.back() != ' ' && utf8::count(name) <= kNameCharacters;
}

}  // namespace

int run_sign(const Context& context, const Options& options) {
  if (!options.new_key.empty()) return make_key(context, options.new_key);
  const auto root = proof::from_text(options.root);
  if (!options.root.empty() && !root) {
    context.complain(context.say(Say::BadRoot, {options.root}));
    return kBroken;
  }
  if (!is_name(options.signer)) {
    context.complain("--as: " + context.say(Say::BadSigner));
    return kBroken;
  }
  OpenLedger open;
  const uint32_t file = policy::read_into(open.files, options.key, kKeyBytes, open.issues);
  if (!open.issues.empty()) return refuse(context, open), kBroken;
  const auto key = ledger::key_in(open.files[file].text());
  if (!key) {
    context.complain(context.say(Say::NotAKey, {options.key}), context.say(Say::MakeAKey));
    return kBroken;
  }
  if (!open_ledger(context, options.arguments[0], ledger::Mode::Add, open)) return kBroken;
  const auto run = open.ledger->run(options.run, open.issues);
  if (!run) return refuse(context, open), kBroken;
  if (root && *root != run->record.root) {
    context.complain(context.say(Say::OtherRoot, {run->name, proof::to_text(run->record.root)}),
                     context.say(Say::NothingSigned));
    return kNo;
  }
  const auto signed_run = open.ledger->sign(*run, options.signer, *key, {{"at", now()}}, open.issues);
  if (!signed_run) {
    refuse(context, open);
    const diag::Kind why = open.issues.back().kind;
    return why == diag::Kind::SignedAlready || why == diag::Kind::LedgerAltered ? kNo : kBroken;
  }
  const size_t count = signed_run->signatures.size();
  return context.answer(context.say(count < audit::kSigners ? Say::SignedFirst : Say::SignedSecond,
                                    {proof::to_text(run->record.root), options.signer,
                                     proof::fingerprint(key->public_key()), std::to_string(count),
                                     std::to_string(audit::kSigners)}) + "\n")
             ? kYes
             : kBroken;
}

}  // namespace bursar::cli
