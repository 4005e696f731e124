#include "cli/fail_on.h"

namespace bursar::cli {

using num::Exact;

std::optional<FailOn> FailOn::parse(std::string_view text) {
  FailOn out;
  if (text == "lead") return out;
  if (text == "never") {
    out.kind_ = Kind::Never;
    return out;
  }
  Exact unit(1);
  if (text.starts_with("amount:")) {
    out.kind_ = Kind::Amount;
    text.remove_prefix(7);
  } else if (text.starts_with("rate:")) {
    out.kind_ = Kind::Rate;
    text.remove_prefix(5);
    if (text.ends_with("%")) {
      text.remove_suffix(1);
      unit = Exact::ratio(1, 100);
    }
  } else {
    return std::nullopt;
  }
  const auto bound = Exact::parse_decimal(text);
  if (!bound || bound->sign() < 0) return std::nullopt;
  out.bound_ = *bound * unit;
  return out;
}

bool FailOn::reached(const audit::Audit& audit) const {
  const Exact wrong = audit.batch.over + audit.batch.under;
  switch (kind_) {
    case Kind::Never: return false;
    case Kind::Lead: return audit.leads > audit.undecided.rows || !audit.of_the_batch.empty();
    case Kind::Amount: return wrong.sign() > 0 && wrong >= bound_;
    case Kind::Rate: return wrong.sign() > 0 && wrong >= bound_ * audit.batch.paid;
  }
  return false;
}

}  // namespace bursar::cli
