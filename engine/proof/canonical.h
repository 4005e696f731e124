// JSON in one way of writing it, so that it can be hashed: the JSON Canonicalization Scheme (RFC 8785) for what we write,
// which is objects, arrays, texts, whole numbers, true, false and null. Amounts are texts.
//
// No white space; keys ascend; of the characters only `"`, `\` and controls are escaped. Keys are ASCII, where the order
// of the RFC (by UTF-16 units) is the order of bytes. Whole numbers are at most 2^53 - 1, as every reader keeps them.
#pragma once

#include <cassert>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace bursar::proof {

/// Writes from left to right. Keys of an object have to come in order: asserted.
class CanonicalWriter {
 public:
  explicit CanonicalWriter(std::string& out) : out_(out) {}

  CanonicalWriter& object() { return open('{'); }
  CanonicalWriter& array() { return open('['); }
  CanonicalWriter& end();
  CanonicalWriter& key(std::string_view key);  ///< kept until the next one
  CanonicalWriter& text(std::string_view value);
  CanonicalWriter& number(uint64_t value);
  CanonicalWriter& literal(std::string_view canonical);  ///< a value that is canonical already

  CanonicalWriter& member(std::string_view name, std::string_view value) { return key(name).text(value); }
  CanonicalWriter& member(std::string_view name, uint64_t value) { return key(name).number(value); }

 private:
  CanonicalWriter& open(char bracket);
  void separate();

  struct Level {
    char close;
    bool first = true;
    std::string_view last_key = {};
  };
  std::string& out_;
  std::vector<Level> levels_;
  bool after_key_ = false;
};

/// A value that was read.
struct Json {
  enum class Kind : uint8_t { Null, False, True, Number, Text, Array, Object };
  Kind kind = Kind::Null;
  uint64_t number = 0;
  std::string text;
  std::vector<Json> items;
  std::vector<std::pair<std::string, Json>> members;

  /// A member; a null value when there is none, so that a chain of them never fails.
  const Json& operator[](std::string_view key) const;
  bool is_object() const { return kind == Kind::Object; }
};

/// Reads what the writer writes, in any layout and order of keys. Nothing for anything else: fractions, negative numbers,
/// keys given twice, more than 64 levels, something behind the value. Bytes above 0x7f are taken as they are.
std::optional<Json> read_json(std::string_view text);

/// The canonical form of a value.
std::string canonical(const Json& value);

}  // namespace bursar::proof
