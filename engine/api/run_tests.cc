// `test … given … expect …`: each runs as a record of its own.
#include "engine/api/program.h"
#include "engine/describe/describe.h"
#include "engine/describe/words.h"
#include "engine/eval/evaluate.h"
#include "engine/syntax/history.h"
#include "engine/syntax/print.h"
#include "engine/syntax/words.h"

namespace bursar::api {

namespace {

namespace t = syntax::t;
using syntax::ExprKind;
using Form = syntax::Expect::Form;

class TestRun {
 public:
  TestRun(const Program& program, const syntax::Test& test) : program_(program), tree_(program.tree), test_(test) {}

  TestResult run() {
    TestResult result;
    result.title = describe::text_of(test_.title.first, test_.title.second);
    const auto& file = program_.files[test_.span.file];
    result.file = file.name();
    result.line = file.position(test_.span.begin).line;
    std::vector<facts::Record> records;
    for (const syntax::TestCase& c : test_.cases) {
      record_ = {};
      record_.id = std::string(c.name);
      record_.values.resize(program_.checked.facts.size());
      for (const syntax::Given& g : c.given) give(g);
      if (!c.earlier.empty()) give_history(c.earlier);
      records.push_back(record_);
    }
    std::vector<std::pair<const facts::Record*, std::optional<num::Date>>> applicants;
    for (const facts::Record& r : records) applicants.emplace_back(&r, r.as_of);
    const std::vector<award::Award> awards = evaluate_all(program_, applicants);
    for (size_t i = 0; i < test_.cases.size(); ++i) {
      record_ = records[i];
      for (const syntax::Expect& e : test_.cases[i].expect) {
        const auto got = check(e, awards[i]);
        if (!got) continue;
        TestResult::Mismatch one{subject(e), expected(e), got->words, {}, got->value, 0};
        if (got->value && e.form == Form::Value) one.expected_value = as_value(e.value, *got->value);
        one.line = program_.files[e.span.file].position(e.span.begin).line;
        result.mismatches.push_back(std::move(one));
      }
    }
    result.passed = result.mismatches.empty();
    return result;
  }

 private:
  void give_history(const std::vector<syntax::EarlierAward>& earlier) {
    const uint32_t fact = *program_.checked.earlier_awards;
    const auto& fields = tree_.records[program_.checked.facts[fact].type.index].fields;
    const auto& types = program_.checked.fields[program_.checked.facts[fact].type.index];
    facts::Value& list = record_.values[fact];
    list.form = facts::Value::Form::List;
    for (const syntax::EarlierAward& a : earlier) {
      std::vector<facts::Value> row(fields.size());
      const auto at = [&](syntax::EarlierField f) -> facts::Value& { return row[static_cast<size_t>(f)]; };
      at(syntax::EarlierField::Clause).form = facts::Value::Form::Text;
      at(syntax::EarlierField::Clause).text = std::string(a.clause);
      at(syntax::EarlierField::Date).form = facts::Value::Form::Date;
      at(syntax::EarlierField::Date).date = a.date;
      at(syntax::EarlierField::Amount) = value(a.amount, {checked::TypeKind::Money, program_.checked.currency});
      for (const syntax::Given& g : a.keys)
        for (size_t i = 0; i < fields.size(); ++i)
          if (fields[i].name.first == g.name || fields[i].name.second == g.name) row[i] = value(g.value, types[i]);
      list.items.push_back(std::move(row));
    }
  }

