// A connection to a database: statements with bound values, transactions, many rows at once. What is kept where, and why,
// is ledger.cc; this is what SQLite and PostgreSQL have in common.
//
// Between the program and the module of PostgreSQL (docs/decisions/0009) pass only this interface and plain data: nothing
// here throws.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace bursar::ledger {

/// A value of a column: a whole number, a text or bytes.
struct Value {
  enum class Kind : uint8_t { Null, Number, Text, Bytes };
  Kind kind = Kind::Null;
  int64_t number = 0;
  std::string text;

  static Value of(uint64_t number) { return {Kind::Number, static_cast<int64_t>(number), {}}; }
  static Value of(std::string text) { return {Kind::Text, 0, std::move(text)}; }
  static Value bytes(std::string bytes) { return {Kind::Bytes, 0, std::move(bytes)}; }
};
using Values = std::vector<Value>;

/// Why a statement failed.
struct Fault {
  enum class Kind : uint8_t { None, Busy, Full, ReadOnly, CannotOpen, NotALedger, Other };
  Kind kind = Kind::None;
  std::string words;  ///< the database's own
};

/// Functions that return bool return false on a fault, which `fault` then tells. Placeholders are `$1`, `$2`, … in the
/// order in which they stand.
class Database {
 public:
  virtual ~Database() = default;

  /// What the file or schema says it is: the version of its schema; 0 when it is empty, nothing of ours.
  virtual bool version(uint64_t& version) = 0;

  /// Waits for another writer for at most kWaitSeconds; then Busy. Until commit or rollback nobody else writes.
  virtual bool begin_writing() = 0;
  /// What is read until commit or rollback is of one moment.
  virtual bool begin_reading() = 0;
  virtual bool commit() = 0;
  virtual void rollback() = 0;

  virtual bool run(const char* sql, const Values& values) = 0;
  /// Calls `row` for each row until it returns false.
  virtual bool query(const char* sql, const Values& values, const std::function<bool(const Values&)>& row) = 0;
  /// Many rows of kLeafColumns values, while `next` fills one in. Inside a transaction.
  virtual bool insert_leaves(const char* table, const std::vector<std::string>& columns,
                             const std::function<bool(Values&)>& next) = 0;

  virtual const Fault& fault() const = 0;
};

inline constexpr size_t kLeafColumns = 5;
inline constexpr int kWaitSeconds = 60;
inline constexpr uint64_t kSchemaVersion = 1;

}  // namespace bursar::ledger
