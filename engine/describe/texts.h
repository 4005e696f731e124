// What is the same for every record of a program and dear to make: printed rules, titles and citations of clauses.
#pragma once

#include <memory>
#include <mutex>
#include <unordered_map>

#include "engine/award/award.h"
#include "engine/checked/program.h"

namespace bursar::describe {

/// Made when first asked for; for any number of threads. References stay valid. The program must outlive it.
class Texts {
 public:
  explicit Texts(const checked::Program& program) : program_(program) {}

  /// An expression as the policy writes it, printed in either language.
  const award::Text& printed(syntax::ExprId id);

  /// What an award says about a clause whatever the record is.
  struct Clause {
    std::string id;
    award::Text name, title;
    std::vector<award::Citation> cites;
    std::string quote;
    std::string verb;
  };
  const Clause& clause(uint32_t index);

 private:
  const checked::Program& program_;
  std::mutex mutex_;
  std::unordered_map<uint32_t, award::Text> printed_;
  std::unordered_map<uint32_t, Clause> clauses_;
};

}  // namespace bursar::describe
