#include "cli/awards.h"

#include "cli/exit_codes.h"
#include "cli/many.h"
#include "io/report/csv.h"
#include "io/report/json.h"
#include "io/report/yaml.h"

namespace bursar::cli {

int answer_awards(const Context& context, const Options& options, const std::string& policy,
                  const std::vector<std::string>& profiles, const AwardText& text) {
  Session session;
  if (!open_policy(context, policy, session)) return kBroken;
  return answer_awards(context, options, session, profiles, text);
}

int answer_awards(const Context& context, const Options& options, Session& session,
                  const std::vector<std::string>& profiles, const AwardText& text) {
  if (comes_in_rows(options, session)) return answer_rows(context, options, session, profiles);
  Batch batch = evaluate_profiles(context, options, session, profiles);
  const int code = exit_of(batch, options.exit_zero);
  std::string out;
  if (options.format == "text") {
    for (const Result& result : batch.results) {
      if (!out.empty()) out += "\n";
      out += what_if_text(context, options, result) + text(result.award) + choices_text(context, result);
    }
  } else if (!batch.results.empty() || batch.several) {
    std::vector<award::Award> awards;
    awards.reserve(batch.results.size());
    for (Result& result : batch.results) awards.push_back(std::move(result.award));
    out = options.format == "json"   ? report::to_json(awards, batch.several)
          : options.format == "yaml" ? report::to_yaml(awards, batch.several)
                                     : report::to_csv(awards);
  }
  if (out.empty()) return code;
  return context.answer(out) ? code : kBroken;
}

}  // namespace bursar::cli
