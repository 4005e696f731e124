#include "io/batch/keyed.h"

namespace bursar::batch {

Keys::Keys(const std::vector<api::FactInfo>& facts, const std::vector<columns::Shape>& shapes) {
  entries_.reserve(facts.size());
  for (size_t i = 0; i < facts.size(); ++i)
    entries_.push_back({facts[i].name, facts[i].second_name.empty() ? std::string_view(facts[i].name) : facts[i].second_name,
                        Decoder(facts[i], shapes[i]), 0});
  after_.assign(facts.size() + 1, 0);
}

size_t Keys::search(std::string_view name) {
  for (size_t i = 0; i < entries_.size(); ++i)
    if (is(entries_[i], name)) return after_[last_] = i;
  return kNone;
}

void Keys::finish(std::vector<columns::Column>& columns) {
  if (given_ == entries_.size()) return;
  for (size_t i = 0; i < entries_.size(); ++i)
    if (entries_[i].given != now_) columns[i].add_state(entries_[i].decoder.shape(), columns::State::Unknown);
}

void Keys::forget() {
  for (Entry& entry : entries_) entry.decoder.forget();
}

Keyed::Keyed(const std::vector<api::FactInfo>& facts, const std::vector<columns::Shape>& shapes)
    : facts_(facts), keys_(facts, shapes) {
  list_keys_.reserve(facts.size());
  static const std::vector<api::FactInfo> kNoFields;
  for (size_t i = 0; i < facts.size(); ++i)
    if (shapes[i].form == columns::Form::List)
      list_keys_.emplace_back(facts[i].fields, shapes[i].fields);
    else
      list_keys_.emplace_back(kNoFields, shapes[i].fields);
}

void Keyed::start(columns::Chunk& chunk, columns::Dictionary& dictionary) {
  chunk_ = &chunk;
  dictionary_ = &dictionary;
  keys_.start();
  reserved_given_ = 0;
  id_ = name_ = {};
  as_of_.reset();
}

bool Keyed::key(std::string_view name) {
  reserved_ = name == "id" ? Reserved::Id : name == "name" ? Reserved::Name : name == "as_of" ? Reserved::AsOf : Reserved::None;
  if (reserved_ != Reserved::None) {
    const unsigned bit = 1u << static_cast<unsigned>(reserved_);
    if (reserved_given_ & bit) return false;
    reserved_given_ |= bit;
    return true;
  }
  fact_ = keys_.find(name);
  return fact_ != Keys::kNone;
}

bool Keyed::text(std::string_view text) {
  if (reserved_ == Reserved::None) return keys_.decoder(fact_).add(text, column(), *dictionary_);
  if (reserved_ == Reserved::Id) id_ = text;
  if (reserved_ == Reserved::Name) name_ = text;
  if (reserved_ != Reserved::AsOf || text.empty()) return true;
  int64_t days;
  if (text.size() != 10 || !read_iso_date(text.data(), days)) return false;
  as_of_ = num::Date{static_cast<int32_t>(days)};
  return true;
}

bool Keyed::word(std::string_view word) {
  return reserved_ != Reserved::None ? text(word) : takes_word(keys_.decoder(fact_)) && text(word);
}

bool Keyed::null() {
  if (reserved_ == Reserved::None) column().add_state(keys_.decoder(fact_).shape(), columns::State::Unknown);
  return true;
}

bool Keyed::list() { return reserved_ == Reserved::None && keys_.decoder(fact_).shape().form == columns::Form::List; }

void Keyed::item() { list_keys_[fact_].start(); }

void Keyed::item_null() {
  column().fields[field_].add_state(list_keys_[fact_].decoder(field_).shape(), columns::State::Unknown);
}

void Keyed::end(columns::Place place) {
  keys_.finish(chunk_->columns);
  chunk_->end_record(id_, name_, as_of_, place);
}

void Keyed::forget() {
  keys_.forget();
  for (Keys& keys : list_keys_) keys.forget();
}

}  // namespace bursar::batch
