#include "engine/proof/canonical.h"

#include <algorithm>

#include "engine/base/utf8.h"

namespace bursar::proof {

namespace {

constexpr uint64_t kLargest = (uint64_t{1} << 53) - 1;
constexpr size_t kDeepest = 64;

void quote(std::string_view text, std::string& out) {
  constexpr char kHex[] = "0123456789abcdef";
  out += '"';
  for (const char c : text) {
    switch (c) {
      case '"': out += "\\\""; break;
      case '\\': out += "\\\\"; break;
      case '\b': out += "\\b"; break;
      case '\f': out += "\\f"; break;
      case '\n': out += "\\n"; break;
      case '\r': out += "\\r"; break;
      case '\t': out += "\\t"; break;
      default:
        if (static_cast<unsigned char>(c) < 0x20) {
          out += "\\u00";
          out += kHex[c >> 4];
          out += kHex[c & 15];
        } else {
          out += c;
        }
    }
  }
  out += '"';
}

class Reader {
 public:
  explicit Reader(std::string_view text) : text_(text) {}

  std::optional<Json> run() {
    Json value;
    if (!read(value, 0)) return {};
    space();
    if (at_ != text_.size()) return {};
    return value;
  }

 private:
  void space() {
    while (at_ < text_.size() && std::string_view(" \t\r\n").find(text_[at_]) != std::string_view::npos) ++at_;
  }
  bool take(char c) {
    space();
    if (at_ >= text_.size() || text_[at_] != c) return false;
    ++at_;
    return true;
  }
  bool word(std::string_view word, Json::Kind kind, Json& out) {
    if (text_.substr(at_, word.size()) != word) return false;
    at_ += word.size();
    out.kind = kind;
    return true;
  }

  bool read(Json& out, size_t depth) {
    space();
    if (depth > kDeepest || at_ >= text_.size()) return false;
    switch (text_[at_]) {
      case '{': return object(out, depth);
      case '[': return array(out, depth);
      case '"': out.kind = Json::Kind::Text; return string(out.text);
      case 't': return word("true", Json::Kind::True, out);
      case 'f': return word("false", Json::Kind::False, out);
      case 'n': return word("null", Json::Kind::Null, out);
      default: return number(out);
    }
  }

  bool object(Json& out, size_t depth) {
    out.kind = Json::Kind::Object;
    ++at_;
    if (take('}')) return true;
    do {
      space();
      std::pair<std::string, Json> member;
      if (at_ >= text_.size() || text_[at_] != '"' || !string(member.first)) return false;
      if (!take(':') || !read(member.second, depth + 1)) return false;
      out.members.push_back(std::move(member));
    } while (take(','));
    std::stable_sort(out.members.begin(), out.members.end(),
                     [](const auto& a, const auto& b) { return a.first < b.first; });
    const auto twice = std::adjacent_find(out.members.begin(), out.members.end(),
                                          [](const auto& a, const auto& b) { return a.first == b.first; });
    return take('}') && twice == out.members.end();
  }

  bool array(Json& out, size_t depth) {
    out.kind = Json::Kind::Array;
    ++at_;
    if (take(']')) return true;
    do {
      if (!read(out.items.emplace_back(), depth + 1)) return false;
    } while (take(','));
    return take(']');
  }

  bool number(Json& out) {
    const size_t begin = at_;
    while (at_ < text_.size() && text_[at_] >= '0' && text_[at_] <= '9') {
      out.number = out.number * 10 + static_cast<uint64_t>(text_[at_++] - '0');
      if (out.number > kLargest) return false;
    }
    out.kind = Json::Kind::Number;
    return at_ > begin && (at_ == begin + 1 || text_[begin] != '0');
  }

  std::optional<uint32_t> hex4() {
    uint32_t value = 0;
    for (int i = 0; i < 4; ++i, ++at_) {
      if (at_ >= text_.size()) return {};
      const char c = text_[at_];
      const size_t digit = std::string_view("0123456789abcdefABCDEF").find(c);
      if (digit == std::string_view::npos) return {};
      value = value << 4 | static_cast<uint32_t>(digit < 16 ? digit : digit - 6);
    }
    return value;
  }

