// The policy rocket4 written by hand in C++, exact, in whole cents: what the engine is measured against. It knows these
// four clauses, these columns and this file, and nothing else; built with -O3 -march=native.
#pragma once

#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <vector>

#if defined(__SSE4_1__)
#include <immintrin.h>
#endif

namespace by_hand {

constexpr int64_t kMillion = 100'000'000;  ///< yuan, in cents
constexpr int kSlots = 5;                  ///< launches that a row of the file has room for

struct Launch {
  int64_t fee;
  int32_t date;   ///< as the number YYYYMMDD
  uint8_t model;  ///< a code
  bool orbit;
};

struct Enterprise {
  std::string_view id;  ///< in the file's text
  int64_t output, peak, rd, premium, subsidy;
  uint32_t first = 0, count = 0;  ///< its launches
  bool in_zone, core;
};

struct Awards {
  int64_t output = 0, rd = 0, insurance = 0, launch = 0;
  int64_t total() const { return output + rd + insurance + launch; }
  bool operator==(const Awards&) const = default;
};

// --- a record at a time --------------------------------------------------------------------------------

inline int64_t milestone(int64_t output) {
  return output >= 5000 * kMillion   ? 10 * kMillion
         : output >= 1000 * kMillion ? 5 * kMillion
         : output >= 500 * kMillion  ? 3 * kMillion
         : output >= 100 * kMillion  ? kMillion
                                     : 0;
}

inline Awards evaluate(const Enterprise& e, const Launch* launches) {
  Awards a;
  if (!e.in_zone) return a;
  const int64_t now = milestone(e.output);
  if (now > milestone(e.peak)) a.output = now;
  if (e.core) a.rd = std::min<int64_t>((e.rd * 3 + 5) / 10, 50 * kMillion);
  a.insurance = std::max<int64_t>(0, std::min(e.subsidy, e.premium - e.subsidy));
  for (uint32_t i = 0; i < e.count; ++i) {
    if (!launches[i].orbit) continue;
    int earlier = 0;
    for (uint32_t j = 0; j < e.count; ++j)
      earlier += launches[j].orbit && launches[j].model == launches[i].model &&
                 (launches[j].date < launches[i].date || (launches[j].date == launches[i].date && j < i));
    if (earlier < 3) a.launch += (launches[i].fee + 1) / 2;
  }
  return a;
}

// --- columns -------------------------------------------------------------------------------------------

/// Launches stand in five slots a row. A key orders them within a model: model, date, slot; 0 where there is none that
/// reached orbit, and the fee is 0 there.
struct Columns {
  std::vector<int64_t> output, peak, rd, premium, subsidy, fees[kSlots];
  std::vector<uint32_t> keys[kSlots];
  std::vector<uint8_t> in_zone, core;
  size_t size() const { return in_zone.size(); }
};

struct AwardColumns {
  std::vector<int64_t> output, rd, insurance, launch, total;
  void resize(size_t n) {
    for (auto* column : {&output, &rd, &insurance, &launch, &total}) column->resize(n);
  }
};

inline Columns columns_of(const std::vector<Enterprise>& enterprises, const std::vector<Launch>& launches) {
  Columns c;
  for (const Enterprise& e : enterprises) {
    c.output.push_back(e.output);
    c.peak.push_back(e.peak);
    c.rd.push_back(e.rd);
    c.premium.push_back(e.premium);
    c.subsidy.push_back(e.subsidy);
    c.in_zone.push_back(e.in_zone);
    c.core.push_back(e.core);
    for (uint32_t s = 0; s < kSlots; ++s) {
      const Launch* l = s < e.count ? &launches[e.first + s] : nullptr;
      const bool counts = l != nullptr && l->orbit;
      c.fees[s].push_back(counts ? l->fee : 0);
      c.keys[s].push_back(counts ? (l->model + 1u) << 28 | static_cast<uint32_t>(l->date - 19'000'000) << 3 | s : 0);
    }
  }
  return c;
}

/// Rows first to first + n.
__attribute__((noinline)) inline void evaluate_facts(const Columns& c, size_t first, size_t n, AwardColumns& out) {
  const int64_t *__restrict output = &c.output[first], *__restrict peak = &c.peak[first], *__restrict rd = &c.rd[first],
                *__restrict premium = &c.premium[first], *__restrict subsidy = &c.subsidy[first];
  const uint8_t *__restrict zone = &c.in_zone[first], *__restrict core = &c.core[first];
  int64_t *__restrict to_output = &out.output[first], *__restrict to_rd = &out.rd[first],
                     *__restrict to_insurance = &out.insurance[first];
  for (size_t i = 0; i < n; ++i) {
    const int64_t in = -int64_t{zone[i]};
    const int64_t x = output[i], y = peak[i];
    int64_t reached = 0;
    reached = x >= 100 * kMillion && y < 100 * kMillion ? kMillion : reached;
    reached = x >= 500 * kMillion && y < 500 * kMillion ? 3 * kMillion : reached;
    reached = x >= 1000 * kMillion && y < 1000 * kMillion ? 5 * kMillion : reached;
    reached = x >= 5000 * kMillion && y < 5000 * kMillion ? 10 * kMillion : reached;
    to_output[i] = reached & in;
    // A tenth, rounded half up: the double is half a unit above the whole number, so it never stands below its tenth.
    const int64_t tenths = std::min<int64_t>(rd[i], 200 * kMillion) * 3 + 5;
    const auto share = static_cast<int64_t>((static_cast<double>(tenths) + 0.5) * 0.1);
    to_rd[i] = std::min(share, 50 * kMillion) & in & -int64_t{core[i]};
    const int64_t own = premium[i] - subsidy[i];
    const int64_t matched = own < subsidy[i] ? own : subsidy[i];
    to_insurance[i] = (matched > 0 ? matched : 0) & in;
  }
}

__attribute__((noinline)) inline void evaluate_launches(const Columns& c, size_t first, size_t n, AwardColumns& out) {
  const uint32_t *__restrict k0 = &c.keys[0][first], *__restrict k1 = &c.keys[1][first], *__restrict k2 = &c.keys[2][first],
                 *__restrict k3 = &c.keys[3][first], *__restrict k4 = &c.keys[4][first];
  const int64_t *__restrict f0 = &c.fees[0][first], *__restrict f1 = &c.fees[1][first], *__restrict f2 = &c.fees[2][first],
                *__restrict f3 = &c.fees[3][first], *__restrict f4 = &c.fees[4][first];
  const uint8_t* __restrict zone = &c.in_zone[first];
  int64_t *__restrict to_launch = &out.launch[first], *__restrict to_total = &out.total[first];
  const int64_t *__restrict output = &out.output[first], *__restrict rd = &out.rd[first],
                *__restrict insurance = &out.insurance[first];
  // One of the two stands behind the other in their model, or neither.
  const auto behind = [](uint32_t a, uint32_t b) -> uint32_t { return ((a ^ b) >> 28) == 0 ? a > b : 0; };
  for (size_t i = 0; i < n; ++i) {
    const uint32_t a = k0[i], b = k1[i], d = k2[i], e = k3[i], f = k4[i];
    const uint32_t ra = behind(a, b) + behind(a, d) + behind(a, e) + behind(a, f);
    const uint32_t rb = behind(b, a) + behind(b, d) + behind(b, e) + behind(b, f);
    const uint32_t rd_ = behind(d, a) + behind(d, b) + behind(d, e) + behind(d, f);
    const uint32_t re = behind(e, a) + behind(e, b) + behind(e, d) + behind(e, f);
    const uint32_t rf = behind(f, a) + behind(f, b) + behind(f, d) + behind(f, e);
    const auto half = [](int64_t fee, uint32_t rank) { return ((fee + 1) >> 1) & -int64_t{rank < 3}; };
    const int64_t sum = half(f0[i], ra) + half(f1[i], rb) + half(f2[i], rd_) + half(f3[i], re) + half(f4[i], rf);
    to_launch[i] = sum & -int64_t{zone[i]};
    to_total[i] = output[i] + rd[i] + insurance[i] + to_launch[i];
  }
}

inline void evaluate(const Columns& c, size_t first, size_t n, AwardColumns& out) {
  evaluate_facts(c, first, n, out);
  evaluate_launches(c, first, n, out);
}

// --- the file ------------------------------------------------------------------------------------------

struct File {
  std::vector<Enterprise> enterprises;
  std::vector<Launch> launches;
  bool good = true;
};

namespace reading {

inline bool yes_no(const char* begin, const char* end, bool& good) {
  const auto length = static_cast<size_t>(end - begin);
  const bool yes = length == 4 && std::memcmp(begin, "true", 4) == 0;
  good = good && (yes || (length == 5 && std::memcmp(begin, "false", 5) == 0));
  return yes;
}

#if defined(__AVX2__)

/// Cents of up to 13 digits, a point and two digits. 16 bytes in front of the end must be readable.
inline int64_t money(const char* begin, const char* end, bool& good) {
  alignas(16) static constexpr uint8_t kKeep[32] = {0,    0,    0,    0,    0,    0,    0,    0,    0,    0,    0,
                                                    0,    0,    0,    0,    0,    0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF,
                                                    0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF};
  const auto length = static_cast<size_t>(end - begin);
  if (length < 4 || length > 16 || end[-3] != '.') {
    good = false;
    return 0;
  }
  __m128i v = _mm_loadu_si128(reinterpret_cast<const __m128i*>(end - 16));
  v = _mm_sub_epi8(v, _mm_set1_epi8('0'));
  v = _mm_and_si128(v, _mm_loadu_si128(reinterpret_cast<const __m128i*>(kKeep + length)));
  // The point out, and a 0 in front.
  v = _mm_shuffle_epi8(v, _mm_setr_epi8(-1, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 14, 15));
  const __m128i above = _mm_subs_epu8(v, _mm_set1_epi8(9));
  good = good && _mm_testz_si128(above, above);
  v = _mm_maddubs_epi16(v, _mm_set1_epi16(1 << 8 | 10));
  v = _mm_madd_epi16(v, _mm_set1_epi32(1 << 16 | 100));
  v = _mm_packus_epi32(v, v);
  v = _mm_madd_epi16(v, _mm_set1_epi32(1 << 16 | 10'000));
  const auto halves = static_cast<uint64_t>(_mm_cvtsi128_si64(v));
  return static_cast<int64_t>((halves & 0xFFFFFFFF) * 100'000'000 + (halves >> 32));
}

inline int32_t date(const char* begin, const char* end, bool& good) {
  static constexpr uint8_t kDays[13] = {0, 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  if (end - begin != 10 || begin[4] != '-' || begin[7] != '-') {
    good = false;
    return 0;
  }
  __m128i v = _mm_loadu_si128(reinterpret_cast<const __m128i*>(begin));
  v = _mm_sub_epi8(v, _mm_set1_epi8('0'));
  v = _mm_shuffle_epi8(v, _mm_setr_epi8(0, 1, 2, 3, 5, 6, 8, 9, -1, -1, -1, -1, -1, -1, -1, -1));
  const __m128i above = _mm_subs_epu8(v, _mm_set1_epi8(9));
  good = good && _mm_testz_si128(above, above);
  v = _mm_maddubs_epi16(v, _mm_set1_epi16(1 << 8 | 10));
  const auto pairs = static_cast<uint64_t>(_mm_cvtsi128_si64(v));
  const auto pair = [&](int i) { return static_cast<int32_t>(pairs >> (16 * i) & 0xFFFF); };
  const int32_t year = pair(0) * 100 + pair(1), month = pair(2), day = pair(3);
  const bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
  good = good && month >= 1 && month <= 12 && day >= 1 && day <= kDays[month < 13 ? month : 0] &&
         !(month == 2 && day == 29 && !leap);
  return year * 10'000 + month * 100 + day;
}

/// Where the commas and the ends of lines are, of whole blocks of 64 bytes.
inline size_t index_block(const char* at, uint32_t base, uint32_t* out) {
  uint64_t found = 0;
  for (int half = 0; half < 2; ++half) {
    const __m256i v = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(at + 32 * half));
    const __m256i hit = _mm256_or_si256(_mm256_cmpeq_epi8(v, _mm256_set1_epi8(',')), _mm256_cmpeq_epi8(v, _mm256_set1_epi8('\n')));
    found |= static_cast<uint64_t>(static_cast<uint32_t>(_mm256_movemask_epi8(hit))) << (32 * half);
  }
  const auto count = static_cast<size_t>(__builtin_popcountll(found));
  // Four at a time, past the end: what stands there is written over.
  for (size_t i = 0; i < count; i += 4)
    for (size_t k = 0; k < 4; ++k) {
      out[i + k] = base + static_cast<uint32_t>(__builtin_ctzll(found | 1ull << 63));
      found &= found - 1;
    }
  return count;
}

#endif

}  // namespace reading

#if defined(__AVX2__)

/// The rows of rocket4.csv behind its header. 64 bytes behind the text must be readable and hold no comma.
inline void read_csv(std::string_view text, File& out) {
  constexpr size_t kFields = 8 + 4 * kSlots;
  out.enterprises.clear();
  out.launches.clear();
  const char* at = text.data() + text.find('\n') + 1;
  const char* const end = text.data() + text.size();
  uint64_t names[16] = {};
  size_t models = 0;
  bool good = true;
  static uint32_t index[(1 << 14) + 128];
  while (at < end) {
    size_t marks = 0, scanned = 0;
    const auto rest = static_cast<size_t>(end - at);
    while (scanned < rest && marks < (1 << 14)) {
      marks += reading::index_block(at + scanned, static_cast<uint32_t>(scanned), index + marks);
      scanned += 64;
    }
    const uint32_t* mark = index;
    uint32_t start = 0;
    for (; marks >= kFields; marks -= kFields, mark += kFields) {
      const auto field = [&](size_t i) { return at + mark[i - 1] + 1; };
      const auto stop = [&](size_t i) { return at + mark[i]; };
      const auto yes_no = [&](size_t i) { return reading::yes_no(field(i), stop(i), good); };
      const auto money = [&](size_t i) { return reading::money(field(i), stop(i), good); };
      Enterprise e;
      e.id = {at + start, static_cast<size_t>(mark[0] - start)};
      e.in_zone = yes_no(1);
      e.output = money(2);
      e.peak = money(3);
      e.core = yes_no(4);
      e.rd = money(5);
      e.premium = money(6);
      e.subsidy = money(7);
      e.first = static_cast<uint32_t>(out.launches.size());
      for (size_t f = 8; f < kFields; f += 4) {
        if (field(f) == stop(f)) {
          good = good && mark[f + 3] - mark[f] == 3;
          continue;
        }
        Launch l;
        uint64_t name = 0;
        const auto length = static_cast<size_t>(stop(f) - field(f));
        good = good && length <= 8;
        std::memcpy(&name, field(f), 8);
        if (length < 8) name &= (uint64_t{1} << (8 * length)) - 1;
        size_t model = 0;
        while (model < models && names[model] != name) ++model;
        if (model == models) {
          if (models == 14) {
            out.good = false;
            return;
          }
          names[models++] = name;
        }
        l.model = static_cast<uint8_t>(model);
        l.date = reading::date(field(f + 1), stop(f + 1), good);
        l.fee = money(f + 2);
        l.orbit = yes_no(f + 3);
        out.launches.push_back(l);
      }
      e.count = static_cast<uint32_t>(out.launches.size()) - e.first;
      good = good && at[mark[kFields - 1]] == '\n';
      start = mark[kFields - 1] + 1;
      out.enterprises.push_back(e);
    }
    if (start == 0) good = false;
    if (!good) break;
    at += start;
  }
  out.good = good;
}

#endif

/// At most 20 characters.
inline char* write_money(char* to, int64_t cents) {
  static constexpr auto kPairs = [] {
    struct {
      char at[200];
    } pairs{};
    for (int i = 0; i < 100; ++i) {
      pairs.at[2 * i] = static_cast<char>('0' + i / 10);
      pairs.at[2 * i + 1] = static_cast<char>('0' + i % 10);
    }
    return pairs;
  }();
  char digits[24];
  char* at = digits + sizeof digits;
  auto rest = static_cast<uint64_t>(cents);
  const auto pair = [&] {
    const uint64_t next = rest / 100;
    at -= 2;
    std::memcpy(at, kPairs.at + 2 * (rest - next * 100), 2);
    rest = next;
  };
  pair();
  *--at = '.';
  while (rest >= 100) pair();
  if (rest >= 10) pair();
  else *--at = static_cast<char>('0' + rest);
  const auto length = static_cast<size_t>(digits + sizeof digits - at);
  std::memcpy(to, at, length);
  return to + length;
}

/// `id,output,rd,insurance,launch,total` of one record, with the end of the line.
inline char* write_row(char* to, std::string_view id, const Awards& a) {
  std::memcpy(to, id.data(), id.size());
  to += id.size();
  for (int64_t cents : {a.output, a.rd, a.insurance, a.launch, a.total()}) {
    *to++ = ',';
    to = write_money(to, cents);
  }
  *to++ = '\n';
  return to;
}

}  // namespace by_hand
