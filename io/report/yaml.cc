#include "io/report/yaml.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "io/report/document.h"
#include "io/report/json.h"

namespace bursar::report {

namespace {

bool is_word_byte(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte >= 0x80 || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
         c == '_';
}

/// What either version of YAML reads as null or as a truth value.
bool is_reserved(std::string_view text) {
  static constexpr std::array<std::string_view, 9> kReserved = {"y",     "n",  "yes", "no",  "true",
                                                                "false", "on", "off", "null"};
  std::string lower(text);
  for (char& c : lower) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return std::find(kReserved.begin(), kReserved.end(), lower) != kReserved.end();
}

/// Only what is plain beyond doubt: starts with a letter, has no mark that YAML gives a meaning anywhere.
bool is_plain(std::string_view text) {
  if (text.empty() || !is_word_byte(text[0]) || (text[0] >= '0' && text[0] <= '9')) return false;
  if (is_reserved(text) || text.back() == ' ') return false;
  const bool marks_ok = std::all_of(text.begin(), text.end(), [](char c) {
    return is_word_byte(c) || std::string_view(" -./()%+").find(c) != std::string_view::npos;
  });
  return marks_ok && quoted_json(text).size() == text.size() + 2;  // nothing that needs an escape
}

std::string scalar(const Node& node) {
  switch (node.kind) {
    case Node::Kind::Null:
      return "null";
    case Node::Kind::Bool:
      return node.integer ? "true" : "false";
    case Node::Kind::Integer:
      return std::to_string(node.integer);
    case Node::Kind::Text:
      return is_plain(node.text) ? node.text : quoted_json(node.text);
    case Node::Kind::Array:
      return "[]";
    case Node::Kind::Object:
      return "{}";
  }
  return "null";
}

/// Writes a non-empty collection, its first line at the present place, the others indented.
void write(const Node& node, size_t indent, std::string& out) {
  const bool object = node.kind == Node::Kind::Object;
  const size_t count = object ? node.members.size() : node.items.size();
  for (size_t i = 0; i < count; ++i) {
    if (i > 0) out.append(indent, ' ');
    const Node& child = object ? node.members[i].second : node.items[i];
    out += object ? scalar(Node::string(node.members[i].first)) + ':' : "-";
    if (child.empty()) {
      out += ' ' + scalar(child) + '\n';
    } else if (object) {
      out += '\n';
      out.append(indent + 2, ' ');
      write(child, indent + 2, out);
    } else {
      out += ' ';
      write(child, indent + 2, out);
    }
  }
}

}  // namespace

std::string yaml_text(const Node& node) {
  if (node.empty()) return scalar(node) + '\n';
  std::string out;
  write(node, 0, out);
  return out;
}

std::string to_yaml(const award::Award& award) { return yaml_text(award_document(award)); }

std::string to_yaml(const std::vector<award::Award>& awards, bool array) {
  if (!array && awards.size() == 1) return to_yaml(awards.front());
  Node node = Node::array();
  for (const award::Award& award : awards) node.items.push_back(award_document(award));
  return yaml_text(node);
}

}  // namespace bursar::report
