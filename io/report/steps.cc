#include "io/report/steps.h"

namespace bursar::report {

using award::Step;

namespace {

Key change_key(Step::Kind kind) {
  switch (kind) {
    case Step::Kind::Plus:
      return Key::StepPlus;
    case Step::Kind::Less:
      return Key::StepLess;
    case Step::Kind::MultipliedBy:
      return Key::StepTimes;
    case Step::Kind::DividedBy:
      return Key::StepDivided;
    case Step::Kind::RaisedBy:
      return Key::StepRaised;
    default:
      return Key::StepLowered;
  }
}

/// A lone figure: its value, with the words that name it; neither a name in code nor a literal names it.
std::string opening(const Phrases& p, const Step& step) {
  const std::string& op = step.figures_op;
  if (!step.figures.empty() || !(op.empty() || op == "decided")) return p.figures(step);
  const std::string value = p.value(step.after), words = p.pick(step.formula);
  if (op == "decided") return p.say(Key::Decided, value);
  const bool named = !words.empty() && !(words[0] >= '0' && words[0] <= '9') && words.find('_') == words.npos;
  return named ? p.say(Key::TitleAndFact, value, words) : value;
}

bool at_cap(const Step& step) {
  return step.operand.state == award::Shown::State::Known && step.operand.number == step.before.number;
}

bool unchanged(const Step& step) { return step.before.number == step.after.number; }

}  // namespace

std::string step_text(const Phrases& p, const Step& step) {
  const std::string before = p.value(step.before), after = p.value(step.after),
                    operand = p.value(step.operand);
  switch (step.kind) {
    case Step::Kind::Start:
      return p.figures(step);
    case Step::Kind::Cap: {
      if (step.applied) return p.say(Key::CapCut, operand, before);
      if (at_cap(step)) return p.say(Key::CapExact, operand);
      award::Shown left = step.operand;
      left.number -= step.before.number;
      if (left.state != award::Shown::State::Known || left.number.sign() <= 0)
        return p.say(Key::CapNotReached, operand);
      return p.say(Key::CapLeft, operand, p.value(left));
    }
    case Step::Kind::Floor:
      return p.say(step.applied ? Key::FloorLifted : Key::FloorNotNeeded, operand, before);
    case Step::Kind::Round:
      if (unchanged(step)) return p.say(Key::RoundedNoChange, operand);
      return p.say(Key::RoundedHow, before, after, p.word(num::name(step.mode)), operand);
    case Step::Kind::TotalCut:
      return p.say(Key::TotalCutBy, operand, before, after);
    case Step::Kind::Limit:
      return p.say(Key::LimitCutBy, operand, before, after);
    case Step::Kind::Budget:
      return p.say(Key::BudgetShare, step.figures.empty() ? "" : step.figures[0].text, operand, before);
    case Step::Kind::CumulativeCap:
      return p.say(step.applied ? Key::CumulativeCut : Key::CapNotReached, operand, before);
    case Step::Kind::Reclaimed:
      return p.say(Key::ReclaimedStep, before);
    default:
      break;
  }
  const std::string change = p.say(change_key(step.kind), operand);
  return step.applied ? p.say(Key::StepMade, change, before, after) : p.say(Key::StepSkipped, change);
}

std::string how_text(const Phrases& p, const std::vector<Step>& steps) {
  std::string out;
  for (const Step& step : steps) {
    std::string line;
    if (step.kind == Step::Kind::Round) {
      if (!unchanged(step))
        line = p.say(Key::RoundedFrom, p.value(step.before), p.word(num::name(step.mode)));
    } else if (step.kind == Step::Kind::Cap && !step.applied) {
      line = p.say(at_cap(step) ? Key::CapExact : Key::CapNotReached, p.value(step.operand));
    } else if (step.kind == Step::Kind::Start) {
      line = opening(p, step);
    } else if (step.applied) {
      line = step_text(p, step);
    }
    if (line.empty()) continue;
    if (!out.empty()) out += '\n';
    out += line;
  }
  return out;
}

}  // namespace bursar::report
