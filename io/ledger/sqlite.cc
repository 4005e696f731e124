#include "io/ledger/sqlite.h"

#include <fcntl.h>
#include <sqlite3.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <map>
#include <string_view>

#include "io/ledger/schema.h"

namespace bursar::ledger {

namespace {

constexpr int kApplicationId = 0x42727372;  // "Brsr"

#define REFUSE(table)                                                                                       \
  "CREATE TRIGGER " table "_no_update BEFORE UPDATE ON " table                                              \
  " BEGIN SELECT raise(ABORT, 'a ledger is only added to'); END;"                                           \
  "CREATE TRIGGER " table "_no_delete BEFORE DELETE ON " table                                              \
  " BEGIN SELECT raise(ABORT, 'a ledger is only added to'); END;"
constexpr const char* kSchema = LEDGER_TABLES("INTEGER", "BLOB", " STRICT;") LEDGER_FOR_EACH_TABLE(REFUSE)
    "PRAGMA application_id = 1114796914; PRAGMA user_version = 1;";
static_assert(kApplicationId == 1114796914 && kSchemaVersion == 1);

Fault::Kind kind_of(int code) {
  switch (code & 0xff) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED: return Fault::Kind::Busy;
    case SQLITE_FULL: return Fault::Kind::Full;
    case SQLITE_READONLY: return Fault::Kind::ReadOnly;
    case SQLITE_CANTOPEN:
    case SQLITE_PERM:
    case SQLITE_AUTH: return Fault::Kind::CannotOpen;
    case SQLITE_NOTADB:
    case SQLITE_CORRUPT: return Fault::Kind::NotALedger;
    default: return Fault::Kind::Other;
  }
}

class Sqlite final : public Database {
 public:
  explicit Sqlite(sqlite3* db) : db_(db) {}
  ~Sqlite() override {
    for (const auto& [sql, statement] : statements_) sqlite3_finalize(statement);
    sqlite3_close(db_);
  }

  bool version(uint64_t& version) override {
    uint64_t application = 0;
    const auto number = [](uint64_t& out) {
      return [&out](const Values& row) {
        out = static_cast<uint64_t>(row[0].number);
        return false;
      };
    };
    version = 0;
    if (!query("PRAGMA application_id", {}, number(application))) return false;
    if (application != kApplicationId) return true;
    return query("PRAGMA user_version", {}, number(version));
  }

  bool begin_writing() override { return run("BEGIN IMMEDIATE", {}); }
  bool begin_reading() override { return run("BEGIN", {}); }
  bool commit() override {
    if (run("COMMIT", {})) return true;
    const Fault why = fault_;
    rollback();
    fault_ = why;
    return false;
  }
  void rollback() override {
    if (sqlite3_get_autocommit(db_) == 0) run("ROLLBACK", {});
  }

  bool run(const char* sql, const Values& values) override {
    return query(sql, values, [](const Values&) { return true; });
  }

  bool query(const char* sql, const Values& values, const std::function<bool(const Values&)>& row) override {
    sqlite3_stmt* statement = prepared(sql);
    if (statement == nullptr || !bind(statement, values)) return false;
    Values out;
    int code;
    while ((code = sqlite3_step(statement)) == SQLITE_ROW) {
      read(statement, out);
      if (!row(out)) break;
    }
    if (code != SQLITE_ROW && code != SQLITE_DONE) fail(code);
    sqlite3_reset(statement);
    return code == SQLITE_ROW || code == SQLITE_DONE;
  }

  bool insert_leaves(const char* table, const std::vector<std::string>& columns,
              const std::function<bool(Values&)>& next) override {
    std::string names, places;
    for (size_t i = 0; i < columns.size(); ++i) {
      names += (i > 0 ? ", " : "") + columns[i];
      places += (i > 0 ? ", $" : "$") + std::to_string(i + 1);
    }
    const std::string sql = "INSERT INTO " + std::string(table) + " (" + names + ") VALUES (" + places + ")";
    for (Values values; next(values);)
      if (!run(sql.c_str(), values)) return false;
    return true;
  }

  const Fault& fault() const override { return fault_; }

 private:
  bool fail(int code) {
    fault_ = {kind_of(code), sqlite3_errmsg(db_)};
    return false;
  }

  sqlite3_stmt* prepared(const char* sql) {
    if (const auto known = statements_.find(sql); known != statements_.end()) return known->second;
    sqlite3_stmt* statement = nullptr;
    const int code = sqlite3_prepare_v2(db_, sql, -1, &statement, nullptr);
    if (code != SQLITE_OK) {
      fail(code);
      return nullptr;
    }
    statements_.emplace(sql, statement);
    return statement;
  }

  // The values outlive the step: no copies.
  bool bind(sqlite3_stmt* statement, const Values& values) {
    for (size_t i = 0; i < values.size(); ++i) {
      const Value& value = values[i];
      const int at = static_cast<int>(i) + 1;
      int code = SQLITE_OK;
      if (value.kind == Value::Kind::Number) code = sqlite3_bind_int64(statement, at, value.number);
      else if (value.kind == Value::Kind::Text)
        code = sqlite3_bind_text64(statement, at, value.text.data(), value.text.size(), SQLITE_STATIC, SQLITE_UTF8);
      else if (value.kind == Value::Kind::Bytes)
        code = sqlite3_bind_blob64(statement, at, value.text.data(), value.text.size(), SQLITE_STATIC);
      if (code != SQLITE_OK) return fail(code);
    }
    return true;
  }

