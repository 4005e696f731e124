// `test … given … expect …`: each runs as a record of its own.
#include "engine/api/program.h"
#include "engine/eval/evaluate.h"
#include "engine/syntax/print.h"

namespace bursar::api {

namespace {

using syntax::ExprKind;
using Form = syntax::Expect::Form;

class TestRun {
 public:
  TestRun(const Program& program, const syntax::Test& test) : program_(program), tree_(program.tree), test_(test) {}

  TestResult run() {
    TestResult result;
    result.title = eval::text_of(test_.title.first, test_.title.second);
    const auto& file = program_.files[test_.span.file];
    result.file = file.name();
    result.line = file.position(test_.span.begin).line;
    record_.values.resize(program_.checked.facts.size());
    for (const syntax::Given& g : test_.given) give(g);
    const award::Award award = evaluate(program_, record_, record_.as_of);
    for (const syntax::Expect& e : test_.expect) {
      std::string got = check(e, award);
      if (got.empty()) continue;
      result.mismatches.push_back(
          {subject(e), expected(e), std::move(got), program_.files[e.span.file].position(e.span.begin).line});
    }
    result.passed = result.mismatches.empty();
    return result;
  }

 private:
  facts::Value value(syntax::ExprId id) const {
    facts::Value v;
    bool negative = false;
    if (tree_[id].kind == ExprKind::Negate) {
      negative = true;
      id = tree_[id].kids[0];
    }
    const syntax::Expr& e = tree_[id];
    switch (e.kind) {
      case ExprKind::Quantity:
        v.form = facts::Value::Form::Number;
        v.number = negative ? -syntax::number_of(e) : syntax::number_of(e);
        break;
      case ExprKind::Yes:
      case ExprKind::No:
        v.form = facts::Value::Form::YesNo;
        v.number = num::Exact(e.kind == ExprKind::Yes ? 1 : 0);
        break;
      case ExprKind::Date:
        v.form = facts::Value::Form::Date;
        v.date = e.date;
        break;
      case ExprKind::MonthOf:  // a month's literal: its index is the number
        v.form = facts::Value::Form::Date;
        v.date = tree_[e.kids[0]].date;
        v.number = num::Exact(v.date.year() * 12 + static_cast<int>(v.date.month()) - 1);
        break;
      case ExprKind::Text:
        v.form = facts::Value::Form::Text;
        v.text = std::string(e.text);
        break;
      case ExprKind::Path:
        v.form = facts::Value::Form::Text;
        v.text = std::string(e.names[0]);
        break;
      case ExprKind::DoesNotApply: v.form = facts::Value::Form::DoesNotApply; break;
      default: break;
    }
    return v;
  }

  void give(const syntax::Given& g) {
    if (g.name == "as_of") {
      record_.as_of = tree_[g.value].date;
      return;
    }
    for (size_t f = 0; f < program_.checked.facts.size(); ++f) {
      const checked::Fact& fact = program_.checked.facts[f];
      if (fact.first != g.name && fact.second != g.name) continue;
      if (!g.list) {
        record_.values[f] = value(g.value);
        return;
      }
      facts::Value list;
      list.form = facts::Value::Form::List;
      const auto& fields = tree_.records[fact.type.index].fields;
      for (const auto& row : g.rows) {
        std::vector<facts::Value> item(fields.size());
        for (size_t c = 0; c < g.columns.size() && c < row.size(); ++c)
          for (size_t i = 0; i < fields.size(); ++i)
            if (fields[i].name.first == g.columns[c] || fields[i].name.second == g.columns[c]) item[i] = value(row[c]);
        list.items.push_back(std::move(item));
      }
      record_.values[f] = std::move(list);
      return;
    }
  }

  static std::string subject(const syntax::Expect& e) {
    std::string out;
    for (std::string_view s : e.subject) out += (out.empty() ? "" : ".") + std::string(s);
    return out;
  }

  static std::string_view word(award::Outcome o) {
    constexpr std::string_view kWords[] = {"eligible", "ineligible", "undetermined", "in conflict", "faulty"};
    return kWords[static_cast<size_t>(o)];
  }

  std::string expected(const syntax::Expect& e) const {
    switch (e.form) {
      case Form::Value: return syntax::print(tree_, e.value, syntax::Language::En);
      case Form::Eligible: return "eligible";
      case Form::Ineligible:
        return e.because.empty() ? "ineligible" : "ineligible because \"" + std::string(e.because) + "\"";
      case Form::Undetermined: return "undetermined";
      case Form::Conflict: return "in conflict";
      case Form::Fault: return "faulty";
    }
    return {};
  }

