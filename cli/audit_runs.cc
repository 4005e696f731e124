#include "cli/audit_runs.h"

#include <cstdlib>
#include <fstream>

#include "cli/help.h"
#include "engine/proof/sha256.h"
#include "io/audit/run.h"

namespace bursar::cli {

namespace {

std::string absolute(const std::string& path) {
  char* real = path.empty() || path == "-" ? nullptr : realpath(path.c_str(), nullptr);
  std::string out = real ? real : "";
  std::free(real);
  return out;
}

std::string kept(const ledger::Run& run, const std::string& name) {
  for (const auto& [key, value] : run.beside)
    if (key == name) return value;
  return {};
}

}  // namespace

audit::Tool this_tool() {
  std::ifstream program("/proc/self/exe", std::ios::binary);
  proof::Sha256 hash;
  std::string piece(size_t{1} << 16, '\0');
  while (program) {
    program.read(piece.data(), static_cast<std::streamsize>(piece.size()));
    hash.add({piece.data(), static_cast<size_t>(program.gcount())});
  }
  return {kVersion, "sha256:" + proof::to_hex(hash.finish())};
}

ledger::Beside paths_of(const std::string& policy, const audit::Request& request, const audit::Audit& audit,
                        std::string_view now) {
  ledger::Beside beside{{"at", std::string(now)}, {"policy", absolute(policy)}};
  size_t profile = 0, list = 0;
  for (size_t i = 0; i < audit.inputs.size(); ++i) {
    const std::string& role = audit.inputs[i].role;
    const std::string path = role == "payouts"    ? request.payouts
                             : role == "profiles" ? request.profiles[profile++]
                             : role == "approved" ? request.approved
                             : role == "bank"     ? request.bank
                             : role == "mapping"  ? request.mapping
                                                  : request.lists[list].substr(request.lists[list].find('=') + 1);
    list += role.starts_with("list:");
    beside.emplace_back("input:" + std::to_string(i), absolute(path));
  }
  return beside;
}

std::optional<audit::Request> request_of(const ledger::Run& run) {
  std::vector<std::string> paths;
  for (size_t i = 0; i < run.record.inputs.size(); ++i) paths.push_back(kept(run, "input:" + std::to_string(i)));
  return audit::request_of(run.record.options, run.record.inputs, paths);
}

std::string policy_of(const ledger::Run& run) { return kept(run, "policy"); }

std::optional<std::string> made_again(const ledger::Run& run) {
  const auto request = request_of(run);
  const std::string policy = policy_of(run);
  if (!request || policy.empty()) return std::nullopt;
  Session session;
  load_policy(policy, session);
  if (!session.program) return std::nullopt;
  diag::Issues issues;
  const audit::Audit audit = audit::run(*session.program, session.loaded.files, *request, issues);
  if (audit.policy.id.empty()) return std::nullopt;
  return audit::Recording(audit, run.record.tool).record().text;
}

}  // namespace bursar::cli
