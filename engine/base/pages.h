// A sequence that grows without moving what it holds: one page of memory after another.
#pragma once

#include <cstddef>
#include <functional>
#include <utility>
#include <vector>

namespace bursar {

/// Items keep their addresses until the sequence is destroyed or copied. For tables that may grow large: a vector
/// would copy them again and again into fresh memory, which costs more than filling them.
template <class T>
class Pages {
 public:
  static constexpr size_t kPage = 256;

  size_t size() const { return pages_.empty() ? 0 : (pages_.size() - 1) * kPage + pages_.back().size(); }
  T& operator[](size_t i) { return pages_[i / kPage][i % kPage]; }
  const T& operator[](size_t i) const { return pages_[i / kPage][i % kPage]; }

  void push_back(T item) {
    if (pages_.empty() || pages_.back().size() == kPage) pages_.emplace_back().reserve(kPage);
    pages_.back().push_back(std::move(item));
  }

  /// The index of an item that is in here. Takes time in the number of pages.
  size_t index_of(const T& item) const {
    constexpr std::less<const T*> before;
    for (size_t p = 0; p < pages_.size(); ++p) {
      const T* first = pages_[p].data();
      if (!before(&item, first) && before(&item, first + pages_[p].size()))
        return p * kPage + static_cast<size_t>(&item - first);
    }
    return size();
  }

 private:
  std::vector<std::vector<T>> pages_;
};

}  // namespace bursar
