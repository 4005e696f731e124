// Parts of the program that are loaded when they are needed (docs/decisions/0009): modules in `lib`, beside the program's
// folder. Built together with it; no plugin interface.
#pragma once

namespace bursar::module {

/// The address of a function. Throws std::runtime_error when the module is not there or has no such function.
void* load(const char* module, const char* function);

}  // namespace bursar::module
