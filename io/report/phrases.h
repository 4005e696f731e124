// Values, titles and articles of one award in one language: what all text reports have in common.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/award/award.h"
#include "io/report/language.h"
#include "io/report/sentences.h"

namespace bursar::report {

class Phrases {
 public:
  /// The award must outlive this.
  Phrases(const award::Award& award, Language language);

  Language language() const { return language_; }
  template <typename... Args>
  std::string say(Key key, const Args&... args) const {
    return report::say(key, language_, args...);
  }
  std::string word(std::string_view key) const { return term(key, language_); }

  /// In this language, else in the other one, else `fallback`.
  std::string pick(const award::Text& text, std::string_view fallback = {}) const;
  std::string money(const num::Exact& amount, std::string_view currency) const;
  /// As people read it; a percentage with the digits that tell it apart from the `other` one.
  std::string value(const award::Shown& shown, const award::Shown* other = nullptr) const;
  /// "at least 5 %"; empty when there is nothing to compare with.
  std::string need(const award::Condition& condition) const;
  std::string have(const award::Condition& condition) const;
  /// A group's "any of these"; empty for one comparison.
  std::string group(const award::Condition& condition) const;
  std::string condition_title(const award::Condition& condition) const;
  /// "Short by 89,000.00 of R&D spend (2,400,000.00 needed)".
  std::string gap(const award::ShortBy& gap) const;
  /// "between 0.00 and 120,000.00"; an absent bound is no limit.
  std::string bounds(const std::optional<num::Exact>& lowest, const std::optional<num::Exact>& highest,
                     std::string_view currency) const;

  /// "art. 5(1)(ii)", 第五条第一款第（二）项; with the sources' ids when the award draws on several.
  std::string cites(const std::vector<award::Citation>& cites) const;
  /// "R&D growth (rd_growth)".
  std::string fact(const std::string& name) const;
  std::string facts(const std::vector<std::string>& names) const;

  /// The figures of an opening step: "50 % of 8,000,000.00"; else the formula as written.
  std::string figures(const award::Step& step) const;
  std::string line_title(const award::Line& line) const;
  std::string fields(const std::vector<std::pair<award::Text, award::Shown>>& fields) const;
  std::string fault(const award::Fault& fault) const;
  /// "foreign = no: the usual case".
  std::string assumption(const award::Assumption& assumption) const;
  /// In Chinese a figure or Latin word stands off from the Han characters before it.
  std::string set_off(const std::string& text) const;
  /// Two sentences one after the other.
  std::string then(const std::string& first, const std::string& second) const;
  /// "yes needed, yours no", behind the condition's title.
  std::string compared(const award::Condition& condition) const;
  std::string joined(const std::vector<std::string>& parts, Key separator) const;

  const award::ClauseResult* clause(std::string_view id) const;
  const award::Condition* condition(const award::ClauseResult& clause, std::string_view id) const;
  /// "step 2 (more than 500 million yuan)"; the row counted from 0.
  std::string ladder_row(const award::Step& step, size_t row) const;

 private:
  std::string counted(const award::Shown& shown, Key one, Key many) const;

  const award::Award& award_;
  Language language_;
  bool several_sources_ = false;
};

}  // namespace bursar::report
