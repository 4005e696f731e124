#include "engine/practice/practice.h"

#include <algorithm>

#include "engine/practice/codes.h"
#include "engine/practice/planting.h"

namespace bursar::practice {

namespace {

constexpr int kAttempts = 4'000;  ///< for one error, and for the last enterprise whose payouts fill the batch exactly

class Maker {
 public:
  Maker(const api::Program& program, const Request& request)
      : program_(program), request_(request), random_(request.seed), population_(program, random_),
        planting_(program, population_, random_), codes_(random_), shapes_(api::shapes(program)) {}

  Batch run() {
    batch_.enterprises.reset(shapes_);
    if (population_.clauses().empty()) return std::move(batch_);
    plant();
    fill();
    list();
    return std::move(batch_);
  }

 private:
  /// A payout with what is wrong about it, before it has a number.
  struct Entry {
    audit::Payout payout;
    std::optional<Planted> planted;
    std::optional<size_t> repeats;  ///< an entry
    uint64_t at = 0;                ///< entries are listed by it
  };

  void plant() {
    std::vector<std::pair<Error, std::vector<size_t>>> open;  // with the clauses that it can be made on
    for (size_t e = 0; e < kErrors; ++e) {
      std::vector<size_t> clauses;
      for (size_t c = 0; request_.errors > 0 && c < population_.clauses().size(); ++c)
        if (planting_.possible(static_cast<Error>(e), c)) clauses.push_back(c);
      if (!clauses.empty()) open.emplace_back(static_cast<Error>(e), std::move(clauses));
    }
    for (uint64_t left = request_.errors; left > 0 && !open.empty();) {
      // What one kind cannot take the others share.
      const uint64_t each = left / open.size(), more = left % open.size();
      for (size_t k = open.size(); k-- > 0;) {
        for (uint64_t i = 0; i < each + (k < more ? 1 : 0); ++i) {
          if (!plant_one(open[k].first, open[k].second, i)) {
            open.erase(open.begin() + static_cast<std::ptrdiff_t>(k));
            break;
          }
          ++batch_.shares[static_cast<size_t>(open[k].first)];
          --left;
        }
      }
    }
  }

  bool plant_one(Error error, const std::vector<size_t>& clauses, uint64_t turn) {
    for (int attempt = 0; attempt < kAttempts; ++attempt) {
      const auto made = planting_.attempt(error, clauses[(turn + static_cast<uint64_t>(attempt) / 40) % clauses.size()]);
      const size_t needed = made ? made->paid.size() + (error == Error::SameCode || error == Error::NearCode) : 0;
      if (!made || entries_.size() + needed > request_.payouts) continue;
      std::string id = codes_.fresh();
      std::optional<std::string> twin;
      if (error == Error::NearCode && !(twin = codes_.mistyped(id))) continue;
      if (error == Error::SameCode) twin = id;
      add(*made, std::move(id), twin);
      return true;
    }
    return false;
  }

  void fill() {
    for (int attempt = 0; entries_.size() < request_.payouts && attempt < kAttempts;) {
      const Case made = planting_.sound();
      if (entries_.size() + made.paid.size() > request_.payouts) {
        ++attempt;
        continue;
      }
      add(made, codes_.fresh(), {});
    }
  }

  void add(const Case& made, std::string id, const std::optional<std::string>& twin) {
    const auto number = static_cast<uint32_t>(batch_.enterprises.size());
    facts::Record record = made.record;
    record.id = id;
    columns::add(batch_.enterprises, shapes_, record, {number + 1, number + 1}, batch_.dictionary);
    const num::Date decided = made.decided_on.value_or(*num::Date::of(2025, 12, 31));
    const uint64_t place = random_.next() >> 8;
    places_.emplace_back(place, number);
    const auto enter = [&](const Paid& paid, const std::string& payee, uint64_t at) -> Entry& {
      Entry& entry = entries_.emplace_back();
      entry.at = at;
      entry.payout.id = payee;
      entry.payout.clause = paid.clause;
      entry.payout.paid = paid.amount;
      entry.payout.approved_on = decided.add_days(random_.between(20, 120)).value_or(decided);
      entry.payout.paid_on = entry.payout.approved_on->add_days(paid.days_to_payment);
      return entry;
    };
    const size_t first = entries_.size();
    for (const Paid& paid : made.paid) enter(paid, id, place);
    if (!made.wrong) return;
    const Planted planted{{}, made.wrong->code, made.wrong->kind, made.wrong->detail};
    const size_t wrong = first + made.wrong->paid;
    if (!twin) {
      entries_[wrong].planted = planted;
      return;
    }
    // The second payment is the wrong one: anywhere behind the first.
    constexpr uint64_t kEnd = uint64_t{1} << 56;
    Entry& second = enter(made.paid[made.wrong->paid], *twin, place + 1 + random_.below(kEnd - place));
    second.planted = planted;
    second.repeats = wrong;
  }

  /// Puts all in a random order and numbers the payouts.
  void list() {
    std::stable_sort(places_.begin(), places_.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
    for (const auto& [at, enterprise] : places_) batch_.order.push_back(enterprise);
    std::vector<size_t> order(entries_.size());
    for (size_t i = 0; i < order.size(); ++i) order[i] = i;
    std::stable_sort(order.begin(), order.end(), [&](size_t a, size_t b) { return entries_[a].at < entries_[b].at; });
    for (size_t i = 0; i < order.size(); ++i) {
      std::string number = std::to_string(i + 1);
      if (number.size() < 6) number.insert(0, 6 - number.size(), '0');
      entries_[order[i]].payout.payout = "V" + number;
    }
    for (size_t i : order) {
      Entry& entry = entries_[i];
      if (entry.planted) {
        entry.planted->payout = entry.payout.payout;
        if (entry.repeats) entry.planted->detail = entries_[*entry.repeats].payout.payout;
        batch_.planted.push_back(*entry.planted);
      }
    }
    for (size_t i : order) batch_.payouts.push_back(std::move(entries_[i].payout));
  }

  const api::Program& program_;
  const Request& request_;
  Random random_;
  Population population_;
  Planting planting_;
  Codes codes_;
  std::vector<columns::Shape> shapes_;
  std::vector<Entry> entries_;
  std::vector<std::pair<uint64_t, uint32_t>> places_;  ///< of enterprises
  Batch batch_;
};

}  // namespace

Batch make(const api::Program& program, const Request& request) { return Maker(program, request).run(); }

}  // namespace bursar::practice
