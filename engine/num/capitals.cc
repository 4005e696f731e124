#include "engine/num/capitals.h"

#include <cstdint>

#include "engine/base/utf8.h"

namespace bursar::num {

namespace {

constexpr int64_t kWan = 10'000;
constexpr int64_t kYi = 100'000'000;
constexpr int64_t kLimitFen = 1'000'000'000'000'000'000;  // of 10^16 yuan: what 万亿 can still count

constexpr std::string_view kDigits[] = {"零", "壹", "贰", "叁", "肆", "伍", "陆", "柒", "捌", "玖"};

struct Place {
  int64_t worth;
  std::string_view unit;
};
constexpr Place kPlaces[] = {{1000, "仟"}, {100, "佰"}, {10, "拾"}, {1, ""}};

/// 1..9999. Zeros between two digits give one 零, zeros behind the last none.
void write_group(std::string& out, int64_t group) {
  bool begun = false, gap = false;
  for (const auto& [worth, unit] : kPlaces) {
    const int64_t digit = group / worth % 10;
    if (digit == 0) {
      gap = begun;
      continue;
    }
    if (gap) out += kDigits[0];
    out.append(kDigits[digit]).append(unit);
    begun = true;
    gap = false;
  }
}

/// 1..10^8-1.
void write_below_yi(std::string& out, int64_t n) {
  const int64_t high = n / kWan, low = n % kWan;
  if (high > 0) {
    write_group(out, high);
    out += "万";
    if (low > 0 && low < kWan / 10) out += kDigits[0];
  }
  if (low > 0) write_group(out, low);
}

/// 1..10^16-1.
void write_whole(std::string& out, int64_t n) {
  const int64_t high = n / kYi, low = n % kYi;
  if (high > 0) {
    write_below_yi(out, high);
    out += "亿";
    if (low > 0 && low < kYi / 10) out += kDigits[0];
  }
  if (low > 0) write_below_yi(out, low);
}

/// By the rules, or for the amount alone.
enum class Reading { Strict, Loose };

/// Strict: what the writers above write, and its permitted variants. Nothing comes back from a wrong text.
class Reader {
 public:
  Reader(std::string_view text, Reading reading) : rest_(text), loose_(reading == Reading::Loose) {}

  std::optional<int64_t> fen() {
    take("人民币");
    const bool negative = take("负");
    const std::optional<int64_t> amount = loose_ ? loose_amount_fen() : amount_fen();
    if (!amount || !rest_.empty() || (negative && *amount == 0)) return std::nullopt;
    return negative ? -*amount : *amount;
  }

 private:
  bool take(std::string_view word) {
    if (!rest_.starts_with(word)) return false;
    rest_.remove_prefix(word.size());
    return true;
  }
  bool take_zero() {
    const bool taken = take(kDigits[0]);
    while (taken && loose_ && take(kDigits[0])) continue;
    return taken;
  }
  bool take_yuan() { return take("元") || take("圆") || take("圓"); }
  bool take_wan() { return take("万") || take("萬"); }
  bool take_yi() { return take("亿") || take("億"); }
  bool take_end_mark() { return take("整") || take("正"); }

  /// 1..9, or 0 when no digit follows.
  int64_t digit() {
    for (int64_t d = 1; d <= 9; ++d)
      if (take(kDigits[d])) return d;
    return take("貳") ? 2 : take("陸") ? 6 : 0;
  }

  /// Whether 零 stands rightly before a part: it must when the part's first place is 0, it may when the unit
  /// before it is 0, and must not otherwise.
  bool zero_fits(bool zero, bool first_place_empty, bool unit_empty) const {
    if (loose_) return true;
    return first_place_empty ? zero : !zero || unit_empty;
  }

  /// 拾 for 壹拾.
  bool ten_alone() const { return loose_ && rest_.starts_with("拾"); }

  std::optional<int64_t> group() {
    int64_t value = 0, last = 0;  // `last`: worth of the last place that was read
    while (last != 1) {
      const std::string_view before = rest_;
      const bool zero = take_zero();
      int64_t d = digit();
      if (d == 0 && ten_alone()) d = 1;
      if (d == 0) {
        if (!loose_) rest_ = before;
        break;
      }
      int64_t worth = 1;
      for (const Place& place : kPlaces)
        if (!place.unit.empty() && take(place.unit)) {
          worth = place.worth;
          break;
        }
      const bool gap = last > worth * 10;
      if ((last > 0 && worth >= last) || (zero != gap && !loose_)) return std::nullopt;
      value += d * worth;
      last = worth;
    }
    if (last == 0) return std::nullopt;
    return value;
  }

