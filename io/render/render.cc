#include "io/render/render.h"

#include <algorithm>

#include "io/render/catalogue.h"
#include "io/render/colours.h"
#include "io/render/excerpt.h"

namespace bursar::render {

namespace {

std::string place_text(const source::File& file, uint32_t offset) {
  const std::string name = file.name() == "-" ? "<stdin>" : escaped(file.name());
  if (file.text().empty()) return name;
  const source::Position at = file.position(offset);
  return name + ":" + std::to_string(at.line) + ":" + std::to_string(at.column);
}

bool is_placed(const diag::Issue& issue, const source::Files& files) { return issue.span.file < files.size(); }

std::string severity_word(diag::Severity severity, bool chinese) {
  return term(severity == diag::Severity::Error ? "shape.error" : "shape.warning", chinese);
}

/// "replace `a` with `b`" in either language; what is put in or taken out says so.
std::string fix_text(const diag::Issue& issue, const source::Files& files, bool chinese) {
  const diag::Fix& fix = *issue.fix;
  if (fix.span.file >= files.size()) return {};
  const std::string old = escaped(files.text(fix.span)), now = escaped(fix.replacement);
  if (old.size() > 200 || now.size() > 200) return {};
  if (old.empty()) return (chinese ? "在此插入 `" : "insert `") + now + "`";
  if (now.empty()) return (chinese ? "删除 `" : "delete `") + old + "`";
  return chinese ? "将 `" + old + "` 改为 `" + now + "`" : "replace `" + old + "` with `" + now + "`";
}

struct Note {
  std::string_view key;
  std::string text;
};

std::vector<Note> notes_of(const diag::Issue& issue, const source::Files& files, bool chinese) {
  std::vector<Note> notes;
  if (!issue.record.empty()) notes.push_back({"shape.record", escaped(issue.record)});
  if (!issue.field.empty()) notes.push_back({"shape.field", "`" + escaped(issue.field) + "`"});
  if (!issue.article.empty()) notes.push_back({"shape.law", escaped(issue.article)});
  const std::string advice = help(issue, chinese);
  if (!advice.empty()) notes.push_back({"shape.help", advice});
  // "did you mean `b`?" says all that "replace `a` with `b`" would.
  const bool said = issue.fix && !issue.fix->replacement.empty() &&
                    advice.find("`" + issue.fix->replacement + "`") != std::string::npos;
  if (issue.fix && !said)
    if (std::string text = fix_text(issue, files, chinese); !text.empty())
      notes.push_back({"shape.help", std::move(text)});
  notes.push_back({"shape.more", "bursar explain " + std::string(diag::code(issue.kind))});
  return notes;
}

/// Marks of one file, the issue's own file first.
struct FileMarks {
  uint32_t file;
  std::vector<Mark> marks;
};

std::vector<FileMarks> marks_of(const diag::Issue& issue, const source::Files& files, bool chinese) {
  std::vector<FileMarks> out{{issue.span.file, {{issue.span, true, ""}}}};
  for (const diag::Label& label : issue.labels) {
    if (label.span.file >= files.size()) continue;
    if (label.span == issue.span) {  // a word on the place itself
      out[0].marks[0].text = label_text(label, chinese);
      continue;
    }
    auto at = std::find_if(out.begin(), out.end(), [&](const FileMarks& f) { return f.file == label.span.file; });
    if (at == out.end()) at = out.insert(out.end(), {label.span.file, {}});
    at->marks.push_back({label.span, false, label_text(label, chinese)});
  }
  return out;
}

std::string drawn(const diag::Issue& issue, const source::Files& files, const Look& look) {
  const diag::Severity severity = diag::severity(issue.kind);
  const std::string head =
      severity_word(severity, look.chinese) + "[" + std::string(diag::code(issue.kind)) + "]";
  std::string out = painted(head, severity == diag::Severity::Error ? kRed : kYellow, look.colour);
  out += painted((look.chinese ? "：" : ": ") + message(issue, look.chinese), kBold, look.colour) + "\n";
  size_t gutter = 1;
  if (is_placed(issue, files)) {
    const std::vector<FileMarks> places = marks_of(issue, files, look.chinese);
    for (const FileMarks& place : places)
      gutter = std::max(gutter, gutter_width(files[place.file], place.marks));
    for (const FileMarks& place : places) {
      const source::File& file = files[place.file];
      const bool own = &place == &places.front();
      out += std::string(gutter, ' ') + painted(own ? "--> " : "::: ", kBlue, look.colour) +
             place_text(file, place.marks.front().span.begin) + "\n";
      if (!file.text().empty()) out += excerpt_text(file, place.marks, gutter, look.colour);
    }
    if (!files[issue.span.file].text().empty())
      out += painted(std::string(gutter, ' ') + " |", kBlue, look.colour) + "\n";
  }
  for (const Note& note : notes_of(issue, files, look.chinese)) {
    std::string word = term(note.key, look.chinese) + (look.chinese ? "：" : ":");
    if (!look.chinese) word += " ";
    out += std::string(gutter, ' ') + " " + painted("= ", kBlue, look.colour) + word + note.text + "\n";
  }
  return out;
}

/// The same in sentences, for screen readers.
std::string spoken(const diag::Issue& issue, const source::Files& files, const Look& look) {
  const bool zh = look.chinese;
  const auto sentence = [&](std::string text) {
    const bool asks = text.ends_with("?") || text.ends_with("？");
    return text + (asks ? "\n" : zh ? "。\n" : ".\n");
  };
  std::string word = severity_word(diag::severity(issue.kind), zh);
  if (!zh) word[0] = static_cast<char>(word[0] - 'a' + 'A');
  std::string out = sentence(word + " " + std::string(diag::code(issue.kind)) + (zh ? "：" : ": ") + message(issue, zh));
  const auto where = [&](source::Span span) {
    const source::File& file = files[span.file];
    const std::string name = file.name() == "-" ? "<stdin>" : escaped(file.name());
    if (file.text().empty()) return (zh ? "文件 " : "File ") + name;
    const source::Position at = file.position(span.begin);
    const std::string line = std::to_string(at.line), column = std::to_string(at.column);
    return zh ? "文件 " + name + "，第 " + line + " 行，第 " + column + " 列"
              : "File " + name + ", line " + line + ", column " + column;
  };
  if (is_placed(issue, files)) {
    out += sentence(where(issue.span));
    for (const diag::Label& label : issue.labels)
      if (label.span.file < files.size() && !label.role.empty())
        out += sentence(where(label.span) + (zh ? "：" : ": ") + label_text(label, zh));
  }
  for (const Note& note : notes_of(issue, files, zh)) {
    std::string key = term(note.key, zh);
    if (!zh) key[0] = static_cast<char>(key[0] - 'a' + 'A');
    out += sentence(key + (zh ? "：" : ": ") + note.text);
  }
  return out;
}

size_t count_of(const diag::Issues& issues, diag::Severity severity) {
  return static_cast<size_t>(std::count_if(issues.begin(), issues.end(), [&](const diag::Issue& issue) {
    return diag::severity(issue.kind) == severity;
  }));
}

}  // namespace

std::string issues_text(const diag::Issues& issues, const source::Files& files, const Look& look) {
  std::string out;
  size_t shown = 0;
  // Errors have the first claim on the space; what is shown stays in the order of the text.
  const size_t errors = std::min(count_of(issues, diag::Severity::Error), look.at_most);
  size_t warnings_left = look.at_most - errors, errors_left = errors;
  for (const diag::Issue& issue : issues) {
    size_t& left = diag::severity(issue.kind) == diag::Severity::Error ? errors_left : warnings_left;
    if (left == 0) continue;
    --left;
    ++shown;
    out += look.plain ? spoken(issue, files, look) : drawn(issue, files, look);
    out += "\n";
  }
  if (shown < issues.size()) {
    const std::string more = std::to_string(issues.size() - shown);
    out += look.chinese ? "另有 " + more + " 个问题未列出。\n" : "and " + more + " more\n";
  }
  return out;
}

std::string count_text(const diag::Issues& issues, bool chinese) {
  const size_t errors = count_of(issues, diag::Severity::Error);
  const size_t warnings = count_of(issues, diag::Severity::Warning);
  std::string out;
  const auto add = [&](size_t n, const char* en, const char* zh) {
    if (n == 0) return;
    if (!out.empty()) out += chinese ? "，" : ", ";
    out += std::to_string(n) + (chinese ? std::string(" 个") + zh : std::string(" ") + en + (n == 1 ? "" : "s"));
  };
  add(errors, "error", "错误");
  add(warnings, "warning", "警告");
  return out;
}

std::string kind_text(diag::Kind kind, const Look& look) {
  const bool zh = look.chinese;
  const diag::Severity severity = diag::severity(kind);
  const std::string head = severity_word(severity, zh) + "[" + std::string(diag::code(kind)) + "]";
  std::string out = painted(head, severity == diag::Severity::Error ? kRed : kYellow, look.colour && !look.plain);
  out += (zh ? "：" : ": ") + general_message(kind, zh) + "\n";
  if (const std::string text = general_help(kind, zh); !text.empty())
    out += term("shape.help", zh) + (zh ? "：" : ": ") + text + "\n";
  return out;
}

}  // namespace bursar::render
