// The canonical form of a checked program, and its digest. Names are replaced by what they refer to, so the
// language a body is written in, its layout and its comments leave no mark.
#include "engine/checked/kind_names.h"
#include "engine/checked/program.h"
#include "engine/proof/sha256.h"

namespace bursar::checked {

namespace {

std::string canonical(auto kind) { return std::string(canonical_name(kind)); }

class Canon {
 public:
  explicit Canon(const Program& p) : program_(p), tree_(*p.tree) {}

  std::string run() {
    out_ = "bursar.program/1\n";
    for (const auto& s : tree_.sources) {
      open("source");
      name(s.name);
      title(s.title);
      text(s.issuer);
      text(s.number);
      if (s.issued) text(s.issued->to_text());
      close();
    }
    for (const auto& p : tree_.policies) {
      open("policy");
      name(p.name);
      title(p.title);
      text(source_id(p.source));
      text(p.version);
      text(p.pays);
      force(p.in_force);
      expr(p.decided_by);
      for (const auto& r : p.rounding) {
        word(r.total ? "total" : "line");
        word(num::name(r.mode));
        expr(r.multiple);
      }
      if (p.review_by) text(p.review_by->to_text());
      year_start(p.fiscal_year);
      for (const Policy& own : program_.policies)
        if (own.working_days && &tree_.policies[own.index] == &p) text(tree_.calendars[*own.working_days].name.first);
      close();
    }
    for (const auto& c : tree_.calendars) {
      open("calendar");
      name(c.name);
      title(c.title);
      year_start(c.starts);
      if (c.works) word("works" + std::to_string(*c.works));
      days("closed", c.closed);
      days("open", c.open);
      close();
    }
    for (size_t i = 0; i < tree_.records.size(); ++i) {
      const auto& r = tree_.records[i];
      open("record");
      name(r.name);
      title(r.title);
      for (size_t f = 0; f < r.fields.size(); ++f) {
        name(r.fields[f].name);
        type(program_.fields[i][f]);
        title(r.fields[f].title);
      }
      close();
    }
    for (size_t i = 0; i < tree_.facts.size(); ++i) {
      open("fact");
      name(tree_.facts[i].name);
      type(program_.facts[i].type);
      title(tree_.facts[i].title);
      close();
    }
    for (size_t i = 0; i < tree_.parameters.size(); ++i) {
      const auto& p = tree_.parameters[i];
      open("parameter");
      name(p.name);
      for (size_t c = 0; c < program_.parameter_types[i].size(); ++c) {
        if (!p.columns.empty()) name(p.columns[c].name);
        type(program_.parameter_types[i][c]);
      }
      if (const auto by = program_.parameter_by[i]) text(program_.facts[*by].first);
      title(p.title);
      for (const auto& v : p.values) {
        text(v.from ? v.from->to_text() : "");
        for (ExprId value : v.values) expr(value);
        for (const auto& row : v.key_rows) key_row(row);
        cites(v.cites);
      }
      close();
    }
    for (const auto& d : tree_.definitions) definition("define", d);
    for (const auto& s : tree_.assumptions) statement(s);
    for (const auto& c : tree_.clauses) {
      open("clause");
      name(c.name);
      title(c.title);
      cites(c.cites);
      for (const auto& s : c.body) statement(s);
      close();
    }
    programme();
    return std::move(out_);
  }

