// make_ledger LEDGER ROWS SEED [SEED…]: books audits of made-up payouts; prints the name of each run.
// make_ledger --dump LEDGER: what stands in a ledger, without what is kept beside.
#include <cstdio>
#include <cstdlib>

#include "io/render/render.h"
#include "tests/ledger/sample_audit.h"

using namespace bursar;

namespace {

int fail(const diag::Issues& issues, const source::Files& files) {
  std::fputs(render::issues_text(issues, files, {}).c_str(), stderr);
  return 2;
}

int dump(const std::string& where) {
  source::Files files;
  diag::Issues issues;
  const auto ledger = ledger::Ledger::open(where, ledger::Mode::Read, files, issues);
  const auto checked = ledger ? ledger->check("", issues) : std::nullopt;
  if (!checked) return fail(issues, files);
  for (const ledger::Run& run : checked->runs) {
    std::printf("%s %s %zu awards %zu\n", run.name.c_str(), run.record.text.c_str(), static_cast<size_t>(run.record.rows),
                static_cast<size_t>(run.awards));
    if (!ledger->each_row(run, [](const ledger::StoredRow& row) { std::printf("%s\n", row.text.c_str()); }, issues))
      return fail(issues, files);
  }
  for (const proof::Digest& root : checked->log_roots) std::printf("%s\n", proof::to_text(root).c_str());
  std::printf("%zu findings\n", checked->findings.size());
  return checked->findings.empty() ? 0 : 1;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc == 3 && std::string(argv[1]) == "--dump") return dump(argv[2]);
  if (argc < 4) return 2;
  source::Files files;
  diag::Issues issues;
  const auto ledger = ledger::Ledger::open(argv[1], ledger::Mode::Create, files, issues);
  if (!ledger) return fail(issues, files);
  for (int i = 3; i < argc; ++i) {
    const audit::Audit audit = sample_audit(std::strtoull(argv[2], nullptr, 10), std::strtoull(argv[i], nullptr, 10));
    const audit::Recording run(audit, kSampleTool);
    const auto appended = ledger->append(run, sample_awards(audit), {{"at", "2026-04-01T00:00:00Z"}}, issues);
    if (!appended) return fail(issues, files);
    std::printf("%s%s\n", appended->name.c_str(), appended->already ? " already" : "");
  }
}
