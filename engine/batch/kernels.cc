#include "engine/batch/kernels.h"

#include <bit>
#include <type_traits>

#include "engine/num/rounded_quotient.h"

namespace bursar::batch {

namespace {

__extension__ using UInt128 = unsigned __int128;

}  // namespace

Divisor Divisor::of(int64_t value) {
  // 2^l is the first power of two that is not below the divisor.
  const int l = 64 - std::countl_zero(static_cast<uint64_t>(value) - 1);
  return {value, static_cast<uint64_t>((UInt128{1} << (63 + l)) / static_cast<uint64_t>(value)) + 1, l - 1};
}

namespace any_machine {
namespace {
#include "engine/batch/kernels.inc"
}  // namespace
}  // namespace any_machine

#if defined(__x86_64__)

// Only what is named in kernels.inc is compiled for more than the oldest machine: nothing that a linker could share.
#if defined(__clang__)
#pragma clang attribute push(__attribute__((target("avx2,bmi,bmi2,lzcnt,popcnt"))), apply_to = function)
#else
#pragma GCC push_options
#pragma GCC target("avx2,bmi,bmi2,lzcnt,popcnt")
#endif
namespace avx2 {
namespace {
#include "engine/batch/kernels.inc"
}  // namespace
}  // namespace avx2
#if defined(__clang__)
#pragma clang attribute pop
#pragma clang attribute push( \
    __attribute__((target("avx2,bmi,bmi2,lzcnt,popcnt,avx512f,avx512bw,avx512dq,avx512vl"))), apply_to = function)
#else
#pragma GCC pop_options
#pragma GCC push_options
#pragma GCC target("avx2,bmi,bmi2,lzcnt,popcnt,avx512f,avx512bw,avx512dq,avx512vl,prefer-vector-width=256")
#endif
namespace avx512 {
namespace {
#include "engine/batch/kernels.inc"
}  // namespace
}  // namespace avx512
#if defined(__clang__)
#pragma clang attribute pop
#else
#pragma GCC pop_options
#endif

#endif

template <>
const Kernels<int64_t>& kernels<int64_t>() {
  static const Kernels<int64_t> best = [] {
#if defined(__x86_64__)
    if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512dq") &&
        __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("bmi2"))
      return avx512::table<int64_t>();
    if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi2")) return avx2::table<int64_t>();
#endif
    return any_machine::table<int64_t>();
  }();
  return best;
}

template <>
const Kernels<Int128>& kernels<Int128>() {
  static constexpr Kernels<Int128> generic = any_machine::table<Int128>();
  return generic;
}

}  // namespace bursar::batch
