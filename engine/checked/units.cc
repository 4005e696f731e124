#include "engine/checked/units.h"

#include <unordered_map>

#include "engine/syntax/words.h"

namespace bursar::checked {

namespace {

const syntax::Word* row_of(std::string_view key) {
  static const auto table = [] {
    std::unordered_map<std::string_view, const syntax::Word*> map;
    for (const syntax::Word& word : syntax::words())
      if (word.word_class == syntax::WordClass::Unit) map.emplace(word.key, &word);
    return map;
  }();
  const auto at = table.find(key);
  return at == table.end() ? nullptr : at->second;
}

void join(std::map<std::string, int>& into, const std::map<std::string, int>& from, int sign) {
  for (const auto& [measure, power] : from)
    if ((into[measure] += sign * power) == 0) into.erase(measure);
}

}  // namespace

uint32_t Units::add(Unit unit) {
  for (uint32_t i = 0; i < all_.size(); ++i)
    if (all_[i].key == unit.key) return i;
  all_.push_back(std::move(unit));
  return static_cast<uint32_t>(all_.size() - 1);
}

uint32_t Units::of_key(std::string_view key) {
  Unit unit;
  unit.key = std::string(key);
  for (size_t at = 0, part = 0; at <= key.size(); ++part) {
    const size_t end = std::min(key.find('/', at), key.size());
    const std::string name(key.substr(at, end - at));
    at = end + 1;
    if (name.empty()) continue;
    const syntax::Word* word = row_of(name);
    const num::Exact size = word != nullptr ? num::Exact::parse_fraction(word->size).value_or(1) : num::Exact(1);
    join(unit.measures, {{word != nullptr ? std::string(word->measure) : name, 1}}, part == 0 ? 1 : -1);
    unit.factor = part == 0 ? unit.factor * size : *num::Exact::divide(unit.factor, size);
  }
  return add(std::move(unit));
}

uint32_t Units::of_measures(std::map<std::string, int> measures) {
  if (measures.empty()) return 0;
  Unit unit;
  std::string below;
  for (const auto& [measure, power] : measures)
    for (int n = 0; n < (power < 0 ? -power : power); ++n) {
      if (power < 0) below += "/" + measure;
      else unit.key += (unit.key.empty() ? "" : "·") + measure;
    }
  unit.key += below;
  unit.measures = std::move(measures);
  return add(std::move(unit));
}

uint32_t Units::product(uint32_t a, uint32_t b) {
  if (a == 0 || b == 0) return a + b;
  auto measures = all_[a].measures;
  join(measures, all_[b].measures, 1);
  return of_measures(std::move(measures));
}

uint32_t Units::quotient(uint32_t a, uint32_t b) {
  if (b == 0) return a;
  auto measures = all_[a].measures;
  join(measures, all_[b].measures, -1);
  return of_measures(std::move(measures));
}

}  // namespace bursar::checked
