// What a program's names are called in either language: their first names in English, their second in Chinese.
#pragma once

#include "engine/checked/program.h"
#include "engine/syntax/print.h"

namespace bursar::checked {

class Naming : public syntax::Naming {
 public:
  explicit Naming(const Program& program) : program_(program) {}
  std::string_view path(const syntax::Expr& path, size_t part, syntax::Language language) const override;
  /// A loop's variable that has the name of a record is called like it; any other as written.
  std::string_view variable(std::string_view written, syntax::Language language) const override;

 private:
  const Program& program_;
};

}  // namespace bursar::checked
