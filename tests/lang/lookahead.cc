// lookahead: walks the parser's network and lists every decision that two tokens do not decide, whatever the
// sentence. A rule's end continues wherever the rule is used (strong LL(2)), so that a decision that passes
// here never looks further. Operators of one expression rule among themselves are decided by precedence and
// left out.
#include <algorithm>
#include <cstdio>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "engine/syntax/words.h"

// last: the runtime undefines EOF and others
#include "PolicyParser.h"

namespace {

using namespace antlr4::atn;
using Parser = bursar_grammar::PolicyParser;
namespace t = bursar::syntax::t;

// Rule and first token of the decisions that need more. A new one is a reason to change the grammar.
const std::set<std::string> kKnown = {
    "clause ASSUME",  // behind a clause `assume` is the clause's own: one sentence, two places
};

using Stack = std::vector<ATNState*>;  // where the rules called since the decision go on
struct Place {
  ATNState* state;
  Stack stack;
  auto operator<=>(const Place&) const = default;
};
using Places = std::set<Place>;
using Tokens = std::map<size_t, Places>;  // each possible token, and where the parser then is

class Network {
 public:
  explicit Network(const ATN& atn) : atn_(atn) {
    for (ATNState* state : atn.states) {
      if (state == nullptr) continue;
      for (Transition* edge : state->transitions)
        if (edge->getSerializationType() == Transition::RULE) {
          auto& call = static_cast<RuleTransition&>(*edge);
          uses_[call.target->ruleIndex].push_back(&call);
        }
    }
  }

  Tokens next(const Places& from, ATNState* precedence_rule) const {
    Tokens out;
    Places seen;
    for (const Place& place : from) walk(place, precedence_rule, seen, out);
    return out;
  }

 private:
  void walk(const Place& place, ATNState* precedence_rule, Places& seen, Tokens& out) const {
    if (!seen.insert(place).second) return;
    if (place.state->getStateType() == ATNState::RULE_STOP) {
      Stack stack = place.stack;
      if (!stack.empty()) {
        ATNState* back = stack.back();
        stack.pop_back();
        return walk({back, stack}, precedence_rule, seen, out);
      }
      const size_t rule = place.state->ruleIndex;
      if (rule == Parser::RuleDeclaration) {  // the driver's loop
        out[static_cast<size_t>(-1)];
        return walk({atn_.ruleToStartState[rule], {}}, precedence_rule, seen, out);
      }
      const auto found = uses_.find(rule);
      if (found == uses_.end()) return;
      for (RuleTransition* use : found->second) {
        const bool operand =
            precedence_rule != nullptr && rule == precedence_rule->ruleIndex && use->precedence > 0;
        if (!operand) walk({use->followState, {}}, precedence_rule, seen, out);
      }
      return;
    }
    for (Transition* edge : place.state->transitions) {
      switch (edge->getSerializationType()) {
        case Transition::RULE: {
          auto& call = static_cast<RuleTransition&>(*edge);
          Place inside{call.target, place.stack};
          inside.stack.push_back(call.followState);
          walk(inside, precedence_rule, seen, out);
          break;
        }
        case Transition::EPSILON:
        case Transition::PREDICATE:
        case Transition::PRECEDENCE:
        case Transition::ACTION:
          walk({edge->target, place.stack}, precedence_rule, seen, out);
          break;
        default: {
          for (const ssize_t token : edge->label().toList())
            out[static_cast<size_t>(token)].insert({edge->target, place.stack});
        }
      }
    }
  }

  const ATN& atn_;
  std::map<size_t, std::vector<RuleTransition*>> uses_;
};

std::string name_of(size_t token) {
#define TOKEN(name, number) \
  if (token == number) return #name;
#include "keywords.inc"
#undef TOKEN
  return "END";
}

}  // namespace

int main() {
  antlr4::ANTLRInputStream empty;
  antlr4::CommonTokenStream stream(nullptr);
  const ATN& atn = Parser(&stream).getATN();
  const Network network(atn);
  std::set<std::string> open;
  size_t one = 0, two = 0, more = 0;
  for (DecisionState* decision : atn.decisionToState) {
    const bool precedence = decision->getStateType() == ATNState::STAR_LOOP_ENTRY &&
                            static_cast<StarLoopEntryState*>(decision)->isPrecedenceDecision;
    ATNState* rule = precedence ? decision : nullptr;
    std::vector<Tokens> firsts;
    for (Transition* edge : decision->transitions) firsts.push_back(network.next({{edge->target, {}}}, rule));
    std::set<std::string> shared;
    bool second = false;
    for (size_t a = 0; a < firsts.size(); ++a)
      for (size_t b = a + 1; b < firsts.size(); ++b)
        for (const auto& [token, places] : firsts[a]) {
          const auto other = firsts[b].find(token);
          if (other == firsts[b].end()) continue;
          second = true;
          const Tokens after = network.next(places, rule), after_other = network.next(other->second, rule);
          for (const auto& [next, unused] : after)
            if (after_other.count(next) != 0) shared.insert(name_of(token));
        }
    ++(!shared.empty() ? more : second ? two : one);
    for (const std::string& token : shared)
      open.insert(std::string(Parser(&stream).getRuleNames()[decision->ruleIndex]) + " " + token);
  }
  std::printf("decisions: %zu by one token, %zu by two, %zu by more\n", one, two, more);
  int failed = 0;
  for (const std::string& text : open)
    if (kKnown.count(text) == 0) failed = std::printf("needs more: %s\n", text.c_str());
  for (const std::string& text : kKnown)
    if (open.count(text) == 0) failed = std::printf("no longer needs more: %s\n", text.c_str());
  return failed != 0;
}
