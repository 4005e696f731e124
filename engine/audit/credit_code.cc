#include "engine/audit/credit_code.h"

#include <algorithm>
#include <array>

#include "engine/base/utf8.h"
#include "engine/num/date.h"

namespace bursar::audit {

namespace {

constexpr std::string_view kAlphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";  // no I, O, S, V, Z
constexpr std::string_view kFullAlphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
constexpr int kModulus = 31;
static_assert(kAlphabet.size() == kModulus);
constexpr size_t kLength = 18, kOuter = 17, kInner = 16;  // places of the checks, from 0
constexpr size_t kBody = 8;                               // where the organisation code begins
constexpr std::array<int, 8> kInnerWeights{3, 7, 9, 10, 5, 8, 4, 2};

struct Lookalike {
  char letter, meant;
};
constexpr Lookalike kLookalikes[] = {{'I', '1'}, {'O', '0'}, {'S', '5'}, {'V', 'U'}, {'Z', '2'}};

bool is_digit(char c) { return c >= '0' && c <= '9'; }

bool is_space(char32_t c) {
  return c == ' ' || (c >= 0x09 && c <= 0x0D) || c == 0xA0 || c == 0x1680 || (c >= 0x2000 && c <= 0x200A) ||
         c == 0x2028 || c == 0x2029 || c == 0x202F || c == 0x205F || c == 0x3000;
}
bool is_hyphen(char32_t c) {
  return c == '-' || (c >= 0x2010 && c <= 0x2015) || c == 0x2212 || c == 0xFE58 || c == 0xFE63;
}
bool has_no_width(char32_t c) {
  return c == 0xAD || (c >= 0x200B && c <= 0x200F) || (c >= 0x202A && c <= 0x202E) || (c >= 0x2060 && c <= 0x2064) ||
         c == 0xFEFF;
}

/// The check at 18 over the first seventeen; 0 when a character is not of the alphabet.
char outer_check(std::string_view code) {
  int sum = 0, weight = 1;
  for (size_t i = 0; i < kOuter; ++i) {
    const size_t value = kAlphabet.find(code[i]);
    if (value == kAlphabet.npos) return 0;
    sum += static_cast<int>(value) * weight;
    weight = weight * 3 % kModulus;
  }
  return kAlphabet[(kModulus - sum % kModulus) % kModulus];
}

/// The check at 17 over 9 to 16 (GB 11714: the values of its letters leave out none).
char inner_check(std::string_view code) {
  int sum = 0;
  for (size_t i = 0; i < kInnerWeights.size(); ++i) {
    const size_t value = kFullAlphabet.find(code[kBody + i]);
    if (value == kFullAlphabet.npos) return 0;
    sum += static_cast<int>(value) * kInnerWeights[i];
  }
  const int check = 11 - sum % 11;
  return check == 10 ? 'X' : check == 11 ? '0' : static_cast<char>('0' + check);
}

bool region_is_figures(std::string_view code) { return std::all_of(code.begin() + 2, code.begin() + kBody, is_digit); }

bool registrar_known(std::string_view code) {
#define REGISTRAR(registrar, classes) \
  if (code[0] == registrar) return std::string_view(classes).find(code[1]) != std::string_view::npos;
#include "engine/audit/credit_registrars.def"
#undef REGISTRAR
  return false;
}

}  // namespace

std::string normalised_code(std::string_view cell) {
  std::string out;
  for (size_t at = 0; at < cell.size();) {
    char32_t c = utf8::next(cell, at);
    if (c >= 0xFF01 && c <= 0xFF5E) c -= 0xFEE0;  // full width
    if (is_space(c) || is_hyphen(c) || has_no_width(c)) continue;
    if (c >= 'a' && c <= 'z') c -= 'a' - 'A';
    utf8::append(out, c);
  }
  return out;
}

std::optional<std::string> without_lookalikes(std::string_view normalised) {
  std::string out(normalised);
  for (char& c : out)
    for (const Lookalike& one : kLookalikes)
      if (c == one.letter) c = one.meant;
  if (out == normalised) return std::nullopt;
  return out;
}

bool like_personal_id(std::string_view code) {
  if (code.size() != kLength || !std::all_of(code.begin(), code.end() - 1, is_digit)) return false;
  int sum = 0;
  for (size_t i = 0; i < kOuter; ++i) sum = (sum + (code[i] - '0')) * 2 % 11;
  const int check = (12 - sum) % 11;
  if (code[kOuter] != (check == 10 ? 'X' : static_cast<char>('0' + check))) return false;
  const std::string date = std::string(code.substr(6, 4)) + "-" + std::string(code.substr(10, 2)) + "-" +
                           std::string(code.substr(12, 2));
  const auto born = num::Date::parse(date);
  return born && born->year() >= 1900;
}

CodeCheck check_code(std::string_view cell) {
  CodeCheck out;
  out.code = normalised_code(cell);
  const std::string& code = out.code;
  const auto of_full_alphabet = [](char c) { return kFullAlphabet.find(c) != kFullAlphabet.npos; };
  if (code.size() != kLength || !std::all_of(code.begin(), code.end(), of_full_alphabet)) return out;
  out.proposal = without_lookalikes(code);
  out.like_personal_id = like_personal_id(code);
  out.registrar_known = registrar_known(code);
  out.check_17 = inner_check(code);
  out.check_18 = outer_check(code);
  const bool inner = code[kInner] == out.check_17, outer = code[kOuter] == out.check_18;
  if (out.proposal || !region_is_figures(code) || (!inner && !outer))
    out.verdict = CodeVerdict::Invalid;
  else
    out.verdict = inner && outer ? CodeVerdict::Valid : inner ? CodeVerdict::Irregular : CodeVerdict::NotACompany;
  return out;
}

std::optional<std::string> with_check_digits(std::string_view first_sixteen) {
  const auto of_alphabet = [](char c) { return kAlphabet.find(c) != kAlphabet.npos; };
  if (first_sixteen.size() != kInner || !std::all_of(first_sixteen.begin(), first_sixteen.end(), of_alphabet) ||
      !region_is_figures(first_sixteen))
    return std::nullopt;
  std::string code(first_sixteen);
  code += inner_check(code);
  code += outer_check(code);
  return code;
}

}  // namespace bursar::audit
