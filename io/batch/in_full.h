// Records that are not as plain as the fast readers take: read in full, as a single profile is.
#pragma once

#include <memory>
#include <vector>

#include "io/batch/reader.h"
#include "io/profile/document.h"

namespace bursar::batch {

/// Reads a stretch of an input by io/profile; its good records then wait to be added. Issues, with their places, go to
/// the log.
class InFull {
 public:
  /// `format` is Json or Yaml.
  InFull(Format format, const std::vector<api::FactInfo>& facts, const std::vector<columns::Shape>& shapes,
         input::IssueLog& log)
      : format_(format), facts_(facts), shapes_(shapes), log_(log) {}

  struct Found {
    uint64_t records = 0, refused = 0;
  };
  /// One record of JSON, or any number of documents of YAML; the first has this ordinal.
  Found read(const input::Stretch& stretch, uint64_t ordinal);
  bool waiting() const { return next_ < documents_.size(); }
  /// Adds the next one. False: its values are refused.
  bool add(columns::Chunk& chunk, columns::Dictionary& dictionary);

 private:
  Format format_;
  const std::vector<api::FactInfo>& facts_;
  const std::vector<columns::Shape>& shapes_;
  input::IssueLog& log_;
  std::unique_ptr<source::File> file_;  ///< of what waits
  std::string name_;
  std::vector<profile::Document> documents_;
  size_t next_ = 0;
};

}  // namespace bursar::batch
