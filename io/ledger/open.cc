#include "io/ledger/open.h"

#include "io/ledger/postgres_module.h"
#include "io/ledger/sqlite.h"
#include "io/module/load.h"

namespace bursar::ledger {

bool is_server(const std::string& where) {
  return where.starts_with("postgresql://") || where.starts_with("postgres://");
}

std::string shown_name(const std::string& where) {
  if (!is_server(where)) return where;
  const size_t begin = where.find("://") + 3;
  const size_t at = where.substr(0, where.find_first_of("/?", begin)).rfind('@');
  const size_t colon = where.find(':', begin);
  if (at == std::string::npos || colon == std::string::npos || colon > at) return where;
  return where.substr(0, colon) + where.substr(at);
}

std::unique_ptr<Database> open_database(const std::string& where, bool create, Fault& fault) {
  if (!is_server(where)) return open_sqlite(where, create, fault);
  static const auto open = reinterpret_cast<OpenPostgres>(module::load(kPostgresModule, kOpenPostgres));
  return std::unique_ptr<Database>(open(where, create, fault));
}

diag::Issue issue_of(const Fault& fault, const std::string& name, uint32_t file) {
  const auto issue = [&](diag::Kind kind, std::vector<diag::Arg> args) {
    return diag::Issue{kind, {file, 0, 0}, std::move(args), {}, {}, {}, {}, {}};
  };
  const auto unusable = [&](diag::Arg why) {
    return issue(diag::Kind::LedgerUnusable, {diag::plain(name), std::move(why)});
  };
  switch (fault.kind) {
    case Fault::Kind::Busy: return issue(diag::Kind::LedgerBusy, {diag::plain(name), diag::plain(size_t{kWaitSeconds})});
    case Fault::Kind::NotALedger: return issue(diag::Kind::LedgerForeign, {diag::plain(name)});
    case Fault::Kind::Full: return unusable(diag::term("ledger_fault.full"));
    case Fault::Kind::ReadOnly: return unusable(diag::term("ledger_fault.read_only"));
    default: return unusable(diag::plain(fault.words));
  }
}

}  // namespace bursar::ledger
