#include "io/profile/json_nodes.h"

#include <simdjson.h>

#include <algorithm>
#include <string_view>

namespace bursar::profile::json {

namespace {

namespace ondemand = simdjson::ondemand;

static_assert(kPadding >= simdjson::SIMDJSON_PADDING);

/// Behind the closing quote of the string that opens at `begin`.
size_t end_of_string(const Text& text, size_t begin) {
  size_t i = begin + 1;
  while (i < text.size && text.data[i] != '"') i += text.data[i] == '\\' ? 2 : 1;
  return std::min(i + 1, text.size);
}

class Reader {
 public:
  explicit Reader(const Text& text) : text_(text) {}

  void read(size_t begin, size_t end, bool spread, std::vector<Node>& out) {
    const simdjson::padded_string_view view(text_.data + begin, end - begin, text_.capacity - begin);
    static thread_local ondemand::parser parser;  // its buffers serve the next line of NDJSON
    ondemand::document json = parser.iterate(view);
    const ondemand::json_type type = json.type();
    if (spread && type == ondemand::json_type::array) {
      for (ondemand::value item : json.get_array()) out.push_back(value(item));
    } else if (type == ondemand::json_type::object || type == ondemand::json_type::array) {
      out.push_back(value(json.get_value()));
    } else {  // simdjson gives a lone scalar no value
      Node node;
      node.span = span(begin, end);
      out.push_back(std::move(node));
    }
  }

 private:
  source::Span span(size_t begin, size_t end) const {
    return {text_.file, static_cast<uint32_t>(begin), static_cast<uint32_t>(end)};
  }
  size_t place(const char* pointer) const { return static_cast<size_t>(pointer - text_.data); }

  Node value(ondemand::value json) {
    const std::string_view raw = json.raw_json_token();
    const size_t begin = place(raw.data());
    Node node;
    node.span = span(begin, begin + 1);
    switch (json.type()) {
      case ondemand::json_type::object:
        node.form = Node::Form::Mapping;
        entries(json.get_object(), node);
        break;
      case ondemand::json_type::array:
        node.form = Node::Form::Sequence;
        for (ondemand::value item : json.get_array()) node.items.push_back(value(item));
        break;
      case ondemand::json_type::string:
        node.json_type = Node::JsonType::String;
        node.quoted = true;
        node.span.end = static_cast<uint32_t>(end_of_string(text_, begin));
        node.text = std::string_view(json.get_string());
        break;
      case ondemand::json_type::number: word(json, raw, Node::JsonType::Number, node); break;
      case ondemand::json_type::boolean: word(json, raw, Node::JsonType::Bool, node); break;
      case ondemand::json_type::null:
        word(json, raw, Node::JsonType::Null, node);
        node.null = true;
        break;
    }
    return node;
  }

  /// A scalar without quotes: its token without the white space simdjson leaves on it.
  void word(ondemand::value& json, std::string_view raw, Node::JsonType type, Node& node) {
    raw = raw.substr(0, raw.find_first_of(" \t\r\n"));
    node.json_type = type;
    node.text = raw;
    node.span.end = static_cast<uint32_t>(node.span.begin + raw.size());
    // On demand checks and steps over only what is asked for. Numbers are asked for as raw text alone:
    // scan_json has checked them, and get_double would refuse figures that a double cannot hold.
    if (type == Node::JsonType::Bool) json.get_bool().value();
    if (type == Node::JsonType::Null && !json.is_null())
      throw simdjson::simdjson_error(simdjson::INCORRECT_TYPE);
  }

  void entries(ondemand::object json, Node& node) {
    for (ondemand::field field : json) {
      const size_t begin = place(field.key().raw()) - 1;  // raw() is behind the quote
      Entry entry;
      entry.key_span = span(begin, end_of_string(text_, begin));
      entry.key = std::string_view(field.unescaped_key());
      entry.value = value(field.value());
      node.entries.push_back(std::move(entry));
    }
  }

  const Text& text_;
};

}  // namespace

}  // namespace bursar::profile::json

// An exception would cross into a program with another copy of the C++ library: none leaves.
extern "C" __attribute__((visibility("default"))) void bursar_json_read_nodes(
    const bursar::profile::json::Text& text, size_t begin, size_t end, bool spread,
    std::vector<bursar::profile::Node>& out, std::string& refused) {
  try {
    bursar::profile::json::Reader(text).read(begin, end, spread, out);
  } catch (const std::exception& error) {
    refused = error.what();
  }
}
