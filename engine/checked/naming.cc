#include "engine/checked/naming.h"

namespace bursar::checked {

namespace {

std::string_view choose(const syntax::Name& name, syntax::Language language) {
  return language == syntax::Language::Zh && !name.second.empty() ? name.second : name.first;
}

}  // namespace

std::string_view Naming::path(const syntax::Expr& path, size_t part, syntax::Language language) const {
  const auto id = program_.tree->exprs.index_of(path);
  const Ref& ref = program_.refs[id];
  const syntax::Tree& tree = *program_.tree;
  switch (ref.kind) {
    case Ref::Kind::Fact:
      if (ref.index < tree.facts.size()) return choose(tree.facts[ref.index].name, language);
      if (program_.facts[ref.index].choice_of) break;
      if (part == 1) return language == syntax::Language::Zh ? "核定" : "decided";
      return choose(tree.clauses[*program_.facts[ref.index].decided_by].name, language);
    case Ref::Kind::Definition: return choose(tree.definitions[ref.index].name, language);
    case Ref::Kind::Parameter:
      if (part == 1) return choose(tree.parameters[ref.index].columns[ref.outer].name, language);
      return choose(tree.parameters[ref.index].name, language);
    case Ref::Kind::LoopVariable: return variable(path.names[0], language);
    case Ref::Kind::Value: {
      const OneOfValues& values = program_.one_ofs[ref.outer];
      const std::string_view second = values.second_names[ref.index];
      return language == syntax::Language::Zh && !second.empty() ? second : values.names[ref.index];
    }
    case Ref::Kind::ClausePaid:
      if (part == 1) return language == syntax::Language::Zh ? "实给" : "paid";
      [[fallthrough]];
    case Ref::Kind::EarlierOf:
    case Ref::Kind::Clause: return choose(tree.clauses[ref.index].name, language);
    case Ref::Kind::Let: {
      const uint32_t statement = program_.clauses[ref.outer].lets[ref.index];
      return choose(tree.clauses[ref.outer].body[statement].definition.name, language);
    }
    case Ref::Kind::Field:
      if (part == 0) return variable(path.names[0], language);
      return choose(tree.records[ref.record].fields[ref.index].name, language);
    default: break;
  }
  return path.names[part];
}

std::string_view Naming::variable(std::string_view written, syntax::Language language) const {
  for (const syntax::Record& record : program_.tree->records)
    if (record.name.first == written || (!record.name.second.empty() && record.name.second == written))
      return choose(record.name, language);
  for (const syntax::Clause& clause : program_.tree->clauses)
    for (const syntax::Statement& s : clause.body)
      if (s.kind == syntax::StatementKind::ForEach && !s.variable_second.empty() &&
          (s.variable == written || s.variable_second == written))
        return language == syntax::Language::Zh ? s.variable_second : s.variable;
  return written;
}

}  // namespace bursar::checked
