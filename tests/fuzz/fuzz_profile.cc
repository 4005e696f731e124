// Any bytes as a profile, read as YAML and as JSON: reading and binding never crash, and a record that was bound
// without an error can be evaluated.
#include <cstdint>
#include <cstdlib>
#include <string>

#include "engine/api/bursar.h"
#include "io/profile/bind.h"
#include "io/profile/read.h"

namespace {

using namespace bursar;

constexpr const char* kPolicy = R"(
source measures "Measures"
policy fuzzed/模糊 "Fuzzed" under measures
    pays CNY
    decided by end of claim_year
    rounds each line half up to 0.01 yuan

record launch/发射
    field model/型号 : text   "Model"
    field date/日期  : date   "Date"
    field fee/费用   : money  "Fee"
    field orbit/入轨 : yes/no "Orbit?"

fact claim_year/申报年度     : year          "Year"
fact in_zone/注册在经开区    : yes/no        "In the zone?"
fact output/年产值           : money         "Output"
fact peak_output/历史最高    : money         "Earlier peak"
fact rd_expense/研发费用     : money         "R&D expense"
fact rd_share/研发占比       : percent       "R&D share"
fact staff/员工数            : count         "Staff"
fact premium/保险费          : money         "Premium"
fact city_subsidy/市级补贴   : money         "City subsidy"
fact launches/发射表         : list of launch "Launches"

clause milestone "Milestone" cites measures art. 1
    when in_zone
    award highest step newly reached by output, before at peak_output
        more than 100 million yuan : 1 million yuan
        more than 500 million yuan : 3 million yuan
    capped at 2 million yuan
clause research "Research" cites measures art. 2
    when all of
        (1) in_zone
        (2) any of
            (a) rd_share at least 5%
            (b) staff more than 10
    award 30% of rd_expense
    less city_subsidy
    not below 0 yuan
clause insurance "Insurance" cites measures art. 3
    award city_subsidy matched 1:1
    capped at premium - city_subsidy
clause launched "Launches" cites measures art. 4
    for each launch in launches
        where launch.orbit
        by launch.model
        in order of launch.date, then as listed
        take 1st to 3rd
        of these, where launch.date in claim_year
    award 50% of launch.fee
clause discretion "Discretion" cites measures art. 5
    award as decided at most 1 million yuan
)";

const api::Program& policy() {
  static source::Files files;
  static const api::Compiled compiled = api::compile(files, {files.add("fuzz.policy", kPolicy)});
  if (!compiled.program) std::abort();
  return *compiled.program;
}

void use(const profile::Read& read, uint32_t index) {
  for (const profile::Document& document : read.documents) {
    const profile::Bound bound = profile::bind(api::facts(policy()), document, index);
    if (diag::has_errors(bound.issues)) continue;
    api::evaluate(policy(), bound.record, std::nullopt);
  }
}

}  // namespace

// libfyaml loses 2 KiB when a long quoted text in a flow has no end: its own, and the process ends after one profile.
extern "C" const char* __lsan_default_suppressions() { return "leak:fy_atom_iter_grow_chunk\n"; }

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string text(reinterpret_cast<const char*>(data), size);
  source::Files files;
  const uint32_t yaml = files.add("fuzz.yaml", text);
  use(profile::read_yaml(files[yaml], yaml), yaml);
  const uint32_t json = files.add("fuzz.json", text);
  use(profile::read_json(files[json], json), json);
  return 0;
}
