#include <cstdio>

#include "io/render/catalogue.h"
#include "io/render/render.h"

namespace bursar::render {

namespace {

/// A JSON string. What is no UTF-8, and characters that would act on a terminal, come as `<U+001B>` like in text.
std::string quoted(std::string_view text) {
  std::string out = "\"";
  for (char c : escaped(text)) {
    if (c == '"' || c == '\\') out += '\\';
    out += c;
  }
  return out + "\"";
}

std::string place(source::Span span, const source::Files& files) {
  const source::File& file = files[span.file];
  const source::Position from = file.position(span.begin), to = file.position(span.end);
  return "\"file\": " + quoted(file.name()) + ", \"line\": " + std::to_string(from.line) +
         ", \"column\": " + std::to_string(from.column) + ", \"end_line\": " + std::to_string(to.line) +
         ", \"end_column\": " + std::to_string(to.column);
}

}  // namespace

std::string to_json(const diag::Issues& issues, const source::Files& files, bool chinese) {
  std::string out = "{\n  \"schema\": \"bursar.issues/1\",\n  \"issues\": [";
  bool first = true;
  for (const diag::Issue& issue : issues) {
    out += first ? "\n" : ",\n";
    first = false;
    out += "    {\"code\": " + quoted(diag::code(issue.kind)) + ", \"kind\": " + quoted(diag::name(issue.kind));
    out += diag::severity(issue.kind) == diag::Severity::Error ? ", \"severity\": \"error\""
                                                               : ", \"severity\": \"warning\"";
    out += ", \"message\": " + quoted(message(issue, chinese));
    if (const std::string text = help(issue, chinese); !text.empty()) out += ", \"help\": " + quoted(text);
    if (issue.span.file < files.size()) out += ", " + place(issue.span, files);
    if (!issue.record.empty()) out += ", \"record\": " + quoted(issue.record);
    if (!issue.field.empty()) out += ", \"field\": " + quoted(issue.field);
    if (!issue.article.empty()) out += ", \"article\": " + quoted(issue.article);
    std::string labels;
    for (const diag::Label& label : issue.labels) {
      if (label.span.file >= files.size()) continue;
      labels += (labels.empty() ? "" : ", ") + ("{" + place(label.span, files)) +
                ", \"text\": " + quoted(label_text(label, chinese)) + "}";
    }
    if (!labels.empty()) out += ", \"labels\": [" + labels + "]";
    if (issue.fix && issue.fix->span.file < files.size())
      out += ", \"fix\": {" + place(issue.fix->span, files) +
             ", \"replacement\": " + quoted(issue.fix->replacement) + "}";
    out += "}";
  }
  out += issues.empty() ? "]\n}\n" : "\n  ]\n}\n";
  return out;
}

}  // namespace bursar::render
