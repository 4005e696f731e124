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
    for (size_t i = 0; i < type.values.size(); ++i) {
      out += i > 0 ? ", " : " ";
      name({type.values[i], i < type.second_values.size() ? type.second_values[i] : std::string_view(), {}, {}});
    }
    if (type.chosen) out += " " + std::string(word(t::CHOSEN));
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
  const auto behind = [&] {
    if (type.by_month) out += " " + std::string(word(t::BY_MONTH));
    if (type.chosen) out += " " + std::string(word(t::CHOSEN));
  };
  if (type.name == "number" && !type.unit.empty()) {
    if (zh()) out += std::string(word(t::TYPE_NUMBER)) + " 以 " + unit_text(type.unit, language_) + " 计";
    else out += "number of " + unit_text(type.unit, language_);
    return behind();
  }
  for (uint16_t token = t::TYPE_TEXT; token <= t::TYPE_YES_NO; ++token)
    if (word_of(token) && word_of(token)->en[0] == type.name) out += word(token);
  if (!type.currency.empty()) out += " in " + std::string(type.currency);
  if (!type.unit.empty()) out += unit_text(type.unit, language_);
  if (type.scale != num::Exact(1)) {
    const std::string figure = print_quantity(type.scale, "", language_);
    out += zh() ? " 以 " + figure + " 计" : " in " + figure;
  }
  behind();
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
  if (p.fiscal_year) {
    item(t::FISCAL_YEAR_STARTS);
    out += day_month_text(p.fiscal_year->month, p.fiscal_year->day, language_);
  }
  if (!p.working_days.empty()) {
    item(t::WORKING_DAYS_BY);
    out += name_text(p.working_days, language_);
  }
}

void Printer::calendar(const Calendar& c) {
  open_word(t::CALENDAR);
  name(c.name);
  title(c.title);
  const auto days = [&](uint16_t token, const std::vector<DayRange>& list) {
    if (list.empty()) return;
    line(1);
    open_word(token);
    for (size_t i = 0; i < list.size(); ++i) {
      if (i > 0) comma();
      out += list[i].first.to_text();
      if (list[i].first != list[i].last) out += (zh() ? " 至 " : " to ") + list[i].last.to_text();
    }
  };
  if (c.starts) {
    line(1);
    open_word(t::STARTS);
    out += day_month_text(c.starts->month, c.starts->day, language_);
  }
  if (c.works) {
    line(1);
    out += word(t::WORKS);
    std::vector<std::string> works;
    for (uint16_t day = 0; day < 7; ++day)
      if (*c.works >> day & 1) works.emplace_back(word(static_cast<uint16_t>(t::MONDAY + day)));
    const bool run = works.size() > 2 && (*c.works & (*c.works + (*c.works & -*c.works))) == 0;
    if (run) works = {works.front() + (zh() ? " 至 " : " to ") + works.back()};
    for (size_t i = 0; i < works.size(); ++i) out += (i == 0 ? " " : zh() ? "，" : ", ") + works[i];
  }
  days(t::CLOSED_ON, c.closed);
  days(t::OPEN_ON, c.open);
}

void Printer::names(const std::vector<NameAt>& list) {
  for (size_t i = 0; i < list.size(); ++i) {
    if (i > 0) comma();
    out += name_text(list[i].name, language_);
  }
}

void Printer::exclusive(const Exclusive& e) {
  open_word(t::EXCLUSIVE);
  names(e.clauses);
  out += " " + std::string(word(e.keep == Exclusive::Keep::Highest ? t::KEEP_HIGHEST
                                : e.keep == Exclusive::Keep::First ? t::KEEP_FIRST
                                                                   : t::APPLICANT_CHOOSES));
  cites(e.cites, t::CITES);
}