  bool escape(std::string& out) {
    if (at_ >= text_.size()) return false;
    constexpr std::string_view kNames = "\"\\/bfnrt", kMean = "\"\\/\b\f\n\r\t";
    const char c = text_[at_++];
    if (const size_t known = kNames.find(c); known != std::string_view::npos) {
      out += kMean[known];
      return true;
    }
    if (c != 'u') return false;
    auto unit = hex4();
    if (unit && *unit >= 0xd800 && *unit < 0xdc00) {  // the first half of a pair
      if (text_.substr(at_, 2) != "\\u") return false;
      at_ += 2;
      const auto low = hex4();
      if (!low || *low < 0xdc00 || *low > 0xdfff) return false;
      unit = 0x10000 + ((*unit - 0xd800) << 10) + (*low - 0xdc00);
    } else if (unit && *unit >= 0xdc00 && *unit <= 0xdfff) {
      return false;
    }
    if (unit) utf8::append(out, *unit);
    return unit.has_value();
  }

  bool string(std::string& out) {
    ++at_;
    while (at_ < text_.size()) {
      const char c = text_[at_];
      if (c == '"') {
        ++at_;
        return true;
      }
      if (static_cast<unsigned char>(c) < 0x20) return false;
      if (c == '\\') {
        ++at_;
        if (!escape(out)) return false;
        continue;
      }
      out += c;
      ++at_;
    }
    return false;
  }

  std::string_view text_;
  size_t at_ = 0;
};

void write(const Json& value, CanonicalWriter& out) {
  switch (value.kind) {
    case Json::Kind::Null: out.literal("null"); return;
    case Json::Kind::False: out.literal("false"); return;
    case Json::Kind::True: out.literal("true"); return;
    case Json::Kind::Number: out.number(value.number); return;
    case Json::Kind::Text: out.text(value.text); return;
    case Json::Kind::Array:
      out.array();
      for (const Json& item : value.items) write(item, out);
      out.end();
      return;
    case Json::Kind::Object:
      out.object();
      for (const auto& [key, member] : value.members) {
        out.key(key);
        write(member, out);
      }
      out.end();
  }
}

}  // namespace

CanonicalWriter& CanonicalWriter::open(char bracket) {
  separate();
  out_ += bracket;
  levels_.push_back({bracket == '{' ? '}' : ']'});
  return *this;
}

CanonicalWriter& CanonicalWriter::end() {
  out_ += levels_.back().close;
  levels_.pop_back();
  return *this;
}

void CanonicalWriter::separate() {
  if (after_key_) {
    after_key_ = false;
    return;
  }
  if (levels_.empty()) return;
  if (!levels_.back().first) out_ += ',';
  levels_.back().first = false;
}

CanonicalWriter& CanonicalWriter::key(std::string_view key) {
  separate();
  assert(levels_.back().last_key.empty() || levels_.back().last_key < key);
  levels_.back().last_key = key;
  quote(key, out_);
  out_ += ':';
  after_key_ = true;
  return *this;
}

CanonicalWriter& CanonicalWriter::text(std::string_view value) {
  separate();
  quote(value, out_);
  return *this;
}

CanonicalWriter& CanonicalWriter::number(uint64_t value) {
  assert(value <= kLargest);
  separate();
  out_ += std::to_string(value);
  return *this;
}

CanonicalWriter& CanonicalWriter::literal(std::string_view canonical) {
  separate();
  out_ += canonical;
  return *this;
}

const Json& Json::operator[](std::string_view key) const {
  static const Json kNull;
  for (const auto& [name, value] : members)
    if (name == key) return value;
  return kNull;
}

std::optional<Json> read_json(std::string_view text) { return Reader(text).run(); }

std::string canonical(const Json& value) {
  std::string out;
  CanonicalWriter writer(out);
  write(value, writer);
  return out;
}

}  // namespace bursar::proof