  /// `high`, times `unit`, and the part that may follow it.
  template <typename ReadPart>
  std::optional<int64_t> with_part(int64_t high, int64_t unit, ReadPart read_part) {
    const bool zero = take_zero();
    const std::string_view before = rest_;
    const bool more = digit() != 0 || ten_alone();
    rest_ = before;
    if (!more) return zero && !loose_ ? std::nullopt : std::optional(high * unit);
    const std::optional<int64_t> low = read_part();
    if (!low || !zero_fits(zero, *low < unit / 10, high % 10 == 0)) return std::nullopt;
    return high * unit + *low;
  }

  std::optional<int64_t> below_yi() {
    const std::optional<int64_t> high = group();
    if (!high || !take_wan()) return high;
    return with_part(*high, kWan, [&] { return group(); });
  }

  std::optional<int64_t> whole() {
    const std::optional<int64_t> high = below_yi();
    if (!high || !take_yi()) return high;
    return with_part(*high, kYi, [&] { return below_yi(); });
  }

  std::optional<int64_t> amount_fen() {
    const std::string_view begin = rest_;
    std::optional<int64_t> yuan = take_zero() ? 0 : whole();
    if (!yuan || !take_yuan()) {  // only 角 and 分
      yuan.reset();
      rest_ = begin;
    }
    if (yuan && take_end_mark()) return *yuan * 100;

    const bool zero = take_zero();
    const int64_t first = digit();
    if (first == 0 || (zero && !yuan)) return std::nullopt;
    const int64_t base = yuan.value_or(0) * 100;
    if (take("分")) return zero || !yuan ? std::optional(base + first) : std::nullopt;
    if (!take("角") || !zero_fits(zero, false, yuan.value_or(0) % 10 == 0)) return std::nullopt;
    const int64_t second = digit();
    if (second != 0) return take("分") ? std::optional(base + first * 10 + second) : std::nullopt;
    take_end_mark();
    return base + first * 10;
  }

  std::optional<int64_t> loose_amount_fen() {
    const std::string_view begin = rest_;
    const bool zero = take_zero();
    std::optional<int64_t> yuan = whole();
    if (!yuan && zero) yuan = 0;
    if (!yuan || !take_yuan()) {
      yuan.reset();
      rest_ = begin;
    }
    bool any = yuan.has_value();
    int64_t fen = yuan.value_or(0) * 100;
    for (const auto& [worth, unit] : {Place{10, "角"}, Place{1, "分"}}) {
      const std::string_view before = rest_;
      const bool empty = take_zero();
      const int64_t d = digit();
      if ((empty || d > 0) && take(unit)) {
        fen += d * worth;
        any = true;
      } else {
        rest_ = before;
      }
    }
    take_zero();
    take_end_mark();
    return any ? std::optional(fen) : std::nullopt;
  }

  std::string_view rest_;
  bool loose_;
};

}  // namespace

std::optional<std::string> rmb_capitals(const Exact& yuan) {
  const std::optional<int64_t> signed_fen = (yuan * 100).to_int64();
  if (!signed_fen || *signed_fen <= -kLimitFen || *signed_fen >= kLimitFen) return std::nullopt;
  const int64_t total = *signed_fen < 0 ? -*signed_fen : *signed_fen;
  const int64_t whole = total / 100, jiao = total / 10 % 10, fen = total % 10;

  std::string out = "人民币";
  if (*signed_fen < 0) out += "负";
  if (total == 0) return out + "零元整";
  if (whole > 0) {
    write_whole(out, whole);
    out += "元";
  }
  if (jiao > 0) {
    if (whole > 0 && whole % 10 == 0) out += kDigits[0];
    out.append(kDigits[jiao]).append("角");
  } else if (fen > 0 && whole > 0) {
    out += kDigits[0];
  }
  if (fen > 0)
    out.append(kDigits[fen]).append("分");
  else
    out += "整";
  return out;
}

std::optional<Exact> parse_rmb_capitals(std::string_view text) {
  const std::optional<int64_t> fen = Reader(text, Reading::Strict).fen();
  if (!fen) return std::nullopt;
  return Exact::ratio(*fen, 100);
}

std::optional<CapitalsRead> read_rmb_capitals(std::string_view text) {
  if (const std::optional<Exact> amount = parse_rmb_capitals(text)) return CapitalsRead{*amount, true};
  std::string bare;
  for (size_t at = 0; at < text.size();) {
    const size_t from = at;
    const char32_t c = utf8::next(text, at);
    if (c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == 0xA0 || c == 0x3000) continue;
    if ((c == ':' || c == 0xFF1A) && bare == "人民币") continue;
    bare += text.substr(from, at - from);
  }
  const std::optional<int64_t> fen = Reader(bare, Reading::Loose).fen();
  if (!fen) return std::nullopt;
  return CapitalsRead{Exact::ratio(*fen, 100), false};
}

}  // namespace bursar::num
