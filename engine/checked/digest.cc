// The canonical form of a checked program, and its digest. Names are replaced by what they refer to, so the
// language a body is written in, its layout and its comments leave no mark.
#include <sha2.h>

#include <array>

#include "engine/checked/program.h"

namespace bursar::checked {

namespace {

class Canon {
 public:
  explicit Canon(const Program& p) : program_(p), tree_(*p.tree) {}

  std::string run() {
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
      type(program_.parameter_types[i]);
      title(p.title);
      for (const auto& v : p.values) {
        text(v.from ? v.from->to_text() : "");
        expr(v.value);
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
    return std::move(out_);
  }

 private:
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
    out_ += " t";
    out_ += std::to_string(static_cast<int>(t.kind));
    if (t.kind == TypeKind::Money) word(t.currency.code());
    if (t.kind == TypeKind::List) text(tree_.records[t.index].name.first);
    if (t.kind == TypeKind::OneOf)
      for (std::string_view v : program_.one_ofs[t.index].names) text(v);
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
    out_ += " s";
    out_ += std::to_string(static_cast<int>(s.kind));
    out_ += s.subject == syntax::StepSubject::Total ? "t" : "";
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
    open("s");
    out_ += std::to_string(static_cast<int>(s.kind));
    expr(s.expr);
    text(s.text);
    if (s.kind == syntax::StatementKind::InForce) force(s.in_force);
    if (s.kind == syntax::StatementKind::Let) definition("let", s.definition);
    if (s.kind == syntax::StatementKind::Assume) {
      for (const auto& f : program_.facts)
        if (f.first == s.definition.name.first || f.second == s.definition.name.first) text(f.first);
      expr(s.definition.value);
    }
    if (s.kind == syntax::StatementKind::Pay) word(std::to_string(static_cast<int>(s.verb)));
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
      case Ref::Kind::Parameter: text(tree_.parameters[r.index].name.first); return;
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
    out_ += std::to_string(static_cast<int>(e.kind));
    switch (e.kind) {
      case syntax::ExprKind::Path: path(id, e); break;
      case syntax::ExprKind::Quantity:
        word(e.value.to_fraction());
        if (program_.types[id.index].kind == TypeKind::Money) word(program_.types[id.index].currency.code());
        else word(e.unit);
        break;
      case syntax::ExprKind::Date: text(e.date.to_text()); break;
      case syntax::ExprKind::Text: text(e.text); break;
      case syntax::ExprKind::Compare: word(std::to_string(static_cast<int>(e.comparison))); break;
      case syntax::ExprKind::Checklist:
        word(std::to_string(static_cast<int>(e.head)) + "/" + std::to_string(e.at_least));
        for (const auto& item : e.items) {
          title(item.title);
          cites(item.cites);
          expr(item.condition);
        }
        break;
      case syntax::ExprKind::Ladder:
        for (const auto& row : e.rows) {
          word(std::to_string(static_cast<int>(row.comparison)));
          expr(row.bound);
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

std::string digest(const Program& program) {
  const std::string canon = print(program);
  SHA2_CTX context;
  SHA256Init(&context);
  SHA256Update(&context, reinterpret_cast<const uint8_t*>(canon.data()), canon.size());
  std::array<uint8_t, SHA256_DIGEST_LENGTH> raw;
  SHA256Final(raw.data(), &context);
  std::string hex = "sha256:";
  constexpr char kHex[] = "0123456789abcdef";
  for (uint8_t b : raw) {
    hex += kHex[b >> 4];
    hex += kHex[b & 15];
  }
  return hex;
}

}  // namespace bursar::checked