  /// Empty when the amount is as expected.
  std::string compare(syntax::ExprId want, const std::optional<num::Exact>& got, award::Outcome outcome) const {
    if (!got) return std::string(word(outcome));
    if (value(want).number == *got) return {};
    return got->to_text();
  }

  static bool mentions(const award::Condition& c, std::string_view text) {
    if (c.outcome == award::Met::NotMet || c.outcome == award::Met::Unknown)
      if (c.text.en.find(text) != std::string::npos || c.text.zh.find(text) != std::string::npos ||
          c.title.en.find(text) != std::string::npos || c.title.zh.find(text) != std::string::npos)
        return true;
    for (const auto& p : c.parts)
      if (mentions(p, text)) return true;
    return false;
  }

  std::string check(const syntax::Expect& e, const award::Award& award) const {
    if (e.subject.size() == 1 && (e.subject[0] == "total" || e.subject[0] == "各项合计")) {
      if (e.form == Form::Value) return compare(e.value, award.total, award.outcome);
      return matches(e.form, award.outcome) ? std::string{} : std::string(word(award.outcome));
    }
    for (size_t c = 0; c < tree_.clauses.size(); ++c) {
      const auto& name = tree_.clauses[c].name;
      if (name.first != e.subject[0] && (name.second.empty() || name.second != e.subject[0])) continue;
      const award::ClauseResult& r = award.clauses[c];
      if (e.subject.size() > 1) {
        for (const auto& i : r.intermediates)
          if (i.name == r.id + "." + std::string(e.subject[1]))
            return compare(e.value, i.value.state == award::Shown::State::Known ? std::optional(i.value.number) : std::nullopt,
                           r.outcome);
        return std::string(word(r.outcome));
      }
      if (e.form == Form::Value) {
        if (r.outcome != award::Outcome::Eligible && r.outcome != award::Outcome::Ineligible)
          return std::string(word(r.outcome));
        return compare(e.value, r.amount, r.outcome);
      }
      if (!matches(e.form, r.outcome)) {
        std::string got(word(r.outcome));
        if (r.amount && r.outcome == award::Outcome::Eligible) got += " " + r.amount->to_text();
        return got;
      }
      if (e.because.empty()) return {};
      std::string reasons;
      for (const auto& k : r.conditions) {
        if (mentions(k, e.because)) return {};
        if (k.outcome != award::Met::Met) reasons += (reasons.empty() ? "" : "; ") + k.text.en;
      }
      return std::string(word(r.outcome)) + " because \"" + reasons + "\"";
    }
    for (uint32_t d = 0; d < tree_.definitions.size(); ++d) {
      const auto& name = tree_.definitions[d].name;
      if (name.first != e.subject[0] && (name.second.empty() || name.second != e.subject[0])) continue;
      const auto shown = eval::definition_value(program_.module, record_, record_.as_of, d);
      if (!shown) return e.form == Form::Fault ? std::string{} : "faulty";
      const award::Shown& v = *shown;
      if (v.state != award::Shown::State::Known) return e.form == Form::Undetermined ? std::string{} : "unknown";
      if (e.form != Form::Value) return v.number.to_text();
      if (v.unit == award::Unit::Date)
        return tree_[e.value].date == v.date ? std::string{} : v.date.to_text();
      if (v.unit == award::Unit::Text) return value(e.value).text == v.text ? std::string{} : v.text;
      return compare(e.value, v.number, award.outcome);
    }
    return "?";
  }

  static bool matches(Form form, award::Outcome o) {
    switch (form) {
      case Form::Eligible: return o == award::Outcome::Eligible;
      case Form::Ineligible: return o == award::Outcome::Ineligible;
      case Form::Undetermined: return o == award::Outcome::Undetermined;
      case Form::Conflict: return o == award::Outcome::Conflict;
      case Form::Fault: return o == award::Outcome::Fault;
      case Form::Value: break;
    }
    return false;
  }

  const Program& program_;
  const syntax::Tree& tree_;
  const syntax::Test& test_;
  facts::Record record_;
};

}  // namespace

std::vector<TestResult> run_tests(const Program& program) {
  std::vector<TestResult> results;
  for (const syntax::Test& test : program.tree.tests) results.push_back(TestRun(program, test).run());
  return results;
}

}  // namespace bursar::api
