// Records as a table that the readers of batches accept: a row an enterprise, a column a fact, the items of a list side
// by side as `launch1_model`, `launch1_date`, `launch2_model`.
#pragma once

#include <string>
#include <vector>

#include "engine/api/bursar.h"

namespace bursar::cli {

class ProfileTable {
 public:
  /// `items` by fact: how many the table has columns for.
  ProfileTable(const api::Program& program, std::vector<size_t> items);

  std::string head() const;
  std::string row(const facts::Record& record) const;

 private:
  const std::vector<api::FactInfo>& facts_;
  std::vector<size_t> items_;
  bool dated_;  ///< has a column `as_of`
};

/// A value as the readers take it for its fact; unknown is an empty text.
std::string written_value(const api::FactInfo& fact, const facts::Value& value);

}  // namespace bursar::cli
