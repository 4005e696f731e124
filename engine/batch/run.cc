#include "engine/batch/run.h"

#include <algorithm>
#include <limits>
#include <numeric>

#include "engine/batch/kernels.h"
#include "engine/num/rounded_quotient.h"

namespace bursar::batch {

namespace {

/// Rows that stay in the cache while all operations go over them.
constexpr size_t kBlock = 1024;

/// The rows of a chunk that are done together: neighbours, or those listed.
struct Rows {
  uint32_t first = 0;
  uint32_t count = 0;
  const uint32_t* listed = nullptr;
  uint32_t operator[](size_t i) const { return listed != nullptr ? listed[i] : first + static_cast<uint32_t>(i); }
};

uint8_t state_of(columns::State s) {
  switch (s) {
    case columns::State::Known: return Known;
    case columns::State::Unknown: return Unknown;
    case columns::State::DoesNotApply: return DoesNotApply;
    case columns::State::Beside: break;
  }
  return Left;
}

/// Of an operation on two numbers: what is missing on one side is missing; what is unclear stays open.
uint8_t both(uint8_t a, uint8_t b) {
  if (a == b || b == Known) return a;
  if (a == Known) return b;
  return std::max({a, b, uint8_t{Unknown}});
}

bool absent(uint8_t s) { return s == DoesNotApply || s == NoRow; }
bool lost(uint8_t s) { return s >= Wide; }

template <class T>
class Runner {
 public:
  Runner(const Plan& plan, Paths paths)
      : plan_(plan), unchecked_(paths.unchecked), values_(plan.registers), numbers_(plan.number_slots),
        flags_(plan.flag_slots) {}

  /// Where the answers of the rows go.
  struct Target {
    std::vector<T*> amounts;          ///< by clause
    std::vector<uint8_t*> outcomes;   ///< by clause, as award::Outcome
    T* totals = nullptr;
    uint8_t* outcome = nullptr;       ///< of the policy
    uint8_t* left = nullptr;          ///< 0 where the row is decided, else a State
  };

  void run(const columns::Chunk& chunk, Rows rows, std::optional<num::Date> as_of, const Target& target) {
    chunk_ = &chunk;
    rows_ = rows;
    as_of_ = as_of;
    target_ = &target;
    for (List& list : lists_) list.ready = false;
    std::fill_n(target.left, rows.count, uint8_t{Known});
    std::fill_n(target.totals, rows.count, T(0));
    std::fill_n(target.outcome, rows.count, static_cast<uint8_t>(award::Outcome::Ineligible));
    total_lowest_ = total_highest_ = 0;
    for (const Operation& op : plan_.operations) perform(op);
    if (plan_.round_total) round_totals();
  }

 private:
  static constexpr bool kNarrow = sizeof(T) == sizeof(int64_t);

  struct Value {
    Source<T> numbers;
    const uint8_t* flags = nullptr;
    const uint8_t* states = nullptr;  ///< null: all known
    T lowest = 0, highest = 0;        ///< of the numbers, when narrow
    uint8_t state(size_t i) const { return states == nullptr ? uint8_t{Known} : states[i]; }
    bool yes(size_t i) const { return flags == nullptr || flags[i] != 0; }
  };
  struct Numbers {
    std::vector<T> values;
    std::vector<uint8_t> states;
  };
  struct Flags {
    std::vector<uint8_t> values, states;
  };
  /// A list of the chunk, for the rows of the run.
  struct List {
    bool ready = false;
    std::vector<uint32_t> offsets;     ///< by row, from 0
    std::vector<uint32_t> gathered;    ///< items of the chunk, when rows are listed
    std::vector<uint8_t> states;       ///< by row; empty: all known
    uint32_t first = 0, count = 0, most = 0;
  };

  const Operation* op_ = nullptr;
  const Plan& plan_;
  bool unchecked_;
  const Kernels<T>& kernels_ = kernels<T>();
  const columns::Chunk* chunk_ = nullptr;
  Rows rows_;
  std::optional<num::Date> as_of_;
  std::vector<Value> values_;
  std::vector<Numbers> numbers_;
  std::vector<Flags> flags_;
  std::vector<List> lists_;
  std::vector<uint8_t> wide_;
  std::vector<T> sums_, before_;
  const Target* target_ = nullptr;
  Int128 total_lowest_ = 0, total_highest_ = 0;  ///< of the totals so far, when narrow
  std::vector<uint32_t> order_;

  List& list(int32_t fact) {
    if (lists_.size() <= static_cast<size_t>(fact)) lists_.resize(static_cast<size_t>(fact) + 1);
    List& l = lists_[static_cast<size_t>(fact)];
    if (l.ready) return l;
    l.ready = true;
    const columns::Column& column = chunk_->columns[static_cast<size_t>(fact)];
    l.offsets.resize(rows_.count + 1);
    l.states.clear();
    l.most = 0;
    uint32_t* offsets = l.offsets.data();
    if (rows_.listed == nullptr) {
      const uint32_t* from = column.offsets.data() + rows_.first;
      const uint32_t first = from[0];
      for (size_t i = 0; i <= rows_.count; ++i) offsets[i] = from[i] - first;
      uint32_t most = 0;
      for (size_t i = 0; i < rows_.count; ++i) most = std::max(most, offsets[i + 1] - offsets[i]);
      l.most = most;
      l.first = first;
      l.count = offsets[rows_.count];
    } else {
      l.gathered.clear();
      offsets[0] = 0;
      for (size_t i = 0; i < rows_.count; ++i) {
        const uint32_t begin = column.offsets[rows_[i]], end = column.offsets[rows_[i] + 1];
        for (uint32_t item = begin; item < end; ++item) l.gathered.push_back(item);
        offsets[i + 1] = static_cast<uint32_t>(l.gathered.size());
        l.most = std::max(l.most, end - begin);
      }
      l.count = static_cast<uint32_t>(l.gathered.size());
    }
    if (!column.all_known) {
      l.states.resize(rows_.count);
      for (size_t i = 0; i < rows_.count; ++i) {
        const uint8_t s = state_of(column.states[rows_[i]]);
        l.states[i] = s == DoesNotApply ? uint8_t{Known} : s;  // no items
      }
    }
    return l;
  }

  size_t length(int32_t list_of) { return list_of == kNone ? rows_.count : list(list_of).count; }

