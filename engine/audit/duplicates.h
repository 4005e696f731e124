// What is paid twice, and payees that belong together. Both depend on the order of the file and on nothing else.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "engine/num/exact.h"

namespace bursar::audit {

/// What of a payout tells whether it is one payment twice. The caller says what a payment is for: a clause that pays for
/// each project, item or year has them in `part`, and pays each once.
struct Claim {
  std::string_view id;       ///< of the enterprise, as written
  std::string_view clause;
  std::string_view part;     ///< may be empty
  std::string_view project;  ///< a number that names the project wherever it is claimed; empty where there is none
  num::Exact paid;
  bool known = true;  ///< there are facts of this id, or, where facts stand in the payouts themselves, its checks hold
};

struct Duplicate {
  enum class How : uint8_t {
    SameCode,     ///< the same normalised id, clause and part
    NearCode,     ///< the same clause, part and amount under an unknown id that is one slip away from a known one
    SameProject,  ///< the same project and clause under another id
  };
  uint32_t row = 0, original = 0;  ///< places among the claims
  How how = How::SameCode;
  bool operator==(const Duplicate&) const = default;
};

/// Each row at most once, in the file's order; the first reason in the order of `How` counts. The original is the
/// first such row of the file; but of two near ids it is the known one that is repeated, wherever it stands.
///
/// One slip: a character wrong, too many or missing, two neighbours swapped, or letters that a code cannot have for the
/// figures they look like. Ids of fewer than eight characters have too many neighbours for that, and an unknown code
/// whose checks hold was not mistyped. Rows that pay nothing, or back, repeat nothing.
///
/// Time and memory grow with the rows, however many ids are near one another.
std::vector<Duplicate> duplicates(const std::vector<Claim>& claims);

/// What payees are linked by.
struct Payee {
  std::string_view id, account, legal_person;  ///< as written; empty: not known
};

struct Linked {
  enum class By : uint8_t { Account, LegalPerson };
  /// Two rows of two payees that share one thing.
  struct Step {
    By by = By::Account;
    uint32_t from = 0, to = 0;
    bool operator==(const Step&) const = default;
  };
  uint32_t row = 0;        ///< the payee's first row
  uint32_t first = 0;      ///< place in the list of the first payee of its group
  uint32_t through = 0;    ///< place in the list of the payee that links it to the first; of the first: one it is linked to
  Step step;               ///< from that payee to this one
};

/// Payees of different normalised ids that share an account or a legal person, directly or through others: every payee
/// of every group, in the order of their first rows. The first payee of a group is the first of the file, and the
/// others are linked to it by as few steps as there can be.
std::vector<Linked> linked_payees(const std::vector<Payee>& payees);

/// The steps from the first payee of the group to the one at `place`; for the first one, the step to one it is linked to.
std::vector<Linked::Step> path_to(const std::vector<Linked>& linked, uint32_t place);

}  // namespace bursar::audit
