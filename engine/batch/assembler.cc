#include "engine/batch/assembler.h"

#include <algorithm>
#include <numeric>

#include "engine/num/rounding.h"

namespace bursar::batch {

using num::Exact;

namespace {

/// Denominators beyond this leave no room for amounts.
constexpr int64_t kMostUnder = 1'000'000'000'000;

int64_t whole_or_none(const num::BigInt& n) {
  if (n > INT64_MAX || n < -INT64_MAX) throw NoOperation{"a figure of more than 64 bits"};
  return static_cast<int64_t>(n);
}
int64_t top_of(const Exact& e) { return whole_or_none(numerator(e.big())); }
int64_t under_of(const Exact& e) { return whole_or_none(denominator(e.big())); }

int64_t bounded(num::BigInt under) {
  if (under > kMostUnder) throw NoOperation{"a figure in too small parts"};
  return static_cast<int64_t>(under);
}

int64_t common(int64_t a, int64_t b) { return bounded(num::BigInt(a) / std::gcd(a, b) * b); }

bool gives_number(Code code) {
  switch (code) {
    case Code::Flag:
    case Code::ConstantFlag:
    case Code::OpenFlag:
    case Code::Compare:
    case Code::LookupFlag:
    case Code::And:
    case Code::Or:
    case Code::Not:
    case Code::AndThen:
    case Code::SelectFlag:
    case Code::InsteadFlag:
    case Code::SpreadFlag:
    case Code::AnyOf:
    case Code::Among: return false;
    default: return true;
  }
}

/// Whether the result may be the very values of `a`.
bool passes_on(Code code) {
  return code == Code::Instead || code == Code::InsteadFlag || code == Code::Mark || code == Code::Strict ||
         code == Code::Through || code == Code::AbsentAsZero;
}

/// Whether the result may have the very states of `a`.
bool passes_states_on(Code code) { return passes_on(code) || code == Code::Divide || code == Code::FromFlag; }

}  // namespace

Register Assembler::emit(Operation op) {
  const bool over_lists = op.from != kNone;
  const bool own_list = op.code == Code::Number || op.code == Code::Flag || op.code == Code::Rank ||
                        op.code == Code::Among || op.code == Code::Spread || op.code == Code::SpreadFlag;
  if (!over_lists && !own_list && op.code != Code::Clause) {
    for (Register r : {op.a, op.b, op.c})
      if (r != kNone && list_of(r) >= 0) {
        if (op.list != kNone && op.list != list_of(r)) throw NoOperation{"two lists at once"};
        op.list = list_of(r);
      }
    if (op.list != kNone)
      for (Register* r : {&op.a, &op.b, &op.c})
        if (*r != kNone && list_of(*r) == kNone) {
          const auto by = std::find_if(plan_.operations.begin(), plan_.operations.end(),
                                       [&](const Operation& o) { return o.out == *r; });
          *r = to_items(*r, op.list, !gives_number(by->code));
        }
  }
  std::string key;
  const auto add = [&](auto value) { key.append(reinterpret_cast<const char*>(&value), sizeof value); };
  add(op.code), add(op.a), add(op.b), add(op.c), add(op.list), add(op.from), add(op.relation), add(op.mode);
  add(op.descending), add(op.x), add(op.y), add(op.fact), add(op.field), add(op.function), add(op.context), add(op.table);
  if (op.code != Code::Clause) {
    if (const auto at = known_.find(key); at != known_.end()) return at->second;
    op.out = static_cast<Register>(lists_.size());
    lists_.push_back(op.code == Code::Constant ? kAnything : op.list);
    known_[key] = op.out;
  }
  plan_.operations.push_back(op);
  return op.out;
}

int32_t Assembler::list_of(const Number& n) const {
  if (n.constant) return kAnything;
  if (n.over != kNone && list_of(n.over) >= 0) return list_of(n.over);
  return list_of(n.top);
}

Register Assembler::fixed(int64_t value) {
  Operation op{Code::Constant};
  op.x = value;
  return emit(op);
}

Number Assembler::constant(Exact value) const {
  Number n;
  n.constant = std::move(value);
  return n;
}

Number Assembler::text(std::string_view text) { return constant(Exact(dictionary_.code(text))); }

Register Assembler::flag(bool yes) {
  Operation op{Code::ConstantFlag};
  op.x = yes;
  return emit(op);
}

Number Assembler::open_number(State state) {
  Operation op{Code::Open};
  op.x = state;
  return {emit(op), 1, kNone, {}};
}

Register Assembler::open_flag(State state) {
  Operation op{Code::OpenFlag};
  op.x = state;
  return emit(op);
}

Register Assembler::load(Code code, uint32_t fact, int32_t list, int32_t field) {
  Operation op{code};
  op.fact = fact;
  op.list = list;
  op.field = field;
  return emit(op);
}

Number Assembler::as_of() { return {emit({Code::AsOf}), 1, kNone, {}}; }

Register Assembler::times(Register r, int64_t factor) { return factor == 1 ? r : product(r, fixed(factor)); }

Register Assembler::product(Register a, Register b) {
  Operation op{Code::Multiply};
  op.a = a;
  op.b = b;
  return emit(op);
}

/// The top of a number over that denominator.
Register Assembler::scaled(const Number& n, int64_t under) {
  if (!n.constant) return times(n.top, under / n.under);
  const Exact top = *n.constant * Exact(under);
  if (!top.is_integer()) throw NoOperation{"a figure in too small parts"};
  return fixed(whole_or_none(numerator(top.big())));
}

namespace {

int64_t own_under(const Number& n) { return n.constant ? under_of(*n.constant) : n.under; }

}  // namespace

Register Assembler::whole_register(const Number& n) {
  if (n.over != kNone || own_under(n) != 1) throw NoOperation{"a figure that need not be whole"};
  return scaled(n, 1);
}

Number Assembler::simple(Code code, const Number& a, const Number& b) {
  const int64_t under = common(own_under(a), own_under(b));
  Operation op{code};
  op.a = scaled(a, under);
  op.b = scaled(b, under);
  Register over = a.over;
  if (a.over != b.over) {
    if (b.over != kNone) op.a = product(op.a, b.over);
    if (a.over != kNone) op.b = product(op.b, a.over);
    over = a.over == kNone ? b.over : b.over == kNone ? a.over : product(a.over, b.over);
  }
  return {emit(op), under, over, {}};
}

Number Assembler::add(const Number& a, const Number& b) {
  if (a.constant && b.constant) return constant(*a.constant + *b.constant);
  return simple(Code::Add, a, b);
}

Number Assembler::negate(const Number& a) {
  if (a.constant) return constant(-*a.constant);
  Operation op{Code::Subtract};
  op.a = fixed(0);
  op.b = a.top;
  return {emit(op), a.under, a.over, {}};
}

Number Assembler::subtract(const Number& a, const Number& b) {
  if (a.constant && b.constant) return constant(*a.constant - *b.constant);
  return simple(Code::Subtract, a, b);
}

Number Assembler::multiply(const Number& a, const Number& b) {
  if (a.constant && b.constant) return constant(*a.constant * *b.constant);
  if (a.constant) return multiply(b, a);
  if (b.constant) {
    const int64_t top = top_of(*b.constant), under = under_of(*b.constant);
    const int64_t shared = std::gcd(top, a.under);
    const int64_t factor = shared == 0 ? top : top / shared;
    return {times(a.top, factor), bounded(num::BigInt(shared == 0 ? a.under : a.under / shared) * under), a.over, {}};
  }
  const Register over = a.over == kNone ? b.over : b.over == kNone ? a.over : product(a.over, b.over);
  return {product(a.top, b.top), bounded(num::BigInt(a.under) * b.under), over, {}};
}

Number Assembler::divide(const Number& a, const Number& b) {
  if (b.constant) {
    const auto inverse = Exact::divide(Exact(1), *b.constant);
    if (!inverse) throw NoOperation{"a division by zero"};
    return multiply(a, constant(*inverse));
  }
  // (a / da / va) / (b / db / vb) = a db vb / (da va b), with the sign of b on top.
  const Number zero = constant(Exact(0));
  const Register nonzero = compare(Relation::IsNot, {b.top, 1, kNone, {}}, zero);
  const int64_t under = own_under(a), shared = std::gcd(under, b.under);
  Register top = times(scaled(a, under), b.under / shared);
  if (b.over != kNone) top = product(top, b.over);
  const Register positive = compare(Relation::MoreThan, {b.top, 1, kNone, {}}, zero);
  const Number signed_top = select(positive, {top, 1, kNone, {}}, negate({top, 1, kNone, {}}));
  Register over = select(positive, {b.top, 1, kNone, {}}, negate({b.top, 1, kNone, {}})).top;
  if (a.over != kNone) over = product(over, a.over);
  Number out = mark({signed_top.top, 1, kNone, {}}, nonzero, Left);
  out.under = under / shared;
  out.over = over;
  return out;
}

Number Assembler::pick(const Number& a, const Number& b, bool low, bool step) {
  if (a.constant && b.constant) return constant(low ? std::min(*a.constant, *b.constant) : std::max(*a.constant, *b.constant));
  if (a.over == kNone && b.over == kNone)
    return simple(low ? step ? Code::LowerStep : Code::Lower : step ? Code::HigherStep : Code::Higher, a, b);
  Number out = select(compare(low ? Relation::AtMost : Relation::AtLeast, a, b), a, b);
  // What does not apply is rare beside a quotient: not decided here.
  for (const Number* n : {&a, &b})
    if (!n->constant) {
      const Number top{n->top, 1, kNone, {}};
      out = mark(out, compare(Relation::Is, top, top), Left);
    }
  return out;
}

Number Assembler::round(const Number& a, num::Rounding mode, const Exact& multiple) {
  if (multiple.sign() <= 0) throw NoOperation{"a rounding to no multiple"};
  if (a.constant) return constant(num::round_to(*a.constant, mode, multiple));
  // top / under in multiples of p / q: top q / (under p).
  const int64_t p = top_of(multiple), q = under_of(multiple);
  const num::BigInt divisor = num::BigInt(a.under) * p;
  const int64_t by = bounded(divisor), shared = std::gcd(q, by);
  Register top = times(a.top, q / shared);
  const int64_t left = by / shared;
  if (a.over != kNone) {
    Operation op{Code::DivideBy};
    op.a = top;
    op.b = times(a.over, left);
    op.mode = mode;
    top = emit(op);
  } else if (left == 1) {
    return q == shared ? a : Number{times(top, p), q, kNone, {}};
  } else {
    Operation op{Code::Divide};
    op.a = top;
    op.x = left;
    op.mode = mode;
    top = emit(op);
  }
  return {times(top, p), q, kNone, {}};
}

Number Assembler::select(Register condition, const Number& yes, const Number& no) {
  const int64_t under = common(own_under(yes), own_under(no));
  Operation op{Code::Select};
  op.a = condition;
  op.b = scaled(yes, under);
  op.c = scaled(no, under);
  Number out{emit(op), under, kNone, {}};
  if (yes.over != kNone || no.over != kNone) {
    op.b = yes.over == kNone ? fixed(1) : yes.over;
    op.c = no.over == kNone ? fixed(1) : no.over;
    out.over = op.b == op.c ? op.b : emit(op);
  }
  return out;
}

Number Assembler::instead(const Number& a, const Number& b) {
  if (a.over != kNone || b.over != kNone) throw NoOperation{"a quotient that is assumed"};
  return simple(Code::Instead, a, b);
}

Number Assembler::from_flag(Register flag) {
  Operation op{Code::FromFlag};
  op.a = flag;
  return {emit(op), 1, kNone, {}};
}

Number Assembler::call(Function function, const void* context, const Number& a, const Number* b, int64_t x) {
  Operation op{Code::Function};
  op.function = function;
  op.context = context;
  op.a = whole_register(a);
  if (b != nullptr) op.b = whole_register(*b);
  op.x = x;
  return {emit(op), 1, kNone, {}};
}

Number Assembler::mark(const Number& a, Register flag, State state) {
  const int64_t under = own_under(a);
  Operation op{Code::Mark};
  op.a = scaled(a, under);
  op.b = flag;
  op.x = state;
  return {emit(op), under, a.over, {}};
}

Number Assembler::strict(const Number& a, const Number& b) {
  if (b.constant || a.constant) return a;
  Number out = a;
  for (Register r : {b.top, b.over})
    if (r != kNone) {
      Operation op{Code::Strict};
      op.a = out.top;
      op.b = r;
      out.top = emit(op);
    }
  return out;
}

Number Assembler::through(const Number& a, const Number& b) {
  if (b.constant) return a;
  const int64_t under = own_under(a);
  Operation op{Code::Through};
  op.a = scaled(a, under);
  op.b = b.top;
  return {emit(op), under, a.over, {}};
}

Number Assembler::absent_as_zero(const Number& a) {
  if (a.constant) return a;
  Operation op{Code::AbsentAsZero};
  op.a = a.top;
  return {emit(op), a.under, a.over, {}};
}

Number Assembler::ladder(const Number& subject, const Number* before, Relation relation,
                         const std::vector<std::pair<Exact, Exact>>& steps, bool from_below) {
  int64_t measure = own_under(subject), value = 1;
  if (before != nullptr) measure = common(measure, own_under(*before));
  for (const auto& [bound, amount] : steps) {
    measure = common(measure, under_of(bound));
    value = common(value, under_of(amount));
  }
  std::vector<Step> table;
  for (const auto& [bound, amount] : steps)
    table.push_back({top_of(bound * Exact(measure)), top_of(amount * Exact(value))});
  if (from_below) table[0].bound = INT64_MIN;
  Operation op{Code::Ladder};
  op.a = scaled(subject, measure);
  if (before != nullptr) op.b = scaled(*before, measure);
  op.relation = relation;
  op.table = static_cast<int32_t>(plan_.ladders.size());
  plan_.ladders.push_back(std::move(table));
  return {emit(op), value, kNone, {}};
}

Number Assembler::lookup(const Number& key, const std::vector<std::pair<std::string_view, Exact>>& rows,
                         const std::optional<Exact>& otherwise) {
  int64_t under = otherwise ? under_of(*otherwise) : 1;
  for (const auto& [text, value] : rows) under = common(under, under_of(value));
  Lookup table;
  if (otherwise) table.otherwise = top_of(*otherwise * Exact(under));
  table.has_otherwise = otherwise.has_value();
  for (const auto& [text, value] : rows) {
    const size_t code = dictionary_.code(text);
    if (table.values.size() <= code) {
      table.values.resize(code + 1, table.otherwise);
      table.known.resize(code + 1, 0);
    }
    if (table.known[code]) continue;  // the first row of a key holds
    table.known[code] = 1;
    table.values[code] = top_of(value * Exact(under));
  }
  Operation op{Code::Lookup};
  op.a = whole_register(key);
  op.table = static_cast<int32_t>(plan_.lookups.size());
  plan_.lookups.push_back(std::move(table));
  return {emit(op), under, kNone, {}};
}

Register Assembler::whole(const Number& a, const Exact& units) {
  const Number n = multiply(a, constant(units));
  if (n.over != kNone) throw NoOperation{"an amount that is not rounded"};
  if (own_under(n) == 1) return scaled(n, 1);
  if (n.constant) throw NoOperation{"an amount that is not rounded"};
  Operation op{Code::Exactly};
  op.a = n.top;
  op.x = n.under;
  return emit(op);
}

Register Assembler::compare(Relation relation, const Number& a, const Number& b) {
  if (a.constant && b.constant) {
    const auto order = *a.constant <=> *b.constant;
    const bool yes = relation == Relation::Is         ? order == 0
                     : relation == Relation::IsNot    ? order != 0
                     : relation == Relation::AtLeast  ? order >= 0
                     : relation == Relation::MoreThan ? order > 0
                     : relation == Relation::LessThan ? order < 0
                                                      : order <= 0;
    return flag(yes);
  }
  const int64_t under = common(own_under(a), own_under(b));
  Operation op{Code::Compare};
  op.relation = relation;
  op.a = scaled(a, under);
  op.b = scaled(b, under);
  if (a.over != b.over) {
    if (b.over != kNone) op.a = product(op.a, b.over);
    if (a.over != kNone) op.b = product(op.b, a.over);
  }
  return emit(op);
}

Register Assembler::one_of(const Number& key, const std::vector<std::string_view>& texts) {
  Lookup table;
  for (std::string_view text : texts) {
    const size_t code = dictionary_.code(text);
    if (table.known.size() <= code) table.known.resize(code + 1, 0);
    table.known[code] = 1;
  }
  Operation op{Code::LookupFlag};
  op.a = whole_register(key);
  op.table = static_cast<int32_t>(plan_.lookups.size());
  plan_.lookups.push_back(std::move(table));
  return emit(op);
}

Register Assembler::logic(Code code, Register a, Register b) {
  if (a == b) return a;
  Operation op{code};
  op.a = a;
  op.b = b;
  return emit(op);
}

Register Assembler::negation(Register a) {
  Operation op{Code::Not};
  op.a = a;
  return emit(op);
}

Register Assembler::select_flag(Register condition, Register yes, Register no) {
  Operation op{Code::SelectFlag};
  op.a = condition;
  op.b = yes;
  op.c = no;
  return emit(op);
}

Register Assembler::instead_flag(Register a, Register b) {
  Operation op{Code::InsteadFlag};
  op.a = a;
  op.b = b;
  return emit(op);
}

Register Assembler::to_items(Register r, int32_t list, bool flag) {
  if (r == kNone || list_of(r) == list || list_of(r) == kAnything) return r;
  if (list_of(r) != kNone) throw NoOperation{"two lists at once"};
  Operation op{flag ? Code::SpreadFlag : Code::Spread};
  op.a = r;
  op.list = list;
  return emit(op);
}

Number Assembler::to_items(const Number& n, int32_t list) {
  if (n.constant) return n;
  return {to_items(n.top, list, false), n.under, to_items(n.over, list, false), {}};
}

Number Assembler::sum(int32_t list, Register which, const Number& number) {
  if (number.over != kNone) throw NoOperation{"a sum of quotients"};
  const int64_t under = own_under(number);
  Operation op{Code::Sum};
  op.from = list;
  op.a = to_items(which, list, true);
  op.b = to_items(scaled(number, under), list, false);
  return {emit(op), under, kNone, {}};
}

Number Assembler::count(int32_t list, Register which) {
  Operation op{Code::Count};
  op.from = list;
  op.a = to_items(which, list, true);
  return {emit(op), 1, kNone, {}};
}

Register Assembler::any_of(int32_t list, Register which) {
  Operation op{Code::AnyOf};
  op.from = list;
  op.a = to_items(which, list, true);
  return emit(op);
}

Number Assembler::extreme(int32_t list, Register which, const Number& number, bool most) {
  if (number.over != kNone) throw NoOperation{"the highest of quotients"};
  const int64_t under = own_under(number);
  Operation op{most ? Code::Most : Code::Least};
  op.from = list;
  op.a = to_items(which, list, true);
  op.b = to_items(scaled(number, under), list, false);
  return {emit(op), under, kNone, {}};
}

Number Assembler::rank(int32_t list, Register which, Register group, Register order, bool descending) {
  Operation op{Code::Rank};
  op.list = list;
  op.a = to_items(which, list, true);
  op.b = to_items(group, list, false);
  op.c = to_items(order, list, false);
  op.descending = descending;
  return {emit(op), 1, kNone, {}};
}

Register Assembler::among(int32_t list, Register which, Register group, Register order, bool descending, int64_t first,
                          int64_t last) {
  Operation op{Code::Among};
  op.list = list;
  op.a = to_items(which, list, true);
  op.b = to_items(group, list, false);
  op.c = to_items(order, list, false);
  op.descending = descending;
  op.x = first;
  op.y = last;
  return emit(op);
}

void Assembler::clause(size_t column, Register conditions, Register amount) {
  Operation op{Code::Clause};
  op.x = static_cast<int64_t>(column);
  op.a = conditions;
  op.b = amount;
  emit(op);
}

void Assembler::finish() {
  auto& operations = plan_.operations;
  plan_.registers = lists_.size();
  // Only what an answer rests on.
  std::vector<size_t> last(lists_.size(), 0);
  std::vector<bool> used(lists_.size(), false);
  for (size_t i = operations.size(); i-- > 0;) {
    const Operation& op = operations[i];
    if (op.out != kNone && !used[static_cast<size_t>(op.out)]) continue;
    for (Register r : {op.a, op.b, op.c}) {
      if (r == kNone) continue;
      const auto k = static_cast<size_t>(r);
      used[k] = true;
      last[k] = std::max(last[k], i);
    }
    // What passes its values on keeps them for as long as they are read there.
    if (op.out != kNone && passes_states_on(op.code))
      last[static_cast<size_t>(op.a)] = std::max(last[static_cast<size_t>(op.a)], last[static_cast<size_t>(op.out)]);
    if (op.out != kNone && (op.code == Code::Instead || op.code == Code::InsteadFlag))
      last[static_cast<size_t>(op.b)] = std::max(last[static_cast<size_t>(op.b)], last[static_cast<size_t>(op.out)]);
  }
  std::vector<Operation> kept;
  std::vector<std::vector<std::pair<int32_t, bool>>> released(operations.size() + 1);
  std::vector<int32_t> free_numbers, free_flags;
  for (size_t i = 0; i < operations.size(); ++i) {
    Operation op = operations[i];
    const bool answer = op.code == Code::Clause;
    if (!answer && !used[static_cast<size_t>(op.out)]) continue;
    if (!answer) {
      const bool number = gives_number(op.code);
      auto& free = number ? free_numbers : free_flags;
      auto& count = number ? plan_.number_slots : plan_.flag_slots;
      if (free.empty()) {
        op.slot = static_cast<int32_t>(count++);
      } else {
        op.slot = free.back();
        free.pop_back();
      }
      released[last[static_cast<size_t>(op.out)]].emplace_back(op.slot, number);
    }
    kept.push_back(op);
    for (const auto& [slot, number] : released[i]) (number ? free_numbers : free_flags).push_back(slot);
  }
  operations = std::move(kept);
}

}  // namespace bursar::batch