  T* number_buffer(size_t n) {
    auto& v = numbers_[static_cast<size_t>(op_->slot)].values;
    if (v.size() < n) v.resize(n);
    return v.data();
  }
  uint8_t* flag_buffer(size_t n) {
    auto& v = flags_[static_cast<size_t>(op_->slot)].values;
    if (v.size() < n) v.resize(n);
    return v.data();
  }
  uint8_t* grown(std::vector<uint8_t>& v, size_t n) {
    if (v.size() < n) v.resize(n);
    return v.data();
  }
  uint8_t* number_states(size_t n) { return grown(numbers_[static_cast<size_t>(op_->slot)].states, n); }
  uint8_t* flag_states(size_t n) { return grown(flags_[static_cast<size_t>(op_->slot)].states, n); }

  const Value& in(Register r) const { return values_[static_cast<size_t>(r)]; }
  Value& out() { return values_[static_cast<size_t>(op_->out)]; }

  // --- bounds -------------------------------------------------------------------------------------

  static constexpr T kLowest = std::numeric_limits<int64_t>::min(), kHighest = std::numeric_limits<int64_t>::max();

  /// Bounds of the result, held to what fits; whether nothing can overflow.
  bool set_bounds(Value& v, Int128 lowest, Int128 highest) {
    if constexpr (!kNarrow) return false;
    const bool fits = lowest > kLowest && highest <= kHighest;
    v.lowest = static_cast<T>(std::max<Int128>(lowest, kLowest));
    v.highest = static_cast<T>(std::min<Int128>(highest, kHighest));
    return fits;
  }

  // --- numbers ------------------------------------------------------------------------------------

  void arithmetic(const Operation& op) {
    const Value &a = in(op.a), &b = in(op.b);
    const size_t n = length(op.list);
    T* to = number_buffer(n);
    Value v;
    v.numbers.at = to;
    bool fits = false;
    if constexpr (kNarrow) {
      const Int128 al = a.lowest, ah = a.highest, bl = b.lowest, bh = b.highest;
      if (op.code == Code::Add) {
        fits = set_bounds(v, al + bl, ah + bh);
      } else if (op.code == Code::Subtract) {
        fits = set_bounds(v, al - bh, ah - bl);
      } else {
        const Int128 corners[] = {al * bl, al * bh, ah * bl, ah * bh};
        fits = set_bounds(v, *std::min_element(corners, corners + 4), *std::max_element(corners, corners + 4));
      }
    }
    if (fits && unchecked_) {
      kernels_.binary(op.code, a.numbers, b.numbers, to, n);
      v.states = merged(a, b, n);
    } else {
      uint8_t* wide = grown(wide_, n);
      const bool any = kernels_.checked(op.code, a.numbers, b.numbers, to, wide, n);
      v.states = merged(a, b, n);
      if (any) {
        uint8_t* states = number_states(n);
        for (size_t i = 0; i < n; ++i) states[i] = std::max(v.states == nullptr ? uint8_t{Known} : v.states[i], wide[i]);
        v.states = states;
      }
    }
    out() = v;
  }

  const uint8_t* merged(const Value& a, const Value& b, size_t n) {
    if (a.states == nullptr && b.states == nullptr) return nullptr;
    uint8_t* states = number_states(n);
    for (size_t i = 0; i < n; ++i) states[i] = both(a.state(i), b.state(i));
    return states;
  }

  /// The lower or the higher; what does not apply is passed over, or in a step stays as it is.
  void pick(const Operation& op) {
    const bool step = op.code == Code::LowerStep || op.code == Code::HigherStep;
    const bool low = op.code == Code::Lower || op.code == Code::LowerStep;
    const Value &a = in(op.a), &b = in(op.b);
    const size_t n = length(op.list);
    T* to = number_buffer(n);
    kernels_.binary(low ? Code::Lower : Code::Higher, a.numbers, b.numbers, to, n);
    Value v;
    v.numbers.at = to;
    if constexpr (kNarrow) {
      v.lowest = low ? std::min(a.lowest, b.lowest) : std::max(a.lowest, b.lowest);
      v.highest = low ? std::min(a.highest, b.highest) : std::max(a.highest, b.highest);
    }
    if (a.states != nullptr || b.states != nullptr) {
      if constexpr (kNarrow) {
        v.lowest = std::min(a.lowest, b.lowest);
        v.highest = std::max(a.highest, b.highest);
      }
      uint8_t* states = number_states(n);
      for (size_t i = 0; i < n; ++i) {
        const uint8_t s = a.state(i), t = b.state(i);
        states[i] = both(s, t);
        if ((s | t) == 0 || lost(s) || lost(t)) continue;
        if (step && absent(s)) {
          states[i] = s;
        } else if (s == DoesNotApply) {
          to[i] = b.numbers[i];
          states[i] = t;
        } else if (t == DoesNotApply) {
          to[i] = a.numbers[i];
          states[i] = s;
        }
      }
      v.states = states;
    }
    out() = v;
  }

  void divide(const Operation& op) {
    const Value& a = in(op.a);
    const size_t n = length(op.list);
    T* to = number_buffer(n);
    Value v;
    v.numbers.at = to;
    v.states = a.states;
    if constexpr (kNarrow) {
      if (a.lowest == kLowest) {
        for (size_t i = 0; i < n; ++i)
          to[i] = static_cast<T>(num::rounded_quotient<Int128>(a.numbers[i], op.x, op.mode));
      } else {
        kernels_.divide(a.numbers, Divisor::of(op.x), op.mode, a.lowest >= 0, to, n);
      }
      v.lowest = static_cast<T>(num::rounded_quotient<Int128>(a.lowest, op.x, op.mode));
      v.highest = static_cast<T>(num::rounded_quotient<Int128>(a.highest, op.x, op.mode));
    } else {
      kernels_.divide(a.numbers, {op.x, 0, 0}, op.mode, false, to, n);
    }
    out() = v;
  }

  void divide_by(const Operation& op) {
    const Value &a = in(op.a), &b = in(op.b);
    const size_t n = length(op.list);
    T* to = number_buffer(n);
    Value v;
    v.numbers.at = to;
    v.states = merged(a, b, n);
    const uint8_t* before = v.states;
    for (size_t i = 0; i < n; ++i) {
      const T d = b.numbers[i];
      to[i] = (before != nullptr && before[i] != Known) || d <= 0
                  ? T(0)
                  : static_cast<T>(num::rounded_quotient<Int128>(a.numbers[i], d, op.mode));
    }
    if constexpr (kNarrow) set_bounds(v, std::min<Int128>({a.lowest, -Int128{a.highest}, 0}) - 1,
                                      std::max<Int128>({a.highest, -Int128{a.lowest}, 0}) + 1);
    out() = v;
  }

