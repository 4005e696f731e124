// Drawing a tree of sentences, with what each rests on at the right.
#pragma once

#include <string>
#include <vector>

#include "io/report/language.h"

namespace bursar::report {

struct Branch {
  std::string text;
  std::string cites;
  std::vector<Branch> parts;

  Branch& add(std::string what, std::string rests_on = {}) {
    return parts.emplace_back(Branch{std::move(what), std::move(rests_on), {}});
  }
};

/// With ├─ └─ │, articles in one column; each line ended by a line feed.
std::string draw(const Branch& root, const Style& style);
/// For screen readers: numbered sentences, 1.2 being the second part of the first.
std::string outline(const Branch& root, Language language);

}  // namespace bursar::report
