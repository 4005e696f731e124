// What describes one record. Parts: conditions, lines, the award as a whole.
#pragma once

#include "engine/describe/describe.h"
#include "engine/describe/words.h"

namespace bursar::describe {

using eval::Trace;
using lowered::Node;
using lowered::NodeId;
using ops::Value;

class Describer {
 public:
  Describer(const lowered::Module& module, Texts& texts, const facts::Record& record, const Trace& trace)
      : module_(module), program_(*module.program), tree_(*program_.tree), texts_(texts), record_(record), trace_(trace) {}

  Described run();

 private:
  // describe.cc
  void missing(award::Award& out) const;
  void add_fault(const Trace::Fault& fault, uint32_t clause, Described& out) const;

  // conditions.cc
  std::vector<award::Condition> conditions(uint32_t clause) const;
  award::Condition condition(const Trace::Condition& c, std::string id) const;
  award::Condition in_force(const Trace::Condition& c, const syntax::InForce& period, std::string id) const;
  award::Condition ladder(const Trace::Condition& c) const;
  award::Condition no_item(const Trace::Condition& c, uint32_t clause) const;
  award::Condition set_aside(const Trace::Condition& c, uint32_t clause) const;
  award::Condition exclusive(const Trace::Condition& c) const;
  void leaf(award::Condition& out, const Trace::Condition& c) const;
  award::ShortBy short_by(const Trace::ShortBy& s) const;

  // lines.cc
  award::ClauseResult clause(uint32_t index) const;
  award::Line line(const Trace::Line& line) const;
  award::Step step(const Trace::Step& step, const checked::Type& type) const;
  std::vector<std::pair<award::Text, award::Shown>> item(uint32_t clause, const Trace::ItemFields* fields,
                                                         const Value& element) const;
  award::LeftOut left_out(uint32_t clause, const Trace::LeftOut& out) const;
  award::Intermediate intermediate(uint32_t clause, const Trace::Intermediate& one) const;

  award::Shown shown(const Value& v, const checked::Type& type) const { return describe::shown(program_, v, type); }
  award::Shown shown_fact(const facts::Value& v, const checked::Type& type) const;
  const award::Text& printed(NodeId id) const { return texts_.printed(module_[id].origin); }
  award::Text row_text(const lowered::Row& row) const;
  std::string field_name(const Trace::OpenField& open) const;
  std::string fact_name(uint32_t dep) const;
  std::vector<std::string> fact_names(const ops::Deps& deps) const;
  award::Text title_of_fact(uint32_t fact) const {
    return text_of(program_.facts[fact].title.first, program_.facts[fact].title.second);
  }

  const lowered::Module& module_;
  const checked::Program& program_;
  const syntax::Tree& tree_;
  Texts& texts_;
  const facts::Record& record_;
  const Trace& trace_;
};

}  // namespace bursar::describe
