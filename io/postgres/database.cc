// A ledger in a database of PostgreSQL: its tables stand in a schema `bursar`. One writer at a time, by an advisory lock
// that ends with the transaction; readers see one moment.
#include <array>
#include <pqxx/pqxx>
#include <string_view>

#include "io/ledger/postgres_module.h"
#include "io/ledger/schema.h"

namespace bursar::ledger {

namespace {

#define REFUSE(table)                                                                                          \
  "CREATE TRIGGER " table "_only_grows BEFORE UPDATE OR DELETE OR TRUNCATE ON " table                         \
  " FOR EACH STATEMENT EXECUTE FUNCTION only_grows();"
constexpr const char* kSchema =
    "CREATE SCHEMA bursar; SET LOCAL search_path TO bursar;"
    "CREATE FUNCTION only_grows() RETURNS trigger LANGUAGE plpgsql AS"
    " $$ BEGIN RAISE EXCEPTION 'a ledger is only added to'; END $$;" LEDGER_TABLES("BIGINT", "BYTEA", ";")
    LEDGER_FOR_EACH_TABLE(REFUSE) "CREATE TABLE ledger (version BIGINT NOT NULL);" REFUSE("ledger")
    "INSERT INTO ledger (version) VALUES (1);";
static_assert(kSchemaVersion == 1);

constexpr const char* kLock = "SELECT pg_advisory_xact_lock(4787826961)";  // any number; all programs the same
constexpr pqxx::oid kBytes = 17, kInt8 = 20;

Fault::Kind kind_of(const std::string& state) {
  if (state == "55P03" || state == "40001") return Fault::Kind::Busy;
  if (state == "53100") return Fault::Kind::Full;
  if (state == "25006" || state == "42501") return Fault::Kind::ReadOnly;
  return Fault::Kind::Other;
}

std::string first_line(std::string text) { return text.substr(0, text.find('\n')); }

class Postgres final : public Database {
 public:
  explicit Postgres(const std::string& where) : connection_(where), quiet_(connection_) {
    pqxx::nontransaction(connection_)
        .exec("SET client_min_messages TO warning; SET search_path TO bursar; SET lock_timeout TO " +
              std::to_string(kWaitSeconds * 1000));
  }

  /// Makes the tables where there are none. False with a fault.
  bool create() {
    return guarded([&] {
      pqxx::work work(connection_);
      work.exec(kLock);
      if (!has_ledger(work)) work.exec(kSchema);
      work.commit();
    });
  }

  bool version(uint64_t& version) override {
    return guarded([&] {
      pqxx::nontransaction reading(connection_);
      version = has_ledger(reading) ? reading.exec1("SELECT version FROM ledger")[0].as<uint64_t>() : 0;
    });
  }

  bool begin_writing() override {
    return guarded([&] {
      transaction_ = std::make_unique<pqxx::work>(connection_);
      transaction_->exec(kLock);
    });
  }
  bool begin_reading() override {
    return guarded([&] {
      transaction_ = std::make_unique<pqxx::transaction<pqxx::repeatable_read, pqxx::read_only>>(connection_);
    });
  }
  bool commit() override {
    const bool good = guarded([&] { transaction_->commit(); });
    transaction_.reset();
    return good;
  }
  void rollback() override { transaction_.reset(); }

  bool run(const char* sql, const Values& values) override {
    return query(sql, values, [](const Values&) { return true; });
  }

  bool query(const char* sql, const Values& values, const std::function<bool(const Values&)>& row) override {
    return guarded([&] {
      std::vector<std::string> texts;
      for (const Value& value : values) texts.push_back(text_of(value));
      const auto parameters = pqxx::prepare::make_dynamic_params(texts);
      std::unique_ptr<pqxx::nontransaction> alone;
      if (!transaction_) alone = std::make_unique<pqxx::nontransaction>(connection_);
      pqxx::transaction_base& transaction = transaction_ ? *transaction_ : static_cast<pqxx::transaction_base&>(*alone);
      const pqxx::result result = transaction.exec_params(sql, parameters);
      Values out(static_cast<size_t>(result.columns()));
      for (const auto& line : result) {
        for (size_t i = 0; i < out.size(); ++i) out[i] = value_of(line[static_cast<int>(i)]);
        if (!row(out)) return;
      }
    });
  }

  bool insert_leaves(const char* table, const std::vector<std::string>& columns,
              const std::function<bool(Values&)>& next) override {
    return guarded([&] {
      pqxx::stream_to stream(*transaction_, table, columns);
      for (Values values; next(values);) {
        std::array<std::string, kLeafColumns> texts;
        for (size_t i = 0; i < texts.size(); ++i) texts[i] = text_of(values[i]);
        stream << texts;
      }
      stream.complete();
    });
  }

  const Fault& fault() const override { return fault_; }

 private:
  template <typename F>
  bool guarded(const F& work) {
    try {
      work();
      return true;
    } catch (const pqxx::sql_error& error) {
      fault_ = {kind_of(error.sqlstate()), first_line(error.what())};
    } catch (const pqxx::broken_connection& error) {
      fault_ = {Fault::Kind::CannotOpen, first_line(error.what())};
    } catch (const std::exception& error) {
      fault_ = {Fault::Kind::Other, first_line(error.what())};
    }
    return false;
  }

  static bool has_ledger(pqxx::transaction_base& transaction) {
    return transaction.exec1("SELECT to_regclass('bursar.ledger') IS NOT NULL")[0].as<bool>();
  }

  static std::string text_of(const Value& value) {
    if (value.kind == Value::Kind::Number) return std::to_string(value.number);
    if (value.kind == Value::Kind::Text) return value.text;
    constexpr char kHex[] = "0123456789abcdef";
    std::string hex = "\\x";
    for (const char c : value.text) {
      hex += kHex[static_cast<unsigned char>(c) >> 4];
      hex += kHex[c & 15];
    }
    return hex;
  }

  static Value value_of(const pqxx::field& field) {
    if (field.is_null()) return {};
    if (field.type() == kInt8) return {Value::Kind::Number, field.as<int64_t>(), {}};
    if (field.type() == kBytes) return Value::bytes(pqxx::binarystring(field).str());
    return Value::of(std::string(field.c_str(), field.size()));
  }

  pqxx::connection connection_;
  pqxx::quiet_errorhandler quiet_;
  std::unique_ptr<pqxx::transaction_base> transaction_;
  Fault fault_;
};

}  // namespace

extern "C" __attribute__((visibility("default"))) Database* bursar_open_postgres(const std::string& where, bool create,
                                                                                 Fault& fault) {
  try {
    auto database = std::make_unique<Postgres>(where);
    if (!create || database->create()) return database.release();
    fault = database->fault();
  } catch (const std::exception& error) {
    fault = {Fault::Kind::CannotOpen, first_line(error.what())};
  }
  return nullptr;
}

}  // namespace bursar::ledger
