#include "io/report/json.h"

#include <fmt/format.h>

#include "io/report/document.h"

namespace bursar::report {

namespace {

constexpr size_t kShortEnough = 100;  // columns: objects and arrays that fit stay on one line

/// Whether a character may have to be escaped: the first bytes of those that may, and of others.
constexpr bool is_doubtful(char c) {
  return static_cast<unsigned char>(c) < 0x20 || c == '"' || c == '\\' || c == 0x7f || c == '\xc2' || c == '\xe2' ||
         c == '\xef';
}

void quote(std::string_view text, std::string& out) {
  out += '"';
  size_t plain = 0;  // what was not copied yet starts here
  for (size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (!is_doubtful(c)) continue;
    const std::string_view rest = text.substr(i);
    const auto escape = [&](std::string_view as, size_t bytes) {
      out.append(text, plain, i - plain);
      out += as;
      i += bytes - 1;
      plain = i + 1;
    };
    // Controls, and the line ends of JavaScript and YAML 1.1, which some readers do not take as they are.
    if (c == '"') escape("\\\"", 1);
    else if (c == '\\') escape("\\\\", 1);
    else if (c == '\n') escape("\\n", 1);
    else if (c == '\r') escape("\\r", 1);
    else if (c == '\t') escape("\\t", 1);
    else if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f)
      escape(fmt::format("\\u{:04x}", static_cast<unsigned>(static_cast<unsigned char>(c))), 1);
    else if (c == '\xc2' && rest.size() > 1 && static_cast<unsigned char>(rest[1]) < 0xa0)
      escape(fmt::format("\\u{:04x}", static_cast<unsigned>(static_cast<unsigned char>(rest[1]))), 2);
    else if (rest.starts_with("\xe2\x80\xa8")) escape("\\u2028", 3);
    else if (rest.starts_with("\xe2\x80\xa9")) escape("\\u2029", 3);
    else if (rest.starts_with("\xef\xbb\xbf")) escape("\\ufeff", 3);
  }
  out.append(text, plain);
  out += '"';
}

class Writer {
 public:
  /// On one line. Gives up, with part of it written, once `out` is longer than `limit`.
  static bool flat(const Node& node, std::string& out, size_t limit = std::string::npos) {
    switch (node.kind) {
      case Node::Kind::Null: out += "null"; break;
      case Node::Kind::Bool: out += node.integer ? "true" : "false"; break;
      case Node::Kind::Integer: out += std::to_string(node.integer); break;
      case Node::Kind::Text: quote(node.text, out); break;
      case Node::Kind::Array:
        out += '[';
        for (size_t i = 0; i < node.items.size(); ++i) {
          if (i > 0) out += ", ";
          if (!flat(node.items[i], out, limit)) return false;
        }
        out += ']';
        break;
      case Node::Kind::Object:
        out += '{';
        for (size_t i = 0; i < node.members.size(); ++i) {
          if (i > 0) out += ", ";
          quote(node.members[i].first, out);
          out += ": ";
          if (!flat(node.members[i].second, out, limit)) return false;
        }
        out += '}';
    }
    return out.size() <= limit;
  }

  static void pretty(const Node& node, size_t indent, size_t used, bool outermost, std::string& out) {
    const bool object = node.kind == Node::Kind::Object;
    if (node.empty() || (!object && node.kind != Node::Kind::Array)) {
      flat(node, out);
      return;
    }
    const size_t start = out.size();
    if (!outermost && indent + used < kShortEnough) {
      if (flat(node, out, start + kShortEnough - indent - used)) return;
      out.resize(start);
    }
    out += object ? '{' : '[';
    const size_t count = object ? node.members.size() : node.items.size();
    for (size_t i = 0; i < count; ++i) {
      out += i > 0 ? ",\n" : "\n";
      out.append(indent + 2, ' ');
      const size_t key = out.size();
      if (object) {
        quote(node.members[i].first, out);
        out += ": ";
      }
      pretty(object ? node.members[i].second : node.items[i], indent + 2, out.size() - key, false, out);
    }
    out += '\n';
    out.append(indent, ' ');
    out += object ? '}' : ']';
  }
};

}  // namespace

std::string quoted_json(std::string_view text) {
  std::string out;
  quote(text, out);
  return out;
}

std::string json_text(const Node& node) {
  std::string out;
  Writer::pretty(node, 0, 0, true, out);
  return out += '\n';
}

std::string to_json(const award::Award& award) { return json_text(award_document(award)); }

std::string to_json(const std::vector<award::Award>& awards, bool array) {
  if (!array && awards.size() == 1) return to_json(awards.front());
  Node node = Node::array();
  for (const award::Award& award : awards) node.items.push_back(award_document(award));
  return json_text(node);
}

std::string json_line(const Node& node) {
  std::string out;
  Writer::flat(node, out);
  return out;
}

std::string to_json_line(const award::Award& award) { return json_line(award_document(award)) += '\n'; }

}  // namespace bursar::report
