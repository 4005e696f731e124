#include "engine/practice/codes.h"

#include <utility>

#include "engine/audit/credit_code.h"

namespace bursar::practice {

std::string Codes::fresh() {
  static constexpr std::string_view kAlphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";
  for (;;) {
    std::string body = "91" + std::to_string(random_.between(110'000, 659'999));
    body += "MA";  // organisations registered since the code exists
    for (int i = 0; i < 6; ++i) body += kAlphabet[random_.below(kAlphabet.size())];
    const auto code = audit::with_check_digits(body);
    if (code && used_.insert(*code).second) return *code;
  }
}

std::optional<std::string> Codes::mistyped(const std::string& code) {
  static constexpr std::pair<char, char> kAlike[] = {{'0', 'O'}, {'1', 'I'}, {'2', 'Z'}, {'5', 'S'}, {'8', 'B'}, {'B', '8'}};
  std::vector<std::string> slips;
  for (size_t i = 0; i < code.size(); ++i) {
    for (const auto& [right, wrong] : kAlike) {
      if (code[i] != right) continue;
      slips.push_back(code);
      slips.back()[i] = wrong;
    }
    if (i + 1 < code.size() && code[i] != code[i + 1]) {
      slips.push_back(code);
      std::swap(slips.back()[i], slips.back()[i + 1]);
    }
  }
  random_.shuffle(slips);
  for (std::string& slip : slips)
    if (audit::check_code(slip).verdict != audit::CodeVerdict::Valid && used_.insert(slip).second) return std::move(slip);
  return std::nullopt;
}

}  // namespace bursar::practice