  void exactly(const Operation& op) {
    const Value& a = in(op.a);
    const size_t n = length(op.list);
    T* to = number_buffer(n);
    uint8_t* states = number_states(n);
    bool any = a.states != nullptr;
    for (size_t i = 0; i < n; ++i) {
      to[i] = a.numbers[i] / op.x;
      const bool whole = to[i] * op.x == a.numbers[i];
      states[i] = a.state(i) == Known && !whole ? uint8_t{Left} : a.state(i);
      any |= !whole;
    }
    Value v;
    v.numbers.at = to;
    v.states = any ? states : nullptr;
    if constexpr (kNarrow) {
      v.lowest = a.lowest / op.x;
      v.highest = a.highest / op.x;
    }
    out() = v;
  }

  void from_flag(const Operation& op) {
    const Value& a = in(op.a);
    const size_t n = length(op.list);
    T* to = number_buffer(n);
    for (size_t i = 0; i < n; ++i) to[i] = a.yes(i);
    out() = {{to, 0}, nullptr, a.states, 0, 1};
  }

  void select(const Operation& op) {
    const Value &c = in(op.a), &yes = in(op.b), &no = in(op.c);
    const size_t n = length(op.list);
    T* to = number_buffer(n);
    kernels_.select(c.flags, yes.numbers, no.numbers, to, n);
    Value v;
    v.numbers.at = to;
    if constexpr (kNarrow) {
      v.lowest = std::min(yes.lowest, no.lowest);
      v.highest = std::max(yes.highest, no.highest);
    }
    v.states = selected(c, yes, no, n, [&] { return number_states(n); });
    out() = v;
  }

  template <class Buffer>
  const uint8_t* selected(const Value& c, const Value& yes, const Value& no, size_t n, Buffer buffer) {
    if (c.states == nullptr && yes.states == nullptr && no.states == nullptr) return nullptr;
    uint8_t* states = buffer();
    for (size_t i = 0; i < n; ++i) {
      const uint8_t s = c.state(i), a = yes.state(i), b = no.state(i);
      states[i] = lost(s)         ? s
                  : s == Unknown  ? std::max({a, b, uint8_t{Unknown}})
                  : c.yes(i) && s == Known ? a
                                           : b;
      if (s == Unknown && states[i] < Wide) states[i] = Unknown;
    }
    return states;
  }

  void call(const Operation& op) {
    const Value& a = in(op.a);
    const Value none{{nullptr, T(op.x)}, nullptr, nullptr, 0, 0};
    const Value& b = op.b == kNone ? none : in(op.b);
    const size_t n = length(op.list);
    T* to = number_buffer(n);
    uint8_t* states = number_states(n);
    bool any = false;
    for (size_t i = 0; i < n; ++i) {
      // A date moved by a length that does not apply is open; so is a day of what has no row.
      states[i] = both(a.state(i), b.state(i));
      if (states[i] == NoRow || absent(b.state(i))) states[i] = std::max(states[i], uint8_t{Unknown});
      to[i] = 0;
      if (states[i] == Known) {
        int64_t result = 0;
        const T x = a.numbers[i], y = b.numbers[i];
        if (x != static_cast<int64_t>(x) || y != static_cast<int64_t>(y) ||
            !op.function(op.context, static_cast<int64_t>(x), static_cast<int64_t>(y), &result))
          states[i] = Left;
        else
          to[i] = result;
      }
      any |= states[i] != Known;
    }
    Value v;
    v.numbers.at = to;
    v.states = any ? states : nullptr;
    if constexpr (kNarrow) {
      v.lowest = v.highest = 0;
      for (size_t i = 0; i < n; ++i) {
        v.lowest = std::min(v.lowest, to[i]);
        v.highest = std::max(v.highest, to[i]);
      }
    }
    out() = v;
  }

  /// The numbers as an array, also where they are one and the same.
  static const T* spelt_out(const Value& v, std::vector<T>& buffer, size_t n) {
    if (v.numbers.at != nullptr) return v.numbers.at;
    buffer.assign(std::max(n, buffer.size()), v.numbers.value);
    return buffer.data();
  }

  void ladder(const Operation& op) {
    const Value& a = in(op.a);
    const Value* before = op.b == kNone ? nullptr : &in(op.b);
    const size_t n = length(op.list);
    const auto& steps = plan_.ladders[static_cast<size_t>(op.table)];
    T none = 0, highest = 0;
    for (const Step& s : steps) {
      none = std::min<T>(none, s.value);
      highest = std::max<T>(highest, s.value);
    }
    none -= 1;
    T* to = number_buffer(n);
    uint8_t* states = number_states(n);
    kernels_.ladder(spelt_out(a, sums_, n), before == nullptr ? nullptr : spelt_out(*before, before_, n),
                    op.relation == Relation::MoreThan, steps.data(), steps.size(), none, to, states, n);
    if (a.states != nullptr || (before != nullptr && before->states != nullptr))
      for (size_t i = 0; i < n; ++i) {
        const uint8_t s = a.state(i), t = before == nullptr ? uint8_t{Known} : before->state(i);
        if (s == Known && t == Known) continue;
        states[i] = absent(s) && t < Unknown ? uint8_t{NoRow} : s < Unknown && absent(t) ? uint8_t{Left} : std::max(s, t);
      }
    out() = {{to, 0}, nullptr, states, none, highest};
  }

  void lookup(const Operation& op) {
    const Value& a = in(op.a);
    const size_t n = length(op.list);
    const Lookup& table = plan_.lookups[static_cast<size_t>(op.table)];
    T* to = number_buffer(n);
    const size_t size = table.values.size();
    for (size_t i = 0; i < n; ++i) {
      const size_t code = static_cast<size_t>(a.numbers[i]);
      to[i] = code < size ? table.values[code] : table.otherwise;
    }
    Value v;
    v.numbers.at = to;
    if (!table.has_otherwise || a.states != nullptr) {
      uint8_t* states = number_states(n);
      for (size_t i = 0; i < n; ++i) {
        const size_t code = static_cast<size_t>(a.numbers[i]);
        const bool known = table.has_otherwise || (code < size && table.known[code] != 0);
        const uint8_t s = a.state(i);
        states[i] = s == NoRow ? uint8_t{Left} : s != Known ? s : known ? uint8_t{Known} : uint8_t{NoRow};
      }
      v.states = states;
    }
    if constexpr (kNarrow) {
      v.lowest = v.highest = 0;
      for (int64_t value : table.values) {
        v.lowest = std::min(v.lowest, value);
        v.highest = std::max(v.highest, value);
      }
      v.lowest = std::min(v.lowest, table.otherwise);
      v.highest = std::max(v.highest, table.otherwise);
    }
    out() = v;
  }

