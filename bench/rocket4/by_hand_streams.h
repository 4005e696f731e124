// The workload's JSON Lines and YAML stream read by hand, strictly: every key seen once, none that is unknown, every
// figure whole. A record goes to `take` as soon as it is read.
#pragma once

#include <simdjson.h>

#include <algorithm>
#include <string_view>

#include "bench/rocket4/by_hand.h"

namespace by_hand {

/// A few models, by their texts; more than these are no workload of ours.
struct Models {
  std::string_view seen[16];
  uint8_t count = 0;
  char kept[16][32];

  uint8_t code(std::string_view name, bool& good) {
    for (uint8_t i = 0; i < count; ++i)
      if (seen[i] == name) return i;
    if (count == 16 || name.size() > 32) return good = false, uint8_t{0};
    std::memcpy(kept[count], name.data(), name.size());
    seen[count] = {kept[count], name.size()};
    return count++;
  }
};

inline int64_t money(std::string_view text, bool& good) { return reading::money(text.data(), text.data() + text.size(), good); }
inline int32_t date(std::string_view text, bool& good) { return reading::date(text.data(), text.data() + text.size(), good); }

/// `text` has simdjson's padding behind it. False: not the workload's format.
template <class Take>
bool read_ndjson(std::string_view text, Take take) {
  namespace od = simdjson::ondemand;
  static od::parser parser;
  Models models;
  Launch launches[64];
  bool good = true;
  try {
    od::document_stream stream = parser.iterate_many(text.data(), text.size(), size_t{1} << 20);
    for (auto document : stream) {
      Enterprise e{};
      unsigned seen = 0;
      for (auto field : document.get_object()) {
        const std::string_view key = field.unescaped_key();
        unsigned bit = 0;
        if (key == "id") bit = 1, e.id = field.value().get_string();
        else if (key == "in_zone") bit = 2, e.in_zone = field.value().get_bool();
        else if (key == "output") bit = 4, e.output = money(field.value().get_string().value(), good);
        else if (key == "peak_output") bit = 8, e.peak = money(field.value().get_string().value(), good);
        else if (key == "core_project") bit = 16, e.core = field.value().get_bool();
        else if (key == "rd_expense") bit = 32, e.rd = money(field.value().get_string().value(), good);
        else if (key == "premium") bit = 64, e.premium = money(field.value().get_string().value(), good);
        else if (key == "city_subsidy") bit = 128, e.subsidy = money(field.value().get_string().value(), good);
        else if (key == "launches") {
          bit = 256;
          for (auto item : field.value().get_array()) {
            if (e.count == 64) return false;
            Launch& l = launches[e.count++];
            unsigned fields = 0;
            for (auto part : item.get_object()) {
              const std::string_view name = part.unescaped_key();
              unsigned one = 0;
              if (name == "model") one = 1, l.model = models.code(part.value().get_string().value(), good);
              else if (name == "date") one = 2, l.date = date(part.value().get_string().value(), good);
              else if (name == "fee") one = 4, l.fee = money(part.value().get_string().value(), good);
              else if (name == "orbit") one = 8, l.orbit = part.value().get_bool();
              if (one == 0 || (fields & one) != 0) return false;
              fields |= one;
            }
            if (fields != 15) return false;
          }
        }
        if (bit == 0 || (seen & bit) != 0) return false;
        seen |= bit;
      }
      if (seen != 511 || !good) return false;
      take(e, launches);
    }
  } catch (const simdjson::simdjson_error&) {
    return false;
  }
  return true;
}

/// Plain block documents: `key: value` lines, and the list's items behind `  - ` and `    `.
template <class Take>
bool read_yaml(std::string_view text, Take take) {
  Models models;
  Launch launches[64];
  Enterprise e{};
  unsigned seen = 0, fields = 0;
  bool good = true, open = false;
  const auto yes = [&](std::string_view v) { return reading::yes_no(v.data(), v.data() + v.size(), good); };
  const auto item_field = [&](std::string_view name, std::string_view value) {
    if (e.count == 0) return false;
    Launch& l = launches[e.count - 1];
    unsigned one = 0;
    if (name == "model") one = 1, l.model = models.code(value, good);
    else if (name == "date") one = 2, l.date = date(value, good);
    else if (name == "fee") one = 4, l.fee = money(value, good);
    else if (name == "orbit") one = 8, l.orbit = yes(value);
    const bool fresh = one != 0 && (fields & one) == 0;
    fields |= one;
    return fresh && good;
  };
  const auto finish = [&] {
    if (!open) return true;
    if (seen != 511 || (e.count > 0 && fields != 15)) return false;
    take(e, launches);
    e = {};
    seen = fields = 0;
    return true;
  };
  while (!text.empty()) {
    const size_t end = std::min(text.find('\n'), text.size());
    std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    if (line == "---") {
      if (!finish()) return false;
      open = true;
      continue;
    }
    const bool starts = line.starts_with("  - "), goes_on = line.starts_with("    ");
    if (starts || goes_on) line.remove_prefix(4);
    const size_t colon = line.find(':');
    if (!open || colon == line.npos || (colon + 1 < line.size() && line[colon + 1] != ' ')) return false;
    const std::string_view key = line.substr(0, colon);
    const std::string_view value = colon + 2 < line.size() ? line.substr(colon + 2) : std::string_view();
    if (starts) {
      if ((e.count > 0 && fields != 15) || e.count == 64 || (seen & 256) == 0) return false;
      ++e.count;
      fields = 0;
    }
    if (starts || goes_on) {
      if (!item_field(key, value)) return false;
      continue;
    }
    unsigned bit = 0;
    if (key == "id") bit = 1, e.id = value;
    else if (key == "in_zone") bit = 2, e.in_zone = yes(value);
    else if (key == "output") bit = 4, e.output = money(value, good);
    else if (key == "peak_output") bit = 8, e.peak = money(value, good);
    else if (key == "core_project") bit = 16, e.core = yes(value);
    else if (key == "rd_expense") bit = 32, e.rd = money(value, good);
    else if (key == "premium") bit = 64, e.premium = money(value, good);
    else if (key == "city_subsidy") bit = 128, e.subsidy = money(value, good);
    else if (key == "launches") bit = value.empty() || value == "[]" ? 256 : 0;
    if (bit == 0 || (seen & bit) != 0 || !good) return false;
    seen |= bit;
  }
  return finish();
}

}  // namespace by_hand
