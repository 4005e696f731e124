// By columns and one by one: the same answers, for every policy, whatever the chunk and whichever path.
#include <catch2/catch.hpp>
#include <cstdlib>
#include <iostream>

#include "engine/api/batch.h"
#include "engine/columns/chunk.h"
#include "engine/num/currency.h"
#include "tests/property/applicants.h"

namespace bursar {
namespace {

using award::Outcome;
using num::Exact;
using tests::Applicants;

int records() { return std::getenv("BURSAR_LONG") != nullptr ? 100'000 : 300; }

struct Variant {
  const char* name;
  size_t chunk;
  api::BatchPaths paths;
};

constexpr Variant kVariants[] = {
    {"1,024 a chunk", 1024, {}},
    {"3 a chunk", 3, {}},
    {"1 a chunk", 1, {}},
    {"checked", 1024, {true, false, true}},
    {"no 128 bits", 1024, {true, true, false}},
    {"checked, no 128 bits, 3 a chunk", 3, {true, false, false}},
};

/// Every policy's own, and the total's, in the smallest unit.
bool is(const Exact& amount, int64_t units, const Exact& unit) { return amount == Exact(units) * unit; }

struct Compared {
  size_t decided = 0, left = 0, wrong = 0;
};

void compare(const api::BatchAnswers& got, size_t row, const award::Award& want, const Exact& unit, Compared& into,
             const std::string& where) {
  const auto differs = [&](const std::string& what) {
    if (++into.wrong <= 5) FAIL_CHECK(where << ", " << want.subject_id << ": " << what);
  };
  if (got.answers.left[row]) {
    ++into.left;
    return;
  }
  ++into.decided;
  if (got.answers.outcomes[row] != want.outcome) return differs("the policy's outcome " + std::to_string(static_cast<int>(got.answers.outcomes[row])) + ", not " + std::to_string(static_cast<int>(want.outcome)) +
                    (want.faults.empty() ? "" : " (" + want.faults.front().kind + " " + want.faults.front().text.en + ")"));
  if (!want.total || !is(*want.total, got.answers.totals[row], unit))
    return differs("total " + std::to_string(got.answers.totals[row]) + ", not " + (want.total ? want.total->to_text() : "none"));
  for (size_t c = 0; c < want.clauses.size(); ++c) {
    const award::ClauseResult& clause = want.clauses[c];
    if (got.answers.clauses[c].outcomes[row] != clause.outcome) return differs(clause.id + ": outcome");
    if (!clause.amount || !is(*clause.amount, got.answers.clauses[c].amounts[row], unit))
      return differs(clause.id + ": " + std::to_string(got.answers.clauses[c].amounts[row]) + ", not " +
                     (clause.amount ? clause.amount->to_text() : "none"));
  }
}

}  // namespace

TEST_CASE("columns and the explaining evaluator give the same answers", "[batch]") {
  size_t by_columns = 0, policies = 0;
  std::string reasons;
  for (const auto& loaded : tests::programs()) {
    ++policies;
    const api::Program& program = *loaded->program;
    if (const api::Batch batch(program); !batch.why_not().empty()) {
      reasons += "  " + loaded->path + ": " + batch.why_not() + "\n";
      continue;
    }
    ++by_columns;
    Applicants make(program, 17);
    std::vector<facts::Record> all;
    std::vector<award::Award> awards;
    for (int i = 0; i < records(); ++i) {
      facts::Record r = make.record(static_cast<size_t>(i));
      if (i % 3 == 1) r = make.with_unknowns(std::move(r));
      if (i % 3 == 2) r = make.at_edges(std::move(r));
      awards.push_back(api::evaluate(program, r, {}));
      all.push_back(std::move(r));
    }
    const Exact unit = num::currency_of(api::policy(program).currency)->smallest_unit();
    const std::vector<columns::Shape> shapes = api::shapes(program);
    for (const Variant& variant : kVariants) {
      api::Batch batch(program, variant.paths);
      api::BatchAnswers answers;
      columns::Chunk chunk;
      Compared compared;
      for (size_t first = 0; first < all.size(); first += variant.chunk) {
        chunk.reset(shapes);
        batch.dictionary().forget();
        const size_t end = std::min(all.size(), first + variant.chunk);
        for (size_t i = first; i < end; ++i)
          columns::add(chunk, shapes, all[i], {0, i + 1}, batch.dictionary());
        batch.evaluate(chunk, {}, answers);
        for (size_t i = first; i < end; ++i)
          compare(answers, i - first, awards[i], unit, compared, loaded->path + ", " + variant.name);
        size_t left = 0;
        for (uint8_t l : answers.answers.left) left += l != 0;
        CHECK(left == answers.one_by_one.size());
      }
      CHECK(compared.wrong == 0);
      if (&variant == kVariants) {
        size_t certain = 0;
        for (const award::Award& a : awards) certain += a.outcome == Outcome::Eligible || a.outcome == Outcome::Ineligible;
        if (compared.decided * 2 < certain)
          reasons += "  " + loaded->path + ": decides " + std::to_string(compared.decided) + " of " + std::to_string(certain) + "\n";
      }
    }
  }
  std::cout << by_columns << " of " << policies << " policies run by columns; the others, and those that decide few:\n" << reasons;
  CHECK(by_columns * 2 >= policies);
}

}  // namespace bursar
