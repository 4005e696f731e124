#include "io/profile/yaml_values.h"

#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

#include <istream>
#include <streambuf>
#include <string>
#include <vector>

#include "io/profile/yaml_fault.h"
#include "io/profile/yaml_subset.h"

namespace bursar::profile {

using Type = YamlEvent::Type;
using Style = YamlEvent::Style;

namespace {

/// Thrown out of yaml-cpp where the two readers part.
struct Disagreement {};

/// Lets yaml-cpp read a text without a copy. The buffer is only read, whatever its type says.
class ViewBuffer : public std::streambuf {
 public:
  explicit ViewBuffer(std::string_view text) {
    char* begin = const_cast<char*>(text.data());
    setg(begin, begin, begin + text.size());
  }
};

/// Builds the tree from yaml-cpp's values and libfyaml's places; each step must be the same step in both.
class Builder : public YAML::EventHandler {
 public:
  Builder(const YamlEvents& events, const YamlStretch& document)
      : events_(events), next_(document.events_begin), end_(document.events_end) {}

  void OnDocumentStart(const YAML::Mark&) override {
    if (started_) throw Disagreement();  // a document inside the document
    started_ = true;
  }
  void OnDocumentEnd() override {}
  void OnAlias(const YAML::Mark&, YAML::anchor_t) override { throw Disagreement(); }

  void OnNull(const YAML::Mark&, YAML::anchor_t anchor) override {
    const YamlEvent& event = step(Type::Scalar, anchor);
    const std::string_view text = events_.text(event);
    if (event.style != Style::Plain || !is_null_text(text)) throw Disagreement();
    Node node = scalar(event, std::string(text));
    node.null = true;
    put(std::move(node));
  }

  void OnScalar(const YAML::Mark&, const std::string& tag, YAML::anchor_t anchor,
                const std::string& value) override {
    const YamlEvent& event = step(Type::Scalar, anchor);
    const bool quoted = tag == "!";  // yaml-cpp's way to say so; "?" is plain
    if ((!quoted && tag != "?") || quoted != (event.style != Style::Plain)) throw Disagreement();
    if (value != events_.text(event) || (!quoted && is_null_text(value))) throw Disagreement();
    put(scalar(event, value));
  }

  void OnSequenceStart(const YAML::Mark&, const std::string& tag, YAML::anchor_t anchor,
                       YAML::EmitterStyle::value) override {
    open(Node::Form::Sequence, step(Type::SequenceStart, anchor), tag);
  }
  void OnMapStart(const YAML::Mark&, const std::string& tag, YAML::anchor_t anchor,
                  YAML::EmitterStyle::value) override {
    open(Node::Form::Mapping, step(Type::MappingStart, anchor), tag);
  }
  void OnSequenceEnd() override { close(Type::SequenceEnd); }
  void OnMapEnd() override { close(Type::MappingEnd); }

  /// Whether both readers came to the end of the document.
  bool complete() const { return started_ && next_ == end_ && frames_.empty(); }
  Node take_root() { return std::move(root_); }
  /// Where both readers still agreed.
  source::Span reached() const {
    const size_t last = next_ < end_ ? next_ : end_ - 1;
    return events_.events[last].span;
  }

 private:
  struct Frame {
    Node node;
    bool has_key = false;
    std::string key;
    source::Span key_span;
  };

  const YamlEvent& step(Type type, YAML::anchor_t anchor) {
    if (next_ >= end_ || anchor != 0) throw Disagreement();
    const YamlEvent& event = events_.events[next_];
    if (event.type != type) throw Disagreement();
    ++next_;
    return event;
  }

  static Node scalar(const YamlEvent& event, std::string text) {
    Node node;
    node.quoted = event.style != Style::Plain;
    node.span = event.span;
    node.text = std::move(text);
    return node;
  }

  void open(Node::Form form, const YamlEvent& event, const std::string& tag) {
    if (!tag.empty() && tag != "?") throw Disagreement();
    Frame frame;
    frame.node.form = form;
    frame.node.span = event.span;
    frames_.push_back(std::move(frame));
  }

  void close(Type type) {
    step(type, 0);
    Node node = std::move(frames_.back().node);
    frames_.pop_back();
    put(std::move(node));
  }

  void put(Node node) {
    if (frames_.empty()) {
      root_ = std::move(node);
      return;
    }
    Frame& frame = frames_.back();
    if (frame.node.is_sequence()) {
      frame.node.items.push_back(std::move(node));
    } else if (frame.has_key) {
      frame.node.entries.push_back({std::move(frame.key), frame.key_span, std::move(node)});
      frame.has_key = false;
    } else {
      if (!node.is_scalar() || node.null) throw Disagreement();
      frame.key = std::move(node.text);
      frame.key_span = node.span;
      frame.has_key = true;
    }
  }

  const YamlEvents& events_;
  size_t next_, end_;
  bool started_ = false;
  std::vector<Frame> frames_;
  Node root_;
};

}  // namespace

std::optional<Node> read_yaml_values(const YamlEvents& events, size_t ordinal, std::string_view file_text,
                                     size_t begin, size_t end, IssueList& issues) {
  Builder builder(events, events.documents[ordinal - 1]);
  std::string message = "the two YAML readers disagree";
  try {
    ViewBuffer buffer(file_text.substr(begin, end - begin));
    std::istream stream(&buffer);
    YAML::Parser parser(stream);
    // HandleNextDocument can return true for ever without reading on: it is called twice at most.
    if (parser.HandleNextDocument(builder) && builder.complete() && !parser.HandleNextDocument(builder))
      return builder.take_root();
  } catch (const YAML::Exception& error) {
    message = error.msg;
  } catch (const Disagreement&) {
  }
  const source::Span reached = builder.reached();
  // yaml-cpp takes no tab in front of a continued line, which YAML allows: people should hear that it is the
  // tab.
  const YamlFault fault = explain_yaml_fault(file_text, reached.begin, reached.end, message);
  if (fault.kind == diag::Kind::TabIndentation)
    issues.add(fault.kind,
               {reached.file, static_cast<uint32_t>(fault.begin), static_cast<uint32_t>(fault.end)}, ordinal);
  else
    issues.add(diag::Kind::YamlSyntax, reached, ordinal,
               {diag::term("yaml_syntax.ambiguous"), diag::plain(message)});
  return std::nullopt;
}

}  // namespace bursar::profile
