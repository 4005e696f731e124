#include "io/batch/in_full.h"

#include <algorithm>

#include "io/profile/bind.h"
#include "io/profile/read.h"

namespace bursar::batch {

InFull::Found InFull::read(const input::Stretch& stretch, uint64_t ordinal) {
  // The name tells the reader of profiles that this is one value, not lines of them.
  const char* const as = format_ == Format::Json ? "record.json" : "records.yaml";
  file_ = std::make_unique<source::File>(as, std::string(stretch.text), stretch.first_line);
  name_ = stretch.file;
  profile::Read read = format_ == Format::Json ? profile::read_json(*file_, 0) : profile::read_yaml(*file_, 0);
  documents_ = std::move(read.documents);
  next_ = 0;
  uint64_t last = 1;
  for (diag::Issue& issue : read.issues) {
    // `#2` counts from this stretch.
    const uint64_t nth = issue.record.starts_with('#') ? std::stoull(issue.record.substr(1)) : 1;
    last = std::max(last, nth);
    issue.record = "#" + std::to_string(ordinal + nth - 1);
    log_.add(std::move(issue), stretch);
  }
  for (profile::Document& document : documents_) {
    last = std::max<uint64_t>(last, document.ordinal);
    document.ordinal += ordinal - 1;
  }
  return {last, last - documents_.size()};
}

bool InFull::add(columns::Chunk& chunk, columns::Dictionary& dictionary) {
  const profile::Document& document = documents_[next_++];
  profile::Bound bound = profile::bind(facts_, document, 0);
  const bool refused = diag::has_errors(bound.issues);
  for (diag::Issue& issue : bound.issues) log_.add(std::move(issue), {name_, file_->text(), file_->position(0).line});
  if (refused) return false;
  columns::add(chunk, shapes_, bound.record, {file_->position(document.root.span.begin).line, document.ordinal}, dictionary);
  return true;
}

}  // namespace bursar::batch
