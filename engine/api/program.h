// What a compiled program holds.
#pragma once

#include <mutex>

#include "engine/api/bursar.h"
#include "engine/describe/texts.h"
#include "engine/lowered/module.h"
#include "engine/syntax/tree.h"

namespace bursar::api {

class Program {
 public:
  Program(const source::Files& files, syntax::Tree tree) : files(files), tree(std::move(tree)) {}
  Program(const Program&) = delete;
  Program& operator=(const Program&) = delete;

  const source::Files& files;
  syntax::Tree tree;
  checked::Program checked;  ///< refers to `tree`
  lowered::Module module;    ///< refers to `checked`

  // What is dear and the same for every record is made once, when first asked for.
  mutable std::once_flag identified, described;
  mutable award::PolicyId identity;
  mutable std::vector<FactInfo> facts;
  mutable describe::Texts texts{checked};
};

std::vector<FactInfo> describe_facts(const Program& program);

}  // namespace bursar::api
