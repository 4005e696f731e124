#include "io/profile/json_values.h"

#include <string>

#include "io/module/load.h"
#include "io/profile/json_nodes.h"

namespace bursar::profile {

using diag::Kind;

JsonValues::JsonValues(std::string_view file_text, uint32_t file_index, const Limits& limits,
                       IssueList& issues)
    : size_(file_text.size()), file_(file_index), limits_(limits), issues_(issues) {
  text_.reserve(size_ + json::kPadding);
  text_ = file_text;
  text_.append(json::kPadding, '\0');
}

size_t JsonValues::read(size_t begin, size_t end, size_t ordinal, bool spread, std::vector<Document>& out) {
  static const auto read_nodes = reinterpret_cast<json::ReadNodes>(module::load(json::kModule, json::kReadNodes));
  std::vector<Node> nodes;
  std::string refused;
  read_nodes({text_.data(), size_, text_.size(), file_}, begin, end, spread, nodes, refused);
  ordinal_ = ordinal;
  size_t count = 0;
  for (Node& node : nodes) {
    if (issues_.full()) return count;
    ++count;
    document(std::move(node), out);
    ++ordinal_;
  }
  // scan_json found nothing: the two readers disagree, so nobody knows what the text says.
  if (!refused.empty())
    issues_.add(Kind::JsonSyntax, {file_, static_cast<uint32_t>(begin), static_cast<uint32_t>(begin)}, ordinal_,
                {diag::term("json_syntax.ambiguous"), diag::plain(refused)});
  return count;
}

void JsonValues::document(Node root, std::vector<Document>& out) {
  const size_t before = issues_.size();
  check(root);
  if (!root.is_mapping())
    issues_.add(Kind::NotAMapping, root.span, ordinal_,
                {diag::term(root.is_sequence() ? "data_form.sequence" : "data_form.scalar")});
  if (issues_.size() == before && !issues_.full()) out.push_back({std::move(root), ordinal_});
}

void JsonValues::check(const Node& node) {
  if (node.quoted) check_text(node.text, node.span);
  for (const Node& item : node.items) {
    if (issues_.full()) return;
    check(item);
  }
  std::vector<KeyPlace> keys;
  keys.reserve(node.entries.size());
  for (const Entry& entry : node.entries) {
    if (issues_.full()) return;
    check_text(entry.key, entry.key_span);
    check(entry.value);
    keys.push_back({entry.key, entry.key_span});
  }
  for (const KeyPlace& key : keys) check_key_length(key, ordinal_, limits_, issues_);
  check_duplicates(keys, ordinal_, issues_);
}

// Only escapes can bring in what the file itself may not hold.
void JsonValues::check_text(std::string_view text, source::Span place) {
  const std::string_view written(text_.data() + place.begin, place.end - place.begin);
  if (written.find('\\') != std::string_view::npos) check_resolved(text, place, ordinal_, issues_);
}

}  // namespace bursar::profile
