// The published suites (YAML Test Suite, JSONTestSuite), if ../shared/suites stands beside the project:
// nothing that must be rejected is read, and nothing is read as another value.
#include <simdjson.h>

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <optional>
#include <string>
#include <vector>

#include "io/profile/read.h"

namespace fs = std::filesystem;
namespace dom = simdjson::dom;
using namespace bursar;

namespace {

std::optional<fs::path> suite(const std::string& file) {
  const fs::path here = fs::absolute(fs::path(__FILE__)).parent_path();
  for (const fs::path& root : {here / ".." / ".." / "..", fs::current_path() / ".."}) {
    const fs::path path = root / "shared" / "suites" / file;
    if (fs::exists(path)) return path;
  }
  std::cout << "suites: " << file << " is absent, not checked\n";
  return std::nullopt;
}

std::vector<std::string> lines_of(const fs::path& path) {
  std::ifstream in(path);
  std::vector<std::string> lines;
  for (std::string line; std::getline(in, line);) lines.push_back(line);
  return lines;
}

std::string text_of(dom::element value) { return std::string(std::string_view(value)); }

/// The value of a number text as (digits, exponent) without zeros at the end: exact, whatever its length.
std::pair<std::string, long> canonical(std::string_view text) {
  std::string digits;
  long exponent = 0;
  bool fraction = false;
  size_t i = 0;
  const bool negative = text.starts_with('-');
  if (negative || text.starts_with('+')) ++i;
  for (; i < text.size() && text[i] != 'e' && text[i] != 'E'; ++i) {
    if (text[i] == '.') {
      fraction = true;
    } else {
      digits += text[i];
      if (fraction) --exponent;
    }
  }
  if (i < text.size()) exponent += std::stol(std::string(text.substr(i + 1)));
  digits.erase(0, std::min(digits.find_first_not_of('0'), digits.size()));
  while (!digits.empty() && digits.back() == '0') {
    digits.pop_back();
    ++exponent;
  }
  return {negative && !digits.empty() ? "-" + digits : digits, digits.empty() ? 0 : exponent};
}

bool same(const profile::Node& node, dom::element value);

bool same_number(const profile::Node& node, dom::element value) {
  // dom gives no raw text; the suite's numbers are short enough for its own writing of them.
  return node.is_scalar() && !node.quoted && canonical(node.text) == canonical(simdjson::minify(value));
}

bool same(const profile::Node& node, dom::element value) {
  switch (value.type()) {
    case dom::element_type::NULL_VALUE: return node.is_scalar() && node.null;
    case dom::element_type::BOOL:
      return node.is_scalar() && !node.quoted && node.text == (bool(value) ? "true" : "false");
    case dom::element_type::STRING:
      return node.is_scalar() && !node.null && node.text == std::string_view(value);
    case dom::element_type::ARRAY: {
      size_t i = 0;
      if (!node.is_sequence()) return false;
      for (dom::element item : dom::array(value))
        if (i >= node.items.size() || !same(node.items[i++], item)) return false;
      return i == node.items.size();
    }
    case dom::element_type::OBJECT: {
      size_t count = 0;
      if (!node.is_mapping()) return false;
      for (const auto& field : dom::object(value)) {
        ++count;
        bool found = false;
        for (const profile::Entry& entry : node.entries)
          found |= entry.key == field.key && same(entry.value, field.value);
        if (!found) return false;
      }
      return count == node.entries.size();
    }
    default: return same_number(node, value);
  }
}

/// Every scalar's and key's span must hold its characters, unless quotes, escapes or folding changed them.
bool spans_hold(const profile::Node& node, std::string_view text) {
  const auto holds = [&](source::Span span, const std::string& value, bool quoted) {
    if (span.begin > span.end || span.end > text.size()) return false;
    const std::string_view there = text.substr(span.begin, span.end - span.begin);
    return quoted || there == value || there.find_first_of("\r\n") != std::string_view::npos;
  };
  for (const profile::Entry& entry : node.entries) {
    const char first = entry.key_span.begin < text.size() ? text[entry.key_span.begin] : ' ';
    if (!holds(entry.key_span, entry.key, first == '"' || first == '\'') || !spans_hold(entry.value, text))
      return false;
  }
  for (const profile::Node& item : node.items)
    if (!spans_hold(item, text)) return false;
  return !node.is_scalar() || holds(node.span, node.text, node.quoted);
}

/// The document put under a key, so that what is no mapping can be compared too. Nothing if that could change
/// it.
std::optional<std::string> under_key(std::string_view yaml) {
  std::string out = "v:\n";
  for (size_t at = 0; at < yaml.size();) {
    const size_t end = std::min(yaml.find('\n', at), yaml.size() - 1) + 1;
    const std::string_view line = yaml.substr(at, end - at);
    if (line.starts_with("---") || line.starts_with("...") || line.starts_with("%") || line.starts_with("\t"))
      return std::nullopt;
    out += line == "\n" ? "" : "  ";
    out += line;
    at = end;
  }
  return out;
}

std::string from_base64(std::string_view text) {
  const std::string_view alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string out;
  uint32_t bits = 0;
  int count = 0;
  for (char c : text) {
    if (c == '=') break;
    bits = (bits << 6) | static_cast<uint32_t>(alphabet.find(c));
    count += 6;
    if (count >= 8) out += static_cast<char>((bits >> (count -= 8)) & 0xFF);
  }
  return out;
}

bool has_kind(const profile::Read& read, diag::Kind kind) {
  for (const diag::Issue& issue : read.issues)
    if (issue.kind == kind) return true;
  return false;
}

}  // namespace

