// The engine for products: compile a program, ask what it needs, evaluate a record. Pure: no files, no
// clock, no environment. Reading is io/, sentences are io/report and io/render.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "engine/award/award.h"
#include "engine/columns/chunk.h"
#include "engine/diag/issue.h"
#include "engine/facts/record.h"
#include "engine/num/period.h"
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

/// Compiles the files as one program, with those of the programs that it uses. The files must outlive the program.
Compiled compile(const source::Files& files, const std::vector<uint32_t>& indices,
                 const std::vector<std::vector<uint32_t>>& used = {});

/// A `use "../city"` of a file, and where it stands.
struct Use {
  std::string path;
  source::Span span;
};
std::vector<Use> uses(const source::Files& files, uint32_t index);

enum class Stage : uint8_t { Syntax, Checked, Lowered };
/// A representation as text. `syntax` is policy text in the keywords of the language.
std::string print(const Program& program, Stage stage, bool chinese);

/// Names, title, version, currency; the digest of the checked program.
award::PolicyId policy(const Program& program);

/// True when the policy needs a date and does not say by itself which (no `decided by`).
bool needs_as_of(const Program& program);

/// What the policy decides by, as policy text in either language; nothing when it leaves the date to others.
std::optional<award::Text> decided_by(const Program& program);

/// The working days that the policy counts by; nothing when it names no calendar.
std::optional<num::WorkingDays> working_days(const Program& program);

/// What the policy needs to know: one fact, or one field of a list's record.
struct FactInfo {
  std::string name;           ///< first name: the profile's key
  std::string second_name;    ///< may be empty; also accepted as key
  award::Text title;
  award::Unit unit = award::Unit::None;
  std::string type;           ///< `money`, `yes/no`, `list of launch`, `one of small, medium`
  std::string type_zh;        ///< the same in the Chinese words of the language: 金额, 列表 发射
  std::string currency;       ///< money
  std::vector<std::string> values;        ///< one of
  std::vector<std::string> second_values;
  bool whole = false;         ///< count: whole numbers only
  award::Text measure;        ///< the unit of a quantity or of a unit price; its figures are in it
  std::vector<std::pair<std::string, num::Exact>> unit_words;  ///< what a figure may carry behind it, and how many of
                                                               ///< `measure` one of those is
  num::Exact scale = 1;       ///< what a bare figure of an amount is multiplied with
  bool chosen = false;        ///< by the applicant
  bool series = false;        ///< a value a month: a mapping in a profile; `fields` are month and value
  bool history = false;       ///< earlier awards
  std::vector<award::Citation> cites;     ///< articles of the clauses that ask for it
  std::vector<std::string> needed_by;     ///< clause ids
  std::vector<award::Text> needed_by_titles;
  std::vector<FactInfo> fields;           ///< of a list, of a series
  bool assumed = false;       ///< the policy states a default
};

/// In declared order; decided amounts (`C.decided`) behind the declared facts. Record values follow this order.
const std::vector<FactInfo>& facts(const Program& program);

/// How each fact is kept in columns, in the order of `facts`.
std::vector<columns::Shape> shapes(const Program& program);

/// Evaluates one record. `as_of` is the date given from outside, else the record's own.
award::Award evaluate(const Program& program, const facts::Record& record, std::optional<num::Date> as_of);

/// The same for all applicants of a run: budgets are shared among them.
std::vector<award::Award> evaluate_all(
    const Program& program, const std::vector<std::pair<const facts::Record*, std::optional<num::Date>>>& applicants);
/// An open fact that the applicant chooses, with the value that gives the highest total; other facts stay as given.
struct Choice {
  const FactInfo* fact = nullptr;  ///< of the program
  facts::Value value;
  std::optional<num::Exact> total;
  size_t of = 0;                   ///< how many values were tried that give a total
};
std::vector<Choice> best_choices(const Program& program, const facts::Record& record, std::optional<num::Date> as_of);

/// True when awards depend on who else applies.
bool has_budgets(const Program& program);

struct TestResult {
  award::Text title;
  std::string file;
  uint32_t line = 0;
  bool passed = false;
  /// One an expectation that was not met: what was expected and what came, as policy text, and as values
  /// where both are.
  struct Mismatch {
    std::string subject;
    award::Text expected;
    award::Text got;
    std::optional<award::Shown> expected_value, got_value;
    uint32_t line = 0;
  };
  std::vector<Mismatch> mismatches;
};
std::vector<TestResult> run_tests(const Program& program);

}  // namespace bursar::api
