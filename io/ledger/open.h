// Where a ledger is: a file, or a server of PostgreSQL.
#pragma once

#include <memory>
#include <string>

#include "engine/diag/issue.h"
#include "io/ledger/database.h"

namespace bursar::ledger {

/// Null with a fault. Without `create`, what is not there is a fault.
std::unique_ptr<Database> open_database(const std::string& where, bool create, Fault& fault);

/// `postgresql://…` or `postgres://…`.
bool is_server(const std::string& where);
/// The name without a password.
std::string shown_name(const std::string& where);

diag::Issue issue_of(const Fault& fault, const std::string& name, uint32_t file);

}  // namespace bursar::ledger
