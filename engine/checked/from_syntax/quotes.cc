// The quoted words of the law against the rule: comparison words (Civil Code art. 1259: 以上 以下 以内 include the
// number, 不满 超过 以外 do not), the article that the quote begins with, an uplift beside a cap that no quote shows.
#include <algorithm>

#include "engine/checked/from_syntax/checker.h"
#include "engine/syntax/print.h"

namespace bursar::checked {

using diag::Kind;
using diag::plain;
using diag::written;
using syntax::Comparison;
using syntax::Expr;
using syntax::ExprKind;

namespace {

struct Words {
  std::string_view text;
  Comparison means;
};

constexpr Words kBefore[] = {
    {"不低于", Comparison::AtLeast}, {"不少于", Comparison::AtLeast},   {"达到", Comparison::AtLeast},
    {"突破", Comparison::MoreThan},  {"超过", Comparison::MoreThan},    {"高于", Comparison::MoreThan},
    {"多于", Comparison::MoreThan},  {"不超过", Comparison::AtMost},    {"不高于", Comparison::AtMost},
    {"不满", Comparison::LessThan},  {"不足", Comparison::LessThan},    {"低于", Comparison::LessThan},
    {"少于", Comparison::LessThan},  {"at least", Comparison::AtLeast}, {"more than", Comparison::MoreThan},
    {"above", Comparison::MoreThan}, {"exceed", Comparison::MoreThan},  {"exceeds", Comparison::MoreThan},
    {"exceeding", Comparison::MoreThan}, {"at most", Comparison::AtMost}, {"up to", Comparison::AtMost},
    {"less than", Comparison::LessThan}, {"below", Comparison::LessThan}, {"fewer than", Comparison::LessThan},
};
constexpr Words kBehind[] = {
    {"以上", Comparison::AtLeast}, {"以下", Comparison::AtMost}, {"以内", Comparison::AtMost},
    {"or more", Comparison::AtLeast}, {"or less", Comparison::AtMost},
};
constexpr size_t kUnitBytes = 12;  // a unit between a figure and the word behind it: 人, 万元, yuan

bool is_digit(char c) { return c >= '0' && c <= '9'; }

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  return text;
}

/// The longest word that ends the text.
const Words* ends_with(std::string_view text) {
  const Words* best = nullptr;
  for (const Words& w : kBefore)
    if (text.ends_with(w.text) && (best == nullptr || w.text.size() > best->text.size())) best = &w;
  return best;
}

/// What the quote says beside a figure, and in which word.
std::optional<Words> beside(std::string_view quote, const std::string& figure) {
  for (size_t at = quote.find(figure); at != quote.npos; at = quote.find(figure, at + 1)) {
    const size_t end = at + figure.size();
    if (at > 0 && (is_digit(quote[at - 1]) || quote[at - 1] == '.' || quote[at - 1] == ',')) continue;
    if (is_digit(figure.back()) && end < quote.size() && (is_digit(quote[end]) || quote[end] == '.' || quote[end] == ',')) continue;
    if (const Words* w = ends_with(trimmed(quote.substr(0, at)))) return *w;
    const std::string_view rest = quote.substr(end);
    for (const Words& w : kBehind) {
      const size_t found = rest.find(w.text);
      if (found == rest.npos || found > kUnitBytes) continue;
      const std::string_view mark = rest.substr(found + w.text.size());
      const bool without = mark.starts_with("（不含") || mark.starts_with("(不含");
      if (!without) return w;
      return Words{w.text, w.means == Comparison::AtLeast ? Comparison::MoreThan : Comparison::LessThan};
    }
  }
  return std::nullopt;
}

/// The number that an article begins with: of 第七条, Article 7, art. 7, s. 36, § 3.
std::string article_number(std::string_view text) {
  for (std::string_view head : {"Article ", "article ", "Art. ", "art. ", "Section ", "s. ", "§ ", "§"}) {
    if (!text.starts_with(head)) continue;
    text.remove_prefix(head.size());
    size_t end = 0;
    while (end < text.size() && is_digit(text[end])) ++end;
    return std::string(text.substr(0, end));
  }
  constexpr std::string_view kArticle = "条";
  const size_t end = text.find(kArticle);
  if (!text.starts_with("第") || end == text.npos || end > 24) return {};
  const std::string canonical = canonical_article(text.substr(0, end + kArticle.size()));
  return !canonical.empty() && is_digit(canonical[0]) ? canonical : std::string();
}

}  // namespace