 private:
  void programme() {
    for (size_t i = 0; i < tree_.exclusives.size(); ++i) {
      open("exclusive");
      clauses(program_.exclusives[i].clauses);
      word(canonical(tree_.exclusives[i].keep));
      cites(tree_.exclusives[i].cites);
      close();
    }
    for (size_t i = 0; i < tree_.limits.size(); ++i) {
      const auto& l = tree_.limits[i];
      open("limit");
      clauses(program_.limits[i].clauses);
      expr(l.at_most);
      word(l.per_enterprise ? "enterprise" : "-");
      text(program_.limits[i].per ? program_.facts[*program_.limits[i].per].first : "");
      window(l.window);
      word(l.cut ? canonical(*l.cut) : "-");
      if (program_.limits[i].cut_first) clauses({*program_.limits[i].cut_first});
      word("counting");
      expr(l.counting);
      word("when");
      expr(l.when);
      cites(l.cites);
      close();
    }
    for (size_t i = 0; i < tree_.budgets.size(); ++i) {
      const auto& b = tree_.budgets[i];
      open("budget");
      text(b.name.name);
      clauses(program_.budgets[i].clauses);
      window(b.window);
      word(b.pro_rata ? "pro" : b.descending ? "down" : "up");
      word(b.remainder_largest ? "largest" : b.remainder_to_last ? "last" : "-");
      for (ExprId id : {b.at_most, b.in_order_of, b.per_receiver, b.floor_to, b.ties_by}) {
        word("|");
        expr(id);
      }
      cites(b.cites);
      close();
    }
    for (size_t i = 0; i < tree_.instalments.size(); ++i) {
      open("instalments");
      clauses({program_.instalments[i]});
      for (const auto& part : tree_.instalments[i].parts) {
        expr(part.share);
        title(part.event);
        expr(part.on);
      }
      cites(tree_.instalments[i].cites);
      close();
    }
  }
  void clauses(const std::vector<uint32_t>& list) {
    for (uint32_t c : list) text(tree_.clauses[c].name.first);
  }
  void year_start(const std::optional<syntax::YearStart>& start) {
    if (start) word("starts" + std::to_string(start->month) + "-" + std::to_string(start->day));
  }
  void days(std::string_view head, const std::vector<syntax::DayRange>& list) {
    word(head);
    for (const auto& d : list) text(d.first.to_text() + " " + d.last.to_text());
  }
  void key_row(const syntax::KeyRow& row) {
    word("row");
    for (ExprId k : row.keys) expr(k);
    word(":");
    for (ExprId v : row.values) expr(v);
  }
  void window(const syntax::Window& w) {
    if (w.kind == syntax::Window::Kind::None) return;
    word("window " + canonical(w.kind));
    expr(w.length);
  }
  void open(std::string_view w) {
    out_ += '(';
    out_ += w;
  }
  void close() { out_ += ")\n"; }
  void word(std::string_view w) {
    out_ += ' ';
    out_ += w;
  }
  void text(std::string_view t) {
    out_ += " \"";
    out_ += std::to_string(t.size());
    out_ += ':';
    out_ += t;
    out_ += '"';
  }
  void name(const syntax::Name& n) {
    text(n.first);
    text(n.second);
  }
  void title(const syntax::Title& t) {
    text(t.first);
    text(t.second);
  }
  void force(const std::optional<syntax::InForce>& f) {
    if (!f) return;
    word("force");
    text(f->from.to_text());
    text(f->to ? f->to->to_text() : "");
  }
  void type(Type t) {
    out_ += " type:";
    out_ += canonical(t.kind);
    if (t.kind == TypeKind::Money || t.element == TypeKind::Money) word(t.currency.code());
    if (t.element != TypeKind::None) word(canonical(t.element));
    if (t.unit != 0) text(program_.units[t.unit].key);
    if (t.kind == TypeKind::Year && t.index != 0) text(tree_.calendars[t.index - 1].name.first);
    if (t.kind == TypeKind::List) text(tree_.records[t.index].name.first);
    if (t.kind == TypeKind::OneOf)
      for (size_t i = 0; i < program_.one_ofs[t.index].names.size(); ++i) {
        text(program_.one_ofs[t.index].names[i]);
        text(program_.one_ofs[t.index].second_names[i]);
      }
  }
  std::string_view source_id(std::string_view written) {
    for (const auto& s : tree_.sources)
      if (s.name.first == written || s.name.second == written) return s.name.first;
    return written;
  }
  void cites(const std::vector<syntax::Cite>& all) {
    for (const auto& c : all) {
      word("cites");
      text(source_id(c.source));
      for (std::string_view a : c.articles) text(canonical_article(a));
    }
  }
  void steps(const std::vector<syntax::Step>& all) {
    for (const auto& s : all) step(s);
  }
  void step(const syntax::Step& s) {
    out_ += " step:";
    out_ += canonical(s.kind);
    out_ += s.subject == syntax::StepSubject::Total ? "t" : "";
    if (s.cut != syntax::Cut::Last) word("cut " + canonical(s.cut));
    if (s.kind == syntax::StepKind::Rounded) word(num::name(s.mode));
    expr(s.operand);
  }
  void definition(std::string_view head, const syntax::Definition& d) {
    open(head);
    name(d.name);
    title(d.title);
    expr(d.value);
    steps(d.steps);
    cites(d.cites);
    close();
  }
  void statement(const syntax::Statement& s) {
    open("");
    out_ += canonical(s.kind);
    expr(s.expr);
    if (s.kind == syntax::StatementKind::SubjectTo || s.kind == syntax::StatementKind::Overrides) {
      for (const auto& c : tree_.clauses)
        if (c.name.first == s.text || c.name.second == s.text) return text(c.name.first), close();
    }
    text(s.text);
    text(s.text_second);
    expr(s.until);
    if (s.kind == syntax::StatementKind::InForce) force(s.in_force);
    if (s.kind == syntax::StatementKind::Let) definition("let", s.definition);
    if (s.kind == syntax::StatementKind::Assume) {
      for (const auto& f : program_.facts)
        if (f.first == s.definition.name.first || f.second == s.definition.name.first) text(f.first);
      expr(s.definition.value);
    }
    if (s.kind == syntax::StatementKind::Pay) word(canonical(s.verb));
    if (s.kind == syntax::StatementKind::Step) step(s.step);
    if (s.kind == syntax::StatementKind::InOrderOf) word(s.descending ? "down" : "up");
    if (s.kind == syntax::StatementKind::Take)
      word(std::to_string(s.first) + "-" + std::to_string(s.last));
    close();
  }
  void path(ExprId id, const syntax::Expr& e) {
    const Ref& r = program_.refs[id.index];
    switch (r.kind) {
      case Ref::Kind::Fact: text(program_.facts[r.index].first); return;
      case Ref::Kind::Definition: text(tree_.definitions[r.index].name.first); return;
      case Ref::Kind::Parameter:
        text(tree_.parameters[r.index].name.first);
        if (!tree_.parameters[r.index].columns.empty()) text(tree_.parameters[r.index].columns[r.outer].name.first);
        return;
      case Ref::Kind::LoopVariable: word("item" + std::to_string(r.outer)); return;
      case Ref::Kind::ClausePaid: word("paid"); [[fallthrough]];
      case Ref::Kind::EarlierOf:
      case Ref::Kind::Clause: text(tree_.clauses[r.index].name.first); return;
      case Ref::Kind::Let: word("let" + std::to_string(r.index)); return;
      case Ref::Kind::Field: word("field" + std::to_string(r.outer) + "." + std::to_string(r.index)); return;
      case Ref::Kind::Value: text(program_.one_ofs[r.outer].names[r.index]); return;
      default:
        for (std::string_view n : e.names) text(n);
    }
  }
  void expr(ExprId id) {
    if (!id.has()) return;
    const syntax::Expr& e = tree_[id];
    out_ += " [";
    out_ += canonical(e.kind);
    switch (e.kind) {
      case syntax::ExprKind::Path: path(id, e); break;
      case syntax::ExprKind::Quantity:
        word(e.value.to_fraction());
        if (program_.types[id.index].kind == TypeKind::Money) word(program_.types[id.index].currency.code());
        else word(e.unit);
        break;
      case syntax::ExprKind::Date: text(e.date.to_text()); break;
      case syntax::ExprKind::Text: text(e.text); break;
      case syntax::ExprKind::Time:
      case syntax::ExprKind::Moment:
        word(e.value.to_text());
        if (e.kind == syntax::ExprKind::Moment) text(e.date.to_text());
        break;
      case syntax::ExprKind::FirstAfter: text(e.date.to_text()); break;
      case syntax::ExprKind::FromTo:
      case syntax::ExprKind::PeriodFrom: word(e.open_end ? "before" : "to"); break;
      case syntax::ExprKind::Taper: word((e.up ? "up " : "down ") + canonical(e.steps_of)); break;
      case syntax::ExprKind::EarlierAwards: window(e.window); break;
      case syntax::ExprKind::Table:
        for (const auto& row : e.key_rows) key_row(row);
        word("across");
        for (ExprId c : e.columns) expr(c);
        break;
      case syntax::ExprKind::Within:
      case syntax::ExprKind::Compare: word(canonical(e.comparison)); break;
      case syntax::ExprKind::Checklist:
        word(canonical(e.head) + "/" + std::to_string(e.at_least));
        for (const auto& item : e.items) {
          title(item.title);
          cites(item.cites);
          expr(item.condition);
        }
        break;
      case syntax::ExprKind::TopUp:
      case syntax::ExprKind::TiersWhole:
      case syntax::ExprKind::TiersMarginal:
      case syntax::ExprKind::Ladder:
        for (const auto& row : e.rows) {
          word(canonical(row.form) + "/" + canonical(row.comparison));
          expr(row.bound);
          if (row.upper.has()) word(canonical(row.upper_comparison));
          expr(row.upper);
          expr(row.value);
        }
        break;
      default: break;
    }
    for (ExprId k : e.kids) expr(k);
    steps(e.steps);
    expr(e.loop.list);
    expr(e.loop.where);
    out_ += ']';
  }

  const Program& program_;
  const syntax::Tree& tree_;
  std::string out_;
};

}  // namespace

std::string print(const Program& program) { return Canon(program).run(); }

std::string digest(const Program& program) { return proof::to_text(proof::sha256(print(program))); }

}  // namespace bursar::checked
