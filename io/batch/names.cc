#include "io/batch/names.h"

#include <charconv>

#include "engine/base/nearest.h"

namespace bursar::batch {

namespace {

constexpr size_t kMostItems = 999;  // of a record in one row

/// What may stand in front of an item's number: the names of the list or series, and those of a list's record.
std::vector<std::string_view> bases_of(const api::FactInfo& list) {
  std::vector<std::string_view> bases{list.name};
  if (!list.second_name.empty()) bases.push_back(list.second_name);
  if (list.series) return bases;
  for (const std::string* type : {&list.type, &list.type_zh})
    if (const size_t space = type->rfind(' '); space != std::string::npos)
      bases.push_back(std::string_view(*type).substr(space + 1));
  return bases;
}

/// `2` of `launch2_fee` and of `launch[2].fee`, and what stands before and behind it.
struct Numbered {
  std::string_view base;
  size_t number = 0;
  std::string_view field;
};

/// The text behind `base` as number and field; nothing when it is not that.
std::optional<Numbered> numbered(std::string_view name, std::string_view base) {
  if (!name.starts_with(base)) return std::nullopt;
  std::string_view rest = name.substr(base.size());
  const bool bracket = rest.starts_with('[');
  if (bracket) rest.remove_prefix(1);
  Numbered out{base, 0, {}};
  const auto [end, error] = std::from_chars(rest.data(), rest.data() + rest.size(), out.number);
  if (error != std::errc() || rest.starts_with('0') || out.number > kMostItems) return std::nullopt;
  rest.remove_prefix(static_cast<size_t>(end - rest.data()));
  const std::string_view separator = bracket ? "]." : "_";
  if (!rest.starts_with(separator)) return std::nullopt;
  out.field = rest.substr(separator.size());
  return out;
}

template <class Take>
void each_list(const std::vector<api::FactInfo>& facts, const Take& take) {
  for (size_t f = 0; f < facts.size(); ++f)
    if (facts[f].unit == award::Unit::List || facts[f].series)
      for (const std::string_view base : bases_of(facts[f])) take(f, base);
}

}  // namespace

std::optional<size_t> find_fact(const std::vector<api::FactInfo>& facts, std::string_view name) {
  for (size_t i = 0; i < facts.size(); ++i)
    if (facts[i].name == name || (!facts[i].second_name.empty() && facts[i].second_name == name)) return i;
  return std::nullopt;
}

std::optional<Target> target_of(const std::vector<api::FactInfo>& facts, std::string_view name) {
  using K = Target::Kind;
  if (name == "id") return Target{K::Id, 0, 0, 0};
  if (name == "name") return Target{K::Name, 0, 0, 0};
  if (name == "as_of") return Target{K::AsOf, 0, 0, 0};
  if (const auto fact = find_fact(facts, name)) return Target{K::Fact, *fact, 0, 0};
  // The history is a reserved name: a policy that asks for none reads past it.
  if (name == "earlier_awards" || name == "此前奖补") return Target{};
  std::optional<Target> found;
  each_list(facts, [&](size_t fact, std::string_view base) {
    const auto parts = numbered(name, base);
    if (found || !parts) return;
    if (const auto field = find_fact(facts[fact].fields, parts->field))
      found = Target{K::Item, fact, parts->number - 1, *field};
  });
  return found;
}

std::optional<std::string> near_target(const std::vector<api::FactInfo>& facts, std::string_view name) {
  std::vector<std::string> candidates{"id", "name", "as_of"};
  const auto both = [&](const std::string& prefix, const api::FactInfo& fact) {
    candidates.push_back(prefix + fact.name);
    if (!fact.second_name.empty()) candidates.push_back(prefix + fact.second_name);
  };
  for (const api::FactInfo& fact : facts) both("", fact);
  each_list(facts, [&](size_t fact, std::string_view base) {
    const auto parts = numbered(name, base);
    if (!parts) return;
    const std::string prefix(name.substr(0, name.size() - parts->field.size()));
    for (const api::FactInfo& field : facts[fact].fields) both(prefix, field);
  });
  const std::vector<std::string_view> views(candidates.begin(), candidates.end());
  const auto near = nearest(name, views);
  return near ? std::optional(std::string(*near)) : std::nullopt;
}

}  // namespace bursar::batch
