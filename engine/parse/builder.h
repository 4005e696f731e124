// ANTLR's parse tree to the syntax tree, for one declaration at a time. It checks what the grammar leaves to it:
// the nesting of checklists, the order of loop parts, brackets with commas.
#pragma once

#include <string>
#include <string_view>

#include "engine/diag/issue.h"
#include "engine/parse/scanner.h"
#include "engine/syntax/tree.h"

// last: the runtime undefines EOF and others
#include "PolicyParser.h"

namespace bursar::parse {

using P = bursar_grammar::PolicyParser;

/// The alternative of a rule that a context is; null for any other.
template <class To, class From>
To* as(From* ctx) {
  return dynamic_cast<To*>(ctx);
}

class Builder {
 public:
  Builder(std::string_view text, uint32_t file, syntax::Tree& tree, diag::Issues& issues)
      : text_(text), file_(file), tree_(tree), issues_(issues) {}

  void declaration(P::DeclarationContext* ctx);  // declarations.cc

 private:
  using Span = source::Span;
  using ExprId = syntax::ExprId;
  using Expr = syntax::Expr;
  using Ctx = antlr4::ParserRuleContext;
  using Node = antlr4::tree::TerminalNode;

  // --- places and words (declarations.cc) ---
  Span span(Ctx* ctx) const;
  Span span(antlr4::Token* token) const;
  Span span(Node* node) const { return span(node->getSymbol()); }
  std::string_view written(Span s) const { return text_.substr(s.begin, s.end - s.begin); }
  template <class X>
  std::string_view written(X* x) const { return written(span(x)); }
  std::string_view unquoted(Span s) const;  ///< without the quotes of a string or a name
  template <class X>
  std::string_view unquoted(X* x) const { return unquoted(span(x)); }
  void issue(diag::Kind kind, Span where, std::vector<diag::Arg> args = {});

  // --- declarations.cc ---
  syntax::Name name(P::NameContext* ctx);
  syntax::Title title(P::TitleContext* ctx);
  syntax::Cite cite(P::CitesContext* ctx);
  syntax::Cite cite(P::ItemCitesContext* ctx);
  std::vector<syntax::Cite> cites(const std::vector<P::CitesContext*>& list);
  syntax::TypeRef type(P::TypeRefContext* ctx);
  syntax::TypeRef type(P::PlainTypeContext* ctx);
  syntax::InForce in_force(P::InForceContext* ctx);
  num::Date date(Node* node) const;
  void source(P::SourceContext* ctx);
  void policy(P::PolicyContext* ctx);
  void record(P::RecordContext* ctx);
  void parameter(P::ParameterContext* ctx);
  void define(P::DefineContext* ctx);
  void test(P::TestContext* ctx);
  void calendar(P::CalendarContext* ctx);
  syntax::YearStart year_start(Node* node) const;
  std::vector<syntax::DayRange> days(const std::vector<P::DaysContext*>& list);
  syntax::KeyRow key_row(P::KeyRowContext* ctx);
  syntax::Given given(P::GivenContext* ctx);
  syntax::Expect expect(P::ExpectContext* ctx);
  ExprId literal(P::LiteralContext* ctx);

  // --- programme.cc ---
  syntax::NameAt name_at(P::PlainNameContext* ctx);
  syntax::Window window(P::WindowContext* ctx);
  ExprId limit_amount(P::LimitAmountContext* ctx);
  void exclusive(P::ExclusiveContext* ctx);
  void limit(P::LimitContext* ctx);
  void budget(P::BudgetContext* ctx);
  void instalments(P::InstalmentsContext* ctx);

  // --- clauses.cc ---
  void clause(P::ClauseContext* ctx);
  syntax::Statement statement(P::StatementContext* ctx);
  syntax::Statement assumption(P::AssumeContext* ctx);
  void reason(P::TitleContext* ctx, syntax::Statement& s);
  syntax::Step step(P::StepContext* ctx);
  ExprId due_formula(P::DueFormulaContext* ctx);
  ExprId due_date(P::DueDateContext* ctx);
  ExprId range(ExprId first, P::ValueContext* last);
  num::Rounding rounding(P::RoundingModeContext* ctx) const;
  void take(P::TakeContext* ctx, syntax::Statement& s);
  void check_loop_order(const syntax::Clause& clause);