  void instead(const Operation& op) {
    const Value &a = in(op.a), &b = in(op.b);
    if (a.states == nullptr) {
      out() = a;
      return;
    }
    const size_t n = length(op.list);
    T* to = number_buffer(n);
    uint8_t* states = number_states(n);
    for (size_t i = 0; i < n; ++i) {
      const Value& v = a.states[i] == Unknown ? b : a;
      to[i] = v.numbers[i];
      states[i] = v.state(i);
    }
    out() = {{to, 0}, nullptr, states, std::min(a.lowest, b.lowest), std::max(a.highest, b.highest)};
  }

  void instead_flag(const Operation& op) {
    const Value &a = in(op.a), &b = in(op.b);
    if (a.states == nullptr) {
      out() = a;
      return;
    }
    const size_t n = length(op.list);
    uint8_t *to = flag_buffer(n), *states = flag_states(n);
    for (size_t i = 0; i < n; ++i) {
      const Value& v = a.states[i] == Unknown ? b : a;
      to[i] = v.yes(i);
      states[i] = v.state(i);
    }
    out() = {{}, to, states, 0, 0};
  }

  void mark(const Operation& op) {
    Value v = in(op.a);
    const Value& flag = in(op.b);
    const size_t n = length(op.list);
    uint8_t* states = number_states(n);
    bool any = false;
    for (size_t i = 0; i < n; ++i) {
      const uint8_t f = flag.state(i), s = v.state(i);
      const bool no = absent(f) || (f == Known && !flag.yes(i));
      states[i] = no ? static_cast<uint8_t>(op.x) : f != Known ? std::max(f, s) : s;
      any |= states[i] != Known;
    }
    v.states = any ? states : nullptr;
    out() = v;
  }

  void strict(const Operation& op) {
    Value v = in(op.a);
    const Value& other = in(op.b);
    if (other.states != nullptr) {
      const size_t n = length(op.list);
      uint8_t* states = number_states(n);
      for (size_t i = 0; i < n; ++i)
        states[i] = lost(other.states[i]) ? std::max(other.states[i], v.state(i)) : v.state(i);
      v.states = states;
    }
    out() = v;
  }

  void through(const Operation& op) {
    Value v = in(op.a);
    const Value& other = in(op.b);
    if (other.states != nullptr) {
      const size_t n = length(op.list);
      uint8_t* states = number_states(n);
      for (size_t i = 0; i < n; ++i)
        states[i] = lost(v.state(i))                  ? v.state(i)
                    : other.states[i] == DoesNotApply ? uint8_t{DoesNotApply}
                    : other.states[i] == NoRow        ? uint8_t{Left}
                                                      : std::max(other.states[i], v.state(i));
      v.states = states;
    }
    out() = v;
  }

  void absent_as_zero(const Operation& op) {
    const Value& a = in(op.a);
    if (a.states == nullptr) {
      out() = a;
      return;
    }
    const size_t n = length(op.list);
    T* to = number_buffer(n);
    uint8_t* states = number_states(n);
    for (size_t i = 0; i < n; ++i) {
      const bool none = absent(a.states[i]);
      to[i] = none ? T(0) : a.numbers[i];
      states[i] = none ? uint8_t{Known} : a.states[i];
    }
    out() = {{to, 0}, nullptr, states, std::min<T>(a.lowest, 0), std::max<T>(a.highest, 0)};
  }

  // --- flags --------------------------------------------------------------------------------------

  void compare(const Operation& op) {
    const Value &a = in(op.a), &b = in(op.b);
    const size_t n = length(op.list);
    uint8_t* to = flag_buffer(n);
    kernels_.compare(op.relation, a.numbers, b.numbers, to, n);
    Value v;
    v.flags = to;
    if (a.states != nullptr || b.states != nullptr) {
      uint8_t* states = flag_states(n);
      for (size_t i = 0; i < n; ++i) {
        const uint8_t s = a.state(i), t = b.state(i);
        states[i] = lost(s) || lost(t)       ? std::max(s, t)
                    : absent(s) || absent(t) ? uint8_t{Known}
                                             : std::max(s, t);
        if (s != Known || t != Known) to[i] = 0;
      }
      v.states = states;
    }
    out() = v;
  }

  void lookup_flag(const Operation& op) {
    const Value& a = in(op.a);
    const size_t n = length(op.list);
    const Lookup& table = plan_.lookups[static_cast<size_t>(op.table)];
    uint8_t* to = flag_buffer(n);
    for (size_t i = 0; i < n; ++i) {
      const size_t code = static_cast<size_t>(a.numbers[i]);
      to[i] = code < table.known.size() ? table.known[code] : uint8_t{0};
    }
    Value v;
    v.flags = to;
    if (a.states != nullptr) {
      uint8_t* states = flag_states(n);
      for (size_t i = 0; i < n; ++i) {
        if (a.states[i] != Known) to[i] = 0;
        states[i] = absent(a.states[i]) ? uint8_t{Known} : a.states[i];
      }
      v.states = states;
    }
    out() = v;
  }

  void logic(const Operation& op) {
    const Value &a = in(op.a), &b = in(op.b);
    const size_t n = length(op.list);
    uint8_t* to = flag_buffer(n);
    (op.code == Code::Or ? kernels_.disjunction : kernels_.conjunction)(a.flags, b.flags, to, n);
    Value v;
    v.flags = to;
    if (a.states != nullptr || b.states != nullptr) {
      uint8_t* states = flag_states(n);
      // What decides alone: yes of Or, no of And.
      const uint8_t decides = op.code == Code::Or;
      for (size_t i = 0; i < n; ++i) {
        const uint8_t s = a.state(i), t = b.state(i);
        const bool a_decides = s < Unknown && a.flags[i] == decides;
        const bool b_decides = t < Unknown && b.flags[i] == decides;
        if (op.code == Code::AndThen && a_decides) {
          states[i] = Known;
          to[i] = 0;
        } else if (lost(s) || lost(t)) {
          states[i] = std::max(s, t);
          to[i] = 0;
        } else if (a_decides || b_decides) {
          states[i] = Known;
          to[i] = decides;
        } else {
          states[i] = s == Unknown || t == Unknown ? uint8_t{Unknown} : uint8_t{Known};
          if (states[i] != Known) to[i] = 0;
        }
      }
      v.states = states;
    }
    out() = v;
  }

