// A document as a tree, before it is written as JSON or YAML.
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace bursar::report {

struct Member;

/// Keys keep the order they were added in. Integers are counts and places only; exact values are texts.
struct Node {
  enum class Kind : uint8_t { Null, Bool, Integer, Text, Array, Object };

  Kind kind = Kind::Null;
  int64_t integer = 0;
  std::string text;
  std::vector<Node> items;
  std::vector<Member> members;

  static Node null();
  static Node boolean(bool value);
  static Node number(int64_t value);
  static Node string(std::string value);
  static Node array();
  static Node object();

  Node& add(std::string key, Node value);
  Node& add(std::string key, std::string value);
  Node& add(std::string key, const char* value);

  bool empty() const;
};

/// One key with its value. What makes nodes stands behind it: clang wants it whole there.
struct Member {
  std::string first;
  Node second;
};

inline Node& Node::add(std::string key, Node value) {
  members.push_back({std::move(key), std::move(value)});
  return *this;
}
inline Node& Node::add(std::string key, std::string value) { return add(std::move(key), string(std::move(value))); }
inline Node& Node::add(std::string key, const char* value) { return add(std::move(key), string(value)); }
inline bool Node::empty() const { return items.empty() && members.empty(); }
inline Node Node::null() { return {}; }
inline Node Node::boolean(bool value) {
  Node node;
  node.kind = Kind::Bool;
  node.integer = value;
  return node;
}
inline Node Node::number(int64_t value) {
  Node node;
  node.kind = Kind::Integer;
  node.integer = value;
  return node;
}
inline Node Node::string(std::string value) {
  Node node;
  node.kind = Kind::Text;
  node.text = std::move(value);
  return node;
}
inline Node Node::array() {
  Node node;
  node.kind = Kind::Array;
  return node;
}
inline Node Node::object() {
  Node node;
  node.kind = Kind::Object;
  return node;
}

}  // namespace bursar::report
