#include "io/audit/request.h"

namespace bursar::audit {

std::vector<std::pair<std::string, std::string>> options_of(const Request& request) {
  std::vector<std::pair<std::string, std::string>> options;
  const auto add = [&](const char* name, std::string value) { options.emplace_back(name, std::move(value)); };
  if (request.as_of) add("as_of", request.as_of->to_text());
  if (!request.encoding.empty()) add("encoding", request.encoding);
  if (request.fund) add("fund", request.fund->to_text());
  add("late_after", std::to_string(request.late_after));
  add("tolerance", request.tolerance.to_text());
  if (request.whole_register) add("whole_register", "yes");
  return options;
}

std::optional<Request> request_of(const std::vector<std::pair<std::string, std::string>>& options,
                                  const std::vector<Input>& inputs, const std::vector<std::string>& paths) {
  Request request;
  for (const auto& [name, value] : options) {
    const auto number = num::Exact::parse_decimal(value);
    if (name == "as_of") request.as_of = num::Date::parse(value);
    else if (name == "encoding") request.encoding = value;
    else if (name == "fund" && number) request.fund = *number;
    else if (name == "late_after" && number) request.late_after = static_cast<uint32_t>(number->to_int64().value_or(0));
    else if (name == "tolerance" && number) request.tolerance = *number;
    else if (name == "whole_register") request.whole_register = true;
    else return std::nullopt;
  }
  for (size_t i = 0; i < inputs.size(); ++i) {
    if (i >= paths.size() || paths[i].empty()) return std::nullopt;
    const std::string& role = inputs[i].role;
    if (role == "payouts") request.payouts = paths[i];
    else if (role == "profiles") request.profiles.push_back(paths[i]);
    else if (role == "approved") request.approved = paths[i];
    else if (role == "bank") request.bank = paths[i];
    else if (role == "mapping") request.mapping = paths[i];
    else if (role.starts_with("list:")) request.lists.push_back(role.substr(5) + "=" + paths[i]);
    else return std::nullopt;
  }
  return request;
}

}  // namespace bursar::audit