void Checker::compare_with_quote(std::string_view quote, Comparison comparison, ExprId bound, source::Span span) {
  const Expr& e = tree_[bound];
  if (e.kind != ExprKind::Quantity || comparison == Comparison::Is || comparison == Comparison::IsNot) return;
  std::optional<Words> says;
  for (const std::string& figure : {syntax::print_quantity(e.value, e.unit, syntax::Language::Zh),
                                    syntax::print_quantity(e.value, e.unit, syntax::Language::En),
                                    syntax::print_quantity(e.value, {}, syntax::Language::Zh)})
    if (!says) says = beside(quote, figure);
  if (!says || says->means == comparison) return;
  const auto up = [](Comparison c) { return c == Comparison::AtLeast || c == Comparison::MoreThan; };
  if (up(says->means) != up(comparison)) return;  // another sentence of the quote
  const bool includes = says->means == Comparison::AtLeast || says->means == Comparison::AtMost;
  // The rule's own words in the reader's language: a file may be in either.
  const auto word = [](Comparison c) {
    return diag::term(c == Comparison::AtLeast    ? "word.at_least"
                      : c == Comparison::MoreThan ? "word.more_than"
                      : c == Comparison::LessThan ? "word.less_than"
                                                  : "word.at_most");
  };
  issue(Kind::QuoteComparison, span,
        {written(says->text), word(comparison), diag::term(includes ? "quote.includes" : "quote.excludes"),
         word(says->means)});
}

void Checker::visit_comparisons(std::string_view quote, ExprId id) {
  const Expr& e = tree_[id];
  if (e.kind == ExprKind::Compare) compare_with_quote(quote, e.comparison, e.kids[1], e.span);
  for (const syntax::Row& row : e.rows) {
    if (row.form != syntax::Row::Form::Compare) continue;
    compare_with_quote(quote, row.comparison, row.bound, row.bound_span);
    if (row.upper.has()) compare_with_quote(quote, row.upper_comparison, row.upper, row.bound_span);
  }
  syntax::each_child(e, [&](ExprId k) { visit_comparisons(quote, k); });
}

void Checker::check_quote(uint32_t index) {
  const syntax::Clause& clause = tree_.clauses[index];
  const Clause& c = program_.clauses[index];
  std::string_view quote;
  source::Span quoted{};
  for (const syntax::Statement& s : clause.body)
    if (s.kind == syntax::StatementKind::Quote) {
      quote = s.text;
      quoted = s.span;
    }
  article_ = clause.cites.empty() || clause.cites[0].articles.empty() ? std::string_view{} : clause.cites[0].articles[0];
  if (quote.empty()) {
    const syntax::Statement* cap = nullptr;
    const syntax::Statement* uplift = nullptr;
    for (uint32_t i : c.pay_steps) {
      using syntax::StepKind;
      const StepKind kind = clause.body[i].step.kind;
      if (kind == StepKind::CappedAt) cap = &clause.body[i];
      if (kind == StepKind::RaisedBy || kind == StepKind::LoweredBy) uplift = &clause.body[i];
    }
    if (cap != nullptr && uplift != nullptr)
      issue(Kind::UpliftAndCap, std::max(cap, uplift)->span,
            {diag::term(cap < uplift ? "quote.cap_first" : "quote.uplift_first")});
  } else {
    for (const syntax::Statement& s : clause.body) syntax::each_expr(s, [&](ExprId e) { visit_comparisons(quote, e); });
    const std::string own = article_.empty() ? std::string() : canonical_article(article_);
    const std::string cited = own.substr(0, own.find_first_not_of("0123456789"));
    const std::string begins = article_number(quote);
    if (!cited.empty() && !begins.empty() && cited != begins)
      issue(Kind::QuoteArticle, quoted, {plain(begins), plain(cited)});
  }
  article_ = {};
}

}  // namespace bursar::checked