void Printer::limit(const Limit& l) {
  open_word(t::LIMIT);
  names(l.clauses);
  if (l.at_most.has()) {
    out += " " + std::string(word(t::AT_MOST)) + " ";
    expr(l.at_most, kPrimary);
  }
  if (l.per_enterprise) out += " " + std::string(word(t::PER_ENTERPRISE));
  if (!l.per.name.empty()) out += (zh() ? " 同一 " : " per ") + name_text(l.per.name, language_);
  window(l.window);
  if (l.cut) {
    switch (*l.cut) {
      case Cut::NamedFirst:
        out += zh() ? " 先减 " + name_text(l.cut_first.name, language_)
                    : " cut " + name_text(l.cut_first.name, language_) + " first";
        break;
      case Cut::Last: out += " " + std::string(word(t::CUT_LAST)); break;
      case Cut::ProRata: out += " " + std::string(word(t::CUT_PRO_RATA)); break;
      default: out += " " + std::string(word(t::REFUSE_WHOLE));
    }
  }
  if (l.counting.has()) {
    out += " " + std::string(word(t::COUNTING)) + " ";
    expr(l.counting, kPrimary);
  }
  cites(l.cites, t::CITES);
  if (!l.when.has()) return;
  out += " " + std::string(word(t::WHEN)) + " ";
  condition(l.when);
}

void Printer::budget(const Budget& b) {
  open_word(t::BUDGET);
  out += name_text(b.name.name, language_) + (zh() ? " 用于 " : " on ");
  names(b.clauses);
  out += " " + std::string(word(t::AT_MOST)) + " ";
  expr(b.at_most, kPrimary);
  window(b.window);
  const auto part = [&](uint16_t token, ExprId id) {
    comma();
    out += word(token);
    if (!id.has()) return;
    out += ' ';
    expr(id, kMatched);
  };
  if (b.pro_rata) part(t::SHARE_PRO_RATA, {});
  if (b.in_order_of.has()) {
    part(t::SHARE_IN_ORDER, b.in_order_of);
    if (b.descending) out += " " + std::string(word(t::DESCENDING));
  }
  if (b.per_receiver.has()) {
    comma();
    out += std::string(word(t::PER_ENTERPRISE)) + " " + std::string(word(t::AT_MOST)) + " ";
    expr(b.per_receiver, kPrimary);
  }
  if (b.floor_to.has()) part(t::FLOOR_TO, b.floor_to);
  if (b.remainder_largest) part(t::REMAINDER_LARGEST, {});
  if (b.remainder_to_last) part(t::REMAINDER_LAST, {});
  if (b.ties_by.has()) part(t::TIES_BY, b.ties_by);
  cites(b.cites, t::CITES);
}