  void negate_flag(const Operation& op) {
    const Value& a = in(op.a);
    const size_t n = length(op.list);
    uint8_t* to = flag_buffer(n);
    kernels_.negation(a.flags, to, n);
    Value v;
    v.flags = to;
    if (a.states != nullptr) {
      uint8_t* states = flag_states(n);
      for (size_t i = 0; i < n; ++i) {
        states[i] = absent(a.states[i]) ? uint8_t{Known} : a.states[i];
        if (states[i] != Known) to[i] = 0;
      }
      v.states = states;
    }
    out() = v;
  }

  void select_flag(const Operation& op) {
    const Value &c = in(op.a), &yes = in(op.b), &no = in(op.c);
    const size_t n = length(op.list);
    uint8_t* to = flag_buffer(n);
    for (size_t i = 0; i < n; ++i) to[i] = (c.flags[i] & yes.flags[i]) | (~c.flags[i] & 1 & no.flags[i]);
    Value v;
    v.flags = to;
    v.states = selected(c, yes, no, n, [&] { return flag_states(n); });
    if (v.states != nullptr)
      for (size_t i = 0; i < n; ++i)
        if (v.states[i] != Known) to[i] = 0;
    out() = v;
  }

  // --- lists --------------------------------------------------------------------------------------

  void spread(const Operation& op) {
    const Value& a = in(op.a);
    const List& l = list(op.list);
    const bool number = op.code == Code::Spread;
    T* to = number ? number_buffer(l.count) : nullptr;
    uint8_t* flag = number ? nullptr : flag_buffer(l.count);
    uint8_t* states = a.states == nullptr ? nullptr : number ? number_states(l.count) : flag_states(l.count);
    for (size_t row = 0; row < rows_.count; ++row)
      for (uint32_t item = l.offsets[row]; item < l.offsets[row + 1]; ++item) {
        if (number) to[item] = a.numbers[row];
        else flag[item] = a.flags[row];
        if (states != nullptr) states[item] = a.states[row];
      }
    out() = {{to, 0}, flag, states, a.lowest, a.highest};
  }

  /// What an item adds to the state of its row's sum.
  static uint8_t added(const Value* which, const Value* number, size_t item) {
    const uint8_t s = which == nullptr ? uint8_t{Known} : which->state(item);
    if (lost(s)) return s;
    if (s < Unknown && which != nullptr && !which->flags[item]) return Known;
    const uint8_t v = number == nullptr ? uint8_t{Known} : number->state(item);
    if (s == Unknown) return std::max<uint8_t>(Unknown, lost(v) ? v : uint8_t{Known});
    return v == DoesNotApply ? uint8_t{Known} : v == NoRow ? uint8_t{Unknown} : v;
  }

  /// By row, the worst of its items and of the list itself.
  const uint8_t* row_states(const List& l, const Value* which, const Value* number, uint8_t* states) {
    const bool items = (which != nullptr && which->states != nullptr) || (number != nullptr && number->states != nullptr);
    if (!items && l.states.empty()) return nullptr;
    for (size_t row = 0; row < rows_.count; ++row) {
      uint8_t worst = l.states.empty() ? uint8_t{Known} : l.states[row];
      if (items)
        for (uint32_t i = l.offsets[row]; i < l.offsets[row + 1]; ++i) worst = std::max(worst, added(which, number, i));
      states[row] = worst;
    }
    return states;
  }

  T* sums(size_t n) {
    if (sums_.size() < n) sums_.resize(n);
    return sums_.data();
  }

  void sum(const Operation& op) {
    const Value* which = op.a == kNone ? nullptr : &in(op.a);
    const Value& number = in(op.b);
    const List& l = list(op.from);
    T* to = number_buffer(rows_.count);
    Value v;
    v.numbers.at = to;
    v.states = row_states(l, which, &number, number_states(rows_.count));
    // What is not selected, or has no number, adds nothing.
    const uint8_t* mask = which == nullptr ? nullptr : which->flags;
    if (number.states != nullptr) {
      uint8_t* counted = grown(wide_, l.count);
      for (size_t i = 0; i < l.count; ++i) counted[i] = (mask == nullptr || mask[i]) && number.states[i] == Known;
      mask = counted;
    }
    bool fits = false;
    if constexpr (kNarrow)
      fits = set_bounds(v, Int128{l.most} * std::min<Int128>(number.lowest, 0), Int128{l.most} * std::max<Int128>(number.highest, 0));
    if (fits && unchecked_) {
      T* running = sums(l.count + 1);
      kernels_.running(mask, number.numbers, running, l.count);
      const uint32_t* offsets = l.offsets.data();
      for (size_t row = 0; row < rows_.count; ++row)
        to[row] = static_cast<T>(static_cast<uint64_t>(running[offsets[row + 1]]) - static_cast<uint64_t>(running[offsets[row]]));
    } else {
      uint8_t* states = number_states(rows_.count);
      if (v.states == nullptr) std::fill_n(states, rows_.count, uint8_t{Known});
      for (size_t row = 0; row < rows_.count; ++row) {
        T total = 0;
        for (uint32_t i = l.offsets[row]; i < l.offsets[row + 1]; ++i)
          if ((mask == nullptr || mask[i]) && __builtin_add_overflow(total, number.numbers[i], &total)) {
            states[row] = std::max(states[row], uint8_t{Wide});
            total = 0;
            break;
          }
        to[row] = total;
      }
      v.states = states;
    }
    out() = v;
  }

