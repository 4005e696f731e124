// What an audit says, in one language: names of leads, sentences of reasons and causes, amounts.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/audit/audit.h"
#include "io/report/phrases.h"

namespace bursar::report {

/// "not eligible", 不符合条件.
std::string_view lead_name(audit::Code code, Language language);
/// "facts", 资料; an unknown role is its own word.
std::string role_name(std::string_view role, Language language);

class AuditWords {
 public:
  /// The audit must outlive this.
  AuditWords(const audit::Audit& audit, Language language);
  AuditWords(const AuditWords&) = delete;

  Language language() const { return phrases_.language(); }
  template <typename... Args>
  std::string say(Key key, const Args&... args) const {
    return phrases_.say(key, args...);
  }
  const Phrases& phrases() const { return phrases_; }

  /// "1,234.50".
  std::string money(const num::Exact& amount) const;
  /// "+1,234.50", "-0.01", "0.00".
  std::string difference(const num::Exact& amount) const;
  /// "1,286".
  std::string count(uint64_t n) const;
  /// "arithmetic, up to 0.01": the name, with the audit's tolerance where it matters.
  std::string lead(audit::Code code) const;
  std::string reason(const audit::Reason& reason) const;
  /// "without the cap: capped at 1,000,000 yuan"; a kind that the catalogue does not know by its id.
  std::string cause(const audit::Cause& cause) const;
  std::string not_checked(const audit::NotChecked& what) const;
  /// "payouts.csv:17, paid: …".
  std::string refused(const audit::Refused& refused) const;
  /// What was overpaid and underpaid, as a part of the batch: "1.61 %".
  std::string share() const;
  /// "rd-2026 2026.1".
  std::string policy_id() const;
  /// "Support for R&D (rd-2026 2026.1)".
  std::string policy() const;

 private:
  std::string filled(std::string_view pattern, const std::vector<award::Shown>& values,
                     const std::vector<std::string>& names, const award::Text& text) const;

  const audit::Audit& audit_;
  award::Award frame_;  ///< carries the policy to the phrases
  Phrases phrases_;
};

}  // namespace bursar::report