  /// A literal as a profile would state it: in the unit of its type.
  facts::Value value(syntax::ExprId id, const checked::Type& type) const {
    facts::Value v = value(id);
    const checked::Type own = program_.checked.types[id.index];
    if (const checked::Ref& ref = program_.checked.refs[id.index]; ref.kind == checked::Ref::Kind::Value)
      v.text = std::string(program_.checked.one_ofs[ref.outer].names[ref.index]);
    if (v.form == facts::Value::Form::Number && own.unit != 0 && type.unit != 0)
      v.number = *num::Exact::divide(v.number * program_.checked.units[own.unit].factor,
                                     program_.checked.units[type.unit].factor);
    return v;
  }

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
      case ExprKind::Time:
      case ExprKind::Moment:
        v.form = facts::Value::Form::Number;
        v.number = e.kind == ExprKind::Time ? e.value : num::Exact(num::minutes_of(e.date)) + e.value;
        break;
      case ExprKind::PeriodFrom: {
        const syntax::Expr &first = tree_[e.kids[0]], &last = tree_[e.kids[1]];
        v.form = facts::Value::Form::Period;
        if (first.kind == ExprKind::Moment) {
          const auto minute = [](const syntax::Expr& m) { return num::minutes_of(m.date) + m.value.to_int64().value_or(0); };
          if (minute(first) < minute(last)) v.period.pieces.emplace_back(minute(first), minute(last));
        } else {
          num::Date end = last.date;
          if (e.open_end) end.days -= 1;
          v.period = num::Period::of_days(first.date, end);
        }
        break;
      }
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
        record_.values[f] = value(g.value, fact.type);
        return;
      }
      facts::Value list;
      list.form = facts::Value::Form::List;
      if (fact.type.kind == checked::TypeKind::Series) {
        for (const auto& row : g.rows) {
          std::vector<facts::Value> item(2);
          for (size_t c = 0; c < g.columns.size() && c < row.size(); ++c)
            item[g.columns[c] == "month" || g.columns[c] == "月份" ? 0 : 1] = value(row[c], fact.type);
          list.items.push_back(std::move(item));
        }
        record_.values[f] = std::move(list);
        return;
      }
      const auto& fields = tree_.records[fact.type.index].fields;
      for (const auto& row : g.rows) {
        std::vector<facts::Value> item(fields.size());
        for (size_t c = 0; c < g.columns.size() && c < row.size(); ++c)
          for (size_t i = 0; i < fields.size(); ++i)
            if (fields[i].name.first == g.columns[c] || fields[i].name.second == g.columns[c])
              item[i] = value(row[c], program_.checked.fields[fact.type.index][i]);
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

  /// What came instead.
  struct Got {
    award::Text words;
    std::optional<award::Shown> value;
  };

  static award::Text keyword(uint16_t token) {
    const syntax::Word& w = *syntax::word_of(token);
    return {std::string(w.en[0]), std::string(w.zh[0])};
  }
  static award::Text word(award::Outcome o) {
    constexpr uint16_t kTokens[] = {t::ELIGIBLE, t::INELIGIBLE, t::UNDETERMINED, t::CONFLICT, t::FAULTY};
    return keyword(kTokens[static_cast<size_t>(o)]);
  }
  static award::Text because(award::Text text, const award::Text& reason) {
    if (reason.empty()) return text;
    const award::Text word = keyword(t::BECAUSE);
    text.en += " " + word.en + " \"" + reason.en + "\"";
    text.zh += " " + word.zh + " \"" + reason.zh + "\"";
    return text;
  }

  award::Text expected(const syntax::Expect& e) const {
    const std::string reason(e.because);
    switch (e.form) {
      case Form::Value:
        return {syntax::print(tree_, e.value, syntax::Language::En),
                syntax::print(tree_, e.value, syntax::Language::Zh)};
      case Form::Eligible:
        return word(award::Outcome::Eligible);
      case Form::Ineligible:
        return because(word(award::Outcome::Ineligible), {reason, reason});
      case Form::Undetermined:
        return word(award::Outcome::Undetermined);
      case Form::Conflict:
        return word(award::Outcome::Conflict);
      case Form::Fault:
        return word(award::Outcome::Fault);
    }
    return {};
  }

  award::Shown as_value(syntax::ExprId want, award::Shown like) const {
    const facts::Value v = value(want);
    like.number = v.number;
    like.date = v.date;
    like.text = v.text;
    return like;
  }

  award::Shown money(const num::Exact& amount) const {
    award::Shown s;
    s.state = award::Shown::State::Known;
    s.unit = award::Unit::Money;
    s.number = amount;
    s.currency = std::string(program_.checked.currency.code());
    return s;
  }

  static Got got(const award::Shown& value) {
    const std::string text = value.unit == award::Unit::Date   ? value.date.to_text()
                             : value.unit == award::Unit::Text ? value.text
                                                               : value.number.to_text();
    return {{text, text}, value};
  }

  /// Nothing when the value is as expected.
  std::optional<Got> compare(syntax::ExprId want, const award::Shown& have) const {
    const bool same = have.unit == award::Unit::Date   ? tree_[want].date == have.date
                      : have.unit == award::Unit::Text ? value(want).text == have.text
                                                       : value(want).number == have.number;
    return same ? std::nullopt : std::optional(got(have));
  }

  /// What a clause answers, when that is no amount: a deadline, a value of any kind.
  static const award::Shown* result_of(const award::Award& award, const std::string& clause) {
    for (const award::Line& line : award.lines)
      if (line.clause == clause && line.result && award::is_result(line.verb)) return &*line.result;
    return nullptr;
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

  std::optional<Got> check(const syntax::Expect& e, const award::Award& award) const {
    if (e.subject.size() == 1 && (e.subject[0] == "total" || e.subject[0] == "各项合计")) {
      if (e.form == Form::Value && award.total) return compare(e.value, money(*award.total));
      return matches(e.form, award.outcome) ? std::nullopt : std::optional<Got>({word(award.outcome), {}});
    }
    for (size_t c = 0; c < tree_.clauses.size(); ++c) {
      const auto& name = tree_.clauses[c].name;
      if (name.first == e.subject[0] || (!name.second.empty() && name.second == e.subject[0])) {
        // Of several versions of a clause the award shows one.
        for (const award::ClauseResult& r : award.clauses)
          if (r.id == name.first) return check_clause(e, award, r);
      }

    }
    for (uint32_t d = 0; d < tree_.definitions.size(); ++d) {
      const auto& name = tree_.definitions[d].name;
      if (name.first == e.subject[0] || (!name.second.empty() && name.second == e.subject[0]))
        return check_definition(e, d);
    }
    return Got{{"?", "?"}, {}};
  }

  /// The first name of the let that a test calls by either.
  std::string let_name(const syntax::Expect& e) const {
    for (const syntax::Clause& c : tree_.clauses) {
      if (c.name.first != e.subject[0] && c.name.second != e.subject[0]) continue;
      for (const syntax::Statement& s : c.body)
        if (s.kind == syntax::StatementKind::Let && s.definition.name.second == e.subject[1])
          return std::string(s.definition.name.first);
    }
    return std::string(e.subject[1]);
  }

  std::optional<Got> check_clause(const syntax::Expect& e, const award::Award& award,
                                  const award::ClauseResult& r) const {
    if (e.subject.size() > 1 && (e.subject[1] == "paid" || e.subject[1] == "实给")) {
      if (r.amount) return compare(e.value, money(*r.amount));
      return Got{word(r.outcome), {}};
    }
    if (e.subject.size() > 1) {
      for (const auto& i : r.intermediates)
        if (i.name == r.id + "." + let_name(e) && i.value.state == award::Shown::State::Known)
          return compare(e.value, i.value);
      return Got{word(r.outcome), {}};
    }
    if (e.form == Form::Value)
      if (const award::Shown* result = result_of(award, r.id)) return compare(e.value, *result);
    const bool decided = r.outcome == award::Outcome::Eligible || r.outcome == award::Outcome::Ineligible;
    if (e.form == Form::Value && decided && r.amount) return compare(e.value, money(*r.amount));
    if (!matches(e.form, r.outcome)) {
      Got instead{word(r.outcome), {}};
      if (r.amount && r.outcome == award::Outcome::Eligible) instead.value = money(*r.amount);
      return instead;
    }
    if (e.because.empty()) return std::nullopt;
    award::Text reasons;
    for (const auto& k : r.conditions) {
      if (mentions(k, e.because)) return std::nullopt;
      if (k.outcome == award::Met::Met) continue;
      reasons.en += (reasons.en.empty() ? "" : "; ") + k.text.en;
      reasons.zh += (reasons.zh.empty() ? "" : "；") + k.text.zh;
    }
    return Got{because(word(r.outcome), reasons), {}};
  }

  std::optional<Got> check_definition(const syntax::Expect& e, uint32_t definition) const {
    eval::Explainer explainer(program_.module);
    const auto given = explainer.definition_value(record_, record_.as_of, definition);
    if (!given) return e.form == Form::Fault ? std::nullopt : std::optional<Got>({keyword(t::FAULTY), {}});
    const award::Shown value = describe::shown(program_.checked, *given, program_.checked.definition_types[definition]);
    if (value.state != award::Shown::State::Known)
      return e.form == Form::Undetermined ? std::nullopt : std::optional<Got>({keyword(t::UNKNOWN), {}});
    return e.form == Form::Value ? compare(e.value, value) : std::optional(got(value));
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
  // Each program runs its own: those of the programs that it uses are theirs.
  for (const syntax::Test& test : program.tree.tests)
    if (program.tree.part(test.span) == 0) results.push_back(TestRun(program, test).run());
  return results;
}

}  // namespace bursar::api
