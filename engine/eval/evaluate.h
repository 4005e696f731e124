// The explaining evaluator: one record under a lowered program, with every reason recorded as ids and values.
#pragma once

#include <optional>
#include <vector>

#include "engine/award/award.h"
#include "engine/facts/record.h"
#include "engine/lowered/module.h"

namespace bursar::eval {

struct Evaluated {
  award::Award award;                     ///< without `policy`; faults without their places
  std::vector<source::Span> fault_spans;  ///< by fault
};

/// Pure and deterministic. `record.values` follows the program's facts. Without a date, what rests on it is unknown.
Evaluated evaluate(const lowered::Module& module, const facts::Record& record, std::optional<num::Date> as_of);

/// The value of one definition, for tests; nothing when it is faulty.
std::optional<award::Shown> definition_value(const lowered::Module& module, const facts::Record& record,
                              std::optional<num::Date> as_of, uint32_t definition);

/// What one clause comes to after the programme layer, over its versions: only it and what it needs is evaluated. 0 when
/// it does not apply; nothing when that is open, in conflict or faulty. `clause` is its first version.
std::optional<num::Exact> clause_amount(const lowered::Module& module, const facts::Record& record,
                                        std::optional<num::Date> as_of, uint32_t clause);

/// Titles and names in either language: told apart by their characters when only one is given.
award::Text text_of(std::string_view first, std::string_view second);
/// A fact's title; of a decided amount: that it is one, and its clause's title.
award::Text title_of(const checked::Fact& fact);
award::Text measure_of(const checked::Program& program, const checked::Type& type);
award::Unit unit_of(const checked::Type& type);
std::vector<award::Citation> citations_of(const checked::Program& program, const std::vector<syntax::Cite>& cites);

}  // namespace bursar::eval
