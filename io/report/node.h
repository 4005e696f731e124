// A document as a tree, before it is written as JSON or YAML.
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace bursar::report {

/// Keys keep the order they were added in. Integers are counts and places only; exact values are texts.
struct Node {
  enum class Kind : uint8_t { Null, Bool, Integer, Text, Array, Object };

  Kind kind = Kind::Null;
  int64_t integer = 0;
  std::string text;
  std::vector<Node> items;
  std::vector<std::pair<std::string, Node>> members;

  static Node null() { return {}; }
  static Node boolean(bool value) {
    Node node;
    node.kind = Kind::Bool;
    node.integer = value;
    return node;
  }
  static Node number(int64_t value) {
    Node node;
    node.kind = Kind::Integer;
    node.integer = value;
    return node;
  }
  static Node string(std::string value) {
    Node node;
    node.kind = Kind::Text;
    node.text = std::move(value);
    return node;
  }
  static Node array() {
    Node node;
    node.kind = Kind::Array;
    return node;
  }
  static Node object() {
    Node node;
    node.kind = Kind::Object;
    return node;
  }

  Node& add(std::string key, Node value) {
    members.emplace_back(std::move(key), std::move(value));
    return *this;
  }
  Node& add(std::string key, std::string value) { return add(std::move(key), string(std::move(value))); }
  Node& add(std::string key, const char* value) { return add(std::move(key), string(value)); }

  bool empty() const { return items.empty() && members.empty(); }
};

}  // namespace bursar::report