  // --- checklists.cc ---
  ExprId condition(P::ConditionContext* ctx);
  ExprId checklist(P::ChecklistContext* ctx);
  ExprId head(P::HeadContext* ctx);

  // --- expressions.cc ---
  ExprId add(syntax::ExprKind kind, Span where, std::vector<ExprId> kids = {});
  ExprId formula(P::FormulaContext* ctx);
  ExprId expr(P::ExprContext* ctx);
  // The children of a rule that is read flat, and how far they are built.
  struct Flat {
    const std::vector<antlr4::tree::ParseTree*>& parts;
    size_t at = 0;

    Node* token() const { return at < parts.size() ? as<Node>(parts[at]) : nullptr; }
    bool skip(size_t type) {
      Node* next = token();
      return next != nullptr && next->getSymbol()->getType() == type && ++at > 0;
    }
    template <class To>
    To* context() {
      To* next = at < parts.size() ? as<To>(parts[at]) : nullptr;
      if (next != nullptr) ++at;
      return next;
    }
  };
  struct Placed {
    ExprId id;
    Span span;  // with the brackets around it
  };
  Placed join(syntax::ExprKind kind, const Placed& left, const Placed& right);
  Placed any_of(Flat& flat);
  Placed all_of(Flat& flat);
  Placed negated(Flat& flat);
  ExprId comparison(ExprId left, P::TailContext* tail, Span where);
  ExprId value(P::ValueContext* ctx);
  Placed amount(Flat& flat, int least);
  ExprId operation(ExprId left, P::PrimaryContext* alone, P::OperationContext* ctx, Span where);
  ExprId share(ExprId left, P::PrimaryContext* alone, P::ShareContext* ctx, Span where);
  ExprId per_unit_zh(ExprId of, P::PerUnitZhContext* ctx, Span where);
  ExprId listed(P::ListedContext* ctx);
  ExprId form(P::FormContext* ctx);
  ExprId table(P::TableContext* ctx);
  ExprId stepped(ExprId id, const std::vector<P::StepContext*>& list, Span where);
  ExprId moment(Node* date, Node* time, Span where);
  ExprId time_value(Node* node);
  ExprId first_after(Node* day_month, ExprId after, Span where);
  ExprId primary(P::PrimaryContext* ctx);
  ExprId bracket(P::BracketContext* ctx);
  ExprId inner(P::InnerContext* ctx);
  ExprId label_value(Node* node);
  ExprId quantity(P::QuantityContext* ctx);
  ExprId path(P::PathContext* ctx);
  ExprId date_value(Node* node);
  ExprId month_value(Node* node);
  ExprId string_value(Node* node);
  ExprId compare(ExprId left, syntax::Comparison comparison, ExprId right, bool date_words, Span where);
  ExprId compare_behind(ExprId left, ExprId bound, P::BehindContext* ctx, Span where);
  syntax::Comparison behind(P::PlainBehindContext* ctx) const;
  static std::pair<syntax::Comparison, bool> compare_word(size_t token);
  std::vector<syntax::Row> rows(const std::vector<P::RowContext*>& list);
  syntax::Row band(P::BandContext* ctx);
  syntax::Loop loop(P::LoopContext* ctx);
  syntax::ExprKind kind_of(size_t token) const;

  std::string_view text_;
  uint32_t file_;
  syntax::Tree& tree_;
  diag::Issues& issues_;
};

/// The canonical key of a unit as written (`元/平方米`), and what a figure is multiplied with (分: 1/100).
std::pair<std::string_view, num::Exact> unit_key(std::string_view written);

}  // namespace bursar::parse
