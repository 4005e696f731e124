#include "io/profile/json_values.h"

#include <simdjson.h>

#include <algorithm>
#include <string>

namespace bursar::profile {

namespace ondemand = simdjson::ondemand;
using diag::Kind;

class JsonValues::Reader {
 public:
  Reader(std::string_view text, uint32_t file_index, const Limits& limits, IssueList& issues)
      : text_(text), file_(file_index), limits_(limits), issues_(issues) {}

  size_t read(size_t begin, size_t end, size_t ordinal, bool spread, std::vector<Document>& out) {
    size_t count = 0;
    ordinal_ = ordinal;
    try {
      const simdjson::padded_string_view view(text_.data() + begin, end - begin,
                                              text_.size() + simdjson::SIMDJSON_PADDING - begin);
      ondemand::document json = parser_.iterate(view);
      const ondemand::json_type type = json.type();
      if (spread && type == ondemand::json_type::array) {
        for (ondemand::value item : json.get_array()) {
          if (issues_.full()) return count;
          ++count;
          document(item, out);
          ++ordinal_;
        }
      } else if (type == ondemand::json_type::object || type == ondemand::json_type::array) {
        ++count;
        document(json.get_value(), out);
      } else {
        ++count;  // simdjson gives a lone scalar no value
        not_a_mapping(span(begin, end), "data_form.scalar");
      }
    } catch (const simdjson::simdjson_error& error) {
      // scan_json found nothing: the two readers disagree, so nobody knows what the text says.
      issues_.add(Kind::JsonSyntax, span(begin, begin), ordinal_,
                  {diag::term("json_syntax.ambiguous"), diag::plain(error.what())});
    }
    return count;
  }

 private:
  source::Span span(size_t begin, size_t end) const {
    return {file_, static_cast<uint32_t>(begin), static_cast<uint32_t>(end)};
  }
  size_t place(const char* pointer) const { return static_cast<size_t>(pointer - text_.data()); }

  void not_a_mapping(source::Span place, std::string_view form) {
    issues_.add(Kind::NotAMapping, place, ordinal_, {diag::term(form)});
  }

  void document(ondemand::value json, std::vector<Document>& out) {
    const size_t before = issues_.size();
    Node root = value(json);
    if (!root.is_mapping())
      not_a_mapping(root.span, root.is_sequence() ? "data_form.sequence" : "data_form.scalar");
    if (issues_.size() == before && !issues_.full()) out.push_back({std::move(root), ordinal_});
  }

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
        for (ondemand::value item : json.get_array()) {
          if (issues_.full()) break;
          node.items.push_back(value(item));
        }
        break;
      case ondemand::json_type::string: {
        node.json_type = Node::JsonType::String;
        node.quoted = true;
        node.span.end = static_cast<uint32_t>(end_of_string(begin));
        node.text = std::string_view(json.get_string());
        check_text(node.text, node.span);
        break;
      }
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
      if (issues_.full()) return;
      const size_t begin = place(field.key().raw()) - 1;  // raw() is behind the quote
      Entry entry;
      entry.key_span = span(begin, end_of_string(begin));
      entry.key = std::string_view(field.unescaped_key());
      check_text(entry.key, entry.key_span);
      entry.value = value(field.value());
      node.entries.push_back(std::move(entry));
    }
    std::vector<KeyPlace> keys;
    keys.reserve(node.entries.size());
    for (const Entry& entry : node.entries) {
      keys.push_back({entry.key, entry.key_span});
      check_key_length(keys.back(), ordinal_, limits_, issues_);
    }
    check_duplicates(keys, ordinal_, issues_);
  }

  /// Only escapes can bring in what the file itself may not hold.
  void check_text(std::string_view text, source::Span place) {
    const std::string_view written(text_.data() + place.begin, place.end - place.begin);
    if (written.find('\\') != std::string_view::npos) check_resolved(text, place, ordinal_, issues_);
  }

  /// Behind the closing quote of the string that opens at `begin`.
  size_t end_of_string(size_t begin) const {
    size_t i = begin + 1;
    while (i < text_.size() && text_.data()[i] != '"') i += text_.data()[i] == '\\' ? 2 : 1;
    return std::min(i + 1, text_.size());
  }

  simdjson::padded_string text_;
  uint32_t file_;
  const Limits& limits_;
  IssueList& issues_;
  size_t ordinal_ = 1;
  ondemand::parser parser_;
};

JsonValues::JsonValues(std::string_view file_text, uint32_t file_index, const Limits& limits,
                       IssueList& issues)
    : reader_(std::make_unique<Reader>(file_text, file_index, limits, issues)) {}

JsonValues::~JsonValues() = default;

size_t JsonValues::read(size_t begin, size_t end, size_t ordinal, bool spread, std::vector<Document>& out) {
  return reader_->read(begin, end, ordinal, spread, out);
}

}  // namespace bursar::profile