void Printer::instalments(const Instalments& i) {
  open_word(t::INSTALMENTS);
  out += name_text(i.clause.name, language_) + " ";
  for (size_t k = 0; k < i.parts.size(); ++k) {
    if (k > 0) comma();
    expr(i.parts[k].share, kPrimary);
    out += " " + std::string(word(t::ON)) + " ";
    if (i.parts[k].on.has()) {
      expr(i.parts[k].on, kPrimary);
    } else {
      out.pop_back();
      title(i.parts[k].event);
    }
  }
  cites(i.cites, t::CITES);
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
  open_word(t::PARAMETER);
  name(p.name);
  colon();
  if (p.columns.empty()) {
    type(p.type);
    if (!p.by.empty()) out += " " + std::string(word(t::BY)) + " " + name_text(p.by, language_);
  } else {
    open_word(t::GIVES);
    for (size_t i = 0; i < p.columns.size(); ++i) {
      if (i > 0) comma();
      name(p.columns[i].name);
      colon();
      type(p.columns[i].type);
    }
  }
  title(p.title);
  for (const DatedValue& v : p.values) {
    if (v.from) {
      line(1);
      out += word(t::FROM);
      out += " " + v.from->to_text();
      if (v.key_rows.empty()) {
        colon();
        list(v.values, kMatched);
      }
    } else if (v.key_rows.empty()) {
      out += " = ";
      list(v.values, kFormula);
    }
    for (const KeyRow& row : v.key_rows) {
      line(v.from ? 2 : 1);
      key_row(row);
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
  title({s.text, s.text_second});
}

void Printer::statement(const Statement& s) {
  static constexpr uint16_t kVerbs[] = {t::AWARD, t::SUBSIDISE, t::EXEMPT, t::REDUCE, t::CHARGE, t::DEDUCT, t::ANSWER,
                                       t::DEFER, t::RECLAIM, t::DUE};
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
      title({s.text, s.text_second});
      return;
    case StatementKind::Require:
      out += std::string(word(t::REQUIRE)) + " ";
      condition(s.expr);
      out += ' ';
      out += word(t::ELSE);
      title({s.text, s.text_second});
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
    case StatementKind::Pay:
      open_word(kVerbs[static_cast<size_t>(s.verb)]);
      if (s.verb == Verb::Due) return due(s.expr, true);
      expr(s.expr, kFormula);
      if (!s.until.has()) return;
      out += ' ';
      open_word(t::UNTIL);
      return due(s.until, false);
    case StatementKind::SubjectTo:
    case StatementKind::Overrides:
      open_word(s.kind == StatementKind::SubjectTo ? t::SUBJECT_TO : t::OVERRIDES);
      out += name_text(s.text, language_);
      return;
    case StatementKind::Step:
      if (s.step.subject != StepSubject::Running)
        out += std::string(word(s.step.subject == StepSubject::Award  ? t::AWARD
                                : s.step.subject == StepSubject::Base ? t::BASE
                                                                      : t::TOTAL)) + " ";
      step(s.step);
      if (s.step.cut == Cut::ProRata) out += " " + std::string(word(t::CUT_PRO_RATA));
      return;
    case StatementKind::ForEach:
      if (zh()) {
        out += "对 ";
        loop_source(s.expr);
        out += " 中每个 ";
        name({s.variable, s.variable_second, {}, {}});
      } else {
        out += "for each ";
        name({s.variable, s.variable_second, {}, {}});
        out += " in ";
        loop_source(s.expr);
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
    case StatementKind::UnbrokenBy: return with(t::UNBROKEN_BY, kMatched);
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
                      s.kind == StatementKind::OncePer || s.kind == StatementKind::UnbrokenBy;
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
  for (const TestCase& c : test.cases) {
    if (c.name.data() != nullptr) {
      line(1);
      out += std::string(word(t::CASE)) + " " + string_text(c.name);
    }
    for (const Given& g : c.given) {
      line(1);
      out += std::string(word(t::GIVEN)) + " ";
      given(g);
    }
    for (const EarlierAward& a : c.earlier) {
      line(1);
      out += std::string(word(t::EARLIER_AWARD)) + " " + path_text(a.clause) + " ";
      expr(a.amount, kNegate);
      out += " " + std::string(word(t::ON)) + " " + a.date.to_text();
      for (const Given& g : a.keys) {
        out += ", ";
        given(g);
      }
    }
    for (const Expect& e : c.expect) {
      line(1);
      out += std::string(word(t::EXPECT)) + " ";
      expect(e);
    }
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
  each(tree_.uses, [&](const Use& u) { out += std::string(word(t::USE)) + " " + string_text(u.path); }, false);
  each(tree_.calendars, [&](const Calendar& c) { calendar(c); }, true);
  std::vector<Record> records;
  for (const Record& r : tree_.records)
    if (!r.implicit) records.push_back(r);
  each(records, [&](const Record& r) {
    out += std::string(word(t::RECORD)) + " ";
    name(r.name);
    title(r.title);
    for (const Field& f : r.fields) {
      line(1);
      field(t::FIELD, f.name, f.type, f.title);
    }
  }, true);
  std::vector<Fact> facts;
  for (const Fact& f : tree_.facts)
    if (!f.implicit) facts.push_back(f);
  each(facts, [&](const Fact& f) { field(t::FACT, f.name, f.type, f.title); }, false);
  each(tree_.parameters, [&](const Parameter& p) { parameter(p); }, true);
  each(tree_.definitions, [&](const Definition& d) {
    out += std::string(word(t::DEFINE)) + " ";
    definition(d);
  }, true);
  each(tree_.assumptions, [&](const Statement& s) { assumption(s); }, true);
  each(tree_.clauses, [&](const Clause& c) { clause(c); }, true);
  each(tree_.exclusives, [&](const Exclusive& e) { exclusive(e); }, true);
  each(tree_.limits, [&](const Limit& l) { limit(l); }, true);
  each(tree_.budgets, [&](const Budget& b) { budget(b); }, true);
  each(tree_.instalments, [&](const Instalments& i) { instalments(i); }, true);
  each(tree_.tests, [&](const Test& t) { test(t); }, true);
  while (out.size() > 1 && out.ends_with("\n\n")) out.pop_back();
}

std::string print(const Tree& tree, Language language) {
  Printer printer(tree, language, true);
  printer.program();
  return settle_names(std::move(printer.out));
}

}  // namespace bursar::syntax
