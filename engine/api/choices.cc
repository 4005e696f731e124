// What an applicant may choose: each fact `chosen by the applicant` that is open, with the value that gives most.
#include <algorithm>

#include "engine/api/program.h"

namespace bursar::api {

namespace {

/// The values that a choice has: those of a closed list, yes and no, the months that a series of the record gives.
std::vector<facts::Value> values_of(const FactInfo& fact, const std::vector<FactInfo>& facts,
                                    const facts::Record& record) {
  std::vector<facts::Value> out;
  facts::Value v;
  if (!fact.values.empty()) {
    v.form = facts::Value::Form::Text;
    for (const std::string& name : fact.values) {
      v.text = name;
      out.push_back(v);
    }
  } else if (fact.unit == award::Unit::YesNo) {
    v.form = facts::Value::Form::YesNo;
    for (int yes : {1, 0}) {
      v.number = num::Exact(yes);
      out.push_back(v);
    }
  } else if (fact.unit == award::Unit::Month) {
    for (size_t f = 0; f < facts.size(); ++f)
      if (facts[f].series)
        for (const auto& row : record.values[f].items) {
          const auto same = [&](const facts::Value& other) { return other.number == row[0].number; };
          if (std::none_of(out.begin(), out.end(), same)) out.push_back(row[0]);
        }
  }
  return out;
}

}  // namespace

std::vector<Choice> best_choices(const Program& program, const facts::Record& record, std::optional<num::Date> as_of) {
  std::vector<Choice> out;
  const auto& all = facts(program);
  for (size_t f = 0; f < all.size(); ++f) {
    if (!all[f].chosen || record.values[f].form != facts::Value::Form::Unknown) continue;
    Choice best;
    facts::Record tried = record;
    for (const facts::Value& value : values_of(all[f], all, record)) {
      tried.values[f] = value;
      const award::Award award = evaluate(program, tried, as_of);
      if (!award.total) continue;
      ++best.of;
      if (best.total && *award.total <= *best.total) continue;  // the first of equals
      best.total = award.total;
      best.value = value;
    }
    if (!best.total) continue;
    best.fact = &all[f];
    out.push_back(std::move(best));
  }
  return out;
}

}  // namespace bursar::api