  void count(const Operation& op) {
    const Value* which = op.a == kNone ? nullptr : &in(op.a);
    const List& l = list(op.from);
    T* to = number_buffer(rows_.count);
    Value v;
    v.numbers.at = to;
    v.states = row_states(l, which, nullptr, number_states(rows_.count));
    const uint32_t* offsets = l.offsets.data();
    if (which == nullptr) {
      for (size_t row = 0; row < rows_.count; ++row) to[row] = offsets[row + 1] - offsets[row];
    } else {
      uint32_t* running = grown_order(l.count + 1);
      uint32_t total = 0;
      for (size_t i = 0; i < l.count; ++i) {
        running[i] = total;
        total += which->flags[i];
      }
      running[l.count] = total;
      for (size_t row = 0; row < rows_.count; ++row) to[row] = running[offsets[row + 1]] - running[offsets[row]];
    }
    v.lowest = 0;
    v.highest = static_cast<T>(l.most);
    out() = v;
  }

  uint32_t* grown_order(size_t n) {
    if (order_.size() < n) order_.resize(n);
    return order_.data();
  }

  void any_of(const Operation& op) {
    const Value& a = in(op.a);
    const List& l = list(op.from);
    uint8_t* to = flag_buffer(rows_.count);
    const bool open = a.states != nullptr || !l.states.empty();
    uint8_t* states = open ? flag_states(rows_.count) : nullptr;
    for (size_t row = 0; row < rows_.count; ++row) {
      uint8_t yes = 0, worst = l.states.empty() ? uint8_t{Known} : l.states[row];
      for (uint32_t i = l.offsets[row]; i < l.offsets[row + 1]; ++i) {
        yes |= a.flags[i];
        if (open && !absent(a.state(i))) worst = std::max(worst, a.state(i));
      }
      if (open) {
        states[row] = worst == Unknown && yes ? uint8_t{Known} : worst;
        if (states[row] != Known) yes = 0;
      }
      to[row] = yes;
    }
    out() = {{}, to, states, 0, 0};
  }

  void extreme(const Operation& op) {
    const Value* which = op.a == kNone ? nullptr : &in(op.a);
    const Value& number = in(op.b);
    const List& l = list(op.from);
    T* to = number_buffer(rows_.count);
    Value v = number;
    v.numbers = {to, 0};
    v.states = row_states(l, which, &number, number_states(rows_.count));
    for (size_t row = 0; row < rows_.count; ++row) {
      bool any = false;
      T best = 0;
      for (uint32_t i = l.offsets[row]; i < l.offsets[row + 1]; ++i) {
        if ((which != nullptr && !which->flags[i]) || number.state(i) != Known) continue;
        const T x = number.numbers[i];
        best = !any ? x : op.code == Code::Most ? std::max(best, x) : std::min(best, x);
        any = true;
      }
      to[row] = best;
    }
    v.lowest = std::min<T>(v.lowest, 0);
    v.highest = std::max<T>(v.highest, 0);
    out() = v;
  }

  /// Whether an item stands before another in the order of a loop; ties as listed.
  static bool stands_before(const Value* order, bool descending, uint32_t a, uint32_t b) {
    if (order != nullptr) {
      const T x = order->numbers[a], y = order->numbers[b];
      if (x != y) return descending ? x > y : x < y;
    }
    return a < b;
  }

  /// Ordinals of the items of one row that are selected: rank(item, ordinal).
  template <class Give>
  void ordinals(const Value& which, const Value* group, const Value* order, bool descending, uint32_t begin,
                uint32_t end, Give give) {
    constexpr uint32_t kFew = 24;
    const auto same = [&](uint32_t a, uint32_t b) { return group == nullptr || group->numbers[a] == group->numbers[b]; };
    if (end - begin <= kFew) {
      for (uint32_t i = begin; i < end; ++i) {
        if (!which.flags[i]) continue;
        uint32_t ordinal = 1;
        for (uint32_t j = begin; j < end; ++j)
          ordinal += which.flags[j] && same(i, j) && stands_before(order, descending, j, i);
        give(i, ordinal);
      }
      return;
    }
    uint32_t* sorted = grown_order(end - begin);
    uint32_t count = 0;
    for (uint32_t i = begin; i < end; ++i)
      if (which.flags[i]) sorted[count++] = i;
    std::sort(sorted, sorted + count, [&](uint32_t a, uint32_t b) {
      if (group != nullptr && !same(a, b)) return group->numbers[a] < group->numbers[b];
      return stands_before(order, descending, a, b);
    });
    uint32_t ordinal = 0;
    for (uint32_t k = 0; k < count; ++k) {
      ordinal = k > 0 && same(sorted[k - 1], sorted[k]) ? ordinal + 1 : 1;
      give(sorted[k], ordinal);
    }
  }

  /// Rows with an item whose selection, group or order is open have no ordinals.
  const uint8_t* open_rows(const List& l, const Value& which, const Value* group, const Value* order, uint8_t* states) {
    const auto open = [](const Value* v) { return v != nullptr && v->states != nullptr; };
    if (!open(&which) && !open(group) && !open(order)) return nullptr;
    for (size_t row = 0; row < rows_.count; ++row) {
      bool any = false;
      const uint32_t begin = l.offsets[row], end = l.offsets[row + 1];
      for (uint32_t i = begin; i < end; ++i)
        any |= which.state(i) >= Unknown ||
               (which.flags[i] && ((open(group) && group->states[i] != Known) || (open(order) && order->states[i] != Known)));
      std::fill(states + begin, states + end, any ? uint8_t{Left} : uint8_t{Known});
    }
    return states;
  }

  void rank(const Operation& op) {
    const Value& which = in(op.a);
    const Value *group = op.b == kNone ? nullptr : &in(op.b), *order = op.c == kNone ? nullptr : &in(op.c);
    const List& l = list(op.list);
    T* to = number_buffer(l.count);
    std::fill_n(to, l.count, T(0));
    for (size_t row = 0; row < rows_.count; ++row)
      ordinals(which, group, order, op.descending, l.offsets[row], l.offsets[row + 1],
               [&](uint32_t item, uint32_t ordinal) { to[item] = ordinal; });
    out() = {{to, 0}, nullptr, open_rows(l, which, group, order, number_states(l.count)), 0, static_cast<T>(l.most)};
  }

