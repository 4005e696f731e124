// The unified social credit code of GB 32100-2015, eighteen characters:
//
//   1 registrar · 2 class · 3–8 region · 9–17 organisation code (GB 11714, 17 its own check) · 18 check over 1–17
//
// Two checks, two levels: both right is valid; one wrong alone is a warning, because codes in use are known that were
// issued with one check wrong; both wrong is invalid. None of it proves who is paid.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace bursar::audit {

/// A code as it is compared: full-width forms as ASCII (the part of NFKC that codes need), capitals, without spaces,
/// hyphens and characters of no width. Other characters stay.
std::string normalised_code(std::string_view cell);

/// The code with 1, 0, 5, U and 2 for I, O, S, V and Z, which the alphabet leaves out. Nothing where none of them
/// stands. A proposal: nobody's code is changed without being asked.
std::optional<std::string> without_lookalikes(std::string_view normalised);

enum class CodeVerdict : uint8_t {
  Valid,
  Irregular,      ///< only the check at 18 is wrong: issued irregularly?
  NotACompany,    ///< only the check at 17 is wrong: probably no code of an organisation
  Invalid,        ///< both are wrong, or a character is not of its place's alphabet
  OtherKind,      ///< not eighteen letters and digits: some other id
};

struct CodeCheck {
  std::string code;                    ///< normalised
  CodeVerdict verdict = CodeVerdict::OtherKind;
  char check_17 = 0, check_18 = 0;     ///< what should stand there; 0 where it cannot be said
  std::optional<std::string> proposal; ///< without look-alikes
  bool registrar_known = false;        ///< characters 1 and 2 are a pair of the standard's table
  bool like_personal_id = false;       ///< see below: handle as personal data
};

CodeCheck check_code(std::string_view cell);

/// Whether a normalised code could be a citizen's number (GB 11643): ISO 7064 MOD 11-2 holds over seventeen digits and a
/// check, and 7–14 are a date from 1900 on.
bool like_personal_id(std::string_view normalised);

/// Sixteen characters (1–16) with both checks behind them. Nothing when one is not of its place's alphabet.
std::optional<std::string> with_check_digits(std::string_view first_sixteen);

}  // namespace bursar::audit