TEST_CASE("yaml suite: 94 invalid documents are refused, no valid one is misread", "[suites]") {
  const auto path = suite("yaml/cases.jsonl");
  if (!path) return;
  size_t invalid = 0, valid = 0, subset = 0, ambiguous = 0, right = 0, wrapped_right = 0, wrapped_refused = 0;
  dom::parser cases, values;
  for (const std::string& line : lines_of(*path)) {
    const dom::element row = cases.parse(line);
    const std::string id = text_of(row["id"]), yaml = text_of(row["yaml"]);
    INFO(id << "\n" << yaml);
    const source::File file("case.yaml", yaml);
    const profile::Read read = profile::read_yaml(file, 0);
    for (const diag::Issue& issue : read.issues) CHECK(issue.span.end <= yaml.size());
    if (bool(row["error"])) {
      ++invalid;
      CHECK(!read.issues.empty());
      continue;
    }
    ++valid;
    for (const profile::Document& document : read.documents) CHECK(spans_hold(document.root, yaml));
    if (!read.issues.empty()) {
      ++subset;
      if (has_kind(read, diag::Kind::YamlSyntax)) {
        ++ambiguous;
        std::cout << "yaml suite: " << id
                  << " is valid but refused as ambiguous: " << read.issues[0].args[1].text << "\n";
      }
    }
    dom::array documents;
    if (row["json"].get(documents) != simdjson::SUCCESS) continue;
    for (const profile::Document& document : read.documents) {
      REQUIRE(document.ordinal <= documents.size());
      CHECK(same(document.root, values.parse(text_of(documents.at(document.ordinal - 1)))));
    }
    if (read.issues.empty()) {
      CHECK(read.documents.size() == documents.size());
      ++right;
    } else if (const auto wrapped = under_key(yaml); wrapped && documents.size() == 1) {
      const profile::Read again = profile::read_yaml(source::File("case.yaml", *wrapped), 0);
      INFO(*wrapped);
      ++(again.issues.empty() ? wrapped_right : wrapped_refused);
      if (!again.issues.empty()) continue;
      CHECK(same(again.documents.at(0).root.entries.at(0).value, values.parse(text_of(documents.at(0)))));
    }
  }
  CHECK(invalid == 94);
  CHECK(valid == 308);
  std::cout << "yaml suite: " << invalid << " invalid all refused; of " << valid << " valid " << subset
            << " refused by the subset (" << ambiguous << " as ambiguous), " << right
            << " right, 0 wrong; under a key " << wrapped_right << " more right, " << wrapped_refused
            << " refused\n";
}

TEST_CASE("json suite: what must be rejected is, what must be accepted is", "[suites]") {
  const auto path = suite("json/parsing.jsonl");
  if (!path) return;
  size_t rejected = 0, accepted = 0, no_object = 0, bad_text = 0, either = 0;
  dom::parser cases, values;
  for (const std::string& line : lines_of(*path)) {
    const dom::element row = cases.parse(line);
    const std::string name = text_of(row["name"]), verdict = text_of(row["verdict"]);
    std::string text;
    std::string_view encoded;
    if (row["b64"].get(encoded) == simdjson::SUCCESS) {
      text = from_base64(encoded);
    } else {
      for (int64_t i = 0; i < int64_t(row["gen"]["times"]); ++i) text += std::string_view(row["gen"]["unit"]);
      text += std::string_view(row["gen"]["tail"]);
    }
    INFO(name);
    const profile::Read plain = profile::read_json(source::File("case.json", text), 0);
    // As a value of an object, so that the suite's arrays and scalars reach the reader whole.
    const std::string wrapped_text = "{\"v\":" + text + "}";
    const source::File wrapped_file("case.json", wrapped_text);
    const profile::Read wrapped = profile::read_json(wrapped_file, 0);
    for (const profile::Document& document : wrapped.documents)
      CHECK(spans_hold(document.root, wrapped_text));
    if (verdict == "reject") {
      ++rejected;
      CHECK(!plain.issues.empty());
      CHECK(plain.documents.empty());
      CHECK(!wrapped.issues.empty());
    } else if (verdict == "accept") {
      ++accepted;
      for (const profile::Read* read : {&plain, &wrapped}) {
        CHECK(!has_kind(*read, diag::Kind::JsonSyntax));
        if (read->issues.empty()) continue;
        // What we refuse of valid JSON: other roots, escaped invisible characters, a key twice.
        const bool root =
            has_kind(*read, diag::Kind::NotAMapping) || has_kind(*read, diag::Kind::EmptyProfile);
        const bool text_refused = has_kind(*read, diag::Kind::ControlCharacter) ||
                                  has_kind(*read, diag::Kind::ZeroWidthCharacter) ||
                                  has_kind(*read, diag::Kind::DuplicateKey);
        CHECK((root || text_refused));
        ++(root ? no_object : bad_text);
      }
      dom::element value;
      if (wrapped.issues.empty() && values.parse(wrapped_text).get(value) == simdjson::SUCCESS)
        CHECK(same(wrapped.documents.at(0).root, value));
    } else {
      ++either;
    }
  }
  CHECK(rejected == 188);
  CHECK(accepted == 95);
  std::cout << "json suite: " << rejected << " rejected; " << accepted
            << " accepted, read as they are and as a value (" << no_object
            << " refused for a root that is no object, " << bad_text
            << " for an escaped invisible character or a key twice); " << either
            << " of either verdict did no harm\n";
}
