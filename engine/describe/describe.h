// A trace, its program and its record make an award: titles, citations and printed rules join the ids and values.
#pragma once

#include "engine/award/award.h"
#include "engine/describe/texts.h"
#include "engine/eval/trace.h"
#include "engine/facts/record.h"
#include "engine/lowered/module.h"

namespace bursar::describe {

struct Described {
  award::Award award;                     ///< without `policy`; faults without their places
  std::vector<source::Span> fault_spans;  ///< by fault
};

/// The record is the one that the trace is about; the texts are those of the module's program.
Described describe(const lowered::Module& module, Texts& texts, const facts::Record& record, const eval::Trace& trace);

award::Shown shown(const checked::Program& program, const ops::Value& value, const checked::Type& type);

}  // namespace bursar::describe
