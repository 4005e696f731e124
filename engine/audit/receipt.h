// A receipt for one payee: proof that one row is in a run, which shows no other row. JSON, schema `bursar.receipt/1`:
// the row and the run record as they were hashed, the hashes that lead from the one to the root in the other (RFC 6962),
// and who had signed.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/audit/run_record.h"
#include "engine/audit/signing.h"

namespace bursar::audit {

struct Receipt {
  std::string name;    ///< of the run in its ledger
  RunRecord record;
  std::string row;     ///< canonical JSON
  uint64_t place = 0;  ///< of the row, from 0
  std::vector<proof::Digest> path;
  std::vector<Signed> signatures;
};

std::string receipt_text(const Receipt& receipt);
/// Nothing when the text is no receipt.
std::optional<Receipt> read_receipt(std::string_view text);

/// Its hashes lead from the row to the root that the record states.
bool is_proven(const Receipt& receipt);

}  // namespace bursar::audit
