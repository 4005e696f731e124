// award, check and explain differ in their text only: this is what they share.
#pragma once

#include <functional>

#include "cli/session.h"

namespace bursar::cli {

using AwardText = std::function<std::string(const award::Award&)>;

/// Evaluates the profiles under the policy and answers in the format asked for; `text` makes one award's text.
int answer_awards(const Context& context, const Options& options, const std::string& policy,
                  const std::vector<std::string>& profiles, const AwardText& text);

/// The same for a policy that is open already.
int answer_awards(const Context& context, const Options& options, Session& session,
                  const std::vector<std::string>& profiles, const AwardText& text);

}  // namespace bursar::cli
