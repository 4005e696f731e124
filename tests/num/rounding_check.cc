// Reads lines `mode value multiple expected` (numbers as decimals or fractions) on stdin, rounds on both
// paths and compares. `rounding_check [at least how many lines]`; exit code 1 on any difference and on fewer
// lines.
#include <charconv>
#include <cstring>
#include <iostream>
#include <optional>
#include <sstream>
#include <string>

#include "engine/num/rounding.h"

namespace {

using bursar::num::Exact;
using bursar::num::Rounding;

std::optional<Rounding> mode_of(std::string_view word) {
  if (word == "half_up") return Rounding::HalfUp;
  if (word == "half_even") return Rounding::HalfEven;
  if (word == "half_down") return Rounding::HalfDown;
  if (word == "up") return Rounding::Up;
  if (word == "down") return Rounding::Down;
  if (word == "higher") return Rounding::Higher;
  if (word == "lower") return Rounding::Lower;
  return std::nullopt;
}

std::optional<Exact> number_of(std::string_view text) {
  return text.find('/') == text.npos ? Exact::parse_decimal(text) : Exact::parse_fraction(text);
}

bool holds(const std::string& line) {
  std::istringstream words(line);
  std::string mode_word, value_text, multiple_text, expected_text;
  words >> mode_word >> value_text >> multiple_text >> expected_text;
  const auto mode = mode_of(mode_word);
  const auto value = number_of(value_text), multiple = number_of(multiple_text);
  const auto expected = number_of(expected_text);
  if (!mode || !value || !multiple || !expected || multiple->sign() <= 0) {
    std::cerr << "unreadable: " << line << '\n';
    return false;
  }
  const Exact usual = round_to(*value, *mode, *multiple);
  const Exact forced = round_to(Exact::force_big(*value), *mode, *multiple);
  if (usual == *expected && forced == *expected && usual.to_text() == expected->to_text()) return true;
  std::cerr << "different: " << line << " but " << usual.to_text() << " and " << forced.to_text() << '\n';
  return false;
}

}  // namespace

int main(int argc, char** argv) {
  size_t at_least = 100'000;
  if (argc > 1) std::from_chars(argv[1], argv[1] + std::strlen(argv[1]), at_least);
  size_t lines = 0, good = 0;
  for (std::string line; std::getline(std::cin, line); ++lines) good += holds(line);
  std::cout << "rounding: " << good << " of " << lines << '\n';
  return good == lines && lines >= at_least ? 0 : 1;
}
