#include "io/profile/yaml_events.h"

#include <libfyaml.h>

#include <algorithm>
#include <memory>

#include "io/profile/yaml_fault.h"

namespace bursar::profile {

namespace {

using Type = YamlEvent::Type;
using Style = YamlEvent::Style;

struct Closer {
  void operator()(fy_diag* diag) const { fy_diag_destroy(diag); }
  void operator()(fy_parser* parser) const { fy_parser_destroy(parser); }
};

/// A diagnostics object that keeps what libfyaml says and prints nothing.
std::unique_ptr<fy_diag, Closer> quiet_diag() {
  fy_diag_cfg config;
  fy_diag_cfg_default(&config);
  config.fp = nullptr;
  config.output_fn = [](fy_diag*, void*, const char*, size_t) {};
  std::unique_ptr<fy_diag, Closer> diag(fy_diag_create(&config));
  if (diag) fy_diag_set_collect_errors(diag.get(), true);
  return diag;
}

class Reader {
 public:
  Reader(std::string_view text, uint32_t offset, uint32_t file_index, const Limits& limits, IssueList& issues)
      : text_(text), offset_(offset), file_(file_index), limits_(limits), issues_(issues) {}

  YamlEvents run();

 private:
  enum class Step { Go, Stop, Finished };
  Step take(fy_event* event);
  bool take_node(fy_event* event);
  void take_property(fy_token* token, bool anchor);
  void place_scalar(fy_token* token, YamlEvent& event);
  size_t place_of_nothing() const;
  void report_fault(fy_diag* diag);
  void limit(diag::Kind kind, source::Span span, std::vector<diag::Arg> args) {
    issues_.add(kind, span, current_ordinal(), std::move(args));
  }

  /// The document that a fault belongs to: the last one if no further `---` was seen.
  size_t current_ordinal() const {
    return open_.explicit_start || out_.documents.empty() ? out_.documents.size() + 1 : out_.documents.size();
  }
  /// Bytes of the text as a place in the file, never ending inside a character (libfyaml counts one byte for
  /// one).
  source::Span span(size_t begin, size_t end) const {
    begin = std::min(begin, text_.size());
    end = std::min(end, text_.size());
    while (end < text_.size() && (static_cast<unsigned char>(text_[end]) & 0xC0) == 0x80) ++end;
    return {file_, static_cast<uint32_t>(offset_ + begin), static_cast<uint32_t>(offset_ + end)};
  }
  bool is_bracket(source::Span s) const {
    return at(s.begin - offset_) == '[' || at(s.begin - offset_) == '{';
  }
  char at(size_t i) const { return i < text_.size() ? text_[i] : '\0'; }

