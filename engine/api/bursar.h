// The engine for products: compile a program, ask what it needs, evaluate a record. Pure: no files, no
// clock, no environment. Reading is io/, sentences are io/report and io/render.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "engine/award/award.h"
#include "engine/diag/issue.h"
#include "engine/facts/record.h"
#include "engine/source/source.h"

namespace bursar::api {

class Program;
struct ProgramDelete {
  void operator()(Program*) const;
};
using ProgramPtr = std::unique_ptr<Program, ProgramDelete>;

struct Compiled {
  ProgramPtr program;   ///< null when there is an error among the issues
  diag::Issues issues;  ///< errors and warnings, in order of their place
};

/// Compiles the files as one program. The files must outlive the program.
Compiled compile(const source::Files& files, const std::vector<uint32_t>& indices);

enum class Stage : uint8_t { Syntax, Checked, Lowered };
/// A representation as text. `syntax` is policy text in the keywords of the language.
std::string print(const Program& program, Stage stage, bool chinese);

/// Names, title, version, currency; the digest of the checked program.
award::PolicyId policy(const Program& program);

/// True when the policy needs a date and does not say by itself which (no `decided by`).
bool needs_as_of(const Program& program);

/// What the policy needs to know: one fact, or one field of a list's record.
struct FactInfo {
  std::string name;           ///< first name: the profile's key
  std::string second_name;    ///< may be empty; also accepted as key
  award::Text title;
  award::Unit unit = award::Unit::None;
  std::string type;           ///< `money`, `yes/no`, `list of launch`, `one of small, medium`
  std::string currency;       ///< money
  std::vector<std::string> values;        ///< one of
  std::vector<std::string> second_values;
  bool whole = false;         ///< count: whole numbers only
  std::vector<award::Citation> cites;     ///< articles of the clauses that ask for it
  std::vector<std::string> needed_by;     ///< clause ids
  std::vector<FactInfo> fields;           ///< of a list
  bool assumed = false;       ///< the policy states a default
};

/// In declared order; decided amounts (`C.decided`) behind the declared facts. Record values follow this order.
const std::vector<FactInfo>& facts(const Program& program);

/// Evaluates one record. `as_of` is the date given from outside, else the record's own.
award::Award evaluate(const Program& program, const facts::Record& record, std::optional<num::Date> as_of);

struct TestResult {
  award::Text title;
  std::string file;
  uint32_t line = 0;
  bool passed = false;
  /// One an expectation that was not met: what was expected and what came, as policy text.
  struct Mismatch {
    std::string subject;
    std::string expected;
    std::string got;
    uint32_t line = 0;
  };
  std::vector<Mismatch> mismatches;
};
std::vector<TestResult> run_tests(const Program& program);

}  // namespace bursar::api
