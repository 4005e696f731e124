// The printer behind print.h: expressions are in print.cc, programs in print_program.cc, words in print_words.cc.
#pragma once

#include <string>

#include "engine/syntax/print.h"
#include "engine/syntax/words.h"

namespace bursar::syntax {

/// The first spelling of a keyword in a language.
std::string_view spelling(uint16_t token, Language language);
/// The label of an item in the series of its level: (1), (a), (i); （一）, 1., （1）.
std::string label_text(size_t number, size_t level, Language language);
/// `20:00` of 1200.
std::string time_text(const num::Exact& minutes);
/// `1 April`, 4月1日
std::string day_month_text(uint32_t month, uint32_t day, Language language);
/// A name, quoted when it would be read as something else, or marked for settle_names().
std::string name_text(std::string_view name, Language language);
/// The whole text, with the marked names quoted where the words around would make a keyword of them.
std::string settle_names(std::string text);
/// A text in the quotes that it does not contain.
std::string string_text(std::string_view text);
/// An article as it was written, in quotes when it is no article path.
std::string article_text(std::string_view article);

class Printer {
 public:
  Printer(const Tree& tree, Language language, bool many_lines, const Naming* naming = nullptr)
      : tree_(tree), language_(language), many_lines_(many_lines), naming_(naming) {}

  /// How tightly a form binds: an operand that binds less than wanted stands in brackets.
  enum Level { kList, kFormula, kOr, kAnd, kNot, kMatched, kAdd, kMultiply, kSuffix, kShare, kPower, kNegate, kPrimary };

  void expr(ExprId id, Level wanted);
  void condition(ExprId id) { expr(id, tree_[id].kind == ExprKind::Checklist ? kList : kOr); }
  void steps(const std::vector<Step>& steps);
  void step(const Step& step);
  void in_force(const InForce& f);
  void program();

  std::string out;

 private:
  bool zh() const { return language_ == Language::Zh; }
  std::string_view word(uint16_t token) const { return spelling(token, language_); }
  Level level(const Expr& e) const;
  std::string_view part(const Expr& path, size_t i) const;
  void bare(const Expr& e);
  void binary(const Expr& e, Level left, std::string_view op, Level right);
  void share(const Expr& e);
  void call(std::string_view head, const Expr& e);
  void between(const Expr& e, uint16_t token);
  void checklist(const Expr& e);
  void ladder(const Expr& e);
  void band(const Row& row);
  void table(const Expr& e);
  void taper(const Expr& e);
  void key_row(const KeyRow& row);
  void time_forms(const Expr& e);
  void per_unit(const Expr& e);
  void window(const Window& w);
  void list(const std::vector<ExprId>& list, Level wanted);
  /// A keyword with the blank behind it.
  void open_word(uint16_t token) {
    out += word(token);
    out += ' ';
  }
  void loop(const Loop& loop);
  void loop_source(ExprId id);
  void due(ExprId id, bool choices);
  void open() { out += zh() ? "（" : "("; }
  void close() { out += zh() ? "）" : ")"; }
  void comma() { out += zh() ? "，" : ", "; }
  void colon() { out += " : "; }
  void line(int indent);
  void row_break();

  void name(const Name& n);
  void title(const Title& t);
  void cites(const std::vector<Cite>& list, uint16_t token);
  void type(const TypeRef& t);
  void rounding(num::Rounding mode, ExprId multiple);
  void equals() { out += zh() ? " = " : " = "; }
  void definition(const Definition& d);
  void assumption(const Statement& s);
  void statement(const Statement& s);
  void clause(const Clause& c);
  void policy(const Policy& p);
  void source(const Source& s);
  void parameter(const Parameter& p);
  void calendar(const Calendar& c);
  void names(const std::vector<NameAt>& list);
  void exclusive(const Exclusive& e);
  void limit(const Limit& l);
  void budget(const Budget& b);
  void instalments(const Instalments& i);
  void test(const Test& t);
  void given(const Given& g);
  void expect(const Expect& e);
  void field(uint16_t token, const Name& n, const TypeRef& t, const Title& title);
  std::string path_text(std::string_view written) const;

  const Tree& tree_;
  Language language_;
  bool many_lines_;
  const Naming* naming_;
  int indent_ = 0;
  std::string open_styles_;  ///< of the checklists around
};

}  // namespace bursar::syntax
