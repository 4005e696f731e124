// Operations over their operands, however these are come by: evaluated only, or written down as well.
#pragma once

#include "engine/eval/evaluator.h"

namespace bursar::eval {

/// `kid` gives the values of the operands, in order.
template <class Kid>
Value Evaluator::arithmetic(const Node& n, NodeId id, Kid kid) {
  const Value a = kid(0);
  switch (n.op) {
    case lowered::Op::Add: return ops::add(a, kid(1));
    case lowered::Op::Subtract: return ops::subtract(a, kid(1));
    case lowered::Op::Multiply: return ops::multiply(a, kid(1));
    case lowered::Op::Divide: return quotient(a, kid(1), id);
    default: {  // Lower, Higher
      Value v = a;
      for (size_t i = 1; i < n.kids.size(); ++i) v = n.op == lowered::Op::Lower ? ops::lower(v, kid(i)) : ops::higher(v, kid(i));
      return v;
    }
  }
}

/// `kid` asks the conditions of a group, in order; what is decided already need not ask on.
template <class Kid>
Value Evaluator::grouped(const Node& n, Kid kid) {
  switch (n.op) {
    case lowered::Op::Not: return ops::negation(kid(0));
    case lowered::Op::And: {
      const Value a = kid(0);
      return a.is_no() ? a : ops::conjunction(a, kid(1));
    }
    case lowered::Op::Or: {
      const Value a = kid(0);
      return a.is_yes() ? a : ops::disjunction(a, kid(1));
    }
    case lowered::Op::AllOf: {
      Value v = ops::yes_no(true);
      for (size_t i = 0; i < n.kids.size() && !v.is_no(); ++i) v = ops::conjunction(v, kid(i));
      return v;
    }
    case lowered::Op::AnyOf:
    case lowered::Op::NoneOf: {
      Value v = ops::yes_no(false);
      for (size_t i = 0; i < n.kids.size() && !v.is_yes(); ++i) v = ops::disjunction(v, kid(i));
      return n.op == lowered::Op::AnyOf ? v : ops::negation(v);
    }
    default: {  // AtLeastOf
      Value count = ops::known(num::Exact(0));
      for (size_t i = 0; i < n.kids.size(); ++i) count = ops::add(count, ops::negation(ops::negation(kid(i))));
      return ops::compare(ops::Relation::AtLeast, ops::Compared::Numbers, count, ops::known(num::Exact(n.index)));
    }
  }
}

}  // namespace bursar::eval
