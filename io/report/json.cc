#include "io/report/json.h"

#include <fmt/format.h>

#include "io/report/document.h"

namespace bursar::report {

namespace {

constexpr size_t kShortEnough = 100;  // columns: objects and arrays that fit stay on one line

class Writer {
 public:
  /// On one line.
  static void flat(const Node& node, std::string& out) {
    switch (node.kind) {
      case Node::Kind::Null:
        out += "null";
        return;
      case Node::Kind::Bool:
        out += node.integer ? "true" : "false";
        return;
      case Node::Kind::Integer:
        out += fmt::format("{}", node.integer);
        return;
      case Node::Kind::Text:
        out += quoted_json(node.text);
        return;
      case Node::Kind::Array: {
        out += '[';
        for (size_t i = 0; i < node.items.size(); ++i) {
          if (i > 0) out += ", ";
          flat(node.items[i], out);
        }
        out += ']';
        return;
      }
      case Node::Kind::Object: {
        out += '{';
        for (size_t i = 0; i < node.members.size(); ++i) {
          if (i > 0) out += ", ";
          out += quoted_json(node.members[i].first) + ": ";
          flat(node.members[i].second, out);
        }
        out += '}';
      }
    }
  }

  static void pretty(const Node& node, size_t indent, size_t used, bool outermost, std::string& out) {
    const bool object = node.kind == Node::Kind::Object;
    if (node.empty() || (!object && node.kind != Node::Kind::Array)) return flat(node, out);
    if (!outermost) {
      std::string line;
      flat(node, line);
      if (indent + used + line.size() <= kShortEnough) {
        out += line;
        return;
      }
    }
    out += object ? '{' : '[';
    const size_t count = object ? node.members.size() : node.items.size();
    for (size_t i = 0; i < count; ++i) {
      out += i > 0 ? ",\n" : "\n";
      out.append(indent + 2, ' ');
      size_t key_size = 0;
      if (object) {
        const std::string key = quoted_json(node.members[i].first) + ": ";
        key_size = key.size();
        out += key;
      }
      pretty(object ? node.members[i].second : node.items[i], indent + 2, key_size, false, out);
    }
    out += '\n';
    out.append(indent, ' ');
    out += object ? '}' : ']';
  }
};

}  // namespace

std::string quoted_json(std::string_view text) {
  std::string out = "\"";
  for (size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    switch (c) {
      case '"':
        out += "\\\"";
        continue;
      case '\\':
        out += "\\\\";
        continue;
      case '\n':
        out += "\\n";
        continue;
      case '\r':
        out += "\\r";
        continue;
      case '\t':
        out += "\\t";
        continue;
      default:
        break;
    }
    // Controls, and the line ends of JavaScript and YAML 1.1, which some readers do not take as they are.
    const std::string_view rest = text.substr(i);
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) {
      out += fmt::format("\\u{:04x}", static_cast<unsigned>(static_cast<unsigned char>(c)));
    } else if (c == '\xc2' && rest.size() > 1 && static_cast<unsigned char>(rest[1]) < 0xa0) {
      out += fmt::format("\\u{:04x}", static_cast<unsigned>(static_cast<unsigned char>(rest[1])));
      i += 1;
    } else if (rest.starts_with("\xe2\x80\xa8") || rest.starts_with("\xe2\x80\xa9")) {
      out += rest[2] == '\xa8' ? "\\u2028" : "\\u2029";
      i += 2;
    } else if (rest.starts_with("\xef\xbb\xbf")) {
      out += "\\ufeff";
      i += 2;
    } else {
      out += c;
    }
  }
  return out += '"';
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

std::string to_json_line(const award::Award& award) {
  std::string out;
  Writer::flat(award_document(award), out);
  return out += '\n';
}

}  // namespace bursar::report