  static void read(sqlite3_stmt* statement, Values& out) {
    out.resize(static_cast<size_t>(sqlite3_column_count(statement)));
    for (size_t i = 0; i < out.size(); ++i) {
      const int at = static_cast<int>(i);
      Value& value = out[i];
      switch (sqlite3_column_type(statement, at)) {
        case SQLITE_INTEGER:
          value.kind = Value::Kind::Number;
          value.number = sqlite3_column_int64(statement, at);
          break;
        case SQLITE_NULL: value = {}; break;
        default: {
          value.kind = sqlite3_column_type(statement, at) == SQLITE_BLOB ? Value::Kind::Bytes : Value::Kind::Text;
          const void* bytes = sqlite3_column_blob(statement, at);
          const auto size = static_cast<size_t>(sqlite3_column_bytes(statement, at));
          value.text.assign(static_cast<const char*>(bytes), bytes == nullptr ? 0 : size);
        }
      }
    }
  }

  sqlite3* db_;
  std::map<std::string, sqlite3_stmt*, std::less<>> statements_;
  Fault fault_;
};

Fault system_fault(int error) {
  const Fault::Kind kind = error == ENOSPC || error == EDQUOT ? Fault::Kind::Full
                           : error == EROFS                   ? Fault::Kind::ReadOnly
                                                              : Fault::Kind::CannotOpen;
  return {kind, std::strerror(error)};
}

int write_all(int fd, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t n = write(fd, bytes.data(), bytes.size());
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) return errno;
    bytes.remove_prefix(static_cast<size_t>(n));
  }
  return fsync(fd) == 0 ? 0 : errno;
}

/// The bytes of a ledger with nothing in it.
std::string empty_ledger(Fault& fault) {
  sqlite3* db = nullptr;
  std::string bytes;
  const bool made = sqlite3_open(":memory:", &db) == SQLITE_OK &&
                    sqlite3_exec(db, kSchema, nullptr, nullptr, nullptr) == SQLITE_OK;
  if (made) {
    sqlite3_int64 size = 0;
    unsigned char* image = sqlite3_serialize(db, "main", &size, 0);
    if (image != nullptr) bytes.assign(reinterpret_cast<const char*>(image), static_cast<size_t>(size));
    sqlite3_free(image);
  }
  if (bytes.empty()) fault = {Fault::Kind::Other, sqlite3_errmsg(db)};
  sqlite3_close(db);
  return bytes;
}

/// Puts a new ledger under the name, unless something is there by then.
bool create_file(const std::string& path, Fault& fault) {
  const std::string bytes = empty_ledger(fault);
  if (bytes.empty()) return false;
  std::string temporary = path + ".XXXXXX";
  const int fd = mkstemp(temporary.data());
  if (fd < 0) {
    fault = system_fault(errno);
    return false;
  }
  const mode_t mask = umask(0);
  umask(mask);
  int error = fchmod(fd, 0666 & ~mask) == 0 ? write_all(fd, bytes) : errno;
  if (close(fd) != 0 && error == 0) error = errno;
  if (error == 0 && link(temporary.c_str(), path.c_str()) != 0 && errno != EEXIST) error = errno;
  unlink(temporary.c_str());
  if (error != 0) fault = system_fault(error);
  return error == 0;
}

}  // namespace

std::unique_ptr<Database> open_sqlite(const std::string& path, bool create, Fault& fault) {
  struct stat info {};
  const bool exists = stat(path.c_str(), &info) == 0;
  if (!exists && (errno != ENOENT || !create)) {
    fault = system_fault(errno);
    return nullptr;
  }
  if (exists && (!S_ISREG(info.st_mode) || info.st_size == 0)) {
    fault = {Fault::Kind::NotALedger, {}};
    return nullptr;
  }
  if (!exists && !create_file(path, fault)) return nullptr;
  sqlite3* db = nullptr;
  // "./": SQLite gives names such as :memory: another meaning.
  const std::string name = path.starts_with('/') ? path : "./" + path;
  const int code = sqlite3_open_v2(name.c_str(), &db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, nullptr);
  auto out = std::make_unique<Sqlite>(db);
  if (code != SQLITE_OK) {
    fault = {kind_of(code), sqlite3_errmsg(db)};
    return nullptr;
  }
  sqlite3_busy_timeout(db, kWaitSeconds * 1000);
  // A file from elsewhere may hold views and triggers of any kind: they may not call what has effects.
  sqlite3_db_config(db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
  sqlite3_db_config(db, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
  if (!out->run("PRAGMA foreign_keys = ON", {}) || !out->run("PRAGMA synchronous = EXTRA", {})) {
    fault = out->fault();
    return nullptr;
  }
  return out;
}

}  // namespace bursar::ledger
