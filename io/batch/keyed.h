// Names of a record's values, and where the values go, for readers of JSON and YAML.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "io/batch/decode.h"

namespace bursar::batch {

/// The names of one level: of a record, or of an item of a list.
class Keys {
 public:
  static constexpr size_t kNone = SIZE_MAX;

  Keys(const std::vector<api::FactInfo>& facts, const std::vector<columns::Shape>& shapes);

  /// A record or an item begins.
  void start() {
    ++now_;
    last_ = entries_.size();
    given_ = 0;
  }
  /// The fact of a name, given for the first time since `start`; else kNone. Records tend to have their names in the
  /// same order: the one that followed last time is tried first.
  size_t find(std::string_view name) {
    const size_t guess = after_[last_];
    const size_t found = guess < entries_.size() && is(entries_[guess], name) ? guess : search(name);
    if (found == kNone || entries_[found].given == now_) return kNone;
    entries_[found].given = now_;
    last_ = found;
    ++given_;
    return found;
  }
  Decoder& decoder(size_t fact) { return entries_[fact].decoder; }
  /// Adds unknown for everything that was not found since `start`.
  void finish(std::vector<columns::Column>& columns);
  void forget();

 private:
  struct Entry {
    std::string_view name, second_name;
    Decoder decoder;
    uint64_t given = 0;
  };
  static bool is(const Entry& entry, std::string_view name) { return entry.name == name || entry.second_name == name; }
  size_t search(std::string_view name);

  std::vector<Entry> entries_;
  std::vector<size_t> after_;  ///< by entry, and of the start
  size_t last_ = 0, given_ = 0;
  uint64_t now_ = 0;
};

/// One record on its way into a chunk: what a reader of some notation finds, it hands over here. Any `false` means
/// that the record is not as plain as this can take: it is taken back and read in full, with its issues.
class Keyed {
 public:
  Keyed(const std::vector<api::FactInfo>& facts, const std::vector<columns::Shape>& shapes);

  void start(columns::Chunk& chunk, columns::Dictionary& dictionary);
  /// A name of the record; then one of the below.
  bool key(std::string_view name);
  /// tables::kPadding bytes before and behind the text may be read.
  bool text(std::string_view text);
  /// A word that is yes or no and no text: a field that asks for text must not have it.
  bool word(std::string_view text);
  bool null();
  /// A list begins; then items, each with names and values as a record.
  bool list();
  void item();
  bool item_key(std::string_view name) { return (field_ = list_keys_[fact_].find(name)) != Keys::kNone; }
  bool item_text(std::string_view text) {
    return list_keys_[fact_].decoder(field_).add(text, column().fields[field_], *dictionary_);
  }
  bool item_word(std::string_view text) { return takes_word(list_keys_[fact_].decoder(field_)) && item_text(text); }
  void item_null();
  void end_item() { list_keys_[fact_].finish(column().fields); }
  void end_list() { column().end_list(); }
  /// The record is whole.
  void end(columns::Place place);
  void forget();

 private:
  enum class Reserved : uint8_t { None, Id, Name, AsOf };
  static bool takes_word(const Decoder& decoder) {
    return decoder.shape().form != columns::Form::Text || !decoder.fact().values.empty();
  }
  columns::Column& column() { return chunk_->columns[fact_]; }

  const std::vector<api::FactInfo>& facts_;
  Keys keys_;
  std::vector<Keys> list_keys_;  ///< by fact
  columns::Chunk* chunk_ = nullptr;
  columns::Dictionary* dictionary_ = nullptr;
  size_t fact_ = 0, field_ = 0;
  Reserved reserved_ = Reserved::None;
  unsigned reserved_given_ = 0;
  std::string_view id_, name_;
  std::optional<num::Date> as_of_;
};

}  // namespace bursar::batch
