// The one function of the module that holds libpqxx: linked in, it would bring the client library of PostgreSQL and what
// that needs to every start.
#pragma once

#include <string>

#include "io/ledger/database.h"

namespace bursar::ledger {

/// Null with a fault. The caller deletes it. Never throws.
using OpenPostgres = Database* (*)(const std::string& where, bool create, Fault& fault);

inline constexpr const char* kPostgresModule = "libbursar_postgres.so";
inline constexpr const char* kOpenPostgres = "bursar_open_postgres";

}  // namespace bursar::ledger
