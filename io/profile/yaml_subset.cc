#include "io/profile/yaml_subset.h"

#include <algorithm>

#include "io/profile/yaml_fault.h"

namespace bursar::profile {

using diag::Kind;
using Type = YamlEvent::Type;
using Style = YamlEvent::Style;

bool is_null_text(std::string_view text) {
  return text.empty() || text == "~" || text == "null" || text == "Null" || text == "NULL";
}

namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// Exactly three digits, then no further digit: what stands behind a thousands comma.
bool starts_with_three_digits(std::string_view text) {
  return text.size() >= 3 && is_digit(text[0]) && is_digit(text[1]) && is_digit(text[2]) &&
         (text.size() == 3 || !is_digit(text[3]));
}

class Check {
 public:
  Check(const YamlEvents& events, size_t ordinal, std::string_view file_text, const Limits& limits,
        IssueList& issues)
      : events_(events), ordinal_(ordinal), file_text_(file_text), limits_(limits), issues_(issues) {}

  void run() {
    const YamlStretch& document = events_.documents[ordinal_ - 1];
    for (size_t i = document.properties_begin; i < document.properties_end && !issues_.full(); ++i) {
      const YamlProperty& property = events_.properties[i];
      refuse(property.anchor ? "yaml_feature.anchor" : "yaml_feature.tag", property.span);
    }
    if (document.events_begin == document.events_end) return;
    const YamlEvent& root = events_.events[document.events_begin];
    check_root(document, root);
    for (size_t i = document.events_begin; i < document.events_end && !issues_.full(); ++i)
      take(events_.events[i]);
    close_comma_run();
  }

 private:
  struct Frame {
    bool mapping;
    bool key_next;
    std::vector<KeyPlace> keys;
  };

  std::string_view written(source::Span span) const {
    return file_text_.substr(span.begin, span.end - span.begin);
  }
  void refuse(std::string_view feature, source::Span span) {
    issues_.add(Kind::YamlFeature, span, ordinal_, {diag::term(feature), excerpt(written(span))});
  }

  void check_root(const YamlStretch& document, const YamlEvent& root) {
    if (ordinal_ > 1 && !document.explicit_start) refuse("yaml_feature.bare_document", root.span);
    if (root.type == Type::MappingStart) return;
    const bool nothing = root.type == Type::Scalar && root.span.begin == root.span.end;
    if (nothing)
      issues_.add(Kind::EmptyProfile, document.explicit_start ? document.start : root.span, ordinal_);
    else if (const size_t colon = fullwidth_colon(file_text_, root.span.begin, root.span.end);
             root.type == Type::Scalar && root.style == Style::Plain && colon != std::string_view::npos)
      issues_.add(Kind::YamlSyntax,
                  {root.span.file, static_cast<uint32_t>(colon), static_cast<uint32_t>(colon + 3)}, ordinal_,
                  {diag::term("yaml_syntax.fullwidth_colon"), diag::plain("")});
    else
      issues_.add(Kind::NotAMapping, root.span, ordinal_,
                  {diag::term(root.type == Type::SequenceStart ? "data_form.sequence" : "data_form.scalar")});
  }

  void take(const YamlEvent& event) {
    if (event.type == Type::MappingEnd || event.type == Type::SequenceEnd) {
      if (frames_.back().mapping) check_duplicates(frames_.back().keys, ordinal_, issues_);
      frames_.pop_back();
      return;
    }
    const bool key = !frames_.empty() && frames_.back().mapping && frames_.back().key_next;
    if (!frames_.empty()) frames_.back().key_next = !frames_.back().key_next;
    if (key) take_key(event);
    if (event.type == Type::Scalar) {
      take_scalar(event);
    } else if (event.type == Type::Alias) {
      refuse("yaml_feature.alias", event.span);
    } else {
      frames_.push_back({event.type == Type::MappingStart, true, {}});
    }
  }

  void take_key(const YamlEvent& event) {
    if (event.type == Type::Alias) return;  // refused anyway
    if (event.type != Type::Scalar) return refuse("yaml_feature.collection_key", event.span);
    const std::string_view text = events_.text(event);
    if (event.style == Style::Block) return refuse("yaml_feature.block_key", event.span);
    if (event.style == Style::Plain && is_null_text(text)) return refuse("yaml_feature.null_key", event.span);
    if (event.style == Style::Plain && text == "<<") return refuse("yaml_feature.merge_key", event.span);
    const KeyPlace place{text, event.span};
    check_key_length(place, ordinal_, limits_, issues_);
    frames_.back().keys.push_back(place);
  }

  void take_scalar(const YamlEvent& event) {
    if (event.style == Style::DoubleQuoted)
      check_resolved(events_.text(event), event.span, ordinal_, issues_);
    check_comma(event);
    last_plain_ = event.style == Style::Plain ? &event : nullptr;
  }

  /// `[1,234.50]` is two values to YAML. Only inside brackets can two plain scalars stand on both sides of a
  /// comma.
  void check_comma(const YamlEvent& event) {
    const bool joined =
        last_plain_ && event.style == Style::Plain && last_plain_->span.begin < last_plain_->span.end &&
        event.span.begin == last_plain_->span.end + 1 && file_text_[last_plain_->span.end] == ',' &&
        is_digit(file_text_[last_plain_->span.end - 1]) && starts_with_three_digits(written(event.span));
    if (joined && comma_run_.end == last_plain_->span.end) {
      comma_run_.end = event.span.end;  // 1,234,567 is one figure
    } else if (joined) {
      close_comma_run();
      comma_run_ = source::join(last_plain_->span, event.span);
    }
  }

  void close_comma_run() {
    if (comma_run_.end != 0)
      issues_.add(Kind::FlowThousandsComma, comma_run_, ordinal_, {excerpt(written(comma_run_))});
    comma_run_ = {};
  }

  const YamlEvents& events_;
  size_t ordinal_;
  std::string_view file_text_;
  const Limits& limits_;
  IssueList& issues_;
  std::vector<Frame> frames_;
  const YamlEvent* last_plain_ = nullptr;
  source::Span comma_run_;
};

}  // namespace

void check_yaml_subset(const YamlEvents& events, size_t ordinal, std::string_view file_text,
                       const Limits& limits, IssueList& issues) {
  Check(events, ordinal, file_text, limits, issues).run();
}

}  // namespace bursar::profile