  void among(const Operation& op) {
    const Value& which = in(op.a);
    const Value *group = op.b == kNone ? nullptr : &in(op.b), *order = op.c == kNone ? nullptr : &in(op.c);
    const List& l = list(op.list);
    uint8_t* to = flag_buffer(l.count);
    std::copy_n(which.flags, l.count, to);
    const uint32_t* offsets = l.offsets.data();
    for (size_t row = 0; row < rows_.count; ++row) {
      const uint32_t begin = offsets[row], end = offsets[row + 1];
      if (op.x == 1 && static_cast<int64_t>(end - begin) <= op.y) continue;
      ordinals(which, group, order, op.descending, begin, end, [&](uint32_t item, uint32_t ordinal) {
        to[item] = ordinal >= op.x && ordinal <= op.y;
      });
    }
    Value v;
    v.flags = to;
    v.states = open_rows(l, which, group, order, flag_states(l.count));
    if (v.states != nullptr)
      for (size_t i = 0; i < l.count; ++i)
        if (v.states[i] != Known) to[i] = 0;
    out() = v;
  }

  // --- where values come from ---------------------------------------------------------------------

  void load(const Operation& op) {
    const columns::Column& fact = chunk_->columns[op.fact];
    const bool item = op.field != kNone;
    const columns::Column& column = item ? fact.fields[static_cast<size_t>(op.field)] : fact;
    const List* l = item ? &list(op.list) : nullptr;
    const size_t n = item ? l->count : rows_.count, first = item ? l->first : rows_.first;
    const uint32_t* gather = rows_.listed == nullptr ? nullptr : item ? l->gathered.data() : rows_.listed;
    const auto at = [&](size_t i) { return gather == nullptr ? first + i : gather[i]; };
    Value v;
    const bool number = op.code == Code::Number;
    if (number) {
      if constexpr (kNarrow) {
        v.lowest = column.lowest;
        v.highest = column.highest;
      }
      if (kNarrow && gather == nullptr) {
        v.numbers.at = reinterpret_cast<const T*>(column.numbers.data()) + first;
      } else {
        T* to = number_buffer(n);
        for (size_t i = 0; i < n; ++i) to[i] = column.numbers[at(i)];
        v.numbers.at = to;
      }
    } else if (gather == nullptr) {
      v.flags = column.flags.data() + first;
    } else {
      uint8_t* to = flag_buffer(n);
      for (size_t i = 0; i < n; ++i) to[i] = column.flags[at(i)];
      v.flags = to;
    }
    if (!column.all_known) {
      uint8_t* states = number ? number_states(n) : flag_states(n);
      for (size_t i = 0; i < n; ++i) states[i] = state_of(column.states[at(i)]);
      v.states = states;
    }
    out() = v;
  }

  void as_of(const Operation&) {
    const size_t n = rows_.count;
    T* to = number_buffer(n);
    uint8_t* states = number_states(n);
    bool any = false;
    Value v;
    for (size_t i = 0; i < n; ++i) {
      const auto date = as_of_ ? as_of_ : chunk_->as_of[rows_[i]];
      to[i] = date ? date->days : 0;
      states[i] = date ? uint8_t{Known} : uint8_t{Unknown};
      any |= !date;
      if constexpr (kNarrow) {
        v.lowest = std::min(v.lowest, to[i]);
        v.highest = std::max(v.highest, to[i]);
      }
    }
    v.numbers.at = to;
    v.states = any ? states : nullptr;
    out() = v;
  }

  void constant(const Operation& op) {
    Value v;
    switch (op.code) {
      case Code::Constant:
        v.numbers.value = op.x;
        v.lowest = v.highest = op.x;
        break;
      case Code::ConstantFlag: {
        const size_t n = length(op.list);
        uint8_t* to = flag_buffer(n);
        std::fill_n(to, n, static_cast<uint8_t>(op.x));
        v.flags = to;
        break;
      }
      default: {
        const size_t n = length(op.list);
        const bool number = op.code == Code::Open;
        uint8_t* states = number ? number_states(n) : flag_states(n);
        std::fill_n(states, n, static_cast<uint8_t>(op.x));
        if (!number) {
          uint8_t* to = flag_buffer(n);
          std::fill_n(to, n, uint8_t{0});
          v.flags = to;
        }
        v.states = states;
      }
    }
    out() = v;
  }

  // --- answers ------------------------------------------------------------------------------------

  void clause(const Operation& op) {
    const Value* conditions = op.a == kNone ? nullptr : &in(op.a);
    const Value& amount = in(op.b);
    const size_t n = rows_.count, column = static_cast<size_t>(op.x);
    const uint8_t* present = nullptr;
    if (amount.states != nullptr) {
      uint8_t* known = grown(wide_, n);
      for (size_t i = 0; i < n; ++i) known[i] = amount.states[i] == Known;
      present = known;
    }
    T* amounts = target_->amounts[column];
    uint8_t* left = target_->left;
    T* totals = plan_.counts[column] ? target_->totals : nullptr;
    bool fits = false;
    if constexpr (kNarrow) {
      if (totals != nullptr) {
        total_lowest_ += std::min<Int128>(amount.lowest, 0);
        total_highest_ += std::max<Int128>(amount.highest, 0);
      }
      fits = total_lowest_ > kLowest && total_highest_ <= kHighest;
    }
    kernels_.clause(conditions == nullptr ? nullptr : conditions->flags, present, amount.numbers, amounts,
                    target_->outcomes[column], fits && unchecked_ ? totals : nullptr, target_->outcome, n);
    if (totals != nullptr && !(fits && unchecked_))
      for (size_t i = 0; i < n; ++i)
        if (__builtin_add_overflow(totals[i], amounts[i], &totals[i])) left[i] = std::max(left[i], uint8_t{Wide});
    // A condition that is open leaves the row; so does an amount that is, where the conditions hold.
    if (conditions != nullptr && conditions->states != nullptr)
      for (size_t i = 0; i < n; ++i)
        if (conditions->states[i] >= Unknown) left[i] = std::max(left[i], conditions->states[i]);
    if (amount.states != nullptr)
      for (size_t i = 0; i < n; ++i) {
        const uint8_t open = amount.states[i] >= Unknown ? amount.states[i] : uint8_t{0};
        const uint8_t holds = conditions == nullptr || conditions->flags[i] ? uint8_t{0xFF} : uint8_t{0};
        left[i] = std::max<uint8_t>(left[i], open & holds);
      }
  }

