// CPU time of one thread, and interleaved pairs.
#pragma once

#include <time.h>

#include <cstdio>
#include <string>
#include <utility>
#include <vector>

namespace bench {

inline double cpu_ns() {
  timespec t;
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
  return static_cast<double>(t.tv_sec) * 1e9 + static_cast<double>(t.tv_nsec);
}

/// What the compiler must not leave out.
template <class T>
inline void keep(const T& value) {
  asm volatile("" : : "g"(&value) : "memory");
}

/// CPU nanoseconds of one of `passes` calls.
template <class F>
double timed(int passes, F&& f) {
  const double begin = cpu_ns();
  for (int i = 0; i < passes; ++i) f();
  return (cpu_ns() - begin) / passes;
}

using Times = std::vector<double>;

/// One after the other, so that a slow moment of the machine falls on both.
template <class A, class B>
std::pair<Times, Times> pairs(int count, int passes, A&& a, B&& b) {
  a(), b();
  std::pair<Times, Times> out;
  for (int i = 0; i < count; ++i) {
    out.first.push_back(timed(passes, a));
    out.second.push_back(timed(passes, b));
  }
  return out;
}

/// A JSON array of nanoseconds a record.
inline std::string list(const Times& times, size_t records) {
  std::string out = "[";
  for (double t : times) {
    char one[32];
    std::snprintf(one, sizeof one, "%s%.3f", out.size() > 1 ? ", " : "", t / static_cast<double>(records));
    out += one;
  }
  return out + "]";
}

}  // namespace bench
