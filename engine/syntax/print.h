// Syntax tree to policy text, in the keywords and word orders of either language.
#pragma once

#include <string>

#include "engine/syntax/tree.h"

namespace bursar::syntax {

enum class Language : uint8_t { En, Zh };

/// One expression or condition, on one line: `output more than 100 million yuan`, 年产值 超过 1亿元.
/// Names are printed as they were written.
std::string print(const Tree& tree, ExprId id, Language language);

/// What names are called in a language. Without it they are printed as they were written.
class Naming {
 public:
  virtual ~Naming() = default;
  virtual std::string_view path(const Expr& path, size_t part, Language language) const = 0;
  virtual std::string_view variable(std::string_view written, Language language) const = 0;
};
std::string print(const Tree& tree, ExprId id, Language language, const Naming& naming);
/// One step: `capped at 50 million yuan`, 最高不超过 5000万元.
std::string print(const Tree& tree, const Step& step, Language language, const Naming& naming);
/// `in force from 2025-01-01 to 2025-12-31`
std::string print(const InForce& period, Language language);

/// A whole program. Reading it back gives an equal tree, in either language.
std::string print(const Tree& tree, Language language);

/// A unit: `m²/month` of the key `m²/months`.
std::string unit_text(std::string_view key, Language language);

/// A literal: 100000000 with unit `yuan` is `100 million yuan` or 1亿元.
std::string print_quantity(const num::Exact& value, std::string_view unit, Language language);

/// The word for a comparison in prefix position: `more than`, 超过.
std::string_view word(Comparison comparison, bool date_words, Language language);

}  // namespace bursar::syntax
