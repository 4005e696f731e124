#include "io/audit/bunches.h"

#include <algorithm>

#include "engine/api/thresholds.h"
#include "engine/audit/bunching.h"

namespace bursar::audit {

using num::Exact;

namespace {

Exact units_of(const columns::Shape& shape) {
  int64_t units = 1;
  for (int i = 0; i < shape.decimals; ++i) units *= 10;
  return units;
}

award::Shown shown(const api::FactInfo& fact, const Exact& number) {
  award::Shown out;
  out.state = award::Shown::State::Known;
  out.unit = fact.unit;
  out.number = number;
  out.currency = fact.currency;
  out.measure = fact.measure;
  return out;
}

}  // namespace

Bunches::Bunches(const api::Program& program) : program_(program), shapes_(api::shapes(program)) {
  const std::vector<api::Thresholds> all = api::thresholds(program);
  for (size_t fact = 0; fact < all.size(); ++fact) {
    if (shapes_[fact].form != columns::Form::Decimal) continue;
    const Exact units = units_of(shapes_[fact]);
    for (const Exact& at : all[fact].numbers) {
      if (at.sign() <= 0) continue;
      Watch watch;
      watch.fact = fact;
      watch.at = at;
      watch.width = at * Exact::ratio(1, 20);
      const auto from = ((at - watch.width) * units).floor().to_int64(), to = ((at + watch.width) * units).ceil().to_int64();
      if (!from || !to) continue;
      watch.from = *from;
      watch.to = *to;
      watches_.push_back(std::move(watch));
    }
  }
}

void Bunches::add(const columns::Chunk& chunk, size_t row) {
  for (Watch& watch : watches_) {
    const columns::Column& column = chunk.columns[watch.fact];
    const int64_t value = column.numbers[row];
    if (value < watch.from || value >= watch.to || column.states[row] != columns::State::Known) continue;
    watch.values.push_back(*Exact::divide(value, units_of(shapes_[watch.fact])));
  }
}

void Bunches::finish(Audit& audit) const {
  struct Counted {
    Bunching counts;
    Bunch bunch;
  };
  std::vector<Counted> counted;
  for (const Watch& watch : watches_) {
    const Bunch bunch = bunching(watch.values, {Threshold::Favours::AtLeast, watch.at, watch.width});
    if (bunch.favoured + bunch.other == 0) continue;
    const api::FactInfo& fact = api::facts(program_)[watch.fact];
    counted.push_back({{fact.name, fact.title, shown(fact, watch.at), shown(fact, watch.width), bunch.other, bunch.favoured},
                       bunch});
  }
  std::stable_sort(counted.begin(), counted.end(),
                   [](const Counted& a, const Counted& b) { return a.bunch.one_in > b.bunch.one_in; });
  for (Counted& one : counted) {
    if (one.bunch.is_lead())
      audit.of_the_batch.push_back({Code::B4,
                                    {"bunching",
                                     {one.counts.threshold, one.counts.width},
                                     {one.counts.fact, std::to_string(one.counts.above), std::to_string(one.counts.below)},
                                     one.counts.title}});
    audit.bunching.push_back(std::move(one.counts));
  }
}

}  // namespace bursar::audit
