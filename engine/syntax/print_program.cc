// Whole programs.
#include "engine/syntax/printer.h"

namespace bursar::syntax {

void Printer::name(const Name& n) {
  out += name_text(n.first, language_);
  if (!n.second.empty()) out += "/" + name_text(n.second, language_);
}

void Printer::title(const Title& t) {
  if (t.first.data() == nullptr) return;
  out += " " + string_text(t.first);
  if (t.second.data() != nullptr) out += "/" + string_text(t.second);
}

void Printer::cites(const std::vector<Cite>& list, uint16_t token) {
  for (const Cite& c : list) {
    out += ' ';
    out += word(token);
    out += " " + name_text(c.source, language_);
    for (size_t i = 0; i < c.articles.size(); ++i) out += (i > 0 ? ", " : " ") + article_text(c.articles[i]);
  }
}

void Printer::type(const TypeRef& type) {
  if (type.form == TypeRef::Form::OneOf) {
    out += word(t::ONE_OF);
    for (size_t i = 0; i < type.values.size(); ++i) out += (i > 0 ? ", " : " ") + name_text(type.values[i], language_);
    return;
  }
  if (type.form == TypeRef::Form::ListOf) {
    out += word(t::LIST_OF);
    out += ' ';
  }
  if (!type.built_in) {
    const std::string name = name_text(type.name, language_);
    bool keyword = false;  // type words are free as names, but not here
    for (const Word& w : words())
      for (const auto* list : {&w.en, &w.zh})
        for (auto s : *list) keyword = keyword || (w.key.empty() && s == type.name);
    const bool quoted = name.starts_with('`') || name.starts_with("「");
    out += keyword && !quoted ? "「" + std::string(type.name) + "」" : name;
    return;
  }
  for (uint16_t token = t::TYPE_TEXT; token <= t::TYPE_YES_NO; ++token)
    if (word_of(token) && word_of(token)->en[0] == type.name) out += word(token);
  if (!type.currency.empty()) out += " in " + std::string(type.currency);
}

void Printer::in_force(const InForce& f) {
  out += word(t::IN_FORCE);
  out += ' ';
  out += word(t::FROM);
  out += " " + f.from.to_text();
  if (!f.to) return;
  out += ' ';
  out += word(t::TO);
  out += " " + f.to->to_text();
}

void Printer::rounding(num::Rounding mode, ExprId multiple) {
  static constexpr uint16_t kModes[] = {t::HALF_UP, t::HALF_EVEN, t::HALF_DOWN, t::UPWARD, t::DOWNWARD, t::TO_THE_HIGHER, t::TO_THE_LOWER};
  out += word(kModes[static_cast<size_t>(mode)]);
  out += zh() ? " 到 " : " to ";
  expr(multiple, kMatched);
}

void Printer::source(const Source& s) {
  out += word(t::SOURCE);
  out += ' ';
  name(s.name);
  title(s.title);
  const auto item = [&](uint16_t token, const std::string& text) {
    line(1);
    out += word(token);
    out += " " + text;
  };
  if (s.issuer.data()) item(t::ISSUER, string_text(s.issuer));
  if (s.issued) item(t::ISSUED, s.issued->to_text());
  if (s.number.data()) item(t::NUMBERED, string_text(s.number));
}

void Printer::policy(const Policy& p) {
  out += word(t::POLICY);
  out += ' ';
  name(p.name);
  title(p.title);
  if (!p.source.empty()) out += (zh() ? " 依据 " : " under ") + name_text(p.source, language_);
  const auto item = [&](uint16_t token) {
    line(1);
    out += word(token);
    out += ' ';
  };
  if (p.version.data()) {
    item(t::VERSION);
    const bool plain = p.version.find_first_not_of("0123456789.") == std::string_view::npos && !p.version.empty() &&
                       p.version.find('.') == p.version.rfind('.') && p.version.back() != '.' && p.version[0] != '.';
    out += plain ? std::string(p.version) : string_text(p.version);
  }
  if (!p.pays.empty()) {
    item(t::PAYS);
    out += p.pays;
  }
  if (p.in_force) {
    line(1);
    in_force(*p.in_force);
  }
  if (p.decided_by.has()) {
    item(t::DECIDED_BY);
    expr(p.decided_by, kMatched);
  }
  for (const RoundingRule& r : p.rounding) {
    item(r.total ? t::ROUNDS_TOTAL : t::ROUNDS_LINE);
    rounding(r.mode, r.multiple);
  }
  if (p.review_by) {
    item(t::REVIEW_BY);
    out += p.review_by->to_text();
  }
}

void Printer::field(uint16_t token, const Name& n, const TypeRef& t, const Title& text) {
  out += word(token);
  out += ' ';
  name(n);
  colon();
  type(t);
  title(text);
}

void Printer::parameter(const Parameter& p) {
  field(t::PARAMETER, p.name, p.type, p.title);
  for (const DatedValue& v : p.values) {
    if (v.from) {
      line(1);
      out += word(t::FROM);
      out += " " + v.from->to_text();
      colon();
      expr(v.value, kMatched);
    } else {
      out += " = ";
      expr(v.value, kFormula);
    }
    cites(v.cites, t::CITES);
  }
}

void Printer::definition(const Definition& d) {
  name(d.name);
  title(d.title);
  out += " = ";
  expr(d.value, d.steps.empty() && d.cites.empty() ? kList : kFormula);
  ++indent_;
  for (const Step& s : d.steps) {
    line(indent_);
    step(s);
  }
  --indent_;
  cites(d.cites, t::CITES);
}

std::string Printer::path_text(std::string_view written) const {
  const bool de = written.find("的") != written.npos && written.find_first_of(" `") != written.npos;
  return de || written.find('.') != written.npos ? std::string(written) : name_text(written, language_);
}

void Printer::assumption(const Statement& s) {
  out += word(t::ASSUME);
  out += " " + path_text(s.definition.name.first) + " = ";
  expr(s.definition.value, kFormula);
  out += ' ';
  out += word(t::BECAUSE);
  out += " " + string_text(s.text);
}

void Printer::statement(const Statement& s) {
  static constexpr uint16_t kVerbs[] = {t::AWARD, t::SUBSIDISE, t::EXEMPT, t::REDUCE, t::CHARGE, t::DEDUCT, t::ANSWER};
  const auto with = [&](uint16_t token, Level wanted) {
    out += word(token);
    out += ' ';
    expr(s.expr, wanted);
  };
  switch (s.kind) {
    case StatementKind::Quote: out += std::string(word(t::QUOTE)) + " " + string_text(s.text); return;
    case StatementKind::InForce: return in_force(s.in_force);
    case StatementKind::DecidedBy: return with(t::DECIDED_BY, kMatched);
    case StatementKind::When: out += std::string(word(t::WHEN)) + " "; return condition(s.expr);
    case StatementKind::ExceptWhen: out += std::string(word(t::EXCEPT_WHEN)) + " "; return condition(s.expr);
    case StatementKind::ReferWhen:
      with(t::REFER_WHEN, kOr);
      out += " " + string_text(s.text);
      return;
    case StatementKind::Require:
      out += std::string(word(t::REQUIRE)) + " ";
      condition(s.expr);
      out += ' ';
      out += word(t::ELSE);
      out += " " + string_text(s.text);
      return;
    case StatementKind::Assume: return assumption(s);
    case StatementKind::Let:
      out += word(t::LET);
      out += ' ';
      name(s.definition.name);
      title(s.definition.title);
      out += " = ";
      expr(s.definition.value, kList);
      for (const Step& st : s.definition.steps) {
        line(2);
        step(st);
      }
      return;
    case StatementKind::Base: return with(t::BASE, kFormula);
    case StatementKind::Pay: return with(kVerbs[static_cast<size_t>(s.verb)], kFormula);
    case StatementKind::Step:
      if (s.step.subject != StepSubject::Running)
        out += std::string(word(s.step.subject == StepSubject::Award  ? t::AWARD
                                : s.step.subject == StepSubject::Base ? t::BASE
                                                                      : t::TOTAL)) + " ";
      return step(s.step);
    case StatementKind::ForEach:
      if (zh()) {
        out += "对 ";
        expr(s.expr, kMatched);
        out += " 中每个 " + name_text(s.variable, language_);
      } else {
        out += "for each " + name_text(s.variable, language_) + " in ";
        expr(s.expr, kMatched);
      }
      return;
    case StatementKind::Where: return with(t::WHERE, kOr);
    case StatementKind::By:
      with(zh() ? t::AN : t::BY, kMatched);
      if (zh()) out += " 分组";
      return;
    case StatementKind::InOrderOf:
      with(zh() ? t::AN : t::IN_ORDER_OF, kMatched);
      if (s.descending) out += " " + std::string(word(t::DESCENDING));
      if (zh()) out += " 排序";
      if (!s.then_as_listed) return;
      comma();
      out += word(t::THEN_AS_LISTED);
      return;
    case StatementKind::Take: {
      const auto ordinal = [](uint32_t n) {
        const uint32_t last = n % 100 >= 11 && n % 100 <= 13 ? 0 : n % 10;
        return std::to_string(n) + (last == 1 ? "st" : last == 2 ? "nd" : last == 3 ? "rd" : "th");
      };
      if (zh()) {
        out += "取 第" + std::to_string(s.first) + (s.last != s.first ? "至" + std::to_string(s.last) : "") + "个";
      } else {
        out += "take " + ordinal(s.first) + (s.last != s.first ? " to " + ordinal(s.last) : "");
      }
      return;
    }
    case StatementKind::OfThese:
      out += zh() ? "仅计 " : "of these, where ";
      return expr(s.expr, kOr);
    case StatementKind::OncePer:
      with(zh() ? t::SAME : t::ONCE_PER, kMatched);
      if (zh()) out += " 只计一次";
      return;
  }
}

void Printer::clause(const Clause& c) {
  out += word(t::CLAUSE);
  out += ' ';
  name(c.name);
  title(c.title);
  cites(c.cites, t::CITES);
  indent_ = 1;
  for (const Statement& s : c.body) {
    const bool part = s.kind == StatementKind::Where || s.kind == StatementKind::By || s.kind == StatementKind::Take ||
                      s.kind == StatementKind::InOrderOf || s.kind == StatementKind::OfThese ||
                      s.kind == StatementKind::OncePer;
    line(part ? 2 : 1);
    statement(s);
  }
  indent_ = 0;
}

void Printer::given(const Given& g) {
  out += path_text(g.name) + " ";
  if (!g.list) return expr(g.value, kNegate);
  out += '(';
  for (size_t i = 0; i < g.columns.size(); ++i) out += (i > 0 ? ", " : "") + name_text(g.columns[i], language_);
  out += ')';
  for (const auto& row : g.rows) {
    line(2);
    out += '(';
    for (size_t i = 0; i < row.size(); ++i) {
      if (i > 0) out += ", ";
      expr(row[i], kNegate);
    }
    out += ')';
  }
}

void Printer::expect(const Expect& e) {
  static constexpr uint16_t kOutcomes[] = {0, t::ELIGIBLE, t::INELIGIBLE, t::UNDETERMINED, t::CONFLICT, t::FAULTY};
  if (e.subject.size() == 1 && e.subject[0] == "total") {
    out += word(t::TOTAL);
  } else {
    for (size_t i = 0; i < e.subject.size(); ++i) out += (i > 0 ? "." : "") + name_text(e.subject[i], language_);
  }
  out += ' ';
  if (e.form == Expect::Form::Value) expr(e.value, kNegate);
  else out += word(kOutcomes[static_cast<size_t>(e.form)]);
  if (e.because.data()) out += " " + std::string(word(t::BECAUSE)) + " " + string_text(e.because);
}

void Printer::test(const Test& test) {
  out += word(t::TEST);
  title(test.title);
  for (const Given& g : test.given) {
    line(1);
    out += std::string(word(t::GIVEN)) + " ";
    given(g);
  }
  for (const Expect& e : test.expect) {
    line(1);
    out += std::string(word(t::EXPECT)) + " ";
    expect(e);
  }
}

void Printer::program() {
  const auto each = [&](const auto& list, auto print_one, bool apart) {
    for (const auto& one : list) {
      print_one(one);
      out += apart ? "\n\n" : "\n";
    }
    if (!apart && !list.empty()) out += '\n';
  };
  each(tree_.sources, [&](const Source& s) { source(s); }, true);
  each(tree_.policies, [&](const Policy& p) { policy(p); }, true);
  each(tree_.records, [&](const Record& r) {
    out += std::string(word(t::RECORD)) + " ";
    name(r.name);
    title(r.title);
    for (const Field& f : r.fields) {
      line(1);
      field(t::FIELD, f.name, f.type, f.title);
    }
  }, true);
  each(tree_.facts, [&](const Fact& f) { field(t::FACT, f.name, f.type, f.title); }, false);
  each(tree_.parameters, [&](const Parameter& p) { parameter(p); }, true);
  each(tree_.definitions, [&](const Definition& d) {
    out += std::string(word(t::DEFINE)) + " ";
    definition(d);
  }, true);
  each(tree_.assumptions, [&](const Statement& s) { assumption(s); }, true);
  each(tree_.clauses, [&](const Clause& c) { clause(c); }, true);
  each(tree_.tests, [&](const Test& t) { test(t); }, true);
  while (out.size() > 1 && out.ends_with("\n\n")) out.pop_back();
}

std::string print(const Tree& tree, Language language) {
  Printer printer(tree, language, true);
  printer.program();
  return settle_names(std::move(printer.out));
}

}  // namespace bursar::syntax