  void round_totals() {
    const auto& [mode, multiple] = *plan_.round_total;
    const size_t n = rows_.count;
    T* totals = target_->totals;
    if constexpr (kNarrow) {
      if (multiple > 1 && total_lowest_ - multiple > kLowest && total_highest_ + multiple <= kHighest) {
        T* rounded = sums(n);
        kernels_.divide({totals, 0}, Divisor::of(multiple), mode, total_lowest_ >= 0, rounded, n);
        kernels_.binary(Code::Multiply, {rounded, 0}, {nullptr, multiple}, totals, n);
        return;
      }
    }
    for (size_t i = 0; i < n; ++i) {
      const Int128 total = num::rounded_quotient<Int128>(totals[i], multiple, mode) * multiple;
      totals[i] = static_cast<T>(total);
      if (totals[i] != total) target_->left[i] = std::max(target_->left[i], uint8_t{Wide});
    }
  }

  void perform(const Operation& op) {
    op_ = &op;
    switch (op.code) {
      case Code::Number:
      case Code::Flag: return load(op);
      case Code::AsOf: return as_of(op);
      case Code::Constant:
      case Code::ConstantFlag:
      case Code::Open:
      case Code::OpenFlag: return constant(op);
      case Code::Add:
      case Code::Subtract:
      case Code::Multiply: return arithmetic(op);
      case Code::Lower:
      case Code::Higher:
      case Code::LowerStep:
      case Code::HigherStep: return pick(op);
      case Code::Divide: return divide(op);
      case Code::DivideBy: return divide_by(op);
      case Code::Exactly: return exactly(op);
      case Code::FromFlag: return from_flag(op);
      case Code::Select: return select(op);
      case Code::Function: return call(op);
      case Code::Ladder: return ladder(op);
      case Code::Lookup: return lookup(op);
      case Code::Instead: return instead(op);
      case Code::Mark: return mark(op);
      case Code::Strict: return strict(op);
      case Code::Through: return through(op);
      case Code::AbsentAsZero: return absent_as_zero(op);
      case Code::Compare: return compare(op);
      case Code::LookupFlag: return lookup_flag(op);
      case Code::And:
      case Code::Or:
      case Code::AndThen: return logic(op);
      case Code::Not: return negate_flag(op);
      case Code::SelectFlag: return select_flag(op);
      case Code::InsteadFlag: return instead_flag(op);
      case Code::Spread:
      case Code::SpreadFlag: return spread(op);
      case Code::Sum: return sum(op);
      case Code::Count: return count(op);
      case Code::AnyOf: return any_of(op);
      case Code::Most:
      case Code::Least: return extreme(op);
      case Code::Rank: return rank(op);
      case Code::Among: return among(op);
      case Code::Clause: return clause(op);
    }
  }
};

}  // namespace

struct Run::State {
  const Plan& plan;
  Paths paths;
  Runner<int64_t> narrow;
  Runner<int64_t>::Target narrow_target{};
  Runner<Int128> wide;
  Runner<Int128>::Target wide_target{};
  std::vector<uint32_t> rows{};  ///< whose figures did not fit
  std::vector<Int128> amounts{};
  std::vector<uint8_t> outcomes{};

  /// Again, in 128 bits; what fits then, is the answer.
  void again(const columns::Chunk& chunk, std::optional<num::Date> as_of, Answers& out) {
    const size_t n = rows.size(), clauses = plan.clauses;
    amounts.resize((clauses + 1) * n);
    outcomes.resize((clauses + 2) * n);
    Runner<Int128>::Target& to = wide_target;
    to.amounts.resize(clauses);
    to.outcomes.resize(clauses);
    for (size_t c = 0; c < clauses; ++c) {
      to.amounts[c] = &amounts[c * n];
      to.outcomes[c] = &outcomes[c * n];
    }
    to.totals = &amounts[clauses * n];
    to.outcome = &outcomes[clauses * n];
    to.left = &outcomes[(clauses + 1) * n];
    wide.run(chunk, {0, static_cast<uint32_t>(n), rows.data()}, as_of, to);
    for (size_t i = 0; i < n; ++i) {
      const uint32_t row = rows[i];
      bool fits = to.totals[i] == static_cast<int64_t>(to.totals[i]);
      for (size_t c = 0; c < clauses; ++c) {
        out.clauses[c].amounts[row] = static_cast<int64_t>(to.amounts[c][i]);
        out.clauses[c].outcomes[row] = static_cast<award::Outcome>(to.outcomes[c][i]);
        fits = fits && to.amounts[c][i] == static_cast<int64_t>(to.amounts[c][i]);
      }
      out.totals[row] = static_cast<int64_t>(to.totals[i]);
      out.outcomes[row] = static_cast<award::Outcome>(to.outcome[i]);
      out.left[row] = std::max(to.left[i], fits ? uint8_t{Known} : uint8_t{Wide});
    }
  }
};

Run::Run(const Plan& plan, Paths paths)
    : state_(std::make_unique<State>(State{plan, paths, {plan, paths}, {}, {plan, paths}})) {}

Run::~Run() = default;

void Run::evaluate(const columns::Chunk& chunk, std::optional<num::Date> as_of, Answers& out) {
  State& s = *state_;
  const size_t n = chunk.size();
  out.clauses.resize(s.plan.clauses);
  for (ClauseColumn& c : out.clauses) {
    c.amounts.resize(n);
    c.outcomes.resize(n);
  }
  out.outcomes.resize(n);
  out.totals.resize(n);
  out.left.resize(n);
  static_assert(sizeof(award::Outcome) == sizeof(uint8_t));
  Runner<int64_t>::Target& to = s.narrow_target;
  to.amounts.resize(s.plan.clauses);
  to.outcomes.resize(s.plan.clauses);
  for (size_t first = 0; first < n; first += kBlock) {
    const Rows rows{static_cast<uint32_t>(first), static_cast<uint32_t>(std::min(kBlock, n - first)), nullptr};
    for (size_t c = 0; c < s.plan.clauses; ++c) {
      to.amounts[c] = &out.clauses[c].amounts[first];
      to.outcomes[c] = reinterpret_cast<uint8_t*>(&out.clauses[c].outcomes[first]);
    }
    to.totals = &out.totals[first];
    to.outcome = reinterpret_cast<uint8_t*>(&out.outcomes[first]);
    to.left = &out.left[first];
    s.narrow.run(chunk, rows, as_of, to);
    if (!s.paths.wide) continue;
    s.rows.clear();
    for (uint32_t i = 0; i < rows.count; ++i)
      if (to.left[i] == Wide) s.rows.push_back(rows.first + i);
    if (!s.rows.empty()) s.again(chunk, as_of, out);
  }
}

}  // namespace bursar::batch