  std::string_view text_;
  uint32_t offset_, file_;
  const Limits& limits_;
  IssueList& issues_;
  YamlEvents out_;
  YamlStretch open_;
  std::vector<source::Span> opened_;  ///< the collections around the current place
  size_t nodes_ = 0, last_end_ = 0;
};

YamlEvents Reader::run() {
  const auto diag = quiet_diag();
  fy_parse_cfg config{};
  config.flags = static_cast<fy_parse_cfg_flags>(
      FYPCF_DEFAULT_VERSION_1_2 | FYPCF_JSON_NONE |
      FYPCF_DISABLE_DEPTH_LIMIT);  // the depth is limited here, for a better issue
  config.diag = diag.get();
  // libfyaml 0.7.12 aborts if the file ends behind a backslash inside quotes.
  const std::string completed = text_.ends_with('\\') ? std::string(text_) + '\n' : std::string();
  const std::string_view input = completed.empty() ? text_ : completed;
  const std::unique_ptr<fy_parser, Closer> parser(diag ? fy_parser_create(&config) : nullptr);
  if (!parser || fy_parser_set_string(parser.get(), input.data(), input.size()) != 0) {
    report_fault(nullptr);
    return std::move(out_);
  }
  Step step = Step::Go;
  while (step == Step::Go) {
    fy_event* event = fy_parser_parse(parser.get());
    if (!event) {  // anything but the end of the stream is an error, with a diagnostic or not
      report_fault(diag.get());
      break;
    }
    step = take(event);
    fy_parser_event_free(parser.get(), event);
  }
  out_.broken = step != Step::Finished;
  if (out_.broken) {
    // A document in front of the fault is whole only if a `---` ended it: `  a: 1\n b: 2` ends one after `a:
    // 1`.
    if (!open_.explicit_start && !out_.documents.empty()) {
      open_ = out_.documents.back();
      out_.documents.pop_back();
    }
    out_.broken_from = open_.start.begin;
    out_.events.resize(open_.events_begin);
    out_.properties.resize(open_.properties_begin);
  }
  return std::move(out_);
}

Reader::Step Reader::take(fy_event* event) {
  switch (event->type) {
    case FYET_STREAM_END: return Step::Finished;
    case FYET_DOCUMENT_START: {
      const fy_mark* begin = fy_event_start_mark(event);
      const fy_mark* end = fy_event_end_mark(event);
      open_.explicit_start = !event->document_start.implicit && begin && end;
      open_.start =
          open_.explicit_start ? span(begin->input_pos, end->input_pos) : span(last_end_, last_end_);
      last_end_ = open_.explicit_start ? end->input_pos : last_end_;
      return Step::Go;
    }
    case FYET_DOCUMENT_END:
      open_.events_end = out_.events.size();
      open_.properties_end = out_.properties.size();
      if (!open_.explicit_start && open_.events_begin < open_.events_end)
        open_.start.begin = open_.start.end = out_.events[open_.events_begin].span.begin;
      out_.documents.push_back(open_);
      open_ = YamlStretch{};
      open_.events_begin = out_.events.size();
      open_.properties_begin = out_.properties.size();
      return Step::Go;
    case FYET_SCALAR:
    case FYET_ALIAS:
    case FYET_SEQUENCE_START:
    case FYET_SEQUENCE_END:
    case FYET_MAPPING_START:
    case FYET_MAPPING_END: return take_node(event) ? Step::Go : Step::Stop;
    default: return Step::Go;
  }
}

bool Reader::take_node(fy_event* event) {
  const fy_mark* begin = fy_event_start_mark(event);
  const fy_mark* end = fy_event_end_mark(event);
  YamlEvent out;
  const size_t nothing = begin && end ? 0 : place_of_nothing();
  out.span = begin && end ? span(begin->input_pos, end->input_pos) : span(nothing, nothing);
  switch (event->type) {
    case FYET_SCALAR: place_scalar(event->scalar.value, out); break;
    case FYET_ALIAS:
      out.type = Type::Alias;
      if (out.span.begin > offset_ && at(out.span.begin - offset_ - 1) == '*') --out.span.begin;
      break;
    case FYET_SEQUENCE_START: out.type = Type::SequenceStart; break;
    case FYET_SEQUENCE_END: out.type = Type::SequenceEnd; break;
    case FYET_MAPPING_START: out.type = Type::MappingStart; break;
    default: out.type = Type::MappingEnd; break;
  }
  const bool starts = out.type == Type::SequenceStart || out.type == Type::MappingStart;
  const bool ends = out.type == Type::SequenceEnd || out.type == Type::MappingEnd;
  if (starts && out.span.begin == out.span.end)  // a block: the dash or the first character of its first key
    out.span = span(out.span.begin - offset_, out.span.begin - offset_ + 1);
  if (!ends && ++nodes_ > limits_.max_nodes) {
    limit(diag::Kind::DataTooLarge, out.span,
          {diag::term("data_limit.nodes"), diag::plain(limits_.max_nodes)});
    return false;
  }
  if (starts) opened_.push_back(out.span);
  if (opened_.size() > limits_.max_depth) {
    limit(diag::Kind::DataTooDeep, out.span, {diag::plain(limits_.max_depth)});
    return false;
  }
  if (ends) opened_.pop_back();
  if (!ends) {
    take_property(fy_event_get_anchor_token(event), true);
    take_property(fy_event_get_tag_token(event), false);
  }
  // A block starts where its first key or dash starts: what was read ends only there.
  if (!starts || is_bracket(out.span))
    last_end_ = std::max<size_t>(last_end_, out.span.end - offset_);
  else
    last_end_ = std::max<size_t>(last_end_, out.span.begin - offset_);
  out_.events.push_back(out);
  return true;
}

void Reader::take_property(fy_token* token, bool anchor) {
  const fy_mark* begin = token ? fy_token_start_mark(token) : nullptr;
  const fy_mark* end = token ? fy_token_end_mark(token) : nullptr;
  if (!begin || !end) return;
  size_t from = begin->input_pos;
  if (anchor && from > 0 && at(from - 1) == '&') --from;
  out_.properties.push_back({anchor, span(from, end->input_pos)});
  last_end_ = std::max(last_end_, end->input_pos);
}

void Reader::place_scalar(fy_token* token, YamlEvent& event) {
  if (!token) return;
  size_t size = 0;
  const char* text = fy_token_get_text(token, &size);
  event.text_begin = static_cast<uint32_t>(out_.texts.size());
  event.text_size = static_cast<uint32_t>(size);
  if (text) out_.texts.append(text, size);
  switch (fy_token_scalar_style(token)) {
    case FYSS_SINGLE_QUOTED: event.style = Style::SingleQuoted; break;
    case FYSS_DOUBLE_QUOTED: event.style = Style::DoubleQuoted; break;
    case FYSS_LITERAL:
    case FYSS_FOLDED: event.style = Style::Block; return;
    default: return;
  }
  // libfyaml marks what is between the quotes.
  const char quote = event.style == Style::SingleQuoted ? '\'' : '"';
  const size_t begin = event.span.begin - offset_, end = event.span.end - offset_;
  if (begin > 0 && at(begin - 1) == quote) --event.span.begin;
  if (at(end) == quote) ++event.span.end;
}

/// Where a value that is not written would stand: behind the `:` or `-` that announces it.
size_t Reader::place_of_nothing() const {
  size_t i = last_end_;
  while (i < text_.size()) {
    const char c = text_[i];
    if (c == '#') {
      i = std::min(text_.find_first_of("\r\n", i), text_.size());
    } else if (c == ' ' || c == '\t' || c == '\r' || c == '\n') {
      ++i;
    } else {
      return c == ':' || c == '-' ? i + 1 : last_end_;
    }
  }
  return last_end_;
}

void Reader::report_fault(fy_diag* diag) {
  std::string_view message;
  size_t begin = last_end_, end = last_end_;
  void* state = nullptr;
  if (const fy_diag_error* error = diag ? fy_diag_errors_iterate(diag, &state) : nullptr) {
    message = error->msg ? error->msg : "";
    const fy_mark* from = error->fyt ? fy_token_start_mark(error->fyt) : nullptr;
    const fy_mark* to = error->fyt ? fy_token_end_mark(error->fyt) : nullptr;
    if (from) begin = std::min(from->input_pos, text_.size());
    if (from) end = to ? std::clamp(to->input_pos, begin, text_.size()) : begin;
  }
  end = span(begin, end).end - offset_;
  const YamlFault fault = explain_yaml_fault(text_, begin, end, message);
  std::vector<diag::Label> labels;
  const auto open =
      std::find_if(opened_.rbegin(), opened_.rend(), [this](source::Span s) { return is_bracket(s); });
  if (fault.unclosed && open != opened_.rend()) labels.push_back({*open, "label.opened_here", {}});
  issues_.add(fault.kind, span(fault.begin, fault.end), current_ordinal(), fault.args, labels);
}

}  // namespace

YamlEvents read_yaml_events(std::string_view text, uint32_t offset, uint32_t file_index, const Limits& limits,
                            IssueList& issues) {
  return Reader(text, offset, file_index, limits, issues).run();
}

}  // namespace bursar::profile
